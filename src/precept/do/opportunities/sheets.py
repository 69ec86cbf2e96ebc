"""Files of rounds, as offices keep them: how each column is read, and what loading a row does."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.urls import reverse

from precept.do.opportunities import access, actions, queries, rules
from precept.do.opportunities.access import Asker
from precept.do.opportunities.models import Opportunity
from precept.foundation import clock
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
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.plan.models import Fund

BY_NAME = "by-name"


def read_number(cell: Cell) -> Reading:
    """The round's number."""
    number = clearly(lambda: rules.read_number(cell))
    return Reading(number, str(number))


def read_theme(cell: Cell) -> Reading:
    """The round's theme."""
    theme = clearly(lambda: rules.read_theme(written(cell)))
    return Reading(theme, theme)


def read_deadline(cell: Cell) -> Reading:
    """The day, and the time where one is stated."""
    day, at = clearly(lambda: rules.read_deadline(cell))
    value = {"day": day.isoformat(), "time": at.isoformat(timespec="minutes") if at else None}
    return Reading(value, rules.deadline_words(day, at))


def read_limit(cell: Cell) -> Reading:
    """The most that one award may be, with its words."""
    limit = clearly(lambda: rules.read_limit(cell))
    value = {"pence": limit.amount.pence if limit.amount else None, "words": limit.words}
    shown = limit.amount.short if limit.amount else "No amount"
    return Reading(
        value, f"{shown} (“{limit.words}”)" if limit.words else "Not stated", limit.doubts
    )


def read_spend(cell: Cell) -> Reading:
    """The total, what is available, and who put in how much."""
    spend = clearly(lambda: rules.read_spend(cell))
    shown = rules.spend_words(spend.amount, spend.available)
    parts = [f"{name} {amount.short}" for name, amount in spend.shares]
    value = {
        "pence": spend.amount.pence if spend.amount is not None else None,
        "available": spend.available.pence if spend.available is not None else None,
        "shares": [[name, amount.pence] for name, amount in spend.shares],
    }
    return Reading(value, "; ".join([shown, *parts]), spend.doubts)


T = TypeVar("T")


def clearly(reading: Callable[[], T]) -> T:
    """What a rule reads, or its words as a reason why the cell cannot be read."""
    try:
        return reading()
    except rules.Unclear as unclear:
        raise Unreadable(unclear.words) from unclear


COLUMNS = (
    SheetColumn(
        "round_number", "Round Number", read_number, ("round", "number", "no"), required=True
    ),
    SheetColumn(
        "round_theme", "Round Theme", read_theme, ("theme", "title", "name"), required=True
    ),
    SheetColumn(
        "round_deadline",
        "Round Deadline for Applications",
        read_deadline,
        ("round deadline", "deadline", "closing date", "deadline for applications"),
        required=True,
    ),
    SheetColumn("value", "Value", read_limit, ("limit", "maximum", "cap", "value per contract")),
    SheetColumn(
        "total_round_spend", "Total Round Spend", read_spend, ("total spend", "spend", "total")
    ),
)


def fund_choices() -> list[tuple[str, str]]:
    """The funds, by code."""
    return [(one.code, one.name) for one in queries.funds()]


def _other_choices() -> list[tuple[str, str]]:
    return [(BY_NAME, "None: refuse the row"), *fund_choices()]


def _called(*names: str) -> Callable[[GivenFile], str]:
    """The fund of one of these short names or codes, as the likeliest answer."""

    def guess(_given: GivenFile) -> str:
        known = queries.funds()
        for name in names:
            for fund in known:
                if name in {fund.short_name.casefold(), fund.code.casefold()}:
                    return fund.code
        return ""

    return guess


