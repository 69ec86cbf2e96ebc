"""Limits are counted in the database, and give nobody away."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection, connections
from django.test import RequestFactory, override_settings

from precept.foundation.people import limits, rules
from precept.foundation.people.models import Allowance

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
THREE = (rules.Limit(3, timedelta(minutes=10)),)


@pytest.mark.django_db
def test_the_fourth_within_ten_minutes_is_refused_and_the_next_after_them_is_not() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        assert [limits.take("codes", "a@b.example", THREE) for _ in range(4)] == [True] * 3 + [
            False
        ]
        clock.shift(timedelta(minutes=10) - timedelta(seconds=1))
        assert limits.take("codes", "a@b.example", THREE) is False
        clock.shift(timedelta(seconds=1))
        assert limits.take("codes", "a@b.example", THREE) is True


@pytest.mark.django_db
def test_limits_of_two_people_and_of_two_things_do_not_touch() -> None:
    for _ in range(3):
        limits.take("codes", "a@b.example", THREE)
    assert limits.take("codes", "c@b.example", THREE) is True
    assert limits.take("passwords", "a@b.example", THREE) is True


@pytest.mark.django_db
def test_showing_who_one_is_gives_the_tries_back() -> None:
    for _ in range(3):
        limits.take("passwords", "a@b.example", THREE)
    assert limits.is_left("passwords", "a@b.example", THREE) is False
    limits.give_back("passwords", "a@b.example")
    assert limits.is_left("passwords", "a@b.example", THREE) is True


@pytest.mark.django_db
def test_what_is_stored_names_no_address() -> None:
    limits.take("codes", "a@b.example", THREE)
    row = Allowance.objects.get()
    assert len(row.key) == 64
    assert "example" not in row.key


@pytest.mark.django_db
def test_counts_that_no_longer_matter_are_forgotten() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        limits.take("codes", "old@b.example", THREE)
        clock.shift(timedelta(hours=24, seconds=1))
        limits.take("codes", "new@b.example", THREE)
        limits.forget_old()
    assert list(Allowance.objects.values_list("key", flat=True)) == [
        limits.keyed("codes", "new@b.example")
    ]


@pytest.mark.django_db(transaction=True)
def test_many_at_once_count_as_many(at_once: Callable[..., list[bool]]) -> None:
    answers = at_once(lambda: limits.take("codes", "a@b.example", THREE), 8)
    assert sorted(answers) == [False] * 5 + [True] * 3


@pytest.fixture
def at_once() -> Callable[..., list[bool]]:
    """Do something in several threads at the same moment."""
    from concurrent.futures import ThreadPoolExecutor

    def run(act: Callable[[], bool], times: int) -> list[bool]:
        def one(_: int) -> bool:
            try:
                return act()
            finally:
                connections.close_all()

        if connection.vendor == "sqlite" and connection.is_in_memory_db():
            return [act() for _ in range(times)]  # one connection: threads would wait for nobody
        with ThreadPoolExecutor(times) as pool:
            return list(pool.map(one, range(times)))

    return run


def test_only_behind_our_own_proxy_does_a_header_say_where_a_request_comes_from() -> None:
    request = RequestFactory().get(
        "/", REMOTE_ADDR="203.0.113.9", headers={"X-Forwarded-For": "198.51.100.1, 192.0.2.44"}
    )
    with override_settings(PRECEPT_BEHIND_PROXY=False):
        assert limits.asking_address(request) == "203.0.113.9"
    with override_settings(PRECEPT_BEHIND_PROXY=True):
        assert limits.asking_address(request) == "192.0.2.44"
        assert limits.asking_network(request) == "192.0.2.0/24"
