"""Correcting the words of a published question set: what it asks stays what it asks. Pure."""

from typing import Any, TypeVar

from precept.foundation.questions.sets import Part, Question, QuestionSet, Section

P = TypeVar("P", bound=Part)


def with_words(of: QuestionSet, kind: str, key: str, name: str, words: str) -> QuestionSet:
    """The set with other words: of a "section", a "question" or a "check", by its key. KeyError for none."""
    change = {name: words}
    if kind == "section":
        of.section(key)
        sections = [_changed(one, change) if one.key == key else one for one in of.sections]
        return _changed(of, {"sections": tuple(sections)})
    if kind == "check":
        if all(one.key != key for one in of.checks):
            raise KeyError(key)
        checks = [_changed(one, change) if one.key == key else one for one in of.checks]
        return _changed(of, {"checks": tuple(checks)})
    if all(one.key != key for one in of.questions()):
        raise KeyError(key)
    return _changed(of, {"sections": tuple(_in_section(one, key, change) for one in of.sections)})


def asks_the_same(one: QuestionSet, other: QuestionSet) -> bool:
    """Whether two sets have the same questions of the same kinds, whatever words they use."""
    return _shape(one) == _shape(other)


def _shape(of: QuestionSet) -> list[tuple[str, ...]]:
    return [
        (section.key, question.key, question.kind, str(question.is_required))
        for section in of.sections
        for top in section.questions
        for question in (top, *top.questions)
    ]


def _in_section(section: Section, key: str, change: dict[str, Any]) -> Section:
    questions = tuple(_in_question(one, key, change) for one in section.questions)
    return _changed(section, {"questions": questions})


def _in_question(question: Question, key: str, change: dict[str, Any]) -> Question:
    inner = tuple(_changed(one, change) if one.key == key else one for one in question.questions)
    own = change if question.key == key else {}
    return _changed(question, {"questions": inner, **own})


def _changed(part: P, change: dict[str, Any]) -> P:
    return part.model_copy(update=change)
