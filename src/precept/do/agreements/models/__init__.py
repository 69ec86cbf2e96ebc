"""The register of agreements, and the awards that lead to them."""

from precept.do.agreements.models.awards import (
    AgreementOutcome,
    Award,
    Awarding,
    BidResult,
    PlannedPayment,
)
from precept.do.agreements.models.register import (
    Agreement,
    AgreementValue,
    FundShare,
    Listing,
    Programme,
)

__all__ = [
    "Agreement",
    "AgreementOutcome",
    "AgreementValue",
    "Award",
    "Awarding",
    "BidResult",
    "FundShare",
    "Listing",
    "PlannedPayment",
    "Programme",
]
