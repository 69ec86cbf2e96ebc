"""What people type of exits."""

from typing import Any

from django import forms

from precept.foundation.documents.kinds import accepted_in_words
from precept.foundation.web.forms import Versioned
from precept.foundation.web.inputs import choice, day, line, text
from precept.review.management import rules
from precept.review.management.forms.fields import (
    why,
)
from precept.review.management.forms.owed import Owned
from precept.review.management.forms.troubles import Peopled


class NewExit(Peopled):
    """The exit of an agreement."""

    is_early = forms.BooleanField(
        label="It ends early, by a variation that is drafted and checked", required=False
    )
    field_order = ["owner", "is_early"]


class SetTask(Owned, Versioned):
    """Whose a thing of an exit is, and by when."""

    due = day("By when?", "The day it is due", needed=True)
    field_order = ["owner", "due", "version"]


class NewTask(Owned):
    """A thing that the checklist does not have."""

    title = line("What is to be done?", "Enter what is to be done")
    words = text("What does that mean here?", rows=3, most=2_000)
    side = choice("Which side is it of?", "Choose which side it is of", rules.task_sides)
    due = day("By when?", "The day it is due", needed=True)
    field_order = ["title", "words", "side", "owner", "due"]


class FinishTask(Versioned):
    """That a thing of an exit is done, and what shows it."""

    outcome = text(
        "What was done, and what shows it?",
        "Say what was done, and what shows it",
        rows=4,
        most=4_000,
    )
    evidence = forms.FileField(
        label="A file that shows it (optional)",
        help_text=f"{accepted_in_words()}. A scanner looks at it before anybody can open it.",
        required=False,
        max_length=300,
        error_messages={
            "missing": "Choose a file",
            "invalid": "Choose a file",
            "empty": "This file is empty. Choose another",
            "max_length": "Give the file a shorter name",
        },
    )

    def taken(self) -> dict[str, Any]:
        """What was said, and the file with its name."""
        said = super().taken()
        file = said["evidence"]
        return {**said, "evidence": None if file is None else (file.name, file)}


class LeaveTaskOut(Versioned):
    """Why a thing is not needed."""

    why = why("Say why it is not needed", "Why is it not needed?")


class FinishExit(Versioned):
    """What an exit taught."""

    words = text(
        "What did this exit teach?",
        "Say what the exit taught",
        rows=4,
        most=4_000,
        hint="For whoever writes the next agreement.",
    )
