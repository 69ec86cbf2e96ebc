"""The office's own words in its agreements and variation letters."""

from precept.do.agreements import queries, rules
from precept.do.agreements.actions.moving import ask_keeper
from precept.do.agreements.models import LetterWording
from precept.foundation.ledger.actions import Refused, action, record
from precept.foundation.ledger.versions import as_read, write_next
from precept.foundation.people.models import Person

STALE = "Somebody changed this wording while you had it open."


@action
def change_template(*, by: Person, kind: str, version: int, words: str) -> LetterWording:
    """Word the office's agreements or variation letters anew; those made before stay as they are."""
    ask_keeper(by)
    if problem := rules.template_problem(kind, words):
        raise Refused(problem, field="words")
    held = queries.wording_of_kind(kind)
    before = held.words
    as_read(held, version, stale=STALE)
    if before == words:
        return held
    if not held.version:
        held = LetterWording.objects.create(kind=kind, words=words)
    else:
        write_next(held, {"words": words}, read=version, stale=STALE)
    record(
        f"wording:{kind}",
        "letter worded",
        by=by,
        before={"words": before},
        after={"words": words},
    )
    return held
