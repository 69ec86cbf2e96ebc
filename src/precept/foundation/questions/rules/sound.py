"""Whether a set can be published: what in it could never be answered, or never be read off."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from precept.foundation.questions.rules.answers import day_of
from precept.foundation.questions.rules.checks import FACTS
from precept.foundation.questions.rules.problems import MOST_ROWS, quoted
from precept.foundation.questions.sets import (
    Check,
    Condition,
    Kind,
    Meaning,
    Question,
    QuestionSet,
    Section,
)

KINDS: Final[dict[Kind, str]] = {
    "line": "Short text, on one line",
    "text": "Long text",
    "number": "A number",
    "money": "An amount of money",
    "costs": "A table of costs",
    "date": "A date",
    "choice": "One choice of several",
    "choices": "Several choices",
    "address": "An address",
    "areas": "Areas",
    "files": "Files",
    "outcomes": "Outcomes, with how many people",
    "declaration": "A declaration to confirm",
    "group": "A group of questions, answered several times",
}
"""What each kind of question is called in the office."""
MEANINGS: Final[dict[Meaning, tuple[str, frozenset[Kind]]]] = {
    "title": ("The project’s title", frozenset({"line"})),
    "summary": ("The summary", frozenset({"text", "line"})),
    "amount": ("The amount asked for", frozenset({"money"})),
    "costs": ("What the money is for", frozenset({"costs"})),
    "match": ("Money from elsewhere", frozenset({"money", "costs"})),
    "starts": ("The day it starts", frozenset({"date"})),
    "ends": ("The day it ends", frozenset({"date"})),
    "areas": ("Where it works", frozenset({"areas", "choices"})),
    "outcomes": ("What will change for people", frozenset({"outcomes"})),
    "priorities": ("The priorities it serves", frozenset({"choices", "choice"})),
}
"""What the office may read off an answer, what that is called, and the kinds it can be."""
COMPARISONS: Final[dict[Kind, tuple[str, ...]]] = {
    "line": ("is answered", "is", "is not"),
    "number": ("is at least", "is at most", "is", "is not", "is answered"),
    "money": ("is at least", "is at most", "is answered"),
    "costs": ("is at least", "is at most", "is answered"),
    "date": ("is at least", "is at most", "is answered"),
    "choice": ("is", "is not", "is answered"),
    "choices": ("includes", "is answered"),
    "areas": ("includes", "is answered"),
    "declaration": ("is", "is answered"),
}
"""How the answers of a kind can be compared in "show this if"; others only whether they are answered."""
IN_A_GROUP: Final[frozenset[Kind]] = frozenset(
    {"line", "text", "number", "money", "date", "choice", "choices", "address", "declaration"}
)
MOST_QUESTIONS: Final = 120
_KEY: Final = re.compile(r"[a-z][a-z0-9_]{0,35}")
_SUMS: Final = frozenset({"money", "costs", "number"})


def set_problems(question_set: QuestionSet) -> list[str]:
    """Everything that stands against publishing a set, in words that name the place."""
    told = [*_keys(question_set)]
    if not any(question_set.questions()):
        told.append("There are no questions yet. Add a section, and its first question.")
    if sum(1 for _ in question_set.questions()) > MOST_QUESTIONS:
        told.append(f"There are more than {MOST_QUESTIONS} questions. Take some out.")
    before: list[Question] = []
    for section in question_set.sections:
        told += _section(section)
        for question in section.questions:
            told += _question(question)
            told += _conditions(question_set, question, before)
            inside: list[Question] = []
            for one in question.questions:
                told += _question(one, is_inside=True)
                told += _conditions(question_set, one, [*before, *inside])
                inside.append(one)
            before.append(question)
    told += _meanings(question_set)
    for check in question_set.checks:
        told += _check(question_set, check)
    return told


def _keys(question_set: QuestionSet) -> Iterator[str]:
    asks = list(question_set.questions())
    for called, keys in (
        ("sections", [one.key for one in question_set.sections]),
        ("questions", [one.key for one in asks]),
        ("checks", [one.key for one in question_set.checks]),
    ):
        for key in _twice(keys):
            yield f"Two {called} have the same key, “{key}”. Take one of them out and add it again."
        for key in keys:
            if not _KEY.fullmatch(key):
                yield (
                    f"The key “{key}” of the {called} is not made of small letters, digits and “_”."
                )


def _twice(keys: Iterable[str]) -> list[str]:
    return [key for key, count in Counter(keys).items() if count > 1]


def _section(section: Section) -> Iterator[str]:
    if not section.title.strip():
        yield "A section has no title."
    if not section.questions:
        yield f"The section {quoted(section.title)} has no questions. Add one, or take it out."
    said = [(one.language, one.title) for one in section.wordings]
    yield from _wordings(f"The section {quoted(section.title)}", said)


def _question(question: Question, *, is_inside: bool = False) -> Iterator[str]:
    name = quoted(question.label)
    if not question.label.strip():
        yield "A question has no words."
    if is_inside and question.kind not in IN_A_GROUP:
        yield f"{name} can’t stand in a group: a group asks no tables, areas, files or groups."
    if question.kind == "group" and not question.questions:
        yield f"The group {name} asks nothing yet. Add a question to it."
    if question.kind != "group" and question.questions:
        yield f"{name} holds other questions and is not a group."
    yield from _options(question)
    if question.least is not None and question.most is not None and question.least > question.most:
        yield f"{name}: the least is more than the most."
    if question.kind in {"costs", "outcomes", "group"} and (question.most or 0) > MOST_ROWS:
        yield f"{name} can be answered at most {MOST_ROWS} times."
    if question.most_words is not None and question.most_words < 1:
        yield f"{name}: the word limit must be at least 1."
    if question.is_public and question.is_personal:
        yield f"{name} is marked as both personal and public. It can be one of them."
    if question.is_personal and question.meaning in {"title", "summary"}:
        yield f"{name} is published with an award. It can’t be personal data."
    yield from _wordings(name, [(one.language, one.label) for one in question.wordings])


def _wordings(name: str, said: list[tuple[str, str]]) -> Iterator[str]:
    for key in _twice(language for language, _ in said):
        yield f"{name} has words in “{key}” twice."
    for language, words in said:
        if not words.strip():
            yield f"{name}: its words in “{language}” are empty."


def _options(question: Question) -> Iterator[str]:
    name = quoted(question.label)
    if question.kind in {"choice", "choices"}:
        if len(question.options) < 2:
            yield f"{name} needs at least two answers to choose from."
        if question.least is not None and question.least > len(question.options):
            yield f"{name} asks for more answers than there are to choose from."
    elif question.options and question.kind != "areas":
        yield f"{name} has answers to choose from and is not a choice."
    for key in _twice(one.key for one in question.options):
        yield f"{name} has two answers with the same key, “{key}”."
    for label in _twice(one.label.strip().casefold() for one in question.options):
        yield f"{name} has the answer “{label}” twice."
    if any(not one.label.strip() for one in question.options):
        yield f"{name} has an answer without words."


def _conditions(
    question_set: QuestionSet, question: Question, before: list[Question]
) -> Iterator[str]:
    name = quoted(question.label)
    for row in question.shown_if:
        on = question_set.question(row.question)
        if on is None:
            yield f"{name} depends on a question that is no longer there."
        elif on not in before:
            yield f"{name} depends on {quoted(on.label)}, which is not asked before it."
        elif words := condition_problem(row, on):
            yield f"{name}: {words}"


def condition_problem(row: Condition, on: Question) -> str:
    """Why a row of "show this if" can't be asked of a question; empty where it can."""
    name = quoted(on.label)
    if row.comparison not in COMPARISONS.get(on.kind, ("is answered",)):
        return f"{name} can’t be compared by “{row.comparison}”."
    if row.comparison == "is answered":
        return ""
    if on.kind in {"choice", "choices", "areas"} and on.options:
        offered = {one.label if on.kind == "areas" else one.key for one in on.options}
        return "" if row.value in offered else f"{name} has no such answer any more."
    if on.kind in _SUMS and not re.fullmatch(r"[0-9]+", row.value):
        return f"{name} must be compared with a number."
    if on.kind == "date" and day_of(row.value) is None:
        return f"{name} must be compared with a date."
    return "" if row.value.strip() else f"say what {name} is compared with."


