"""What the outbox decides by itself."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precept.foundation.outbox import rules
from precept.foundation.outbox.rules import Priority

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "priority"),
    [
        ("sign-in code", Priority.CODE),
        ("bid receipt", Priority.RECEIPT),
        ("receipt", Priority.RECEIPT),
        ("invitation", Priority.NOTICE),
        ("newsletter", Priority.NEWSLETTER),
        ("code of conduct", Priority.NOTICE),
    ],
)
def test_priority_goes_by_the_last_word_of_the_kind(kind: str, priority: Priority) -> None:
    assert rules.priority_of(kind) == priority


def test_codes_go_first_then_receipts_and_newsletters_last() -> None:
    assert sorted(Priority, reverse=True) == [
        Priority.CODE,
        Priority.RECEIPT,
        Priority.NOTICE,
        Priority.NEWSLETTER,
    ]


@pytest.mark.parametrize(
    ("tried", "chance", "seconds"),
    [
        (0, 1, 20),
        (1, 1, 20),
        (1, 0, 10),
        (2, 1, 40),
        (5, 0.5, 240),
        (12, 1, 14_400),
        (99, 0, 7_200),
    ],
)
def test_wait_doubles_to_four_hours(tried: int, chance: float, seconds: int) -> None:
    assert rules.wait_before_try(tried, chance) == timedelta(seconds=seconds)


@given(st.integers(0, 10_000), st.floats(0, 1))
def test_wait_is_never_short_nor_over_four_hours(tried: int, chance: float) -> None:
    wait = rules.wait_before_try(tried, chance)
    assert rules.FIRST_WAIT / 2 <= wait <= rules.LONGEST_WAIT
    assert wait <= rules.wait_before_try(tried + 1, 1)


def test_a_mail_is_tried_for_about_a_day_before_it_is_a_dead_letter() -> None:
    waits = [rules.wait_before_try(tried, 0.5) for tried in range(1, rules.MAIL_TRIES)]
    assert timedelta(hours=20) < sum(waits, timedelta()) < timedelta(hours=30)


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("Your code", "Your code"),
        ("Hello\r\nBcc: everyone@example.org", "Hello Bcc: everyone@example.org"),
        ("a\u2028b\u2029c\x0bd\x0ce\x85f\x00g", "a b c d e f g"),
        ("  two   words\t", "two words"),
        ("x" * 300, "x" * 200),
    ],
)
def test_one_line_holds_nothing_that_ends_a_header(typed: str, line: str) -> None:
    assert rules.one_line(typed) == line


@given(st.text())
def test_one_line_is_one_line_and_stays_as_it_is(typed: str) -> None:
    line = rules.one_line(typed)
    assert line.splitlines() in ([], [line])
    assert rules.one_line(line) == line.strip()


def test_plain_keeps_lines_and_drops_what_cannot_be_printed() -> None:
    assert rules.plain("Dear all,\r\n\tnow\rlater\x00\x1b[31m") == "Dear all,\n\tnow\nlater[31m\n"


@given(st.text())
def test_plain_ends_in_one_line_end(typed: str) -> None:
    text = rules.plain(typed)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@pytest.mark.parametrize(
    ("sender", "name"),
    [
        ("office@opcc.example", "<k7pq@opcc.example>"),
        ("The Office <office@opcc.example>", "<k7pq@opcc.example>"),
        ("office@bücher.example", "<k7pq@xn--bcher-kva.example>"),
        ("precept@localhost", "<k7pq@localhost>"),
        ("nonsense", "<k7pq@nonsense>"),
    ],
)
def test_message_id_is_ours_and_comes_from_the_reference(sender: str, name: str) -> None:
    assert rules.message_id("K7PQ", sender) == name


@pytest.mark.parametrize(
    ("late", "next_in"),
    [
        (timedelta(0), timedelta(hours=24)),
        (timedelta(hours=1), timedelta(hours=23)),
        (timedelta(hours=24), timedelta(hours=24)),
        (timedelta(days=3, hours=1), timedelta(hours=23)),
        (timedelta(hours=-2), timedelta(hours=26)),
    ],
)
def test_next_due_keeps_its_hour_however_late_it_was(late: timedelta, next_in: timedelta) -> None:
    assert rules.next_due(NOW - late, timedelta(hours=24), NOW) - NOW == next_in


@given(
    st.timedeltas(timedelta(0), timedelta(days=400)),
    st.timedeltas(timedelta(seconds=1), timedelta(days=40)),
)
def test_next_due_is_the_first_moment_in_step_after_now(late: timedelta, period: timedelta) -> None:
    due = rules.next_due(NOW - late, period, NOW)
    assert NOW < due <= NOW + period
    assert (due - (NOW - late)) % period == timedelta(0)


def test_reason_names_the_failure_in_one_line() -> None:
    assert rules.reason_of(ValueError("no\nsuch row")) == "ValueError: no such row"
    assert rules.reason_of(TimeoutError()) == "TimeoutError"
    assert len(rules.reason_of(ValueError("x" * 900))) <= rules.LONGEST_REASON


@pytest.mark.parametrize(
    ("done", "total", "share"),
    [(0, None, None), (5, 0, None), (0, 3, 0), (1, 3, 33), (3, 3, 100), (7, 3, 100)],
)
def test_share_is_in_whole_per_cent(done: int, total: int | None, share: int | None) -> None:
    assert rules.share(done, total) == share
