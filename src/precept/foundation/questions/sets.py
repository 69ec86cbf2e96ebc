"""A question set as data: its sections, questions, conditions and checks. Frozen once it is published."""

import hashlib
import operator
from collections.abc import Iterator
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from precept.foundation.ledger.verify_ledger import canonical

Kind = Literal[
    "line",
    "text",
    "number",
    "money",
    "costs",
    "date",
    "choice",
    "choices",
    "address",
    "areas",
    "files",
    "outcomes",
    "declaration",
    "group",
]
Comparison = Literal["is", "is not", "includes", "is at least", "is at most", "is answered"]
CheckKind = Literal["adds up to", "is at most", "is before", "lasts at most"]
Meaning = Literal[
    "",
    "title",
    "summary",
    "amount",
    "costs",
    "match",
    "starts",
    "ends",
    "areas",
    "outcomes",
    "priorities",
]
"""What the office reads off an answer, whatever the question is called this year."""


class Part(BaseModel):
    """The base of everything in a set: nothing but the fields it names, and nothing changed."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Option(Part):
    """One answer of a choice. Its key is what is stored; of an area, its label."""

    key: str
    label: str


class Wording(Part):
    """A question's words in plainer English or another language ("cy", "pl", "easy").

    ``options`` say the answers of a choice in these words, by their keys; those left out stay as
    they are.
    """

    language: str
    label: str
    hint: str = ""
    options: tuple[Option, ...] = ()


class SectionWording(Part):
    """A section's title and introduction in plainer English or another language.

    Without ``words`` the introduction stays as it is.
    """

    language: str
    title: str
    words: str = ""


class CheckWording(Part):
    """What a check says, in plainer English or another language."""

    language: str
    words: str


class Condition(Part):
    """One row of "show this if": the question asked about, how it is compared, and with what."""

    question: str
    comparison: Comparison = "is"
    value: str = ""


class Question(Part):
    """A question. ``key`` is its identity: the same from round to round, never shown.

    ``least`` and ``most`` bound a number as it is, money in whole pence, the items of a cost table,
    outcomes and files, and the times that a group repeats. ``hidden_from`` names who in the office
    may not see the answer: "markers". A condition shows it where *all* its rows hold.
    """

    key: str
    kind: Kind
    label: str
    hint: str = ""
    wordings: tuple[Wording, ...] = ()
    is_required: bool = True
    most_words: int | None = None
    least: int | None = None
    most: int | None = None
    options: tuple[Option, ...] = ()
    shown_if: tuple[Condition, ...] = ()
    questions: tuple["Question", ...] = ()
    """What a group asks each time; a group holds no group."""
    is_personal: bool = False
    is_public: bool = False
    hidden_from: tuple[str, ...] = ()
    meaning: Meaning = ""


class Check(Part):
    """A check across answers: "the costs equal the amount asked for".

    ``left`` is a question; ``right`` is a question or a fact of the round ("cap", "longest months").
    ``words`` is what an applicant reads where it does not hold. What lasts at most so many months
    begins on the day of ``left`` and ends on the day of ``until``.
    """

    key: str
    kind: CheckKind
    left: str
    right: str
    words: str
    until: str = ""
    wordings: tuple[CheckWording, ...] = Field(default=(), exclude_if=operator.not_)
    """Left out of what is stored where there are none, as it was before there could be any."""


class Section(Part):
    """A page of questions, one task of the task list."""

    key: str
    title: str
    words: str = ""
    wordings: tuple[SectionWording, ...] = Field(default=(), exclude_if=operator.not_)
    """Left out of what is stored where there are none, as it was before there could be any."""
    questions: tuple[Question, ...] = ()


class QuestionSet(Part):
    """Everything that a round asks, in order."""

    sections: tuple[Section, ...] = ()
    checks: tuple[Check, ...] = ()

    @property
    def digest(self) -> str:
        """The SHA-256 of what it says: two sets that ask the same have the same."""
        return hashlib.sha256(canonical(self.model_dump(mode="json")).encode()).hexdigest()

    def questions(self) -> Iterator[Question]:
        """Every question, those of groups after their group."""
        for section in self.sections:
            for question in section.questions:
                yield question
                yield from question.questions

    def section(self, key: str) -> Section:
        """The section of a key. KeyError where there is none."""
        for section in self.sections:
            if section.key == key:
                return section
        raise KeyError(key)

    def question(self, key: str) -> Question | None:
        """The question of a key, also inside a group; None where there is none."""
        return next((one for one in self.questions() if one.key == key), None)

    def section_of(self, key: str) -> Section | None:
        """The section that asks a question, or holds the group that does; None where there is none."""
        for section in self.sections:
            for question in section.questions:
                if key == question.key or any(key == one.key for one in question.questions):
                    return section
        return None

    def meaning(self, meaning: Meaning) -> Question | None:
        """The question whose answer means something to the office; None where none does."""
        return next((one for one in self.questions() if one.meaning == meaning), None)
