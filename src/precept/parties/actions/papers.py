"""Papers of an organisation: giving one, checking it, reminding its people before it runs out."""

from datetime import date
from typing import Any

from django.core.files.base import File
from django.db import IntegrityError, transaction

from precept.foundation import clock
from precept.foundation.documents import actions as documents
from precept.foundation.ledger.actions import (
    SYSTEM,
    Changed,
    NotAllowed,
    Refused,
    action,
    record,
)
from precept.foundation.outbox.actions import queue_mail
from precept.foundation.people.models import Person
from precept.parties import access, queries, rules
from precept.parties.actions.profiles import only_who_keep_it
from precept.parties.models import Organisation, Paper, Profile, new_paper_reference

AT_ONCE = 50
"""How many reminders one step of the task writes."""


def give_paper(
    *,
    by: Person,
    organisation: Organisation,
    kind: str,
    name: str,
    content: bytes | File[Any],
    dated: date | None = None,
    expires: date | None = None,
) -> Paper:
    """Give one of an organisation's papers; the one it replaces is kept. Called outside a transaction.

    Refused, beside its field, where its dates will not do or the file is not taken.
    """
    only_who_keep_it(by, organisation)
    if kind not in rules.PAPERS:
        raise Refused("Choose a paper from the list", field="kind")
    if problem := rules.paper_dates_problem(kind, dated, expires, on=clock.today()):
        raise Refused(problem[1], field=problem[0])
    reference = new_paper_reference()
    file = documents.keep(
        by=by, about=f"paper:{reference}", name=name, content=content, field="file"
    )
    return _given(
        by=by,
        organisation=organisation,
        reference=reference,
        kind=kind,
        file=file.reference,
        name=file.name,
        dated=dated,
        expires=expires,
    )


@action
def _given(*, by: Person, organisation: Organisation, reference: str, **said: Any) -> Paper:
    only_who_keep_it(by, organisation)
    older = Paper.objects.filter(organisation=organisation, kind=said["kind"]).exclude(
        state=rules.REPLACED
    )
    replaced = older.first()
    older.update(state=rules.REPLACED)
    try:
        with transaction.atomic():
            paper = Paper.objects.create(
                reference=reference, organisation=organisation, given_by=by, **said
            )
    except IntegrityError:
        raise Changed("A colleague gave this paper a moment ago. Look at the list again.") from None
    Profile.objects.get_or_create(organisation=organisation)
    record(
        paper.subject,
        "paper given",
        by=by,
        before={"replaces": replaced.reference} if replaced else None,
        after={
            "organisation": organisation.subject,
            "kind": paper.kind,
            "file": paper.file,
            "dated": clock.iso(paper.dated),
            "expires": clock.iso(paper.expires),
        },
        private={"name": paper.name},
    )
    return paper


@action
def check_paper(*, by: Person, paper: Paper, is_good_enough: bool, reason: str = "") -> Paper:
    """Say that a paper was checked, or that it is not good enough and why; its people read the reason."""
    if not access.may_check(by):
        raise NotAllowed("Only people who check organisations may do this.")
    why = reason.strip()
    if not is_good_enough and not why:
        raise Refused("Enter what is wrong with it, for its people to read", field="reason")
    if len(why) > 1_000:
        raise Refused("Enter 1,000 characters or fewer", field="reason")
    if access.is_member(by, paper.organisation):
        raise NotAllowed("Somebody who does not act for the organisation checks its papers.")
    state = rules.CHECKED if is_good_enough else rules.NOT_GOOD_ENOUGH
    moved = (
        Paper.objects.filter(pk=paper.pk, state=paper.state)
        .exclude(state=rules.REPLACED)
        .update(state=state, reason=why, checked_by=by, checked=clock.now())
    )
    if not moved:
        raise Changed("Somebody checked or replaced this paper while you were looking at it.")
    before = paper.state
    paper.refresh_from_db()
    record(
        paper.subject,
        "paper checked" if is_good_enough else "paper found not good enough",
        by=by,
        before={"state": before},
        after={"state": state},
        private={"reason": why} if why else None,
    )
    if not is_good_enough:
        _write_to_keepers(
            paper,
            subject=f"A paper needs another look: {rules.PAPERS[paper.kind].title.lower()}",
            text=(
                f"The {rules.PAPERS[paper.kind].title.lower()} that you gave for"
                f" {paper.organisation.name} is not good enough yet.\n\n{why}\n\n"
                "Sign in and give another on the page of your organisation’s papers.\n"
            ),
            kind="paper not good enough",
        )
    return paper


def _write_to_keepers(paper: Paper, *, subject: str, text: str, kind: str) -> None:
    for person in queries.keepers(paper.organisation):
        queue_mail(to=person.email, subject=subject, text=text, kind=kind, about=paper.subject)


def remind_of_expiring_papers(*, most: int = AT_ONCE) -> int:
    """Write to those whose papers run out within 30 days, or today or since; each once. How many it wrote of.

    Comes to the same when done twice. A paper that was replaced or refused is not written of.
    """
    return sum(remind_of_paper(paper=paper) for paper in queries.papers_to_remind(most))


@action
def remind_of_paper(*, paper: Paper) -> bool:
    """Write to an organisation's people that a paper runs out; whether there was anything to write."""
    today = clock.today()
    assert paper.expires is not None  # only such are asked for
    is_over = paper.expires <= today
    waiting = Paper.objects.filter(pk=paper.pk, state__in=[rules.GIVEN, rules.CHECKED])
    if is_over:
        moved = waiting.filter(reminded_on_the_day=None).update(
            reminded_on_the_day=today, reminded_before=paper.reminded_before or today
        )
    else:
        moved = waiting.filter(reminded_before=None).update(reminded_before=today)
    if not moved:
        return False
    what = rules.PAPERS[paper.kind].title.lower()
    when = clock.spoken(paper.expires)
    record(
        paper.subject,
        "paper’s expiry reminded of",
        by=SYSTEM,
        after={"expires": clock.iso(paper.expires), "reminded": clock.iso(today)},
    )
    _write_to_keepers(
        paper,
        subject=f"A paper runs out: {what}" if not is_over else f"A paper has run out: {what}",
        text=(
            f"The {what} that you gave for {paper.organisation.name}"
            f" {'ran out' if paper.expires < today else 'runs out'} on {when}.\n\n"
            "Sign in and give the new one on the page of your organisation’s papers.\n"
        ),
        kind="paper runs out",
    )
    return True
