"""Reading a line of the finance system's ledger, and what it is matched with."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precept.do.spending import rules
from precept.foundation.money import Money
from precept.parties.rules import name_key

TODAY = date(2026, 11, 16)
PLACES = {"day": 0, "supplier": 1, "reference": 2, "amount": 3, "description": 4, "code": 5}


def known(*payments: rules.KnownPayment, payee: str = "Oxenmere Boxing Club") -> rules.Known:
    return rules.Known(
        payments={one.reference: one for one in payments},
        agreements={"CORE004": 7, "A1": 8},
        by_sum={(name_key(payee), one.pence): [one] for one in payments if not one.is_paid},
    )


PAYMENT = rules.KnownPayment(1, "C23456789", 50_000, agreement=7)


def line(
    pence: int = 50_000, reference: str = "", description: str = "", supplier: str = "Somebody"
) -> rules.SpendRead:
    return rules.SpendRead(2, TODAY, supplier, reference, pence, description, "")


@pytest.mark.parametrize(
    ("typed", "pence"),
    [
        ("12.50", 1_250),
        ("£1,234.5", 123_450),
        ("1234", 123_400),
        ("-12.50", -1_250),
        ("(12.50)", -1_250),
        ("12.50-", -1_250),
        ("0.00", 0),
        ("5.0000", 500),
    ],
)
def test_an_amount_is_read_as_finance_systems_write_it(typed: str, pence: int) -> None:
    assert rules.read_pence(typed) == pence


@pytest.mark.parametrize("typed", ["", "n/a", "1.234,50", "12.505", "1,23.00", "1e5", "--"])
def test_what_is_no_amount_is_said_in_words(typed: str) -> None:
    assert isinstance(rules.read_pence(typed), str)


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_every_amount_is_read_back_as_it_is_written(pence: int) -> None:
    written = f"{abs(pence) // 100:,}.{abs(pence) % 100:02}"
    assert rules.read_pence(f"-{written}" if pence < 0 else written) == pence


def test_the_columns_are_found_by_what_finance_systems_call_them() -> None:
    lines = [
        ["Ledger of October"],
        ["Payment Date", "Vendor Name", "Ref", "Net  Amount", "Narrative", "Cost_Centre"],
    ]

    assert rules.find_columns(lines) == (1, PLACES)
    assert rules.find_columns([["Date", "Amount"], ["1/10/2026", "5"]]) is None


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        (["31/02/2026", "A", "", "5"], "Date", "“31/02/2026” is no day of the calendar"),
        (["", "A", "", "5"], "Date", "Nothing stands here"),
        (["17/11/2026", "A", "", "5"], "Date", "17 November 2026 is in the future"),
        (["16/11/2026", "", "", "5"], "Supplier", "Nothing stands here"),
        (["16/11/2026", "A", "", "five"], "Amount", "“five” is no amount of money"),
        (["16/11/2026", "A" * 201, "", "5"], "Supplier", "This is longer than 200 characters"),
        (["16/11/2026", "A"], "Amount", "Nothing stands here"),
    ],
)
def test_what_is_wrong_is_said_with_its_line_and_column(
    cells: list[str], column: str, words: str
) -> None:
    assert rules.LineReader(PLACES, TODAY).read(9, cells) == (9, column, words)


def test_a_blank_line_is_nothing_and_a_whole_one_is_read() -> None:
    reader = rules.LineReader(PLACES, TODAY)

    assert reader.read(3, ["", "", ""]) is None
    assert reader.read(4, ["2026-11-16", " A ", "R1", "(5)", "Words", "X"]) == rules.SpendRead(
        4, TODAY, "A", "R1", -500, "Words", "X"
    )


@pytest.mark.parametrize(
    ("said", "state", "payment", "agreement"),
    [
        (line(reference="C23456789"), "matched", 1, 7),
        (line(description="BACS c23456789 paid"), "matched", 1, 7),
        (line(49_999, reference="C23456789"), "doubt", 1, 7),
        (line(-50_000, reference="C23456789"), "doubt", 1, 7),
        (line(5, description="For CORE004, quarter 1"), "matched", None, 7),
        (line(5, description="Unit A1"), "other", None, None),
        (line(5, reference="A1"), "matched", None, 8),
        (line(supplier="The Oxenmere Boxing Club Ltd"), "doubt", 1, 7),
        (line(-50_000, supplier="Oxenmere Boxing Club"), "other", None, None),
        (line(supplier="Stationer"), "other", None, None),
    ],
)
def test_what_a_line_is_matched_with(
    said: rules.SpendRead, state: str, payment: int | None, agreement: int | None
) -> None:
    found = rules.match(said, known(PAYMENT))

    assert (found.state, found.payment, found.agreement) == (state, payment, agreement)


def test_a_payment_is_found_once_and_then_in_doubt() -> None:
    seen = known(PAYMENT)
    first, second = (rules.match(line(reference="C23456789"), seen) for _ in range(2))

    assert (first.state, second.state) == ("matched", "doubt")
    assert "another line already" in second.because


def test_a_doubt_says_the_amounts_and_what_it_could_be() -> None:
    other = rules.match(line(49_999, reference="C23456789"), known(PAYMENT))
    alike = rules.match(line(supplier="Oxenmere Boxing Club"), known(PAYMENT))

    assert other.because == f"C23456789 is {Money(50_000)}, and this says {Money(49_999)}"
    assert "It could be C23456789" in alike.because
