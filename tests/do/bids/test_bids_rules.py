"""What bids are told by rules alone: when something was saved."""

from datetime import UTC, datetime

import pytest

from precept.do.bids import rules


@pytest.mark.parametrize(
    ("saved", "words"),
    [
        (datetime(2026, 12, 9, 11, 42, 10, tzinfo=UTC), "at 11:42:10am"),
        (datetime(2026, 12, 9, 12, 0, tzinfo=UTC), "at midday"),
        (datetime(2026, 12, 8, 23, 59, 59, tzinfo=UTC), "at 11:59pm on 8 December 2026"),
        (datetime(2026, 7, 1, 23, 30, tzinfo=UTC), "at 12:30am on 2 July 2026"),
    ],
)
def test_a_save_tells_its_time_and_its_day_where_that_is_another(
    saved: datetime, words: str
) -> None:
    now = datetime(2026, 12, 9, 17, 0, tzinfo=UTC)
    assert rules.saved_words(saved, now) == words
