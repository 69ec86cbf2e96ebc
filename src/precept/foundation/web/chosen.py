"""Fields that choose among things and give the things themselves."""

from typing import Any

from django import forms

from precept.foundation.web.inputs import NONE_CHOSEN


class Chosen(forms.ChoiceField):
    """One thing of a list, by the key that the address of it has; gives the thing itself."""

    def __init__(self, label: str, needed: str = "", *, hint: str = "") -> None:
        super().__init__(
            label=label,
            help_text=hint,
            required=bool(needed),
            choices=[NONE_CHOSEN],
            widget=forms.Select,
            error_messages={
                "required": needed,
                "invalid_choice": needed or f"Choose one of the list under “{label}”",
            },
        )
        self.things: dict[str, Any] = {}

    def offer(self, things: dict[str, Any], words: dict[str, str]) -> None:
        """Offer these things, each in its words."""
        self.things = things
        self.choices = [NONE_CHOSEN, *words.items()]

    def clean(self, value: Any) -> Any:
        """The thing; None where none is chosen."""
        return self.things.get(super().clean(value))

    def prepare_value(self, value: Any) -> Any:
        """A thing as the list calls it."""
        return next((key for key, one in self.things.items() if one == value), value)


class Several(forms.MultipleChoiceField):
    """Several things of a list; gives the things themselves."""

    def __init__(self, label: str, wrong: str, *, hint: str = "") -> None:
        super().__init__(
            label=label,
            help_text=hint,
            required=False,
            choices=(),
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": wrong, "invalid_list": wrong},
        )
        self.things: dict[str, Any] = {}

    def offer(self, things: dict[str, Any], words: dict[str, str]) -> None:
        """Offer these things, each in its words."""
        self.things = things
        self.choices = list(words.items())

    def clean(self, value: Any) -> list[Any]:
        """The things that were chosen."""
        return [self.things[key] for key in super().clean(value)]

    def prepare_value(self, value: Any) -> Any:
        """Things as the list calls them."""
        if not isinstance(value, list | tuple):
            return value
        return [key for key, one in self.things.items() if one in value or key in value]
