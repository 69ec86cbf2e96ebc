"""The hold and the disposal run of the demonstration office, as the access table's examples name them."""

from __future__ import annotations

from precept.records.models import DisposalRun, Hold
from tests.architecture.rounds import References


def add_kept(references: References) -> None:
    """The references that only the database knows."""
    references |= {
        "hold": Hold.objects.get().reference,
        "disposal": DisposalRun.objects.get().reference,
    }
