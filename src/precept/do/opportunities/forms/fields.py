"""The fields that calls are typed in."""

from datetime import datetime, time
from typing import Any

from django import forms

from precept.do.opportunities import rules
from precept.foundation import clock
from precept.foundation.clock import DoubtfulTime, deadline_at

YES_NO = (("yes", "Yes"), ("no", "No"))


class TimeOfDay(forms.CharField):
    """A time however people write it: 5pm, 17:00, midday."""

    def __init__(self, label: str, called: str, **options: Any) -> None:
        super().__init__(
            label=label,
            help_text="UK time, such as midday or 5pm",
            max_length=12,
            widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
            error_messages={
                "required": f"Enter {called}",
                "max_length": "Enter a time like 5pm or 17:00",
            },
            **options,
        )

    def clean(self, value: Any) -> time | None:
        """The time."""
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return rules.read_time(typed)
        except rules.Unclear as unclear:
            raise forms.ValidationError(unclear.words, code="invalid") from unclear

    def prepare_value(self, value: Any) -> Any:
        """The time as it is typed."""
        return clock.spoken_hour(value) if isinstance(value, time) else value


def wall_of(cleaned: dict[str, Any], name: str) -> datetime | None:
    """The UK wall time of a day and a time; None where either is missing or wrong."""
    day, at = cleaned.get(name), cleaned.get(f"{name}_time")
    return datetime.combine(day, at) if day and at is not None else None


def doubts_of(*walls: datetime | None) -> list[clock.Doubt]:
    """Why these times may not be what was meant, whatever was confirmed."""
    found: list[clock.Doubt] = []
    for wall in walls:
        if wall is None:
            continue
        try:
            deadline_at(wall)
        except DoubtfulTime as doubtful:
            found += [one for one in doubtful.doubts if one not in found]
    return found


class Doubted(forms.Form):
    """A form whose times may be doubtful: it asks to confirm each doubt that what was typed raises."""

    moments: tuple[str, ...] = ()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.is_bound:
            self._ask_about_doubts()

    def _ask_about_doubts(self) -> None:
        """Offer the answers to every doubt about what was sent, before anything is checked."""
        walls = [self._typed(name) for name in self.moments]
        answers = [(one.key, one.words) for doubt in doubts_of(*walls) for one in doubt.answers]
        if answers:
            self.fields["confirmed"] = forms.MultipleChoiceField(
                label="Confirm what you mean",
                choices=answers,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                error_messages={"invalid_choice": "Look at the times again"},
            )

    def _typed(self, name: str) -> datetime | None:
        found: dict[str, Any] = {}
        for part in (name, f"{name}_time"):
            field = self.fields[part]
            raw = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(part))
            try:
                found[part] = field.clean(raw)
            except forms.ValidationError:
                return None
        return wall_of(found, name)

    def clean(self) -> dict[str, Any]:
        """Say beside each time what is doubtful about it and not confirmed."""
        cleaned = self.cleaned_data
        confirmed = cleaned.get("confirmed") or []
        for name in self.moments:
            wall = wall_of(cleaned, name)
            if wall is None:
                continue
            try:
                deadline_at(wall, confirmed=confirmed)
            except DoubtfulTime as doubtful:
                self.add_error(name, str(doubtful))
        return cleaned

    def walls(self) -> dict[str, Any]:
        """The wall time of each moment, and what was confirmed."""
        found: dict[str, Any] = {name: wall_of(self.cleaned_data, name) for name in self.moments}
        return {**found, "confirmed": tuple(self.cleaned_data.get("confirmed") or ())}
