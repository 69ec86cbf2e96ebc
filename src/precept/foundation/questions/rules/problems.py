"""What stands against submitting: what is missing, what can't be read, what is beyond its bounds."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from precept.foundation.money import Money
from precept.foundation.questions.rules import typed
from precept.foundation.questions.rules.answers import (
    IN_ROWS,
    Answers,
    Facts,
    for_submission,
    is_answered,
    is_shown,
    is_whole,
    row_kept,
    word_count,
)
from precept.foundation.questions.rules.checks import failing
from precept.foundation.questions.sets import Kind, Question, QuestionSet

LONGEST_LINE: Final = 500
LONGEST_TEXT: Final = 60_000
MOST_ROWS: Final = 40
"""Of a table or a group whose question says no other most."""
_QUOTED: Final = 120

Path = tuple[int | str, ...]
"""Where inside an answer: the row from 0 and the box, such as (1, "pence")."""


@dataclass(frozen=True)
class Problem:
    """Something to put right: in which section, at which question, where in its table ("Row 2").

    ``is_missing`` says that an answer is wanting, not wrong. A check across answers stands at the
    question on its left, and says so with ``is_check``.
    """

    section: str
    question: str
    words: str
    place: str = ""
    path: Path = ()
    is_missing: bool = False
    is_check: bool = False

    @property
    def told(self) -> str:
        """The words with their place: "Row 2: enter an amount"."""
        return f"{self.place}: {_lower(self.words)}" if self.place else self.words


@dataclass(frozen=True)
class Found:
    """Something wrong inside one answer."""

    words: str
    path: Path = ()
    place: str = ""
    is_missing: bool = False


def problems(question_set: QuestionSet, answers: Answers, facts: Facts) -> list[Problem]:
    """Everything that stands against submitting these answers, in the order of the questions."""
    kept = for_submission(question_set, answers)
    told = []
    for section in question_set.sections:
        for question in section.questions:
            if not is_shown(question, kept):
                continue
            told += [
                Problem(section.key, question.key, one.words, one.place, one.path, one.is_missing)
                for one in _at(question, answers.get(question.key), kept)
            ]
            told += [
                Problem(section.key, question.key, words, is_check=True)
                for words in failing(question_set, question, kept, facts)
            ]
    return told


def section_problems(
    question_set: QuestionSet, section_key: str, answers: Answers, facts: Facts
) -> list[Problem]:
    """What stands against calling a section done, given the answers to the whole set."""
    return [one for one in problems(question_set, answers, facts) if one.section == section_key]


def _at(question: Question, value: Any, answers: Answers) -> Iterator[Found]:
    if not is_answered(value):
        if question.is_required:
            yield Found(missing(question), is_missing=True)
        return
    if question.kind in IN_ROWS and not _is_rows(value):
        yield Found(_NOT_READ)
        return
    yield from _LOOKED_AT[question.kind](question, value, answers)


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(row, Mapping) for row in value if is_answered(row)
    )


def missing(question: Question) -> str:
    """What a page says where a required question is not answered."""
    return _MISSING[question.kind].format(quoted(question.label))


def quoted(label: str) -> str:
    """A question as a message quotes it, cut where it is long."""
    bare = label if len(label) <= _QUOTED else f"{label[:_QUOTED].rstrip()}…"
    return f"“{bare}”"


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:] if words[1:2].islower() or words[1:2] == " " else words


_MISSING: Final[Mapping[Kind, str]] = {
    "line": "Answer {}",
    "text": "Answer {}",
    "number": "Enter a number for {}",
    "money": "Enter an amount for {}",
    "costs": "Enter at least one cost for {}",
    "date": "Enter a date for {}",
    "choice": "Choose an answer to {}",
    "choices": "Choose at least one answer to {}",
    "address": "Enter an address for {}",
    "areas": "Choose at least one area for {}",
    "files": "Add a file for {}",
    "outcomes": "Enter at least one outcome for {}",
    "declaration": "Tick the box to confirm {}",
    "group": "Answer {} at least once",
}
_NOT_READ: Final = "This answer could not be read. Enter it again"


def _line(question: Question, value: Any, _: Answers) -> Iterator[Found]:
    if not isinstance(value, str):
        yield Found(_NOT_READ)
    elif question.kind == "line" and "\n" in value:
        yield Found(f"The answer to {quoted(question.label)} must be on one line")
    else:
        yield from _length(question, value)


def _length(question: Question, value: str) -> Iterator[Found]:
    longest = LONGEST_LINE if question.kind == "line" else LONGEST_TEXT
    count = word_count(value)
    if question.most_words is not None and count > question.most_words:
        yield Found(
            f"The answer to {quoted(question.label)} must be {_words(question.most_words)} or fewer. "
            f"It has {count:,}: take out {_words(count - question.most_words)}"
        )
    elif len(value) > longest:
        yield Found(
            f"The answer to {quoted(question.label)} must be {longest:,} characters or fewer. "
            f"It has {len(value):,}"
        )


def _words(count: int) -> str:
    return f"{count:,} word{'' if count == 1 else 's'}"


def _number(question: Question, value: Any, _: Answers) -> Iterator[Found]:
    if not is_whole(value):
        yield Found("Enter a whole number, like 80")
    elif question.least is not None and value < question.least:
        yield Found(f"Enter a number that is at least {question.least:,}")
    elif question.most is not None and value > question.most:
        yield Found(f"Enter a number that is at most {question.most:,}")


def _money(question: Question, value: Any, _: Answers) -> Iterator[Found]:
    if not is_whole(value) or value < 0:
        yield Found(typed.why_no_pence(value) if isinstance(value, str) else _NOT_READ)
    elif question.least is not None and value < question.least:
        yield Found(f"Enter an amount that is at least {Money(question.least).short}")
    elif question.most is not None and value > question.most:
        yield Found(f"Enter an amount that is at most {Money(question.most).short}")


def _rows(value: Any) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for place, row in enumerate(value if isinstance(value, list) else []):
        if isinstance(row, Mapping) and is_answered(row):
            yield place, row


def _count(question: Question, value: Any, one: str, several: str) -> Iterator[Found]:
    if not isinstance(value, list):
        yield Found(_NOT_READ)
        return
    count = sum(is_answered(row) for row in value)
    most = MOST_ROWS if question.most is None else question.most
    if question.least is not None and count < question.least:
        yield Found(
            f"Give at least {question.least:,} {one if question.least == 1 else several}. "
            f"There {'is' if count == 1 else 'are'} {count:,}",
            is_missing=True,
        )
    elif count > most:
        yield Found(f"Give at most {most:,} {one if most == 1 else several}. There are {count:,}")


def _costs(question: Question, value: Any, _: Answers) -> Iterator[Found]:
    for at, row in _rows(value):
        place, item, pence = f"Row {at + 1}", row.get("item"), row.get("pence")
        if not is_answered(item):
            yield Found("Enter what the money is for", (at, "item"), place, is_missing=True)
        elif not isinstance(item, str) or len(item) > LONGEST_LINE:
            words = f"What the money is for must be {LONGEST_LINE} characters or fewer"
            yield Found(words, (at, "item"), place)
        if not is_answered(pence):
            yield Found("Enter an amount", (at, "pence"), place, is_missing=True)
        elif not is_whole(pence) or pence < 0:
            words = typed.why_no_pence(pence) if isinstance(pence, str) else _NOT_READ
            yield Found(words, (at, "pence"), place)
    yield from _count(question, value, "cost", "costs")


def _outcomes(question: Question, value: Any, _: Answers) -> Iterator[Found]:
    for at, row in _rows(value):
        place = f"Outcome {at + 1}"
        people, percent = row.get("people"), row.get("percent")
        if not is_answered(people):
            yield Found("Enter how many people", (at, "people"), place, is_missing=True)
        elif not is_whole(people) or people < 1:
            words = "Enter how many people as a whole number, like 80"
            yield Found(words, (at, "people"), place)
        if is_answered(percent) and not (is_whole(percent) and 1 <= percent <= 100):
            words = "Enter how many in a hundred as a whole number from 1 to 100, like 80"
            yield Found(words, (at, "percent"), place)
        if not is_answered(row.get("change")):
            yield Found("Enter what will change for them", (at, "change"), place, is_missing=True)
        for box, called in (("change", "What will change"), ("measure", "How you will know")):
            if len(str(row.get(box) or "")) > LONGEST_LINE:
                words = f"{called} must be {LONGEST_LINE} characters or fewer"
                yield Found(words, (at, box), place)
    yield from _count(question, value, "outcome", "outcomes")


def _date(_question: Question, value: Any, _: Answers) -> Iterator[Found]:
    if not typed.is_day(value):
        yield Found(typed.why_no_day(value) if isinstance(value, str) else _NOT_READ)


def _choice(question: Question, value: Any, _: Answers) -> Iterator[Found]:
    if not isinstance(value, str) or value not in {option.key for option in question.options}:
        yield Found(f"Choose one of the answers to {quoted(question.label)}")


def _choices(question: Question, value: Any, _: Answers) -> Iterator[Found]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        yield Found(_NOT_READ)
        return
    offered = {one.label if question.kind == "areas" else one.key for one in question.options}
    if offered and not set(value) <= offered:
        yield Found(f"Choose only from the answers to {quoted(question.label)}")
    elif question.kind == "areas" and any(len(one) > LONGEST_LINE for one in value):
        yield Found(f"An area must be {LONGEST_LINE} characters or fewer")
    else:
        one, several = ("area", "areas") if question.kind == "areas" else ("answer", "answers")
        yield from _count(question, value, one, several)


def _address(_question: Question, value: Any, _: Answers) -> Iterator[Found]:
    if not isinstance(value, Mapping):
        yield Found(_NOT_READ)
        return
    lines, postcode = value.get("lines"), value.get("postcode")
    if not is_answered(lines):
        yield Found("Enter the address", ("lines",), is_missing=True)
    elif not isinstance(lines, str) or len(lines) > LONGEST_LINE:
        yield Found(f"The address must be {LONGEST_LINE} characters or fewer", ("lines",))
    if not is_answered(postcode):
        yield Found("Enter the postcode", ("postcode",), is_missing=True)
    elif not isinstance(postcode, str) or not typed.is_postcode(postcode):
        yield Found("Enter a full UK postcode, like LE1 1AA", ("postcode",))


def _files(question: Question, value: Any, _: Answers) -> Iterator[Found]:
    yield from _count(question, value, "file", "files")


def _declaration(question: Question, value: Any, _: Answers) -> Iterator[Found]:
    if value is not True:
        yield Found(missing(question), is_missing=True)


def _group(question: Question, value: Any, answers: Answers) -> Iterator[Found]:
    for at, row in _rows(value):
        kept = {**answers, **row_kept(question, row, answers)}
        for asked in question.questions:
            if is_shown(asked, kept):
                for found in _at(asked, row.get(asked.key), kept):
                    yield replace(
                        found, path=(at, asked.key, *found.path), place=f"Number {at + 1}"
                    )
    yield from _count(question, value, "entry", "entries")


_LOOKED_AT: Final[Mapping[Kind, Callable[[Question, Any, Answers], Iterator[Found]]]] = {
    "line": _line,
    "text": _line,
    "number": _number,
    "money": _money,
    "costs": _costs,
    "date": _date,
    "choice": _choice,
    "choices": _choices,
    "address": _address,
    "areas": _choices,
    "files": _files,
    "outcomes": _outcomes,
    "declaration": _declaration,
    "group": _group,
}
