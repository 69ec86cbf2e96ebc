"""The kinds of file people give us: each part signs up those that it loads."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from precept.foundation.intake.reading import Cell

if TYPE_CHECKING:  # what stands here is read by rules, which know nothing of Django
    from precept.foundation.ledger.actions import Actor

Answers = Mapping[str, str]
"""What was answered once for the whole file: the key of the question and of the choice."""


class Unreadable(Exception):
    """A cell that cannot be read; ``words`` say why, fit to show beside file, line and column."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


@dataclass(frozen=True)
class Reading:
    """How a cell was read: a JSON value (a list where it says several things), in words, and doubts."""

    value: Any
    shown: str
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class SheetColumn:
    """A column that the office knows: its heading, other spellings of it, and how a cell is read.

    ``read`` is given the cell without blanks around it (None where it is empty) and raises Unreadable.
    """

    key: str
    title: str
    read: Callable[[Cell], Reading]
    aliases: tuple[str, ...] = ()
    required: bool = False
    hint: str = ""


@dataclass(frozen=True)
class GivenFile:
    """What is known of a file when its questions are asked: for guessing their answers."""

    name: str
    tab: str
    headings: tuple[str, ...]


def no_guess(_given: GivenFile) -> str:
    """No answer is likelier than another."""
    return ""


@dataclass(frozen=True)
class Option:
    """A question asked once for the whole file, before its rows are read."""

    key: str
    title: str
    choices: Callable[[], list[tuple[str, str]]]
    hint: str = ""
    guess: Callable[[GivenFile], str] = no_guess


@dataclass(frozen=True)
class Row:
    """A row as it was read: the values of its columns by key, and what was written in them.

    A column that the file does not have is not among the values.
    """

    line: int
    values: Mapping[str, Any]
    written: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Problem:
    """What is wrong with a row, or doubtful where it does not ``refuse`` it."""

    line: int
    column: str | None
    words: str
    refuses: bool = True


def names_nothing(_row: Row, _answers: Answers) -> tuple[str, ...]:
    """Rows of this kind have no names of their own."""
    return ()


def finds_nothing(_rows: Sequence[Row], _answers: Answers) -> list[Problem]:
    """Rows of this kind can be read one by one."""
    return []


def takes_any(_headings: Sequence[str]) -> str:
    """Files of this kind may have any columns beside those that are known."""
    return ""


def shown_nowhere(_subject: str) -> str | None:
    """What is made of these rows has no page."""
    return None


@dataclass(frozen=True)
class Sheet:
    """A kind of file that the office loads.

    ``names`` are the references of everything a row makes: the same one twice in a file refuses both
    rows. ``check_rows`` looks at some hundred rows at once. ``describe`` says in a sentence a row what
    loading it would do as things stand; it is asked for the rows on a page. ``load`` calls the actions
    for one row and gives the ledger subjects of what it made or changed; what it raises as Refused
    refuses that row alone. ``address`` is where the office sees such a subject. ``refuses`` says why a
    file with such headings may not be kept at all, or nothing. ``rows_a_step`` rows are loaded in one
    transaction, which must stay under 100 ms.
    """

    name: str
    title: str
    what: str
    columns: tuple[SheetColumn, ...]
    describe: Callable[[Sequence[Row], Answers], list[str]]
    load: Callable[[Row, Answers, Actor, str], list[str]]
    may_load: Callable[[Any], bool]
    options: tuple[Option, ...] = ()
    names: Callable[[Row, Answers], tuple[str, ...]] = names_nothing
    check_rows: Callable[[Sequence[Row], Answers], list[Problem]] = finds_nothing
    address: Callable[[str], str | None] = shown_nowhere
    refuses: Callable[[Sequence[str]], str] = takes_any
    rows_a_step: int = 20

    def column(self, key: str) -> SheetColumn:
        """The column of this key."""
        return next(column for column in self.columns if column.key == key)

    def title_of(self, key: str | None) -> str:
        """The heading of a column as the office says it; of the whole row where there is none."""
        return "the row" if key is None else self.column(key).title


_sheets: Final[dict[str, Sheet]] = {}


def sign_up(new: Sheet) -> None:
    """Add a kind of file."""
    known = _sheets.get(new.name)
    if known is not None and known != new:
        raise ValueError(f"two parts load files of the kind “{new.name}”")
    _sheets[new.name] = new


def sheet(name: str) -> Sheet:
    """The kind of this name; KeyError where nobody signed it up."""
    return _sheets[name]


def sheets() -> list[Sheet]:
    """Every kind of file, by title."""
    return sorted(_sheets.values(), key=lambda one: one.title)
