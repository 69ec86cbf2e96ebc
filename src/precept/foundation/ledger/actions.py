"""Writing to the ledger: the transaction of every action, and its event."""

import functools
import json
import secrets
import time
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, ParamSpec, Protocol, TypeVar

from django.db import IntegrityError, connection, transaction

from precept.foundation import clock
from precept.foundation.ledger import verify_ledger as digests
from precept.foundation.ledger.models import Event, Part, Waiting

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")

ATTEMPTS = 40
LONGEST_PAUSE = 0.02
"""Seconds, at the most, before an action that lost a race runs again: each waits another while."""


class Refusal(Exception):
    """Why something was not done, in words fit to show."""

    def __init__(self, words: str, field: str | None = None) -> None:
        super().__init__(words)
        self.words = words
        self.field = field


class NotAllowed(Refusal):
    """This person may not do this."""


class Refused(Refusal):
    """Nobody may do this as things stand; ``field`` names the answer to change, where there is one."""


class Changed(Refusal):
    """Somebody else was first: what this person saw is no longer so."""


class NoEvent(RuntimeError):
    """An action changed something and recorded nothing: a fault in our code."""


class StreamRaced(Exception):
    """Another action took the next place of the stream first."""


class Actor(Protocol):
    """Whoever does something: a person, or the system itself."""

    @property
    def ledger_name(self) -> str:
        """What events call whoever did them; never anything personal."""
        ...


@dataclass(frozen=True)
class TheSystem:
    """What the clock or the command line does."""

    ledger_name: str = "system"


SYSTEM = TheSystem()


@dataclass
class Work:
    """What the action under way has done so far."""

    events: int = 0
    writes: int = 0


_under_way: ContextVar[Work | None] = ContextVar("work under way", default=None)


def _count_writes(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    work = _under_way.get()
    if work is not None and sql[:6].upper() in {"INSERT", "UPDATE", "DELETE"}:
        table = sql.split('"', 2)[1] if '"' in sql else ""
        if not table.startswith("ledger_"):
            work.writes += 1
    return execute(sql, params, many, context)


def action(function: Callable[P, R]) -> Callable[P, R]:
    """Make a function one thing that a person can do: one transaction, at least one event.

    Run again from the start when it lost a race for a place in a stream. An action called by another
    joins its transaction.
    """

    @functools.wraps(function)
    def act(*args: P.args, **kwargs: P.kwargs) -> R:
        if _under_way.get() is not None:
            return function(*args, **kwargs)
        for attempt in range(1, ATTEMPTS + 1):
            work = Work()
            token = _under_way.set(work)
            try:
                with connection.execute_wrapper(_count_writes), transaction.atomic():
                    result = function(*args, **kwargs)
                    if work.writes and not work.events:
                        raise NoEvent(f"{function.__name__} changed something and recorded nothing")
                    return result
            except StreamRaced:
                if attempt == ATTEMPTS or connection.in_atomic_block:
                    raise
                time.sleep(secrets.randbelow(1_000) / 1_000 * LONGEST_PAUSE)
            finally:
                _under_way.reset(token)
        raise AssertionError("unreachable")

    return act


def tried(act: Callable[[T], object], thing: T) -> bool:
    """Do what the clock does with a thing; False where somebody else was first, and there is nothing left to do."""
    try:
        act(thing)
    except (Changed, StreamRaced):
        return False
    return True


def record(
    subject: str,
    type: str,  # noqa: A002 - the event's own word
    *,
    by: Actor,
    why: str = "",
    before: Any = None,
    after: Any = None,
    private: Any = None,
) -> Event:
    """Record what was done, in the transaction that does it.

    ``before``, ``after`` and ``private`` are JSON values. ``private`` is what a person may ask to have
    erased: it stands apart, and erasing it leaves its hash.
    """
    work = _under_way.get()
    if work is None:
        raise NoEvent(f"“{type}” was recorded outside an action")
    last = Event.objects.filter(subject=subject).order_by("-place").first()
    facts: dict[str, Any] = {}
    if why:
        facts["why"] = why
    if before is not None:
        facts["before"] = before
    if after is not None:
        facts["after"] = after
    parts = [("facts", secrets.token_hex(16), digests.canonical(facts))]
    if private is not None:
        parts.append(("personal", secrets.token_hex(16), digests.canonical(private)))
    held = {name: digests.part_digest(salt, text) for name, salt, text in parts}
    header: dict[str, Any] = {
        "subject": subject,
        "place": last.place + 1 if last else 1,
        "type": type,
        "actor": by.ledger_name,
        "at": clock.now().isoformat(timespec="microseconds"),
        "facts": held["facts"],
        "personal": held.get("personal", ""),
        "previous": last.digest if last else digests.NOTHING_BEFORE,
    }
    try:
        event = Event.objects.create(**header, digest=digests.event_digest(header))
    except IntegrityError as error:
        if "subject" in str(error) or "ledger_one_event_a_place" in str(error):
            raise StreamRaced(subject) from error
        raise
    Part.objects.bulk_create(
        Part(event=event, name=name, salt=salt, text=text) for name, salt, text in parts
    )
    Waiting.objects.create(event=event)
    work.events += 1
    return event


def erase_personal_details(*, by: Actor, events: list[Event], why: str) -> None:
    """Delete the personal part of these events, leave their hashes, and say so in the ledger."""

    @action
    def erase() -> None:
        named = [f"{event.subject} #{event.place}" for event in events]
        Part.objects.filter(event__in=events, name="personal").delete()
        record(
            "ledger:erasures", "personal details erased", by=by, why=why, after={"events": named}
        )

    erase()


def erase_some_about(subject: str, *, by: Actor, why: str, most: int) -> int:
    """Delete personal parts of the latest events of one subject, at most so many; how many. Again until it is none."""
    events = Event.objects.filter(subject=subject, parts__name="personal").order_by("-place")
    found = list(events[:most])
    if found:
        erase_personal_details(by=by, events=found, why=why)
    return len(found)


def said(event: Event) -> dict[str, Any]:
    """The facts of an event: why, before, after."""
    facts: dict[str, Any] = json.loads(event.parts.get(name="facts").text)
    return facts


def needed(text: str, words: str, field: str) -> str:
    """What was typed, without spaces around it; Refused, in these words beside the field, where nothing was."""
    text = text.strip()
    if not text:
        raise Refused(words, field=field)
    return text
