"""What differs between two sets: for corrections that are told to everyone, and to keep identities true."""

from collections.abc import Iterator
from typing import Any, Final

from precept.foundation.money import Money
from precept.foundation.questions.rules.answers import holds_words
from precept.foundation.questions.rules.problems import quoted
from precept.foundation.questions.rules.sound import KINDS, MEANINGS
from precept.foundation.questions.sets import Check, Question, QuestionSet, Section

_OTHER_WORDS: Final = "its plainer words or other languages are changed"


def changed_meaning(old: QuestionSet, new: QuestionSet) -> list[str]:
    """Which questions of a published set would be something else now; none where identities are kept.

    A question's key says that it is the same from round to round: it can't get another kind, and an
    answer to choose keeps its key for what it said.
    """
    told = []
    before = {one.key: one for one in old.questions()}
    for question in new.questions():
        was = before.get(question.key)
        if was is None:
            continue
        if was.kind != question.kind:
            told.append(
                f"{quoted(question.label)} was published as another kind of question "
                f"({KINDS[was.kind].lower()}). Take it out, and add a new question."
            )
        if was.meaning and question.meaning and was.meaning != question.meaning:
            told.append(
                f"{quoted(question.label)} was published as “{MEANINGS[was.meaning][0].lower()}”. "
                "Take it out, and add a new question."
            )
    return told


def differences(old: QuestionSet, new: QuestionSet) -> list[str]:
    """What is different in the new set, in words, section by section."""
    return [*_sections(old, new), *_questions(old, new), *_checks(old, new)]


def _sections(old: QuestionSet, new: QuestionSet) -> Iterator[str]:
    before = {one.key: one for one in old.sections}
    after = {one.key: one for one in new.sections}
    for key, section in after.items():
        was = before.get(key)
        if was is None:
            yield f"New section {quoted(section.title)}"
            continue
        if was.title != section.title:
            yield f"The section {quoted(was.title)} is called {quoted(section.title)}"
        if was.words != section.words:
            yield f"The section {quoted(section.title)} begins with other words"
        if was.wordings != section.wordings:
            yield f"The section {quoted(section.title)}: {_OTHER_WORDS}"
    for key, section in before.items():
        if key not in after:
            yield f"The section {quoted(section.title)} is taken out"
    if [key for key in before if key in after] != [key for key in after if key in before]:
        yield "The sections stand in another order"


def _questions(old: QuestionSet, new: QuestionSet) -> Iterator[str]:
    before = {one.key: one for one in old.questions()}
    after = {one.key: one for one in new.questions()}
    for key, question in after.items():
        where = _section_of(new, key)
        if key not in before:
            yield f"New question {quoted(question.label)} in {quoted(where.title)}"
            continue
        yield from _question(old, new, before[key], question)
        if _section_of(old, key).key != where.key:
            yield f"{quoted(question.label)} stands in {quoted(where.title)}"
    for key, question in before.items():
        if key not in after:
            yield f"The question {quoted(question.label)} is taken out"
    for section in new.sections:
        was = next((one for one in old.sections if one.key == section.key), None)
        if was and _order(was, section) != _order(section, was):
            yield f"The questions of {quoted(section.title)} stand in another order"


def _section_of(question_set: QuestionSet, key: str) -> Section:
    section = question_set.section_of(key)
    assert section is not None
    return section


def _order(section: Section, other: Section) -> list[str]:
    shared = {one.key for one in other.questions}
    return [one.key for one in section.questions if one.key in shared]


def _question(old: QuestionSet, new: QuestionSet, was: Question, now: Question) -> Iterator[str]:
    name = quoted(now.label)
    if was.label != now.label:
        yield f"{quoted(was.label)} now says {name}"
    for called, before, after in (
        ("the kind", KINDS[was.kind], KINDS[now.kind]),
        ("the hint", was.hint, now.hint),
        ("the word limit", was.most_words, now.most_words),
        ("the least", _bound(was, was.least), _bound(now, now.least)),
        ("the most", _bound(was, was.most), _bound(now, now.most)),
        ("answering it", _needed(was), _needed(now)),
        ("what the office reads off it", _meaning(was), _meaning(now)),
        ("personal data", _yes(was.is_personal), _yes(now.is_personal)),
        ("public", _yes(was.is_public), _yes(now.is_public)),
        ("hidden from", ", ".join(was.hidden_from), ", ".join(now.hidden_from)),
        ("shown if", _shown_if(old, was), _shown_if(new, now)),
    ):
        if before != after:
            yield f"{name}: {called} was {_or_nothing(before)}, and is {_or_nothing(after)}"
    yield from _options(was, now)
    if was.wordings != now.wordings:
        yield f"{name}: {_OTHER_WORDS}"


def _options(was: Question, now: Question) -> Iterator[str]:
    name = quoted(now.label)
    before = {one.key: one.label for one in was.options}
    after = {one.key: one.label for one in now.options}
    for key, label in after.items():
        if key not in before:
            yield f"{name}: new answer {quoted(label)}"
        elif before[key] != label:
            yield f"{name}: the answer {quoted(before[key])} now says {quoted(label)}"
    for key, label in before.items():
        if key not in after:
            yield f"{name}: the answer {quoted(label)} is taken out"
    if [key for key in before if key in after] != [key for key in after if key in before]:
        yield f"{name}: its answers stand in another order"


def _checks(old: QuestionSet, new: QuestionSet) -> Iterator[str]:
    before = {one.key: one for one in old.checks}
    after = {one.key: one for one in new.checks}
    for key, check in after.items():
        if key not in before:
            yield f"New check {quoted(check.words)}"
        else:
            yield from _check(before[key], check)
    for key, check in before.items():
        if key not in after:
            yield f"The check {quoted(check.words)} is taken out"


def _check(was: Check, now: Check) -> Iterator[str]:
    if was.words != now.words:
        yield f"The check {quoted(was.words)} now says {quoted(now.words)}"
    if was.wordings != now.wordings:
        yield f"The check {quoted(now.words)}: {_OTHER_WORDS}"
    said = {"words": now.words, "wordings": now.wordings}
    if was.model_copy(update=said) != now:
        yield f"The check {quoted(now.words)} compares other answers"


def _bound(question: Question, bound: int | None) -> str | None:
    if bound is None:
        return None
    return Money(bound).short if question.kind == "money" else f"{bound:,}"


def _needed(question: Question) -> str:
    return "required" if question.is_required else "optional"


def _meaning(question: Question) -> str:
    return MEANINGS[question.meaning][0].lower() if question.meaning else ""


def _yes(is_so: bool) -> str:
    return "yes" if is_so else "no"


def _shown_if(question_set: QuestionSet, question: Question) -> str:
    rows = ((row, question_set.question(row.question)) for row in question.shown_if)
    return " and ".join(holds_words(row, on) if on else row.question for row, on in rows)


def _or_nothing(value: Any) -> str:
    return "not set" if value in (None, "") else f"“{value}”"
