"""How a worker takes a task, what becomes of failures, and how a lost task is found again."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django_tasks_db.models import DBTaskResult

from precept.foundation.outbox import claims, registry, rules
from precept.foundation.outbox.actions import queue_task
from precept.foundation.outbox.models import QueuedTask, WorkerSeen
from precept.foundation.outbox.registry import NeverAgain
from precept.foundation.outbox.worker import work_until_idle

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
Register = Callable[..., list[dict[str, Any]]]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def standing_clock() -> Any:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def worker() -> WorkerSeen:
    return WorkerSeen.objects.create(name="first")


def seen(task: QueuedTask) -> QueuedTask:
    return QueuedTask.objects.select_related("result").get(pk=task.pk)


def claimed(worker: WorkerSeen) -> claims.Claim:
    claim = claims.claim(worker)
    assert claim is not None
    return claim


def test_claim_takes_a_task_from_everybody_else(own_tasks: Register, worker: WorkerSeen) -> None:
    own_tasks(longest=timedelta(minutes=3))
    task = queue_task("test.noted", {"number": 1})
    claim = claimed(worker)
    assert claim.task == task
    assert claim.arguments == {"name": "test.noted", "arguments": {"number": 1}}
    assert claims.claim(WorkerSeen.objects.create(name="second")) is None
    task = seen(task)
    assert (task.state, task.attempts, task.worker, task.lost_after) == (
        "running",
        1,
        worker,
        NOW + timedelta(minutes=3),
    )
    assert task.result.worker_ids == ["first"]


def test_failure_waits_longer_each_time_and_then_is_a_dead_letter(
    own_tasks: Register, standing_clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("random.random", lambda: 1.0)
    own_tasks(fails=[ValueError(f"broken {number}") for number in (1, 2, 3)], attempts=3)
    task = queue_task("test.noted", {})
    story = []
    moment = NOW
    for _ in range(3):
        standing_clock.move_to(moment)
        assert work_until_idle() == 1
        task = seen(task)
        story.append((task.state, task.attempts, task.reason, task.result.run_after - moment))
        moment = task.result.run_after
    assert story == [
        ("to be tried again", 1, "ValueError: broken 1", timedelta(seconds=20)),
        ("to be tried again", 2, "ValueError: broken 2", timedelta(seconds=40)),
        ("failed", 3, "ValueError: broken 3", timedelta(0)),
    ]
    assert task.result.exception_class_path == "builtins.ValueError"
    assert "broken 3" in task.result.traceback
    standing_clock.move_to(NOW + timedelta(days=9))
    assert work_until_idle() == 0


def test_failure_that_trying_cannot_cure_is_a_dead_letter_at_once(own_tasks: Register) -> None:
    own_tasks(fails=[NeverAgain("no such mailbox")])
    task = queue_task("test.noted", {})
    work_until_idle()
    task = seen(task)
    assert (task.state, task.attempts, task.reason) == ("failed", 1, "NeverAgain: no such mailbox")


def test_part_is_told_of_the_last_failure_alone(
    own_tasks: Register, standing_clock: time_machine.Traveller
) -> None:
    told: list[dict[str, Any]] = []
    own_tasks(
        fails=[ValueError(), ValueError()],
        attempts=2,
        when_dead=lambda **arguments: told.append(arguments),
    )
    queue_task("test.noted", {"number": 7})
    work_until_idle()
    assert told == []
    standing_clock.move_to(NOW + timedelta(hours=1))
    work_until_idle()
    assert told == [{"number": 7}]


def test_part_that_cannot_hear_does_not_keep_the_dead_letter_back(own_tasks: Register) -> None:
    def deaf(**_arguments: Any) -> None:
        QueuedTask.objects.update(reason="half a change")
        raise RuntimeError("deaf")

    own_tasks(fails=[ValueError("broken")], attempts=1, when_dead=deaf)
    task = queue_task("test.noted", {})
    work_until_idle()
    assert (seen(task).state, seen(task).reason) == ("failed", "ValueError: broken")


def test_task_that_this_release_does_not_know_waits_for_one_that_does(own_tasks: Register) -> None:
    own_tasks()
    task = queue_task("test.noted", {})
    del registry._registered["test.noted"]
    work_until_idle()
    assert seen(task).state == "to be tried again"
    assert seen(task).reason == "KeyError: 'no part has a task named “test.noted”'"


@pytest.mark.parametrize(
    ("silent_for", "state"),
    [(rules.LOST_AFTER, "running"), (rules.LOST_AFTER + timedelta(seconds=1), "to be tried again")],
)
def test_task_of_a_silent_worker_is_swept(
    silent_for: timedelta,
    state: str,
    own_tasks: Register,
    worker: WorkerSeen,
    standing_clock: time_machine.Traveller,
) -> None:
    own_tasks()
    task = queue_task("test.noted", {})
    claimed(worker)
    standing_clock.move_to(NOW + silent_for)
    found = claims.sweep()
    assert (found, seen(task).state) == (int(state != "running"), state)


def test_task_that_takes_too_long_is_swept_though_its_worker_lives(
    own_tasks: Register, worker: WorkerSeen, standing_clock: time_machine.Traveller
) -> None:
    own_tasks(longest=timedelta(minutes=3))
    task = queue_task("test.noted", {})
    claimed(worker)
    for minutes, found in ((3, 0), (4, 1)):
        standing_clock.move_to(NOW + timedelta(minutes=minutes))
        WorkerSeen.objects.update(seen=NOW + timedelta(minutes=minutes))
        assert claims.sweep() == found
    assert seen(task).reason == "The worker stopped, or took too long, while it ran."


def test_task_that_kills_its_workers_is_a_dead_letter_in_the_end(
    own_tasks: Register, worker: WorkerSeen, standing_clock: time_machine.Traveller
) -> None:
    told: list[dict[str, Any]] = []
    own_tasks(attempts=2, when_dead=lambda **arguments: told.append(arguments))
    task = queue_task("test.noted", {"number": 7})
    for hours in (1, 2):
        claimed(worker)
        standing_clock.move_to(NOW + timedelta(hours=hours))
        assert claims.sweep() == 1
        WorkerSeen.objects.update(seen=NOW + timedelta(hours=hours))
        standing_clock.move_to(NOW + timedelta(hours=hours, minutes=1))
    assert (seen(task).state, seen(task).attempts, told) == ("failed", 2, [{"number": 7}])


def test_worker_taken_for_dead_cannot_overwrite_what_the_next_did(
    own_tasks: Register, worker: WorkerSeen, standing_clock: time_machine.Traveller
) -> None:
    own_tasks()
    task = queue_task("test.noted", {})
    old = claimed(worker)
    standing_clock.move_to(NOW + timedelta(hours=1))
    claims.sweep()
    standing_clock.move_to(NOW + timedelta(hours=2))
    new = claimed(WorkerSeen.objects.create(name="second"))
    assert [
        claims.succeeded(old),
        claims.failed(old, ValueError("late")),
        claims.hand_back(old),
    ] == [False, False, False]
    assert (seen(task).state, seen(task).attempts) == ("running", 2)
    assert claims.succeeded(new)
    assert seen(task).state == "done"


def test_task_handed_back_was_not_tried(own_tasks: Register, worker: WorkerSeen) -> None:
    calls = own_tasks()
    task = queue_task("test.noted", {})
    assert claims.hand_back(claimed(worker))
    assert (seen(task).state, seen(task).attempts, seen(task).worker) == ("waiting", 0, None)
    assert work_until_idle() == 1
    assert calls == [{}]


def test_idle_worker_asks_once_and_locks_nothing(
    worker: WorkerSeen, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1) as asked:
        assert claims.claim(worker) is None
    assert asked.captured_queries[0]["sql"].startswith("SELECT")


@pytest.mark.parametrize("others", [0, 60])
def test_claim_costs_the_same_however_many_wait(
    others: int, own_tasks: Register, worker: WorkerSeen, django_assert_num_queries: Any
) -> None:
    own_tasks()
    for number in range(others + 1):
        queue_task("test.noted", {"number": number})
    with django_assert_num_queries(7):
        claimed(worker)


def test_rows_of_somebody_else_in_the_same_table_are_left_alone(own_tasks: Register) -> None:
    own_tasks()
    queue_task("test.noted", {})
    DBTaskResult.objects.update(task_path="elsewhere.task")
    assert work_until_idle() == 0


def test_two_tasks_cannot_have_one_name(own_tasks: Register) -> None:
    own_tasks("test.one")

    def other() -> None: ...

    with pytest.raises(ValueError, match=r"two tasks are named “test.one”"):
        registry.task("test.one")(other)


@pytest.mark.parametrize("name", ["", "seal", "Ledger.seal", "ledger seal", "ledger."])
def test_task_is_named_by_its_part(name: str) -> None:
    with pytest.raises(ValueError, match=r"named part\.name"):
        registry.task(name)


def test_what_comes_round_needs_a_period() -> None:
    with pytest.raises(ValueError, match="needs a period"):
        registry.every("test.never")
