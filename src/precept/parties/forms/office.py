"""What people type about the office itself."""

from typing import Any

from precept.foundation.web import inputs
from precept.foundation.web.forms import Form, Versioned
from precept.parties.forms import fields
from precept.parties.models import Office


class SetUpOffice(Versioned):
    """What the office says of itself."""

    name = inputs.line("The office’s name", "Enter the office’s name")
    short_name = inputs.line("Short name", "Enter a short name for narrow places", most=80)
    area = inputs.line("Area (optional)")
    website = fields.website()
    postal_address = inputs.text("Postal address (optional)", hint="Published.", rows=3, most=1_000)
    mailbox = fields.email(
        "Public e-mail address (optional)", hint="Published. Not somebody’s own."
    )
    telephone = inputs.line("Public telephone number (optional)", most=40)
    colour = inputs.line(
        "Main colour",
        "Enter a colour as # and six letters or digits, such as #1d3557",
        most=7,
        hint="Such as #1d3557. White text stands upon it, so it must be dark.",
        spellcheck="false",
        width="govuk-input--width-10",
    )
    accent = inputs.line(
        "Accent",
        "Enter a colour as # and six letters or digits, such as #1d3557",
        most=7,
        hint="A stripe under the header.",
        spellcheck="false",
        width="govuk-input--width-10",
    )
    checkpoint_keepers = inputs.text(
        "Who keeps checkpoints? (optional)",
        hint="E-mail addresses outside the office, one a line: an auditor, the police and crime panel."
        " Each checkpoint of the ledger is mailed to them, so that nobody can change history quietly.",
        most=5_000,
    )
    why = fields.why()

    def __init__(self, typed: Any = None, *, office: Office) -> None:
        initial = {
            name: getattr(office, name)
            for name in self.base_fields
            if name not in {"why", "checkpoint_keepers"}
        }
        initial["checkpoint_keepers"] = "\n".join(office.checkpoint_keepers)
        super().__init__(typed, initial=initial)

    def clean_checkpoint_keepers(self) -> list[str]:
        """The addresses, a line each."""
        return str(self.cleaned_data["checkpoint_keepers"]).splitlines()


class GiveLetterhead(Form):
    """A Word file whose head and foot stand around the office's letters."""

    file = inputs.upload(
        "Word file", hint="DOCX. A scanner looks at it before letters stand on it."
    )
