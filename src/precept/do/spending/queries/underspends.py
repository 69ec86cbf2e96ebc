"""Underspends: which are open, one of them, and the letter that asks for the money."""

import json
from datetime import date
from hashlib import sha256
from typing import Any, Final

from django.db.models import QuerySet
from django.http import Http404, QueryDict
from django.urls import reverse

from precept.do.agreements import queries as agreements
from precept.do.spending import access
from precept.do.spending.models import Underspend
from precept.do.spending.models.cases import UNDERSPEND_STATES
from precept.foundation import clock
from precept.foundation.documents.model import Document, KeyFacts
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.foundation.web.tables import Cell, Column, Filter, Table, listing

CASE_STATES: Final = dict(UNDERSPEND_STATES)
CASE_TAGS: Final = {
    "found": "govuk-tag--yellow",
    "agreed": "govuk-tag--yellow",
    "asked": "govuk-tag--blue",
    "recovered": "govuk-tag--green",
    "written off": "govuk-tag--red",
    "withdrawn": "govuk-tag--grey",
}
OPEN: Final = ("found", "agreed", "asked")
OWED: Final = ("agreed", "asked")
COLUMNS: Final = (
    Column("case", "Underspend", order=("reference",)),
    Column("agreement", "Agreement", order=("agreement__reference",)),
    Column("provider", "Provider"),
    Column("amount", "Amount", numeric=True, order=("amount",)),
    Column("recovered", "Came back", numeric=True, order=("recovered",)),
    Column("due", "Due", order=("due", "id")),
    Column("state", "State", order=("state", "due")),
)


def _by_state(rows: QuerySet[Underspend], state: str) -> QuerySet[Underspend]:
    if state == "open":
        return rows.filter(state__in=OPEN)
    if state == "overdue":
        return rows.filter(state__in=OWED, due__lt=clock.today())
    return rows.filter(state=state)


def is_overdue(one: Underspend) -> bool:
    """Whether the day has passed by which the money was to be back."""
    return one.state in OWED and one.due is not None and one.due < clock.today()


def _cells(one: Underspend) -> list[Cell]:
    provider = one.agreement.provider
    due = clock.spoken(one.due) if one.due else "Not agreed yet"
    return [
        Cell(one.reference, href=reverse("spending.underspend", args=[one.reference])),
        Cell(one.agreement.reference, note=one.agreement.title),
        Cell(provider.name if provider else "Not stated"),
        Cell(str(one.amount)),
        Cell(str(one.recovered)),
        Cell(due, note="Overdue" if is_overdue(one) else ""),
        Cell(CASE_STATES[one.state], tag=CASE_TAGS[one.state]),
    ]


def underspends_page(person: Person, query: QueryDict) -> Table:
    """Every underspend, as an address asks for them: two queries."""
    return listing(
        query,
        access.underspends_visible_to(person).select_related("agreement__provider"),
        caption="Underspends",
        noun=("underspend", "underspends"),
        columns=COLUMNS,
        cells=_cells,
        default="-case",
        filters=(
            Filter(
                "state",
                "State",
                (("open", "Open"), ("overdue", "Overdue"), *UNDERSPEND_STATES),
                _by_state,
            ),
        ),
        empty="No underspend was found. When money that was paid is not spent, it is recorded here.",
    )


def underspend(person: Person, reference: str) -> Underspend:
    """One underspend, or 404."""
    rows = access.underspends_visible_to(person).select_related("agreement__provider", "found_by")
    found = rows.filter(reference=reference).first()
    if found is None:
        raise Http404(f"no underspend {reference}")
    return found


def still_owed(one: Underspend) -> Money:
    """What has not come back yet."""
    return Money(one.amount.pence - one.recovered.pence)


def _sent(one: Underspend) -> dict[str, Any]:
    return next((kept for kept in one.letters if kept["kind"] == "asked back"), {})


def asked_on(one: Underspend) -> date | None:
    """The day on which the letter went out; none while it is not sent."""
    return clock.from_iso(_sent(one).get("on"))


def recovery_letter(one: Underspend, office: str) -> Document:
    """The letter that asks a provider for money back, in the words that it was sent in."""
    agreement, asked = one.agreement, asked_on(one)
    dated = asked or clock.today()
    by_when = clock.spoken(one.due) if one.due else "the day that we agreed"
    fields = {
        "office": office,
        "provider": agreement.provider.name if agreement.provider else "Provider",
        "reference": agreement.reference,
        "title": agreement.title,
        "amount": str(one.amount),
        "case": one.reference,
        "reason": one.why,
        "due": by_when,
    }
    return Document(
        title=f"Money to come back under agreement {agreement.reference}",
        office=office,
        blocks=(
            KeyFacts(
                (
                    ("Agreement", f"{agreement.reference} {agreement.title}"),
                    ("Our reference", one.reference),
                    ("Amount", str(one.amount)),
                    ("Pay it back by", by_when),
                )
            ),
            *agreements.worded("recovery", fields, _sent(one).get("worded")),
        ),
        date_line=clock.spoken(dated),
        dated=dated,
    )


def letter_digest(one: Underspend, office: str) -> str:
    """The SHA-256 of what a letter says, which the case keeps when it goes out."""
    said = [repr(block) for block in recovery_letter(one, office).blocks]
    return sha256(json.dumps(said).encode()).hexdigest()
