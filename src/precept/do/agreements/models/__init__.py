"""The register of agreements, and the awards that lead to them."""

from precept.do.agreements.models.register import (
    Agreement,
    AgreementValue,
    FundShare,
    Listing,
    Programme,
)

__all__ = [
    "Agreement",
    "AgreementValue",
    "FundShare",
    "Listing",
    "Programme",
]
