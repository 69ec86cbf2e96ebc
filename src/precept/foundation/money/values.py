"""An amount of money, and what is said about a value besides its amount."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Final, Self, TypeAlias

_POUNDS: Final = re.compile(r"-?[0-9]+(?:\.[0-9]{1,2})?")
_PENCE_IN_A_POUND: Final = 100


@dataclass(frozen=True, order=True, slots=True)
class Money:
    """An amount in whole pence; never a float, which can't hold them. TypeError for all else."""

    pence: int

    def __post_init__(self) -> None:
        if type(self.pence) is not int:
            raise TypeError(
                f"Money is made of whole pence, not of {type(self.pence).__name__}: "
                "Money.of takes pounds as text, Decimal or int."
            )

    @classmethod
    def of(cls, pounds: str | Decimal | int) -> Self:
        """So many pounds: "56000.00", Decimal("56000") or 56000.

        ValueError for fractions of a penny and for text that isn't digits and a point (what people
        type is read by `read_money`); TypeError for a float.
        """
        if isinstance(pounds, str):
            if _POUNDS.fullmatch(pounds) is None:
                raise ValueError(f"“{pounds}” is not pounds written like 56000.00.")
            pounds = Decimal(pounds)
        if isinstance(pounds, Decimal):
            pence = pounds.scaleb(2) if pounds.is_finite() else pounds
            if not pence.is_finite() or pence != int(pence):
                raise ValueError(f"{pounds} pounds are not whole pence.")
            return cls(int(pence))
        if type(pounds) is not int:
            raise TypeError(f"Money is made of text, Decimal or int, not {type(pounds).__name__}.")
        return cls(pounds * _PENCE_IN_A_POUND)

    @property
    def pounds(self) -> Decimal:
        """The amount in pounds, exact, with two decimal places."""
        # From the digits: arithmetic on Decimals rounds to the precision of their context.
        whole, pence = divmod(abs(self.pence), _PENCE_IN_A_POUND)
        return Decimal(f"{'-' if self.pence < 0 else ''}{whole}.{pence:02d}")

    @property
    def has_pence(self) -> bool:
        """Whether it is anything but whole pounds."""
        return self.pence % _PENCE_IN_A_POUND != 0

    @property
    def short(self) -> str:
        """As written where space is short: "£1,234", or "£1,234.56" where there are pence."""
        return str(self) if self.has_pence else str(self)[: -len(".00")]

    def __str__(self) -> str:
        sign = "−" if self.pence < 0 else ""
        whole, pence = divmod(abs(self.pence), _PENCE_IN_A_POUND)
        return f"{sign}£{whole:,}.{pence:02d}"

    def __add__(self, other: "Money | int") -> "Money":
        if isinstance(other, Money):
            return Money(self.pence + other.pence)
        # The nothing that Python's own sum() starts with; other numbers could be pounds or pence.
        if type(other) is int and other == 0:
            return self
        return NotImplemented

    __radd__ = __add__

    def __sub__(self, other: "Money") -> "Money":
        if isinstance(other, Money):
            return Money(self.pence - other.pence)
        return NotImplemented

    def __mul__(self, times: int) -> "Money":
        if type(times) is int:
            return Money(self.pence * times)
        return NotImplemented

    __rmul__ = __mul__

    def __neg__(self) -> "Money":
        return Money(-self.pence)

    def __abs__(self) -> "Money":
        return Money(abs(self.pence))

    def deconstruct(self) -> tuple[str, list[int], dict[str, object]]:
        """How a migration writes it down, where it is the default of a column."""
        return ("precept.foundation.money.Money", [self.pence], {})


class NotYetKnown(Enum):
    """The amount that is still to be confirmed: a value like any other, not a gap."""

    TBC = "tbc"

    @property
    def short(self) -> str:
        """As written where space is short: the same words."""
        return str(self)

    def __str__(self) -> str:
        return "not yet known"


TBC: Final = NotYetKnown.TBC

Amount: TypeAlias = Money | NotYetKnown


class KindOfValue(StrEnum):
    """What a value says: the same contract has an estimate, a yearly and a lifetime value."""

    ESTIMATE = "estimate"
    CONTRACT_VALUE = "contract value"
    LIFETIME_MAXIMUM = "lifetime maximum"
    ANNUAL = "annual"
    AVAILABLE = "available"
    COMMITTED = "committed"
    PAID = "paid"

    @property
    def label(self) -> str:
        """The words people are shown."""
        return _KIND_LABELS[self]


_KIND_LABELS: Final = {
    KindOfValue.ESTIMATE: "Estimate",
    KindOfValue.CONTRACT_VALUE: "Contract value",
    KindOfValue.LIFETIME_MAXIMUM: "Lifetime maximum",
    KindOfValue.ANNUAL: "Value for a year",
    KindOfValue.AVAILABLE: "Available to spend",
    KindOfValue.COMMITTED: "Committed",
    KindOfValue.PAID: "Paid",
}


class VatBasis(StrEnum):
    """Whether a value holds VAT; where the source doesn't say, that is what it says."""

    EXCLUDING = "excluding VAT"
    INCLUDING = "including VAT"
    OUTSIDE_SCOPE = "outside the scope of VAT"
    NOT_STATED = "not stated"

    @property
    def label(self) -> str:
        """The words people are shown."""
        return _VAT_LABELS[self]


_VAT_LABELS: Final = {
    VatBasis.EXCLUDING: "Excluding VAT",
    VatBasis.INCLUDING: "Including VAT",
    VatBasis.OUTSIDE_SCOPE: "Outside the scope of VAT",
    VatBasis.NOT_STATED: "VAT basis not stated",
}


@dataclass(frozen=True, slots=True)
class Value:
    """An amount with what it means, its VAT basis, its date (None: not stated) and its source."""

    amount: Amount
    kind: KindOfValue
    vat: VatBasis
    dated: date | None
    source: str
