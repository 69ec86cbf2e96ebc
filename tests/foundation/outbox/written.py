"""A mail to try things with."""

from typing import Any

from precept.foundation.outbox.actions import queue_mail
from precept.foundation.outbox.models import Mail


def write(**changes: Any) -> Mail:
    """A mail that is queued, with what a test says otherwise."""
    given = {
        "to": "reader@opcc.example",
        "subject": "A return is due",
        "text": "Your return is due.",
        "kind": "notice",
    }
    return queue_mail(**{**given, **changes})
