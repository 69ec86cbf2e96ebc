"""What people type about mail and tasks that failed, and into the mailbox."""

from django import forms

from precept.foundation.web.forms import Form


class GiveUp(Form):
    """Why something is left undone for good."""

    why = forms.CharField(
        label="Why it is given up",
        max_length=300,
        error_messages={
            "required": "Say why this is given up.",
            "max_length": "Why it is given up must be 300 characters or fewer.",
        },
        widget=forms.TextInput(attrs={"class": "govuk-!-width-two-thirds"}),
    )


class WhoseMail(Form):
    """Whose mail to show."""

    address = forms.CharField(
        label="Email address",
        help_text="The whole address that the mail went to. Leave it empty for everybody’s.",
        required=False,
        max_length=254,
        error_messages={"max_length": "The email address must be 254 characters or fewer."},
        widget=forms.TextInput(attrs={"class": "govuk-!-width-two-thirds"}),
    )
