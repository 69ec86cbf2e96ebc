"""Payments: claims that may be paid, files of them, and what is on its way."""

from dataclasses import dataclass
from typing import Final

from django.http import Http404, QueryDict
from django.urls import reverse

from precept.do.spending import access
from precept.do.spending.models import Claim, Payment, PaymentFile
from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.foundation.web.tables import Cell, Column, Table, listing
from precept.parties import queries as parties

MOST_TO_CHOOSE: Final = 200


@dataclass(frozen=True)
class Payable:
    """An approved claim, and why it cannot be paid yet; "" where it can."""

    claim: Claim
    problem: str


def payable(person: Person) -> list[Payable]:
    """The claims that wait to be paid, the earliest approved first; at most 200. Three queries."""
    rows = access.claims_visible_to(person).filter(state="approved")
    claims = list(
        rows.select_related("agreement__provider").order_by("approved", "pk")[:MOST_TO_CHOOSE]
    )
    payees = {one.agreement.provider for one in claims if one.agreement.provider is not None}
    problems = parties.payment_problems(payees)
    return [
        Payable(
            one,
            problems.get(one.agreement.provider.pk, "")
            if one.agreement.provider
            else "The register does not say who is paid.",
        )
        for one in claims
    ]


COLUMNS: Final = (
    Column("file", "File", order=("reference",)),
    Column("made", "Made", order=("made", "id")),
    Column("by", "Made by"),
    Column("payments", "Payments", numeric=True),
    Column("total", "Total", numeric=True, order=("total",)),
    Column("state", "State"),
)


def state_of_file(one: PaymentFile) -> tuple[str, str]:
    """How a payment file stands, in words, and the colour of its tag."""
    if one.undone:
        return "Undone", "govuk-tag--grey"
    if one.released:
        return "Released", "govuk-tag--green"
    return "Waits to be released", "govuk-tag--yellow"


def _cells(one: PaymentFile) -> list[Cell]:
    words, tag = state_of_file(one)
    return [
        Cell(one.reference, href=reverse("spending.payment_file", args=[one.reference])),
        Cell(clock.spoken_time(one.made)),
        Cell(one.made_by.name),
        Cell(f"{one.payments_in:,}"),
        Cell(str(one.total)),
        Cell(words, tag=tag),
    ]


def payment_files_page(person: Person, query: QueryDict) -> Table:
    """Every payment file, the latest first: two queries."""
    return listing(
        query,
        access.payment_files_visible_to(person).select_related("made_by"),
        caption="Payment files",
        noun=("payment file", "payment files"),
        columns=COLUMNS,
        cells=_cells,
        default="-made",
        empty="No payment file was made yet. Choose approved claims above to make one.",
    )


def payment_file(person: Person, reference: str) -> PaymentFile:
    """One payment file, or 404."""
    rows = access.payment_files_visible_to(person).select_related("made_by", "released_by")
    found = rows.filter(reference=reference).first()
    if found is None:
        raise Http404(f"no payment file {reference}")
    return found


def payments_in(file: PaymentFile) -> list[Payment]:
    """The payments of a file, as they stand in it; at most 500."""
    rows = file.payments.select_related("payee", "claim__agreement")
    return list(rows.order_by("pk")[:500])


def payment(person: Person, reference: str) -> Payment:
    """One payment, or 404."""
    rows = Payment.objects.filter(claim__in=access.claims_visible_to(person))
    found = rows.select_related("payee", "file", "claim__agreement").filter(reference=reference)
    one = found.first()
    if one is None or not access.may_see_books(person):
        raise Http404(f"no payment {reference}")
    return one


def state_of_payment(one: Payment) -> tuple[str, str]:
    """How a payment stands, in words, and the colour of its tag."""
    if one.came_back_on is not None:
        undone = one.file is not None and one.file.undone is not None
        words = "Not sent" if undone else f"Came back on {clock.spoken(one.came_back_on)}"
        return words, "govuk-tag--orange"
    if one.paid_on is not None:
        return f"Paid on {clock.spoken(one.paid_on)}", "govuk-tag--green"
    return "On its way", "govuk-tag--blue"
