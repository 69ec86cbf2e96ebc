"""Partnerships, joint services, the partnerships plan, formula funding, bids for government money."""

from precept.do.partners.models.boards import (
    AgreedAction,
    Attendance,
    Meeting,
    Partnership,
    PartnershipMember,
    new_action_reference,
    new_meeting_reference,
)
from precept.do.partners.models.coming import (
    Chance,
    PartnerService,
    new_chance_reference,
    new_service_reference,
)
from precept.do.partners.models.formula import (
    Allocation,
    AllocationReturn,
    Formula,
    FormulaArea,
    new_allocation_reference,
)
from precept.do.partners.models.grants import GrantBid, new_grant_reference
from precept.do.partners.models.joint import (
    Contribution,
    JointCommissioner,
    JointService,
    JointShare,
    JointSum,
    Lot,
    LotAgreement,
    new_sum_reference,
)

__all__ = [
    "AgreedAction",
    "Allocation",
    "AllocationReturn",
    "Attendance",
    "Chance",
    "Contribution",
    "Formula",
    "FormulaArea",
    "GrantBid",
    "JointCommissioner",
    "JointService",
    "JointShare",
    "JointSum",
    "Lot",
    "LotAgreement",
    "Meeting",
    "PartnerService",
    "Partnership",
    "PartnershipMember",
    "new_action_reference",
    "new_allocation_reference",
    "new_chance_reference",
    "new_grant_reference",
    "new_meeting_reference",
    "new_service_reference",
    "new_sum_reference",
]
