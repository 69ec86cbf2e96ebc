"""How the cells of a table of contracts are read, and what must add up."""

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precept.do.agreements import rules
from precept.foundation.money import TBC, Amount, Money


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("CORE018", ["CORE018"]),
        ("VRN001 and VRN002", ["VRN001", "VRN002"]),
        ("VRN001 & VRN002", ["VRN001", "VRN002"]),
        ("VRN001, VRN002", ["VRN001", "VRN002"]),
        ("VRN001, VRN002 and VRN003", ["VRN001", "VRN002", "VRN003"]),
        ("VRN001\nand\nVRN002", ["VRN001", "VRN002"]),
        ("VRN001\nVRN002", ["VRN001", "VRN002"]),
        ("vrn001; vrn002", ["VRN001", "VRN002"]),
        ("core 018", ["CORE018"]),
        ("DEMO-2023-01", ["DEMO-2023-01"]),
    ],
)
def test_contract_numbers_are_read_however_they_are_joined(cell: str, numbers: list[str]) -> None:
    assert rules.read_numbers(cell) == numbers


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("", "Enter the contract’s number, like CORE018."),
        ("and", "Enter the contract’s number, like CORE018."),
        ("tbc", "Enter the contract’s number: “tbc” is none."),
        (
            "VRN001-VRN003",
            "“VRN001-VRN003” looks like a range. Write each number, like VRN001 and VRN002.",
        ),
        ("VRN001 and VRN001", "VRN001 stands twice in the cell."),
        (
            "VRN001/VRN002",
            "“VRN001/VRN002” is not a contract number. Use letters, figures, dots and dashes,"
            " at most 40 of them.",
        ),
        (
            ", ".join(f"VRN{number}" for number in range(21)),
            "A row stands for at most 20 contracts. Use several rows.",
        ),
    ],
)
def test_a_cell_without_clear_numbers_is_refused_in_words(cell: str, words: str) -> None:
    with pytest.raises(rules.Unclear) as refusal:
        rules.read_numbers(cell)

    assert refusal.value.words == words


references = st.from_regex(r"\A[A-Z]{1,6}[0-9]{1,4}\Z")


@given(st.lists(references, min_size=1, max_size=20, unique=True))
def test_numbers_written_as_one_says_them_are_read_back(numbers: list[str]) -> None:
    assert rules.read_numbers(rules.joined(numbers)) == numbers


@given(st.text(max_size=200))
def test_whatever_is_read_from_a_cell_is_fit_for_an_address(cell: str) -> None:
    try:
        numbers = rules.read_numbers(cell)
    except rules.Unclear:
        return

    assert [rules.read_reference(one) for one in numbers] == numbers
    assert len(set(numbers)) == len(numbers)


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("01/04/2023", ("01/04/2023", "")),
        ("  01/04/2023 ", ("01/04/2023", "")),
        (
            "Spring 2023",
            ("Spring 2023", "“Spring 2023” is not a date. It is kept as it is written."),
        ),
        ("", ("", "")),
    ],
)
def test_when_it_is_due_is_kept_word_for_word(cell: str, read: tuple[str, str]) -> None:
    assert rules.read_due(cell) == read


@pytest.mark.parametrize(
    ("cell", "amounts"),
    [
        ("£56,000", [Money.of(56_000)]),
        ("£83,500 £83,500", [Money.of(83_500), Money.of(83_500)]),
        ("£83,500 and tbc", [Money.of(83_500), TBC]),
        ("tbc", [TBC]),
        (56_000, [Money.of(56_000)]),
        ("", []),
        (None, []),
    ],
)
def test_values_are_read_in_their_order(cell: object, amounts: list[Amount]) -> None:
    assert rules.read_values(cell) == (amounts, [])


def test_words_beside_a_value_are_doubted() -> None:
    assert rules.read_values("£701,000 over three years") == (
        [Money.of(701_000)],
        ["“over three years” is not kept. If it matters, write it in the agreement’s note."],
    )


def test_a_shortened_value_is_refused() -> None:
    with pytest.raises(rules.Unclear) as refusal:
        rules.read_values("£2.8m")

    assert (
        refusal.value.words
        == "Write the amount out in full, like £2,800,000: “£2.8m” is shortened."
    )


@given(st.lists(references, min_size=1, max_size=20, unique=True), st.integers(0, 20))
def test_values_match_numbers_only_where_there_are_as_many(numbers: list[str], many: int) -> None:
    amounts: list[Amount] = [Money(pence) for pence in range(many)]

    if many == len(numbers):
        assert rules.matched_values(numbers, amounts) == amounts
    elif many == 0:
        assert rules.matched_values(numbers, amounts) == [None] * len(numbers)
    else:
        with pytest.raises(rules.Unclear):
            rules.matched_values(numbers, amounts)


STARTS, ENDS = date(2022, 11, 1), date(2024, 3, 31)


@pytest.mark.parametrize(
    ("due", "starts", "ends", "words"),
    [
        ("01/04/2023", STARTS, ENDS, "01/04/2023"),
        ("", STARTS, ENDS, "1 November 2022 to 31 March 2024"),
        ("", STARTS, None, "from 1 November 2022"),
        ("", None, ENDS, "until 31 March 2024"),
        ("", None, None, ""),
    ],
)
def test_a_table_shows_when_it_is_due_as_written_else_its_period(
    due: str, starts: date | None, ends: date | None, words: str
) -> None:
    assert rules.when_words(due, starts, ends) == words


