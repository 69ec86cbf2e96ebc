"""What the ledger tells of a subject."""

from typing import Any

from precept.foundation.ledger import queries as ledger
from precept.foundation.ledger.actions import said


def told(subject: str) -> list[str]:
    """What happened to a subject, in order."""
    return [event.type for event in reversed(ledger.story(subject))]


def last(subject: str) -> dict[str, Any]:
    """The facts of the latest event of a subject, with who did it."""
    event = ledger.story(subject)[0]
    return {"type": event.type, "by": event.actor, **said(event)}
