"""What people type of conditions ("show this if") and of checks across answers."""

from collections.abc import Sequence
from typing import Any

from django import forms

from precept.foundation.clock import NotADate, iso, read_date
from precept.foundation.money.field import MoneyFormField
from precept.foundation.questions import rules as asking
from precept.foundation.questions.sets import Condition, Question, QuestionSet
from precept.foundation.web.forms import Versioned
from precept.foundation.web.inputs import choice, line

LONGEST_LABEL = 300
CHECK_KINDS = [
    ("adds up to", "One answer must come to the same as another"),
    ("is at most", "One answer must be no more than another, or than the round allows"),
    ("is before", "One date must be before another"),
    ("lasts at most", "What lies between two dates must last no longer than the round allows"),
]
CHECKED = {
    "adds up to": frozenset({"money", "costs", "number"}),
    "is at most": frozenset({"money", "costs", "number"}),
    "is before": frozenset({"date"}),
    "lasts at most": frozenset({"date"}),
}
"""The kinds of question that each kind of check compares."""


class ConditionOn(Versioned):
    """Which question it depends on."""

    on = choice("Which question decides whether this one is asked?", "Choose a question", [])

    def __init__(self, *args: Any, before: Sequence[Question], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["on"] = choice(
            "Which question decides whether this one is asked?",
            "Choose a question",
            [(one.key, one.label) for one in before],
        )


class ConditionRow(Versioned):
    """How the answer to it is compared, and with what."""

    comparison = choice("Ask this question if the answer", "Choose how it is compared", [])

    def __init__(self, *args: Any, on: Question, **options: Any) -> None:
        super().__init__(*args, **options)
        self.on = on
        ways = asking.COMPARISONS.get(on.kind, ("is answered",))
        words = {"is": "is", "is not": "is not", "includes": "includes one of them"}
        self.fields["comparison"] = choice(
            "Ask this question if the answer",
            "Choose how it is compared",
            [(one, words.get(one, one)) for one in ways],
        )
        if on.kind == "declaration":
            return
        if on.options:
            stored = [
                (one.label if on.kind == "areas" else one.key, one.label) for one in on.options
            ]
            self.fields["value"] = choice("this answer", "", stored)
            self.fields["value"].required = False
        elif len(ways) > 1:
            hint = {
                "money": "An amount, like £5,000.",
                "costs": "What the table comes to, like £5,000.",
                "date": "A date, like 1 April 2027.",
                "number": "A whole number, like 80.",
            }.get(on.kind, "")
            self.fields["value"] = line("this", hint=hint, most=LONGEST_LABEL, called="It")

    def taken(self) -> dict[str, Any]:
        """The row, and the version that was read."""
        return {"version": self.cleaned_data["version"], "row": self._row()}

    def _row(self) -> Condition:
        comparison = self.cleaned_data["comparison"]
        value = "yes" if self.on.kind == "declaration" else self.cleaned_data.get("value") or ""
        return Condition(
            question=self.on.key,
            comparison=comparison,
            value="" if comparison == "is answered" else value,
        )

    def clean(self) -> dict[str, Any]:
        """What it is compared with is there, and is of the kind of the answer."""
        said = super().clean() or {}
        if said.get("comparison", "is answered") == "is answered" or "value" not in self.fields:
            return said
        value = str(said.get("value") or "")
        if not value:
            self.add_error("value", "Enter what it is compared with")
            return said
        if self.on.kind in {"money", "costs"}:
            try:
                pence = MoneyFormField(required=True).clean(value)
            except forms.ValidationError as wrong:
                self.add_error("value", wrong)
                return said
            said["value"] = str(pence.pence)
        elif self.on.kind == "date":
            try:
                said["value"] = iso(read_date(value))
            except NotADate as wrong:
                self.add_error("value", wrong.words)
        elif self.on.kind == "number" and not value.isdecimal():
            self.add_error("value", "Enter a whole number, like 80")
        return said


class CheckKind(Versioned):
    """What a new check compares."""

    kind = choice("What is checked?", "Choose what is checked", CHECK_KINDS)


class CheckRow(Versioned):
    """What a check compares, and what it says where it does not hold."""

    def __init__(self, *args: Any, kind: str, question_set: QuestionSet, **options: Any) -> None:
        super().__init__(*args, **options)
        fit = [
            (one.key, one.label)
            for section in question_set.sections
            for one in section.questions
            if one.kind in CHECKED[kind]
        ]
        facts = list(asking.FACTS.items())
        lasts = kind == "lasts at most"
        offered = {
            "adds up to": [*fit],
            "is at most": [*fit, facts[0]],
            "is before": [*fit],
            "lasts at most": [facts[1]],
        }[kind]
        self.fields["left"] = choice(
            "The day it starts" if lasts else "This answer",
            "Choose an answer",
            fit,
            drops_down=True,
        )
        if lasts:
            self.fields["until"] = choice(
                "The day it ends", "Choose an answer", fit, drops_down=True
            )
        called = {
            "adds up to": "must come to the same as",
            "is at most": "must be no more than",
            "is before": "must be before",
            "lasts at most": "must be no further apart than",
        }[kind]
        self.fields["right"] = choice(
            called, "Choose what it is compared with", offered, drops_down=True
        )
        self.fields["words"] = line(
            "What people read where it does not hold",
            "Enter what people read where it does not hold",
            hint="Both amounts or dates are added to it.",
            most=LONGEST_LABEL,
            called="What people read",
        )

    def clean(self) -> dict[str, Any]:
        """Two different things are compared."""
        said = super().clean() or {}
        if said.get("left") and said["left"] in {said.get("right"), said.get("until")}:
            self.add_error("until" if "until" in self.fields else "right", "Choose another answer")
        return said
