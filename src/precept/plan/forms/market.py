"""What people type of a project's public page, and of what they might provide."""

from typing import Any

from django import forms

from precept.foundation.web.forms import AsRead, Form
from precept.foundation.web.inputs import choice, day, hidden_number, line, text

NONE = "none"


class PublishProject(AsRead):
    """A project's public page."""

    version = hidden_number(least=0)
    title = line("What is it called in public?", "Enter what it is called in public")
    purpose = text("What is to change?", "Enter what is to change", rows=4, most=4_000)
    for_whom = text("Whom is it for?", "Enter whom it is for", rows=3, most=2_000)
    told = text(
        "What should providers know?",
        hint="What is still open, how to get ready, when you meet them. Everybody reads the same.",
        rows=4,
        most=4_000,
    )
    opens_on = day(
        "When do you expect a round or tender to open?",
        "The day on which it is expected to open",
        hint="Leave it empty where nobody knows yet.",
    )
    is_in_market = forms.BooleanField(
        label="Show it in the market position statement until something opens", required=False
    )
    outcome = text("What came of it?", hint="Once it is over.", rows=3, most=4_000)
    why = line("Why does it change?", hint="Public. Leave it empty the first time.", most=300)


class Interest(Form):
    """That one might bid."""

    organisation = choice("For which organisation?", "Choose an organisation, or none yet", [])
    words = text(
        "What could you offer, and what would keep you from bidding?",
        hint="The office reads it when it plans. It gives you no advantage, and nobody outside sees it.",
        rows=5,
        most=3_000,
    )

    def __init__(self, *args: Any, organisations: dict[str, str], **options: Any) -> None:
        """``organisations``: those that the person acts for, name by reference."""
        super().__init__(*args, **options)
        self.let_choose("organisation", [*organisations.items(), (NONE, "None yet")])
