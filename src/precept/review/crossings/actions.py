"""Saying why somebody handles a matter though they have an interest in it, and taking that back."""

from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, needed, record
from precept.foundation.people.models import Person
from precept.review.crossings import access
from precept.review.crossings.models import Explanation
from precept.review.crossings.queries import Found

NOT_SETTLER = "Somebody else who settles crossings must do this, never whose interest it is."


@action
def explain(*, by: Person, found: Found, reason: str) -> Explanation:
    """Say why they handle it all the same: another hand than theirs."""
    if not access.may_settle(by, found.crossing.person):
        raise NotAllowed(NOT_SETTLER)
    reason = needed(reason, "Say why it is right that they handle it", "reason")
    if found.state == "closed":
        raise Refused("It was declared, and the door is closed: there is nothing to explain.")
    made, is_new = Explanation.objects.get_or_create(
        stake=found.stake,
        matter=found.crossing.subject,
        taken_back=None,
        defaults={"person": found.person, "reason": reason, "by": by},
    )
    if not is_new:
        raise Changed("Somebody explained it before you.")
    record(
        found.stake.subject,
        "crossing explained",
        by=by,
        after={"matter": found.crossing.subject.partition(":")[2]},
        private={"reason": reason},
    )
    return made


@action
def take_back(*, by: Person, found: Found, why: str) -> None:
    """Take an explanation back: the crossing is open again."""
    if not access.may_settle(by, found.crossing.person):
        raise NotAllowed(NOT_SETTLER)
    why = needed(why, "Say why it no longer holds", "why")
    rows = Explanation.objects.filter(
        stake=found.stake, matter=found.crossing.subject, taken_back=None
    )
    if not rows.update(taken_back=clock.now(), taken_back_why=why):
        raise Refused("Nobody explained it.")
    record(
        found.stake.subject,
        "explanation taken back",
        by=by,
        after={"matter": found.crossing.subject.partition(":")[2]},
        private={"why": why},
    )
