"""What people type of the strategy."""

from precept.foundation.web import inputs
from precept.foundation.web.forms import Form, Revised
from precept.understand.forms.fields import public_reason

LEVELS = [("2", "A heading"), ("3", "A heading under the one above it")]


class StrategyHead(Form):
    """What a version of the strategy says of itself."""

    title = inputs.line("Title", "Enter a title")
    dated = inputs.day("Date of this version", "The date of this version", needed=True)
    note = inputs.text("Note", hint="Shown under the title. Plain text.", rows=3, most=5_000)


class ChangeStrategyHead(StrategyHead, Revised):
    """The same, of a draft that is there."""


class ChangeAmendedHead(ChangeStrategyHead):
    """The same, of a version that followed another."""

    why = public_reason()


class AmendStrategy(Form):
    """Beginning the next version."""

    dated = inputs.day("Date of the new version", "The date of the new version", needed=True)
    why = public_reason()


class Section(Form):
    """A section of the strategy."""

    heading = inputs.line("Heading", "Enter a heading")
    level = inputs.choice("How deep does it stand?", "Choose how deep it stands", LEVELS)
    text = inputs.text(
        "Text",
        rows=18,
        hint="Plain text. A blank line starts a paragraph; “- ” starts a point of a list.",
        most=60_000,
    )
    note = inputs.text("Note", rows=3, hint="Such as what a drawing showed.", most=5_000)

    def clean_level(self) -> int:
        """The level as a number."""
        return int(self.cleaned_data["level"])


class ChangeSection(Section, Revised):
    """The same, of a section that is there."""
