"""The office's dated data on decisions, read strictly: a slip names its file, its entry and its field."""

import re
import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from precept.decisions.rules.kinds import COMMITS_MONEY, KINDS
from precept.foundation.clock import spoken
from precept.foundation.money import Money
from precept.foundation.people.rules import ROLES

_POUNDS = re.compile(r"£\d{1,3}(,\d{3})*(\.\d{2})?")


class BrokenData(ValueError):
    """A data file that cannot be relied on; says which file, entry and field, and why."""


def _pounds(written: object) -> Money:
    if not isinstance(written, str) or not _POUNDS.fullmatch(written):
        raise ValueError(f"money is written like £1,234 or £1,234.56, not {written!r}")
    return Money.of(written.removeprefix("£").replace(",", ""))


def _role(key: str) -> str:
    if key not in ROLES:
        raise ValueError(f"there is no role “{key}”")
    return key


def _kind(key: str) -> str:
    if key not in KINDS:
        raise ValueError(f"there is no kind of decision “{key}”")
    return key


Words = Annotated[str, Field(min_length=1, pattern=r"^\S(.*\S)?$")]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Pounds = Annotated[Money, BeforeValidator(_pounds)]
Roles = Annotated[tuple[Annotated[str, BeforeValidator(_role)], ...], Field(strict=False)]
Kinds = Annotated[tuple[Annotated[str, BeforeValidator(_kind)], ...], Field(strict=False)]


class Dated(BaseModel):
    """Something that the office holds to between two days, both included, with who says so."""

    # Strict and closed, so that a slip in a data file is an error and never a silent default.
    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, arbitrary_types_allowed=True
    )

    id: Slug
    applies_from: date
    applies_to: date | None = None
    source: Words
    note: Words | None = None
    is_invented: bool = False
    confidence: Literal["confirmed", "to be confirmed"] = "confirmed"

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if self.applies_to is not None and self.applies_to < self.applies_from:
            raise ValueError("applies_to is before applies_from")
        if self.confidence == "to be confirmed" and self.note is None:
            raise ValueError("what is to be confirmed has a note that says what to check")
        return self

    def applies_on(self, day: date) -> bool:
        """Whether it held on a day; both its first and its last day are in."""
        return self.applies_from <= day and (self.applies_to is None or day <= self.applies_to)


class Delegation(Dated):
    """Who may sign what: the roles, the kinds of decision, and up to which amount."""

    title: Words
    kinds: Kinds
    up_to: Pounds | None = None
    roles: Roles
    capacity: Words | None = None
    """The body that the role signs for, where it is not the role itself."""

    def covers(self, kind: str, amount: Money | None) -> bool:
        """Whether a decision of this kind and amount may be signed under it; the limit itself is in.

        What commits money of an amount that nobody stated is above every limit.
        """
        if kind not in self.kinds:
            return False
        if amount is None:
            return self.up_to is None or kind not in COMMITS_MONEY
        return self.up_to is None or amount <= self.up_to


class SmallOffice(Dated):
    """Up to which amount one person may do what two should, with a recorded reason."""

    kinds: Kinds
    up_to: Pounds


class Series(Dated):
    """How the office numbers its decisions: EXE-2026-0042."""

    prefix: Annotated[str, Field(pattern=r"^[A-Z]{2,8}$")]
    digits: Annotated[int, Field(ge=3, le=8)]


class Exemption(Dated):
    """A reason in law for which words may be withheld, and whether the public interest must be weighed."""

    code: Annotated[str, Field(pattern=r"^[A-Z]+ s\.\d+[A-Z]?(\([0-9A-Za-z]+\))*$", max_length=40)]
    section: Annotated[str, Field(pattern=r"^\d+[A-Z]?(\([0-9A-Za-z]+\))*$")]
    title: Words
    is_qualified: bool
    asks: Words | None = None

    @property
    def words(self) -> str:
        """How a page names it."""
        return f"Section {self.section}: {self.title}"

    @property
    def order(self) -> tuple[int, str]:
        """Where it stands in a list: by its section."""
        return int(re.match(r"\d+", self.section)[0]), self.section  # type: ignore[index] # its pattern begins with digits


class ElectionPeriod(Dated):
    """A time before an election in which the office publishes no decision."""

    election: Words
    polling_day: date

    @property
    def words(self) -> str:
        """The period as a page says it."""
        ends = self.applies_to or self.polling_day
        return (
            f"the pre-election period of {spoken(self.applies_from)} to {spoken(ends)}"
            f" ({self.election})"
        )


Entry = TypeVar("Entry", bound=Dated)


def read(name: str, text: str, table: str, shape: type[Entry]) -> tuple[Entry, ...]:
    """The entries of a data file, the earliest first. Raises BrokenData."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BrokenData(f"{name}: not readable as TOML: {error}") from error
    entries = document.get(table)
    if not isinstance(entries, list):
        raise BrokenData(f"{name}: there is no [[{table}]]")
    found = []
    for place, entry in enumerate(entries, start=1):
        try:
            found.append(shape.model_validate(entry))
        except ValidationError as error:
            called = entry.get("id") if isinstance(entry, dict) else None
            slips = "; ".join(
                f"{'.'.join(str(step) for step in slip['loc']) or 'the entry'}: "
                + slip["msg"].removeprefix("Value error, ")
                for slip in error.errors()
            )
            raise BrokenData(f"{name}, {called or f'{table} {place}'}: {slips}") from error
    if len({one.id for one in found}) != len(found):
        raise BrokenData(f"{name}: two entries of [[{table}]] have the same id")
    return tuple(sorted(found, key=lambda one: (one.applies_from, one.id)))


def _file(name: str) -> str:
    return files("precept.decisions.data").joinpath(name).read_text(encoding="utf-8")


@cache
def delegations() -> tuple[Delegation, ...]:
    """The office's scheme of delegation in all its versions."""
    return read("delegations.toml", _file("delegations.toml"), "delegation", Delegation)


@cache
def small_office() -> tuple[SmallOffice, ...]:
    """What one person may do alone, where the office is small."""
    return read("delegations.toml", _file("delegations.toml"), "small_office", SmallOffice)


@cache
def series() -> tuple[Series, ...]:
    """How decisions are and were numbered."""
    return read("numbering.toml", _file("numbering.toml"), "series", Series)


@cache
def exemptions() -> tuple[Exemption, ...]:
    """Why words may be withheld."""
    return read("exemptions.toml", _file("exemptions.toml"), "exemption", Exemption)


@cache
def election_periods() -> tuple[ElectionPeriod, ...]:
    """The periods before elections that are known."""
    return read("pre_election.toml", _file("pre_election.toml"), "period", ElectionPeriod)
