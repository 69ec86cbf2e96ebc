"""Settlement scenarios, worked out: the gap is the cut less what the choices save, to the penny."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precept.do.spending import rules
from precept.foundation.money import Money

YEAR = "2027-28"
SPRING, LATE = date(2026, 11, 16), date(2027, 6, 30)


def touched(reference: str = "A1", pounds: int = 36_500, **fields: object) -> rules.Touched:
    amount = Money.of(pounds)
    return rules.Touched(reference, amount, amount, **fields)  # type: ignore[arg-type]


def of(choice: rules.Choice, today: date = SPRING, **fields: object) -> rules.Consequence:
    return rules.consequence(touched(**fields), choice, YEAR, 90, today)  # type: ignore[arg-type]


def test_a_cut_is_so_many_per_cent_rounded_to_the_penny() -> None:
    assert rules.cut_of(Money.of(1_400_000), Decimal("4.2")) == Money.of(58_800)
    assert rules.cut_of(Money(1_250), Decimal("4.2")) == Money(53)


def test_notice_given_in_time_costs_nothing_and_ending_saves_the_year() -> None:
    ended = of(rules.Choice("end"))

    assert ended.notice_by == date(2026, 12, 31)
    assert ended.notice_ends == date(2027, 3, 31)
    assert (ended.bridging, ended.saved) == (Money(0), Money.of(36_500))


def test_while_notice_runs_in_the_year_it_must_be_paid() -> None:
    ended = of(rules.Choice("end"), today=date(2027, 1, 31))  # its notice ends on 1 May
    reduced = of(rules.Choice("reduce", 50), today=date(2027, 1, 31))

    assert ended.notice_ends == date(2027, 5, 1)
    assert ended.bridging == Money(-(-3_650_000 * 31 // 366))
    assert ended.saved == Money.of(36_500) - ended.bridging
    assert reduced.saved == Money(ended.saved.pence // 2)


def test_an_agreement_that_ends_within_the_year_is_spread_over_its_own_days() -> None:
    short = of(rules.Choice("end"), today=date(2027, 1, 31), ends=date(2027, 5, 31))

    assert short.bridging == Money(-(-3_650_000 * 31 // 61))


def test_what_was_claimed_already_cannot_be_saved() -> None:
    one = rules.Touched("A1", Money.of(1_000), Money.of(300))

    ended = rules.consequence(one, rules.Choice("end"), YEAR, 90, SPRING)

    assert ended.saved == Money.of(300)


def test_keeping_saves_nothing_and_costs_nothing_more() -> None:
    kept = of(rules.Choice(), today=LATE)

    assert (kept.saved, kept.bridging) == (Money(0), Money(0))


AGREEMENTS = st.lists(
    st.tuples(
        st.integers(0, 10**9),
        st.integers(0, 100),
        st.dates(date(2024, 1, 1), date(2027, 12, 31)),
        st.integers(0, 1_500),
        st.builds(rules.Choice, st.sampled_from(["keep", "reduce", "end"]), st.integers(1, 99)),
    ),
    max_size=8,
)


@given(
    before=st.integers(1, 10**10),
    per_cent=st.decimals("0.01", 100, places=2),
    agreements=AGREEMENTS,
    notice=st.integers(1, 730),
    today=st.dates(date(2026, 4, 1), date(2028, 3, 31)),
)
def test_the_gap_is_the_cut_less_what_the_choices_save_to_the_penny(
    before: int,
    per_cent: Decimal,
    agreements: list[tuple[int, int, date, int, rules.Choice]],
    notice: int,
    today: date,
) -> None:
    paid = [
        rules.Touched(
            f"A{place}",
            Money(promised),
            Money(promised * free // 100),
            starts,
            date.fromordinal(starts.toordinal() + days),
        )
        for place, (promised, free, starts, days, _) in enumerate(agreements)
    ]
    choices = {f"A{place}": row[4] for place, row in enumerate(agreements)}

    made = rules.worked_out(
        before=Money(before),
        per_cent=per_cent,
        touched=paid,
        choices=choices,
        year=YEAR,
        notice_days=notice,
        today=today,
    )

    still_paid = sum((one.touched.promised - one.saved for one in made.consequences), Money(0))
    assert made.gap == still_paid - (made.promised - made.cut)
    assert made.expected + made.cut == Money(before)
    for one in made.consequences:
        assert Money(0) <= one.saved <= one.touched.free
        assert one.saved + one.bridging <= one.touched.promised
        assert one.notice_ends >= today
        if one.choice.does == "keep":
            assert one.saved == one.bridging == Money(0)


@pytest.mark.parametrize(("notice", "last"), [(90, date(2026, 12, 31)), (1, date(2027, 3, 30))])
def test_notice_is_counted_back_from_the_day_before_the_year(notice: int, last: date) -> None:
    found = rules.consequence(touched(), rules.Choice("end"), YEAR, notice, SPRING)

    assert found.notice_by == last
    assert found.saved == Money.of(36_500)
