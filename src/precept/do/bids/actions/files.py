"""Files that belong to answers: kept, named in the answer, taken off, refused by the scanner."""

import hashlib
from datetime import timedelta
from typing import Any, Final

from django.core.files.base import File
from django.db import transaction

from precept.do.bids import access, letters, queries
from precept.do.bids.actions.drafting import NOT_YOURS, Saved, save_section
from precept.do.bids.models import Bid
from precept.foundation import clock
from precept.foundation.documents import actions as documents
from precept.foundation.documents.models import StoredFile
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.people.models import Person
from precept.foundation.questions.sets import Question

TRIES: Final = 5
LOOKED_BACK: Final = timedelta(days=3)
MOST_TOLD: Final = 200


def keep_file(
    *, by: Person, bid: Bid, name: str, content: bytes | File[Any], field: str | None = None
) -> dict[str, Any]:
    """Keep a file for a bid, and give what an answer says of it. Outside a transaction of one's own.

    It may be submitted while the scanner has not looked at it yet. A rehearsal keeps none.
    """
    if not access.may_edit(by, bid):
        raise NotAllowed(NOT_YOURS)
    if bid.is_rehearsal:
        read = content if isinstance(content, bytes) else content.read()
        return _said("rehearsal", name, hashlib.sha256(read).hexdigest(), len(read))
    kept = documents.keep(by=by, about=bid.subject, name=name, content=content, field=field)
    return _said(kept.reference, kept.name, kept.sha256, kept.size)


def _said(reference: str, name: str, sha256: str, size: int) -> dict[str, Any]:
    return {"reference": reference, "name": name, "sha256": sha256, "size": size}


def add_file(
    *, by: Person, bid: Bid, section: str, question: str, name: str, content: bytes | File[Any]
) -> Saved:
    """Keep a file and put it among the answers to a question, whoever else writes there meanwhile."""
    asked = _question(bid, section, question)
    row = queries.section(bid, section)
    if asked.most is not None and len(row.answers.get(question) or []) >= asked.most:
        raise Refused(f"You can add at most {asked.most} files here.", field=question)
    said = keep_file(by=by, bid=bid, name=name, content=content, field=question)
    return _rewrite(by, bid, section, question, lambda held: [*held, said])


def remove_file(*, by: Person, bid: Bid, section: str, question: str, reference: str) -> Saved:
    """Take a file off an answer, and delete it unless a submission holds it."""
    _question(bid, section, question)
    saved = _rewrite(
        by,
        bid,
        section,
        question,
        lambda held: [one for one in held if one["reference"] != reference],
    )
    file = StoredFile.objects.filter(reference=reference, about=bid.subject).first()
    if file is not None and access.may_remove_file(by, file):
        documents.remove(by=by, file=file)
    return saved


def _question(bid: Bid, section: str, key: str) -> Question:
    found = [
        asked
        for part in queries.asks(bid).sections
        if part.key == section
        for asked in part.questions
        if asked.key == key and asked.kind == "files"
    ]
    if not found:
        raise Refused("This question takes no files.")
    return found[0]


def _rewrite(by: Person, bid: Bid, section: str, question: str, change: Any) -> Saved:
    # What is on its way from the same page must not push the file out: it is put to the newest answers.
    for _ in range(TRIES):
        row = queries.section(bid, section)
        answers = {**row.answers, question: change(row.answers.get(question) or [])}
        saved = save_section(
            by=by, bid=bid, section=section, answers=answers, read_version=row.version
        )
        if saved.is_in_place:
            return saved
    raise Changed("Somebody else is writing in this section just now. Try again.")


def tell_of_refused_files() -> int:
    """Tell those who lead a bid of files that the scanner refused, each once; says how many were told."""
    since = clock.now() - LOOKED_BACK
    refused = StoredFile.objects.filter(
        state=StoredFile.State.REFUSED, about__startswith="bid:", settled__gte=since
    ).select_related("added_by")
    return sum(_tell(file) for file in refused.order_by("-settled")[:MOST_TOLD])


@transaction.atomic
def _tell(file: StoredFile) -> bool:
    found = access.bid_about(file.about)
    if found is None:
        return False
    bid = Bid.objects.select_for_update().get(pk=found.pk)
    mark = f"file:{file.reference}"
    if mark in bid.reminded:
        return False
    Bid.objects.filter(pk=bid.pk).update(reminded=[*bid.reminded, mark])
    # Whoever added it has heard already.
    others = [one for one in queries.leads(bid) if one != file.added_by.email]
    letters.send_file_refused(
        bid, others, name=file.name, is_submitted=access.is_submitted(bid, file.reference)
    )
    return bool(others)
