"""Columns of the finance system's files named by hand: asked once, remembered by their headings, told beside fields."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from precept.do.spending import actions
from precept.do.spending.models import Claim, Payment, SpendFile, SpendLine
from precept.foundation.ledger.actions import Changed, NotAllowed
from precept.foundation.ledger.models import Event
from precept.foundation.people.models import Person
from tests.reading import words

pytestmark = pytest.mark.django_db
As = Callable[[Person], Client]

UNKNOWN = (
    b"Extract of the ledger,,,,,,\n\nWhen,Who,Slip,Before tax,With tax,Bill,What for\n"
    b"14/11/2026,Oxenmere Boxing Club,R-1,416.67,500.00,INV 7,Half-time\n"
    b"15/11/2026,Stationer,R-2,10.82,twelve,,Paper\n"
)
CHOSEN = {
    "headings": "4",
    "day": "0",
    "supplier": "1",
    "reference": "2",
    "amount": "4",
    "description": "6",
    "code": "",
    "invoice": "5",
}


def unknown(name: str = "extract.csv", more: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, UNKNOWN + more)


def test_columns_of_an_unknown_layout_are_named_by_hand_and_remembered(
    cast: SimpleNamespace, client_as: As
) -> None:
    browser = client_as(cast.finance)
    answer = browser.post("/office/finance/give", {"file": unknown()})
    file = SpendFile.objects.get()
    page = f"/office/finance/files/{file.reference}"
    assert (file.state, answer.headers["Location"]) == ("naming", f"{page}/columns")
    assert "3: When | Who | Slip" in words(browser.get(f"{page}/columns"))
    assert "E: With tax, 500.00, twelve" in words(browser.get(f"{page}/columns"))
    assert "Say which column is which" in words(browser.get(page))

    assert browser.post(f"{page}/columns", CHOSEN).status_code == 302
    actions.read_lines(reference=file.reference)
    one = SpendLine.objects.get()
    assert (one.line, one.amount, one.invoice, one.description) == (4, 50_000, "INV 7", "Half-time")
    told = words(browser.get(page))
    assert "Column E: Amount" in told
    assert "5 Amount (column E) “twelve” is no amount of money" in told
    assert Event.objects.filter(
        subject=file.subject, type="columns of a ledger file named"
    ).exists()

    assert browser.get(f"{page}/columns").headers["Location"] == page

    # The next file with these headings is read as this one was, whichever line they stand in.
    again = actions.give_spend_file(
        by=cast.finance, name="next.csv", content=unknown(more=b"16/11/2026,Stationer,R-3,1,2,,x\n")
    )
    assert (again.state, again.columns["places"]) == ("reading", file_places())


def file_places() -> dict[str, int]:
    return {key: int(place) for key, place in CHOSEN.items() if key != "headings" and place}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"amount": ""}, "Choose the column that holds “Amount”"),
        ({"amount": "1"}, "Choose another column for “Supplier”: it is used twice"),
        ({"amount": "99"}, "Choose the column that holds “Amount”"),
        ({"headings": "99"}, "Choose the line that holds the headings"),
    ],
)
def test_a_wrong_choice_of_columns_is_told_beside_its_field(
    cast: SimpleNamespace, client_as: As, wrong: dict[str, str], said: str
) -> None:
    file = actions.give_spend_file(by=cast.finance, name="x.csv", content=unknown())
    page = f"/office/finance/files/{file.reference}/columns"

    answer = client_as(cast.finance).post(page, CHOSEN | wrong)

    assert answer.status_code == 422
    assert said in words(answer)
    file.refresh_from_db()
    assert file.state == "naming"


def test_columns_can_be_named_by_hand_whatever_the_headings_say_but_only_once(
    cast: SimpleNamespace,
) -> None:
    content = SimpleUploadedFile("x.csv", b"Date,Supplier,Amount,Gross\n14/11/2026,A,1,2\n")
    file = actions.give_spend_file(by=cast.finance, name="x.csv", content=content, by_hand=True)
    places = {"day": 0, "supplier": 1, "amount": 3}
    assert file.state == "naming"

    with pytest.raises(NotAllowed):
        actions.name_columns(by=cast.auditor, file=file, headings=2, places=places)
    actions.name_columns(by=cast.finance, file=file, headings=2, places=places)
    actions.read_lines(reference=file.reference)
    assert SpendLine.objects.get().amount == 200
    with pytest.raises(Changed):
        actions.name_columns(by=cast.finance, file=file, headings=2, places=places)


def test_a_file_whose_columns_nobody_named_is_dropped_whole(cast: SimpleNamespace) -> None:
    file = actions.give_spend_file(by=cast.finance, name="x.csv", content=unknown())

    actions.drop_spend_file(by=cast.finance, file=file)
    actions.clear_dropped(reference=file.reference)
    file.refresh_from_db()
    assert (file.state, file.heads, bool(file.file)) == ("dropped", [], False)


def test_a_line_with_a_providers_invoice_is_doubted_whatever_its_amount(
    cast: SimpleNamespace, payment: Payment
) -> None:
    Claim.objects.filter(pk=payment.claim_id).update(invoice="INV 7")
    Payment.objects.filter(pk=payment.pk).update(file=released(cast, payment))
    content = SimpleUploadedFile(
        "x.csv", b"Date,Supplier,Amount,Invoice\n14/11/2026,Oxenmere Boxing Club,499,inv 7\n"
    )
    file = actions.give_spend_file(by=cast.finance, name="x.csv", content=content)
    actions.read_lines(reference=file.reference)

    line = SpendLine.objects.get()
    assert (line.state, line.payment) == ("doubt", payment)
    assert line.because == f"It could be {payment.reference}: the same payee and the same invoice"


def released(cast: SimpleNamespace, payment: Payment) -> object:
    assert payment.file is not None
    if not payment.file.released:
        actions.release_payment_file(by=cast.chief, file=payment.file)
    return payment.file
