"""What may be released, and how a detail is taken out of it. Pure."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from precept.foundation.ledger.verify_ledger import canonical

REMOVED = "[removed]"


def digest(text: str) -> str:
    """The hash of a payload, as its event and its page state it: SHA-256 of its UTF-8 text."""
    return hashlib.sha256(text.encode()).hexdigest()


def digest_of_bytes(content: bytes) -> str:
    """The hash of a published file: SHA-256."""
    return hashlib.sha256(content).hexdigest()


def spelled(thing: Any) -> str:
    """The one spelling of a payload."""
    return canonical(thing)


def strings(thing: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a payload, with where it stands."""
    if isinstance(thing, str):
        yield path, thing
    elif isinstance(thing, dict):
        for key, value in thing.items():
            yield from strings(value, f"{path}.{key}" if path else key)
    elif isinstance(thing, list):
        for at, value in enumerate(thing, start=1):
            yield from strings(value, f"{path}[{at}]")


def holds(payload: str, words: str) -> bool:
    """Whether any text of a payload contains these words, whatever their capitals and spacing."""
    wanted = " ".join(words.casefold().split())
    return any(
        wanted in " ".join(text.casefold().split()) for _, text in strings(json.loads(payload))
    )


def without(thing: Any, words: str) -> Any:
    """A payload with these words taken out of every text, whatever their capitals and spacing.

    Numbers and keys are left as they are.
    """
    if isinstance(thing, str):
        return _text_without(thing, words)
    if isinstance(thing, dict):
        return {key: without(value, words) for key, value in thing.items()}
    if isinstance(thing, list):
        return [without(value, words) for value in thing]
    return thing


def _text_without(text: str, words: str) -> str:
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    return re.sub(pattern, REMOVED, text, flags=re.IGNORECASE) if pattern else text


def first_difference(before: str, after: str) -> list[tuple[str, str, str]]:
    """What changed from one payload to the next: (where, what it said, what it says), in order."""
    old = dict(_leaves(json.loads(before)))
    new = dict(_leaves(json.loads(after)))
    return [
        (path, old.get(path, ""), new.get(path, ""))
        for path in dict.fromkeys([*old, *new])
        if old.get(path, "") != new.get(path, "")
    ]


def _leaves(thing: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(thing, dict):
        for key, value in thing.items():
            yield from _leaves(value, f"{path}.{key}" if path else key)
    elif isinstance(thing, list):
        for at, value in enumerate(thing, start=1):
            yield from _leaves(value, f"{path}[{at}]")
    else:
        yield path, "" if thing is None else str(thing)


def never(released: Iterable[str], payload: Any) -> list[str]:
    """Which of these words, once removed, a new payload would release again."""
    text = spelled(payload)
    return [words for words in released if holds(text, words)]


@dataclass(frozen=True)
class Version:
    """A released version as the database has it; without its payload and only its hash ``found``."""

    number: int
    digest: str
    digest_now: str
    found: str
    why: str
    is_latest: bool
    is_tombstone: bool


@dataclass(frozen=True)
class Recorded:
    """What the events say of a version: the hash it was released with, the latest one, and why."""

    released: str
    now: str
    why: str
    is_tombstone: bool


RELEASES = {"publication released": False, "publication withdrawn": True}


def recorded(events: Iterable[tuple[str, Mapping[str, Any]]]) -> dict[int, Recorded]:
    """What the (type, facts) of one publication's events, in order, say of each of its versions."""
    said: dict[int, Recorded] = {}
    for type_, facts in events:
        after = facts.get("after")
        if not isinstance(after, dict) or not {"version", "digest"} <= set(after):
            continue
        number, now, why = after["version"], after["digest"], facts.get("why", "")
        if type_ in RELEASES:
            said[number] = Recorded(now, now, why, RELEASES[type_])
        elif "before" in facts and number in said:  # a detail taken out, or all but the area
            before = said[number]
            said[number] = Recorded(before.released, now, before.why, before.is_tombstone)
    return said


def files_recorded(events: Iterable[tuple[str, Mapping[str, Any]]]) -> dict[int, dict[str, str]]:
    """What the events of one publication say of its versions' files: name and hash, the last word."""
    return {
        facts["after"]["version"]: facts["after"]["files"]
        for type_, facts in events
        if type_ == "files made"
    }


def disagreements(versions: Iterable[Version], said: Mapping[int, Recorded]) -> list[str]:
    """What of a publication is not as its events say, in words; a version that none releases among it."""
    here = {one.number: one for one in versions}
    found = [f"version {number} is gone" for number in sorted(said) if number not in here]
    for number, one in sorted(here.items()):
        if one.found != one.digest_now:
            found.append(f"version {number} is not what its own hash says")
        if (event := said.get(number)) is None:
            found.append(f"no event releases version {number}")
            continue
        if (one.digest, one.digest_now) != (event.released, event.now):
            found.append(f"version {number} is not the one that its events released")
        if one.is_tombstone != event.is_tombstone:
            found.append(f"version {number} was withdrawn or brought back without an event")
        if one.digest == one.digest_now and one.why != event.why:
            found.append(f"version {number} gives another reason than its event")
    latest = [one.number for one in here.values() if one.is_latest]
    if here and latest != [max(here)]:
        found.append("the version that the public reads is not the last one")
    return found
