"""Deadlines: what is refused, and who is in time."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precept.foundation.clock import (
    Deadline,
    Doubt,
    DoubtfulTime,
    deadline_at,
    in_time,
    in_uk,
    still_same,
)


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def doubts(text: str, *confirmed: str) -> list[str]:
    with pytest.raises(DoubtfulTime) as refused:
        deadline_at(wall(text), confirmed=confirmed)
    return [doubt.key for doubt in refused.value.doubts]


@pytest.mark.parametrize(
    ("shown", "instant"),
    [
        ("2026-01-13 12:00", "2026-01-13 12:00"),  # noon in winter
        ("2026-07-14 12:00", "2026-07-14 11:00"),  # noon in summer
        ("2028-02-29 12:00", "2028-02-29 12:00"),  # a leap day
        ("2026-12-31 12:00", "2026-12-31 12:00"),
        ("2026-12-31 00:01", "2026-12-31 00:01"),
        ("2026-12-30 23:59", "2026-12-30 23:59"),
    ],
)
def test_a_deadline_is_an_instant_and_a_uk_wall_time(shown: str, instant: str) -> None:
    assert deadline_at(wall(shown)) == Deadline(
        instant=utc(instant), wall=wall(shown), zone="Europe/London"
    )


def test_a_deadline_at_midnight_is_refused_unless_confirmed() -> None:
    assert doubts("2022-12-09 00:00") == ["midnight-2022-12-09"]
    deadline = deadline_at(wall("2022-12-09 00:00"), confirmed={"midnight-2022-12-09"})
    assert deadline.instant == utc("2022-12-09 00:00")


def test_midnight_is_explained_in_plain_words() -> None:
    with pytest.raises(DoubtfulTime) as refused:
        deadline_at(wall("2022-12-09 00:00"))
    assert str(refused.value) == (
        "00:00 on 9 December 2022 is the very start of that day, and many people will read it as "
        "its end. Choose 11:59pm on 8 December 2022 or another time, or confirm that you mean "
        "the start."
    )
    assert refused.value.doubts[0].answers == (
        ("midnight-2022-12-09", "I mean the very start of 9 December 2022"),
    )


def test_a_deadline_on_a_weekend_is_refused_unless_confirmed() -> None:
    assert doubts("2026-03-07 12:00") == ["weekend-2026-03-07"]
    confirmed = deadline_at(wall("2026-03-07 12:00"), confirmed=["weekend-2026-03-07"])
    assert confirmed.instant == utc("2026-03-07 12:00")


def test_a_deadline_on_a_bank_holiday_is_refused_by_its_name() -> None:
    with pytest.raises(DoubtfulTime) as refused:
        deadline_at(wall("2026-12-28 12:00"))
    assert [doubt.words for doubt in refused.value.doubts] == [
        "28 December 2026 is a bank holiday (Boxing Day (substitute day)), when nobody is there "
        "to help. Choose a working day, or confirm that you mean this one."
    ]
    assert doubts("2026-12-28 12:00") == ["bank-holiday-2026-12-28"]


def test_an_added_bank_holiday_is_refused_too() -> None:
    day = wall("2026-03-10 12:00")
    with pytest.raises(DoubtfulTime):
        deadline_at(day, changes={day.date(): "Day of thanks"})
    assert deadline_at(day).wall == day


def test_every_doubt_is_named_and_confirming_one_leaves_the_other() -> None:
    both = ["midnight-2026-03-08", "weekend-2026-03-08"]
    assert doubts("2026-03-08 00:00") == both
    assert doubts("2026-03-08 00:00", both[0]) == [both[1]]
    assert deadline_at(wall("2026-03-08 00:00"), confirmed=both).wall == wall("2026-03-08 00:00")


def test_what_was_confirmed_for_one_day_does_not_hold_for_another() -> None:
    assert doubts("2026-03-14 12:00", "weekend-2026-03-07") == ["weekend-2026-03-14"]


@pytest.mark.parametrize("minute", ["01:00", "01:30", "01:59:59"])
def test_a_time_that_comes_twice_is_refused_until_one_is_chosen(minute: str) -> None:
    shown = f"2026-10-25 {minute}"
    sunday = "weekend-2026-10-25"
    assert doubts(shown, sunday) == ["twice-2026-10-25"]
    first = deadline_at(wall(shown), confirmed=[sunday, "twice-2026-10-25-first"])
    second = deadline_at(wall(shown), confirmed=[sunday, "twice-2026-10-25-second"])
    assert first.instant == utc(shown) - timedelta(hours=1)
    assert second.instant == utc(shown)
    assert first.wall == second.wall


def test_choosing_both_times_settles_nothing() -> None:
    keys = ("weekend-2026-10-25", "twice-2026-10-25-first", "twice-2026-10-25-second")
    assert doubts("2026-10-25 01:30", *keys) == ["twice-2026-10-25"]


def test_the_two_times_are_told_apart_in_words() -> None:
    with pytest.raises(DoubtfulTime) as refused:
        deadline_at(wall("2026-10-25 01:30"))
    assert refused.value.doubts[0].words == (
        "1:30am on 25 October 2026 comes twice, because the clocks go back. "
        "Say which of the two you mean."
    )
    assert [answer.words for answer in refused.value.doubts[0].answers] == [
        "The first, in British Summer Time",
        "The second, in Greenwich Mean Time",
    ]


@pytest.mark.parametrize("shown", ["2026-10-25 00:59", "2026-10-25 02:00", "2027-03-28 02:00"])
def test_times_beside_a_clock_change_are_doubted_for_the_sunday_alone(shown: str) -> None:
    assert doubts(shown) == [f"weekend-{shown[:10]}"]


@pytest.mark.parametrize("minute", ["01:00", "01:30", "01:59"])
def test_a_time_that_does_not_exist_is_refused_whatever_is_confirmed(minute: str) -> None:
    with pytest.raises(DoubtfulTime) as refused:
        deadline_at(
            wall(f"2027-03-28 {minute}"),
            confirmed=["weekend-2027-03-28", "missing-2027-03-28", "twice-2027-03-28-first"],
        )
    (doubt,) = refused.value.doubts
    assert (doubt.key, doubt.answers) == ("missing-2027-03-28", ())


def test_the_missing_hour_is_explained() -> None:
    with pytest.raises(DoubtfulTime) as refused:
        deadline_at(wall("2027-03-28 01:30"))
    assert str(refused.value) == (
        "There is no 1:30am on 28 March 2027: the clocks go forward past it. Choose another time."
    )


def test_a_wall_time_with_a_zone_is_refused() -> None:
    with pytest.raises(TypeError, match="without a zone"):
        deadline_at(utc("2026-01-13 12:00"))


def test_a_deadline_holds_utc_and_a_naive_wall_time() -> None:
    noon = utc("2026-07-14 11:00")
    with pytest.raises(TypeError, match="is in UTC"):
        Deadline(instant=in_uk(noon), wall=wall("2026-07-14 12:00"))
    with pytest.raises(TypeError, match="is in UTC"):
        Deadline(instant=wall("2026-07-14 11:00"), wall=wall("2026-07-14 12:00"))
    with pytest.raises(TypeError, match="no zone of its own"):
        Deadline(instant=noon, wall=noon)


@pytest.mark.parametrize(
    ("after", "timely"),
    [
        (timedelta(seconds=-1), True),
        (timedelta(milliseconds=-1), True),
        (timedelta(microseconds=-1), True),
        (timedelta(0), False),
        (timedelta(milliseconds=1), False),
        (timedelta(seconds=1), False),
    ],
)
@pytest.mark.parametrize("shown", ["2026-01-13 12:00", "2026-07-14 12:00", "2028-02-29 12:00"])
def test_what_is_begun_before_the_deadline_is_in_time(
    shown: str, after: timedelta, timely: bool
) -> None:
    deadline = deadline_at(wall(shown))
    assert in_time(deadline.instant + after, deadline) is timely
    assert in_time(in_uk(deadline.instant + after), deadline) is timely


def test_a_beginning_without_a_zone_is_refused() -> None:
    with pytest.raises(TypeError, match="must name its zone"):
        in_time(wall("2026-01-13 11:00"), deadline_at(wall("2026-01-13 12:00")))


def test_a_deadline_is_no_longer_the_same_when_the_zone_rules_moved_its_instant() -> None:
    assert still_same(deadline_at(wall("2026-07-14 12:00")))
    # As if summer time had been abolished, or brought in, since it was published.
    assert not still_same(Deadline(utc("2026-07-14 12:00"), wall("2026-07-14 12:00")))
    assert not still_same(Deadline(utc("2026-01-13 11:00"), wall("2026-01-13 12:00")))


@given(st.datetimes(datetime(2020, 1, 1), datetime(2037, 12, 31)))  # noqa: DTZ001 - wall times
def test_every_deadline_shows_its_wall_time_or_is_missing(shown: datetime) -> None:
    found: tuple[Doubt, ...] = ()
    try:
        deadline = deadline_at(shown)
    except DoubtfulTime as refused:
        found = refused.doubts
    if any(not doubt.answers for doubt in found):
        assert [doubt.key for doubt in found] == [f"missing-{shown:%Y-%m-%d}"]
        return
    if found:
        deadline = deadline_at(shown, confirmed=[doubt.answers[0].key for doubt in found])
    assert in_uk(deadline.instant).replace(tzinfo=None, fold=0) == shown
    assert still_same(deadline)
