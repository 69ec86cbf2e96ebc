"""The register of agreements, and the awards that lead to them."""

from precept.do.agreements.models.awards import (
    Award,
    Awarding,
    BidResult,
)
from precept.do.agreements.models.register import (
    Agreement,
    AgreementValue,
    FundShare,
    Listing,
    Programme,
)
from precept.do.agreements.models.terms import (
    AgreementCondition,
    AgreementOutcome,
    PlannedPayment,
)

__all__ = [
    "Agreement",
    "AgreementCondition",
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
