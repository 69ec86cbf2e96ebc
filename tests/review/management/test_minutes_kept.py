"""Agreed minutes are held by the database, and ``precept verify`` finds whoever went round it (security: A07)."""

from collections.abc import Callable
from datetime import date
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection, transaction

from precept.foundation.ledger.models import Event
from precept.foundation.people.models import Person
from precept.review.management import actions
from precept.review.management.models import Meeting, Minutes
from precept.review.management.rules import fingerprint
from precept.site.setting_up import verify
from tests.review.management.making import agreed

pytestmark = pytest.mark.django_db
protected = import_module("precept.review.management.migrations.0002_protected")


@pytest.fixture
def minutes(cast: SimpleNamespace, call: Callable[..., Meeting]) -> Minutes:
    """Two versions of a meeting's minutes: the second is the one given."""
    made = call(on=date(2026, 11, 30))
    agreed(cast, made, opening="Nobody spoke")
    now = Meeting.objects.get(pk=made.pk)
    came = {one.pk: "present" for one in now.attendees.all()}
    said = {one.pk: ("Somebody spoke", "") for one in now.items.all()}
    return actions.correct_minutes(
        by=cast.officer,
        meeting=now,
        version=now.version,
        why="Somebody did speak",
        came=came,
        said=said,
    )


@pytest.fixture
def without_triggers(minutes: Minutes) -> Minutes:
    """What holds the minutes stands aside, as it does for whoever owns the database."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        protected.release(None, SimpleNamespace(connection=connection, execute=cursor.execute))
    return minutes


CHANGES = (
    "UPDATE management_minutes SET why = 'Another reason' WHERE id = %s",
    "UPDATE management_minutes SET sha256 = '0' WHERE id = %s",
    "UPDATE management_minutes SET body = '{}' WHERE id = %s",
    "UPDATE management_minutes SET number = 9 WHERE id = %s",
    "UPDATE management_minutes SET agreed = NULL WHERE id = %s",
    "DELETE FROM management_minutes WHERE id = %s",
)
SQLITE = (
    "INSERT OR REPLACE INTO management_minutes SELECT * FROM management_minutes WHERE id = %s",
    "REPLACE INTO management_minutes SELECT * FROM management_minutes WHERE id = %s",
)


def test_no_statement_changes_agreed_minutes(minutes: Minutes) -> None:
    ways = [(one, [minutes.pk]) for one in CHANGES]
    if connection.vendor == "sqlite":
        ways += [(one, [minutes.pk]) for one in SQLITE]
    else:
        with connection.cursor() as cursor:
            # Foreign keys still to be checked would refuse TRUNCATE before our own trigger is asked.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        ways.append(("TRUNCATE management_minutes CASCADE", []))
    before = list(Minutes.objects.order_by("pk").values())

    for statement, given in ways:
        with (
            pytest.raises(DatabaseError, match="agreed minutes are never changed"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement, given)

    assert list(Minutes.objects.order_by("pk").values()) == before


def _reworded(of: Minutes) -> None:
    Minutes.objects.filter(pk=of.pk).update(body={**of.body, "place": "Elsewhere"})


def _reworded_and_hashed(of: Minutes) -> None:
    body = {**of.body, "place": "Elsewhere"}
    Minutes.objects.filter(pk=of.pk).update(body=body, sha256=fingerprint(body))


def _other_reason(of: Minutes) -> None:
    Minutes.objects.filter(pk=of.pk).update(why="Nothing was wrong")


def _other_hand(of: Minutes) -> None:
    Minutes.objects.filter(pk=of.pk).update(agreed_by=Person.objects.get(name="Abe Longacre"))


def _taken_away(of: Minutes) -> None:
    of.delete()


def _all_taken_away(of: Minutes) -> None:
    Minutes.objects.all().delete()


def _put_in(of: Minutes) -> None:
    Minutes.objects.create(
        meeting=of.meeting, number=3, body=of.body, sha256=of.sha256, agreed_by=of.agreed_by
    )


@pytest.mark.parametrize(
    ("tamper", "words"),
    [
        (_reworded, "version 2 of its minutes does not read as it was agreed"),
        (_reworded_and_hashed, "version 2 of its minutes does not read as it was agreed"),
        (_other_reason, "who agreed version 2 of its minutes, or why, is not what was recorded"),
        (_other_hand, "who agreed version 2 of its minutes, or why, is not what was recorded"),
        (_taken_away, "version 2 of its minutes is gone"),
        (_all_taken_away, "version 1 of its minutes is gone"),
        (_put_in, "nobody agreed version 3 of its minutes"),
    ],
)
def test_tampering_with_minutes_is_found_and_named(
    without_triggers: Minutes,
    capsys: pytest.CaptureFixture[str],
    tamper: Callable[[Minutes], None],
    words: str,
) -> None:
    assert verify((), None) == 0
    tamper(without_triggers)

    assert verify((), None) == 1
    assert f"{without_triggers.meeting.subject}: {words}" in capsys.readouterr().out
    assert Event.objects.filter(type="minutes corrected").count() == 1
