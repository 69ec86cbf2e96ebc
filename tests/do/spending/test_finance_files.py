"""A file of the finance system: read in steps, looked at, taken over all at once; doubts settled one by one."""

import io
import re
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from precept.do.agreements.models import Agreement
from precept.do.spending import actions
from precept.do.spending.actions import spend_lines
from precept.do.spending.models import Claim, Payment, SpendFile, SpendLine
from precept.foundation.documents.sheets import Sheet, write_xlsx
from precept.foundation.ledger.models import Event
from precept.foundation.money import Money
from precept.foundation.outbox.models import Progress
from precept.foundation.people.models import Person
from tests.do.spending.ledger_files import HEADINGS, given, taken

pytestmark = pytest.mark.django_db
As = Callable[[Person], Client]


def states() -> list[tuple[int, str]]:
    return list(SpendLine.objects.order_by("line").values_list("line", "state"))


def test_a_file_is_read_and_counts_only_once_it_is_taken_over(
    cast: SimpleNamespace, payment: Payment
) -> None:
    file = given(
        cast.finance,
        f"14/11/2026,Oxenmere Boxing Club,{payment.reference},500.00,BACS,4410\n"
        "15/11/2026,Stationer,INV 7,12.99,Paper,1200\n",
    )

    assert (file.state, file.rows_read, file.rows_refused, file.total) == ("ready", 2, 0, 51_299)
    assert states() == [(2, "matched"), (3, "other")]
    assert Claim.objects.get().state == "sent"
    taken(cast.finance, file)

    payment.refresh_from_db()
    assert payment.paid_on == date(2026, 11, 14)
    assert payment.note == "Line 2 of ledger.csv"
    assert Claim.objects.get().state == "paid"
    assert [one.type for one in Event.objects.filter(subject=file.subject).order_by("place")] == [
        "ledger file given",
        "ledger lines read",
        "ledger file taken over",
    ]


def test_wrong_lines_are_counted_and_the_first_hundred_are_told(cast: SimpleNamespace) -> None:
    wrong = "".join(f"14/11/2026,Somebody,R{number},nothing,,\n" for number in range(150))
    file = given(cast.finance, f"{wrong}14/11/2026,Somebody,R,5,,\n")

    assert (file.rows_read, file.rows_refused, len(file.problems)) == (1, 150, 100)
    assert file.problems[0] == [2, "Amount", "“nothing” is no amount of money"]
    assert states() == [(152, "other")]


def test_a_file_is_read_in_steps_and_a_record_is_never_cut(
    cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spend_lines, "BYTES_A_STEP", 100)
    rows = "".join(
        f'14/11/2026,Somebody,R{number},{number}.00,"Two\nlines, and a ""quoted"" word",\n'
        for number in range(1, 41)
    )
    file = given(cast.finance, rows)

    assert (file.state, file.rows_read, file.rows_refused) == ("ready", 40, 0)
    assert [line for line, _ in states()] == list(range(2, 82, 2))
    last = SpendLine.objects.get(line=80)
    assert (last.amount, last.description) == (4_000, 'Two\nlines, and a "quoted" word')


def test_reading_goes_on_where_it_was_broken_off(
    cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spend_lines, "BYTES_A_STEP", 100)
    rows = "".join(f"14/11/2026,Somebody,R{number},5.00,,\n" for number in range(1, 41))
    content = SimpleUploadedFile("ledger.csv", (HEADINGS + rows).encode())
    file = actions.give_spend_file(by=cast.finance, name="ledger.csv", content=content)
    written = spend_lines._write
    steps = 0

    def broken(*args: object) -> None:
        nonlocal steps
        steps += 1
        if steps == 4:
            raise KeyboardInterrupt
        written(*args)  # type: ignore[arg-type]  # as they were given

    monkeypatch.setattr(spend_lines, "_write", broken)
    with pytest.raises(KeyboardInterrupt):
        actions.read_lines(reference=file.reference)
    begun = SpendLine.objects.count()
    actions.read_lines(reference=file.reference)

    assert 0 < begun < 40
    assert [line for line, _ in states()] == list(range(2, 42))
    job = Progress.objects.get(reference=file.job)
    assert (job.state, job.done) == ("done", 40)


def test_marks_that_are_never_closed_stop_the_reading_with_their_line(
    cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spend_lines, "LONGEST_RECORD", 1_000)
    monkeypatch.setattr(spend_lines, "BYTES_A_STEP", 500)
    rows = "14/11/2026,Somebody,R1,5.00,,\n" * 5 + '14/11/2026,"Somebody,R1,5.00,,\n' * 1
    file = given(cast.finance, rows + "14/11/2026,Somebody,R1,5.00,,\n" * 100)

    assert file.state == "stopped"
    assert "from line 7 on do not match" in file.stopped_because