@pytest.mark.parametrize(
    ("amount", "kind", "words"),
    [
        (Money.of(56_000), "contract value", "£56,000"),
        (None, "contract value", "not yet known"),
        (None, "", "not stated"),
    ],
)
def test_not_yet_known_is_not_the_same_as_not_stated(
    amount: Money | None, kind: str, words: str
) -> None:
    assert rules.amount_words(amount, kind) == words


@pytest.mark.parametrize(
    ("area", "is_protected", "shown"),
    [
        ("Harrowmere", False, "Larkmantle Refuge"),
        ("Harrowmere", True, "Protected organisation, Harrowmere"),
        ("", True, "Protected organisation"),
    ],
)
def test_a_protected_provider_appears_by_area_alone(
    area: str, is_protected: bool, shown: str
) -> None:
    assert rules.provider_in_public("Larkmantle Refuge", area, is_protected=is_protected) == shown


pence = st.integers(0, 10**12).map(Money)


@given(st.lists(pence, min_size=1, max_size=6))
def test_shares_that_are_the_whole_pass_and_a_penny_more_does_not(shares: list[Money]) -> None:
    whole = sum(shares, Money(0))
    rules.check_fund_shares(whole, shares)

    with pytest.raises(rules.Unclear):
        rules.check_fund_shares(whole + Money(1), shares)


@given(st.lists(pence, min_size=1, max_size=6))
def test_shares_partly_stated_may_come_to_less_but_never_to_more(shares: list[Money]) -> None:
    whole = sum(shares, Money(0))
    rules.check_fund_shares(whole, [*shares, None])

    if whole.pence:
        with pytest.raises(rules.Unclear):
            rules.check_fund_shares(whole - Money(1), [*shares, None])


def test_a_negative_share_is_refused_even_where_the_value_is_not_known() -> None:
    with pytest.raises(rules.Unclear):
        rules.check_fund_shares(None, [Money(-1)])


@given(pence, st.lists(st.integers(0, 10**10).map(Money), min_size=1, max_size=6))
def test_shares_in_proportion_are_the_new_whole_to_the_penny(
    whole: Money, shares: list[Money]
) -> None:
    if not any(one.pence for one in shares):
        with pytest.raises(rules.Unclear):
            rules.shares_after(whole, shares, "in proportion")
        return
    divided = rules.shares_after(whole, shares, "in proportion")

    rules.check_fund_shares(whole, divided)
    assert len(divided) == len(shares)


def test_shares_are_kept_only_where_they_still_add_up() -> None:
    shares = [Money(100), Money(50)]

    assert rules.shares_after(Money(150), shares, "keep") == shares
    assert rules.shares_after(None, shares, "keep") == shares
    assert rules.shares_after(Money(200), shares, "not stated") == [None, None]
    with pytest.raises(rules.Unclear) as refusal:
        rules.shares_after(Money(200), shares, "keep")
    assert refusal.value.words == "The shares add up to £1.50, which is £0.50 less than £2.00."


@pytest.mark.parametrize(
    ("title", "ends", "field"),
    [(" ", None, "title"), ("x" * 301, None, "title"), ("CARA", date(2022, 10, 31), "ends")],
)
def test_what_is_wrong_with_an_agreement_names_the_answer(
    title: str, ends: date | None, field: str
) -> None:
    problem = rules.problem_with(title=title, starts=STARTS, ends=ends, priorities=[])

    assert problem is not None
    assert problem[0] == field


def test_an_agreement_of_one_day_is_all_right() -> None:
    assert rules.problem_with(title="CARA", starts=STARTS, ends=STARTS, priorities=[]) is None


DAYS = st.none() | st.dates(date(2026, 1, 1), date(2026, 1, 4))
PLANS = st.lists(
    st.builds(
        rules.Payment, DAYS, st.integers(1, 3).map(Money.of), st.sampled_from(["Signed", "Report"])
    ),
    max_size=6,
)


@given(PLANS, PLANS)
def test_each_instalment_of_a_plan_stays_once_or_goes(
    before: list[rules.Payment], after: list[rules.Payment]
) -> None:
    kept = rules.instalments_kept(before, after)
    met = [at for at in kept if at is not None]

    assert len(kept) == len(after)
    assert len(set(met)) == len(met)
    assert set(met) <= set(range(len(before)))
    assert len([at for at in kept if at is None]) >= len(after) - len(before)


@given(PLANS, st.randoms(use_true_random=False))
def test_a_plan_in_another_order_is_the_same_instalments(
    plan: list[rules.Payment], chance: Random
) -> None:
    shuffled = list(plan)
    chance.shuffle(shuffled)

    kept = rules.instalments_kept(plan, shuffled)

    assert sorted(at for at in kept if at is not None) == list(range(len(plan)))
    assert [plan[at] for at in kept if at is not None] == shuffled


def test_an_instalment_stays_where_its_day_or_its_amount_changes_and_one_more_is_new() -> None:
    first, last = date(2026, 1, 1), date(2026, 12, 31)
    before = [
        rules.Payment(first, Money.of(10), "Signed"),
        rules.Payment(last, Money.of(5), "Report"),
    ]
    after = [
        rules.Payment(date(2026, 6, 30), Money.of(2), "Half-time"),
        rules.Payment(first, Money.of(12), "Signed"),
        rules.Payment(date(2027, 3, 31), Money.of(5), "Report"),
    ]

    assert rules.instalments_kept(before, after) == [None, 0, 1]
