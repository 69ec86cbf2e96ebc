"""What the office does to a draft set: each edit gives a new set, and a question keeps its identity."""

import re
import unicodedata
from collections.abc import Callable, Collection, Sequence
from typing import Any, TypeVar

from precept.foundation.questions.rules.problems import quoted
from precept.foundation.questions.sets import (
    Check,
    CheckWording,
    Condition,
    Option,
    Question,
    QuestionSet,
    Section,
    SectionWording,
    Wording,
)

P = TypeVar("P", Section, Question, Check)
W = TypeVar("W", Wording, SectionWording, CheckWording)


class NotPossible(ValueError):
    """Why an edit can't be done, in words fit to show; ``field`` is what they are about."""

    def __init__(self, words: str, field: str | None = None) -> None:
        super().__init__(words)
        self.words = words
        self.field = field


def new_key(words: str, taken: Collection[str], other: str = "question") -> str:
    """A key made of words, unlike every key taken: what is asked in later rounds is known by it."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    bare = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    bare = re.sub(r"^[^a-z]+", "", bare)[:32].strip("_") or other
    key, number = bare, 2
    while key in taken:
        key, number = f"{bare}_{number}", number + 1
    return key


def keys_of(question_set: QuestionSet) -> set[str]:
    """Every key of a question in use."""
    return {one.key for one in question_set.questions()}


def options_of(lines: str, before: Sequence[Option] = ()) -> tuple[Option, ...]:
    """Answers to choose from, one a line; an answer whose words stand already keeps its key.

    One that stands at the place of another that is gone is that one in new words, and keeps its key too,
    where as many lines are there as before.
    """
    labels = [line.strip() for line in lines.splitlines() if line.strip()]
    kept = {one.label: one.key for one in before}
    taken = {kept[label] for label in labels if label in kept}
    made = []
    for place, label in enumerate(labels):
        key = kept.get(label, "")
        if not key and len(labels) == len(before) and before[place].label not in labels:
            key = before[place].key
        key = key or new_key(label, taken | {one.key for one in before}, "answer")
        taken.add(key)
        made.append(Option(key=key, label=label))
    return tuple(made)


def add_section(question_set: QuestionSet, title: str, words: str = "") -> QuestionSet:
    """Add a section at the end."""
    key = new_key(title, {one.key for one in question_set.sections}, "section")
    section = Section(key=key, title=title, words=words)
    return question_set.model_copy(update={"sections": (*question_set.sections, section)})


def change_section(question_set: QuestionSet, key: str, **changes: Any) -> QuestionSet:
    """Change a section's title or words. NotPossible where it is gone."""
    _section(question_set, key)
    return _with_sections(
        question_set, lambda one: _changed(one, **changes) if one.key == key else one
    )


def move_section(question_set: QuestionSet, key: str, by: int) -> QuestionSet:
    """Move a section up (-1) or down (1); at the end it stays."""
    section = _section(question_set, key)
    return question_set.model_copy(update={"sections": _moved(question_set.sections, section, by)})


def remove_section(question_set: QuestionSet, key: str) -> QuestionSet:
    """Take a section out with its questions. NotPossible where others depend on them."""
    section = _section(question_set, key)
    inside = {one.key for one in _flat(section.questions)}
    _nothing_depends(question_set, inside)
    left = tuple(one for one in question_set.sections if one.key != key)
    return question_set.model_copy(update={"sections": left})


def add_question(
    question_set: QuestionSet, section_key: str, question: Question, group: str = ""
) -> QuestionSet:
    """Add a question at the end of a section, or of a group in it. NotPossible where its key is taken."""
    _section(question_set, section_key)
    taken = keys_of(question_set)
    if {one.key for one in _flat((question,))} & taken:
        raise NotPossible(f"There is a question {quoted(question.label)} already.", "label")
    _means_once(question_set, question)
    if group:
        within = find(question_set, group)
        if within.kind != "group":
            raise NotPossible(f"{quoted(within.label)} is not a group.")
        return _replaced(question_set, within, _with(within, (*within.questions, question)))
    return _with_sections(
        question_set,
        lambda one: (
            _changed(one, questions=(*one.questions, question)) if one.key == section_key else one
        ),
    )


