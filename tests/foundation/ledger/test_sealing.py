"""Sealing: everything not sealed yet, once, in order."""

import json

import pytest
from django_tasks_db.models import DBTaskResult

from precept.foundation.ledger import sealing
from precept.foundation.ledger.actions import SYSTEM, action, record
from precept.foundation.ledger.models import Checkpoint, Sealed, Waiting
from precept.foundation.outbox import registry


@action
def happen(*, subject: str = "thing:one") -> None:
    """Something happened."""
    record(subject, "happened", by=SYSTEM)


@pytest.mark.django_db
def test_sealing_nothing_makes_no_checkpoint() -> None:
    assert sealing.seal() == []


@pytest.mark.django_db
def test_a_checkpoint_counts_what_it_seals_and_links_to_the_one_before() -> None:
    happen()
    [first] = sealing.seal()
    happen()
    happen()
    [second] = sealing.seal()

    says = json.loads(second.statement)
    assert (says["number"], says["count"], says["size"]) == (2, 2, 3)
    assert says["previous"] == sealing.digests.statement_digest(first.statement)
    assert Waiting.objects.count() == 0


@pytest.mark.django_db
def test_an_event_of_a_slow_transaction_is_sealed_later_never_skipped() -> None:
    """“New” means not yet sealed: an event with a lower id may commit after a higher one was sealed."""
    happen(subject="thing:slow")
    slow = Waiting.objects.get()
    happen(subject="thing:quick")
    Waiting.objects.filter(pk=slow.pk).delete()  # as if it had not committed yet
    sealing.seal()
    Waiting.objects.create(event=slow.event)
    sealing.seal()

    assert Sealed.objects.filter(event=slow.event, checkpoint__number=2).exists()


@pytest.mark.django_db
def test_many_events_are_sealed_in_short_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "LEAVES", 3)
    for _ in range(7):
        happen()

    made = sealing.seal()

    assert [json.loads(one.statement)["count"] for one in made] == [3, 3, 1]
    assert Checkpoint.objects.count() == 3


@pytest.mark.django_db
def test_those_who_signed_up_hear_of_each_checkpoint(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[int] = []
    monkeypatch.setattr(
        sealing, "_when_sealed", [lambda checkpoint: heard.append(checkpoint.number)]
    )
    happen()

    sealing.seal()

    assert heard == [1]


@pytest.mark.django_db
def test_one_who_fails_to_hear_stops_nobody_else_and_is_told_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[int] = []
    is_ill = True

    def fails(checkpoint: Checkpoint) -> None:
        if is_ill:
            raise ValueError("the disk is full")
        heard.append(-checkpoint.number)

    def hears(checkpoint: Checkpoint) -> None:
        heard.append(checkpoint.number)

    monkeypatch.setattr(sealing, "_when_sealed", [fails, hears])
    monkeypatch.setattr(sealing, "LEAVES", 1)
    happen()
    happen()

    assert len(sealing.seal()) == 2

    assert heard == [1, 2]
    assert "did not hear of checkpoint 1" in caplog.text
    waiting = DBTaskResult.objects.order_by("enqueued_at")
    again = [row.args_kwargs["kwargs"] for row in waiting]
    assert [one["name"] for one in again] == ["ledger.tell", "ledger.tell"]
    assert [one["arguments"]["checkpoint"] for one in again] == [1, 2]

    is_ill = False
    for one in again:
        registry.registered("ledger.tell").function(**one["arguments"])
    assert heard == [1, 2, -1, -2]
