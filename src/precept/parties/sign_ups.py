"""Where the parts above sign up for what happens to organisations."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from precept.foundation.ledger.actions import Actor
from precept.parties.models import Organisation


@dataclass(frozen=True)
class Succession:
    """An organisation ended and another took its place."""

    organisation: Organisation
    successor: Organisation
    ends: date
    by: Actor
    why: str


@dataclass(frozen=True)
class Protection:
    """An organisation was marked as protected: whatever names it must now say its area alone."""

    organisation: Organisation
    by: Actor
    why: str


@dataclass(frozen=True)
class Shown:
    """A thing as a list shows it."""

    thing: str
    """What the ledger calls it."""
    title: str
    href: str


@dataclass(frozen=True)
class Passage:
    """The office passed from one body to another: what a part writes of each thing of its own."""

    before: Organisation
    after: Organisation
    office_before: str
    """The office’s name as it had been."""
    on: date
    under: str
    """The Act or order, in words."""
    reference: str
    by: Actor


@dataclass(frozen=True)
class Moving:
    """A kind of thing that passes with the office. ``live`` are those that are live on a day.

    ``write`` does what a part has to do for one of them beside its event; ``at_once`` is how many of them
    are written in one transaction: as many as fit well within a tenth of a second (benchmarks/succession.py).
    """

    kind: str
    title: str
    what: str
    """What becomes of them, in a sentence."""
    live: Callable[[date], QuerySet[Any]]
    shown: Callable[[Any], Shown]
    write: Callable[[Any, Passage], object] | None = None
    at_once: int = 8
    place: int = 50
    """Where it stands in the rehearsal: what matters most comes first."""
    texts: tuple[str, ...] = ()
    """The fields of what people of the office wrote in them, which may name the body: the rehearsal looks there."""
    is_few: bool = False
    """Whether there are few by nature and they name the body: which ones they are is kept at the act."""


@dataclass(frozen=True)
class Staying:
    """A kind of thing that stays exactly as it was."""

    title: str
    why: str
    count: Callable[[], int]
    href: str


@dataclass(frozen=True)
class Stop:
    """What stands in the way of a succession on its day, and where it is put right."""

    words: str
    href: str


@dataclass(frozen=True)
class Named:
    """Where words of the office's own name the body that ends, or are its own: nothing changes them by itself."""

    words: str
    href: str


AsksForNames = Callable[[date, Sequence[str]], list[Named]]
"""With the first day of the new body, and the names of the old one."""

_names: list[AsksForNames] = []
_moving: list[Moving] = []
_staying: list[Staying] = []
_stops: list[Callable[[Organisation, Organisation], list[Stop]]] = []


def passes_with_the_office(moving: Moving) -> None:
    """Say that a kind of thing passes to the body that takes the office over."""
    if moving.kind not in {one.kind for one in _moving}:
        _moving.append(moving)


def stays_as_it_was(staying: Staying) -> None:
    """Say that a kind of thing keeps the old body's name."""
    if staying.title not in {one.title for one in _staying}:
        _staying.append(staying)


def stops_a_succession(ask: Callable[[Organisation, Organisation], list[Stop]]) -> None:
    """Be asked, with the body that ends and its successor, what stands in the way now."""
    if ask not in _stops:
        _stops.append(ask)


def may_name_the_body(ask: AsksForNames) -> None:
    """Be asked where words that pass with no thing, such as standard letters, name the body that ends."""
    if ask not in _names:
        _names.append(ask)


def everything_that_names(on: date, names: Sequence[str]) -> list[Named]:
    """Where such words name the body that ends, as each part says."""
    return [one for ask in _names for one in ask(on, names)]


def everything_moving() -> list[Moving]:
    """Every kind of thing that passes with the office."""
    return sorted(_moving, key=lambda one: one.place)


def everything_staying() -> list[Staying]:
    """Every kind of thing that stays as it was."""
    return list(_staying)


def everything_in_the_way(before: Organisation, after: Organisation) -> list[Stop]:
    """What stands in the way of a succession now, as each part says."""
    return [stop for ask in _stops for stop in ask(before, after)]


_when_succeeded: list[Callable[[Succession], object]] = []
_when_protected: list[Callable[[Protection], object]] = []


def when_succeeded(hear: Callable[[Succession], object]) -> None:
    """Be called, in the same transaction, when an organisation was succeeded by another."""
    if hear not in _when_succeeded:
        _when_succeeded.append(hear)


def when_protected(hear: Callable[[Protection], object]) -> None:
    """Be called, in the same transaction, when an organisation was marked as protected.

    What names it is to be published again. Whoever hears this must not refuse: the marking would
    fail with it.
    """
    if hear not in _when_protected:
        _when_protected.append(hear)


def tell_succeeded(succession: Succession) -> None:
    """Tell those who signed up."""
    for hear in _when_succeeded:
        hear(succession)


def tell_protected(protection: Protection) -> None:
    """Tell those who signed up."""
    for hear in _when_protected:
        hear(protection)
