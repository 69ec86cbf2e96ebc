"""What the demonstration office does with partners, as the access table's examples name it."""

from __future__ import annotations

from precept.do.partners import queries
from precept.do.partners.models import (
    AgreedAction,
    Allocation,
    Chance,
    GrantBid,
    JointShare,
    Meeting,
    PartnerService,
    Partnership,
)
from tests.architecture.rounds import References


def add_partners(references: References) -> None:
    """The references that only the database knows."""
    meeting = Meeting.objects.exclude(attendances=None).get()
    references |= {
        "partnership": Partnership.objects.get(kind="ours").reference,
        "partner_meeting": meeting.reference,
        "partner_action": AgreedAction.objects.exclude(owner=None).get(meeting=meeting).reference,
        "partner_share": JointShare.objects.filter(
            organisation__reference="harrowmere-district-council", state="waiting"
        )
        .order_by("pk")[0]
        .of.reference,
        "partner_own_service": PartnerService.objects.order_by("pk")[0].reference,
        "chance": Chance.objects.order_by("pk")[0].reference,
        "overlap": queries.overlaps_left()[0].key,
        "allocation": Allocation.objects.filter(state="accepted").get().reference,
        "allocation_offered": Allocation.objects.filter(state="offered").get().reference,
        "grant": GrantBid.objects.get(state="drafting").reference,
        "grant_won": GrantBid.objects.get(state="won").reference,
        "grant_lost": GrantBid.objects.get(state="lost").reference,
    }
