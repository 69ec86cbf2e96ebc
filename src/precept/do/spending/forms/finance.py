"""What people type of the finance system's ledger."""

from collections.abc import Sequence
from typing import Any

from django import forms

from precept.do.spending import queries, rules
from precept.do.spending.models import Payment, SpendFile
from precept.foundation.web.forms import Form
from precept.foundation.web.inputs import choice, line


class GiveSpendFile(Form):
    """A file of the finance system's ledger."""

    file = forms.FileField(
        label="The ledger",
        help_text="CSV or XLSX. Where its headings are not known, you say which column is which, once: the"
        " next file with these headings is read in the same way.",
        max_length=300,
        error_messages={
            "required": "Choose a file",
            "missing": "Choose a file",
            "invalid": "Choose a file",
            "empty": "This file is empty. Choose another",
            "max_length": "Give the file a shorter name",
        },
    )

    by_hand = forms.BooleanField(
        label="Let me say which column is which, whatever its headings say", required=False
    )

    def taken(self) -> dict[str, Any]:
        """The file and its name."""
        given = self.cleaned_data["file"]
        return {"name": given.name, "content": given, "by_hand": self.cleaned_data["by_hand"]}


class NameColumns(Form):
    """Which of a file's first lines holds its headings, and which of its columns is which."""

    def __init__(self, *args: Any, file: SpendFile, **options: Any) -> None:
        super().__init__(*args, **options)
        heads = queries.heads_of(file)
        lines = [
            (str(after), f"{after - 1}: {' | '.join(cells)[:100]}")
            for after, cells in heads
            if any(cells)
        ]
        self.fields["headings"] = forms.ChoiceField(
            label="Which line holds the headings?",
            choices=lines,
            error_messages={
                "required": "Choose the line that holds the headings",
                "invalid_choice": "Choose the line that holds the headings",
            },
        )
        offered = [(str(place), words) for place, words in queries.columns_offered(heads)]
        for key, title in rules.COLUMN_TITLES.items():
            is_needed = key in rules.NEEDED
            words = f"Choose the column that holds “{title}”"
            self.fields[key] = forms.ChoiceField(
                label=title,
                required=is_needed,
                choices=[("", "Choose one" if is_needed else "Not in this file"), *offered],
                error_messages={"required": words, "invalid_choice": words},
            )

    def taken(self) -> dict[str, Any]:
        """The line after the headings, and the place of each column that was chosen."""
        said = {key: int(value) for key, value in self.cleaned_data.items() if value != ""}
        return {"headings": said.pop("headings"), "places": said}


class TakeOver(Form):
    """That the lines of a file count from now on."""


class DropFile(Form):
    """Why a file is dropped."""

    why = line("Why? (optional)", most=300, called="The reason")


ANOTHER, AGREEMENT = "payment", "agreement"


class SettleLine(Form):
    """What a line in doubt is."""

    what = choice("What is it?", "Choose what it is", [])
    payment = line(
        "Reference of the payment",
        most=18,
        called="The reference",
        hint="Where it is another payment of ours.",
        width="govuk-input--width-20",
    )
    agreement = line(
        "Reference of the agreement",
        most=40,
        called="The reference",
        hint="Where it is of an agreement, and no payment of ours.",
        width="govuk-input--width-20",
    )

    def __init__(self, *args: Any, could_be: Sequence[Payment], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["what"].choices = [  # type: ignore[attr-defined]  # a field of choices
            *((f"={one.reference}", f"Payment {one.reference}: {_said(one)}") for one in could_be),
            (ANOTHER, "Another payment of ours"),
            (AGREEMENT, "Of an agreement, but no payment of ours"),
            (rules.OTHER, "Neither"),
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for the reference that a choice needs."""
        cleaned = super().clean() or self.cleaned_data
        for what, needed in (
            (ANOTHER, "Enter the reference of the payment"),
            (AGREEMENT, "Enter the reference of the agreement"),
        ):
            if cleaned.get("what") == what and not cleaned.get(what):
                self.add_error(what, needed)
        return cleaned

    def taken(self) -> dict[str, Any]:
        """The choice as the action takes it."""
        said = dict(self.cleaned_data)
        if said["what"].startswith("="):
            return {"what": ANOTHER, "payment": said["what"][1:]}
        return {key: said[key] for key in ("what", "payment", "agreement")}


def _said(one: Payment) -> str:
    return f"{one.amount} to {one.payee.name}, {one.claim.agreement.reference}"
