"""The form that every form is: our own words, and refusals beside the field they are about."""

from collections.abc import Iterator
from contextlib import contextmanager

from django import forms

from precept.foundation.ledger.actions import Refused


class Form(forms.Form):
    """A form rendered by the design system's macros (``web/forms.html``)."""

    use_required_attribute = False

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Put what an action refused beside the field it names, or above the form."""
        try:
            yield
        except Refused as refusal:
            field = refusal.field if refusal.field in self.fields else None
            self.add_error(field, refusal.words)
