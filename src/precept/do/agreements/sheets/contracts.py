"""Files of contracts, as offices keep them: how each column is read, and what loading a row does."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.urls import reverse

from precept.do.agreements import access, actions, queries, rules
from precept.do.agreements.access import Asker
from precept.do.agreements.models import Agreement
from precept.do.opportunities import queries as rounds
from precept.foundation.clock import from_iso
from precept.foundation.intake.reading import Cell, written
from precept.foundation.intake.sheets import (
    Answers,
    GivenFile,
    Option,
    Problem,
    Reading,
    Row,
    Sheet,
    SheetColumn,
    Unreadable,
)
from precept.foundation.ledger.actions import Actor, TheSystem
from precept.foundation.money import TBC, Amount, Money
from precept.foundation.people.models import Person
from precept.plan.models import Fund

T = TypeVar("T")
NOT_STATED = "not-stated"


def clearly(reading: Callable[[], T]) -> T:
    """What a rule reads, or its words as a reason why the cell cannot be read."""
    try:
        return reading()
    except rules.Unclear as unclear:
        raise Unreadable(unclear.words) from unclear


def read_numbers(cell: Cell) -> Reading:
    """One contract number or several."""
    numbers = clearly(lambda: rules.read_numbers(written(cell)))
    return Reading(numbers, rules.joined(numbers))


def read_name(cell: Cell) -> Reading:
    """What the contract is called."""
    name = clearly(lambda: rules.read_title(written(cell)))
    return Reading(name, name)


def read_due(cell: Cell) -> Reading:
    """When it is due, word for word."""
    words, doubt = clearly(lambda: rules.read_due(written(cell)))
    return Reading(words, words or "Not stated", (doubt,) if doubt else ())


def read_period(cell: Cell) -> Reading:
    """Its first and last day; an empty cell states neither."""
    if cell is None:
        return Reading([None, None], "Not stated")
    starts, ends = clearly(lambda: rules.read_dates(cell))
    return Reading([starts.isoformat(), ends.isoformat()], rules.period_words(starts, ends))


def read_values(cell: Cell) -> Reading:
    """One value or several; "tbc" is one that is not yet known."""
    amounts, doubts = clearly(lambda: rules.read_values(cell))
    pence = [one.pence if isinstance(one, Money) else None for one in amounts]
    shown = rules.joined([one.short for one in amounts]) or "Not stated"
    return Reading(pence, shown, tuple(doubts))


NUMBER = SheetColumn(
    "contract_number",
    "Contract Number",
    read_numbers,
    ("number", "contract no", "reference", "contract ref"),
    required=True,
    hint="Several numbers in a cell are several contracts of one programme.",
)
NAME = SheetColumn(
    "contract_name", "Contract Name", read_name, ("name", "title", "service"), required=True
)
DUE = SheetColumn(
    "contract_due",
    "Contract Due",
    read_due,
    ("due", "due date"),
    required=True,
    hint="Kept as it is written: nothing is derived from it.",
)
PERIOD = SheetColumn(
    "contract_period", "Contract Period", read_period, ("period", "dates", "term"), required=True
)
VALUE = SheetColumn("contract_value", "Contract Value", read_values, ("value", "amount"))


@dataclass(frozen=True)
class Wanted:
    """One agreement as a row wants it; what the file has no column for is None."""

    reference: str
    title: str
    programme: str
    due: str | None
    period: tuple[date | None, date | None] | None
    value: Amount | None
    place: int


def wanted(row: Row) -> list[Wanted]:
    """The agreements that a row stands for. Unclear where numbers and values don't match."""
    values: Mapping[str, Any] = row.values
    numbers: list[str] = values["contract_number"]
    pence: list[int | None] = values.get("contract_value") or []
    amounts = rules.matched_values(numbers, [TBC if one is None else Money(one) for one in pence])
    period = values.get("contract_period")
    return [
        Wanted(
            reference=number,
            title=values["contract_name"],
            programme=values["contract_name"] if len(numbers) > 1 else "",
            due=values.get("contract_due"),
            period=None if period is None else (from_iso(period[0]), from_iso(period[1])),
            value=amount,
            place=row.line,
        )
        for number, amount in zip(numbers, amounts, strict=True)
    ]


def names(row: Row, _answers: Answers) -> tuple[str, ...]:
    """The contract numbers of a row: none may stand in two rows."""
    return tuple(row.values["contract_number"])


def check_rows(rows: Sequence[Row], _answers: Answers) -> list[Problem]:
    """Rows whose numbers and values don't match."""
    problems = []
    for row in rows:
        try:
            wanted(row)
        except rules.Unclear as unclear:
            problems.append(Problem(row.line, "contract_value", unclear.words))
    return problems


def describe(rows: Sequence[Row], answers: Answers) -> list[str]:
    """What loading each row would do as things stand: four queries for a page of rows."""
    asked = [wanted(row) for row in rows]
    references = [one.reference for some in asked for one in some]
    held = {
        one.reference: one
        for one in queries.full(
            Agreement.objects.filter(reference__in=references)
        ).prefetch_related("shares__fund", "listings")
    }
    fund = _fund(answers)
    return [
        " ".join(_sentence(held.get(one.reference), one, answers, fund) for one in some)
        for some in asked
    ]


