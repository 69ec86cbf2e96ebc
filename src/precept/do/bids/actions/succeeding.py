"""What a succession of the office does to bids: those under way are made to the new body."""

from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse

from precept.do.bids.models import Bid
from precept.parties.sign_ups import Moving, Shown, passes_with_the_office

OVER = ("decided", "awarded", "cancelled")
DECIDED_IN_THE_PAST = ("closed", "awarded")


def _under_way(_on: date) -> QuerySet[Bid]:
    """The bids that are being written, or wait for a decision."""
    rows = Bid.objects.filter(state__in=("draft", "submitted", "late"))
    is_over = Q(opportunity__call__stage__in=OVER) | Q(
        opportunity__call=None, opportunity__state__in=DECIDED_IN_THE_PAST
    )
    return rows.exclude(is_over).select_related("opportunity")


def _shown(one: Bid) -> Shown:
    href = reverse("bids.all", args=[one.opportunity.reference])
    # Who bids is read where bids are read: a sealed bid shows nothing but that it is there.
    return Shown(one.subject, f"A bid in {one.opportunity.reference}", href)


def sign_up_for_successions() -> None:
    """Say that bids under way pass with the office."""
    passes_with_the_office(
        Moving(
            "bids",
            "Bids under way",
            "Nobody bids again: what was written and sent stands, and the new body decides.",
            _under_way,
            _shown,
            place=5,
        )
    )
