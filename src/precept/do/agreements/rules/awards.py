"""Awards: their references, standard conditions, shares, plan of payments, time to accept. Pure."""

import functools
import re
import tomllib
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Final

from precept.foundation import clock
from precept.foundation.money import Money, SharesDoNotAddUp, check_shares, share

ACCEPT_DAYS: Final = 10
"""Working days in which an offer is accepted, unless the round says otherwise."""
MOST_ACCEPT_DAYS: Final = 60
REMIND_BEFORE: Final = (5, 1)
"""Working days before the last one on which an offer that is not accepted is called to mind."""
IN_ONE_PAYMENT: Final = Money.of(5_000)
"""Awards up to this are paid at once."""
REPORT_DAYS: Final = 20
"""Working days after the last day of an award in which its report is due, unless the award says otherwise."""
MOST_PAYMENTS: Final = 24
DECLARATION: Final = (
    "I may sign for the organisation. It accepts the award and its conditions, and what it told us in"
    " its bid is still true."
)


@dataclass(frozen=True)
class Conditions:
    """The standard conditions of some funds, from a day on."""

    id: str
    funds: frozenset[str]
    applies_from: date
    words: tuple[str, ...]
    source: str


@functools.cache
def all_conditions() -> tuple[Conditions, ...]:
    """Every version of the standard conditions, as the office's file has them."""
    text = files("precept.do.agreements.data").joinpath("conditions.toml").read_text("utf-8")
    return tuple(
        Conditions(
            id=one["id"],
            funds=frozenset(one["funds"]),
            applies_from=one["applies_from"],
            words=tuple(one["words"]),
            source=one["source"],
        )
        for one in tomllib.loads(text)["conditions"]
    )


def standard_conditions(
    fund: str, on: date, known: Sequence[Conditions] | None = None
) -> Conditions | None:
    """The standard conditions in force for a fund on a day: its own before everybody's, the latest of them."""
    held = all_conditions() if known is None else known
    fitting = [one for one in held if one.applies_from <= on and one.funds & {fund, "*"}]
    return max(fitting, key=lambda one: (fund in one.funds, one.applies_from), default=None)


def series_of(opportunity: str, year: int) -> str:
    """How the references of a round's awards begin: "CSF-2026-" for "CSF-2026-27-7"."""
    prefix = re.match(r"[A-Z]+", opportunity.upper())
    return f"{prefix.group() if prefix else 'GRANT'}-{year}-"


def next_references(series: str, taken: Iterable[str], many: int) -> list[str]:
    """The next numbers of a series, which are never used again: CSF-2026-0042 and on."""
    numbers = [
        int(rest) for one in taken if (rest := one.removeprefix(series)).isdigit() and rest != one
    ]
    first = max(numbers, default=0) + 1
    return [f"{series}{number:04d}" for number in range(first, first + many)]


def award_problem(
    amount: Money, asked: Money | None, cap: Money | None, shares: Sequence[Money]
) -> str:
    """Why an award cannot be made so, fit to show; "" where it can: never above what was asked, or the cap."""
    if amount <= Money(0):
        return "An award must be more than nothing."
    if asked is not None and amount > asked:
        return f"The award of {amount} is more than the {asked} that was asked for."
    if cap is not None and amount > cap:
        return f"The award of {amount} is more than the round’s cap of {cap}."
    if shares:
        try:
            check_shares(amount, shares)
        except SharesDoNotAddUp as refused:
            return refused.words
    return ""


def shared_anew(amount: Money, weights: Sequence[int]) -> list[Money]:
    """An amount divided among funds in proportion to what is free in each, to the penny."""
    return list(share(amount, weights)) if any(weights) else []


def award_title(purpose: str, programme: str) -> str:
    """What the register calls what came of an award."""
    return purpose or f"Award of {programme}"


@dataclass(frozen=True)
class Payment:
    """A payment of a plan."""

    due: date | None
    amount: Money
    condition: str


def instalments_kept(before: Sequence[Payment], after: Sequence[Payment]) -> list[int | None]:
    """For each payment of a new plan, its place (from 0) in the plan before; None where it is new.

    The same in everything is the same instalment, then what is due on the same day, then the same amount on
    the same condition; each of those before is met once. What was claimed of an instalment stays claimed.
    """
    found: list[int | None] = [None] * len(after)
    left = dict(enumerate(before))
    alike: tuple[Callable[[Payment], Hashable], ...] = (
        lambda one: one,
        lambda one: one.due,
        lambda one: (one.amount, one.condition),
    )
    for of in alike:
        for place, payment in enumerate(after):
            wanted = of(payment)
            if found[place] is not None or wanted is None:
                continue
            at = next((at for at, one in left.items() if of(one) == wanted), None)
            if at is not None:
                found[place] = at
                del left[at]
    return found


def payment_plan(
    amount: Money, starts: date | None, ends: date | None, report_by: date | None = None
) -> list[Payment]:
    """When an award is paid, adding up to it to the penny: small ones at once, others in three parts.

    The last part is due when the last report is.
    """
    before = "The papers and bank details that we asked for are there."
    if amount <= IN_ONE_PAYMENT:
        return [Payment(starts, amount, before)]
    middle = starts + (ends - starts) / 2 if starts and ends else None
    first, second, last = share(amount, (50, 40, 10))
    return [
        Payment(starts, first, before),
        Payment(middle, second, "We have the report at half-time, and it is satisfactory."),
        Payment(report_by or ends, last, "We have the last report and the receipts."),
    ]


def plan_problem(amount: Money, payments: Sequence[Payment]) -> str:
    """Why a plan of payments cannot stand, fit to show; "" where it adds up to the award."""
    if not payments:
        return "Enter at least one payment."
    if len(payments) > MOST_PAYMENTS:
        return f"Plan at most {MOST_PAYMENTS} payments."
    try:
        check_shares(amount, [one.amount for one in payments])
    except SharesDoNotAddUp as refused:
        return refused.words.replace("shares", "payments").replace("A share", "A payment")
    return ""


def accept_by(told: date, days: int) -> date:
    """The last day to accept what was told on a day."""
    return clock.add_working_days(told, days)


def reminders_due(last_day: date, today: date, sent: Iterable[int]) -> list[int]:
    """Which reminders of an offer are due and not sent: working days before its last day."""
    already = set(sent)
    return [
        days
        for days in REMIND_BEFORE
        if days not in already and today <= last_day <= clock.add_working_days(today, days)
    ]


def success_percent(funded: int, ranked: int) -> int | None:
    """Of a hundred bids that could have been funded, how many were; None where there were none."""
    return round(100 * funded / ranked) if ranked else None


def status_on(today: date, starts: date | None, ends: date | None) -> str:
    """How the register states an agreement that was accepted: upcoming, active or ended."""
    if ends is not None and ends < today:
        return "ended"
    return "upcoming" if starts is not None and starts > today else "active"
