"""The office's own words in its agreements and letters."""

from django.db import IntegrityError, transaction

from precept.do.agreements import queries, rules
from precept.do.agreements.actions.moving import ask_keeper
from precept.do.agreements.models import LetterWording
from precept.foundation.ledger.actions import Changed, Refused, action, record
from precept.foundation.ledger.versions import as_read
from precept.foundation.people.models import Person

STALE = "Somebody changed this wording while you had it open."


@action
def change_template(*, by: Person, kind: str, version: int, words: str) -> LetterWording:
    """Word the office's agreements or letters of a kind anew; what was signed or sent keeps its words."""
    ask_keeper(by)
    if problem := rules.template_problem(kind, words):
        raise Refused(problem, field="words")
    held = queries.wording_of_kind(kind)
    before = held.words
    as_read(held, version, stale=STALE)
    if before == words:
        return held
    try:
        with transaction.atomic():
            now = LetterWording.objects.create(kind=kind, words=words, version=version + 1)
    except IntegrityError:
        raise Changed(STALE) from None
    record(
        f"wording:{kind}",
        "letter worded",
        by=by,
        before={"words": before},
        after={"words": words},
    )
    return now
