"""The register of agreements, and the awards that lead to them."""

from precept.do.agreements.models.awards import (
    Award,
    Awarding,
    BidResult,
)
from precept.do.agreements.models.buyers import Buyer
from precept.do.agreements.models.keeping import (
    AgreementPaper,
    BreakClause,
    Evidence,
    ExpiryReminder,
    ExtensionOption,
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
from precept.do.agreements.models.varying import LetterWording, Variation

__all__ = [
    "Agreement",
    "AgreementCondition",
    "AgreementOutcome",
    "AgreementPaper",
    "AgreementValue",
    "Award",
    "Awarding",
    "BidResult",
    "BreakClause",
    "Buyer",
    "Evidence",
    "ExpiryReminder",
    "ExtensionOption",
    "FundShare",
    "LetterWording",
    "Listing",
    "PlannedPayment",
    "Programme",
    "Variation",
]
