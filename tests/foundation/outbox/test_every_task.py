"""Every task of every part can run twice, and again after it was killed half-way (security 5.5)."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from precept.foundation.outbox import registry

TESTS = Path(__file__).resolve().parents[2]
NOT_ITS_OUTCOME = {
    "outbox_workerseen",
    "outbox_periodic",
    "outbox_queuedtask",
    "django_tasks_database_dbtaskresult",
}
MOST_WRITES = 200
ADDS = {
    "ledger.seal": "the release of a checkpoint is an event itself, which the next checkpoint seals",
    "ledger.tell": "a release that changes nothing is an event too",
}
"""Tasks that add something each time, and why; they still change nothing that is there."""

EMPTIES = {"ledger_waiting"}
ELSEWHERE = {
    "outbox.sweep": "what it finds stands in the queue's own tables",
    "documents.scan_waiting": "what it queues stands there too",
    "documents.forget": "it deletes a file of the store",
}


@pytest.fixture(autouse=True)
def store(tmp_path: Path, settings: Any) -> None:
    """A file store for one test alone, and an office that said it has no scanner."""
    settings.MEDIA_ROOT = str(tmp_path / "files")
    settings.PRECEPT_KEEPING = str(tmp_path / "keeping")
    settings.PRECEPT_SCANNER = "none"


def samples() -> dict[str, Callable[[], dict[str, Any]]]:
    """The samples of every part, wherever its tests stand."""
    found: dict[str, Callable[[], dict[str, Any]]] = {}
    for file in sorted(TESTS.rglob("task_samples.py")):
        module = import_module(".".join(file.relative_to(TESTS.parent).with_suffix("").parts))
        twice = found.keys() & module.SAMPLES.keys()
        assert not twice, f"{file} and another have samples of {twice}"
        found |= module.SAMPLES
    return found


def everything_kept() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of ours, but the queue's own."""
    kept = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            table = model._meta.db_table
            if model.__module__.startswith("precept.") and table not in NOT_ITS_OUTCOME:
                cursor.execute(f'SELECT * FROM "{table}"')
                kept[table] = sorted(cursor.fetchall(), key=repr)
    return kept


class Killed(BaseException):
    """Where a worker was killed: nothing may catch it."""


class KillAtWrite:
    """Stands in the way of one of the statements that write."""

    def __init__(self, number: int) -> None:
        self.left = number

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql[:6].upper() in {"INSERT", "UPDATE", "DELETE"}:
            self.left -= 1
            if self.left == 0:
                raise Killed
        return execute(sql, params, many, context)


def same_again(name: str, once: dict[str, list[tuple[Any, ...]]]) -> None:
    """Whether another run left everything as it was, or as it was and more."""
    twice = everything_kept()
    if name not in ADDS:
        assert twice == once
        return
    for table in once.keys() - EMPTIES:
        gone = [row for row in once[table] if row not in twice[table]]
        assert gone == [], table


def test_every_task_has_a_sample_and_every_sample_a_task() -> None:
    known = {one.name for one in registry.all_registered()}
    given = set(samples())
    assert (known - given, given - known) == (set(), set()), (
        "each part with tasks has a task_samples.py in its tests (foundation/outbox has one to follow)"
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", sorted(samples()))
def test_task_that_runs_twice_comes_to_the_same(name: str) -> None:
    arguments = samples()[name]()
    before = everything_kept()
    run = registry.registered(name).function
    run(**arguments)
    once = everything_kept()
    run(**arguments)
    same_again(name, once)
    assert once != before or name in ELSEWHERE, "the sample gave it nothing to do"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", sorted(samples()))
def test_task_that_was_killed_half_way_comes_to_an_end(name: str) -> None:
    arguments = samples()[name]()
    run = registry.registered(name).function
    for number in range(1, MOST_WRITES):
        try:
            with connection.execute_wrapper(KillAtWrite(number)):
                run(**arguments)
        except Killed:
            continue
        break
    else:
        raise AssertionError(f"{name} writes {MOST_WRITES} times: make its steps shorter")
    once = everything_kept()
    run(**arguments)
    same_again(name, once)
