"""What people outside the office type about their organisation."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from precept.foundation.documents.kinds import accepted_in_words
from precept.foundation.web import inputs
from precept.foundation.web.forms import Form, Versioned
from precept.parties import rules
from precept.parties.forms import fields
from precept.parties.models import Organisation, Profile

NO_KIND = "Choose what kind of organisation it is"
REGISTERS = [
    ("GB-CHC", "The Charity Commission (England and Wales)"),
    ("GB-COH", "Companies House"),
    ("GB-SC", "The Scottish Charity Regulator"),
    ("GB-NIC", "The Charity Commission for Northern Ireland"),
]


def _kind() -> forms.MultipleChoiceField:
    return inputs.several(
        "What kind of organisation is it?",
        NO_KIND,
        rules.applicant_kind_choices,
        hint="Choose all that apply. A group that is not registered anywhere may apply too.",
    )


def _register() -> forms.ChoiceField:
    return inputs.choice(
        "Is it in one of these registers? (optional)",
        "",
        REGISTERS,
        drops_down=True,
        wrong=fields.NO_REGISTER,
    )


def _number() -> forms.CharField:
    return inputs.line(
        "Its number there (optional)",
        most=60,
        hint="A charity’s has 6 or 7 digits, a company’s 8, such as 01234567.",
        width="govuk-input--width-10",
        spellcheck="false",
    )


def _yes_or_no(label: str, needed: str, *, hint: str = "") -> forms.ChoiceField:
    return inputs.choice(label, needed, [("yes", "Yes"), ("no", "No")], hint=hint)


def number_and_register(said: dict[str, Any], form: Form) -> None:
    """A number needs its register, and the other way round."""
    if said.get("value") and not said.get("scheme") and "scheme" not in form.errors:
        form.add_error("scheme", "Choose which register the number is in")
    if said.get("scheme") and not said.get("value") and "value" not in form.errors:
        form.add_error("value", "Enter the number")


class StartProfile(Form):
    """The few things with which a profile starts."""

    name = inputs.line(
        "What is your organisation called?",
        "Enter the organisation’s name",
        hint="As its rules, or its register, have it.",
    )
    kinds = _kind()
    scheme = _register()
    value = _number()
    role = inputs.line(
        "What do you do there?", "Enter what you do there, such as treasurer", most=120
    )
    signs = _yes_or_no(
        "May you sign for it?",
        "Choose whether you may sign for it",
        hint="Submit a bid, accept an offer, give bank details. You can invite a colleague who may.",
    )
    is_protected = _yes_or_no(
        "Must its address stay secret?",
        "Choose whether its address must stay secret",
        hint="Choose yes for a refuge or another place where people would be in danger if it were found."
        " We then keep the address enciphered, and show nobody more than an area.",
    )
    area = inputs.line(
        "Area (optional)",
        most=120,
        hint="Needed where the address must stay secret: wide enough that nobody finds the place by it,"
        " such as a county.",
    )

    def clean_kinds(self) -> list[str]:
        """At least one kind."""
        chosen: list[str] = self.cleaned_data["kinds"]
        if not chosen:
            raise ValidationError(NO_KIND)
        return chosen

    def clean(self) -> dict[str, Any]:
        """A number needs its register, and the other way round."""
        said = super().clean() or {}
        number_and_register(said, self)
        return said

    def taken(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        said = super().taken()
        return said | {key: said[key] == "yes" for key in ("signs", "is_protected")}


class _OfProfile(Versioned):
    """A part of the profile; its fields are filled from what is kept."""

    def __init__(self, typed: Any = None, *, organisation: Organisation, profile: Profile) -> None:
        kept = {
            name: getattr(organisation, name, None)
            if hasattr(organisation, name)
            else getattr(profile, name, "")
            for name in self.base_fields
        }
        super().__init__(typed, initial=kept)


class AboutOrganisation(_OfProfile):
    """Its name, what it is and what it does."""

    name = inputs.line("Name", "Enter the organisation’s name")
    kinds = _kind()
    about = inputs.text(
        "What does it do? (optional)",
        hint="In a few sentences. Published with its name if it is awarded money. Do not name people,"
        " or an address that must stay secret.",
        most=5_000,
    )
    starts = fields.date("When did it start? (optional)", "The day it started")
    website = fields.website()

    def __init__(self, typed: Any = None, **kept: Any) -> None:
        super().__init__(typed, **kept)
        self.offered = dict(rules.APPLICANT_KINDS)
        held = [kind for kind in kept["organisation"].kinds if kind not in self.offered]
        self.held_apart = held

    def clean_kinds(self) -> list[str]:
        """At least one kind; what the office added to it stays."""
        chosen: list[str] = self.cleaned_data["kinds"]
        if not chosen:
            raise ValidationError(NO_KIND)
        return [*chosen, *self.held_apart]


class ContactAndAddress(_OfProfile):
    """Where it is, and how it is reached."""

    area = inputs.line(
        "Area", most=120, hint="Where it works, such as Leicestershire or a district."
    )
    postal_address = inputs.text(
        "Address, with its postcode", rows=4, most=1_000, hint="Never published."
    )
    secret_address = inputs.text(
        "Address, if it has changed (optional)",
        rows=4,
        most=1_000,
        hint="Kept enciphered. We do not show it here: leave this empty to keep the one we have.",
    )
    email = fields.email("E-mail address of the organisation (optional)", hint="Never published.")
    telephone = inputs.line(
        "Telephone number (optional)",
        most=40,
        hint="Never published. We call a number that we find ourselves before we pay into an account.",
        width="govuk-input--width-20",
        autocomplete="tel",
    )

    def __init__(self, typed: Any = None, **kept: Any) -> None:
        super().__init__(typed, **kept)
        del self.fields["postal_address" if kept["organisation"].is_protected else "secret_address"]


class OwnNumber(Versioned):
    """A number in somebody's register."""

    scheme = inputs.choice(
        "Which register?", "Choose a register", REGISTERS, wrong=fields.NO_REGISTER
    )
    value = inputs.line(
        "The number",
        "Enter the number",
        most=60,
        hint="A charity’s has 6 or 7 digits, a company’s 8, such as 01234567.",
        width="govuk-input--width-10",
        spellcheck="false",
    )

    def __init__(self, typed: Any = None, *, organisation: Organisation) -> None:
        super().__init__(typed, initial={"version": organisation.version})