def _meanings(question_set: QuestionSet) -> Iterator[str]:
    top = {one.key for section in question_set.sections for one in section.questions}
    used = [one for one in question_set.questions() if one.meaning]
    for meaning in _twice(one.meaning for one in used):
        yield f"Two questions ask for the same: {_called(meaning).lower()}."
    for question in used:
        name = quoted(question.label)
        called, kinds = MEANINGS.get(question.meaning, ("", frozenset()))
        if question.kind not in kinds:
            yield f"{name} can’t be read as “{called.lower()}”: it is another kind of question."
        if question.key not in top:
            yield f"{name} can’t be read as “{called.lower()}”: it stands in a group."


def _called(meaning: str) -> str:
    return next((words for key, (words, _) in MEANINGS.items() if key == meaning), meaning)


def _check(question_set: QuestionSet, check: Check) -> Iterator[str]:
    name = f"The check {quoted(check.words)}"
    if not check.words.strip():
        yield "A check has no words."
    yield from _wordings(name, [(one.language, one.words) for one in check.wordings])
    top = {one.key: one for section in question_set.sections for one in section.questions}
    left, right = top.get(check.left), top.get(check.right)
    if left is None:
        yield f"{name} compares a question that is not there."
        return
    if right is None and check.right not in FACTS:
        yield f"{name} compares with a question that is not there."
        return
    if check.kind in {"is before", "lasts at most"}:
        last = top.get(check.until) if check.kind == "lasts at most" else right
        if left.kind != "date" or last is None or last.kind != "date":
            yield f"{name} compares two dates, and does not name them."
        if check.kind == "lasts at most" and check.right not in FACTS and right is not None:
            if right.kind != "number":
                yield f"{name} needs a number of months."
        elif check.kind == "lasts at most" and check.right == "cap":
            yield f"{name} needs a number of months."
        return
    if left.kind not in _SUMS or (right is not None and right.kind not in _SUMS):
        yield f"{name} compares amounts or numbers, and does not name them."
    elif right is not None and (left.kind == "number") != (right.kind == "number"):
        yield f"{name} compares money with a number."
    elif check.right == "cap" and left.kind == "number":
        yield f"{name} compares a number with money."