def change_question(question_set: QuestionSet, key: str, **changes: Any) -> QuestionSet:
    """Change a question; its key stays. NotPossible where it is gone or another has its meaning."""
    before = find(question_set, key)
    changed = _changed(before, **{**changes, "key": key})
    if changed.kind != before.kind and changed.kind not in {"choice", "choices"}:
        changed = _changed(changed, options=changed.options if changed.kind == "areas" else ())
    if changed.kind != "group" and changed.questions:
        raise NotPossible("Take the questions of the group out first.", "kind")
    _means_once(question_set, changed)
    return _replaced(question_set, before, changed)


def move_question(question_set: QuestionSet, key: str, by: int) -> QuestionSet:
    """Move a question up (-1) or down (1) in its section or group; at the end it stays."""
    question = find(question_set, key)

    def moved(questions: tuple[Question, ...]) -> tuple[Question, ...]:
        if question in questions:
            return _moved(questions, question, by)
        return tuple(_with(one, moved(one.questions)) for one in questions)

    return _with_sections(question_set, lambda one: _changed(one, questions=moved(one.questions)))


def move_to_section(question_set: QuestionSet, key: str, section_key: str) -> QuestionSet:
    """Move a question to the end of another section; it leaves its group, where it stands in one."""
    question = find(question_set, key)
    _section(question_set, section_key)
    left = _dropped(question_set, key)
    return _with_sections(
        left,
        lambda one: (
            _changed(one, questions=(*one.questions, question)) if one.key == section_key else one
        ),
    )


def remove_question(question_set: QuestionSet, key: str) -> QuestionSet:
    """Take a question out. NotPossible where a condition or a check depends on it."""
    question = find(question_set, key)
    _nothing_depends(question_set, {one.key for one in _flat((question,))})
    return _dropped(question_set, key)


def set_wording(question_set: QuestionSet, key: str, wording: Wording) -> QuestionSet:
    """Give a question its words in plainer English or another language; without a label, take them out."""
    before = find(question_set, key)
    wordings = _said_anew(before.wordings, wording, wording.label)
    return change_question(question_set, key, wordings=wordings)


def set_section_wording(
    question_set: QuestionSet, key: str, wording: SectionWording
) -> QuestionSet:
    """Give a section its words in plainer English or another language; without a title, take them out."""
    before = _section(question_set, key)
    wordings = _said_anew(before.wordings, wording, wording.title)
    return change_section(question_set, key, wordings=wordings)


def set_check_wording(question_set: QuestionSet, key: str, wording: CheckWording) -> QuestionSet:
    """Give a check its words in plainer English or another language; without any, take them out."""
    before = next((one.wordings for one in question_set.checks if one.key == key), ())
    wordings = _said_anew(before, wording, wording.words)
    return change_check(question_set, key, wordings=wordings)


def _said_anew(before: Sequence[W], wording: W, words: str) -> tuple[W, ...]:
    """The wordings with this one in place of the one in its language; without words, none in it."""
    said = [one for one in before if one.language != wording.language]
    if words.strip():
        said.append(wording)
    return tuple(said)


def add_condition(question_set: QuestionSet, key: str, row: Condition) -> QuestionSet:
    """Add a row to a question's "show this if"; a row that stands already changes nothing."""
    before = find(question_set, key)
    if row in before.shown_if:
        return question_set
    return change_question(question_set, key, shown_if=(*before.shown_if, row))


def remove_condition(question_set: QuestionSet, key: str, place: int) -> QuestionSet:
    """Take a row out of a question's "show this if"."""
    rows = find(question_set, key).shown_if
    if not 0 <= place < len(rows):
        raise NotPossible("This row is no longer there.")
    return change_question(question_set, key, shown_if=rows[:place] + rows[place + 1 :])


