"""What people type of a framework: its words, its tables, its approval."""

from typing import Any

from precept.foundation.web.forms import Form, Revised
from precept.foundation.web.inputs import choice, day, line, text
from precept.plan import rules
from precept.plan.forms.fields import FinancialYearField
from precept.plan.models import Framework, FrameworkSection


class DraftFramework(Form):
    """A year whose framework is to be drafted."""

    year = FinancialYearField()
    title = line("Title", "Enter the framework’s title.")
    review = line("Review", hint="When it is to be reviewed, for example April 2023")


class Words(Revised):
    """A draft's own words."""

    title = line("Title", "Enter the framework’s title.")
    introduction = text(
        "Introduction",
        rows=14,
        hint="A blank line starts a new paragraph. A line that begins with “- ” is a point of a list.",
        most=60_000,
    )
    lead = text("Words above the aims", rows=3)
    review = line("Review", hint="When it is to be reviewed, in the office’s own words")
    review_on = day("Review date", "The review date")

    @staticmethod
    def was(framework: Framework) -> dict[str, Any]:
        """What the form starts with."""
        return {
            "title": framework.title,
            "introduction": framework.introduction,
            "lead": framework.lead,
            "review": framework.review,
            "review_on": framework.review_on,
            "why": framework.why,
            "revision": framework.revision,
        }


class AmendedWords(Words):
    """An amendment's own words, and the reason for it."""

    why = text(
        "Why this version was made",
        "Say why the framework is amended. The reason is public.",
        rows=3,
        most=2_000,
    )


class SectionForm(Form):
    """A table of the framework."""

    title = line("Title", "Enter the table’s title.")
    layout = choice("Layout", "Choose how the table is laid out.", rules.layout_choices)
    note = text("Note beneath the table", rows=3)


class AddSection(SectionForm):
    """A new table."""

    key = line(
        "Key",
        hint="What the register and the rounds know the table by, such as core. Leave it empty for"
        " a table whose lines are all typed.",
        most=40,
        width="govuk-input--width-10",
    )


class ChangeSection(SectionForm, Revised):
    """A table, changed."""

    @staticmethod
    def was(section: FrameworkSection) -> dict[str, Any]:
        """What the form starts with; the revision is the framework's."""
        return {
            "title": section.title,
            "layout": section.layout,
            "note": section.note,
            "revision": section.framework.revision,
        }


class Approve(Revised):
    """Approving a draft as it was read."""


class ApproveOwn(Revised):
    """Approving a draft that one has drafted oneself, which needs a reason."""

    exception = text(
        "Why nobody else can approve it",
        hint="You drafted this framework. The reason is recorded in its history.",
        rows=3,
        most=2_000,
    )
