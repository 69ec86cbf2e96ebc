"""What people type to take something published away."""

from django import forms

from precept.foundation.web.forms import Form
from precept.foundation.web.inputs import line, text


class Withdraw(Form):
    """Why something is withdrawn; public."""

    why = text(
        "Why is it withdrawn?",
        "Enter why this is withdrawn",
        hint="Anyone who opens its address will read this.",
        rows=3,
        most=1_000,
        called="The reason",
    )


class RemoveDetail(Form):
    """The words to take out of everything, and why."""

    words = line(
        "The words to remove",
        "Enter the words to remove",
        hint="Exactly as they stand, such as an address or a name. Capitals and spaces do not matter.",
        most=300,
        called="The words",
    )
    why = text(
        "Why are they removed?",
        "Enter why they are removed",
        hint="For the office’s own record. Do not repeat the words.",
        rows=3,
        most=1_000,
        called="The reason",
    )
    sure = forms.BooleanField(
        label="Remove them now from every version, file and feed. This cannot be undone.",
        error_messages={"required": "Tick the box to remove the words"},
    )
