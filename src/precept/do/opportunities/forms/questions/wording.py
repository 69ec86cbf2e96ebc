"""What people type to say a question, a section or a check in plainer words or another language."""

from collections.abc import Sequence
from typing import Any

from django import forms

from precept.do.opportunities.forms.questions.asking import (
    LONGEST_INTRODUCTION,
    LONGEST_LABEL,
    LONGEST_TITLE,
    help_text,
)
from precept.foundation.questions.sets import Check, Question, Section, Wording
from precept.foundation.questions.wording import LANGUAGES, said_in
from precept.foundation.web.forms import Versioned
from precept.foundation.web.inputs import choice, line, text

TAKES_OUT = "Leave it empty to take these words out."


class Language(Versioned):
    """Which other words are to be added."""

    language = choice(
        "Which words do you want to add?", "Choose the words", list(LANGUAGES.items())
    )


class Words(Versioned):
    """A question in plainer words, or in another language."""

    label = line(
        "The question in these words",
        hint=TAKES_OUT,
        most=LONGEST_LABEL,
        called="The question",
    )
    hint = help_text()

    def __init__(self, *args: Any, question: Question, **options: Any) -> None:
        super().__init__(*args, **options)
        self.question = question
        if question.options:
            self.fields["options"] = text(
                "The answers in these words",
                rows=min(12, len(question.options) + 1),
                hint="One on each line, in the same order as the answers: "
                + "; ".join(one.label for one in question.options)
                + ". Leave it empty to keep them as they are.",
                most=8_000,
            )

    def clean_options(self) -> tuple[str, ...]:
        """As many answers as the question has, or none."""
        lines = [
            one.strip() for one in str(self.cleaned_data["options"]).splitlines() if one.strip()
        ]
        if lines and len(lines) != len(self.question.options):
            raise forms.ValidationError(
                f"Enter {len(self.question.options)} answers, one on each line: there are {len(lines)}"
            )
        return tuple(lines)

    @staticmethod
    def was(question: Question, language: str) -> dict[str, Any]:
        """What the question says in these words."""
        found = said_in(language, question.wordings)
        if found is None:
            return {}
        return {
            "label": found.label,
            "hint": found.hint,
            "options": "\n".join(one.label for one in found.options),
        }

    def wording(self, language: str, label: str, hint: str, options: Sequence[str] = ()) -> Wording:
        """What was typed, as the set keeps it."""
        said = tuple(
            one.model_copy(update={"label": words})
            for one, words in zip(self.question.options, options, strict=False)
        )
        return Wording(language=language, label=label, hint=hint, options=said)


class SectionInWords(Versioned):
    """A section in plainer words, or in another language."""

    title = line("The title in these words", hint=TAKES_OUT, most=LONGEST_TITLE, called="The title")
    words = text(
        "What it begins with, in these words",
        hint="Leave it empty to keep it as it is.",
        most=LONGEST_INTRODUCTION,
    )

    @staticmethod
    def was(section: Section, language: str) -> dict[str, Any]:
        """What the section says in these words."""
        found = said_in(language, section.wordings)
        return {"title": found.title, "words": found.words} if found else {}


class CheckInWords(Versioned):
    """A check in plainer words, or in another language."""

    words = line(
        "What people read where it does not hold, in these words",
        hint=TAKES_OUT,
        most=LONGEST_LABEL,
        called="What people read",
    )

    @staticmethod
    def was(check: Check, language: str) -> dict[str, Any]:
        """What the check says in these words."""
        found = said_in(language, check.wordings)
        return {"words": found.words} if found else {}