def _sentence(now: Agreement | None, one: Wanted, answers: Answers, fund: Fund | None) -> str:
    if now is None:
        return f"Adds {one.reference}, {one.title}."
    what = [
        *_amendments(now, one),
        *(["value"] if _value_differs(now, one) else []),
        *(["funds"] if _fund_differs(now, fund) else []),
        *(["place in the framework"] if _listing_differs(now, one, answers) else []),
    ]
    if not what:
        return f"{one.reference} stays as it is."
    return f"Changes {one.reference}: {rules.joined(what)}."


def _amendments(now: Agreement, one: Wanted) -> actions.AgreementChanges:
    """What of an agreement differs from what a row says. A row of one number says nothing of programmes."""
    changes: actions.AgreementChanges = {}
    if now.title != one.title:
        changes["title"] = one.title
    if one.due is not None and now.due != one.due:
        changes["due"] = one.due
    if one.period is not None and (now.starts, now.ends) != one.period:
        changes["starts"], changes["ends"] = one.period
    if one.programme and (now.programme is None or now.programme.title != one.programme):
        changes["programme"] = one.programme
    return changes


def _value_differs(now: Agreement, one: Wanted) -> bool:
    if one.value is None:
        return False
    known = one.value if isinstance(one.value, Money) else None
    return not now.current_kind or now.current_amount != known


def _fund_differs(now: Agreement, fund: Fund | None) -> bool:
    # Where somebody has split it between funds, a file that names one fund does not undo that.
    return fund is not None and not any(one.fund_id == fund.pk for one in now.shares.all())


def _listing_differs(now: Agreement, one: Wanted, answers: Answers) -> bool:
    held = [each for each in now.listings.all() if each.year == answers["year"]]
    return [(each.section, each.place) for each in held] != [(answers["section"], one.place)]


def _fund(answers: Answers) -> Fund | None:
    return Fund.objects.filter(code=answers["fund"]).first()


def load(row: Row, answers: Answers, by: Actor, why: str) -> list[str]:
    """Add the agreements of a row, or change what differs; the same values change nothing."""
    assert isinstance(by, Person | TheSystem)
    fund = _fund(answers)
    return [_load_one(one, answers, fund, by, why) for one in wanted(row)]


def _load_one(one: Wanted, answers: Answers, fund: Fund | None, by: Asker, why: str) -> str:
    now = queries.full(Agreement.objects.filter(reference=one.reference)).first()
    if now is None:
        starts, ends = one.period or (None, None)
        now = actions.record_agreement(
            by=by,
            reference=one.reference,
            title=one.title,
            programme=one.programme,
            due=one.due or "",
            starts=starts,
            ends=ends,
            source=why[:300],
            why=why,
        )
    elif changes := _amendments(now, one):
        now = actions.amend_agreement(by=by, agreement=now, version=now.version, why=why, **changes)
    if one.value is not None and _value_differs(now, one):
        now = actions.state_value(
            by=by,
            agreement=now,
            version=now.version,
            amount=one.value,
            kind=now.current_kind or "contract value",
            source=why[:300],
            why=why,
        )
    if fund is not None and _fund_differs(now, fund):
        now = actions.set_shares(
            by=by, agreement=now, version=now.version, shares=[(fund, None)], why=why
        )
    now = actions.list_in_framework(
        by=by,
        agreement=now,
        version=now.version,
        year=answers["year"],
        section=answers["section"],
        place=one.place,
        why=why,
    )
    return now.subject


def office_address(subject: str) -> str | None:
    """The office's page of an agreement."""
    kind, _, reference = subject.partition(":")
    return reverse("agreements.one", args=[reference]) if kind == "agreement" else None


def may_load(asker: Asker) -> bool:
    """Whether they may load files of contracts."""
    return access.may_keep_register(asker)


def _fund_choices() -> list[tuple[str, str]]:
    return [*((one.code, one.name) for one in rounds.funds()), (NOT_STATED, "Not stated")]


def _likely_fund(given: GivenFile) -> str:
    """The fund whose code or short name stands in the file's name, else none."""
    words = {word.casefold() for word in given.name.replace(".", "-").replace("_", "-").split("-")}
    for fund in rounds.funds():
        if {fund.code.casefold(), fund.short_name.casefold()} & words:
            return fund.code
    return ""


def _options(layout: str) -> tuple[Option, ...]:
    def tables() -> list[tuple[str, str]]:
        return rounds.tables(layout)

    return (
        Option(
            "year",
            "Which financial year’s framework are these contracts in?",
            rounds.years,
            guess=lambda given: rounds.likely_year(given.name, given.tab),
        ),
        Option(
            "section",
            "Which table of the framework do they stand in?",
            tables,
            guess=lambda _given: tables()[0][0],
        ),
        Option("fund", "Which fund pays for them?", _fund_choices, guess=_likely_fund),
    )


def _sheet(name: str, title: str, what: str, when: SheetColumn, layout: str) -> Sheet:
    return Sheet(
        name=name,
        title=title,
        what=what,
        columns=(NUMBER, NAME, when, VALUE),
        describe=describe,
        load=load,
        may_load=may_load,
        options=_options(layout),
        names=names,
        check_rows=check_rows,
        address=office_address,
    )


CONTRACTS = _sheet(
    "contracts",
    "Contracts by due date",
    "A table of upcoming contracts: number, name, when each is due, value.",
    DUE,
    "contracts due",
)
CONTRACT_PERIODS = _sheet(
    "contract periods",
    "Contracts by period",
    "A table of contracts with their periods: number, name, first and last day, value.",
    PERIOD,
    "contract periods",
)