def test_a_windows_file_with_semicolons_and_a_workbook_are_read_alike(
    cast: SimpleNamespace,
) -> None:
    text = "Exported\n\nDate;Payee;Amount\n14/11/2026;Café Ñandú;£1,250.50\n"
    content = SimpleUploadedFile("old.csv", text.encode("cp1252"))
    old = actions.give_spend_file(by=cast.finance, name="old.csv", content=content)
    book = write_xlsx(
        [
            Sheet(
                "Ledger",
                ("Date", "Payee", "Amount"),
                [(date(2026, 11, 14), "Café Ñandú", Money.of("1250.50"))],
            )
        ]
    )
    given_book = SimpleUploadedFile("new.xlsx", book)
    new = actions.give_spend_file(by=cast.finance, name="new.xlsx", content=given_book)
    for one in (old, new):
        actions.read_lines(reference=one.reference)

    said = SpendLine.objects.order_by("pk").values_list("line", "day", "supplier", "amount")
    day = date(2026, 11, 14)
    assert list(said) == [(4, day, "Café Ñandú", 125_050), (2, day, "Café Ñandú", 125_050)]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b",,\n,,\n", "The first lines of this file are empty"),
        (b"\xff\xfeD\x00a\x00", "Save the file as CSV"),
    ],
)
def test_what_cannot_be_read_at_all_is_refused_beside_the_file(
    cast: SimpleNamespace, client_as: As, content: bytes, words: str
) -> None:
    answer = client_as(cast.finance).post(
        "/office/finance/give", {"file": SimpleUploadedFile("ledger.csv", content)}
    )

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not SpendFile.objects.exists()


def test_more_than_half_a_million_lines_are_refused(cast: SimpleNamespace, client_as: As) -> None:
    content = io.BytesIO((HEADINGS + "\n" * 500_030).encode())
    given_file = SimpleUploadedFile("ledger.csv", content.getvalue())

    answer = client_as(cast.finance).post("/office/finance/give", {"file": given_file})

    assert "more than 500,000 lines" in answer.content.decode()


def test_the_same_file_is_not_taken_over_twice(cast: SimpleNamespace, client_as: As) -> None:
    rows = "14/11/2026,Somebody,R1,5.00,,\n"
    first, second = given(cast.finance, rows), given(cast.finance, rows)
    taken(cast.finance, first)

    browser = client_as(cast.finance)
    answer = browser.post(f"/office/finance/files/{second.reference}/take-over")
    assert "taken over already" in answer.content.decode()
    answer = browser.post(
        "/office/finance/give",
        {"file": SimpleUploadedFile("ledger.csv", (HEADINGS + rows).encode())},
    )
    assert "taken over already" in answer.content.decode()


def test_a_payment_that_two_lines_name_is_confirmed_once(
    cast: SimpleNamespace, payment: Payment
) -> None:
    row = f"14/11/2026,Oxenmere Boxing Club,{payment.reference},500.00,,\n"
    file = given(cast.finance, row + row)
    taken(cast.finance, file)

    assert states() == [(2, "matched"), (3, "doubt")]
    assert Claim.objects.get().state == "paid"


def test_a_payment_that_can_no_longer_be_confirmed_puts_its_line_in_doubt(
    cast: SimpleNamespace, payment: Payment
) -> None:
    file = given(cast.finance, f"14/11/2026,Club,{payment.reference},500.00,,\n")
    actions.payment_came_back(by=cast.finance, payment=payment, day=date(2026, 11, 14), why="No.")
    taken(cast.finance, file)

    assert SpendLine.objects.get().state == "doubt"
    assert SpendLine.objects.get().because == "This payment was settled already."


def test_a_doubt_is_settled_as_the_payment_that_it_is(
    cast: SimpleNamespace, payment: Payment, client_as: As
) -> None:
    file = given(cast.finance, "14/11/2026,Oxenmere Boxing Club,no idea,500.00,,\n")
    taken(cast.finance, file)
    browser = client_as(cast.finance)
    line = SpendLine.objects.get()

    page = browser.get("/office/finance/doubts").content.decode()
    assert f"It could be {payment.reference}" in page
    page = browser.get(f"/office/finance/doubts/{line.pk}").content.decode()
    assert f"Payment {payment.reference}" in page
    answer = browser.post(f"/office/finance/doubts/{line.pk}", {"what": f"={payment.reference}"})

    assert answer.status_code == 302, answer.content.decode()
    line.refresh_from_db()
    assert (line.state, line.payment) == ("matched", payment)
    assert Claim.objects.get().state == "paid"
    assert "is settled" in browser.get("/office/finance/doubts").content.decode()


