"""Writing to the ledger: what an action must do, and what nobody can undo."""

import json
import threading

import pytest
from django.db import DatabaseError, connection, transaction

from precept.foundation.ledger import actions, queries, sealing
from precept.foundation.ledger.actions import (
    SYSTEM,
    Changed,
    NoEvent,
    Refused,
    StreamRaced,
    action,
    record,
    tried,
)
from precept.foundation.ledger.models import Event, Part, Waiting
from precept.foundation.people.models import Person


@action
def name_person(*, email: str, name: str, why: str = "") -> Person:
    """An action for these tests: makes a person, and says so."""
    person = Person.objects.create(email=email, name=name)
    record("person:test", "person made", by=SYSTEM, why=why, after={"n": 1}, private={"name": name})
    return person


@action
def name_person_silently(*, email: str) -> Person:
    """A faulty action: it says nothing."""
    return Person.objects.create(email=email, name="Nobody")


@pytest.mark.django_db
def test_an_event_takes_the_next_place_and_names_the_one_before() -> None:
    name_person(email="a@opcc.example", name="A", why="first")
    name_person(email="b@opcc.example", name="B", why="second")

    events = list(Event.objects.filter(subject="person:test").order_by("place"))

    assert [event.place for event in events] == [1, 2]
    assert events[1].previous == events[0].digest
    assert actions.said(events[1]) == {"why": "second", "after": {"n": 1}}
    assert json.loads(events[0].parts.get(name="personal").text) == {"name": "A"}
    assert Waiting.objects.count() == 2


@pytest.mark.django_db
def test_the_same_words_are_hashed_differently_each_time() -> None:
    name_person(email="a@opcc.example", name="Same")
    name_person(email="b@opcc.example", name="Same")

    digests = list(Event.objects.values_list("personal", flat=True))

    assert len(set(digests)) == 2


@pytest.mark.django_db
def test_an_action_that_records_nothing_changes_nothing() -> None:
    with pytest.raises(NoEvent):
        name_person_silently(email="a@opcc.example")

    assert Person.objects.count() == 0


@pytest.mark.django_db
def test_recording_outside_an_action_is_a_fault() -> None:
    with pytest.raises(NoEvent):
        record("person:test", "person made", by=SYSTEM)


@pytest.mark.django_db
def test_an_event_and_its_change_are_lost_together() -> None:
    @action
    def half_done() -> None:
        Person.objects.create(email="a@opcc.example", name="A")
        record("person:test", "person made", by=SYSTEM)
        raise RuntimeError("the power went")

    with pytest.raises(RuntimeError):
        half_done()

    assert (Person.objects.count(), Event.objects.count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_an_action_that_lost_a_race_runs_again() -> None:
    runs = []

    @action
    def raced() -> None:
        runs.append(1)
        if len(runs) == 1:
            raise actions.StreamRaced("person:test")
        record("person:test", "person made", by=SYSTEM)

    raced()

    assert (len(runs), Event.objects.count()) == (2, 1)


@pytest.mark.django_db(transaction=True)
def test_two_writers_at_once_share_one_stream_without_a_gap() -> None:
    def write() -> None:
        try:
            for _ in range(10):
                again()
        finally:
            connection.close()

    @action
    def again() -> None:
        record("stream:one", "written", by=SYSTEM)

    writers = [threading.Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    places = Event.objects.filter(subject="stream:one").order_by("place")
    assert list(places.values_list("place", flat=True)) == list(range(1, 41))
    assert queries.check([]).holds


PROTECTED = ("ledger_event", "ledger_part", "ledger_checkpoint", "ledger_sealed")


@pytest.mark.django_db
@pytest.mark.parametrize("table", PROTECTED)
@pytest.mark.parametrize("attempt", ["UPDATE {t} SET id = id", "DELETE FROM {t}"])
def test_nothing_in_the_ledger_is_changed_or_deleted(table: str, attempt: str) -> None:
    name_person(email="a@opcc.example", name="A")
    sealing.seal()
    if table == "ledger_part":
        attempt += " WHERE name = 'facts'"

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attempt.format(t=table))

    assert queries.check([]).holds


@pytest.mark.django_db
def test_nothing_is_replaced_by_an_insert() -> None:
    name_person(email="a@opcc.example", name="A")
    event = Event.objects.get()
    if connection.vendor == "sqlite":
        attempt = (
            "INSERT OR REPLACE INTO ledger_event (id, subject, place, type, actor, at, facts, personal,"
            " previous, digest) SELECT id, subject, place, 'forged', actor, at, facts, personal,"
            " previous, digest FROM ledger_event"
        )
    else:
        attempt = (
            "INSERT INTO ledger_event (id, subject, place, type, actor, at, facts, personal, previous,"
            " digest) SELECT id, subject, place, 'forged', actor, at, facts, personal, previous, digest"
            " FROM ledger_event ON CONFLICT (id) DO UPDATE SET type = 'forged'"
        )

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attempt)

    event.refresh_from_db()
    assert event.type == "person made"


@pytest.mark.django_db
@pytest.mark.parametrize("table", PROTECTED)
def test_nothing_is_truncated(table: str) -> None:
    """PostgreSQL's trigger refuses; SQLite does not know the word."""
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table} CASCADE")


@pytest.mark.django_db
def test_erasing_personal_details_leaves_their_hash_and_says_so() -> None:
    name_person(email="a@opcc.example", name="A")
    event = Event.objects.get()

    actions.erase_personal_details(by=SYSTEM, events=[event], why="asked for under Article 17")

    assert not Part.objects.filter(event=event, name="personal").exists()
    outcome = queries.check([])
    assert (outcome.holds, outcome.erased) == (True, 1)


@pytest.mark.django_db
def test_personal_details_that_vanish_without_an_event_are_found() -> None:
    name_person(email="a@opcc.example", name="A")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM ledger_part WHERE name = 'personal'")

    assert [str(finding) for finding in queries.check([]).findings] == [
        "person:test #1: its personal are gone, and no event says that they were erased"
    ]


@pytest.mark.django_db
def test_actions_within_actions_are_one_transaction() -> None:
    @action
    def both() -> None:
        name_person(email="a@opcc.example", name="A")
        raise RuntimeError("the power went")

    with pytest.raises(RuntimeError):
        both()

    assert Event.objects.count() == 0


@pytest.mark.django_db
def test_an_export_without_parts_still_checks() -> None:
    name_person(email="a@opcc.example", name="A")
    sealing.seal()

    lines = [json.loads(line) for line in queries.export(with_parts=False)]

    assert lines[0]["parts"] == []
    assert lines[0]["withheld"] is True


@pytest.mark.parametrize(
    ("refusal", "done"),
    [(None, True), (Changed("Somebody was first."), False), (StreamRaced("person:test"), False)],
)
def test_what_somebody_else_did_first_is_not_done_again(
    refusal: Exception | None, done: bool
) -> None:
    def act(_thing: str) -> None:
        if refusal is not None:
            raise refusal

    assert tried(act, "thing") is done


def test_what_is_refused_otherwise_is_not_passed_over() -> None:
    def act(_thing: str) -> None:
        raise Refused("Not so.")

    with pytest.raises(Refused):
        tried(act, "thing")
