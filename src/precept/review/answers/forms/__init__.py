"""What people type of briefings and answers."""

from precept.review.answers.forms.answering import (
    ChooseSources,
    DropThis,
    Ground,
    WriteAnswer,
)
from precept.review.answers.forms.asking import (
    AskWhatIsMeant,
    ChangeQuestion,
    HearWhatIsMeant,
    NewQuestion,
    Reason,
)
from precept.review.answers.forms.briefings import ChooseBriefing
from precept.review.answers.forms.releasing import Confirm, PublishAnswer, SendBack

__all__ = [
    "AskWhatIsMeant",
    "ChangeQuestion",
    "ChooseBriefing",
    "ChooseSources",
    "Confirm",
    "DropThis",
    "Ground",
    "HearWhatIsMeant",
    "NewQuestion",
    "PublishAnswer",
    "Reason",
    "SendBack",
    "WriteAnswer",
]
