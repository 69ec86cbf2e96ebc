"""Amounts as people type them, and among words."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precept.foundation.money import (
    TBC,
    Money,
    NotMoney,
    ReadAmount,
    read_amounts,
    read_money,
)

ASK = "Enter an amount of money, like £1,234.56, or “tbc” if it is not yet known."
COMMA = (
    " is in the wrong place. Put commas only before each three digits, "
    "and a point before the pence, like £5,600.00."
)


@pytest.mark.parametrize(
    ("typed", "pence"),
    [
        ("£204,030.33", 20_403_033),
        ("56,000", 5_600_000),
        ("56000", 5_600_000),
        (" £ 56,000.00 ", 5_600_000),
        ("56.5", 5_650),
        ("0.05", 5),
        ("£2,800,000", 280_000_000),
        ("999,999,999,999.99", 99_999_999_999_999),
        (56_000, 5_600_000),
        (56_000.0, 5_600_000),
        (204_030.33, 20_403_033),
        (0.1 + 0.2, 30),
        (Decimal("65474.00"), 6_547_400),
        (Money(5), 5),
    ],
)
def test_an_amount_is_read_however_it_is_typed(typed: object, pence: int) -> None:
    assert read_money(typed) == Money(pence)


@pytest.mark.parametrize("typed", ["tbc", "TBC", " To be  confirmed ", "not yet known"])
def test_what_is_not_yet_known_can_be_typed(typed: str) -> None:
    assert read_money(typed) is TBC


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", ASK),
        (None, ASK),
        (True, ASK),
        (["5"], ASK),
        (float("nan"), ASK),
        (Decimal("NaN"), ASK),
        (
            "£2.8m",
            "Write the amount out in full, like £2,800,000: “£2.8m” is shortened.",
        ),
        (
            "2.8 Million",
            "Write the amount out in full, like £2,800,000: “2.8 Million” is shortened.",
        ),
        ("10k", "Write the amount out in full, like £2,800,000: “10k” is shortened."),
        (
            "1.234",
            "Enter pounds and pence: “1.234” has more than two digits after the point.",
        ),
        (
            "£1,000.000",
            "Enter pounds and pence: “£1,000.000” has more than two digits after the point.",
        ),
        (
            1.234,
            "Enter pounds and pence: “1.234” has more than two digits after the point.",
        ),
        ("5,60", f"A comma in “5,60”{COMMA}"),
        ("1,00,000", f"A comma in “1,00,000”{COMMA}"),
        ("1000,000", f"A comma in “1000,000”{COMMA}"),
        ("0,500", f"A comma in “0,500”{COMMA}"),
        ("5,", f"A comma in “5,”{COMMA}"),
        ("-5", "Enter an amount that is not less than nothing: “-5” is negative."),
        ("£-5", "Enter an amount that is not less than nothing: “£-5” is negative."),
        ("−£5.00", "Enter an amount that is not less than nothing: “−£5.00” is negative."),
        ("(£500)", "Enter an amount that is not less than nothing: “(£500)” is negative."),
        (-5, "Enter an amount that is not less than nothing: “-5” is negative."),
        (Money(-5), "Enter an amount that is not less than nothing: “−£0.05” is negative."),
        ("€5", "Enter the amount in pounds: “€5” is in another currency."),
        ("£5 £6", "Enter one amount: “£5 £6” holds several."),
        ("about fifty", f"“about fifty” is not an amount. {ASK}"),
        ("£10,000 per contract", f"“£10,000 per contract” is not an amount. {ASK}"),
        ("٥", f"“٥” is not an amount. {ASK}"),
        ("x" * 500, f"“{'x' * 40}…” is not an amount. {ASK}"),
        ("1,000,000,000,000", "Enter an amount up to £999,999,999,999.99."),
        (1e300, "Enter an amount up to £999,999,999,999.99."),
        (Decimal("1E+999999"), "Enter an amount up to £999,999,999,999.99."),
        ("9" * 60, "Enter an amount up to £999,999,999,999.99."),
    ],
)
def test_what_is_no_amount_is_refused_with_its_own_reason(typed: object, words: str) -> None:
    with pytest.raises(NotMoney) as refused:
        read_money(typed)
    assert refused.value.words == words


@given(st.integers(0, 99_999_999_999_999).map(Money))
def test_every_way_of_writing_an_amount_reads_back(money: Money) -> None:
    written = [str(money), money.short, str(money.pounds), f"£{money.pounds}", money.pounds]
    assert [read_money(each) for each in written] == [money] * len(written)
    assert read_amounts(f"{money} per contract") == [ReadAmount(money, "per contract")]


@given(st.integers(0, 10**13).map(Money))
def test_an_amount_survives_a_spreadsheet(money: Money) -> None:
    assert read_money(float(money.pounds)) == money


@given(st.text(alphabet="0123456789£,.-– ()tbcmk and\n", max_size=60))
def test_whatever_is_typed_is_amounts_or_refused(text: str) -> None:
    try:
        outcome = read_amounts(text)
    except NotMoney as refused:
        outcome = []
        text = refused.words
    if outcome:
        assert all(found.amount is TBC or found.amount >= Money(0) for found in outcome)
    else:
        assert not text.strip() or text.endswith(".")


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("", []),
        (None, []),
        ("56,000", [("£56,000.00", "")]),
        (83_500.0, [("£83,500.00", "")]),
        ("£83,500 £83,500", [("£83,500.00", ""), ("£83,500.00", "")]),
        ("£83,500\n£83,500", [("£83,500.00", ""), ("£83,500.00", "")]),
        (
            "£204,030.33 (OPCC £100,000) (VRN £104,030.33)",
            [("£204,030.33", ""), ("£100,000.00", "OPCC"), ("£104,030.33", "VRN")],
        ),
        (
            "TBC - £111,000.00 available to spend",
            [("not yet known", ""), ("£111,000.00", "available to spend")],
        ),
        ("£10,000 per contract", [("£10,000.00", "per contract")]),
        ("£10,000 per\ncontract", [("£10,000.00", "per contract")]),
        ("£10,000pa", [("£10,000.00", "pa")]),
        ("Up to £10,000", [("£10,000.00", "Up to")]),
        ("Up to £10,000 per contract", [("£10,000.00", "Up to … per contract")]),
        ("OPCC £5 VRN £6", [("£5.00", "OPCC"), ("£6.00", "VRN")]),
        ("£5 OPCC £6 VRN", [("£5.00", "OPCC"), ("£6.00", "VRN")]),
        ("OPCC: £5, VRN: £6; other: tbc.", [("£5.00", "OPCC"), ("£6.00", "VRN"), ("tbc", "other")]),
        ("£5 and VRN £6", [("£5.00", ""), ("£6.00", "VRN")]),
        ("£5 OPCC + £6 VRN", [("£5.00", "OPCC"), ("£6.00", "VRN")]),
        ("£5 for research and results", [("£5.00", "for research and results")]),
        ("Core grant - £5,000 a year", [("£5,000.00", "Core grant, a year")]),
        ("- £5,000 set-up costs", [("£5,000.00", "set-up costs")]),
        ("£1,000, £2,000", [("£1,000.00", ""), ("£2,000.00", "")]),
        ("TBC -£111,000", [("tbc", ""), ("£111,000.00", "")]),
        (
            "£5 (of which £3 OPCC, £2 VRN)",
            [("£5.00", ""), ("£3.00", "of which … OPCC"), ("£2.00", "VRN")],
        ),
        ("£10,000 (two years)", [("£10,000.00", "two years")]),
        ("£ tbc", [("tbc", "")]),
    ],
)
def test_every_amount_of_a_cell_is_found_with_its_words(
    cell: object, found: list[tuple[str, str]]
) -> None:
    expected = [(amount.replace("tbc", "not yet known"), words) for amount, words in found]
    assert [(str(amount), words) for amount, words in read_amounts(cell)] == expected


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (
            "£2.8m available",
            "Write the amount out in full, like £2,800,000: “£2.8m” is shortened.",
        ),
        (
            "OPCC £2.8 million, VRN £5",
            "Write the amount out in full, like £2,800,000: “£2.8 million” is shortened.",
        ),
        ("-£5 clawed back", "Enter an amount that is not less than nothing: “-£5” is negative."),
        ("£9 (-£5)", "Enter an amount that is not less than nothing: “-£5” is negative."),
        ("(£500)", "Enter an amount that is not less than nothing: “(£500)” is negative."),
        ("OPCC £5,60", f"A comma in “£5,60”{COMMA}"),
        (
            "£1.234 a unit",
            "Enter pounds and pence: “£1.234” has more than two digits after the point.",
        ),
        ("£5 £", "“£5 £” has a £ without an amount that can be read."),
        ("£5 or £1.2.3", "“£5 or £1.2.3” has a £ without an amount that can be read."),
        ("per contract", f"“per contract” is not an amount. {ASK}"),
        (f"£5 {'x' * 2_000}", f"“£5 {'x' * 37}…” is too long to look for amounts in."),
        (["£5"], ASK),
    ],
)
def test_a_cell_with_an_amount_that_cannot_be_read_is_refused(cell: object, words: str) -> None:
    with pytest.raises(NotMoney) as refused:
        read_amounts(cell)
    assert refused.value.words == words