class WhoRunsIt(Form):
    """One of the people who run it."""

    name = inputs.line("Full name", "Enter their full name", most=120, autocomplete="off")
    role = inputs.line(
        "What they are there (optional)",
        most=120,
        hint="Such as chair, treasurer, trustee or director.",
        autocomplete="off",
    )
    starts = fields.date("Since when? (optional)", "The first day")


class GivePaper(Form):
    """A paper: its file, and the dates it bears."""

    file = inputs.upload(
        "The file", hint=f"{accepted_in_words()}. A scanner looks at it before anybody can open it."
    )
    dated = fields.date("Date on it", "The date on it")
    expires = fields.date("Until when it holds (optional)", "The day until which it holds")

    def __init__(self, *given: Any, kind: rules.PaperKind) -> None:
        super().__init__(*given)
        optional = "" if kind.needs_date else " (optional)"
        self.fields["dated"].label = kind.date_label + optional
        optional = "" if kind.needs_expiry else " (optional)"
        self.fields["expires"].label = kind.expiry_label + optional


RIGHT_HINTS = {
    "keeps_profile": "Change the profile, give papers, invite colleagues.",
    "signs": "Submit bids, accept offers, give bank details.",
}


def _right(label: str, key: str) -> forms.BooleanField:
    return forms.BooleanField(label=label, help_text=RIGHT_HINTS[key], required=False)


class InviteColleague(Form):
    """A colleague's address, and what they may do."""

    email = fields.email(
        "Your colleague’s e-mail address",
        "Enter your colleague’s e-mail address",
        hint="They get a letter that says how to join. They join once they sign in with this address.",
    )
    role = inputs.line("What do they do there? (optional)", most=120)
    keeps_profile = _right("They may keep the profile", "keeps_profile")
    signs = _right("They may sign for the organisation", "signs")


class ColleagueRights(Form):
    """What a colleague may do."""

    keeps_profile = _right("They may keep the profile", "keeps_profile")
    signs = _right("They may sign for the organisation", "signs")


class SettleClaim(Form):
    """Whether somebody belongs, and what they may then do."""

    belongs = inputs.choice(
        "Do they belong to this organisation?",
        "Choose whether they belong to this organisation",
        [("yes", "Yes: they may keep its profile"), ("no", "No")],
    )
    signs = _right("They may sign for the organisation", "signs")
    why = inputs.text(
        "Why, or how you know",
        rows=2,
        most=500,
        hint="Needed where they do not belong. They do not read it.",
    )


class GiveBankDetails(Form):
    """An account. What was typed is not shown again."""

    name = inputs.line(
        "Name on the account", "Enter the name on the account", most=120, autocomplete="off"
    )
    sort_code = inputs.line(
        "Sort code",
        "Enter a sort code of 6 digits, like 30-94-30",
        most=20,
        hint="Must be 6 digits long.",
        width="govuk-input--width-5",
        inputmode="numeric",
        autocomplete="off",
        spellcheck="false",
    )
    account_number = inputs.line(
        "Account number",
        "Enter an account number of 6 to 8 digits",
        most=20,
        hint="Must be between 6 and 8 digits long.",
        width="govuk-input--width-10",
        inputmode="numeric",
        autocomplete="off",
        spellcheck="false",
    )
    roll = inputs.line(
        "Building society roll number (optional)",
        most=30,
        hint="You can find it on your card, statement or passbook.",
        width="govuk-input--width-10",
        autocomplete="off",
        spellcheck="false",
    )
