"""Files of partners' own services, as partners send them: how a cell is read, what loading a row does."""

import re
from collections.abc import Sequence
from typing import Any

from precept.do.partners import access, actions, queries
from precept.foundation.clock import NotADate, from_iso, read_date, spoken
from precept.foundation.intake.reading import Cell, written
from precept.foundation.intake.sheets import (
    Answers,
    Option,
    Problem,
    Reading,
    Row,
    Sheet,
    SheetColumn,
    Unreadable,
)
from precept.foundation.ledger.actions import Actor, Refused
from precept.foundation.money import Money, NotMoney, read_money
from precept.foundation.people.models import Person
from precept.understand import queries as understand


def _words(cell: Cell) -> Reading:
    said = " ".join(written(cell).split())
    return Reading(said, said or "Not stated")


def _needed(cell: Cell) -> Reading:
    said = " ".join(written(cell).split())
    if not said:
        raise Unreadable("There is nothing here")
    return Reading(said, said)


def _day(cell: Cell) -> Reading:
    if cell is None:
        return Reading(None, "Not stated")
    try:
        day = read_date(written(cell)[:10] if isinstance(cell, str) else cell)
    except NotADate as problem:
        raise Unreadable(problem.words) from None
    return Reading(day.isoformat(), spoken(day))


def _money(cell: Cell) -> Reading:
    if cell is None:
        return Reading(None, "Not stated")
    try:
        amount = read_money(cell)
    except NotMoney as problem:
        raise Unreadable(problem.words) from None
    if not isinstance(amount, Money):
        return Reading(None, "Not stated")
    return Reading(amount.pence, amount.short)


def _priorities(cell: Cell) -> Reading:
    """Priorities by title or short name, with semicolons between them."""
    known = understand.published_priorities()
    by_words = {title.casefold(): slug for slug, title in known.items()}
    found = []
    for part in re.split(r"[;\n]", written(cell)):
        said = " ".join(part.split()).casefold()
        if not said:
            continue
        slug = said if said in known else by_words.get(said)
        if slug is None:
            raise Unreadable(f"“{part.strip()}” is no priority of the plan in force")
        found.append(slug)
    return Reading(found, "; ".join(known[slug] for slug in found) or "Not stated")


COLUMNS = (
    SheetColumn("title", "Service", _needed, ("service name", "title", "contract"), required=True),
    SheetColumn("purpose", "Purpose", _words, ("what it does", "description")),
    SheetColumn(
        "priorities",
        "Priorities",
        _priorities,
        ("purpose codes", "plan priorities"),
        required=True,
        hint="By their titles, with semicolons between them: overlaps are found by them.",
    ),
    SheetColumn("area", "Area", _words, ("place", "locality")),
    SheetColumn("starts", "Starts", _day, ("start", "start date", "from")),
    SheetColumn("ends", "Ends", _day, ("end", "end date", "to"), required=True),
    SheetColumn("amount", "Value", _money, ("amount", "contract value")),
)


def _names(row: Row, answers: Answers) -> tuple[str, ...]:
    title = str(row.values.get("title") or "").casefold()
    return (f"{answers['organisation']}: {title}",) if title else ()


def _check(rows: Sequence[Row], _answers: Answers) -> list[Problem]:
    return [
        Problem(row.line, "ends", "It ends before it starts")
        for row in rows
        if row.values.get("starts")
        and row.values.get("ends")
        and row.values["ends"] < row.values["starts"]
    ]


def _describe(rows: Sequence[Row], _answers: Answers) -> list[str]:
    return [f"Note {row.values['title']}" for row in rows]


def _load(row: Row, answers: Answers, by: Actor, why: str) -> list[str]:
    said: dict[str, Any] = dict(row.values)
    organisation = queries.body(answers["organisation"])
    if organisation is None or not isinstance(by, Person):
        raise Refused("Choose whose services these are")
    made = actions.note_partner_service(
        by=by,
        organisation=organisation,
        title=said["title"],
        purpose=said.get("purpose") or "",
        priorities=said.get("priorities") or (),
        area=said.get("area") or "",
        starts=from_iso(said.get("starts")),
        ends=from_iso(said.get("ends")),
        amount=None if said.get("amount") is None else Money(said["amount"]),
        source=why or "A file that the partner sent",
    )
    return [made.subject]


PARTNER_SERVICES = Sheet(
    name="partner services",
    title="Partners’ own services",
    what="What one partner commissions by itself: title, priorities, area, first and last day, value.",
    columns=COLUMNS,
    describe=_describe,
    load=_load,
    may_load=access.may_load_services,
    options=(
        Option(
            "organisation",
            "Whose services are these?",
            queries.commissioning_bodies,
            hint="A council, a health body or another commissioner in the list of organisations.",
        ),
    ),
    names=_names,
    check_rows=_check,
    address=lambda _subject: "/office/partnerships/own-services",
)
