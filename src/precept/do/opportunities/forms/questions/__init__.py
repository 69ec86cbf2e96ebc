"""What people type while they build the questions of a round."""

from precept.do.opportunities.forms.questions.asking import (
    Language,
    Move,
    NewQuestion,
    QuestionKind,
    QuestionLimits,
    QuestionMeaning,
    QuestionOptions,
    QuestionReaders,
    QuestionSection,
    QuestionWords,
    SectionWords,
    Start,
    Sure,
    Words,
    was_section,
)
from precept.do.opportunities.forms.questions.depending import (
    CHECK_KINDS,
    CheckKind,
    CheckRow,
    ConditionOn,
    ConditionRow,
)

__all__ = [
    "CHECK_KINDS",
    "CheckKind",
    "CheckRow",
    "ConditionOn",
    "ConditionRow",
    "Language",
    "Move",
    "NewQuestion",
    "QuestionKind",
    "QuestionLimits",
    "QuestionMeaning",
    "QuestionOptions",
    "QuestionReaders",
    "QuestionSection",
    "QuestionWords",
    "SectionWords",
    "Start",
    "Sure",
    "Words",
    "was_section",
]
