"""What comes round by the clock, what is deleted in the end, and how far long jobs are."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
import time_machine
from django.db import connection
from django_tasks_db.models import DBTaskResult

from precept.foundation.ledger.actions import SYSTEM, action, record
from precept.foundation.ledger.models import Checkpoint
from precept.foundation.outbox import periodic, progress, purge, registry
from precept.foundation.outbox.actions import queue_mail, queue_task
from precept.foundation.outbox.models import Mail, Periodic, Progress, QueuedTask, WorkerSeen
from precept.foundation.outbox.worker import work_until_idle

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
Register = Callable[..., list[dict[str, Any]]]


@pytest.fixture(autouse=True)
def standing_clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def one_daily(monkeypatch: pytest.MonkeyPatch, own_tasks: Register) -> list[dict[str, Any]]:
    """A single task that comes round, each day."""
    monkeypatch.setattr(registry, "_registered", {})
    return own_tasks("test.daily", period=timedelta(hours=24))


@pytest.mark.django_db
def test_periodic_task_comes_round_in_step_with_the_first_time(
    one_daily: list[dict[str, Any]], standing_clock: time_machine.Traveller
) -> None:
    story = []
    for hours in (0, 1, 23.9, 24, 24.5, 90, 91, 96):
        standing_clock.move_to(NOW + timedelta(hours=hours))
        story.append((hours, periodic.queue_due()))
        work_until_idle()
    assert [hours for hours, queued in story if queued == ["test.daily"]] == [0, 24, 90, 96]
    assert one_daily == [{}] * 4


@pytest.mark.django_db
def test_periodic_task_that_still_waits_does_not_wait_twice(
    one_daily: list[dict[str, Any]], standing_clock: time_machine.Traveller
) -> None:
    for days in range(5):
        standing_clock.move_to(NOW + timedelta(days=days))
        periodic.queue_due()
    assert work_until_idle() == 1
    assert one_daily == [{}]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("known", [True, False])
def test_periodic_task_is_queued_once_however_many_workers_look(
    known: bool, one_daily: list[dict[str, Any]]
) -> None:
    if known:
        Periodic.objects.create(name="test.daily", due=NOW)
    together = Barrier(4)
    queued: list[str] = []

    def look() -> None:
        try:
            together.wait(timeout=20)
            queued.extend(periodic.queue_due())
        finally:
            connection.close()

    lookers = [Thread(target=look) for _ in range(4)]
    for looker in lookers:
        looker.start()
    for looker in lookers:
        looker.join()
    assert queued == ["test.daily"]
    assert QueuedTask.objects.count() == 1


@pytest.mark.django_db
def test_idle_look_at_the_clock_costs_one_query(
    one_daily: list[dict[str, Any]], django_assert_num_queries: Any
) -> None:
    periodic.queue_due()
    with django_assert_num_queries(1):
        assert periodic.queue_due() == []


def test_office_has_these_periodic_tasks() -> None:
    assert {
        one.name: one.period for one in registry.all_registered() if one.name.startswith("outbox.")
    } == {
        "outbox.purge": timedelta(hours=24),
        "outbox.send_mail": None,
        "outbox.sweep": timedelta(minutes=1),
    }
    assert registry.registered("ledger.seal").period == timedelta(hours=24)


@pytest.mark.django_db
def test_ledger_is_sealed_daily() -> None:
    @action
    def act() -> None:
        record("office:test", "office set up", by=SYSTEM)

    act()
    with_seal = periodic.queue_due()
    assert "ledger.seal" in with_seal
    work_until_idle()
    assert Checkpoint.objects.count() >= 1


# Deleting.


@pytest.mark.django_db
def test_purge_deletes_what_nobody_needs_and_nothing_else(own_tasks: Register) -> None:
    own_tasks()
    ages = {
        "done": ("SUCCESSFUL", timedelta(days=14)),
        "failed": ("FAILED", timedelta(days=90)),
    }
    kept = []
    for status, age in ages.values():
        for more, stays in ((timedelta(0), True), (timedelta(seconds=1), False)):
            task = queue_task("test.noted", {})
            DBTaskResult.objects.filter(pk=task.pk).update(
                status=status, finished_at=NOW - age - more
            )
            if stays:
                kept.append(task.pk)
    kept.append(queue_task("test.noted", {}).pk)
    DBTaskResult.objects.update(enqueued_at=NOW - timedelta(days=400))
    assert purge.purge_step() is False
    assert set(QueuedTask.objects.values_list("pk", flat=True)) == set(kept)
    assert DBTaskResult.objects.count() == len(kept)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "days", "left"),
    [
        ("sent", 30, "whole"),
        ("sent", 31, "without its words"),
        ("sent", 366, "nothing"),
        ("kept", 31, "without its words"),
        ("given up", 366, "nothing"),
        ("too late", 366, "nothing"),
        ("dead", 366, "whole"),
        ("waiting", 366, "whole"),
    ],
)
def test_purge_forgets_what_a_mail_said_and_later_the_mail(
    state: str, days: int, left: str
) -> None:
    queue_mail(to="a@opcc.example", subject="Due", text="It is due.", kind="notice")
    Mail.objects.update(state=state, settled=NOW - timedelta(days=days))
    purge.purge_step()
    found = Mail.objects.first()
    assert left == ("nothing" if found is None else "whole" if found.text else "without its words")


@pytest.mark.django_db
def test_purge_takes_a_bounded_step_and_queues_the_next(
    own_tasks: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(purge, "STEP", 3)
    own_tasks()
    for _ in range(7):
        task = queue_task("test.noted", {})
        DBTaskResult.objects.filter(pk=task.pk).update(
            status="SUCCESSFUL", finished_at=NOW - timedelta(days=20)
        )
    assert purge.purge_step() is True
    assert QueuedTask.objects.count() == 4
    queue_task("outbox.purge", {})
    assert work_until_idle() == 2
    assert list(QueuedTask.objects.values_list("name", flat=True)) == ["outbox.purge"] * 2


@pytest.mark.django_db
def test_purge_forgets_old_jobs_and_workers_but_none_with_a_task_in_hand(
    own_tasks: Register,
) -> None:
    own_tasks()
    old = NOW - timedelta(days=31)
    gone = progress.begin(subject="intake:A", title="Old", by=SYSTEM)
    stays = progress.begin(subject="intake:B", title="New", by=SYSTEM)
    Progress.objects.filter(pk=gone.pk).update(changed=old)
    WorkerSeen.objects.create(name="gone", seen=old)
    busy = WorkerSeen.objects.create(name="busy", seen=old)
    WorkerSeen.objects.create(name="here")
    task = queue_task("test.noted", {})
    QueuedTask.objects.filter(pk=task.pk).update(worker=busy)
    purge.purge_step()
    assert list(Progress.objects.all()) == [stays]
    assert sorted(WorkerSeen.objects.values_list("name", flat=True)) == ["busy", "here"]


# How far a job is.


@pytest.mark.django_db
def test_progress_tells_how_far_a_job_is_and_that_it_ended(
    standing_clock: time_machine.Traveller,
) -> None:
    job = progress.begin(subject="intake:K7PQ", title="Loading grants", by=SYSTEM, total=300)
    story = [(job.state, job.done, job.share)]
    standing_clock.move_to(NOW + timedelta(seconds=5))
    progress.advance(job.reference, done=100, words="Line 100")
    job.refresh_from_db()
    story.append((job.state, job.done, job.share))
    assert (job.words, job.changed) == ("Line 100", NOW + timedelta(seconds=5))
    progress.finish(job.reference, words="300 loaded", href="/office/intake/K7PQ")
    job.refresh_from_db()
    story.append((job.state, job.done, job.share))
    assert story == [("running", 0, 0), ("running", 100, 33), ("done", 100, 100)]
    assert (job.words, job.href, job.started_by) == ("300 loaded", "/office/intake/K7PQ", "system")


@pytest.mark.django_db
def test_progress_that_has_ended_stays_as_it_ended() -> None:
    job = progress.begin(subject="intake:K7PQ", title="Loading grants", by=SYSTEM)
    progress.stop(job.reference, words="Line 7 has no reference")
    progress.advance(job.reference, done=8, total=9)
    progress.finish(job.reference)
    job.refresh_from_db()
    assert (job.state, job.done, job.total, job.words, job.share) == (
        "failed",
        0,
        None,
        "Line 7 has no reference",
        None,
    )


@pytest.mark.django_db
def test_progress_learns_the_whole_on_the_way() -> None:
    job = progress.begin(subject="intake:K7PQ", title="Loading\ngrants", by=SYSTEM)
    progress.advance(job.reference, done=1, total=4)
    job.refresh_from_db()
    assert (job.title, job.share) == ("Loading grants", 25)
