"""An event of the ledger as a page shows it."""

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from precept.foundation import clock
from precept.foundation.ledger.models import Event
from precept.foundation.money import Money

MOST_WORDS = 300
THE_SYSTEM: Final = "the system"

_A_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_A_MOMENT: Final = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}\S*)?", re.ASCII)
_A_THING: Final = re.compile(r"([a-z]+(?:-[a-z]+)*):([\w.-]+)", re.ASCII)
"""What the ledger calls a thing: "contract-issue:PANDS9T73"."""
_HASH: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)


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
    by: str
    why: str
    changes: list[Change]


LookUp = Callable[[Mapping[str, Collection[str]]], Mapping[str, Mapping[str, str]]]
"""For the references of each kind, the names of those that are known."""
PERSON: Final = "person"
"""The kind of whoever does something: the ledger calls them "person:…"."""


@dataclass(frozen=True)
class Telling:
    """How facts are told that the ledger keeps as keys. Fields are named as events name them.

    ``names``: the fields whose values, or whose keys, are references, and of what kind. ``look_up`` names all of
    them at once, and who did what. ``words``: the words for each value of a field of a kind of subject; of every
    kind, where that is empty. ``money``: the fields of a kind that are whole pence.
    """

    names: Mapping[str, str]
    look_up: LookUp
    words: Mapping[tuple[str, str], Mapping[str, str]]
    money: frozenset[tuple[str, str]] = frozenset()


_telling: list[Telling] = []


def facts_are_told_as(telling: Telling) -> None:
    """Say how pages tell the facts of events; the desk does, which knows every part."""
    _telling[:] = [telling]


def told(events: Iterable[Event]) -> list[tuple[Event, Said]]:
    """Events with who did them and what they said, fit to show: their names are looked up together.

    Their parts were read with them; the personal part is never shown here.
    """
    listed = [(event, _facts(event)) for event in events]
    voice = Voice.of([facts for _, facts in listed], {event.actor for event, _ in listed})
    return [
        (
            event,
            Said(
                at=datetime.fromisoformat(event.at),
                by=voice.who(event.actor),
                why=facts.get("why", ""),
                changes=changes(
                    facts.get("before"),
                    facts.get("after"),
                    voice=voice,
                    kind=event.subject.partition(":")[0],
                ),
            ),
        )
        for event, facts in listed
    ]


def _facts(event: Event) -> dict[str, Any]:
    text = next((part.text for part in event.parts.all() if part.name == "facts"), "{}")
    facts: dict[str, Any] = json.loads(text)
    return facts


def _field(name: str) -> str:
    """A field as ``Telling`` names it: some events write "given by", others "given_by"."""
    return name.replace(" ", "_")


def _leaves(name: str, value: Any) -> Iterator[tuple[str, str]]:
    """Every text of a fact with the name of the field that it stands in; the keys of a table too."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield name, key
            yield from _leaves(name, one)
            if _field(key) != name:
                yield from _leaves(_field(key), one)
    elif isinstance(value, list):
        for one in value:
            yield from _leaves(name, one)
    elif isinstance(value, str):
        yield name, value


def _pieces(text: str) -> list[str]:
    return [text, *text.split(", ")] if ", " in text else [text]


@dataclass(frozen=True)
class Voice:
    """What tells the facts of some events: the names that were looked up for all of them at once."""

    telling: Telling
    names: Mapping[str, Mapping[str, str]]

    @classmethod
    def of(cls, facts: Iterable[Mapping[str, Any]], actors: Collection[str] = ()) -> "Voice":
        """Look up the names of everybody who did something, and of everything that the facts refer to."""
        telling = _telling[0] if _telling else Telling({}, lambda _: {}, {})
        wanted: dict[str, set[str]] = {PERSON: set(actors)} if actors else {}
        for one in facts:
            for side in ("before", "after"):
                for name, text in _leaves("", one.get(side)):
                    if kind := telling.names.get(name):
                        wanted.setdefault(kind, set()).update(_pieces(text))
        return cls(telling, telling.look_up(wanted) if wanted else {})

    def who(self, actor: str) -> str:
        """Who did something."""
        return THE_SYSTEM if actor == "system" else self.names.get(PERSON, {}).get(actor, actor)

    def say(self, kind: str, name: str, text: str) -> str:
        """A text of a field, in words."""
        words = self.telling.words
        for key in ((kind, name), ("", name)):
            if key in words and text in words[key]:
                return words[key][text]
        if of := self.telling.names.get(name):
            known = self.names.get(of, {})
            if text in known:
                return known[text]
            if ", " in text:
                return ", ".join(known.get(one, one) for one in text.split(", "))
        return _said(text)

    def knows(self, name: str, text: str) -> bool:
        """Whether a field's text is the reference of something with a name."""
        of = self.telling.names.get(name)
        return of is not None and text in self.names.get(of, {})


def changes(before: Any, after: Any, *, voice: Voice | None = None, kind: str = "") -> list[Change]:
    """What an event changed, name by name."""
    voice = voice or Voice.of([{"before": before, "after": after}])
    old = before if isinstance(before, dict) else ({} if before is None else {"it": before})
    new = after if isinstance(after, dict) else ({} if after is None else {"it": after})
    found = []
    for name in dict.fromkeys([*old, *new]):
        was, now = (_shown(voice, kind, _field(name), side.get(name)) for side in (old, new))
        if was != now:
            found.append(Change(_words(name, old.get(name) or new.get(name)), was, now))
    return found


def _words(name: str, value: Any = None) -> str:
    if name in ("sha256", "digest"):
        return "Fingerprint"
    if name == "vat":
        return "VAT"
    words = name.replace("_", " ").capitalize()
    return f"{words}, fingerprint" if isinstance(value, str) and _HASH.fullmatch(value) else words


def _shown(voice: Voice, kind: str, name: str, value: Any) -> str:
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int) and not {(kind, name), ("", name)}.isdisjoint(voice.telling.money):
        return Money(value).short
    if isinstance(value, list):
        text = "; ".join(_shown(voice, kind, name, one) for one in value)
    elif isinstance(value, dict):
        text = "; ".join(
            f"{_key(voice, kind, name, key)}: {_inside(voice, kind, name, key, one)}"
            for key, one in value.items()
            if key != "key"
        )
    else:
        text = voice.say(kind, name, str(value))
    return text if len(text) <= MOST_WORDS else text[: MOST_WORDS - 1] + "…"


def _key(voice: Voice, kind: str, name: str, key: str) -> str:
    return voice.say(kind, name, key) if voice.knows(name, key) else _words(key)


def _inside(voice: Voice, kind: str, name: str, key: str, value: Any) -> str:
    """A value of a table: told as its own key is, where that is a field, else as the table's field is."""
    field, telling = _field(key), voice.telling
    is_field = field in telling.names or not {("", field), (kind, field)}.isdisjoint(telling.words)
    return _shown(voice, kind, field if is_field else name, value)


def _said(text: str) -> str:
    """A day, a moment or the ledger's name of a thing, as people say it; other words as they are."""
    if thing := _A_THING.fullmatch(text):
        return f"{thing[1].replace('-', ' ')} {thing[2]}"
    try:
        if _A_DAY.fullmatch(text):
            return clock.spoken(date.fromisoformat(text))
        if _A_MOMENT.fullmatch(text):
            at = datetime.fromisoformat(text)
            if at.tzinfo is not None:
                return clock.spoken_time(at)
            return f"{clock.spoken_hour(at.time())} on {clock.spoken(at.date())}"
    except ValueError:
        return text
    return text
