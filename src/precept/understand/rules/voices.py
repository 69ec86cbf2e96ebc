"""Who was asked, what came of it, and that nobody is named. Pure."""

import functools
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final

from precept.foundation.private import looks_like_personal

asked_by = [
    ("office", "The office itself"),
    ("independent", "An independent organisation"),
    ("partner", "A partner"),
]
ASKED_BY: Final = dict(asked_by)

answers_to_points = [
    ("done", "Done"),
    ("will be done", "Will be done"),
    ("not done", "Not done"),
]
POINT_ANSWERS: Final = dict(answers_to_points)
POINT_TAGS: Final = {
    "done": "govuk-tag--green",
    "will be done": "govuk-tag--blue",
    "not done": "govuk-tag--grey",
}

FEWEST: Final = 5
"""Fewer people of a group than this are never counted in public."""
FEW: Final = f"fewer than {FEWEST}"
MOST_GROUPS: Final = 20
MOST_POINTS: Final = 100


@functools.cache
def _lists() -> dict[str, Any]:
    text = files("precept.understand.data").joinpath("voice_groups.toml").read_text("utf-8")
    return tomllib.loads(text)


@functools.cache
def voice_groups() -> tuple[tuple[str, str], ...]:
    """The groups of people that an office asks, by key."""
    return tuple((one["key"], one["title"]) for one in _lists()["group"])


@functools.cache
def voice_ways() -> tuple[tuple[str, str], ...]:
    """The ways of asking, by key."""
    return tuple((one["key"], one["title"]) for one in _lists()["way"])


def group_title(key: str) -> str:
    """What a group is called."""
    return dict(voice_groups()).get(key, key)


def way_title(key: str) -> str:
    """What a way of asking is called."""
    return dict(voice_ways()).get(key, key)


def number_in_public(number: int) -> str:
    """How many people of a group were asked, as the public reads it: a small number names people."""
    return FEW if number < FEWEST else f"{number:,}"


# Nobody is named

_CAPITAL = r"[A-Z][\w’'-]*[a-z][\w’'-]*"
# Not names: "Miss Monday’s group" is a slip, and "Mr and Mrs" alone names nobody.
_NO_SURNAME: Final = frozenset(
    {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "January"}
    | {"February", "March", "April", "May", "June", "July", "August", "September", "October"}
    | {"November", "December", "Right", "Universe", "World", "England", "Who", "Martens"}
)
_TITLED = re.compile(
    rf"(?<![\w’'])(?:Mr|Mrs|Ms|Miss|Mx|Dr)\.?\s+(?:[A-Z]\.?\s+)?(?P<name>{_CAPITAL})"
)
_CALLED = re.compile(
    rf"\b(?:[Mm]y|[Hh]er|[Hh]is|[Tt]heir|[Ww]hose)\s+name\s+(?:is|was)\s+(?P<name>{_CAPITAL})"
    rf"|\b(?:[Ii]\s+am|[Ss]he\s+is|[Hh]e\s+is|[Ww]as)\s+called\s+(?P<other>{_CAPITAL})"
)
_STREET = re.compile(
    rf"(?<![\w.])(?:[Ff]lat\s+)?[0-9]{{1,4}}[a-zA-Z]?,?\s+(?:{_CAPITAL}\s+){{1,3}}"
    r"(?:Street|Road|Lane|Avenue|Close|Drive|Court|Crescent|Gardens|Terrace|Grove|Rise|Mews)\b"
)
_HANDLE = re.compile(r"(?<![\w@./])@[A-Za-z_][\w.]{2,29}\b")


@dataclass(frozen=True)
class Named:
    """Words that could tell who somebody is: what they look like, and the words."""

    kind: str
    words: str


def names_somebody(text: str) -> list[Named]:
    """Everything in a text that could tell who somebody is, in the order it stands there.

    Finds e-mail addresses, telephone and National Insurance numbers, postcodes, dates of birth, names with a
    title or said to be somebody's name, street addresses, and names of accounts. A name alone cannot be told
    from the name of a place or a service: the form asks people to leave those of people out.
    """
    found = [
        (one.where[0], Named(str(one.kind), text[one.where[0] : one.where[1]].strip()))
        for one in looks_like_personal(text)
    ]
    held = [one.where for one in looks_like_personal(text)]
    for start, kind, words in _own(text):
        if not any(first <= start < last for first, last in held):
            found.append((start, Named(kind, words)))
    return [one for _, one in sorted(found, key=lambda pair: pair[0])]


