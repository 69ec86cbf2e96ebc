"""What people type as a fund's year ends."""

from typing import Any

from precept.do.spending.forms.books import MaybeWhy, amount
from precept.foundation.web.forms import Form
from precept.foundation.web.inputs import choice, text

__all__ = ["Carry", "DecideCarrying", "MaybeWhy"]


class Carry(Form):
    """Money that is to be there in the next year."""

    amount = amount("To be carried forward")
    why = text("What it is needed for", "Say what it is needed for in the next year", rows=3)


class DecideCarrying(Form):
    """A decision on what is carried forward."""

    decision = choice(
        "Is it carried forward?",
        "Choose whether it is carried forward",
        [("approve", "Yes, carry it forward"), ("refuse", "No")],
    )
    why = text("Why", hint="Needed where it is refused", rows=3)

    def taken(self) -> dict[str, Any]:
        """What was decided."""
        said = super().taken()
        return {"approve": said["decision"] == "approve", "why": said["why"]}
