"""Whole pence, adding up with what is not yet known, and sharing."""

import copy
import pickle
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precept.foundation.money import (
    TBC,
    Amount,
    KindOfValue,
    Money,
    NotYetKnown,
    SharesDoNotAddUp,
    Total,
    Value,
    VatBasis,
    check_shares,
    column,
    share,
    total,
)

PENCE = st.integers(-(10**15), 10**15)
AMOUNTS = st.lists(st.one_of(PENCE.map(Money), st.just(TBC)), max_size=20)

CORE = ["56000", "32050", "20767", "105000", "2800000", "572798"]
ROUNDS = ["70111.47", "104780.00", "49049.00", "65474.00", "204030.33"]


@pytest.mark.parametrize("pence", [1.0, True, "1", Decimal(1), None])
def test_money_is_made_of_whole_pence_alone(pence: object) -> None:
    with pytest.raises(TypeError, match="whole pence"):
        Money(pence)  # type: ignore[arg-type]  # what is refused


@pytest.mark.parametrize(
    ("pounds", "pence"),
    [
        ("56000.00", 5_600_000),
        ("56000", 5_600_000),
        ("0.5", 50),
        ("-5.01", -501),
        (Decimal("204030.33"), 20_403_033),
        (Decimal("1E+3"), 100_000),
        (Decimal("1.500"), 150),
        (56_000, 5_600_000),
        (0, 0),
    ],
)
def test_money_of_pounds(pounds: str | Decimal | int, pence: int) -> None:
    assert Money.of(pounds) == Money(pence)


@pytest.mark.parametrize("pounds", [56000.0, True, None])
def test_money_of_a_float_is_refused(pounds: object) -> None:
    with pytest.raises(TypeError, match="text, Decimal or int"):
        Money.of(pounds)  # type: ignore[arg-type]  # what is refused


@pytest.mark.parametrize(
    "pounds",
    ["1.001", "£5", "1,000", "", " 5", "٥", Decimal("0.001"), Decimal("NaN"), Decimal("Infinity")],
)
def test_money_of_what_is_not_whole_pence_is_refused(pounds: str | Decimal) -> None:
    with pytest.raises(ValueError, match=r"not (whole pence|pounds written)"):
        Money.of(pounds)


@pytest.mark.parametrize(
    ("pence", "words", "short"),
    [
        (123_456, "£1,234.56", "£1,234.56"),
        (5_600_000, "£56,000.00", "£56,000"),
        (0, "£0.00", "£0"),
        (5, "£0.05", "£0.05"),
        (-500, "−£5.00", "−£5"),
        (-123_450, "−£1,234.50", "−£1,234.50"),
    ],
)
def test_money_is_written_with_its_pence_unless_short(pence: int, words: str, short: str) -> None:
    assert (str(Money(pence)), Money(pence).short) == (words, short)


def test_money_adds_subtracts_and_multiplies_exactly() -> None:
    assert Money(150) + Money(75) == Money(225)
    assert Money(150) - Money(75) == Money(75)
    assert Money(150) * 3 == 3 * Money(150) == Money(450)
    assert -Money(150) == Money(-150)
    assert abs(Money(-150)) == Money(150)
    assert sum([Money(1), Money(2)]) == Money(3)


def test_money_is_ordered_and_hashable() -> None:
    assert sorted([Money(2), Money(-1), Money(1)]) == [Money(-1), Money(1), Money(2)]
    assert {Money(1), Money(1), Money(2)} == {Money(1), Money(2)}
    bare: object = 100
    assert Money(100) != bare


@pytest.mark.parametrize("other", [1, 1.0, Decimal(1), TBC, True])
def test_money_adds_with_nothing_but_money(other: object) -> None:
    with pytest.raises(TypeError):
        Money(100) + other  # type: ignore[operator]  # what is refused
    with pytest.raises(TypeError):
        Money(100) - other  # type: ignore[operator]  # what is refused


@pytest.mark.parametrize("times", [1.5, Decimal(1), Money(1), True])
def test_money_is_multiplied_by_whole_numbers_alone(times: object) -> None:
    with pytest.raises(TypeError):
        Money(100) * times  # type: ignore[operator]  # what is refused


@given(PENCE)
def test_pounds_read_back_to_the_penny(pence: int) -> None:
    money = Money(pence)
    assert Money.of(money.pounds) == Money.of(str(money.pounds)) == money
    assert money.pounds * 100 == pence


def test_pounds_of_more_digits_than_decimals_round_to_stay_exact() -> None:
    assert str(Money(10**40 + 1).pounds) == "1" + "0" * 38 + ".01"


def test_what_is_not_yet_known_is_one_value() -> None:
    assert (str(TBC), TBC.short) == ("not yet known", "not yet known")
    assert copy.deepcopy(TBC) is pickle.loads(pickle.dumps(TBC)) is TBC  # noqa: S301 - our own
    assert list(NotYetKnown) == [TBC]


def test_the_framework_total_names_what_is_not_yet_known() -> None:
    amounts: list[Amount] = [*map(Money.of, CORE), TBC]
    assert str(total(amounts)) == "£3,586,615 plus 1 not yet known"


def test_the_rounds_total_shows_pence_because_some_round_had_them() -> None:
    assert str(total(map(Money.of, ROUNDS))) == "£493,444.80"


