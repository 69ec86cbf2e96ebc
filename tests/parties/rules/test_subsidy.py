"""Whether money for an activity is a subsidy, and what then must follow."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precept.foundation.money import Money
from precept.parties import rules
from precept.parties.rules import SubsidyAnswers, SubsidyOutcome

ON = date(2026, 11, 22)


def answers(
    market: bool = True, terms: bool = False, effect: bool = True, earlier: str = "0"
) -> SubsidyAnswers:
    return SubsidyAnswers(market, terms, effect, Money.of(earlier).pence)


@pytest.mark.parametrize(
    ("given_answers", "pounds", "outcome"),
    [
        (answers(market=False), "1000000", SubsidyOutcome.NONE),
        (answers(terms=True), "1000000", SubsidyOutcome.NONE),
        (answers(effect=False), "1000000", SubsidyOutcome.NONE),
        (answers(), "10000", SubsidyOutcome.MINIMAL),
        (answers(), "315000", SubsidyOutcome.MINIMAL),
        (answers(), "315000.01", SubsidyOutcome.FULL),
        (answers(earlier="305000"), "10000", SubsidyOutcome.MINIMAL),
        (answers(earlier="305000.01"), "10000", SubsidyOutcome.FULL),
    ],
    ids=[
        "no market",
        "market terms",
        "no effect",
        "small",
        "to the limit",
        "a penny over",
        "with earlier",
        "earlier over",
    ],
)
def test_it_goes_by_activity_terms_effect_and_sum(
    given_answers: SubsidyAnswers, pounds: str, outcome: SubsidyOutcome
) -> None:
    assert rules.check_subsidy(given_answers, Money.of(pounds), on=ON).outcome == outcome


@pytest.mark.parametrize(
    ("pounds", "owed"), [("100000", False), ("100000.01", True)], ids=["at it", "a penny over"]
)
def test_more_than_a_hundred_thousand_pounds_goes_on_the_database(pounds: str, owed: bool) -> None:
    result = rules.check_subsidy(answers(), Money.of(pounds), on=ON)

    assert result.needs_upload is owed
    assert any("subsidy database" in step for step in result.steps) is owed


@pytest.mark.parametrize(
    ("on", "first"),
    [
        (date(2026, 11, 22), date(2024, 4, 1)),
        (date(2026, 3, 31), date(2023, 4, 1)),
        (date(2026, 4, 1), date(2024, 4, 1)),
    ],
    ids=["autumn", "last day of a year", "first day of a year"],
)
def test_this_financial_year_and_the_two_before_it_count(on: date, first: date) -> None:
    assert rules.counted_from(on) == first


def test_before_the_act_there_is_no_rule() -> None:
    assert rules.subsidy_law(date(2023, 1, 4)).limit == Money.of("315000")
    with pytest.raises(rules.NoSubsidyRule):
        rules.subsidy_law(date(2023, 1, 3))


@pytest.mark.parametrize(
    ("outcome", "notified", "confirmed", "stands"),
    [
        (None, None, None, True),
        ("no subsidy", None, None, False),
        ("needs full assessment", ON, ON, True),
        ("minimal financial assistance", None, None, True),
        ("minimal financial assistance", ON, None, True),
        ("minimal financial assistance", ON, ON, False),
    ],
    ids=["unchecked", "none", "full", "not told", "not confirmed", "confirmed"],
)
def test_what_stands_against_giving_the_money(
    outcome: str | None, notified: date | None, confirmed: date | None, stands: bool
) -> None:
    problem = rules.subsidy_problem(outcome, notified=notified, confirmed=confirmed)

    assert (problem is not None) is stands


@given(
    st.integers(min_value=1, max_value=10**9),
    st.integers(min_value=0, max_value=10**9),
    st.integers(min_value=0, max_value=10**9),
)
def test_more_earlier_help_never_makes_it_lighter(amount: int, earlier: int, more: int) -> None:
    order = [SubsidyOutcome.NONE, SubsidyOutcome.MINIMAL, SubsidyOutcome.FULL]

    def weight(before: int) -> int:
        said = SubsidyAnswers(True, False, True, before)
        return order.index(rules.check_subsidy(said, Money(amount), on=ON).outcome)

    assert weight(earlier) <= weight(earlier + more)