OPTIONS = (
    Option(
        "year",
        "Which financial year are these rounds of?",
        queries.years,
        guess=lambda given: queries.likely_year(given.name, given.tab),
    ),
    Option(
        "section",
        "Which table of the framework do they stand in?",
        lambda: queries.tables("rounds"),
        guess=lambda _given: queries.tables("rounds")[0][0],
    ),
    Option(
        "fund",
        "Which fund do these rounds draw on?",
        fund_choices,
        guess=_called("csf"),
    ),
    Option(
        "own_fund",
        "Which fund is meant where the office itself is named?",
        fund_choices,
        hint="For example, “OPCC £100,000”.",
        guess=_called("opcc", "pcc", "csf", "core"),
    ),
    Option(
        "other_fund",
        "Which fund is meant by a name that no fund has?",
        _other_choices,
        hint="A name such as VRN stands for the fund that has it as its short name.",
        guess=lambda _given: BY_NAME,
    ),
)


@dataclass(frozen=True)
class Asked:
    """A row, with its answers, as the actions take it."""

    number: int
    theme: str
    deadline: date
    deadline_time: time | None
    limit: Money | None
    limit_words: str
    spend: Money | None
    available: Money | None
    shares: tuple[tuple[str, Money], ...]
    has_limit: bool
    has_spend: bool

    @classmethod
    def of(cls, row: Row) -> "Asked":
        """The values of a row; a column that the file lacks says nothing."""
        values: Any = row.values
        deadline, limit = values["round_deadline"], values.get("value")
        spend = values.get("total_round_spend")
        at = deadline["time"]
        return cls(
            number=values["round_number"],
            theme=values["round_theme"],
            deadline=date.fromisoformat(deadline["day"]),
            deadline_time=time.fromisoformat(at) if at else None,
            limit=_money(limit["pence"]) if limit else None,
            limit_words=limit["words"] if limit else "",
            spend=_money(spend["pence"]) if spend else None,
            available=_money(spend["available"]) if spend else None,
            shares=tuple((name, Money(pence)) for name, pence in spend["shares"]) if spend else (),
            has_limit=limit is not None,
            has_spend=spend is not None,
        )


def _money(pence: int | None) -> Money | None:
    return None if pence is None else Money(pence)


def _names(row: Row, answers: Answers) -> tuple[str, ...]:
    return (f"Round {row.values['round_number']} of {answers['year']}",)


def _funds_of(
    asked: Asked, answers: Answers, known: Sequence[Fund]
) -> tuple[list[actions.ShareGiven], str]:
    """The funds that the names of a row stand for, and the first name that stands for none."""
    by_code = {one.code: one for one in known}
    names = {one.code: (one.short_name, one.name) for one in known}
    other = answers["other_fund"] if answers["other_fund"] != BY_NAME else ""
    given: list[actions.ShareGiven] = []
    for name, amount in asked.shares:
        code = rules.fund_named(name, names, answers["own_fund"], other)
        if code is None:
            return given, name
        given.append((by_code[code], name, amount))
    return given, ""


def check_rows(rows: Sequence[Row], answers: Answers) -> list[Problem]:
    """Names that stand for no fund, or two that stand for the same one."""
    known = queries.funds()
    problems = []
    for row in rows:
        given, unknown = _funds_of(Asked.of(row), answers, known)
        codes = [fund.code for fund, _, _ in given]
        if unknown:
            words = (
                f"No fund is called “{unknown}”. Add a fund with that short name, or say above which"
                " fund such names stand for."
            )
            problems.append(Problem(row.line, "total_round_spend", words))
        elif len(set(codes)) < len(codes):
            words = "Two names of this cell stand for the same fund. Answer the questions anew."
            problems.append(Problem(row.line, "total_round_spend", words))
    return problems


def _found(row: Row, answers: Answers, fund: Fund) -> Opportunity | None:
    return _rounds_of(fund, answers).filter(number=row.values["round_number"]).first()


def _rounds_of(fund: Fund, answers: Answers) -> QuerySet[Opportunity]:
    """The year's rounds of a fund, whatever it was called when they were recorded."""
    rows = Opportunity.objects.filter(fund=fund) | Opportunity.objects.filter(programme=fund.name)
    return rows.filter(year=answers["year"]).select_related("fund").order_by("pk")


