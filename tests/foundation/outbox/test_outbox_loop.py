"""The worker's loop, in this process: that it works, waits, and ends when it is told to."""

from collections.abc import Callable
from threading import Event, Thread
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction

from precept.foundation.outbox import claims, periodic, worker
from precept.foundation.outbox.actions import queue_task
from precept.foundation.outbox.models import QueuedTask, WorkerSeen

Register = Callable[..., list[dict[str, Any]]]
pytestmark = pytest.mark.django_db(transaction=True)


def working(stop: Event) -> Thread:
    """A worker in a thread, as beside the web server."""

    def work() -> None:
        try:
            worker.run_worker(stop)
        finally:
            connection.close()

    thread = Thread(target=work)
    thread.start()
    return thread


@pytest.fixture(autouse=True)
def quick_and_without_a_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "REST", 0.01)
    monkeypatch.setattr(periodic, "queue_due", list)


def test_worker_beside_the_web_server_works_and_ends(own_tasks: Register) -> None:
    done, stop = Event(), Event()
    own_tasks()
    from precept.foundation.outbox import registry

    @registry.task("test.tells")
    def tells() -> None:
        done.set()

    with transaction.atomic():
        task = queue_task("test.tells", {})
    thread = working(stop)
    assert done.wait(20)
    stop.set()
    thread.join(20)
    assert not thread.is_alive()
    assert QueuedTask.objects.select_related("result").get(pk=task.pk).state == "done"
    assert WorkerSeen.objects.count() == 0


def test_worker_waits_for_a_database_that_is_away(
    own_tasks: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_tasks()
    back, stop = Event(), Event()
    real, asked = claims.claim, []

    def away_twice(row: WorkerSeen) -> claims.Claim | None:
        asked.append(row)
        if len(asked) <= 2:
            raise OperationalError("the database is away")
        back.set()
        return real(row)

    monkeypatch.setattr(claims, "claim", away_twice)
    thread = working(stop)
    assert back.wait(20)
    stop.set()
    thread.join(20)
    assert len(asked) >= 3


def test_outcome_that_cannot_be_written_is_written_when_it_can(
    own_tasks: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "SETTLING_WAITS", (0, 0, 0))
    own_tasks()
    with transaction.atomic():
        task = queue_task("test.noted", {})
    real, tried = claims.succeeded, []

    def away_twice(claimed: claims.Claim) -> bool:
        tried.append(claimed)
        if len(tried) <= 2:
            raise OperationalError("the database is away")
        return real(claimed)

    monkeypatch.setattr(claims, "succeeded", away_twice)
    assert worker.work_until_idle() == 1
    assert len(tried) == 3
    assert QueuedTask.objects.select_related("result").get(pk=task.pk).state == "done"
