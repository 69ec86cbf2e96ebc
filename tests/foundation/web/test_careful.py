"""Open forms slow scripts down, and let every person through (security case A29)."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django import forms
from django.http import QueryDict
from django.template import engines

from precept.foundation.web import careful
from precept.foundation.web.careful import Careful

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Ask(Careful):
    words = forms.CharField()


class Other(Careful):
    words = forms.CharField()


def sent(stamp: str, trap: str = "") -> Ask:
    data = QueryDict(mutable=True)
    data.update({"words": "Hello", "made": stamp, "homepage": trap})
    return Ask(data)


def problems(form: Ask) -> list[str]:
    return list(form.non_field_errors())


@pytest.mark.parametrize(
    ("wait", "said"),
    [
        pytest.param(timedelta(seconds=1.9), [careful.TOO_QUICK], id="too-quick"),
        pytest.param(timedelta(seconds=2), [], id="two-seconds"),
        pytest.param(timedelta(hours=24), [], id="a-day"),
        pytest.param(timedelta(hours=24, seconds=1), [careful.TOO_OLD], id="more-than-a-day"),
    ],
)
def test_a_form_is_sent_as_quickly_as_people_can_and_within_a_day(
    wait: timedelta, said: list[str]
) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        stamp = Ask().stamp
        clock.shift(wait)
        assert problems(sent(stamp)) == said


def test_what_only_a_script_fills_in_is_refused_and_the_next_try_is_not() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        stamp = Ask().stamp
        clock.shift(timedelta(seconds=9))
        first = sent(stamp, "https://buy.example")
        assert problems(first) == [careful.FILLED_IN]
        assert "buy.example" not in page_of(first)
        assert problems(sent(first.stamp)) == []


def test_who_was_too_quick_gets_through_by_sending_it_again() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        first = sent(Ask().stamp)
        assert problems(first) == [careful.TOO_QUICK]
        clock.shift(timedelta(seconds=2))
        assert problems(sent(first.stamp)) == []


def test_a_moment_that_we_did_not_sign_for_this_form_counts_as_none() -> None:
    for stamp in ("", "made up", "1:2:3", Other().stamp):
        assert problems(sent(stamp)) == [careful.TOO_OLD]


def page_of(form: Ask) -> str:
    source = '{% from "web/careful.html" import careful_fields %}{{ careful_fields(form) }}'
    return str(engines["jinja2"].from_string(source).render({"form": form}))


def test_no_person_meets_the_box() -> None:
    page = page_of(Ask())
    assert '<div hidden aria-hidden="true">' in page
    assert 'autocomplete="off" tabindex="-1"' in page
    assert 'value=""' in page
