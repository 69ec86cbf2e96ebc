"""By which day each duty is met in time."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from precept.foundation.clock import FinancialYear, is_working_day
from precept.law import rules

DAYS = st.dates(min_value=date(2026, 5, 1), max_value=date(2060, 12, 31))
ON = date(2026, 5, 1)


@pytest.mark.parametrize(
    ("identity", "trigger", "due"),
    [
        # Eight working days, of which the notice's own is the first.
        ("standstill", date(2026, 3, 6), date(2026, 3, 17)),
        # Good Friday 3 April and Easter Monday 6 April 2026 do not count.
        ("standstill", date(2026, 4, 1), date(2026, 4, 14)),
        ("standstill", date(2026, 4, 4), date(2026, 4, 16)),
        ("uk1-pipeline", date(2026, 4, 1), date(2026, 5, 26)),
        ("uk1-pipeline", date(2027, 3, 31), date(2026, 5, 26)),
        ("uk2-preliminary-market-engagement", date(2026, 3, 2), date(2026, 3, 1)),
        ("uk3-planned-procurement", date(2026, 3, 2), None),
        ("uk4-tender", date(2026, 3, 2), date(2026, 3, 2)),
        ("uk6-contract-award", date(2026, 3, 18), date(2026, 3, 17)),
        ("uk7-contract-details", date(2026, 3, 18), date(2026, 4, 16)),
        ("uk7-contract-details-light-touch", date(2026, 3, 18), date(2026, 7, 15)),
        ("uk7-contract-details-below-threshold", date(2026, 3, 18), date(2026, 3, 18)),
        ("uk8-payments", date(2026, 4, 1), date(2026, 7, 29)),
        ("uk8-payments", date(2026, 6, 30), date(2026, 7, 29)),
        ("uk8-payments", date(2026, 7, 1), date(2026, 10, 29)),
        ("uk8-payments", date(2026, 12, 31), date(2027, 1, 29)),
        ("uk8-payments", date(2027, 2, 3), date(2027, 4, 29)),
        ("uk9-performance-indicators", date(2026, 4, 1), date(2027, 3, 31)),
        ("uk9-performance-indicators", date(2028, 2, 29), date(2029, 2, 28)),
        ("uk11-contract-termination", date(2027, 3, 31), date(2027, 4, 29)),
        ("uk17-payments-compliance", date(2026, 1, 1), date(2026, 4, 29)),
        ("uk17-payments-compliance", date(2026, 3, 31), date(2026, 4, 29)),
        ("uk17-payments-compliance", date(2026, 4, 1), date(2026, 10, 29)),
        ("uk17-payments-compliance", date(2026, 9, 30), date(2026, 10, 29)),
        ("uk17-payments-compliance", date(2026, 10, 1), date(2027, 4, 29)),
        ("uk17-payments-compliance", date(2026, 12, 31), date(2027, 4, 29)),
        ("contract-copy", date(2026, 3, 18), date(2026, 6, 15)),
        ("contract-copy-light-touch", date(2026, 3, 18), date(2026, 9, 13)),
        ("sio-budget", date(2026, 4, 1), date(2026, 3, 31)),
        ("sio-budget", date(2027, 3, 31), date(2026, 3, 31)),
        ("sio-crime-and-disorder-grants", date(2028, 2, 1), date(2028, 2, 29)),
        ("sio-spending-over-500", date(2026, 12, 31), date(2026, 12, 31)),
        ("sio-contracts-over-10000", date(2026, 3, 18), date(2026, 3, 18)),
        ("sio-prominent-place", date(2026, 3, 18), None),
    ],
)
def test_a_duty_falls_due_on_its_day(identity: str, trigger: date, due: date | None) -> None:
    assert rules.duty_due(rules.rule(identity, on=ON), trigger) == due


@pytest.mark.parametrize(
    ("identity", "words"),
    [
        ("uk17-payments-compliance", "By 29 April 2026"),
        ("sio-spending-over-500", "As soon as practicable after 31 March 2026"),
        ("uk4-tender", "By 18 March 2026"),
        ("uk3-planned-procurement", "No fixed day"),
        ("sio-prominent-place", "No fixed day"),
    ],
)
def test_a_due_day_is_told_in_words(identity: str, words: str) -> None:
    duty = rules.rule(identity, on=ON)
    assert rules.duty_due_words(duty, date(2026, 3, 18)) == words


@pytest.mark.parametrize(
    ("identity", "words"),
    [
        (
            "standstill",
            "8 working days beginning with the day the contract award notice is published",
        ),
        (
            "uk7-contract-details",
            "Within 30 days beginning with the day the contract is entered into",
        ),
        (
            "uk9-performance-indicators",
            "Within 12 months beginning with the day the contract began or was last assessed",
        ),
        (
            "uk8-payments",
            "Within 30 days beginning with the last day of the quarter "
            "in which the payment is made",
        ),
        (
            "sio-budget",
            "Before 1 April of the financial year in which the budget applies",
        ),
        ("uk4-tender", "No later than the day tenders are first invited"),
        (
            "sio-crime-and-disorder-grants",
            "As soon as practicable after the last day of the month in which the grant is made",
        ),
        ("uk3-planned-procurement", "No fixed day"),
    ],
)
def test_when_a_duty_is_due_is_told_as_a_rule(identity: str, words: str) -> None:
    due = rules.rule(identity, on=ON).due
    assert due is not None
    assert rules.due_words(due) == words


def test_a_light_touch_contract_owes_the_light_touch_notices() -> None:
    owed = [duty.id for duty in rules.duties_on(ON, "light touch")]
    assert owed == [
        "assessment-summaries",
        "contract-copy-light-touch",
        "uk1-pipeline",
        "uk2-preliminary-market-engagement",
        "uk3-planned-procurement",
        "uk4-tender",
        "uk5-transparency",
        "uk6-contract-award",
        "uk7-contract-details-light-touch",
        "uk8-payments",
        "uk9-performance-breach",
        "uk11-contract-termination",
        "uk12-procurement-termination",
        "uk13-dynamic-market-intention",
        "uk14-dynamic-market-establishment",
        "uk15-dynamic-market-modification",
        "uk16-dynamic-market-cessation",
        "uk17-payments-compliance",
    ]


def test_a_small_contract_owes_only_what_part_6_asks() -> None:
    owed = [duty.id for duty in rules.duties_on(ON, "below threshold")]
    assert owed == [
        "convertible-contract",
        "no-shortlisting-below-threshold",
        "uk4-below-threshold-tender",
        "uk7-contract-details-below-threshold",
    ]


def test_the_duties_of_2012_are_those_of_the_order_alone() -> None:
    assert [duty.id for duty in rules.duties_on(date(2012, 11, 21))] == [
        "sio-budget",
        "sio-crime-and-disorder-grants",
        "sio-decisions",
        "sio-income",
        "sio-investment-strategy",
        "sio-precept",
        "sio-proposed-spending",
    ]


# The first bank holiday asked for loads a library, which a busy machine may be slow to do.
@settings(deadline=None)
@given(DAYS)
def test_a_standstill_ends_on_a_working_day_with_seven_before_it(notice: date) -> None:
    end = rules.duty_due(rules.rule("standstill", on=notice), notice)
    assert end is not None
    days = [notice + timedelta(days=n) for n in range((end - notice).days + 1)]
    assert sum(is_working_day(day) for day in days) == 8
    assert is_working_day(end)


@given(DAYS)
def test_payments_compliance_is_always_due_on_29_april_or_29_october(paid: date) -> None:
    due = rules.duty_due(rules.rule("uk17-payments-compliance", on=paid), paid)
    assert due is not None
    assert (due.month, due.day) in {(4, 29), (10, 29)}
    assert timedelta(days=29) <= due - paid <= timedelta(days=213)


@given(DAYS)
def test_a_grant_is_owed_from_the_end_of_its_own_month(made: date) -> None:
    owed = rules.duty_due(rules.rule("sio-crime-and-disorder-grants", on=made), made)
    assert owed is not None
    assert (owed.year, owed.month) == (made.year, made.month)
    assert (owed + timedelta(days=1)).day == 1


@given(DAYS)
def test_a_budget_is_due_on_the_last_day_of_the_year_before(day: date) -> None:
    due = rules.duty_due(rules.rule("sio-budget", on=day), day)
    assert due == FinancialYear.of(day).previous().end


@given(DAYS)
def test_a_year_s_assessment_is_due_within_a_year(day: date) -> None:
    due = rules.duty_due(rules.rule("uk9-performance-indicators", on=day), day)
    assert due is not None
    assert timedelta(days=364) <= due - day <= timedelta(days=365)
