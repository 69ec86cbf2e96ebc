"""The fields and the plainest forms that the strategy, the plan and the measures share."""

from typing import Any

from django import forms

from precept.foundation.people.models import Person
from precept.foundation.web.forms import Form, Revised
from precept.foundation.web.inputs import line, text
from precept.parties import queries as parties
from precept.parties.models import Organisation


def short(label: str, needed: str, *, hint: str, most: int) -> forms.CharField:
    """A line of a few signs, such as a term or a financial year."""
    return line(label, needed, hint=hint, most=most, width="govuk-input--width-10")


def year_number(label: str, needed: str) -> forms.IntegerField:
    """A calendar year."""
    return forms.IntegerField(
        label=label,
        min_value=2012,
        max_value=2100,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4"}),
        error_messages={
            "required": needed,
            "invalid": f"{label} must be a year, such as 2024",
            "min_value": f"{label} must be 2012 or later",
            "max_value": f"{label} must be 2100 or earlier",
        },
    )


def public_reason() -> forms.CharField:
    """Why something public changes."""
    return text(
        "Why is it changed?",
        "Enter why it is changed",
        hint="The reason is public.",
        rows=3,
        most=2_000,
    )


class BodyField(forms.CharField):
    """A body by its reference or its name; None where it is left empty."""

    def __init__(self, label: str, hint: str) -> None:
        self.person: Person | None = None
        super().__init__(
            label=label,
            help_text=hint,
            required=False,
            max_length=200,
            error_messages={"max_length": "The body must be 200 characters or fewer"},
        )

    def prepare_value(self, value: Any) -> Any:
        """The name of a body that is known, or what was typed."""
        return value.name if isinstance(value, Organisation) else value

    def clean(self, value: Any) -> Organisation | None:
        """The body, or words where there is none, or more than one."""
        typed = super().clean(value)
        if not typed:
            return None
        assert self.person is not None, "the form says who asks"
        found = parties.looked_up(self.person, typed)
        if found is None:
            raise forms.ValidationError(
                f"There is no one body called “{typed}”. Enter its full name or its reference, or add"
                " it to the organisations first",
                code="unknown",
            )
        return found


class Confirm(Revised):
    """Nothing to type, but what was read matters."""


class Reason(Revised):
    """Why something is taken away."""

    why = text("Why?", "Enter why", hint="Kept in its history.", rows=3, most=2_000)


class Prioritised(Form):
    """A form that offers priorities of the plan; without any it does not ask."""

    def __init__(self, *args: Any, known_priorities: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("priorities", list(known_priorities.items()))
        if not known_priorities:
            del self.fields["priorities"]