def _own(text: str) -> Iterator[tuple[int, str, str]]:
    for pattern in (_TITLED, _CALLED):
        for found in pattern.finditer(text):
            groups = found.groupdict()
            name = groups["name"] or groups.get("other") or ""
            if re.split(r"[’']", name)[0] not in _NO_SURNAME:
                yield found.start(), "name", found[0]
    for found in _STREET.finditer(text):
        yield found.start(), "street address", found[0]
    for found in _HANDLE.finditer(text):
        yield found.start(), "name of an account", found[0]


MOST_TOLD: Final = 3


def naming_problem(text: str) -> str:
    """What is wrong with a text that could tell who somebody is, in words; nothing where nobody is named."""
    found = names_somebody(text)
    if not found:
        return ""
    told = "; ".join(f"“{one.words}” looks like a {one.kind}" for one in found[:MOST_TOLD])
    told = told.replace("a e-mail", "an e-mail")
    return f"Take out what tells who somebody is: {told}"


# What is missing


@dataclass(frozen=True)
class PointSaid:
    """A thing that people said, and whether it was answered."""

    text: str
    answer: str


@dataclass(frozen=True)
class VoiceSaid:
    """What was recorded of asking people, as far as its rules ask."""

    groups: frozenset[str]
    consent: str
    told_them: str
    points: tuple[PointSaid, ...]
    told_back: str
    is_for_perpetrators: bool
    victims_considered: str


NOT_TOLD_BACK: Final = "Nothing was told back to the people who were asked."


def missing_of_voice(said: VoiceSaid) -> list[str]:
    """What asking people lacks, in words; nothing where it is whole."""
    lacks = []
    if not said.groups:
        lacks.append("Nobody was asked yet.")
    if not said.consent.strip():
        lacks.append("It does not say how people agreed to take part.")
    if not said.told_them.strip():
        lacks.append("It does not say what people were told before.")
    if not said.points:
        lacks.append("Nothing is noted of what they said.")
    lacks += [f"“{one.text}” is not answered." for one in said.points if not one.answer]
    if said.is_for_perpetrators and not said.victims_considered.strip():
        lacks.append("It does not say how the needs of victims were considered.")
    if not said.told_back.strip():
        lacks.append(NOT_TOLD_BACK)
    return lacks


def missing_to_publish_voice(said: VoiceSaid) -> list[str]:
    """What it lacks before its summary can be published: publishing may itself be the telling back."""
    return [one for one in missing_of_voice(said) if one != NOT_TOLD_BACK]


def answer_problem(answer: str, words: str, *, has_day: bool) -> Mapping[str, str]:
    """What is wrong with the answer to a point, by field."""
    if answer not in POINT_ANSWERS:
        return {"answer": "Choose what becomes of it"}
    if not words.strip():
        needed = "Say why not" if answer == "not done" else "Say what changes because of it"
        return {"answer_words": needed}
    if answer == "will be done" and not has_day:
        return {"by_when": "Enter by when it will be done"}
    return {}


def thanks_problem(
    paid: bool, amount: int | None, to_whom: str, why_none: str
) -> Mapping[str, str]:
    """What is wrong with what is said of expenses and thanks, by field."""
    if not paid:
        return {} if why_none.strip() else {"thanks_why_none": "Say why nothing was paid"}
    if not amount:
        return {"thanks": "Enter how much was paid"}
    return {} if to_whom.strip() else {"thanks_to": "Say to which group it was paid"}


def groups_in_public(groups: Sequence[tuple[str, int]]) -> tuple[tuple[str, str], ...]:
    """The groups that were asked with how many of each, as the public reads them."""
    return tuple((group_title(key), number_in_public(number)) for key, number in groups)


def group_of_point_in_public(group: str, groups: Sequence[tuple[str, int]]) -> str:
    """Which group said something, where naming it points at nobody: a small group is not named beside words."""
    number = dict(groups).get(group, 0)
    return group_title(group) if number >= FEWEST else ""
