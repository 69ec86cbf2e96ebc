"""What people type while they build the questions of a round."""

from collections.abc import Sequence
from typing import Any

from django import forms

from precept.foundation.money import Money
from precept.foundation.money.field import MoneyFormField
from precept.foundation.questions import rules as asking
from precept.foundation.questions.sets import Question, QuestionSet, Section
from precept.foundation.web.forms import Versioned
from precept.foundation.web.inputs import choice, line, several, text

LONGEST_LABEL = 300
LONGEST_HINT = 1_000
LONGEST_TITLE = 120
LONGEST_INTRODUCTION = 2_000
LARGEST = 2_000_000_000
VISIBILITY = [
    ("neither", "Neither: the office and its markers read it"),
    ("public", "Public: it is published where the bid is awarded money"),
    ("personal", "Personal data: it is never published"),
]


def _label() -> forms.CharField:
    return line(
        "The question",
        "Enter the question",
        hint="As the people who apply will read it.",
        most=LONGEST_LABEL,
        called="The question",
    )


def help_text() -> forms.CharField:
    """What stands under a question."""
    return text("Help text", rows=3, hint="Optional. Stands under the question.", most=LONGEST_HINT)


def _count(label: str, *, hint: str = "") -> forms.IntegerField:
    wrong = f"{label}: enter a whole number, like 300"
    return forms.IntegerField(
        label=label,
        help_text=hint,
        required=False,
        min_value=0,
        max_value=LARGEST,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "numeric"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), wrong),
    )


class Sure(Versioned):
    """Nothing but the version that was read: for what is done with one button."""


class Move(Versioned):
    """Moving something up or down."""

    way = forms.ChoiceField(
        choices=[("up", "Up"), ("down", "Down")],
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), "Choose whether it moves up or down"
        ),
    )


class SectionWords(Versioned):
    """What a section is called, and what it begins with."""

    title = line("Title of the section", "Enter the title of the section", most=LONGEST_TITLE)
    words = text(
        "What it begins with",
        hint="Optional. Stands above its questions.",
        most=LONGEST_INTRODUCTION,
    )


