"""What people type of the public copy of a paper."""

from typing import Any

from precept.decisions import rules
from precept.decisions.forms.drafting import PLAIN
from precept.foundation.web import inputs
from precept.foundation.web.forms import AsRead


class CopyWords(AsRead):
    """A public copy: its title, its words, and what was taken out. ``version`` is 0 for a new one."""

    version = inputs.hidden_number(least=0)
    title = inputs.line(
        "What is the paper called?",
        "Enter what the paper is called.",
        most=200,
        called="The title",
    )
    text = inputs.text(
        "The words that the public reads",
        "Enter the words that the public reads.",
        hint=f"Take out what may not be published before you save. {PLAIN}",
        rows=20,
        most=rules.LONGEST_COPY,
    )
    taken_out = inputs.text(
        "What was taken out, and why?",
        "Say what was taken out and why, or that nothing was.",
        hint="This is published: name the exemption, and do not repeat the words.",
        rows=3,
        most=2_000,
    )

    @staticmethod
    def was(copy: Any) -> dict[str, Any]:
        """What the form starts with."""
        return {
            "version": copy.version,
            "title": copy.title,
            "text": copy.text,
            "taken_out": copy.taken_out,
        }
