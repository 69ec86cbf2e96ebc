"""What people write for bidders."""

from precept.foundation.web.forms import AsRead, Form
from precept.foundation.web.inputs import hidden_number, text


class Words(AsRead):
    """What a bidder is told."""

    version = hidden_number(least=0)
    words = text(
        "What the bidder is told",
        "Enter what the bidder is told",
        hint="Say what was good, what was missing and what would help next time. They read it as you write it.",
        rows=8,
        most=4_000,
        called="What the bidder is told",
    )


class Approve(Form):
    """Approving feedback as it was read."""

    version = hidden_number()
