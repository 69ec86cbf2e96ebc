"""What people are told of a question: its limits, when it is asked, and who reads the answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from precept.foundation.money import Money
from precept.foundation.questions.rules.answers import holds_words
from precept.foundation.questions.sets import Question, QuestionSet
from precept.foundation.questions.wording import worded


@dataclass(frozen=True)
class Told:
    """A question as somebody reads it before answering: its words, when it is asked, its limits and readers."""

    question: Question
    only_if: str
    told: str
    inside: tuple["Told", ...] = ()
    """What a group asks each time."""


def all_told(
    question_set: QuestionSet,
    question: Question,
    language: str = "",
    within: Question | None = None,
) -> Told:
    """Everything that people are told of a question, in the words chosen."""
    return Told(
        question=worded(question, language),
        only_if=shown_if_words(question_set, question),
        told=told(question, within),
        inside=tuple(all_told(question_set, one, language, question) for one in question.questions),
    )


_NOUNS: Final = {
    "costs": ("row", "rows"),
    "outcomes": ("outcome", "outcomes"),
    "files": ("file", "files"),
    "choices": ("answer", "answers"),
    "areas": ("area", "areas"),
    "group": ("time", "times"),
}
"""What a question's bounds count, of one and of several."""


def limits(question: Question) -> list[str]:
    """How an answer is limited, in words: "Up to 300 words", "At least £100"."""
    told = [] if question.is_required else ["You may leave this out"]
    if question.most_words is not None:
        told.append(f"Up to {question.most_words:,} words")
    spelled = {
        name: Money(bound).short if question.kind == "money" else f"{bound:,}"
        for name, bound in (("least", question.least), ("most", question.most))
        if bound is not None
    }
    for name, most_or_least in (("least", "At least"), ("most", "At most")):
        if name in spelled:
            noun = _NOUNS.get(question.kind, ("", ""))[getattr(question, name) != 1]
            told.append(f"{most_or_least} {spelled[name]} {noun}".rstrip())
    return told


def marks(question: Question, within: Question | None = None) -> list[str]:
    """Who reads an answer, in words: public, personal or kept from markers.

    ``within`` is the group it stands in, which has said some of that already; a group that is not public
    is not published in part.
    """
    told = []
    if question.is_public and (within is None or within.is_public):
        told.append("We publish the answer if you are awarded money")
    if question.is_personal:
        told.append("Personal data: we do not publish it")
    if "markers" in question.hidden_from:
        told.append("Markers do not see it")
    known = marks(within) if within is not None else []
    return [words for words in told if words not in known]


def told(question: Question, within: Question | None = None) -> str:
    """How an answer is limited and who reads it, in sentences; empty where there is nothing to say."""
    return sentences([*limits(question), *marks(question, within)])


def sentences(told: Sequence[str]) -> str:
    """What was told as sentences; empty where it is nothing."""
    return f"{'. '.join(told)}." if told else ""


def shown_if_words(question_set: QuestionSet, question: Question) -> str:
    """When a question is asked, in words; empty where it always is."""
    rows = ((row, question_set.question(row.question)) for row in question.shown_if)
    return " and ".join(holds_words(row, on) for row, on in rows if on)
