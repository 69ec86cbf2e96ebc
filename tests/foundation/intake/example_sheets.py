"""Kinds of file for these tests: the register's three tables, loaded by an action that only records."""

from collections.abc import Sequence
from typing import Any

from precept.foundation.clock import NotADate, read_date, read_period, spoken
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
from precept.foundation.ledger.actions import Actor, Refused, action, record
from precept.foundation.ledger.models import Event
from precept.foundation.money import Money, NotMoney, read_amounts

YEARS = [("2022-23", "2022–23"), ("2023-24", "2023–24")]


def text(cell: Cell) -> Reading:
    if cell is None:
        raise Unreadable("Nothing stands here.")
    return Reading(written(cell), written(cell))


def day(cell: Cell) -> Reading:
    try:
        found = read_date(cell)
    except NotADate as refusal:
        raise Unreadable(refusal.words) from refusal
    return Reading(found.isoformat(), spoken(found))


def period(cell: Cell) -> Reading:
    try:
        start, end = read_period(cell)
    except NotADate as refusal:
        raise Unreadable(refusal.words) from refusal
    return Reading([start.isoformat(), end.isoformat()], f"{spoken(start)} to {spoken(end)}")


def amounts(cell: Cell) -> Reading:
    """Every amount of a cell, with the words around it."""
    try:
        found = read_amounts(written(cell) if isinstance(cell, str) else cell)
    except NotMoney as refusal:
        raise Unreadable(refusal.words) from refusal
    if not found:
        raise Unreadable("Nothing stands here.")
    values = [
        [one.amount.pence if isinstance(one.amount, Money) else None, one.words] for one in found
    ]
    shown = "; ".join(
        f"{one.amount.short if isinstance(one.amount, Money) else one.amount} {one.words}".strip()
        for one in found
    )
    doubts = ("It holds several amounts.",) if len(found) > 1 else ()
    return Reading(values, shown, doubts)


def numbers(cell: Cell) -> Reading:
    """«VRN001 and VRN002» is two."""
    found = [part.strip() for part in written(cell).split(" and ") if part.strip()]
    if not found:
        raise Unreadable("Nothing stands here.")
    return Reading(found, ", ".join(found))


def names(row: Row, _answers: Answers) -> tuple[str, ...]:
    return tuple(row.values["number"])


def describe(rows: Sequence[Row], answers: Answers) -> list[str]:
    return [
        f"{len(row.values['number'])} new in {answers['year']}: {', '.join(row.values['number'])}"
        for row in rows
    ]


def already_known(rows: Sequence[Row], _answers: Answers) -> list[Problem]:
    """A number that the register has is no problem: its agreement will change."""
    wanted = {f"agreement:{number}": row.line for row in rows for number in row.values["number"]}
    known = Event.objects.filter(subject__in=wanted).values_list("subject", flat=True).distinct()
    return [
        Problem(
            wanted[subject], "number", f"{subject[10:]} is known: it will change.", refuses=False
        )
        for subject in sorted(known)
    ]


@action
def add_agreement(*, by: Actor, number: str, values: dict[str, Any], why: str) -> str:
    """What a part's own action would do."""
    if number == "CORE666":
        raise Refused("CORE666 is an agreement that ended.", field="number")
    if number == "CORE500":
        raise ZeroDivisionError
    record(f"agreement:{number}", "agreement added", by=by, why=why, after=values)
    return f"agreement:{number}"


def load(row: Row, _answers: Answers, by: Actor, why: str) -> list[str]:
    return [
        add_agreement(by=by, number=number, values=dict(row.values), why=why)
        for number in row.values["number"]
    ]


def keeps_register(person: Any) -> bool:
    return bool(person.may("keep the register"))


def year_in(given: GivenFile) -> str:
    return next((value for value, _ in YEARS if value in given.name), "")


NUMBER = SheetColumn(
    "number", "Contract number", numbers, ("contract_number", "ref"), required=True
)
NAME = SheetColumn("name", "Contract name", text, ("contract_name",), required=True)
VALUE = SheetColumn("value", "Contract value", amounts, ("contract_value",), required=True)

CONTRACTS = Sheet(
    name="contracts",
    title="Contracts",
    what="The table of contracts of a framework.",
    columns=(
        NUMBER,
        NAME,
        SheetColumn("due", "Contract due", day, ("contract_due", "due date"), required=True),
        VALUE,
        SheetColumn("note", "Note", text),
    ),
    options=(Option("year", "Financial year", lambda: YEARS, guess=year_in),),
    names=names,
    check_rows=already_known,
    describe=describe,
    load=load,
    may_load=keeps_register,
    address=lambda subject: f"/office/register/{subject.partition(':')[2]}",
)

NETWORK = Sheet(
    name="network",
    title="Violence Reduction Network",
    what="The network's contracts.",
    columns=(
        NUMBER,
        NAME,
        SheetColumn("period", "Contract period", period, ("contract_period",), required=True),
        VALUE,
    ),
    names=names,
    describe=lambda rows, _answers: [f"{len(row.values['number'])} new" for row in rows],
    load=load,
    may_load=keeps_register,
)

ROUNDS = Sheet(
    name="rounds",
    title="Safety Fund rounds",
    what="The rounds of a year.",
    columns=(
        SheetColumn("number", "Round number", numbers, ("round_number",), required=True),
        SheetColumn("theme", "Theme", text, ("round_theme",), required=True),
        SheetColumn("deadline", "Deadline", day, ("round_deadline",), required=True),
        SheetColumn("value", "Value", amounts, required=True),
        SheetColumn("spend", "Total round spend", amounts, ("total_round_spend",), required=True),
    ),
    names=names,
    describe=lambda rows, _answers: [f"Round {row.values['number'][0]}" for row in rows],
    load=load,
    may_load=lambda person: bool(person.may("keep funds")),
)
