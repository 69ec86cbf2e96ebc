"""The fields that the forms of this part are made of, each with our own words."""

from django import forms

from precept.foundation.web.dates import DateField
from precept.parties import rules

RELOAD = "This page is out of step. Go back, open it again and send it once more"


def text(
    label: str, needed: str = "", *, longest: int = 200, hint: str = "", **attributes: str
) -> forms.CharField:
    """A line of text; ``needed`` is what is said where it is left empty, and makes it required."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(needed),
        max_length=longest,
        error_messages={
            "required": needed,
            "max_length": f"{label} must be {longest:,} characters or fewer",
        },
        widget=forms.TextInput(attrs=attributes),
    )


def long_text(
    label: str, needed: str = "", *, hint: str = "", rows: int = 4, longest: int = 5_000
) -> forms.CharField:
    """Text of several lines, counted as it nears its longest."""
    field = text(label, needed, longest=longest, hint=hint)
    field.widget = forms.Textarea(attrs={"rows": rows, "data-threshold": 75})
    return field


def why(
    needed: bool = False, hint: str = "Kept with the change. Do not repeat an address."
) -> forms.CharField:
    """Why something is done."""
    return long_text(
        "Why" if needed else "Why (optional)",
        "Enter why" if needed else "",
        hint=hint,
        rows=2,
        longest=500,
    )


def version() -> forms.IntegerField:
    """The version that the page was read at, out of sight."""
    return forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=1,
        max_value=2**31 - 1,
        error_messages={
            "required": RELOAD,
            "invalid": RELOAD,
            "min_value": RELOAD,
            "max_value": RELOAD,
        },
    )


def website() -> forms.URLField:
    """An address of the web; https is understood."""
    wrong = "Enter a website address in the correct format, like https://www.example.org"
    return forms.URLField(
        label="Website (optional)",
        required=False,
        max_length=200,
        assume_scheme="https",
        error_messages={"invalid": wrong, "max_length": wrong},
        widget=forms.URLInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
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
    return DateField(
        label=label,
        called=called,
        required=needed,
        help_text=hint or "For example, 27 3 2026",
    )


def kinds() -> forms.MultipleChoiceField:
    """The kinds of organisation, any number of them."""
    return forms.MultipleChoiceField(
        label="What kind of organisation is it?",
        help_text="Choose all that apply.",
        required=False,
        choices=rules.kind_choices,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes--small"}),
        error_messages={
            "invalid_choice": "Choose from the list",
            "invalid_list": "Choose from the list",
        },
    )


def scheme(*, needed: bool) -> forms.ChoiceField:
    """The register that a number stands in."""
    return forms.ChoiceField(
        label="Whose register?" if needed else "Its number: whose register? (optional)",
        help_text="Such as the charity commission’s or Companies House’s.",
        required=needed,
        choices=lambda: [("", "Choose one"), *rules.scheme_choices()],
        error_messages={
            "required": "Choose a register from the list",
            "invalid_choice": "Choose a register from the list",
        },
    )


def sure(label: str) -> forms.BooleanField:
    """A box to tick before something that cannot be undone."""
    return forms.BooleanField(
        label=label, error_messages={"required": "Tick the box to say that you are sure"}
    )
