"""Files of public registers: how each column is read, and what loading a row does."""

import re
from collections.abc import Callable, Sequence
from typing import Any, Final

from precept.foundation.clock import NotADate, read_date, spoken
from precept.foundation.intake.reading import Cell, written
from precept.foundation.intake.sheets import (
    Answers,
    Reading,
    Row,
    Sheet,
    SheetColumn,
    Unreadable,
)
from precept.foundation.ledger.actions import SYSTEM, Actor
from precept.foundation.people.models import Person
from precept.parties import access, actions, rules
from precept.parties.models import RegisterRow

MOST_PEOPLE: Final = 100


def _words(cell: Cell) -> Reading:
    said = rules.tidy(written(cell))
    return Reading(said, said or "Not stated")


def _name(cell: Cell) -> Reading:
    said = rules.tidy(written(cell))
    if not said:
        raise Unreadable("There is no name")
    return Reading(said, said)


def _number(scheme: str) -> Callable[[Cell], Reading]:
    def read(cell: Cell) -> Reading:
        try:
            number = rules.read_identifier(scheme, written(cell))
        except rules.NotAnIdentifier as problem:
            raise Unreadable(problem.words) from None
        return Reading(number, number)

    return read


def _linked(cell: Cell) -> Reading:
    said = written(cell)
    if not re.fullmatch("[0-9]{0,3}", said):
        raise Unreadable("A linked charity’s own number is 0 to 999")
    return Reading(int(said or 0), said or "0")


def _day(cell: Cell) -> Reading:
    if cell is None:
        return Reading(None, "Not stated")
    try:
        day = read_date(written(cell)[:10] if isinstance(cell, str) else cell)
    except NotADate as problem:
        raise Unreadable(problem.words) from None
    return Reading(day.isoformat(), spoken(day))


def _people(cell: Cell) -> Reading:
    names = [rules.tidy(name) for name in re.split(r"[;|\n]", written(cell)) if name.strip()]
    return Reading(names[:MOST_PEOPLE], "; ".join(names[:MOST_PEOPLE]) or "None")


CHARITY_COLUMNS: Final = (
    SheetColumn(
        "number",
        "Registered charity number",
        _number("GB-CHC"),
        ("registered_charity_number", "registered number", "charity number", "regno"),
        required=True,
    ),
    SheetColumn(
        "linked", "Linked charity number", _linked, ("linked_charity_number", "subsidiary number")
    ),
    SheetColumn("name", "Charity name", _name, ("charity_name", "name"), required=True),
    SheetColumn(
        "status",
        "Registration status",
        _words,
        ("charity_registration_status", "status"),
        required=True,
    ),
    SheetColumn("registered", "Date of registration", _day, ("date_of_registration",)),
    SheetColumn("removed", "Date of removal", _day, ("date_of_removal",)),
    SheetColumn(
        "people",
        "Trustees",
        _people,
        ("trustee names", "trustee_names", "trustees"),
        hint="Names with semicolons between them, where your copy has them.",
    ),
)
COMPANY_COLUMNS: Final = (
    SheetColumn(
        "number",
        "Company number",
        _number("GB-COH"),
        ("CompanyNumber", "company_number"),
        required=True,
    ),
    SheetColumn("name", "Company name", _name, ("CompanyName", "company_name"), required=True),
    SheetColumn(
        "status", "Company status", _words, ("CompanyStatus", "company_status"), required=True
    ),
    SheetColumn(
        "registered", "Incorporation date", _day, ("IncorporationDate", "date_of_creation")
    ),
    SheetColumn("removed", "Dissolution date", _day, ("DissolutionDate", "date_of_cessation")),
    SheetColumn(
        "people",
        "Officers",
        _people,
        ("officers", "directors"),
        hint="Names with semicolons between them, where your copy has them.",
    ),
)


def _whole_number(row: Row) -> str:
    linked = row.values.get("linked") or 0
    return f"{row.values['number']}-{linked}" if linked else str(row.values["number"])


def _names(scheme: str) -> Callable[[Row, Answers], tuple[str, ...]]:
    def names(row: Row, _answers: Answers) -> tuple[str, ...]:
        return (rules.org_id(scheme, _whole_number(row)),) if row.values.get("number") else ()

    return names


def _describe(scheme: str) -> Callable[[Sequence[Row], Answers], list[str]]:
    def describe(rows: Sequence[Row], _answers: Answers) -> list[str]:
        known = {
            row.number: row
            for row in RegisterRow.objects.filter(
                scheme=scheme, number__in=[_whole_number(row) for row in rows]
            )
        }
        told = []
        for row in rows:
            held = known.get(_whole_number(row))
            said = f"{row.values['name']}, {row.values['status'] or 'status not stated'}"
            told.append(f"Keep {said}" if held is None else f"Bring {held.name} up to date: {said}")
        return told

    return describe


def _load(scheme: str) -> Callable[[Row, Answers, Actor, str], list[str]]:
    def load(row: Row, _answers: Answers, by: Actor, _why: str) -> list[str]:
        said: dict[str, Any] = dict(row.values)
        days = {
            key: read_date(said[key]) if said.get(key) else None
            for key in ("registered", "removed")
        }
        subject = actions.keep_register_row(
            by=by if isinstance(by, Person) else SYSTEM,
            scheme=scheme,
            number=_whole_number(row),
            name=said["name"],
            status=said["status"],
            people=said.get("people"),
            **days,
        )
        return [subject]

    return load


def _sheet(
    scheme: str, name: str, title: str, what: str, columns: tuple[SheetColumn, ...]
) -> Sheet:
    return Sheet(
        name=name,
        title=title,
        what=what,
        columns=columns,
        describe=_describe(scheme),
        load=_load(scheme),
        may_load=access.may_load_registers,
        names=_names(scheme),
    )


CHARITIES: Final = _sheet(
    "GB-CHC",
    "charities",
    "Charity register",
    "The Charity Commission’s public extract, or the part of it for your area: number, name, status, dates.",
    CHARITY_COLUMNS,
)
COMPANIES: Final = _sheet(
    "GB-COH",
    "companies",
    "Company register",
    "Companies House’s basic company data, or the part of it for your area: number, name, status, dates.",
    COMPANY_COLUMNS,
)
