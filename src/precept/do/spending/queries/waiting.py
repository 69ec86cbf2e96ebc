"""What waits for somebody's hand: claims, payment files, carrying forward, the ledger, underspends."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db.models import F, Q

from precept.do.spending.models import CarryForward, Claim, PaymentFile, SpendFile, Underspend
from precept.do.spending.queries.claims import late_before
from precept.do.spending.queries.underspends import OWED, is_overdue, still_owed
from precept.foundation import clock
from precept.foundation.people.models import Person

COUNTED_TO: Final = 1_001
MOST: Final = 5
SOON: Final = timedelta(days=14)


@dataclass(frozen=True)
class InState:
    """How many claims are in a state, counted to 1,001, and whether any waits for more than 30 days."""

    count: int
    is_late: bool


def claims_in(state: str, *, not_by: Person | None = None) -> InState:
    """The claims in a state; ``not_by`` leaves out those that this person checked or wrote."""
    rows = Claim.objects.filter(state=state)
    if not_by is not None:
        rows = rows.exclude(Q(checked_by=not_by) | Q(claimed_by=not_by))
    count = rows.order_by()[:COUNTED_TO].count()
    is_late = bool(count) and rows.filter(claimed__lt=late_before()).exists()
    return InState(count, is_late)


def files_to_release(person: Person) -> list[PaymentFile]:
    """Payment files that somebody else made and that wait; at most five, the oldest first."""
    rows = PaymentFile.objects.filter(released=None, undone=None).exclude(made_by=person)
    return list(rows.order_by("made", "pk")[:MOST])


def carrying_to_decide(person: Person) -> list[CarryForward]:
    """Proposals to carry money forward that somebody else made; at most five, the oldest first."""
    rows = CarryForward.objects.filter(state="proposed").exclude(proposed_by=person)
    return list(rows.select_related("fund").order_by("proposed", "pk")[:MOST])


def files_not_taken() -> list[SpendFile]:
    """Files of the finance system that were read, or could not be; at most five, the latest first."""
    rows = SpendFile.objects.filter(state__in=("ready", "stopped")).defer("problems")
    return list(rows.order_by("-pk")[:MOST])


@dataclass(frozen=True)
class Due:
    """Money that is to come back: how much, of which agreement, and by when, in words."""

    reference: str
    agreement: str
    owed: str
    due: str
    is_overdue: bool


def underspends_due() -> list[Due]:
    """Underspends to be agreed, overdue, or due within two weeks; at most five, the most pressing first."""
    soon = clock.today() + SOON
    rows = Underspend.objects.filter(Q(state__in=OWED, due__lte=soon) | Q(state="found"))
    rows = rows.select_related("agreement").order_by(F("due").asc(nulls_last=True), "pk")
    return [
        Due(
            one.reference,
            one.agreement.reference,
            str(still_owed(one)),
            clock.spoken(one.due) if one.due and one.state in OWED else "",
            is_overdue(one),
        )
        for one in rows[:MOST]
    ]