def test_a_total_shows_pence_even_where_together_they_are_whole_pounds() -> None:
    halves = total([Money(50), Money(50)])
    assert str(halves) == "£1.00"
    assert halves == Total(Money(100), 0)


@pytest.mark.parametrize(
    ("amounts", "words"),
    [
        ([], "£0"),
        ([TBC], "not yet known"),
        ([TBC, TBC], "not yet known"),
        ([Money(0), TBC], "£0 plus 1 not yet known"),
        ([Money(100), TBC, TBC], "£1 plus 2 not yet known"),
        ([Money(0)], "£0"),
        ([Money(500), Money(-500), TBC], "£0 plus 1 not yet known"),
        ([TBC] * 1_000 + [Money(1)], "£0.01 plus 1,000 not yet known"),
    ],
)
def test_a_total_says_what_is_known_and_what_is_not(amounts: list[Amount], words: str) -> None:
    assert str(total(amounts)) == words


def test_totals_add_with_totals_money_and_what_is_not_yet_known() -> None:
    rounds = total([Money(50), TBC])
    assert rounds + Money(50) == Total(Money(100), 1)
    assert rounds + TBC == Total(Money(50), 2)
    assert rounds + rounds == Total(Money(100), 2)
    assert Money(50) + rounds == Total(Money(100), 1)
    assert TBC + rounds == Total(Money(50), 2)
    assert sum([rounds, rounds]) == Total(Money(100), 2)
    assert str(rounds + Money(50)) == "£1.00 plus 1 not yet known"


@pytest.mark.parametrize("other", [1, 0.0, None])
def test_totals_add_with_nothing_else(other: object) -> None:
    with pytest.raises(TypeError):
        total([]) + other  # type: ignore[operator]  # what is refused


@given(AMOUNTS, AMOUNTS)
def test_adding_totals_is_adding_their_amounts(some: list[Amount], more: list[Amount]) -> None:
    together = total(some) + total(more)
    assert together == total([*some, *more])
    assert str(together) == str(total([*more, *some]))


def test_a_column_has_one_style() -> None:
    assert column([Money(100), TBC, Money(200)]) == ["£1", "not yet known", "£2"]
    assert column([Money(100), TBC, Money(205)]) == ["£1.00", "not yet known", "£2.05"]
    assert column([]) == []


def test_a_share_goes_by_largest_remainder() -> None:
    assert share(Money(100), [1, 1, 1]) == [Money(34), Money(33), Money(33)]
    assert share(Money(100), [1, 2, 0]) == [Money(33), Money(67), Money(0)]
    assert share(Money(0), [1, 2]) == [Money(0), Money(0)]
    assert share(Money(2), [1, 1, 1]) == [Money(1), Money(1), Money(0)]


@given(
    st.integers(0, 10**13).map(Money),
    st.lists(st.integers(0, 10**6), min_size=1, max_size=30).filter(any),
)
def test_shares_are_the_whole_and_each_within_a_penny_of_its_part(
    whole: Money, weights: list[int]
) -> None:
    shares = share(whole, weights)
    check_shares(whole, shares)
    parts = sum(weights)
    for part, weight in zip(shares, weights, strict=True):
        assert part.pence >= 0
        assert abs(part.pence * parts - whole.pence * weight) < parts
        assert weight or part == Money(0)


@pytest.mark.parametrize(
    ("pence", "weights"), [(-1, [1]), (100, []), (100, [0, 0]), (100, [1, -1]), (100, [-1, 2])]
)
def test_what_cannot_be_shared_is_refused(pence: int, weights: list[int]) -> None:
    with pytest.raises(ValueError, match="not negative"):
        share(Money(pence), weights)


@pytest.mark.parametrize(
    ("shares", "words"),
    [
        (
            [Money(5_000), Money(4_000)],
            "The shares add up to £90.00, which is £10.00 less than £100.00.",
        ),
        (
            [Money(5_000), Money(6_001)],
            "The shares add up to £110.01, which is £10.01 more than £100.00.",
        ),
        ([], "The shares add up to £0.00, which is £100.00 less than £100.00."),
        ([Money(11_000), Money(-1_000)], "A share can't be less than nothing: −£10.00."),
    ],
)
def test_shares_that_are_not_the_whole_are_refused(shares: list[Money], words: str) -> None:
    with pytest.raises(SharesDoNotAddUp) as refused:
        check_shares(Money(10_000), shares)
    assert refused.value.words == words


def test_kinds_of_value_and_vat_have_labels() -> None:
    assert [kind.label for kind in KindOfValue] == [
        "Estimate",
        "Contract value",
        "Lifetime maximum",
        "Value for a year",
        "Available to spend",
        "Committed",
        "Paid",
    ]
    assert [basis.label for basis in VatBasis] == [
        "Excluding VAT",
        "Including VAT",
        "Outside the scope of VAT",
        "VAT basis not stated",
    ]
    assert (str(KindOfValue("lifetime maximum")), str(VatBasis("not stated"))) == (
        "lifetime maximum",
        "not stated",
    )


def test_a_value_carries_its_meaning_and_does_not_change() -> None:
    value = Value(TBC, KindOfValue.ESTIMATE, VatBasis.NOT_STATED, date(2022, 4, 1), "The strategy")
    assert value == copy.copy(value)
    with pytest.raises(AttributeError):
        value.source = "Elsewhere"  # type: ignore[misc]  # what is refused
