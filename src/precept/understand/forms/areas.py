"""What people type of areas, and the fields that choose them."""

from collections.abc import Sequence
from typing import Any

from django import forms

from precept.foundation.web.forms import Form, Versioned
from precept.foundation.web.inputs import NONE_CHOSEN, choice, day, line, text, whole
from precept.understand.models import Area
from precept.understand.rules import areas as rules

NO_AREA = "Choose areas of the list"


class AreasField(forms.MultipleChoiceField):
    """Several areas of the list; gives the areas themselves."""

    def __init__(self, label: str, *, hint: str = "") -> None:
        super().__init__(
            label=label,
            help_text=hint,
            required=False,
            choices=(),
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": NO_AREA, "invalid_list": NO_AREA},
        )
        self.areas: dict[str, Area] = {}

    def offer(self, areas: Sequence[Area]) -> None:
        """Offer these areas by name."""
        self.areas = {one.code: one for one in areas}
        self.choices = [(one.code, _named(one)) for one in areas]

    def clean(self, value: Any) -> list[Area]:
        """The areas that were chosen."""
        return [self.areas[code] for code in super().clean(value)]

    def prepare_value(self, value: Any) -> Any:
        """Areas as the list calls them."""
        if isinstance(value, list | tuple):
            return [one.code if isinstance(one, Area) else one for one in value]
        return value


class AreaField(forms.ChoiceField):
    """One area of the list, or none."""

    def __init__(self, label: str, *, hint: str = "") -> None:
        super().__init__(
            label=label,
            help_text=hint,
            required=False,
            choices=[NONE_CHOSEN],
            widget=forms.Select,
            error_messages={"invalid_choice": NO_AREA},
        )
        self.areas: dict[str, Area] = {}

    def offer(self, areas: Sequence[Area]) -> None:
        """Offer these areas by name."""
        self.areas = {one.code: one for one in areas}
        self.choices = [NONE_CHOSEN, *((one.code, _named(one)) for one in areas)]

    def clean(self, value: Any) -> Area | None:
        """The area; None where none is chosen."""
        return self.areas.get(super().clean(value))

    def prepare_value(self, value: Any) -> Any:
        """An area as the list calls it."""
        return value.code if isinstance(value, Area) else value


def _named(one: Area) -> str:
    return f"{one.name} ({one.get_kind_display().lower()}, {one.code})"


class AreaForm(Form):
    """An area of the office's own list."""

    name = line("Name", "Enter its name", most=120)
    kind = choice("What kind of area is it?", "Choose what kind of area it is", rules.area_kinds)
    parent = AreaField("Within which area does it lie?", hint="You can leave this out.")
    starts = day(
        "From when is its code used?", "The first day", hint="Leave it empty if not known."
    )
    row = whole(
        "Row on the drawing",
        "",
        most=rules.MOST_ROWS,
        hint="1 is the north. The drawing shows where areas lie to one another, and no boundary.",
    )
    column = whole("Column on the drawing", "", most=rules.MOST_ROWS, hint="1 is the west.")

    def __init__(self, *args: Any, areas: Sequence[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["parent"]
        assert isinstance(field, AreaField)
        field.offer(areas)


class NewArea(AreaForm):
    """A new area, with its code."""

    field_order = ("code",)
    code = line(
        "Code",
        "Enter its code",
        most=12,
        hint="Its code of the Office for National Statistics, such as E07000129; or one of your own.",
        width="govuk-input--width-10",
    )


class ChangeArea(AreaForm, Versioned):
    """The same, of an area that is there."""

    why = line("Why is it changed?", hint="Optional. It stands in the history.", most=500)


class EndArea(Versioned):
    """The end of an area, with what follows it."""

    ends = day("What is the last day of its code?", "The last day", needed=True)
    successors = AreasField(
        "What follows it?",
        hint="One area: its counts are read as those of what follows. Several: it was split, and its"
        " counts stay with it.",
    )
    why = text("Why does it end?", "Enter why it ends", rows=3, most=2_000)

    def __init__(self, *args: Any, areas: Sequence[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["successors"]
        assert isinstance(field, AreasField)
        field.offer(areas)


class Population(Form):
    """How many people live in an area."""

    people = whole("How many people?", "Enter how many people live there", most=100_000_000)
    dated = day("On which day?", "The day", needed=True)
    source = line("Source", "Enter where the number is from", most=300)


class TakeStandard(Form):
    """Nothing to type: the button says it."""