def test_a_negative_line_asks_whether_the_payment_came_back(
    cast: SimpleNamespace, payment: Payment, client_as: As
) -> None:
    actions.confirm_paid(by=cast.finance, payment=payment, day=date(2026, 11, 12))
    file = given(cast.finance, f"14/11/2026,Club,{payment.reference},(500.00),,\n")
    taken(cast.finance, file)
    line = SpendLine.objects.get()
    assert line.because == f"Did {payment.reference} come back?"

    client_as(cast.finance).post(
        f"/office/finance/doubts/{line.pk}", {"what": f"={payment.reference}"}
    )

    payment.refresh_from_db()
    assert payment.came_back_on == date(2026, 11, 14)
    assert Claim.objects.get().state == "approved"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "Choose what it is"),
        ({"what": "payment"}, "Enter the reference of the payment"),
        ({"what": "payment", "payment": "C9"}, "No payment has this reference"),
        ({"what": "agreement", "agreement": "NONE"}, "No agreement has this reference"),
    ],
)
def test_a_doubt_asks_for_what_it_needs(
    cast: SimpleNamespace, payment: Payment, client_as: As, said: dict[str, str], words: str
) -> None:
    taken(cast.finance, given(cast.finance, "14/11/2026,Oxenmere Boxing Club,?,500.00,,\n"))
    line = SpendLine.objects.get()

    answer = client_as(cast.finance).post(f"/office/finance/doubts/{line.pk}", said)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert SpendLine.objects.get().state == "doubt"


def test_a_doubt_is_of_an_agreement_or_of_none(cast: SimpleNamespace, payment: Payment) -> None:
    rows = "14/11/2026,Oxenmere Boxing Club,?,500.00,,\n"
    taken(cast.finance, given(cast.finance, rows * 2))
    first, second = SpendLine.objects.order_by("line")

    actions.settle_line(by=cast.finance, line=first, what="agreement", agreement="core004")
    actions.settle_line(by=cast.finance, line=second, what="other")

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.agreement) == ("matched", Agreement.objects.get())
    assert (second.state, second.payment, second.agreement) == ("other", None, None)


def test_a_dropped_file_leaves_nothing_but_its_events(cast: SimpleNamespace) -> None:
    file = given(cast.finance, "14/11/2026,Somebody,R1,5.00,,\n" * 3)
    storage, kept = file.file.storage, file.file.name

    actions.drop_spend_file(by=cast.finance, file=file, why="The wrong month")
    actions.clear_dropped(reference=file.reference)

    assert not SpendLine.objects.exists()
    assert kept
    assert not storage.exists(kept)
    assert Event.objects.filter(subject=file.subject, type="ledger file dropped").exists()


def test_lines_are_paged_by_where_the_page_before_ended(
    cast: SimpleNamespace, client_as: As
) -> None:
    rows = "".join(f"{1 + number % 14}/11/2026,S,R{number},1.00,,\n" for number in range(120))
    file = given(cast.finance, rows)
    browser = client_as(cast.auditor)

    assert "No line of the ledger is here" in browser.get("/office/finance/lines").content.decode()
    taken(cast.finance, file)
    place, seen = "/office/finance/lines", []
    while place:
        page = browser.get(place)
        body = page.content.decode()
        seen += re.findall(r">\s*R(\d+)\b", body)
        older = re.search(r'href="(\?after=[^"]+)"', body)
        place = f"/office/finance/lines{older[1]}" if older else ""

    assert len(seen) == 120
    assert len(set(seen)) == 120
    assert browser.get("/office/finance/lines?after=rubbish").status_code == 200
    page = browser.get(f"/office/finance/files/{file.reference}?after=51").content.decode()
    assert "Line 52" in page
    assert "Line 51<" not in page


def test_only_those_who_keep_the_books_give_and_settle(
    cast: SimpleNamespace, client_as: As
) -> None:
    file = given(cast.finance, "14/11/2026,Somebody,R1,5.00,,\n")
    browser = client_as(cast.auditor)

    assert browser.get(f"/office/finance/files/{file.reference}").status_code == 200
    for place in ("give", f"files/{file.reference}/take-over", f"files/{file.reference}/drop"):
        assert browser.get(f"/office/finance/{place}").status_code == 403
