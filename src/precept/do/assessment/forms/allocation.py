"""What giving bids to markers asks for."""

from collections.abc import Sequence
from typing import Any

from django import forms

from precept.do.assessment.queries import Load
from precept.foundation.people.models import Person
from precept.foundation.web.forms import Form
from precept.foundation.web.inputs import choice, day, several, text


def _offered(loads: Sequence[Load]) -> list[tuple[str, str]]:
    return [
        (
            one.person.reference,
            f"{one.person.name} ({one.role or 'no role today'}; {one.words.lower()}"
            + ("" if one.has_declared else "; interests not declared yet")
            + ")",
        )
        for one in loads
    ]


class Evenly(Form):
    """Who takes part when bids are shared out."""

    markers = several(
        "Who marks?",
        "Choose people of the list",
        hint="Each bid goes to as many of them as you say, and the work is shared evenly."
        " Nobody is given a bid in which they have a conflict of interest, or that they entered.",
    )
    each = forms.IntegerField(
        label="How many markers for each bid?",
        min_value=1,
        max_value=9,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-2", "inputmode": "numeric"}),
        error_messages={
            "required": "Enter how many markers each bid has",
            "invalid": "Enter a whole number, such as 2",
            "min_value": "Each bid needs at least 1 marker",
            "max_value": "Enter 9 markers or fewer for each bid",
        },
    )

    def __init__(self, *args: Any, loads: Sequence[Load], **options: Any) -> None:
        super().__init__(*args, **options)
        self.people = {one.person.reference: one.person for one in loads}
        self.fields["markers"].choices = _offered(loads)  # type: ignore[attr-defined]  # a choice field

    def clean_markers(self) -> list[Person]:
        """The people that were chosen."""
        chosen = [self.people[one] for one in self.cleaned_data["markers"]]
        if not chosen:
            raise forms.ValidationError("Choose at least one marker")
        return chosen


class OneMore(Form):
    """Somebody who is to mark one bid."""

    marker = choice(
        "Who marks it?",
        "Choose who marks it",
        (),
        drops_down=True,
        wrong="Choose somebody of the list: others may have a conflict of interest",
    )

    def __init__(self, *args: Any, loads: Sequence[Load], **options: Any) -> None:
        super().__init__(*args, **options)
        self.people = {one.person.reference: one.person for one in loads}
        self.fields["marker"].choices = [("", "Choose one"), *_offered(loads)]  # type: ignore[attr-defined]  # a choice field

    def clean_marker(self) -> Person:
        """The person that was chosen."""
        return self.people[self.cleaned_data["marker"]]


class End(Form):
    """Why somebody does not mark a bid any longer."""

    why = text(
        "Why do they not mark it any longer?",
        "Say why they do not mark it any longer",
        hint="What they wrote is kept and does not count. They are not told the reason.",
        most=500,
        called="The reason",
    )


class Begin(Form):
    """Until when marks are due, and why marking begins where a bid is short of markers."""

    due = day(
        "By which day are marks due?",
        "The day by which marks are due",
        hint="Optional. Markers are told it.",
    )
    why = text(
        "Why does marking begin with fewer markers than the round asks for?",
        hint="Only needed where a bid is short of markers. It stands in the history.",
        rows=3,
        most=500,
        called="The reason",
    )
