"""A date typed in three boxes, read or refused with words for the box at fault."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from precept.foundation.web.dates import DateBoxes, DateField, DateTyped

START = DateField(called="The start date")


@pytest.mark.parametrize(
    ("day", "month", "year", "expected"),
    [
        ("9", "3", "2027", date(2027, 3, 9)),
        ("09", "03", "2027", date(2027, 3, 9)),
        ("9", "March", "2027", date(2027, 3, 9)),
        ("9", "mar", "2027", date(2027, 3, 9)),
        ("29", "2", "2028", date(2028, 2, 29)),
    ],
)
def test_a_date_is_read_from_its_boxes(day: str, month: str, year: str, expected: date) -> None:
    assert START.clean(DateTyped(day, month, year)) == expected


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (DateTyped(), "Enter the start date"),
        (DateTyped("31", "2", "2027"), "The start date must be a real date"),
        (DateTyped("29", "2", "2027"), "The start date must be a real date"),
        (DateTyped("a", "b", "c"), "The start date must be a real date"),
        (DateTyped("9", "", "2027"), "The start date must include a month"),
        (DateTyped("", "", "2027"), "The start date must include a day and a month"),
    ],
)
def test_a_date_that_cannot_be_read_says_why(typed: DateTyped, words: str) -> None:
    with pytest.raises(ValidationError) as refused:
        START.clean(typed)
    assert refused.value.messages == [words]


def test_a_date_that_need_not_be_given_may_be_left_empty() -> None:
    assert DateField(required=False).clean(DateTyped()) is None


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)))
def test_every_date_survives_its_boxes(day: date) -> None:
    assert START.clean(DateTyped.of(day)) == day
    assert START.has_changed(day, DateTyped.of(day)) is False


def test_the_boxes_are_read_from_what_was_sent_without_spaces() -> None:
    sent = QueryDict("starts-day=+9+&starts-month=3&other-year=2027")
    assert DateBoxes().value_from_datadict(sent, {}, "starts") == DateTyped("9", "3", "")
    assert DateBoxes().value_omitted_from_data(sent, {}, "starts") is False
    assert DateBoxes().value_omitted_from_data(sent, {}, "ends") is True
