"""What a variation changes, and how the agreement stands on each side of it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, TypedDict

from precept.do.agreements.rules.awards import Payment
from precept.do.agreements.rules.register import SHARES_ARE_KEPT
from precept.do.agreements.rules.terms import Outcome, outcome_line, payment_line
from precept.foundation import clock
from precept.foundation.money import Money


class Held(TypedDict):
    """What a variation may change of an agreement, as it stands on one side of it.

    ``value`` None is not stated or not yet known; ``provider`` is the organisation's reference, "" where
    it is not stated; ``shares`` are what each fund pays by its code (None: all of it, or not stated).
    """

    title: str
    purpose: str
    status: str
    provider: str
    starts: date | None
    ends: date | None
    value: Money | None
    value_kind: str
    vat: str
    shares: dict[str, Money | None]
    payments: list[Payment]
    outcomes: list[Outcome]


@dataclass(frozen=True)
class Wanted:
    """What a variation changes. None stays as it is; ``option`` is the place of the extension that it uses."""

    ends: date | None = None
    value: Money | None = None
    shares_become: str = SHARES_ARE_KEPT
    purpose: str = ""
    provider: str | None = None
    option: int | None = None
    changes_scope: bool = False
    favours_provider: bool = False
    outcomes: tuple[Outcome, ...] | None = None

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "Wanted":
        """What a variation keeps as JSON."""
        day = clock.from_iso(kept.get("report_by"))
        outcomes = kept.get("outcomes")
        return cls(
            ends=clock.from_iso(kept.get("ends")),
            value=None if kept.get("pence") is None else Money(kept["pence"]),
            shares_become=kept.get("shares_become") or SHARES_ARE_KEPT,
            purpose=kept.get("purpose") or "",
            provider=kept.get("provider"),
            option=kept.get("option"),
            changes_scope=bool(kept.get("changes_scope")),
            favours_provider=bool(kept.get("favours_provider")),
            outcomes=None
            if outcomes is None
            else tuple(Outcome(**one, report_by=day) for one in outcomes),
        )

    @property
    def as_json(self) -> dict[str, Any]:
        """What a variation keeps of it; what stays as it is is left out."""
        said: dict[str, Any] = {
            "ends": clock.iso(self.ends),
            "pence": None if self.value is None else self.value.pence,
            "purpose": self.purpose,
            "provider": self.provider,
            "option": self.option,
            "changes_scope": self.changes_scope,
            "favours_provider": self.favours_provider,
        }
        if self.value is not None:
            said["shares_become"] = self.shares_become
        if self.outcomes:
            said["outcomes"] = [one.as_json for one in self.outcomes]
            said["report_by"] = clock.iso(self.outcomes[0].report_by)
        return {name: value for name, value in said.items() if value not in (None, "", False)}

    def changed(self, given: Mapping[str, Any]) -> "Wanted":
        """The same with what somebody said of it."""
        return replace(self, **given)

    def applied(self, held: Held) -> Held:
        """How an agreement stands with it, but for shares and payments, which follow the value."""
        after: Held = {**held, "shares": dict(held["shares"]), "payments": list(held["payments"])}
        if self.ends is not None:
            after["ends"] = self.ends
        if self.value is not None:
            after["value"] = self.value
        if self.purpose:
            after["purpose"] = self.purpose
        if self.provider:
            after["provider"] = self.provider
        if self.outcomes:
            after["outcomes"] = list(self.outcomes)
        return after


def payments_after(
    payments: Sequence[Payment], whole: Money | None, due: date | None
) -> list[Payment]:
    """A plan of payments that adds up to another value: more is one more payment, less is taken from the last.

    No plan stays none. Where the value is not known the plan stays as it is.
    """
    plan = list(payments)
    if not plan or whole is None:
        return plan
    difference = whole - sum((one.amount for one in plan), Money(0))
    if difference > Money(0):
        return [*plan, Payment(due, difference, plan[-1].condition)]
    while plan and difference < Money(0):
        last = plan.pop()
        left = last.amount + difference
        if left > Money(0):
            plan.append(Payment(last.due, left, last.condition))
            break
        difference = left
    return plan


PAYMENTS_PLANNED: Final = "Payments planned"
NAMES: Final[Mapping[str, str]] = {
    "title": "Title",
    "purpose": "Purpose",
    "status": "Status",
    "provider": "Provider",
    "starts": "First day",
    "ends": "Last day",
    "value": "Value",
    "value_kind": "What the value is",
    "vat": "VAT",
    "shares": "Fund shares",
    "payments": PAYMENTS_PLANNED,
    "outcomes": "Outcomes",
}


WORDS_ALONE: Final = frozenset({"title", "purpose"})
"""What may be worded better without a reason: it binds nobody to anything else."""


def binds_anew(before: Held, after: Held) -> bool:
    """Whether anything differs that the two sides are bound by: dates, money, who provides, what is to change."""
    return any(before[name] != after[name] for name in NAMES if name not in WORDS_ALONE)  # type: ignore[literal-required] # names of both


def held_apart(before: Held, after: Held) -> tuple[dict[str, str], dict[str, str]]:
    """What differs between two sides of a variation, name by name, in words."""
    names = [name for name in NAMES if before[name] != after[name]]  # type: ignore[literal-required] # names of both
    return (
        {NAMES[name]: _words(before[name]) for name in names},  # type: ignore[literal-required] # a name of both
        {NAMES[name]: _words(after[name]) for name in names},  # type: ignore[literal-required] # a name of both
    )


def _words(value: Any) -> str:
    if value is None or value in ("", [], {}):
        return "Not stated"
    if isinstance(value, Money):
        return value.short
    if isinstance(value, date):
        return clock.spoken(value)
    if isinstance(value, dict):
        return "; ".join(
            code.upper() if amount is None else f"{code.upper()} {amount.short}"
            for code, amount in value.items()
        )
    if isinstance(value, list):
        return "; ".join(
            payment_line(one).rstrip(".") if isinstance(one, Payment) else _outcome(one)
            for one in value
        )
    return str(value)


def _outcome(one: Outcome) -> str:
    day = f", reported by {clock.spoken(one.report_by)}" if one.report_by else ""
    return f"{outcome_line(one)}{day}"
