"""What people type to protect an organisation, and to see a protected address."""

from typing import Any

from django import forms

from precept.foundation.web import inputs
from precept.foundation.web.forms import Form, Versioned
from precept.parties.forms import fields
from precept.parties.models import Organisation


def _also_remove() -> forms.CharField:
    return inputs.text(
        "Other words that give the place away (optional)",
        hint="One a line, such as a street’s or a building’s name. They are taken out of everything"
        " published, whoever wrote it, and cannot be put back.",
        rows=3,
        most=1_000,
    )


class Protect(Versioned):
    """Everything that marking an organisation as protected asks."""

    area = inputs.line(
        "Area",
        "Enter the area: it is all that anybody outside the office will see",
        most=120,
        hint="Wide enough that nobody finds the place by it, such as a county.",
    )
    secret_address = inputs.text(
        "Its address, if the one in the record is not it (optional)", rows=3, most=1_000
    )
    also_remove = _also_remove()
    why = fields.why(needed=True)
    sure = fields.sure("Take its address out of everything now. This cannot be undone.")

    def __init__(self, typed: Any = None, *, organisation: Organisation) -> None:
        initial = {"version": organisation.version, "area": organisation.area}
        super().__init__(typed, initial=initial)

    def clean_also_remove(self) -> list[str]:
        """The words, a line each."""
        return str(self.cleaned_data["also_remove"]).splitlines()


class SetSecretAddress(Versioned):
    """Another address of a protected organisation."""

    secret_address = inputs.text("Its address", "Enter the address", rows=3, most=1_000)
    also_remove = _also_remove()
    why = fields.why(needed=True)

    def __init__(self, typed: Any = None, *, organisation: Organisation) -> None:
        super().__init__(typed, initial={"version": organisation.version})

    def clean_also_remove(self) -> list[str]:
        """The words, a line each."""
        return str(self.cleaned_data["also_remove"]).splitlines()


class Reveal(Form):
    """Why somebody must see a protected address."""

    why = fields.why(
        needed=True, hint="Your name, this reason and the time are kept for good in the ledger."
    )
