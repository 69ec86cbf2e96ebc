"""A date asked for in three boxes: dates that people know are quicker typed than picked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from precept.foundation.clock import NotADate, read_date


@dataclass(frozen=True)
class DateTyped:
    """What stood in the three boxes, as typed."""

    day: str = ""
    month: str = ""
    year: str = ""

    NAMES: ClassVar[tuple[str, ...]] = ("day", "month", "year")

    @classmethod
    def of(cls, value: object) -> DateTyped:
        """What to show in the boxes for a date, for what was typed, or for nothing."""
        if isinstance(value, DateTyped):
            return value
        if isinstance(value, date):
            return cls(str(value.day), str(value.month), str(value.year))
        return cls()

    def boxes(self) -> dict[str, str]:
        """Each box by its name."""
        return {"day": self.day, "month": self.month, "year": self.year}

    def missing(self) -> list[str]:
        """The boxes that were left empty."""
        return [name for name, text in self.boxes().items() if not text]


class DateBoxes(forms.Widget):
    """Three boxes named ``<name>-day``, ``<name>-month`` and ``<name>-year``."""

    def value_from_datadict(
        self,
        data: Mapping[str, Any],
        files: Any,  # noqa: ARG002 (Django passes it)
        name: str,
    ) -> DateTyped:
        """What was typed in the boxes."""
        return DateTyped(*(str(data.get(f"{name}-{box}", "")).strip() for box in DateTyped.NAMES))

    def value_omitted_from_data(
        self,
        data: Mapping[str, Any],
        files: Any,  # noqa: ARG002 (Django passes it)
        name: str,
    ) -> bool:
        """Whether the page did not ask for this date."""
        return all(f"{name}-{box}" not in data for box in DateTyped.NAMES)


class DateField(forms.Field):
    """A date in three boxes; ``called`` is how its errors begin ("The start date").

    Raises:
        ValidationError: with words for the box at fault.
    """

    widget = DateBoxes

    def __init__(self, *, called: str = "The date", **options: Any) -> None:
        self.called = called
        options.setdefault("error_messages", {"required": f"Enter {called[0].lower()}{called[1:]}"})
        super().__init__(**options)

    def to_python(self, value: object) -> date | None:
        """The date that the boxes name; None where all three are empty."""
        if value is None or isinstance(value, date):
            return value
        typed = DateTyped.of(value)
        missing = typed.missing()
        if len(missing) == len(DateTyped.NAMES):
            return None
        if missing:
            words = f"{self.called} must include a {' and a '.join(missing)}"
            raise ValidationError(words, code="incomplete", params={"boxes": tuple(missing)})
        # A month may be typed as a number or by its name.
        between = "/" if typed.month.isdecimal() else " "
        try:
            return read_date(between.join((typed.day, typed.month, typed.year)))
        except NotADate:
            raise ValidationError(f"{self.called} must be a real date", code="invalid") from None
