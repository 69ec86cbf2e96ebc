"""Where parts say which records they keep, how these go, what goes with them, what keeps them, what can be held."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

from precept.foundation.ledger.actions import Actor
from precept.foundation.people.models import Person
from precept.records.rules import Record


@dataclass(frozen=True)
class Gone:
    """What a step of disposing of a record did.

    ``contents`` are names in the file store of files whose content goes too. Not ``is_done``: it is called again.
    """

    is_done: bool
    things: int = 0
    contents: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shown:
    """How a record is called on a page, as somebody may know it."""

    title: str
    href: str = ""


Step = Callable[[str, Actor, str], Gone]
"""Does a bounded step of disposing of the record of a subject, in the caller's action: subject, by whom, why.

It comes to nothing, and says that it is done, where the record is gone already.
"""


@dataclass(frozen=True)
class Kind:
    """A kind of record that a part keeps, by its key in the schedule.

    ``find`` gives at most so many whose trigger is on or before a day, in the order of their subjects, from after a
    subject. ``look`` gives one as it stands now, or None where it is no such record any more. ``describe``
    says how those that a person may know of are called.
    """

    name: str
    find: Callable[[date, str, int], list[Record]]
    look: Callable[[str], Record | None]
    dispose: Step
    describe: Callable[[Person, Collection[str]], Mapping[str, Shown]]


@dataclass(frozen=True)
class Holdable:
    """A kind of thing that can be held: the first word of its subject, and what one of a reference is called.

    ``named`` gives "" where there is none that this person may know of.
    """

    name: str
    title: str
    named: Callable[[Person, str], str]


_kinds: dict[str, Kind] = {}
_with: dict[str, list[Step]] = {}
_back: dict[str, list[Callable[[Collection[str]], Mapping[str, str]]]] = {}
_holdable: dict[str, Holdable] = {}


def kept(kind: Kind) -> None:
    """Sign up a kind of record."""
    _kinds[kind.name] = kind


def kinds() -> dict[str, Kind]:
    """Every kind that a part finds and disposes of, by its key."""
    return dict(_kinds)


def goes_with(name: str, step: Step) -> None:
    """Say what of a part above goes with a record of this kind, before the record itself."""
    steps = _with.setdefault(name, [])
    if step not in steps:
        steps.insert(0, step)  # parts are made from below: the highest goes first


def steps_of(kind: Kind) -> tuple[Step, ...]:
    """Everything that goes with a record of a kind, and last the record itself."""
    return (*_with.get(kind.name, ()), kind.dispose)


def keeps_back(name: str, why: Callable[[Collection[str]], Mapping[str, str]]) -> None:
    """Say which records of a kind stay for a reason that a part above knows: subject and reason in words."""
    reasons = _back.setdefault(name, [])
    if why not in reasons:
        reasons.append(why)


def kept_back(name: str, subjects: Collection[str]) -> dict[str, str]:
    """What stands against disposing of these records, by subject."""
    found: dict[str, str] = {}
    for why in _back.get(name, ()):
        found |= why(subjects)
    return found


def can_be_held(thing: Holdable) -> None:
    """Let things of this kind be held, with everything under them."""
    _holdable[thing.name] = thing


def holdable() -> dict[str, Holdable]:
    """Every kind of thing that can be held, by name."""
    return dict(_holdable)
