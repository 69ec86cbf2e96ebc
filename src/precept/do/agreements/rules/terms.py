"""What an agreement is held to: outcomes with their measures, when it reports, how it is paid. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from precept.do.agreements.rules.awards import REPORT_DAYS, Payment
from precept.foundation import clock
from precept.foundation.money import Money

MOST_OUTCOMES: Final = 50
LONGEST_CHANGE: Final = 500
NOT_STATED: Final = "Not stated"
NO_OUTCOME: Final = "it has no outcome"
NO_REPORT: Final = "it has no reporting date"


@dataclass(frozen=True)
class Outcome:
    """What is to change for people, and how that will be known."""

    people: int | None
    percent: int | None
    change: str
    measure: str
    report_by: date | None = None

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed of it."""
        return self.people is None and self.percent is None and not (self.change or self.measure)

    @property
    def words(self) -> str:
        """The outcome in words: "80 people; 80% report better wellbeing"."""
        said = [_people(self.people)] if self.people is not None else []
        share = f"{self.percent}% " if self.percent is not None else ""
        return "; ".join([*said, f"{share}{self.change}"])

    @property
    def as_json(self) -> dict[str, Any]:
        """The outcome as an award keeps it before there is an agreement."""
        kept = asdict(self)
        del kept["report_by"]
        return kept


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number:,} people"


def kept_outcomes(said: Iterable[Mapping[str, Any]], report_by: date | None) -> list[Outcome]:
    """The outcomes that an award keeps, with the day on which they are reported."""
    return [Outcome(**one, report_by=report_by) for one in said]


def outcomes_of(given: object) -> list[Outcome]:
    """The outcome targets of a bid, as its award takes them over: those that say what changes."""
    rows = given if isinstance(given, list) else []
    return [
        Outcome(
            people=one.get("people"),
            percent=one.get("percent"),
            change=str(one.get("change") or "").strip(),
            measure=str(one.get("measure") or "").strip(),
        )
        for one in rows[:MOST_OUTCOMES]
        if isinstance(one, Mapping) and str(one.get("change") or "").strip()
    ]


def report_by(ends: date | None) -> date | None:
    """When the report of an award is due that ends on a day; None where its last day is not stated."""
    return None if ends is None else clock.add_working_days(ends, REPORT_DAYS)


def terms_problems(outcomes: Sequence[Outcome], report_on: date | None) -> list[str]:
    """Why an award cannot be offered yet: no agreement without an outcome, a measure and a reporting date.

    Commissioning Strategy, "Openness and Transparency": outcomes for each contractual arrangement.
    """
    said = [] if outcomes else [NO_OUTCOME]
    said += [
        f"it does not say how “{one.change}” is measured" for one in outcomes if not one.measure
    ]
    return said if report_on is not None else [*said, NO_REPORT]


def outcome_problem(one: Outcome, place: int) -> tuple[str, str] | None:
    """What is wrong with an outcome as it was typed: the box at fault and words; nothing where all is well."""
    if not one.change:
        return f"change_{place}", f"Enter what outcome {place} changes for people"
    for box, called, words in (
        ("change", "What changes", one.change),
        ("measure", "How it is measured", one.measure),
    ):
        if len(words) > LONGEST_CHANGE:
            return f"{box}_{place}", f"{called} must be {LONGEST_CHANGE} characters or fewer"
    if one.people is not None and one.people < 1:
        return f"people_{place}", "Enter how many people as a whole number, like 80"
    if one.percent is not None and not 1 <= one.percent <= 100:
        return f"percent_{place}", "Enter how many in a hundred as a number from 1 to 100, like 80"
    return None


def outcome_row(one: Outcome) -> tuple[str, str, str]:
    """An outcome as a row of words: what changes, how it is measured, when it is reported."""
    return one.words, one.measure or NOT_STATED, _day(one.report_by)


def payment_row(one: Payment) -> tuple[str, str, str]:
    """A payment as a row of words: when it is due, what must have happened, the amount."""
    return _day(one.due), one.condition or "Nothing", one.amount.short


def payments_total(payments: Iterable[Payment]) -> tuple[str, str, str]:
    """The last row under planned payments: what they come to."""
    return "Together", "", sum((one.amount for one in payments), Money(0)).short


Plan = Sequence[Payment]
PLAN_COLUMNS: Final = ("Due", "What must have happened", "Before", "After")


def plan_rows(before: Plan, after: Plan) -> list[tuple[str, str, str, str]]:
    """Two plans of payments side by side: each payment by its day and condition, with its amount in both.

    The earliest first, those without a day last; a payment that only one plan has says "None" for the other.
    """
    found: dict[tuple[date | None, str], tuple[list[Money], list[Money]]] = {}
    for side, plan in enumerate((before, after)):
        for one in plan:
            found.setdefault((one.due, one.condition), ([], []))[side].append(one.amount)
    ordered = sorted(found, key=lambda key: (key[0] is None, key[0] or date.max))
    rows = []
    for due, condition in ordered:
        was, becomes = found[due, condition]
        rows.append((_day(due), condition or "Nothing", _together(was), _together(becomes)))
    return rows


def plan_totals(before: Plan, after: Plan) -> tuple[str, str, str, str]:
    """The last row under two plans: what each comes to."""
    was, becomes = (sum((one.amount for one in plan), Money(0)).short for plan in (before, after))
    return "Together", "", was, becomes


def _together(amounts: Sequence[Money]) -> str:
    return sum(amounts, Money(0)).short if amounts else "None"


def kept_plan(plan: Plan) -> list[list[object]]:
    """A plan of payments as JSON: [[day, pence, condition], …]."""
    return [[clock.iso(one.due), one.amount.pence, one.condition] for one in plan]


def plan_of(kept: Iterable[Sequence[Any]]) -> list[Payment]:
    """A plan of payments out of JSON."""
    return [Payment(clock.from_iso(due), Money(pence), condition) for due, pence, condition in kept]


def outcome_line(one: Outcome) -> str:
    """An outcome as a line of a letter."""
    return f"{one.words} (measured by: {one.measure})" if one.measure else one.words


def payment_line(one: Payment) -> str:
    """A payment as a line of a letter."""
    due = f", due {clock.spoken(one.due)}" if one.due else ""
    return (
        f"{one.amount.short}{due}: {one.condition}" if one.condition else f"{one.amount.short}{due}"
    )


def _day(day: date | None) -> str:
    return clock.spoken(day) if day else NOT_STATED


@dataclass(frozen=True)
class ConditionsOfFund:
    """The conditions that come with a fund's money, one a line, as they stand in the fund."""

    code: str
    name: str
    conditions: tuple[str, ...]


def conditions_with(funds: Iterable[tuple[str, str, str]]) -> list[ConditionsOfFund]:
    """The conditions of these funds (code, name, conditions as they are written); none of a fund without any."""
    made = (
        ConditionsOfFund(code, name, tuple(one.strip() for one in text.splitlines() if one.strip()))
        for code, name, text in funds
    )
    return [one for one in made if one.conditions]
