"""The form that every form is: our own words, refusals beside their field, and stale saves noticed."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

from django import forms
from django.http import QueryDict

from precept.foundation.ledger.actions import Refused
from precept.foundation.web.inputs import hidden_number, line

READ_BY: Final = "read_by"
"""Where what was sent keeps the forms that read it, so that a page of a failure can call it by its labels."""


def read_by(sent: QueryDict) -> list["Form"]:
    """The forms that read what was sent, as far as it came to that."""
    found: list[Form] = vars(sent).get(READ_BY, [])
    return found


class Form(forms.Form):
    """A form rendered by the design system's macros (``web/forms.html``)."""

    use_required_attribute = False

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if isinstance(self.data, QueryDict):
            vars(self.data).setdefault(READ_BY, []).append(self)

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Put what an action refused beside the field it names, or above the form."""
        try:
            yield
        except Refused as refusal:
            field = refusal.field if refusal.field in self.fields else None
            self.add_error(field, refusal.words)

    def let_choose(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        """Let people choose one of these, or some, in a field."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def taken(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        return dict(self.cleaned_data)


class AsRead(Form):
    """A form whose hidden fields say what was read, so that a stale save is noticed."""

    def overtaken(self, words: str, now: Mapping[str, Any]) -> None:
        """Say that somebody else was first, and keep what was typed; sending it again replaces theirs.

        ``now`` says, by field, how the thing stands: the hidden fields take it.
        """
        typed = self.data.copy() if isinstance(self.data, QueryDict) else QueryDict(mutable=True)
        for bound in self.hidden_fields():
            typed[bound.name] = str(now[bound.name])
        self.data = typed
        self.add_error(None, words)


class Revised(AsRead):
    """A form that says which revision of a draft was read."""

    revision = hidden_number()


class Versioned(AsRead):
    """A form that says which version of a record was read."""

    version = hidden_number()


class Amendment(Versioned):
    """A change of a record, with its reason where that is worth saying; the reason comes last."""

    why = line(
        "Why is it changed?",
        hint="Optional. It stands in the history.",
        most=500,
        called="The reason",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.reason_last()

    def without_reason(self) -> None:
        """Ask for no reason: the record is only being made, and nobody relied on what it said."""
        del self.fields["why"]

    def full_clean(self) -> None:
        """Check what was typed; where no reason was asked for, there is none."""
        super().full_clean()
        if hasattr(self, "cleaned_data"):
            self.cleaned_data.setdefault("why", "")

    def reason_last(self) -> None:
        """Put the reason beneath fields that were added since."""
        self.order_fields([name for name in self.fields if name != "why"] + ["why"])


class Publish(Versioned):
    """Releasing a record as it was read."""

    why = line(
        "Why is it published or corrected?",
        hint="Optional. Anyone can read it beside the version.",
        most=500,
        called="The reason",
    )
