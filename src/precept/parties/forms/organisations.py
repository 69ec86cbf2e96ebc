"""What people type about an organisation."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from precept.foundation.people.models import Person
from precept.foundation.web import inputs
from precept.foundation.web.forms import Form, Versioned
from precept.parties import queries
from precept.parties.forms import fields
from precept.parties.models import Organisation


class NewOrganisation(Form):
    """Everything that is asked of a new organisation."""

    name = inputs.line("Name", "Enter the organisation’s name")
    kinds = fields.kinds()
    area = inputs.line(
        "Area (optional)", most=120, hint="Where it works, such as Leicestershire or a district."
    )
    scheme = fields.scheme(needed=False)
    value = inputs.line(
        "The number (optional)",
        most=60,
        hint="A charity’s has 6 or 7 digits, a company’s 8, such as 01234567.",
        spellcheck="false",
    )
    starts = fields.date("When did it start? (optional)", "The day it started")
    about = inputs.text("What does it do? (optional)", hint="Published with its name.")
    website = fields.website()
    postal_address = inputs.text(
        "Postal address (optional)", hint="Never published.", rows=3, most=1_000
    )
    is_protected = forms.BooleanField(
        label="Its address must stay secret",
        help_text="Such as a refuge. Only its name and area will be published; the address is enciphered.",
        required=False,
    )
    source = inputs.line("Where is this from? (optional)", most=300)
    confirmed = forms.BooleanField(
        label="It is none of these: add it", required=False, widget=forms.CheckboxInput()
    )

    def __init__(self, typed: Any = None, *, may_protect: bool) -> None:
        super().__init__(typed)
        if not may_protect:
            del self.fields["is_protected"]

    def clean(self) -> dict[str, Any]:
        """A number needs its register, and the other way round."""
        said = super().clean() or {}
        if said.get("value") and not said.get("scheme") and "scheme" not in self.errors:
            self.add_error("scheme", "Choose whose register the number is in")
        if said.get("scheme") and not said.get("value") and "value" not in self.errors:
            self.add_error("value", "Enter the number")
        return said


class ChangeDetails(Versioned):
    """What is kept of an organisation beside its names and numbers."""

    kinds = fields.kinds()
    starts = fields.date("When did it start? (optional)", "The day it started")
    area = inputs.line(
        "Area", most=120, hint="Where it works, such as Leicestershire or a district."
    )
    about = inputs.text("What does it do?", hint="Published with its name.")
    website = fields.website()
    postal_address = inputs.text("Postal address", hint="Never published.", rows=3, most=1_000)
    source = inputs.line("Where is this from?", most=300)
    why = fields.why()

    def __init__(self, typed: Any = None, *, organisation: Organisation) -> None:
        initial = {name: getattr(organisation, name) for name in self.base_fields if name != "why"}
        super().__init__(typed, initial=initial)
        if organisation.is_protected:
            del self.fields["postal_address"]


class Rename(Versioned):
    """What it is called now, and until when it was called otherwise."""

    name = inputs.line("What is it called now?", "Enter the organisation’s name")
    is_correction = forms.ChoiceField(
        label="Why does the name change?",
        choices=[
            ("no", "It took another name: keep the former one"),
            ("yes", "It was mistyped: keep nothing of it"),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose why the name changes",
            "invalid_choice": "Choose why the name changes",
        },
    )
    until = fields.date("Last day of the former name (optional)", "The last day of the former name")
    why = fields.why()

    def __init__(self, typed: Any = None, *, organisation: Organisation) -> None:
        initial = {"version": organisation.version, "name": organisation.name}
        super().__init__(typed, initial=initial)


class AddFormerName(Form):
    """Another name that it once had."""

    name = inputs.line("Former name", "Enter the organisation’s name")
    until = fields.date("Last day of that name (optional)", "The last day of that name")


class AddIdentifier(Form):
    """A number in somebody's register."""

    scheme = fields.scheme(needed=True)
    value = inputs.line("The number", "Enter the number", most=60, spellcheck="false")


class ContactDetails(Versioned):
    """Somebody to write to or call."""

    name = inputs.line("Name", "Enter their name", most=120, autocomplete="off")
    role = inputs.line("Role (optional)", most=120, autocomplete="off")
    email = fields.email("E-mail address (optional)")
    telephone = inputs.line("Telephone number (optional)", most=40, autocomplete="off")
    starts = fields.date("From (optional)", "The first day")
    ends = fields.date(
        "Until (optional)", "The last day", hint="Leave it empty while they are there."
    )


class EndOrganisation(Versioned):
    """Its last day, and who came after it."""

    ends = fields.date("Its last day", "The last day", needed=True)
    successor = inputs.line(
        "What took its place? (optional)",
        hint="The name or reference of an organisation that is here: the one it merged into or that"
        " replaced it.",
    )
    why = fields.why(needed=True)

    def __init__(self, typed: Any = None, *, organisation: Organisation, person: Person) -> None:
        self.person = person
        initial = {
            "version": organisation.version,
            "ends": organisation.ends,
            "successor": organisation.successor.reference if organisation.successor else "",
        }
        super().__init__(typed, initial=initial)

    def clean_successor(self) -> Organisation | None:
        """The organisation that was named."""
        said = self.cleaned_data["successor"].strip()
        if not said:
            return None
        found = queries.looked_up(self.person, said)
        if found is None:
            raise ValidationError(
                "No one organisation here has this name or reference. Look it up in the list, or add"
                " it first"
            )
        return found


class Reason(Form):
    """Why something is done."""

    why = fields.why(needed=True)


class PublishReason(Form):
    """Why something is published; public with the version."""

    why = inputs.text(
        "What changed? (optional)", hint="Public beside the version.", rows=2, most=500
    )
