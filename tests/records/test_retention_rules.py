"""Which records go on a day: by table, and for any records, triggers, holds and days."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precept.records import rules
from precept.records.rules import Listed, Record

DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))
SUBJECTS = st.sampled_from([f"bid:{number}" for number in range(12)])
ABOVE = st.sampled_from(["opportunity:A", "opportunity:B", "organisation:C", "person:D"])
RECORDS = st.lists(
    st.builds(Record, SUBJECTS, DAYS, st.lists(ABOVE, max_size=3).map(tuple)),
    max_size=12,
    unique_by=lambda one: one.subject,
)
HELD = st.frozensets(st.one_of(SUBJECTS, ABOVE, st.just(rules.EVERYTHING)), max_size=4)
YEARS = st.integers(1, 20)
RULE = next(one for one in rules.first_schedule() if one.key == "contact")


@pytest.mark.parametrize(
    ("trigger", "years", "due"),
    [
        (date(2023, 5, 9), 3, date(2026, 5, 9)),
        (date(2024, 2, 29), 1, date(2025, 3, 1)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
        (date(2020, 12, 31), 6, date(2026, 12, 31)),
    ],
)
def test_a_record_is_due_on_the_same_day_so_many_years_on(
    trigger: date, years: int, due: date
) -> None:
    assert rules.due_on(trigger, years) == due


@given(trigger=DAYS, years=YEARS, on=DAYS)
def test_the_latest_trigger_leaves_out_nothing_that_is_due(
    trigger: date, years: int, on: date
) -> None:
    assert (trigger <= rules.latest_trigger(on, years)) == (rules.due_on(trigger, years) <= on)


@given(records=RECORDS, years=YEARS, held=HELD, on=DAYS)
def test_exactly_the_due_and_not_held_go(
    records: list[Record], years: int, held: frozenset[str], on: date
) -> None:
    goes = rules.what_goes(records, replace(RULE, years=years), held, on)

    def by_hand(one: Record) -> bool:
        same_day = (one.trigger_on.month, one.trigger_on.day)
        old_enough = (on.year - one.trigger_on.year, (on.month, on.day)) >= (years, same_day)
        is_held = bool({one.subject, *one.under, "office:everything"} & held)
        return old_enough and not is_held

    assert goes == [one for one in records if by_hand(one)]


@given(records=RECORDS, held=HELD, on=DAYS)
def test_what_is_kept_for_ever_never_goes(
    records: list[Record], held: frozenset[str], on: date
) -> None:
    for_ever = replace(RULE, years=None)
    kept = replace(RULE, action="keep")

    assert rules.what_goes(records, for_ever, held, on) == []
    assert rules.what_goes(records, kept, held, on) == []


@given(records=RECORDS, held=HELD, on=DAYS, more=HELD)
def test_another_hold_never_lets_more_go(
    records: list[Record], held: frozenset[str], on: date, more: frozenset[str]
) -> None:
    fewer = rules.what_goes(records, RULE, held | more, on)

    assert set(fewer) <= set(rules.what_goes(records, RULE, held, on))


NOW = Record("contact:A", date(2020, 1, 1), ("organisation:B",))
LISTED = Listed(date(2020, 1, 1), 0, 1)
TODAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("now", "rule", "held", "kept_back", "state", "words"),
    [
        (NOW, RULE, set(), "", "", ""),
        (None, RULE, set(), "", "changed", "no longer here"),
        (NOW, None, set(), "", "changed", "no longer"),
        (NOW, RULE, {"contact:A"}, "", "held", "contact:A"),
        (NOW, RULE, {"organisation:B"}, "", "held", "organisation:B"),
        (NOW, RULE, {rules.EVERYTHING}, "", "held", "the whole office"),
        (NOW, replace(RULE, version=1), set(), "", "changed", "schedule changed"),
        (replace(NOW, trigger_on=date(2020, 1, 2)), RULE, set(), "", "changed", "moved"),
        (NOW, RULE, set(), "A challenge is open.", "changed", "A challenge is open."),
    ],
)
def test_each_record_is_asked_about_again_in_the_moment(
    now: Record | None,
    rule: rules.Rule | None,
    held: set[str],
    kept_back: str,
    state: str,
    words: str,
) -> None:
    verdict = rules.why_left(now, LISTED, rule, held, TODAY, kept_back)

    assert (verdict.state if verdict else "") == state
    assert words in (verdict.words if verdict else "")


def test_a_clock_that_ran_back_disposes_of_nothing() -> None:
    verdict = rules.why_left(NOW, LISTED, RULE, set(), date(2020, 12, 31))

    assert verdict is not None
    assert verdict.words == "It is not due any more."


def test_the_schedule_says_of_every_kind_what_it_is_and_by_what_right() -> None:
    schedule = rules.first_schedule()

    assert len({one.key for one in schedule}) == len(schedule)
    for one in schedule:
        assert one.action in rules.ACTIONS
        assert one.what.endswith(".")
        assert one.source
        assert one.trigger.startswith("The ")
        assert (one.years is None) <= (one.action == "keep")
        assert one.years is None or 1 <= one.years <= rules.MOST_YEARS
        assert one.kept_for


def test_every_kind_that_a_part_disposes_of_stands_in_the_schedule() -> None:
    from precept.records import sign_ups

    by_key = {one.key: one for one in rules.first_schedule()}

    assert {by_key[name].action for name in sign_ups.kinds()} <= rules.BY_RUN
    assert set(sign_ups.kinds()) == {
        "unsuccessful-bid",
        "unsent-bid",
        "funded-bid",
        "contact",
        "voice-notes",
        "agreement",
        "account",
    }


@given(rows=st.lists(st.tuples(st.text(max_size=5), st.integers()), max_size=4))
def test_a_list_that_was_changed_has_another_fingerprint(rows: list[tuple[str, int]]) -> None:
    assert rules.list_digest(rows) == rules.list_digest(list(rows))
    assert rules.list_digest([*rows, ("more", 1)]) != rules.list_digest(rows)


def test_a_day_earlier_nothing_is_due() -> None:
    due = rules.due_on(NOW.trigger_on, 1)

    assert rules.is_due(NOW, RULE, due)
    assert not rules.is_due(NOW, RULE, due - timedelta(days=1))
