"""Answers as somebody reads them: questions with what was answered, without what they may not see."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from precept.foundation.clock import spoken
from precept.foundation.money import Money
from precept.foundation.questions.rules.answers import (
    Answers,
    day_of,
    for_submission,
    is_answered,
    is_hidden,
    is_shown,
    is_whole,
    row_kept,
    total,
    word_count,
)
from precept.foundation.questions.sets import Question, QuestionSet
from precept.foundation.questions.wording import around_worded, worded

NOT_ANSWERED: Final = "Not answered"


@dataclass(frozen=True)
class TableRead:
    """A cost table: its columns, its rows and what it comes to."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: str


@dataclass(frozen=True)
class FileRead:
    """A file that was given: where it lies, what it is called, and its fingerprint."""

    reference: str
    name: str
    sha256: str
    size: int


@dataclass(frozen=True)
class AnswerRead:
    """One answer. ``words`` say it; a cost table, files or the entries of a group stand beside them."""

    question: Question
    label: str
    words: str
    is_answered: bool
    is_personal: bool
    is_public: bool
    points: tuple[str, ...] = ()
    """Several answers, areas or outcomes, one each; ``words`` hold them all."""
    table: TableRead | None = None
    files: tuple[FileRead, ...] = ()
    entries: tuple[tuple["AnswerRead", ...], ...] = ()
    word_count: int = 0


@dataclass(frozen=True)
class SectionRead:
    """A section with its answers."""

    key: str
    title: str
    rows: tuple[AnswerRead, ...]


def for_reading(
    question_set: QuestionSet,
    answers: Answers,
    *,
    hide: Collection[str] = (),
    language: str = "",
    public_only: bool = False,
) -> list[SectionRead]:
    """The answers to the questions that are asked, section by section; sections of nothing are left out.

    ``hide`` names those an answer is hidden from ("markers"), and "personal". With ``public_only`` only
    what the set marks as public is there, and nothing personal.
    """
    kept = for_submission(question_set, answers)
    hidden = {*hide, "personal"} if public_only else set(hide)
    sections = []
    for section in around_worded(question_set, language).sections:
        rows = tuple(
            _read(question, kept.get(question.key), kept, hidden, language)
            for question in section.questions
            if is_shown(question, kept)
            and not is_hidden(question, hidden)
            and (question.is_public or not public_only)
        )
        if rows:
            sections.append(SectionRead(section.key, section.title, rows))
    return sections


def _read(
    question: Question, value: Any, answers: Answers, hidden: Collection[str], language: str
) -> AnswerRead:
    asks = worded(question, language)
    points = tuple(_points(asks, question, value))
    entries: tuple[tuple[AnswerRead, ...], ...] = ()
    if question.kind == "group" and isinstance(value, list):
        entries = tuple(_entries(question, value, answers, hidden, language))
    table = _table(value) if question.kind == "costs" and is_answered(value) else None
    files = tuple(_files(value)) if question.kind == "files" else ()
    words = "\n".join(points) if points else _words(asks, value, table, files)
    if entries:
        words = "\n\n".join(
            "\n".join(f"{one.label}: {one.words}" for one in entry) for entry in entries
        )
    return AnswerRead(
        question=question,
        label=asks.label,
        words=(words if is_answered(value) else "") or NOT_ANSWERED,
        is_answered=is_answered(value),
        is_personal=question.is_personal,
        is_public=question.is_public,
        points=points,
        table=table,
        files=files,
        entries=entries,
        word_count=word_count(value) if isinstance(value, str) else 0,
    )


def _entries(
    question: Question,
    value: list[Any],
    answers: Answers,
    hidden: Collection[str],
    language: str,
) -> Iterator[tuple[AnswerRead, ...]]:
    for row in value:
        kept = {**answers, **row_kept(question, row, answers)}
        yield tuple(
            _read(one, row.get(one.key), kept, hidden, language)
            for one in question.questions
            if is_shown(one, kept) and not is_hidden(one, hidden)
        )


def _points(asks: Question, question: Question, value: Any) -> Iterator[str]:
    if not isinstance(value, list):
        return
    if question.kind == "choices":
        said = {one.key: one.label for one in asks.options}
        yield from (said.get(str(one), str(one)) for one in value)
    elif question.kind == "areas":
        names = {
            old.label: new.label for old, new in zip(question.options, asks.options, strict=True)
        }
        yield from (names.get(str(one), str(one)) for one in value)
    elif question.kind == "outcomes":
        yield from (outcome_words(row) for row in value)


def outcome_words(row: Mapping[str, Any]) -> str:
    """An outcome as the office writes it: "80 people; 80% report better wellbeing"."""
    people, percent = row.get("people"), row.get("percent")
    if is_whole(people):
        people = f"{people:,} {'person' if people == 1 else 'people'}"
    share = f"{percent}% " if is_answered(percent) else ""
    parts = [str(people or ""), f"{share}{row.get('change') or ''}".strip()]
    words = "; ".join(part for part in parts if part)
    measure = row.get("measure")
    return f"{words} (known by: {measure})" if measure else words


def _table(value: Any) -> TableRead:
    rows = tuple((str(row.get("item") or ""), pounds(row.get("pence"))) for row in value)
    return TableRead(("What it is for", "Amount"), rows, Money(total({"": value}, "")).short)


def pounds(pence: Any) -> str:
    """Whole pence in pounds; what could not be read as it was typed."""
    return Money(pence).short if is_whole(pence) else str(pence or "")


def _files(value: Any) -> Iterator[FileRead]:
    for one in value if isinstance(value, list) else []:
        yield FileRead(
            str(one.get("reference", "")),
            str(one.get("name", "")),
            str(one.get("sha256", "")),
            size if is_whole(size := one.get("size")) else 0,
        )


def _words(asks: Question, value: Any, table: TableRead | None, files: tuple[FileRead, ...]) -> str:
    if table is not None:
        lines = [": ".join(row) for row in table.rows]
        return "\n".join([*lines, f"Total: {table.total}"])
    if files:
        return "\n".join(one.name for one in files)
    match asks.kind:
        case "money":
            return pounds(value)
        case "number":
            return f"{value:,}" if is_whole(value) else str(value)
        case "date":
            day = day_of(value)
            return spoken(day) if day else str(value)
        case "choice":
            said = {one.key: one.label for one in asks.options}
            return said.get(str(value), str(value))
        case "declaration":
            return "Confirmed" if value is True else NOT_ANSWERED
        case "address" if isinstance(value, Mapping):
            return "\n".join(str(value[one]) for one in ("lines", "postcode") if value.get(one))
        case _:
            return str(value)
