"""How the cells of a table of rounds are read, and what must add up."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precept.do.opportunities import rules
from precept.foundation.money import Money


def test_a_round_is_called_with_its_financial_year_as_people_write_it() -> None:
    assert rules.round_words("Safety Fund", 5, "2022-23") == "Safety Fund, round 5 of 2022–23"


@pytest.mark.parametrize(
    ("cell", "number"), [(5, 5), ("5", 5), ("Round 5", 5), ("no. 12", 12), (" 5.0 ", 5)]
)
def test_a_round_s_number_is_read(cell: object, number: int) -> None:
    assert rules.read_number(cell) == number


@pytest.mark.parametrize("cell", [None, "", "five", 0, -1, 1_000, True, "1 and 2", 1.5])
def test_what_is_no_number_of_a_round_is_refused(cell: object) -> None:
    with pytest.raises(rules.Unclear) as refusal:
        rules.read_number(cell)

    assert refusal.value.words == "Enter the round’s number, from 1 to 999."


@pytest.mark.parametrize(
    ("cell", "read", "words"),
    [
        ("10th January 2022", (date(2022, 1, 10), None), "10 January 2022"),
        (date(2022, 3, 28), (date(2022, 3, 28), None), "28 March 2022"),
        (
            datetime(2022, 12, 9, 17, 0),  # noqa: DTZ001 - as a spreadsheet gives it
            (date(2022, 12, 9), time(17, 0)),
            "5pm on 9 December 2022",
        ),
    ],
)
def test_a_deadline_is_a_day_and_a_time_only_where_one_is_stated(
    cell: object, read: tuple[date, time | None], words: str
) -> None:
    assert rules.read_deadline(cell) == read
    assert rules.deadline_words(*read) == words


@pytest.mark.parametrize(
    ("at", "words"),
    [(time(0, 5), "12:05am"), (time(12, 0), "midday"), (time(11, 59), "11:59am")],
)
def test_a_time_is_told_on_a_twelve_hour_clock(at: time, words: str) -> None:
    assert rules.deadline_words(date(2022, 12, 9), at) == f"{words} on 9 December 2022"


@pytest.mark.parametrize(
    ("cell", "limit"),
    [
        ("£10,000 per contract", rules.Limit(Money.of(10_000), "£10,000 per contract")),
        (10_000, rules.Limit(Money.of(10_000), "£10,000")),
        (None, rules.Limit(None, "")),
        (
            "£500 to £10,000",
            rules.Limit(
                Money.of(10_000),
                "£500 to £10,000",
                ("The largest, £10,000.00, is taken as the limit.",),
            ),
        ),
        (
            "No limit",
            rules.Limit(
                None, "No limit", ("“No limit” names no amount. It is kept as it is written.",)
            ),
        ),
    ],
)
def test_a_limit_keeps_its_words(cell: object, limit: rules.Limit) -> None:
    assert rules.read_limit(cell) == limit


def test_a_limit_that_is_shortened_is_refused() -> None:
    with pytest.raises(rules.Unclear):
        rules.read_limit("£10k per contract")


OPCC, VRN = ("OPCC", Money.of(100_000)), ("VRN", Money.of("104030.33"))


@pytest.mark.parametrize(
    ("cell", "spend"),
    [
        ("£70,111.47", rules.Spend(Money.of("70111.47"))),
        (
            "£204,030.33 (OPCC £100,000) (VRN £104,030.33)",
            rules.Spend(Money.of("204030.33"), None, (OPCC, VRN)),
        ),
        (
            "£204,030.33 total, of which OPCC £100,000; from VRN £104,030.33",
            rules.Spend(Money.of("204030.33"), None, (OPCC, VRN)),
        ),
        ("TBC - £111,000.00 available to spend", rules.Spend(None, Money.of(111_000))),
        ("£111,000.00 available to spend", rules.Spend(None, Money.of(111_000))),
        ("tbc", rules.Spend(None)),
        ("", rules.Spend(None)),
        (
            "OPCC £100,000 VRN £104,030.33",
            rules.Spend(
                Money.of("204030.33"),
                None,
                (OPCC, VRN),
                ("No total is written: it is taken as what the shares add up to.",),
            ),
        ),
        (
            "TBC (OPCC £100,000)",
            rules.Spend(
                None,
                None,
                (OPCC,),
                ("The total is not yet known, so the shares could not be checked against it.",),
            ),
        ),
    ],
)
def test_a_total_is_read_with_its_split_and_what_is_available(
    cell: object, spend: rules.Spend
) -> None:
    assert rules.read_spend(cell) == spend


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (
            "£204,030.33 (OPCC £100,000) (VRN £104,030.32)",
            "The shares add up to £204,030.32, which is £0.01 less than £204,030.33.",
        ),
        ("£10 (OPCC £5) (OPCC £5)", "“OPCC” stands twice in this cell."),
        (
            "£5 £6",
            "This cell holds several totals. Write one total, and who puts in how much in brackets,"
            " like £204,030.33 (OPCC £100,000) (VRN £104,030.33).",
        ),
        (
            "£5 (OPCC tbc)",
            "What “OPCC” puts in must be an amount: leave it out until it is known.",
        ),
    ],
)
def test_a_total_that_does_not_hold_together_is_refused_in_words(cell: str, words: str) -> None:
    with pytest.raises(rules.Unclear) as refusal:
        rules.read_spend(cell)

    assert refusal.value.words == words


NAMES = st.lists(st.sampled_from(["OPCC", "VRN", "Home Office", "City Council"]), unique=True)


@given(NAMES.filter(bool), st.data())
def test_a_split_written_out_is_read_back_to_the_penny(
    names: list[str], data: st.DataObject
) -> None:
    amounts = [Money(data.draw(st.integers(1, 10**10))) for _ in names]
    whole = sum(amounts, Money(0))
    parts = "".join(f" ({name} {amount})" for name, amount in zip(names, amounts, strict=True))

    assert rules.read_spend(f"{whole}{parts}") == rules.Spend(
        whole, None, tuple(zip(names, amounts, strict=True))
    )
    with pytest.raises(rules.Unclear):
        rules.read_spend(f"{whole + Money(1)}{parts}")


@given(st.text(alphabet="£0123456789.,() OPCtbc-", max_size=60))
def test_whatever_is_read_from_a_cell_adds_up(cell: str) -> None:
    try:
        spend = rules.read_spend(cell)
    except rules.Unclear:
        return

    shares = [amount for _, amount in spend.shares]
    assert spend.amount is None or not shares or sum(shares, Money(0)) == spend.amount


FUNDS = {"CSF": ("CSF", "Commissioner's Safety Fund"), "VRN": ("VRN", "Violence Reduction Network")}


@pytest.mark.parametrize(
    ("name", "other", "code"),
    [
        ("VRN", "", "VRN"),
        ("vrn", "", "VRN"),
        ("Violence  Reduction Network", "", "VRN"),
        ("OPCC", "", "CSF"),
        ("the office", "", "CSF"),
        ("Rotary Club", "", None),
        ("Rotary Club", "VRN", "VRN"),
    ],
)
def test_a_name_stands_for_the_fund_that_has_it(name: str, other: str, code: str | None) -> None:
    assert rules.fund_named(name, FUNDS, "CSF", other) == code


@pytest.mark.parametrize(
    ("texts", "year"),
    [
        (["rounds 2022-23.csv"], "2022-23"),
        (["rounds.csv", "Safety Fund 2022 – 2023"], "2022-23"),
        (["rounds 2022-25 2023/24.csv"], "2023-24"),
        (["rounds.csv"], None),
        (["round-12022-23.csv"], None),
    ],
)
def test_the_year_is_found_in_a_file_s_name_or_sheet(texts: list[str], year: str | None) -> None:
    assert rules.year_in(texts) == year


@pytest.mark.parametrize(
    ("on", "state"), [(date(2022, 12, 9), "planned"), (date(2022, 12, 10), "closed")]
)
def test_a_round_is_closed_once_its_day_is_over(on: date, state: str) -> None:
    assert rules.state_by(date(2022, 12, 9), on) == state


@pytest.mark.parametrize(
    ("spend", "available", "words"),
    [
        (Money.of("70111.47"), None, "£70,111.47"),
        (None, Money.of(111_000), "not yet known, £111,000 available to spend"),
        (None, None, "not yet known"),
    ],
)
def test_a_spend_is_told_with_what_is_available(
    spend: Money | None, available: Money | None, words: str
) -> None:
    assert rules.spend_words(spend, available) == words


def test_a_reference_is_made_of_fund_year_and_number() -> None:
    assert rules.reference_of("csf", "2022-23", 5) == "CSF-2022-23-5"
    with pytest.raises(rules.Unclear):
        rules.read_reference("CSF 2022/23")
