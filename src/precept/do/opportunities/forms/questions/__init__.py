"""What people type while they build the questions of a round."""

from precept.do.opportunities.forms.questions.asking import (
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
    was_section,
)
from precept.do.opportunities.forms.questions.depending import (
    CHECK_KINDS,
    CheckKind,
    CheckRow,
    ConditionOn,
    ConditionRow,
)
from precept.do.opportunities.forms.questions.wording import (
    CheckInWords,
    Language,
    SectionInWords,
    Words,
)

__all__ = [
    "CHECK_KINDS",
    "CheckInWords",
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
    "SectionInWords",
    "SectionWords",
    "Start",
    "Sure",
    "Words",
    "was_section",
]
