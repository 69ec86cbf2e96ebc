"""What people type and choose when they give the office a file."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from precept.foundation.intake import actions
from precept.foundation.intake.models import Intake
from precept.foundation.intake.reading import MOST_BYTES
from precept.foundation.intake.rules import heading_shown
from precept.foundation.intake.sheets import Sheet, sheet
from precept.foundation.web.forms import Form
from precept.foundation.web.inputs import choice, hidden_number, line


class GiveFile(Form):
    """A file, and what kind it is."""

    kind = choice("What kind of file is it?", "Choose what kind of file it is", [])
    file = forms.FileField(
        label="The file",
        help_text="CSV, Excel (XLSX) or OpenDocument (ODS), at the most 10 MB and 50,000 rows."
        " You see how every row is read before anything is loaded.",
        max_length=300,
        error_messages={
            "required": "Choose a file",
            "missing": "Choose a file",
            "invalid": "Choose a file",
            "empty": "This file is empty. Choose one with a heading row and rows below it",
            "max_length": "Give the file a shorter name",
        },
    )

    def __init__(self, kinds: list[Sheet], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(kind.name, kind.title) for kind in kinds]
        # The page shows each kind's sentence beneath its name.
        field.choice_hints = {kind.name: kind.what for kind in kinds}  # type: ignore[attr-defined]

    def clean_file(self) -> "UploadedFile[Any]":
        """The file, unless it is too large to be read: known before any of it is."""
        given: UploadedFile[Any] = self.cleaned_data["file"]
        if (given.size or 0) > MOST_BYTES:
            raise forms.ValidationError(
                f"Choose a file of at the most {MOST_BYTES // 1024 // 1024} MB"
            )
        return given


class OfFile(Form):
    """A form about one file."""

    def __init__(self, intake: Intake, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.intake = intake


class ChoosePlace(OfFile):
    """Which sheet of the file is meant, and which line holds its headings."""

    def __init__(self, intake: Intake, *args: Any, **kwargs: Any) -> None:
        super().__init__(intake, *args, **kwargs)
        if len(intake.tabs) > 1:
            self.fields["tab"] = forms.ChoiceField(
                label="Sheet",
                choices=[(name, name) for name in intake.tabs],
                initial=intake.tab,
                error_messages={
                    "required": "Choose a sheet",
                    "invalid_choice": "Choose a sheet of the file",
                },
            )
        self.fields["heading_line"] = forms.TypedChoiceField(
            label="Line with the headings",
            choices=[(number, f"{number}: {words}") for number, words in intake.first_lines],
            coerce=int,
            initial=intake.heading_line,
            error_messages={
                "required": "Choose the line that holds the headings",
                "invalid_choice": "Choose the line that holds the headings",
            },
        )


class ChooseColumns(OfFile):
    """Which column of the file is which."""

    def __init__(self, intake: Intake, *args: Any, **kwargs: Any) -> None:
        super().__init__(intake, *args, **kwargs)
        found = [
            (str(at), heading_shown(intake.headings, at)) for at in range(len(intake.headings))
        ]
        for column in sheet(intake.sheet).columns:
            words = f"Choose the column that holds “{column.title}”"
            self.fields[column.key] = forms.ChoiceField(
                label=column.title,
                help_text=column.hint,
                required=column.required,
                choices=[("", "Choose one" if column.required else "Not in this file"), *found],
                initial=str(intake.mapping.get(column.key, "")),
                error_messages={"required": words, "invalid_choice": words},
            )

    def mapping(self) -> dict[str, int]:
        """The place of every column that was chosen."""
        return {key: int(place) for key, place in self.cleaned_data.items() if place != ""}


class AnswerQuestions(OfFile):
    """The questions asked once for the whole file."""

    def __init__(self, intake: Intake, *args: Any, **kwargs: Any) -> None:
        super().__init__(intake, *args, **kwargs)
        likely = actions.guesses(intake)
        for option in sheet(intake.sheet).options:
            words = f"Choose an answer to “{option.title}”"
            self.fields[option.key] = forms.ChoiceField(
                label=option.title,
                help_text=option.hint,
                choices=[("", "Choose one"), *option.choices()],
                initial=likely.get(option.key, ""),
                error_messages={"required": words, "invalid_choice": words},
            )


class LoadRows(OfFile):
    """Why the rows are loaded; how many they are, so that what is loaded is what was seen."""

    rows = hidden_number("Look at the rows again, then load them", least=0)
    why = line(
        "Why are these rows loaded?",
        "Enter why these rows are loaded",
        hint="It stands in the ledger with every record that is made or changed.",
        most=300,
        called="The reason",
        width="govuk-!-width-two-thirds",
    )


NO_ROW = "Choose a row of this file"


class LeaveOut(OfFile):
    """A row that is not to be loaded, by its line in the file: what the button beside it sends."""

    leave_out = hidden_number(NO_ROW)


class PutBack(OfFile):
    """A row that is to be loaded after all, by its line in the file."""

    put_back = hidden_number(NO_ROW)
