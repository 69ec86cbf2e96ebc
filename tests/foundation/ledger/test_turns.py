"""Work in many steps leaves the database to others between them."""

import time
from typing import Any

import pytest
from django.db import connection, transaction

from precept.foundation.ledger.turns import LONGEST, Turns

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long was slept, on a clock that goes a fifth of a second further at each look."""
    found: list[float] = []
    looks = iter(range(100))
    monkeypatch.setattr(time, "monotonic", lambda: next(looks) * 0.2)
    monkeypatch.setattr(time, "sleep", found.append)
    return found


def test_others_have_the_database_as_long_as_the_step_had_it(slept: list[float]) -> None:
    turns = Turns()
    turns.give_way()
    turns.give_way()
    assert slept == ([pytest.approx(0.2)] * 2 if connection.vendor == "sqlite" else [])


def test_a_long_step_does_not_make_the_work_stand_still(
    slept: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    turns = Turns()
    monkeypatch.setattr(time, "monotonic", lambda: 60.0)
    turns.give_way()
    assert slept == ([LONGEST] if connection.vendor == "sqlite" else [])


def test_nobody_sleeps_within_a_transaction(slept: list[Any]) -> None:
    with transaction.atomic():
        Turns().give_way()
    assert slept == []
