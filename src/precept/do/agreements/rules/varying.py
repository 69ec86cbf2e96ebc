"""Which rule a change of an agreement comes under, and what that rule finds. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Final

from precept.do.agreements.rules.wanted import Wanted
from precept.foundation.clock import spoken
from precept.foundation.money import Money
from precept.law import rules as law

variation_kinds = [
    ("extension", "Extension"),
    ("value", "Change of value"),
    ("scope", "Change of scope"),
    ("novation", "Another provider takes it over"),
    ("termination", "Early end"),
]
VARIATION_KINDS: Final = dict(variation_kinds)
variation_states = [
    ("draft", "Being drafted"),
    ("checked", "Waits to be approved"),
    ("approved", "Approved"),
    ("in force", "In force"),
    ("dropped", "Dropped"),
]
VARIATION_STATES: Final = dict(variation_states)
VARIATION_MOVES: Final[Mapping[str, frozenset[str]]] = {
    "draft": frozenset({"checked", "dropped"}),
    "checked": frozenset({"draft", "approved", "dropped"}),
    "approved": frozenset({"draft", "in force", "dropped"}),
    "in force": frozenset(),
    "dropped": frozenset(),
}
template_kinds = [
    ("agreement", "Agreement"),
    ("variation", "Variation"),
    ("recovery", "Money to come back"),
]

ALLOWED, DUTY, DOUBT, REFUSED = "allowed", "duty", "doubt", "not allowed"
VERDICTS: Final = {
    ALLOWED: ("Allowed", "govuk-tag--green"),
    DUTY: ("Something to do", "govuk-tag--blue"),
    DOUBT: ("Take advice", "govuk-tag--yellow"),
    REFUSED: ("Not allowed", "govuk-tag--red"),
}

NOT_SUBSTANTIAL: Final = "change-not-substantial"
BELOW_THRESHOLD: Final = "change-below-threshold"
LIGHT_TOUCH: Final = "change-light-touch"
PROVIDED_FOR: Final = "change-provided-for"
RESTRUCTURING: Final = "change-restructuring"
GROUNDS: Final = (
    PROVIDED_FOR,
    "change-urgency",
    "change-unforeseeable",
    "change-known-risk",
    "change-additional",
    RESTRUCTURING,
)
"""Grounds that whoever drafts a variation may rely on; what the figures show by themselves is no choice."""


@dataclass(frozen=True)
class Finding:
    """What one rule says of a change: its verdict, in words, with its source."""

    rule: str
    title: str
    says: str
    verdict: str
    source: str
    link: str = ""

    @property
    def as_json(self) -> dict[str, str]:
        """The finding as a variation keeps it."""
        return asdict(self)


@dataclass(frozen=True)
class Standing:
    """An agreement as the rules of change read it.

    ``awarded`` is the value at award and ``latest_end`` the last day with every extension as awarded.
    ``earlier`` are the changes of value in force already, with their sign, of those that relied on being small.
    """

    kind: str
    category: str
    began: date | None
    starts: date | None
    ends: date | None
    latest_end: date | None
    awarded: Money | None
    value: Money | None
    vat: str
    earlier: tuple[Money, ...] = ()

    @property
    def longest(self) -> int | None:
        """Days of the longest term that was provided for at award; None where it is not stated."""
        last = self.latest_end or self.ends
        return (last - self.starts).days + 1 if self.starts and last else None


@dataclass(frozen=True)
class Proposed:
    """What a variation changes. None stays as it is."""

    kind: str
    ends: date | None = None
    value: Money | None = None
    ground: str = ""
    uses_option: bool = False
    notice_by: date | None = None
    changes_scope: bool = False
    favours_provider: bool = False


def regime_words(kind: str, category: str, began: date | None) -> str:
    """The regime of an agreement for life, in words: it follows from the day its procurement began."""
    if kind == "grant agreement":
        return "A grant: its own agreement, not procurement law"
    if began is None:
        return "Not stated: it follows from the day on which its procurement began"
    if not is_under_the_act(began):
        return "Public Contracts Regulations 2015, as it began before 24 February 2025"
    touch = ", light touch" if category == "light touch" else ""
    return f"Procurement Act 2023{touch}"


def is_under_the_act(began: date) -> bool:
    """Whether a procurement begun on a day is under the Procurement Act 2023 (commenced 24 February 2025)."""
    return began >= law.versions(NOT_SUBSTANTIAL)[-1].applies_from


def grounds_on(began: date | None) -> list[tuple[str, str]]:
    """The grounds that may be relied on for a procurement that began on a day, with their titles."""
    if began is None:
        return []
    found = []
    for identity in GROUNDS:
        try:
            found.append((identity, law.rule(identity, on=began).title))
        except law.NoRule:
            continue
    return found


def gross(amount: Money, vat: str, *, on: date) -> tuple[Money, Money]:
    """The least and the most that an amount comes to with VAT: the same unless its basis is not stated."""
    rate = law.rule("vat-standard-rate", on=on).figure("rate").number
    taxed = Money(-(-amount.pence * (100 + rate) // 100))
    if vat == "excluding":
        return taxed, taxed
    return amount, (taxed if vat == "not stated" else amount)


def worst(found: Sequence[Finding]) -> str:
    """The gravest verdict of some findings."""
    held = {one.verdict for one in found}
    return next((one for one in (REFUSED, DOUBT, DUTY) if one in held), ALLOWED)


def variation_problem(wanted: Wanted, kind: str, *, ends: date | None) -> tuple[str, str] | None:
    """What a variation of a kind lacks before it can be checked: the box at fault and words; None where none."""
    if kind in ("extension", "termination") and wanted.ends is None:
        return "ends", "Enter the new last day"
    if wanted.ends is not None and ends is not None:
        if kind == "extension" and wanted.ends <= ends:
            return "ends", f"It ends on {spoken(ends)} now: an extension ends later"
        if kind == "termination" and wanted.ends > ends:
            return "ends", f"It ends on {spoken(ends)} anyway: an early end is before that"
    if kind == "value" and wanted.value is None:
        return "value", "Enter the new value"
    if wanted.value is not None and wanted.value < Money(0):
        return "value", "A value can’t be less than nothing"
    if kind == "scope" and not wanted.purpose:
        return "purpose", "Enter what the agreement is for from then on"
    if kind == "novation" and not wanted.provider:
        return "provider", "Enter who takes it over"
    return None


def proposed(
    kind: str, wanted: Wanted, ground: str, *, now: date | None, notice_by: date | None
) -> Proposed:
    """A variation as the rules read it; ``now`` is the last day as it stands, ``notice_by`` that of its option."""
    moves = wanted.ends is not None and wanted.ends != now
    return Proposed(
        kind=kind,
        ends=wanted.ends if moves else None,
        value=wanted.value,
        ground=ground,
        uses_option=wanted.option is not None,
        notice_by=notice_by,
        changes_scope=wanted.changes_scope,
        favours_provider=wanted.favours_provider,
    )
