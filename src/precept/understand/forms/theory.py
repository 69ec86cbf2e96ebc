"""What people type of a theory of change."""

from collections.abc import Sequence
from typing import Any

from django import forms

from precept.foundation.web.forms import Form, Revised
from precept.foundation.web.inputs import NONE_CHOSEN, choice, day, line, several, text, whole
from precept.understand import rules
from precept.understand.actions.keeping import NO_PRIORITY
from precept.understand.forms.fields import Prioritised
from precept.understand.models import TheoryRow


class TheoryHead(Prioritised):
    """What a theory says of itself."""

    title = line("Title", "Enter a title", hint="Such as: A service for people who abuse a partner")
    problem = text(
        "What is to change, and for whom?",
        "Say what is to change, and for whom",
        hint="Who is meant, what is wrong now, and what would be different.",
        most=5_000,
    )
    priorities = several("Which priorities does it serve?", NO_PRIORITY)


class ChangeTheory(TheoryHead, Revised):
    """The same, of a draft that is there."""


class RowForm(Form):
    """A row of a theory, with how it is measured."""

    column = choice(
        "Under which column?",
        "Choose a column",
        [(key, f"{title}. {rules.COLUMN_MEANS[key]}") for key, title in rules.theory_columns],
    )
    text = line("What is it?", "Enter what it is", most=300, hint="In a few words.")
    people = whole("How many people? (optional)", "", most=10_000_000)
    percent = whole(
        "What share of them, in per cent? (optional)",
        "",
        least=0,
        most=100,
        hint="For an outcome: of so many people, this share.",
    )
    measure = line(
        "What is measured?",
        hint="This and what follows: for outputs, outcomes and impact.",
        most=300,
    )
    source = line("Where do the figures come from?", most=300)
    how_often = line("How often?", most=100)
    baseline = line(
        "What is it now?", hint="The baseline. Say so where it is not known yet.", most=200
    )
    target = line("What is the target?", most=200)
    by_when = day("By when?", "The day of the target")


class ChangeRow(RowForm, Revised):
    """The same, of a row that is there."""


class LinkForm(Form):
    """What one row leads to, and what is assumed of it."""

    end = forms.TypedChoiceField(
        label="What does it lead to?",
        coerce=int,
        choices=(),
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Choose what it leads to"),
    )
    assumption = text(
        "What is assumed for that to happen?",
        "Enter what is assumed",
        rows=3,
        hint="What must be true. If it is not, the service does not work.",
        most=2_000,
    )

    def __init__(self, *args: Any, rows: Sequence[TheoryRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose(
            "end",
            [
                NONE_CHOSEN,
                *((str(row.number), f"{row.get_column_display()}: {row.text}") for row in rows),
            ],
        )


class Assume(Revised):
    """What is assumed of a link."""

    assumption = text(
        "What is assumed for that to happen?", "Enter what is assumed", rows=3, most=2_000
    )


class BeginVersion(Form):
    """Why an agreed theory changes."""

    why = text("Why does it change?", "Say why it changes", rows=3, most=2_000)
