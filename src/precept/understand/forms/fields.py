"""The fields that the forms of this part are made of, and the form that notices a stale save."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from precept.foundation.people.models import Person
from precept.foundation.web.dates import DateField
from precept.foundation.web.forms import Form
from precept.parties import queries as parties
from precept.parties.models import Organisation

LOST = "Open this page again: it does not say which version you read"


def words(
    label: str,
    needed: str = "",
    *,
    rows: int = 4,
    hint: str = "",
    most: int = 20_000,
) -> forms.CharField:
    """A longer text; it has to be given where ``needed`` says what to enter."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(needed),
        max_length=most,
        # How much room is left is told only where three quarters of it are gone.
        widget=forms.Textarea(attrs={"rows": rows, "data-threshold": 75}),
        error_messages={
            "required": needed,
            "max_length": f"“{label}” must be {most:,} characters or fewer",
        },
    )


def line(label: str, needed: str = "", *, hint: str = "", most: int = 200) -> forms.CharField:
    """A line of text; it has to be given where ``needed`` says what to enter."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(needed),
        max_length=most,
        error_messages={
            "required": needed,
            "max_length": f"“{label}” must be {most} characters or fewer",
        },
    )


def short(label: str, needed: str, *, hint: str, most: int) -> forms.CharField:
    """A line of a few signs, such as a term or a financial year."""
    field = line(label, needed, hint=hint, most=most)
    field.widget.attrs["class"] = "govuk-input--width-10"
    return field


def choice(
    label: str, needed: str, choices: list[tuple[str, str]], hint: str = ""
) -> forms.ChoiceField:
    """One of a few things."""
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"required": needed, "invalid_choice": needed},
    )


def day(label: str, called: str, *, needed: bool = False, hint: str = "") -> DateField:
    """A date; ``called`` is how its errors begin."""
    return DateField(label=label, called=called, help_text=hint, required=needed)


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
    return words(
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


def read_revision() -> forms.IntegerField:
    """Which revision of the thing somebody read."""
    return forms.IntegerField(
        min_value=1,
        max_value=2_000_000_000,
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), LOST),
    )


class AsRead(Form):
    """A form whose hidden fields say what was read, so that a stale save is noticed."""

    def overtaken(self, said: str, now: Mapping[str, Any]) -> None:
        """Say that somebody else was first; sending it again means: having read theirs."""
        typed = self.data.copy() if isinstance(self.data, QueryDict) else QueryDict(mutable=True)
        for bound in self.hidden_fields():
            typed[bound.name] = str(now[bound.name])
        self.data = typed
        self.add_error(None, said)


class Revised(AsRead):
    """A form that says which revision was read."""

    revision = read_revision()


class Confirm(Revised):
    """Nothing to type, but what was read matters."""


class Reason(Revised):
    """Why something is taken away."""

    why = words("Why?", "Enter why", hint="Kept in its history.", rows=3, most=2_000)
