"""What an answer says: whether there is one, whether it is asked for, what the office reads off it."""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, Final, TypeAlias, TypeGuard

from precept.foundation.clock import spoken
from precept.foundation.money import Money
from precept.foundation.questions.sets import (
    Condition,
    Kind,
    Meaning,
    Question,
    QuestionSet,
    Section,
)

Answers: TypeAlias = Mapping[str, Any]
"""Answers by question, as they are stored. What could not be read stays the text that was typed."""
Facts: TypeAlias = Mapping[str, Any]
"""What checks compare with: {"cap": whole pence, "longest months": a number}; None where not set."""

# The space between words as browsers see it, so that the counter beside the box and we agree.
_WORD: Final = re.compile(
    "[^\t\n\x0b\x0c\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+"
)
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_UNSTORABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LINE_END: Final = re.compile("\r\n|\r")
IN_ROWS: Final[frozenset[Kind]] = frozenset({"costs", "outcomes", "group", "files"})
"""The kinds whose answer is a list of rows."""


def cleaned(text: str) -> str:
    """A text as it is stored: line ends as \\n, without what no database or file can hold."""
    return _UNSTORABLE.sub("", _LINE_END.sub("\n", text)).strip()


def word_count(text: str) -> int:
    """How many words a text has, counted as the counter beside the box does."""
    return len(_WORD.findall(text))


def is_answered(value: object) -> bool:
    """Whether there is an answer: not nothing, empty, or a list or address of nothing."""
    if isinstance(value, str):
        return bool(value.strip())
    if isinstance(value, Mapping):
        return any(is_answered(one) for one in value.values())
    if isinstance(value, Sequence):
        return any(is_answered(one) for one in value)
    return value is not None and value is not False


def total(answers: Answers, question: Question | str) -> int:
    """What a cost table comes to so far, in whole pence; amounts that can't be read count nothing."""
    key = question if isinstance(question, str) else question.key
    return _sum(answers.get(key))


def _sum(value: object) -> int:
    rows = value if isinstance(value, list) else []
    amounts = [row.get("pence") for row in rows if isinstance(row, Mapping)]
    return sum(one for one in amounts if is_whole(one))


def is_whole(value: object) -> TypeGuard[int]:
    """Whether it is a whole number, and not true or false."""
    return isinstance(value, int) and not isinstance(value, bool)


def day_of(value: object) -> date | None:
    """The day that a stored date names; None where it could not be read."""
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def measure(value: object) -> int | None:
    """What is compared of an answer: its number, its pence, or what its cost table comes to."""
    if is_whole(value):
        return value
    if isinstance(value, list) and all(isinstance(row, Mapping) for row in value):
        return _sum(value)
    return None


def holds(condition: Condition, answers: Answers) -> bool:
    """Whether a row of "show this if" holds. Nothing holds of a question that is not answered."""
    value = answers.get(condition.question)
    if not is_answered(value):
        return False
    match condition.comparison:
        case "is answered":
            return True
        case "is":
            return _is(value, condition.value)
        case "is not":
            return not _is(value, condition.value)
        case "includes":
            return _is(value, condition.value) or (
                isinstance(value, list) and condition.value in value
            )
        case "is at least":
            return _compared(value, condition.value, at_least=True)
        case "is at most":
            return _compared(value, condition.value, at_least=False)


def _is(value: object, wanted: str) -> bool:
    if value is True:
        return wanted in {"true", "yes"}
    return str(value) == wanted if isinstance(value, str | int) else value == [wanted]


def _compared(value: object, wanted: str, *, at_least: bool) -> bool:
    left: Any = day_of(value) or measure(value)
    right: Any = day_of(wanted) or (int(wanted) if re.fullmatch(r"-?[0-9]+", wanted) else None)
    if left is None or type(left) is not type(right):
        return False
    return bool(left >= right if at_least else left <= right)