def add_check(question_set: QuestionSet, check: Check) -> QuestionSet:
    """Add a check across answers. NotPossible where its key is taken."""
    if any(one.key == check.key for one in question_set.checks):
        raise NotPossible("There is such a check already.")
    return question_set.model_copy(update={"checks": (*question_set.checks, check)})


def change_check(question_set: QuestionSet, key: str, **changes: Any) -> QuestionSet:
    """Change a check; its key stays. NotPossible where it is gone."""
    if all(one.key != key for one in question_set.checks):
        raise NotPossible("This check is no longer there.")
    checks = tuple(
        _changed(one, **{**changes, "key": key}) if one.key == key else one
        for one in question_set.checks
    )
    return question_set.model_copy(update={"checks": checks})


def remove_check(question_set: QuestionSet, key: str) -> QuestionSet:
    """Take a check out; one that is gone stays gone."""
    left = tuple(one for one in question_set.checks if one.key != key)
    return question_set.model_copy(update={"checks": left})


def find(question_set: QuestionSet, key: str) -> Question:
    """A question by its key. NotPossible where it is gone."""
    question = question_set.question(key)
    if question is None:
        raise NotPossible("This question is no longer there.")
    return question


def _section(question_set: QuestionSet, key: str) -> Section:
    try:
        return question_set.section(key)
    except KeyError:
        raise NotPossible("This section is no longer there.") from None


def _changed(part: P, **changes: Any) -> P:
    """The part with changes, read again so that nothing unfit gets in."""
    fields = {name: getattr(part, name) for name in type(part).model_fields}
    return type(part).model_validate({**fields, **changes})


def _with(question: Question, questions: tuple[Question, ...]) -> Question:
    if questions == question.questions:
        return question
    return question.model_copy(update={"questions": questions})


def _with_sections(question_set: QuestionSet, do: Callable[[Section], Section]) -> QuestionSet:
    return question_set.model_copy(
        update={"sections": tuple(do(one) for one in question_set.sections)}
    )


def _flat(questions: Sequence[Question]) -> list[Question]:
    return [one for question in questions for one in (question, *question.questions)]


def _replaced(question_set: QuestionSet, old: Question, new: Question) -> QuestionSet:
    def put(questions: tuple[Question, ...]) -> tuple[Question, ...]:
        return tuple(
            new if one.key == old.key else _with(one, put(one.questions)) for one in questions
        )

    return _with_sections(question_set, lambda one: _changed(one, questions=put(one.questions)))


def _dropped(question_set: QuestionSet, key: str) -> QuestionSet:
    def drop(questions: tuple[Question, ...]) -> tuple[Question, ...]:
        return tuple(_with(one, drop(one.questions)) for one in questions if one.key != key)

    return _with_sections(question_set, lambda one: _changed(one, questions=drop(one.questions)))


def _moved(parts: tuple[Any, ...], part: Any, by: int) -> tuple[Any, ...]:
    place = parts.index(part)
    others = list(parts[:place] + parts[place + 1 :])
    others.insert(max(0, place + by), part)
    return tuple(others)


def _means_once(question_set: QuestionSet, question: Question) -> None:
    other = question_set.meaning(question.meaning) if question.meaning else None
    if other is not None and other.key != question.key:
        raise NotPossible(f"{quoted(other.label)} is read as that already.", "meaning")


def _nothing_depends(question_set: QuestionSet, keys: Collection[str]) -> None:
    """NotPossible where a condition outside of these questions, or a check, names one of them."""
    for one in question_set.questions():
        if one.key not in keys and any(row.question in keys for row in one.shown_if):
            raise NotPossible(
                f"{quoted(one.label)} is shown only for some answers to it. Change that first."
            )
    for check in question_set.checks:
        if set(keys) & {check.left, check.right, check.until}:
            raise NotPossible(f"The check {quoted(check.words)} compares it. Take that out first.")
