"""The papers of an agreement: kept in the office, and published only as a redacted copy."""

import base64
import hashlib
from typing import Any

from django.core.files.base import File
from django.db.models import Max

from precept.do.agreements import access, queries, rules
from precept.do.agreements.actions.moving import NOT_PUBLISHER, as_seen, ask_keeper
from precept.do.agreements.actions.publishing import release_in_act
from precept.do.agreements.models import Agreement, AgreementPaper
from precept.do.agreements.published import PaperPublished
from precept.foundation import clock
from precept.foundation.documents import actions as documents
from precept.foundation.documents import queries as stored
from precept.foundation.documents.models import StoredFile
from precept.foundation.ledger.actions import NotAllowed, Refused, action, record
from precept.foundation.people.models import Person
from precept.foundation.publications import actions as publications
from precept.foundation.publications import queries as released

MOST_PAPERS = 50


def add_paper(
    *,
    by: Person,
    agreement: Agreement,
    version: int,
    kind: str,
    title: str,
    name: str,
    content: bytes | File[Any],
    redacts: AgreementPaper | None = None,
    redacted_why: str = "",
) -> AgreementPaper:
    """Keep a paper with an agreement. Not itself an action: looking a file through is no work for a transaction."""
    ask_keeper(by)
    now = as_seen(agreement, version)
    if kind == "redacted copy" and redacts is None:
        raise Refused("Choose the paper that this is the public copy of", field="redacts")
    if kind == "redacted copy" and not redacted_why.strip():
        raise Refused("Say what was taken out, and why", field="redacted_why")
    if now.papers.count() >= MOST_PAPERS:
        raise Refused(f"An agreement has at most {MOST_PAPERS} papers here.", field="paper")
    file = documents.keep(by=by, about=now.subject, name=name, content=content, field="paper")
    return _add(
        by=by,
        agreement=now,
        kind=kind,
        title=title.strip(),
        file=file,
        redacts=redacts if kind == "redacted copy" else None,
        redacted_why=redacted_why.strip() if kind == "redacted copy" else "",
    )


@action
def _add(
    *,
    by: Person,
    agreement: Agreement,
    kind: str,
    title: str,
    file: StoredFile,
    redacts: AgreementPaper | None,
    redacted_why: str,
) -> AgreementPaper:
    now = queries.full(Agreement.objects.all()).get(pk=agreement.pk)
    made = AgreementPaper(
        agreement=now,
        number=(now.papers.aggregate(last=Max("number"))["last"] or 0) + 1,
        kind=kind,
        title=title,
        file=file,
        redacts=redacts,
        redacted_why=redacted_why,
    )
    record(
        now.subject,
        "paper kept",
        by=by,
        why=redacted_why,
        after={
            "paper": made.number,
            "kind": rules.PAPER_KINDS[kind],
            "title": title,
            "sha256": file.sha256,
            "copy of": redacts.number if redacts else None,
        },
    )
    made.save()
    return made


@action
def release_paper(*, by: Person, paper: AgreementPaper, why: str = "") -> AgreementPaper:
    """Publish a redacted copy, once the scanner found nothing in it. No original is ever published."""
    if not access.may_publish_register(by):
        raise NotAllowed(NOT_PUBLISHER)
    now = queries.fresh_paper(paper)
    if now.redacts is None:
        raise Refused("Only a redacted copy is published: the original never is.")
    if not now.agreement.published_version:
        raise Refused("Publish the agreement first: its copy is read from there.")
    if not now.file.is_ready:
        raise Refused("The virus scanner has not passed this file.")
    if now.released_on is not None:
        raise Refused("It is public already.")
    if now.file.size > rules.MOST_PUBLIC_BYTES:
        raise Refused("A public copy has at most 5 MB: make it smaller and add it again.")
    given = stored.opened(by, now.file.reference)
    if problem := rules.copy_problem(now.file.hidden, given.content):
        raise Refused(problem)
    spelled = base64.b64encode(given.content).decode("ascii")
    publications.publish(
        kind_name="agreement-paper",
        key=now.key,
        title=now.title,
        payload=PaperPublished(
            agreement=now.agreement.reference,
            number=now.number,
            title=now.title,
            redacted_why=now.redacted_why,
            name=now.public_name,
            media_type=given.media_type,
            size=len(given.content),
            sha256=hashlib.sha256(given.content).hexdigest(),
            content=spelled,
            is_invented=now.agreement.is_invented,
        ),
        by=by,
        why=why,
        approved=frozenset({spelled}),
    )
    AgreementPaper.objects.filter(pk=now.pk).update(released_on=clock.today())
    agreement = queries.full(Agreement.objects.all()).get(pk=now.agreement_id)
    release_in_act(agreement, agreement.version, by=by, why=f"Its paper {now.number} is public")
    record(
        agreement.subject,
        "redacted copy published",
        by=by,
        why=why,
        after={"paper": now.number, "sha256": now.file.sha256},
    )
    return queries.fresh_paper(now)


@action
def withdraw_paper(*, by: Person, paper: AgreementPaper, why: str) -> AgreementPaper:
    """Take a public copy down; its address says when and why."""
    now = queries.fresh_paper(paper)
    versions = released.versions("agreement-paper", now.key)
    if not versions or now.released_on is None:
        raise Refused("It is not public.")
    publications.withdraw(by=by, publication=versions[0], why=why)
    AgreementPaper.objects.filter(pk=now.pk).update(released_on=None)
    agreement = queries.full(Agreement.objects.all()).get(pk=now.agreement_id)
    release_in_act(agreement, agreement.version, by=by, why=f"Its paper {now.number} is withdrawn")
    record(
        agreement.subject, "redacted copy withdrawn", by=by, why=why, before={"paper": now.number}
    )
    return queries.fresh_paper(now)