def holds_words(condition: Condition, question: Question) -> str:
    """A row of "show this if" in words: “Do you work with under-18s?” is “Yes”."""
    asks = f"“{question.label}”"
    if condition.comparison == "is answered":
        return f"{asks} is answered"
    offered = {one.key: one.label for one in question.options}
    value = offered.get(condition.value, condition.value)
    if question.kind in {"money", "costs"} and value.isdecimal():
        value = Money(int(value)).short
    elif question.kind == "declaration":
        return f"{asks} is {'not ' if condition.comparison == 'is not' else ''}confirmed"
    elif day := day_of(value):
        value = spoken(day)
    return f"{asks} {condition.comparison} “{value}”"


def is_shown(question: Question, answers: Answers) -> bool:
    """Whether a question is asked: all rows of its condition hold of these answers.

    An answer to a question that is itself not shown must not be among them: ``for_submission``
    leaves those out, and every function that is given the whole set does so by itself.
    """
    return all(holds(row, answers) for row in question.shown_if)


def shown(section: Section, answers: Answers) -> list[Question]:
    """The questions of a section that are asked, given the answers to those before them."""
    return [question for question in section.questions if is_shown(question, answers)]


def for_submission(question_set: QuestionSet, answers: Answers) -> dict[str, Any]:
    """The answers that count: to questions that are asked, without empty rows, in the set's order."""
    kept: dict[str, Any] = {}
    for section in question_set.sections:
        for question in section.questions:
            value = answers.get(question.key)
            if is_shown(question, kept) and is_answered(value):
                counts = _kept(question, value, kept)
                if is_answered(counts):
                    kept[question.key] = counts
    return kept


def _kept(question: Question, value: Any, so_far: Answers) -> Any:
    """What counts of an answer; of rows those that say something, and nothing of what are no rows."""
    if question.kind == "address":
        return value if isinstance(value, Mapping) else None
    if question.kind not in IN_ROWS:
        return value
    rows = value if isinstance(value, list) else []
    rows = [row for row in rows if isinstance(row, Mapping) and is_answered(row)]
    if question.kind == "group":
        rows = [row_kept(question, row, so_far) for row in rows]
    return [row for row in rows if row]


def row_kept(group: Question, row: Answers, answers: Answers) -> dict[str, Any]:
    """What counts of one time that a group was answered; its questions may depend on those before."""
    kept: dict[str, Any] = {}
    for question in group.questions:
        if is_shown(question, {**answers, **kept}) and is_answered(row.get(question.key)):
            kept[question.key] = row[question.key]
    return kept


def meaning(question_set: QuestionSet, answers: Answers, meaning: Meaning) -> Any:
    """What the office reads off the answers: the title, the amount in whole pence, the areas…

    As it is stored; None where nothing asks for it, it is not answered, or it can't be read.
    """
    question = question_set.meaning(meaning) if meaning else None
    if question is None:
        return None
    value = for_submission(question_set, answers).get(question.key)
    if question.kind in {"money", "number"} and not is_whole(value):
        return None
    if question.kind == "date" and day_of(value) is None:
        return None
    return value


def amount(question_set: QuestionSet, answers: Answers) -> Money | None:
    """How much is asked for; None where that is not answered or can't be read."""
    pence = meaning(question_set, answers, "amount")
    return Money(pence) if is_whole(pence) else None


def without(question_set: QuestionSet, answers: Answers, hide: Collection[str]) -> dict[str, Any]:
    """The answers but those that somebody may not see: hidden from "markers", or "personal"."""
    kept = dict(answers)
    for question in question_set.questions():
        if is_hidden(question, hide):
            kept.pop(question.key, None)
            for key, rows in kept.items():
                if isinstance(rows, list) and any(
                    isinstance(row, Mapping) and question.key in row for row in rows
                ):
                    kept[key] = [
                        {name: one for name, one in row.items() if name != question.key}
                        for row in rows
                    ]
    return kept


def is_hidden(question: Question, hide: Collection[str]) -> bool:
    """Whether an answer is kept from somebody: a group it is hidden from, or "personal"."""
    return bool(set(question.hidden_from) & set(hide)) or (
        question.is_personal and "personal" in hide
    )
