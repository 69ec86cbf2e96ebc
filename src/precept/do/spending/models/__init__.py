"""The money under agreements: books, claims, payments, the finance system's lines, cases."""

from precept.do.spending.models.books import (
    Account,
    Authority,
    ClosedYear,
    Movement,
    WaitingCommitment,
)
from precept.do.spending.models.cases import CarryForward, Forecast, Scenario, Underspend
from precept.do.spending.models.claims import Claim, Payment, PaymentFile
from precept.do.spending.models.finance import SpendFile, SpendLine

__all__ = [
    "Account",
    "Authority",
    "CarryForward",
    "Claim",
    "ClosedYear",
    "Forecast",
    "Movement",
    "Payment",
    "PaymentFile",
    "Scenario",
    "SpendFile",
    "SpendLine",
    "Underspend",
    "WaitingCommitment",
]
