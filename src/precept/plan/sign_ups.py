"""Where the parts above sign up: who enters a budget in the books, what a project led to, what its gates ask for."""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TypeVar

from precept.foundation.people.models import Person
from precept.plan.models import Budget, Project
from precept.plan.rules import Fact

_budgeted: list[Callable[[Budget, Person], object]] = []


def when_budgeted(hear: Callable[[Budget, Person], object]) -> None:
    """Be called, in the same transaction, when a budget is stated or changed."""
    if hear not in _budgeted:
        _budgeted.append(hear)


def tell_budgeted(budget: Budget, by: Person) -> None:
    """Tell those who signed up."""
    for hear in _budgeted:
        hear(budget, by)


@dataclass(frozen=True)
class Piece:
    """A thing of a project's thread, as somebody may see it: how it stands, where the office and the public read it."""

    subject: str
    title: str
    state: str = ""
    tag: str = "govuk-tag--grey"
    href: str = ""
    public: str = ""

    @property
    def reference(self) -> str:
        """What its own pages call it."""
        return self.subject.partition(":")[2]

    @property
    def called(self) -> str:
        """Its title with its reference, so that it is told from others of the same title."""
        if self.reference in self.title:
            return self.title
        return f"{self.title} ({self.reference})"


@dataclass(frozen=True)
class PieceKind:
    """A kind of thing that a project rests on or leads to.

    ``name`` is the first word of what the ledger calls it. ``find`` gives the subject of what somebody typed,
    or "" where there is none that they may see; ``describe`` says how those that they may see stand, by subject;
    ``newest`` are the newest of those that they may see, at most as many as is asked for.
    """

    name: str
    title: str
    phase: str
    hint: str
    find: Callable[[Person, str], str]
    describe: Callable[[Person, Collection[str]], dict[str, Piece]]
    newest: Callable[[Person, int], list[Piece]]
    place: int = 0
    is_bid_for: bool = False
    """Whether those who said that they might bid are told of one that is published."""


_pieces: dict[str, PieceKind] = {}
FactSource = Callable[[Project, Collection[str]], Iterable[Fact]]
_facts: list[FactSource] = []


T = TypeVar("T")
_asked: ContextVar[dict[object, Any] | None] = ContextVar("asked", default=None)


@contextmanager
def asked_once() -> Iterator[None]:
    """While one page is read, what its thread, its gate and its choice rest on is asked for once; never beyond it."""
    token = _asked.set({})
    try:
        yield
    finally:
        _asked.reset(token)


def once(key: object, ask: Callable[[], T]) -> T:
    """What was asked for under this name already while a page is read; otherwise asked for now."""
    known = _asked.get()
    if known is None:
        return ask()
    if key not in known:
        known[key] = ask()
    found: T = known[key]
    return found


def thread_of(kind: PieceKind) -> None:
    """Let projects be tied to things of this kind."""
    _pieces[kind.name] = kind


def piece_kinds() -> list[PieceKind]:
    """Every kind of thing that a project can be tied to, in the order of the cycle."""
    return sorted(_pieces.values(), key=lambda one: (one.place, one.title))


def piece_kind(name: str) -> PieceKind | None:
    """A kind by its name."""
    return _pieces.get(name)


def gate_facts(source: FactSource) -> None:
    """Say what a project's gates ask for: called with it and the subjects of what it is tied to."""
    if source not in _facts:
        _facts.append(source)


def facts_of(project: Project, subjects: Collection[str]) -> list[Fact]:
    """What every part knows of what a project's gates ask for."""
    return [fact for source in _facts for fact in source(project, subjects)]
