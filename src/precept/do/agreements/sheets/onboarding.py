"""The office's own register as a spreadsheet: agreements that run already, with what was paid and what is next."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

from precept.do.agreements import access, actions, queries, rules
from precept.do.agreements.access import Asker
from precept.do.agreements.models import Agreement
from precept.do.agreements.sheets.contracts import clearly, office_address
from precept.foundation import clock
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
from precept.foundation.ledger.actions import Actor, TheSystem
from precept.foundation.money import TBC, Money, NotMoney, read_money
from precept.foundation.people.models import Person
from precept.parties import actions as parties
from precept.parties.models import Organisation
from precept.plan.models import Fund

ADD, LEAVE = "add", "leave"
MOST_FUNDS: Final = 200
DATES: Final = ("starts", "ends", "signed_on", "paid_on", "next_return", "next_review")


def _reference(cell: Cell) -> Reading:
    said = clearly(lambda: rules.read_reference(written(cell)))
    return Reading(said, said)


def _title(cell: Cell) -> Reading:
    said = clearly(lambda: rules.read_title(written(cell)))
    return Reading(said, said)


def _words(cell: Cell) -> Reading:
    said = " ".join(written(cell).split())
    return Reading(said, said or rules.NOT_STATED)


def _kind(cell: Cell) -> Reading:
    said = written(cell).strip().casefold()
    is_grant = "grant" in said
    kind = "grant agreement" if is_grant else "contract"
    doubt = (
        () if is_grant or not said or "contract" in said else (f"“{said}” is taken as a contract.",)
    )
    return Reading(kind, rules.CHOICES["kind"][kind], doubt)


def _choice(name: str) -> Callable[[Cell], Reading]:
    def read(cell: Cell) -> Reading:
        said = " ".join(written(cell).split()).casefold()
        if not said:
            return Reading("not stated", rules.NOT_STATED)
        for key, title in rules.CHOICES[name].items():
            if said in (key, title.casefold()):
                return Reading(key, title)
        known = ", ".join(title for title in rules.CHOICES[name].values())
        return Reading("not stated", rules.NOT_STATED, (f"“{said}” is none of: {known}.",))

    return read


def _day(cell: Cell) -> Reading:
    if cell is None:
        return Reading(None, rules.NOT_STATED)
    try:
        day = read_date(cell)
    except NotADate as refused:
        raise Unreadable(refused.words) from refused
    return Reading(day.isoformat(), spoken(day))


def _money(cell: Cell) -> Reading:
    if cell is None:
        return Reading(None, rules.NOT_STATED)
    try:
        amount = read_money(cell)
    except NotMoney as refused:
        raise Unreadable(refused.words) from refused
    return Reading(amount.pence if isinstance(amount, Money) else "tbc", amount.short)


COLUMNS: Final = (
    SheetColumn(
        "reference",
        "Reference",
        _reference,
        ("number", "contract number", "agreement number", "ref"),
        required=True,
    ),
    SheetColumn("title", "Title", _title, ("name", "service", "contract name"), required=True),
    SheetColumn("kind", "Kind", _kind, ("type",), hint="Contract or grant agreement."),
    SheetColumn("provider", "Provider", _words, ("supplier", "contractor", "recipient")),
    SheetColumn("procedure", "Procedure", _choice("procedure"), ("route", "how procured")),
    SheetColumn("category", "Kind of contract", _choice("category"), ("regime",)),
    SheetColumn("starts", "Start", _day, ("start date", "first day", "starts")),
    SheetColumn("ends", "End", _day, ("end date", "last day", "ends", "expiry")),
    SheetColumn("signed_on", "Signed", _day, ("signed on", "date signed")),
    SheetColumn("value", "Value", _money, ("contract value", "total value", "amount")),
    SheetColumn("vat", "VAT", _choice("vat"), ("vat basis",)),
    SheetColumn("fund", "Fund", _words, ("budget", "funding stream")),
    SheetColumn("paid", "Paid to date", _money, ("paid", "spend to date", "paid so far")),
    SheetColumn("paid_on", "Paid up to", _day, ("as at", "paid as at")),
    SheetColumn(
        "next_return",
        "Next return",
        _day,
        ("return due", "next return due", "next monitoring return", "next report"),
    ),
    SheetColumn(
        "next_review",
        "Next review",
        _day,
        ("review date", "next review date", "next review due", "review"),
    ),
    SheetColumn(
        "manager",
        "Manager",
        _words,
        ("contract manager", "lead officer", "owner"),
        hint="A name or e-mail address of somebody in the office.",
    ),
)


def names(row: Row, _answers: Answers) -> tuple[str, ...]:
    """The reference of a row: none may stand in two rows."""
    return (row.values["reference"],)


def check_rows(rows: Sequence[Row], _answers: Answers) -> list[Problem]:
    """Rows whose parts contradict each other; people and funds that nobody knows are doubts."""
    found: list[Problem] = []
    managers = _managers({one.values.get("manager") or "" for one in rows})
    funds = _funds()
    for row in rows:
        said = row.values
        starts, ends = from_iso(said.get("starts")), from_iso(said.get("ends"))
        if starts and ends and ends < starts:
            found.append(Problem(row.line, "ends", "It ends before it starts."))
        value, paid = said.get("value"), said.get("paid")
        if paid == "tbc":
            found.append(Problem(row.line, "paid", "What was paid is a sum, not “tbc”."))
        elif isinstance(value, int) and isinstance(paid, int) and paid > value:
            found.append(Problem(row.line, "paid", "More was paid than it is worth."))
        manager = said.get("manager")
        if manager and manager.casefold() not in managers:
            words = f"Nobody in the office is called “{manager}”: it is left open."
            found.append(Problem(row.line, "manager", words, refuses=False))
        fund = said.get("fund")
        if fund and fund.casefold() not in funds:
            words = f"There is no fund “{fund}”: it is left open."
            found.append(Problem(row.line, "fund", words, refuses=False))
    return found


def _managers(typed: set[str]) -> dict[str, Person]:
    """The people in the office of some names or addresses: one query."""
    keys = {one.casefold() for one in typed if one}
    if not keys:
        return {}
    staff = dict(queries.manager_choices())
    people = Person.objects.filter(reference__in=staff)
    found: dict[str, Person] = {}
    for one in people:
        for said in (one.name.casefold(), one.email.casefold()):
            if said in keys:
                found[said] = one
    return found


def describe(rows: Sequence[Row], _answers: Answers) -> list[str]:
    """What loading each row would do as things stand: one query for a page of rows."""
    held = set(
        Agreement.objects.filter(
            reference__in=[row.values["reference"] for row in rows]
        ).values_list("reference", flat=True)
    )
    return [
        f"Brings {row.values['reference']} up to date."
        if row.values["reference"] in held
        else f"Takes in {row.values['reference']}, {row.values['title']}."
        for row in rows
    ]


def load(row: Row, answers: Answers, by: Actor, why: str) -> list[str]:
    """Take an agreement in as signed before, with its dates, money and manager; the same row changes nothing."""
    assert isinstance(by, Person | TheSystem)
    said = row.values
    days = {name: from_iso(said.get(name)) for name in DATES}
    now = queries.full(Agreement.objects.filter(reference=said["reference"])).first()
    if now is None:
        now = _record(by, said, days, why)
    now = _amend(by, now, said, days, _provider(by, said, answers, why), why)
    now = _value(by, now, said, why)
    if now.signed_on is None and not now.is_past:
        now = actions.sign_agreement(
            by=by,
            agreement=now,
            version=now.version,
            signed_on=days["signed_on"],
            is_past=True,
            why=why or "It stands in the office’s own register.",
        )
    if isinstance(said.get("paid"), int):
        now = actions.onboard(
            by=by,
            agreement=now,
            version=now.version,
            paid=Money(said["paid"]),
            paid_on=days["paid_on"] or now.paid_before_on or clock.today(),
            why=why,
        )
    return [now.subject]


def _record(by: Asker, said: Any, days: dict[str, date | None], why: str) -> Agreement:
    fund = _fund(said)
    return actions.record_agreement(
        by=by,
        reference=said["reference"],
        title=said["title"],
        kind=said.get("kind") or "contract",
        procedure=said.get("procedure") or "not stated",
        starts=days["starts"],
        ends=days["ends"],
        source=why[:300],
        funds=[(fund, None)] if fund else (),
        why=why,
    )


def _amend(
    by: Asker,
    now: Agreement,
    said: Any,
    days: dict[str, date | None],
    provider: Organisation | None,
    why: str,
) -> Agreement:
    changes: dict[str, Any] = {"title": said["title"]}
    for name in ("kind", "procedure", "category"):
        if name in said and said[name] != "not stated":
            changes[name] = said[name]
    for name in ("starts", "ends", "next_return", "next_review"):
        if days[name] is not None:
            changes[name] = days[name]
    if provider is not None:
        changes["provider"] = provider
    typed = said.get("manager") or ""
    manager = _managers({typed}).get(typed.casefold())
    if manager is not None:
        changes["manager"] = manager
    return actions.amend_agreement(by=by, agreement=now, version=now.version, why=why, **changes)


def _value(by: Asker, now: Agreement, said: Any, why: str) -> Agreement:
    given = said.get("value")
    if given is None:
        return now
    amount = TBC if given == "tbc" else Money(given)
    known = amount if isinstance(amount, Money) else None
    if now.current_kind and now.current_amount == known:
        return now
    return actions.state_value(
        by=by,
        agreement=now,
        version=now.version,
        amount=amount,
        kind=now.current_kind or "contract value",
        vat=said.get("vat") or "not stated",
        source=why[:300],
        why=why,
    )


def _funds() -> dict[str, Fund]:
    """The funds by code, name and short name."""
    found: dict[str, Fund] = {}
    for one in Fund.objects.order_by("code")[:MOST_FUNDS]:
        found |= dict.fromkeys(
            (one.code.casefold(), one.name.casefold(), one.short_name.casefold()), one
        )
    return found


def _fund(said: Any) -> Fund | None:
    return _funds().get((said.get("fund") or "").casefold())


def _provider(by: Asker, said: Any, answers: Answers, why: str) -> Organisation | None:
    typed = said.get("provider") or ""
    if not typed:
        return None
    found = queries.found_organisation(typed).organisation
    if found is None and answers["unknown"] == ADD:
        found = parties.add_organisation(by=by, name=typed, confirmed=True, why=why)
    return found


def may_load(asker: Asker) -> bool:
    """Whether they may take the office's register in."""
    return access.may_keep_register(asker)


ONBOARDING: Final = Sheet(
    name="register",
    title="The office’s own register",
    what="Agreements that run already: reference, title, provider, dates, value, paid to date, next return and review.",
    columns=COLUMNS,
    describe=describe,
    load=load,
    may_load=may_load,
    options=(
        Option(
            "unknown",
            "What becomes of providers that are not among our organisations?",
            lambda: [(ADD, "Add them to our organisations"), (LEAVE, "Leave the provider open")],
            hint="You can join two of the same name later.",
        ),
    ),
    names=names,
    check_rows=check_rows,
    address=office_address,
    rows_a_step=1,
)
"""What an office takes in when it begins in the middle of a year."""
