"""What people type of crossings."""

from precept.foundation.web.forms import Form
from precept.foundation.web.inputs import text


class Explain(Form):
    """Why somebody handles a matter all the same."""

    reason = text(
        "Why is it right that they handle it all the same?",
        "Say why it is right that they handle it",
        hint="Such as: the gift was a cup of tea at an open day. It stands here and in the ledger.",
        rows=4,
        most=4_000,
    )


class TakeBack(Form):
    """Why an explanation no longer holds."""

    why = text("Why does it no longer hold?", "Say why it no longer holds", rows=3, most=2_000)
