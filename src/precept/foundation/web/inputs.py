"""The fields that forms are made of, each with our own words for what is wrong."""

from collections.abc import Callable, Sequence

from django import forms

from precept.foundation.web.dates import DateField

Choices = Sequence[tuple[str, str]] | Callable[[], Sequence[tuple[str, str]]]

NONE_CHOSEN = ("", "Choose one")
OUT_OF_DATE = "Open this page again: it does not say which version you read"
LARGEST = 2_000_000_000


def upload(label: str, *, hint: str = "") -> forms.FileField:
    """A file to choose; what it may be is looked at when it is kept."""
    return forms.FileField(
        label=label,
        help_text=hint,
        max_length=300,
        error_messages={
            **dict.fromkeys(("required", "missing", "invalid"), "Choose a file"),
            "empty": "This file is empty. Choose another",
            "max_length": "Give the file a shorter name",
        },
    )


def line(
    label: str,
    needed: str = "",
    *,
    hint: str = "",
    most: int = 200,
    called: str = "",
    width: str = "",
    **attributes: str,
) -> forms.CharField:
    """A line of text of ``most`` characters; ``needed`` is said where it is empty and makes it required.

    ``called`` is how the error of a line that is too long begins; ``width`` is the design system's class;
    other attributes go onto the element.
    """
    if width:
        attributes["class"] = width
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(needed),
        max_length=most,
        widget=forms.TextInput(attrs=attributes),
        error_messages={
            "required": needed,
            "max_length": f"{called or _named(label)} must be {most:,} characters or fewer",
        },
    )


def text(
    label: str,
    needed: str = "",
    *,
    rows: int = 4,
    hint: str = "",
    most: int = 20_000,
    called: str = "",
) -> forms.CharField:
    """Text of several lines, counted as it nears its longest; otherwise like ``line``."""
    field = line(label, needed, hint=hint, most=most, called=called)
    field.widget = forms.Textarea(attrs={"rows": rows, "data-threshold": 75})
    return field


def choice(
    label: str,
    needed: str,
    choices: Choices,
    *,
    hint: str = "",
    drops_down: bool = False,
    wrong: str = "",
) -> forms.ChoiceField:
    """One of several things; without ``needed`` (its error) none need be chosen.

    A list that drops down begins with "Choose one". ``wrong`` is said of what is not in the list.
    """

    def offered() -> list[tuple[str, str]]:
        known = choices() if callable(choices) else choices
        return [NONE_CHOSEN, *known] if drops_down else list(known)

    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=offered,
        required=bool(needed),
        widget=forms.Select if drops_down else forms.RadioSelect,
        error_messages={
            "required": needed,
            "invalid_choice": wrong or needed or f"Choose one of the list under “{label}”",
        },
    )


def several(
    label: str, wrong: str, choices: Choices = (), *, hint: str = "", width: str = ""
) -> forms.MultipleChoiceField:
    """Any number of things; ``wrong`` is said of what is not in the list."""
    return forms.MultipleChoiceField(
        label=label,
        help_text=hint,
        required=False,
        choices=choices,
        widget=forms.CheckboxSelectMultiple(attrs={"class": width} if width else {}),
        error_messages={"invalid_choice": wrong, "invalid_list": wrong},
    )


def day(label: str, called: str, *, needed: bool = False, hint: str = "") -> DateField:
    """A date in three boxes; ``called`` is how its errors begin."""
    return DateField(label=label, called=called, help_text=hint, required=needed)


def web_address(label: str, wrong: str, *, hint: str = "", most: int = 200) -> forms.URLField:
    """An address of the web that may be left out; https is understood."""
    return forms.URLField(
        label=label,
        help_text=hint,
        required=False,
        max_length=most,
        assume_scheme="https",
        error_messages={
            "invalid": wrong,
            "max_length": f"The web address must be {most} characters or fewer",
        },
        widget=forms.URLInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


def whole(
    label: str, needed: str, *, most: int, hint: str = "", least: int = 1
) -> forms.IntegerField:
    """A whole number from ``least`` to ``most``; without ``needed`` (its error) it may be left out."""
    wrong = f"Enter a whole number from {least} to {most:,}"
    return forms.IntegerField(
        label=label,
        help_text=hint,
        required=bool(needed),
        min_value=least,
        max_value=most,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-4", "inputmode": "numeric"}),
        error_messages={
            "required": needed,
            **dict.fromkeys(("invalid", "min_value", "max_value"), wrong),
        },
    )


def hidden_number(wrong: str = OUT_OF_DATE, *, least: int = 1) -> forms.IntegerField:
    """A number that the page sends and nobody sees, such as the version that was read."""
    return forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=least,
        max_value=LARGEST,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), wrong),
    )


def _named(label: str) -> str:
    """How an error speaks of a field: a question stands in quotation marks."""
    bare = label.removesuffix(" (optional)")
    return f"“{bare}”" if bare.endswith("?") else bare
