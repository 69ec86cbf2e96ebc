"""What people type to sign in, about their account, and about other people."""

from typing import Any

from django import forms

from precept.foundation import clock
from precept.foundation.people import queries, rules
from precept.foundation.people.models import Person, RoleHeld
from precept.foundation.web.careful import Careful
from precept.foundation.web.forms import Form
from precept.foundation.web.inputs import choice, day, line, text

WRONG_EMAIL = "Enter an e-mail address in the correct format, like name@example.com."
LOST_KEY = "Open this page again and set the app up once more: its key was lost on the way."


class Address(forms.EmailField):
    """An e-mail address, in the one spelling that finds its person."""

    def to_python(self, value: object) -> str:
        """What was typed, however it was spelled."""
        return rules.same_address(str(value or ""))


def _email(label: str, hint: str = "") -> Address:
    return Address(
        label=label,
        help_text=hint,
        max_length=254,
        error_messages={
            "required": "Enter an e-mail address.",
            "invalid": WRONG_EMAIL,
            "max_length": WRONG_EMAIL,
        },
        widget=forms.EmailInput(
            attrs={"autocomplete": "email", "spellcheck": "false", "class": "govuk-input--width-20"}
        ),
    )


def _password(label: str, hint: str, autocomplete: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        strip=False,
        max_length=1_000,
        error_messages={
            "required": f"Enter {label[0].lower()}{label[1:]}.",
            "max_length": f"Enter a password of {rules.LONGEST_PASSWORD} characters or fewer.",
        },
        widget=forms.PasswordInput(
            attrs={"autocomplete": autocomplete, "class": "govuk-input--width-20"}
        ),
    )


def _code(label: str, hint: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=40,
        error_messages={"required": "Enter the code.", "max_length": "Enter the code alone."},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "spellcheck": "false",
                "class": "govuk-input--width-10 govuk-input--extra-letter-spacing",
            }
        ),
    )


def _why(label: str) -> forms.CharField:
    return line(
        label,
        "Enter a reason.",
        hint="This is kept in the ledger.",
        most=300,
        called="The reason",
    )


class AskForCode(Form):
    """Where to send a code."""

    email = _email("E-mail address", "We will send a six-digit code to it.")


class Start(Careful):
    """Where to send a code to somebody who may have no account yet."""

    email = _email("E-mail address", "We will send a six-digit code to it.")


class TypeCode(Form):
    """The code that was mailed."""

    code = _code("Code", "Six digits, from the newest mail.")


class GivePassword(Form):
    """The first of the two steps of staff."""

    email = _email("E-mail address")
    password = _password("Password", "", "current-password")


class GiveSecondFactor(Form):
    """The second step."""

    code = _code(
        "Code", "Six digits from your app. If you do not have it, one of your recovery codes."
    )


class AddApp(Form):
    """The code that shows that an app was set up."""

    code = _code("Code that the app shows", "Six digits. A new code comes every 30 seconds.")
    secret = forms.CharField(
        widget=forms.HiddenInput,
        max_length=1_000,
        error_messages=dict.fromkeys(("required", "max_length"), LOST_KEY),
    )


class NamePasskey(Form):
    """What to call a passkey that is being added."""

    name = line(
        "Name of the passkey",
        hint="So that you know it again, for example “Work laptop”. You can leave it empty.",
        most=60,
        called="The name",
    )


class NewPassword(Form):
    """A new password for oneself."""

    password = _password(
        "New password",
        f"{rules.SHORTEST_PASSWORD} characters or more. Three words in a row make a good one.",
        "new-password",
    )


class NewName(Form):
    """One's own name."""

    name = line(
        "Your name", "Enter your name.", hint="As colleagues and partners know you.", most=120
    )


class GiveRole(Form):
    """A role for somebody, with its dates and its reason."""

    role = choice(
        "Role", "Choose a role.", queries.role_choices, wrong="Choose a role from the list."
    )
    starts = day("First day", "The first day", needed=True)
    ends = day("Last day", "The last day", hint="Leave this empty if it runs until it is ended.")
    why = _why("Why do they get this role?")

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("initial", {"starts": clock.today()})
        super().__init__(*args, **options)
        hints = {role.key: role.what for role in rules.ROLES.values()}
        self.fields["role"].choice_hints = hints  # type: ignore[attr-defined]  # web.fields reads it


class Invite(GiveRole):
    """Somebody new, and their first role."""

    name = line("Name", "Enter their name.", most=120)
    email = _email("E-mail address", "They sign in with a code that is sent to it.")
    field_order = ["name", "email", "role", "starts", "ends", "why"]


class NameDeputy(Form):
    """Who stands in for somebody, and when."""

    deputy = forms.ModelChoiceField(
        label="Deputy",
        queryset=Person.objects.none(),
        to_field_name="reference",
        empty_label="Choose a person",
        error_messages={
            "required": "Choose a person.",
            "invalid_choice": "Choose a person from the list.",
        },
    )
    starts = day("First day", "The first day", needed=True)
    ends = day("Last day", "The last day", needed=True)
    why = _why("Why is a deputy needed?")

    def __init__(self, *args: Any, held: RoleHeld, **options: Any) -> None:
        super().__init__(*args, **options)
        deputies: forms.ModelChoiceField[Person] = self.fields["deputy"]  # type: ignore[assignment]  # it is one
        deputies.queryset = queries.possible_deputies(held)


class WhatWasFound(Form):
    """What somebody found out about another's downloads."""

    found = text(
        "What did you find?",
        "Enter what you found",
        hint="Whether it was them, why they needed it, and what you did if it was not.",
        most=1000,
    )


class Reason(Form):
    """Why something is done to somebody's account."""

    why = _why("Why?")
