"""What a person finds on their desk."""

from precept.foundation.ledger.models import Waiting


def events_not_sealed() -> int:
    """How many events no checkpoint has sealed yet."""
    return Waiting.objects.count()