class NewQuestion(Versioned):
    """A question's words and its kind; the rest is asked for on its own page."""

    label = _label()
    kind = choice("How is it answered?", "Choose how it is answered", list(asking.KINDS.items()))

    def __init__(self, *args: Any, in_a_group: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if in_a_group:
            offered = [
                (key, words) for key, words in asking.KINDS.items() if key in asking.IN_A_GROUP
            ]
            self.fields["kind"] = choice(
                "How is it answered?", "Choose how it is answered", offered
            )


class QuestionWords(Versioned):
    """A question's words."""

    label = _label()
    hint = help_text()


class QuestionKind(Versioned):
    """How a question is answered."""

    kind = choice("How is it answered?", "Choose how it is answered", list(asking.KINDS.items()))


class QuestionLimits(Versioned):
    """Whether a question must be answered, and within which bounds, as far as its kind has any."""

    is_required = choice(
        "Must it be answered?",
        "Choose whether it must be answered",
        [("yes", "Yes"), ("no", "No, it may be left out")],
    )

    BOUNDS = {
        "number": ("The smallest number", "The largest number"),
        "money": ("The least amount", "The largest amount"),
        "choices": ("The fewest answers", "The most answers"),
        "areas": ("The fewest areas", "The most areas"),
        "costs": ("The fewest rows", "The most rows"),
        "outcomes": ("The fewest outcomes", "The most outcomes"),
        "files": ("The fewest files", "The most files"),
        "group": ("How often at least", "How often at most"),
    }

    def __init__(self, *args: Any, question: Question, **options: Any) -> None:
        super().__init__(*args, **options)
        self.question = question
        if question.kind in {"line", "text"}:
            self.fields["most_words"] = _count(
                "Word limit", hint="Optional. A counter shows how many words are left."
            )
        for name, label in zip(("least", "most"), self.BOUNDS.get(question.kind, ()), strict=False):
            if question.kind == "money":
                self.fields[name] = MoneyFormField(
                    label=label, help_text="Optional.", required=False
                )
            else:
                self.fields[name] = _count(label, hint="Optional.")

    @staticmethod
    def was(question: Question) -> dict[str, Any]:
        """What the question says."""
        money = question.kind == "money"
        return {
            "is_required": "yes" if question.is_required else "no",
            "most_words": question.most_words,
            "least": Money(question.least)
            if money and question.least is not None
            else question.least,
            "most": Money(question.most) if money and question.most is not None else question.most,
        }

    def clean(self) -> dict[str, Any]:
        """The least is not more than the most."""
        said = super().clean() or {}
        least, most = said.get("least"), said.get("most")
        if least is not None and most is not None and least > most:
            self.add_error("most", "The most must be as much as the least, or more")
        if said.get("most_words") == 0:
            self.add_error("most_words", "Word limit: enter a whole number, like 300")
        return said

    def taken(self) -> dict[str, Any]:
        """What the question is changed to."""
        said = super().taken()
        said["is_required"] = said["is_required"] == "yes"
        for name in ("least", "most"):
            if isinstance(said.get(name), Money):
                said[name] = said[name].pence
        return said


class QuestionOptions(Versioned):
    """The answers that there are to choose from."""

    options = text(
        "Answers to choose from",
        rows=8,
        hint="One on each line. An answer that only gets new words stays the same answer.",
        most=8_000,
    )

    def clean_options(self) -> str:
        """Each answer once, and none too long."""
        lines = [
            one.strip() for one in str(self.cleaned_data["options"]).splitlines() if one.strip()
        ]
        for one in lines:
            if len(one) > LONGEST_LABEL:
                raise forms.ValidationError(
                    f"“{one[:60]}…” must be {LONGEST_LABEL} characters or fewer"
                )
        seen: set[str] = set()
        for one in lines:
            if one.casefold() in seen:
                raise forms.ValidationError(f"“{one}” stands there twice")
            seen.add(one.casefold())
        return "\n".join(lines)


class QuestionReaders(Versioned):
    """Who reads the answer."""

    visibility = choice(
        "Is the answer public, or personal data?",
        "Choose whether the answer is public or personal data",
        VISIBILITY,
    )
    hidden_from = several(
        "Who in the office may not see it?",
        "Choose only from the list",
        [("markers", "Markers")],
        hint="Optional.",
    )

    @staticmethod
    def was(question: Question) -> dict[str, Any]:
        """What the question says."""
        which = (
            "public" if question.is_public else "personal" if question.is_personal else "neither"
        )
        return {"visibility": which, "hidden_from": list(question.hidden_from)}

    def taken(self) -> dict[str, Any]:
        """What the question is changed to."""
        said = super().taken()
        which = said.pop("visibility")
        return {
            **said,
            "is_public": which == "public",
            "is_personal": which == "personal",
            "hidden_from": tuple(said["hidden_from"]),
        }


class QuestionMeaning(Versioned):
    """What the office reads off the answer."""

    meaning = choice(
        "What does the office read off the answer?",
        "",
        [],
        hint="Lists of bids, ranking and awards use what is read off, whatever the question is called.",
    )

    def __init__(self, *args: Any, question: Question, **options: Any) -> None:
        super().__init__(*args, **options)
        fit = [
            (key, words)
            for key, (words, kinds) in asking.MEANINGS.items()
            if question.kind in kinds
        ]
        self.fields["meaning"] = choice(
            "What does the office read off the answer?",
            "Choose what the office reads off the answer",
            [*fit, ("nothing", "Nothing")],
            hint="Lists of bids, ranking and awards use it, whatever the question is called.",
        )

    def taken(self) -> dict[str, Any]:
        """What the question is changed to."""
        said = super().taken()
        if said["meaning"] == "nothing":
            said["meaning"] = ""
        return said


class QuestionSection(Versioned):
    """Which section a question stands in."""

    section = choice("Section", "Choose a section", [])

    def __init__(self, *args: Any, question_set: QuestionSet, **options: Any) -> None:
        super().__init__(*args, **options)
        offered = [(one.key, one.title) for one in question_set.sections]
        self.fields["section"] = choice("Section", "Choose a section", offered)


class Start(Versioned):
    """Which ready-made set to start from."""

    key = choice("Which questions do you want to start from?", "Choose a set of questions", [])

    def __init__(self, *args: Any, sets: Sequence[tuple[str, str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field = choice(
            "Which questions do you want to start from?",
            "Choose a set of questions",
            [(key, title) for key, title, _ in sets],
        )
        field.choice_hints = {key: what for key, _, what in sets}  # type: ignore[attr-defined]
        self.fields["key"] = field


def was_section(section: Section) -> dict[str, Any]:
    """What a section says."""
    return {"title": section.title, "words": section.words}