def describe(rows: Sequence[Row], answers: Answers) -> list[str]:
    """What loading each row would do as things stand."""
    known = queries.funds()
    fund = next(one for one in known if one.code == answers["fund"])
    numbers = [row.values["round_number"] for row in rows]
    held = {
        one.number: one
        for one in _rounds_of(fund, answers)
        .filter(number__in=numbers)
        .prefetch_related("shares__fund")
    }
    told = []
    for row in rows:
        asked = Asked.of(row)
        now = held.get(asked.number)
        if now is None:
            told.append(f"Adds round {asked.number} of {answers['year']}: {asked.theme}")
            continue
        given, _ = _funds_of(asked, answers, known)
        changed = [*_changes(now, asked, answers, fund), *_money_changes(now, asked, given)]
        what = rules.joined([name.replace("_", " ") for name in changed])
        told.append(
            f"Changes {now.reference}: {what}" if what else f"{now.reference} stays as it is"
        )
    return told


def _changes(now: Opportunity, asked: Asked, answers: Answers, fund: Fund) -> actions.RoundChanges:
    wanted: actions.RoundChanges = {
        "theme": asked.theme,
        "deadline": asked.deadline,
        "deadline_time": asked.deadline_time or now.deadline_time,
        "section": answers["section"],
        "fund": fund,
    }
    if asked.has_limit:
        wanted["limit"], wanted["limit_words"] = asked.limit, asked.limit_words
    different: Any = {name: value for name, value in wanted.items() if getattr(now, name) != value}
    changes: actions.RoundChanges = different
    return changes


def _money_changes(
    now: Opportunity, asked: Asked, given: Sequence[actions.ShareGiven]
) -> list[str]:
    if not asked.has_spend:
        return []
    held = [(one.fund_id, one.name, one.amount) for one in now.shares.all()]
    wanted = [(fund.pk, name, amount) for fund, name, amount in given]
    pairs = [
        ("spend", now.spend, asked.spend),
        ("what is available", now.available, asked.available),
        ("shares", held, wanted),
    ]
    return [name for name, before, after in pairs if before != after]


def load(row: Row, answers: Answers, by: Actor, why: str) -> list[str]:
    """Add the round of a row, or change what differs; the same values change nothing."""
    assert isinstance(by, Person | TheSystem)
    asker: Asker = by
    known = queries.funds()
    fund = next(one for one in known if one.code == answers["fund"])
    asked = Asked.of(row)
    given, _ = _funds_of(asked, answers, known)
    now = _found(row, answers, fund)
    if now is None:
        made = actions.record_round(
            by=asker,
            programme=fund.name,
            year=answers["year"],
            number=asked.number,
            theme=asked.theme,
            deadline=asked.deadline,
            deadline_time=asked.deadline_time,
            fund=fund,
            limit=asked.limit,
            limit_words=asked.limit_words,
            spend=asked.spend,
            available=asked.available,
            shares=given,
            state=rules.state_by(asked.deadline, clock.today()),
            section=answers["section"],
            source=why[:300],
            why=why,
        )
        return [made.subject]
    changes = _changes(now, asked, answers, fund)
    if changes:
        now = actions.amend_round(
            by=asker, opportunity=now, version=now.version, why=why, **changes
        )
    if _money_changes(now, asked, given):
        now = actions.set_round_spend(
            by=asker,
            opportunity=now,
            version=now.version,
            spend=asked.spend,
            available=asked.available,
            shares=given,
            why=why,
        )
    return [now.subject]


def office_address(subject: str) -> str | None:
    """The office's page of a round."""
    kind, _, reference = subject.partition(":")
    return reverse("opportunities.one", args=[reference]) if kind == "opportunity" else None


def may_load(asker: Asker) -> bool:
    """Whether they may load files of rounds."""
    return access.may_keep_rounds(asker)


ROUNDS = Sheet(
    name="rounds",
    title="Rounds of grants",
    what="A table of rounds: number, theme, deadline, the most one award may be, and the total spent.",
    columns=COLUMNS,
    describe=describe,
    load=load,
    may_load=may_load,
    options=OPTIONS,
    names=_names,
    check_rows=check_rows,
    address=office_address,
)
