"""Whether money for an activity is a subsidy, and what the Subsidy Control Act 2022 then asks. Pure.

It goes by the activity and not by the legal form: a charity that sells is an enterprise for what it sells.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, Final

from precept.foundation.clock import FinancialYear, spoken
from precept.foundation.money import Money


class SubsidyOutcome(StrEnum):
    """What a subsidy check came to."""

    NONE = "no subsidy"
    MINIMAL = "minimal financial assistance"
    FULL = "needs full assessment"


SUBSIDY_OUTCOMES: Final = [
    (SubsidyOutcome.NONE.value, "Not a subsidy"),
    (SubsidyOutcome.MINIMAL.value, "A subsidy given as Minimal Financial Assistance"),
    (SubsidyOutcome.FULL.value, "A subsidy that needs a full assessment"),
]


class NoSubsidyRule(LookupError):
    """No figures are held for the day; says so in words."""


@dataclass(frozen=True)
class SubsidyLaw:
    """The figures in force from one day to another."""

    applies_from: date
    applies_to: date | None
    limit: Money
    published_over: Money
    months_to_publish: int
    source: str
    note: str


@cache
def _law() -> tuple[SubsidyLaw, ...]:
    text = files("precept.parties").joinpath("data/subsidy.toml").read_text(encoding="utf-8")
    return tuple(_read(entry) for entry in tomllib.loads(text)["rule"])


def _read(entry: Mapping[str, Any]) -> SubsidyLaw:
    return SubsidyLaw(
        applies_from=entry["applies_from"],
        applies_to=entry.get("applies_to"),
        limit=Money.of(entry["limit"]),
        published_over=Money.of(entry["published_over"]),
        months_to_publish=entry["months_to_publish"],
        source=entry["source"],
        note=entry["note"],
    )


def subsidy_law(on: date) -> SubsidyLaw:
    """The figures in force on a day. NoSubsidyRule before the Act began."""
    for version in _law():
        if version.applies_from <= on and (version.applies_to is None or on <= version.applies_to):
            return version
    raise NoSubsidyRule(f"No subsidy rules are held for {spoken(on)}.")


def counted_from(on: date) -> date:
    """The first day whose assistance counts: this financial year so far and the two before it
    (Subsidy Control Act 2022, section 36)."""
    return FinancialYear(FinancialYear.of(on).first - 2).start


@dataclass(frozen=True)
class SubsidyAnswers:
    """What somebody answered about one activity. ``earlier`` is what the enterprise had before it, in pence."""

    offers_on_market: bool
    on_market_terms: bool
    could_affect: bool
    earlier: int = 0


@dataclass(frozen=True)
class SubsidyResult:
    """What the answers come to: why, and the steps that must follow, in words."""

    outcome: SubsidyOutcome
    reason: str
    steps: tuple[str, ...] = ()
    needs_notice: bool = False
    needs_upload: bool = False


def check_subsidy(answers: SubsidyAnswers, amount: Money, *, on: date) -> SubsidyResult:
    """Whether paying this amount for the activity is a subsidy (sections 2 and 7), and of which kind."""
    law = subsidy_law(on)
    if not answers.offers_on_market:
        return SubsidyResult(
            SubsidyOutcome.NONE,
            "For this activity it offers no goods or services on a market, so it is no enterprise.",
        )
    if answers.on_market_terms:
        return SubsidyResult(
            SubsidyOutcome.NONE,
            "The money is paid on terms that the market would give: there is no advantage.",
        )
    if not answers.could_affect:
        return SubsidyResult(
            SubsidyOutcome.NONE,
            "It could have no effect on competition or investment in the United Kingdom, or on trade"
            " or investment between it and another country.",
        )
    total = Money(amount.pence + answers.earlier)
    since = spoken(counted_from(on))
    needs_upload = amount > law.published_over
    upload = (
        f"Put it on the government’s subsidy database within {law.months_to_publish} months: it is more"
        f" than {law.published_over.short}."
    )
    if total > law.limit:
        return SubsidyResult(
            SubsidyOutcome.FULL,
            f"With what it had since {since} it comes to {total.short}, more than {law.limit.short}.",
            (
                "Assess it against the subsidy control principles, or give it under a published scheme,"
                " with legal advice, before it is given.",
                *((upload,) if needs_upload else ()),
            ),
            needs_upload=needs_upload,
        )
    return SubsidyResult(
        SubsidyOutcome.MINIMAL,
        f"With what it had since {since} it comes to {total.short}, which is within {law.limit.short}.",
        (
            "Before it is given, write to the organisation that it would be Minimal Financial"
            " Assistance, with the amount, and ask it to confirm that the limit is not exceeded.",
            "Wait for its written confirmation.",
            "When it is given, write that it was, with the date and the amount.",
            *((upload,) if needs_upload else ()),
        ),
        needs_notice=True,
        needs_upload=needs_upload,
    )


def subsidy_problem(
    outcome: str | None, *, notified: date | None = None, confirmed: date | None = None
) -> str | None:
    """What of subsidy control stands against giving the money; nothing where nothing does.

    No ``outcome``: no check was made. (Subsidy Control Act 2022, sections 36 and 37.)
    """
    if outcome is None:
        return "No subsidy check was made of this activity."
    if outcome == SubsidyOutcome.FULL:
        return "It needs a full assessment under the Subsidy Control Act 2022 before it is given."
    if outcome == SubsidyOutcome.MINIMAL and notified is None:
        return (
            "The organisation has not been told in writing that it is Minimal Financial Assistance."
        )
    if outcome == SubsidyOutcome.MINIMAL and confirmed is None:
        return "The organisation has not confirmed in writing that it stays within the limit."
    return None
