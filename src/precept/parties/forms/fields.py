"""The fields that the forms of this part are made of, each with our own words."""

from django import forms

from precept.foundation.web.dates import DateField
from precept.foundation.web.inputs import choice, day, several, text, web_address
from precept.parties import rules

NO_REGISTER = "Choose a register from the list"


def why(
    needed: bool = False, hint: str = "Kept with the change. Do not repeat an address."
) -> forms.CharField:
    """Why something is done."""
    return text(
        "Why" if needed else "Why (optional)",
        "Enter why" if needed else "",
        hint=hint,
        rows=2,
        most=500,
    )


def website() -> forms.URLField:
    """The address of a website; https is understood."""
    return web_address(
        "Website (optional)",
        "Enter a website address in the correct format, like https://www.example.org",
    )


def email(label: str, needed: str = "", hint: str = "") -> forms.EmailField:
    """An e-mail address; ``needed`` is what is said where it is left empty, and makes it required."""
    wrong = "Enter an e-mail address in the correct format, like name@example.com"
    return forms.EmailField(
        label=label,
        help_text=hint,
        required=bool(needed),
        max_length=254,
        error_messages={"required": needed, "invalid": wrong, "max_length": wrong},
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


def date(label: str, called: str, *, needed: bool = False, hint: str = "") -> DateField:
    """A date in three boxes; ``called`` is how its errors begin."""
    return day(label, called, needed=needed, hint=hint or "For example, 27 3 2026")


def kinds() -> forms.MultipleChoiceField:
    """The kinds of organisation, any number of them."""
    return several(
        "What kind of organisation is it?",
        "Choose from the list",
        rules.kind_choices,
        hint="Choose all that apply.",
        width="govuk-checkboxes--small",
    )


def scheme(*, needed: bool) -> forms.ChoiceField:
    """The register that a number stands in."""
    return choice(
        "Whose register?" if needed else "Its number: whose register? (optional)",
        NO_REGISTER if needed else "",
        rules.scheme_choices,
        hint="Such as the charity commission’s or Companies House’s.",
        drops_down=True,
        wrong=NO_REGISTER,
    )


def sure(label: str) -> forms.BooleanField:
    """A box to tick before something that cannot be undone."""
    return forms.BooleanField(
        label=label, error_messages={"required": "Tick the box to say that you are sure"}
    )
