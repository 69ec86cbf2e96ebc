"""What a dated rule is made of."""

import re
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from precept.foundation.money import Money

Kind = Literal["threshold", "duty", "period", "power", "policy"]
Regime = Literal["ordinary", "light touch", "below threshold"]
Confidence = Literal["confirmed", "to be confirmed"]

_POUNDS = re.compile(r"£\d{1,3}(,\d{3})*(\.\d{2})?")


class NoFigure(LookupError):
    """A rule was asked for a figure that it does not hold."""


def _pounds(written: object) -> Money:
    if not isinstance(written, str) or not _POUNDS.fullmatch(written):
        raise ValueError(f"money is written like £1,234 or £1,234.56, not {written!r}")
    return Money.of(written.removeprefix("£").replace(",", ""))


def counted(number: int, thing: str) -> str:
    """A number of things in words: 1 day, 30 days."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


Words = Annotated[str, Field(min_length=1, pattern=r"^\S(.*\S)?$")]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Number = Annotated[int, Field(gt=0)]


class _Part(BaseModel):
    # Strict and closed, so that a slip in a data file is an error and never a silent default.
    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, arbitrary_types_allowed=True
    )


class Figure(_Part):
    """One figure of a rule, with its name and its unit: money, days, months, a share or a count."""

    name: Words
    money: Annotated[Money, BeforeValidator(_pounds)] | None = None
    vat: Literal["including VAT", "excluding VAT"] | None = None
    days: Number | None = None
    months: Number | None = None
    percent: Number | None = None
    count: Number | None = None

    @model_validator(mode="after")
    def _has_one_unit(self) -> Self:
        units = (self.money, self.days, self.months, self.percent, self.count)
        if sum(unit is not None for unit in units) != 1:
            raise ValueError("a figure has exactly one of money, days, months, percent and count")
        if self.vat is not None and self.money is None:
            raise ValueError("only money includes or excludes VAT")
        return self

    @property
    def number(self) -> int:
        """The figure as a whole number of its unit; money has none (NoFigure)."""
        for value in (self.days, self.months, self.percent, self.count):
            if value is not None:
                return value
        raise NoFigure(f"“{self.name}” is an amount of money, not a number.")

    @property
    def text(self) -> str:
        """The figure as it is shown: £207,720 including VAT, 30 days, 10%."""
        if self.money is not None:
            return f"{self.money.short} {self.vat}" if self.vat else self.money.short
        if self.days is not None:
            return counted(self.days, "day")
        if self.months is not None:
            return counted(self.months, "month")
        return f"{self.percent}%" if self.percent is not None else str(self.count)


class Due(_Part):
    """When something is due: counted how, from which day, after what has happened."""

    how: Literal[
        "days beginning with",
        "working days beginning with",
        "months beginning with",
        "before",
        "by the day",
        "as soon as practicable",
        "no fixed day",
    ]
    length: Number | None = None
    counted_from: Literal[
        "the day", "month end", "quarter end", "half-year end", "start of financial year"
    ] = "the day"
    trigger: Words

    @model_validator(mode="after")
    def _has_a_length_where_it_counts(self) -> Self:
        if self.how.endswith("beginning with") != (self.length is not None):
            raise ValueError(f"a length is given where days are counted: how is “{self.how}”")
        return self


class Rule(_Part):
    """One rule in one of its versions: what it says, from when to when, and who says so."""

    id: Slug
    title: Words
    kind: Kind
    applies_from: date
    applies_to: date | None = None
    revision_due: date | None = None
    figures: Annotated[tuple[Figure, ...], Field(strict=False)] = ()
    what: Words | None = None
    condition: Words
    due: Due | None = None
    notice: Annotated[str, Field(pattern=r"^UK([1-9]|1[0-7])$")] | None = None
    regimes: Annotated[tuple[Regime, ...], Field(strict=False)] = ()
    light_touch: Words | None = None
    publication: Annotated[tuple[Slug, ...], Field(strict=False)] = ()
    source: Words
    link: Annotated[str, Field(pattern=r"^https://\S+$")] | None = None
    note: Words | None = None
    confidence: Confidence = "confirmed"

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if self.applies_to is not None and self.applies_to < self.applies_from:
            raise ValueError("applies_to is before applies_from")
        if self.confidence == "to be confirmed" and self.note is None:
            raise ValueError("a rule to be confirmed has a note that says what to check")
        if self.kind == "duty" and self.what is None:
            raise ValueError("a duty says what is to be done")
        if self.kind == "threshold" and not self.figures:
            raise ValueError("a threshold has a figure")
        if self.notice is not None and not self.regimes:
            raise ValueError("a notice says which regimes it belongs to")
        if len({figure.name for figure in self.figures}) != len(self.figures):
            raise ValueError("two figures have the same name")
        return self

    @property
    def is_law(self) -> bool:
        """Whether this is law, not the office's own policy."""
        return self.kind != "policy"

    def applies_on(self, day: date) -> bool:
        """Whether this version was in force on the day; both its first and last day are in."""
        return self.applies_from <= day and (self.applies_to is None or day <= self.applies_to)

    def figure(self, name: str) -> Figure:
        """The figure of that name; raises NoFigure with the names there are."""
        for figure in self.figures:
            if figure.name == name:
                return figure
        names = ", ".join(f"“{figure.name}”" for figure in self.figures) or "none"
        raise NoFigure(f"The rule “{self.id}” has no figure “{name}”. It has: {names}.")

    def money(self, name: str) -> Money:
        """The amount of that name, in pounds and pence; raises NoFigure."""
        amount = self.figure(name).money
        if amount is None:
            raise NoFigure(f"The figure “{name}” of “{self.id}” is not an amount of money.")
        return amount
