"""A set in plainer words or another language, where it has them: its questions, sections and checks."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from precept.foundation.questions.sets import (
    Check,
    CheckWording,
    Option,
    Question,
    QuestionSet,
    Section,
    SectionWording,
    Wording,
)

W = TypeVar("W", Wording, SectionWording, CheckWording)

LANGUAGES = {
    "plain": "Plain language",
    "easy": "Easy read",
    "cy": "Cymraeg (Welsh)",
    "pl": "Polski (Polish)",
    "pa": "ਪੰਜਾਬੀ (Punjabi)",
    "gu": "ગુજરાતી (Gujarati)",
    "ur": "اردو (Urdu)",
    "ar": "العربية (Arabic)",
    "so": "Soomaali (Somali)",
    "ro": "Română (Romanian)",
}
"""What the words of a set may be in, and what each is called in it."""


def said_in(language: str, wordings: Sequence[W]) -> W | None:
    """The wording in a language; None where there is none."""
    return next((one for one in wordings if one.language == language), None)


def worded(question: Question, language: str) -> Question:
    """The question in those words; as it is where it has none.

    Its own options stand as its only wording then, so that what is stored stays what it was.
    """
    nested = tuple(worded(one, language) for one in question.questions)
    found = said_in(language, question.wordings)
    if found is None or not language:
        return question.model_copy(update={"wordings": (), "questions": nested})
    said = {one.key: one.label for one in found.options}
    options = tuple(
        Option(key=one.key, label=said.get(one.key, one.label)) for one in question.options
    )
    kept = Wording(language=language, label=question.label, options=question.options)
    return question.model_copy(
        update={
            "label": found.label or question.label,
            "hint": found.hint or question.hint,
            "options": options,
            "wordings": (kept,),
            "questions": nested,
        }
    )


def around_worded(question_set: QuestionSet, language: str) -> QuestionSet:
    """The set with its sections and checks in those words; its questions stay for ``worded``.

    A section or check that is said in them keeps them as its only wording; one that has none stays as it
    is, with none.
    """
    return question_set.model_copy(
        update={
            "sections": tuple(_section(one, language) for one in question_set.sections),
            "checks": tuple(_check(one, language) for one in question_set.checks),
        }
    )


def _section(section: Section, language: str) -> Section:
    found = said_in(language, section.wordings)
    if found is None:
        return section.model_copy(update={"wordings": ()})
    said = {"title": found.title, "words": found.words or section.words}
    return section.model_copy(update={**said, "wordings": (found,)})


def _check(check: Check, language: str) -> Check:
    found = said_in(language, check.wordings)
    if found is None:
        return check.model_copy(update={"wordings": ()})
    return check.model_copy(update={"words": found.words, "wordings": (found,)})


def languages(question_set: QuestionSet) -> dict[str, str]:
    """The languages that a set has words in, by their keys, each with its name."""
    used = set(_used(question_set))
    known = {key: name for key, name in LANGUAGES.items() if key in used}
    return {**known, **{key: key for key in sorted(used - set(known))}}


def _used(question_set: QuestionSet) -> Iterator[str]:
    for section in question_set.sections:
        yield from (one.language for one in section.wordings)
    for question in question_set.questions():
        yield from (one.language for one in question.wordings)
    for check in question_set.checks:
        yield from (one.language for one in check.wordings)
