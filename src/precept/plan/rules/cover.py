"""There is always an active framework: which one is in force, until when, and when to worry. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from precept.foundation.clock import FinancialYear, spoken

WARNED_DAYS_AHEAD: Final = 90


@dataclass(frozen=True)
class Cover:
    """Whether a published framework is in force on a day. ``until`` is the last day without a gap.

    ``year`` is the financial year in force, None where cover has lapsed.
    """

    state: Literal["active", "warning", "lapsed"]
    year: str | None
    until: date | None
    words: str


def cover(published: Iterable[str], on: date) -> Cover:
    """What the published frameworks (their financial years, as 2022-23) come to on a day.

    The strategy: "ensuring that there is always an active Commissioning Framework in place".
    """
    years = sorted({FinancialYear.parse(year) for year in published})
    current = FinancialYear.of(on)
    if current not in years:
        return Cover("lapsed", None, None, _lapsed(years, current))
    last = current
    while last.next() in years:
        last = last.next()
    in_force = f"The framework of {current.spoken} is in force"
    if (last.end - on).days <= WARNED_DAYS_AHEAD:
        words = (
            f"{in_force} until {spoken(last.end)}: {_left((last.end - on).days)}."
            f" Publish the framework of {last.next().spoken} before then."
        )
        return Cover("warning", current.label, last.end, words)
    followed = (
        "" if last == current else f", followed by that of {_followers(current, last)}: cover lasts"
    )
    words = f"{in_force}{followed} until {spoken(last.end)}."
    return Cover("active", current.label, last.end, words)


def _left(days: int) -> str:
    if days == 0:
        return "today is its last day"
    return "1 day is left" if days == 1 else f"{days} days are left"


def _followers(current: FinancialYear, last: FinancialYear) -> str:
    following = current.next()
    return following.spoken if following == last else f"each year up to {last.spoken}"


def _lapsed(years: list[FinancialYear], current: FinancialYear) -> str:
    earlier = [year for year in years if year < current]
    ended = (
        f" The last one, of {earlier[-1].spoken}, ended on {spoken(earlier[-1].end)}."
        if earlier
        else ""
    )
    return (
        f"No commissioning framework is in force.{ended}"
        f" Publish the framework of {current.spoken} now."
    )


def withdrawal_problem(published: Iterable[str], withdrawn: str, on: date) -> str | None:
    """Why the published framework of a year may not be withdrawn; None where it may be."""
    if on in FinancialYear.parse(withdrawn) and withdrawn in set(published):
        return (
            "This is the only framework in force, and there must always be one."
            " Amend it instead: the new version takes its place."
        )
    return None


def may_withdraw(published: Iterable[str], withdrawn: str, on: date) -> bool:
    """Whether the framework of a year may be withdrawn: never the only one in force."""
    return withdrawal_problem(published, withdrawn, on) is None
