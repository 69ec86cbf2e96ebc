"""The tasks that the office's work sets off, known by name; some come round by the clock."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

from django_tasks import task as django_task

from precept.foundation.outbox.rules import NAME, Priority

F = TypeVar("F", bound=Callable[..., Any])


class NeverAgain(Exception):
    """A failure that trying again cannot cure: the task becomes a dead letter at once."""


@dataclass(frozen=True)
class Registered:
    """A task: what it calls, how often it is tried, how long a try may take before it is lost."""

    name: str
    function: Callable[..., Any]
    attempts: int
    longest: timedelta
    priority: int
    when_dead: Callable[..., None] | None
    period: timedelta | None

    def check(self, arguments: dict[str, Any]) -> None:
        """TypeError where the task does not take these arguments."""
        inspect.signature(self.function).bind(**arguments)


_registered: dict[str, Registered] = {}


def task(
    name: str,
    *,
    attempts: int = 8,
    longest: timedelta = timedelta(minutes=15),
    priority: int = Priority.NOTICE,
    when_dead: Callable[..., None] | None = None,
    period: timedelta | None = None,
) -> Callable[[F], F]:
    """Register a function of keyword arguments (JSON values) as the task ``part.name``.

    It is called outside any transaction, perhaps twice, perhaps after it was killed half-way: it
    calls an action that comes to the same. ``when_dead`` is called with the same arguments, in the
    transaction that gives up on the last try. ValueError where another task has the name.
    """
    if not NAME.fullmatch(name):
        raise ValueError(f"a task is named part.name, not “{name}”")

    def register(function: F) -> F:
        other = _registered.get(name)
        if other is not None and _place(other.function) != _place(function):
            raise ValueError(f"two tasks are named “{name}”")
        _registered[name] = Registered(
            name, function, attempts, longest, int(priority), when_dead, period
        )
        return function

    return register


def every(
    name: str, *, hours: float = 0, minutes: float = 0, attempts: int = 3, priority: int = 0
) -> Callable[[F], F]:
    """Register a task without arguments that is queued once a period, however many workers run."""
    period = timedelta(hours=hours, minutes=minutes)
    if period <= timedelta(0):
        raise ValueError(f"“{name}” needs a period")
    return task(name, attempts=attempts, priority=priority, period=period)


def _place(function: Callable[..., Any]) -> tuple[str, str]:
    return function.__module__, function.__qualname__


def registered(name: str) -> Registered:
    """The task of a name. KeyError where no part has it."""
    try:
        return _registered[name]
    except KeyError:
        raise KeyError(f"no part has a task named “{name}”") from None


def all_registered() -> list[Registered]:
    """Every task, by name."""
    return [_registered[name] for name in sorted(_registered)]


@django_task()
def carry_out(*, name: str, arguments: dict[str, Any]) -> None:
    """The one task that Django's Tasks interface knows: it finds ours by name.

    Rows in the queue so hold no paths of our modules, which may move between releases.
    """
    registered(name).function(**arguments)
