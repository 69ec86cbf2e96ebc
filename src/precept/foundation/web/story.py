"""An event of the ledger as a page shows it."""

import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from precept.foundation import clock
from precept.foundation.ledger.models import Event

MOST_WORDS = 300

_A_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True)
class Change:
    """One thing that an event changed, in words."""

    what: str
    before: str
    after: str


@dataclass(frozen=True)
class Said:
    """What an event said, fit to show."""

    at: datetime
    why: str
    changes: list[Change]


Namer = Callable[[Collection[str]], Mapping[str, str]]
_namer: list[Namer] = []


def actors_are_named_by(namer: Namer) -> None:
    """Say how pages turn the ledger's names of actors into words, all at once; people does, once."""
    _namer[:] = [namer]


def actor_names(events: Iterable[Event]) -> dict[str, str]:
    """Who did these events, in words, by the ledger's name: one query for all of them."""
    actors = {event.actor for event in events}
    named = dict(_namer[0](actors)) if _namer else {}
    return {actor: named.get(actor, actor) for actor in actors} | {"system": "the system"}


def event_facts(event: Event) -> Said:
    """The facts of an event whose parts were read with it; its personal part is never shown here."""
    text = next((part.text for part in event.parts.all() if part.name == "facts"), "{}")
    facts: dict[str, Any] = json.loads(text)
    before, after = facts.get("before"), facts.get("after")
    return Said(
        at=datetime.fromisoformat(event.at),
        why=facts.get("why", ""),
        changes=changes(before, after),
    )


def changes(before: Any, after: Any) -> list[Change]:
    """What an event changed, name by name."""
    old = before if isinstance(before, dict) else ({} if before is None else {"it": before})
    new = after if isinstance(after, dict) else ({} if after is None else {"it": after})
    return [
        Change(_words(name), _shown(old.get(name)), _shown(new.get(name)))
        for name in dict.fromkeys([*old, *new])
        if _shown(old.get(name)) != _shown(new.get(name))
    ]


def _words(name: str) -> str:
    return name.upper() if name == "vat" else name.replace("_", " ").capitalize()


def _shown(value: Any) -> str:
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        text = "; ".join(_shown(one) for one in value)
    elif isinstance(value, dict):
        text = "; ".join(f"{_words(name)}: {_shown(one)}" for name, one in value.items())
    else:
        text = _day_said(str(value))
    return text if len(text) <= MOST_WORDS else text[: MOST_WORDS - 1] + "…"


def _day_said(text: str) -> str:
    """A day that the ledger keeps as "2022-12-09", as people say it; other words as they are."""
    if not _A_DAY.fullmatch(text):
        return text
    try:
        return clock.spoken(date.fromisoformat(text))
    except ValueError:
        return text
