"""What people type to take something published away."""

from django import forms

from precept.foundation.web.forms import Form


class Withdraw(Form):
    """Why something is withdrawn; public."""

    why = forms.CharField(
        label="Why is it withdrawn?",
        help_text="Anyone who opens its address will read this.",
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Enter why this is withdrawn",
            "max_length": "The reason must be 1,000 characters or fewer",
        },
    )


class RemoveDetail(Form):
    """The words to take out of everything, and why."""

    words = forms.CharField(
        label="The words to remove",
        help_text=(
            "Exactly as they stand, such as an address or a name. Capitals and spaces do not matter."
        ),
        max_length=300,
        error_messages={
            "required": "Enter the words to remove",
            "max_length": "The words must be 300 characters or fewer",
        },
    )
    why = forms.CharField(
        label="Why are they removed?",
        help_text="For the office’s own record. Do not repeat the words.",
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Enter why they are removed",
            "max_length": "The reason must be 1,000 characters or fewer",
        },
    )
    sure = forms.BooleanField(
        label="Remove them now from every version, file and feed. This cannot be undone.",
        error_messages={"required": "Tick the box to remove the words"},
    )
