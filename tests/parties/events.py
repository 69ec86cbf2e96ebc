"""What the newest event of a subject says."""

from typing import Any

from precept.foundation.ledger import actions as ledger
from precept.foundation.ledger.models import Event


def last(subject: str) -> tuple[str, dict[str, Any]]:
    """The type and the facts of the newest event of a subject."""
    event = Event.objects.filter(subject=subject).order_by("-place")[0]
    return event.type, ledger.said(event)


def personal(subject: str) -> str:
    """What the newest event of a subject keeps in its erasable part."""
    event = Event.objects.filter(subject=subject).order_by("-place")[0]
    return event.parts.get(name="personal").text
