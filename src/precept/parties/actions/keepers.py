"""Mailing each checkpoint to those who keep it outside the office."""

import json

from precept.foundation.ledger.actions import SYSTEM, action, record
from precept.foundation.ledger.models import Checkpoint
from precept.foundation.outbox.actions import queue_mail
from precept.parties import queries


@action
def mail_checkpoint(checkpoint: Checkpoint) -> int:
    """Send a checkpoint to each keeper, to hold against the office's ledger later; returns how many."""
    office = queries.office()
    if office is None or not office.checkpoint_keepers:
        return 0
    for keeper in office.checkpoint_keepers:
        queue_mail(
            to=keeper,
            subject=f"Checkpoint {checkpoint.number} of {office.short_name}",
            text=_letter(office.name, checkpoint),
            kind="checkpoint",
            about=office.subject,
        )
    count = len(office.checkpoint_keepers)
    record(
        office.subject,
        "checkpoint mailed to its keepers",
        by=SYSTEM,
        after={"checkpoint": checkpoint.number, "keepers": count},
    )
    return count


def _letter(office_name: str, checkpoint: Checkpoint) -> str:
    return (
        f"{office_name} has sealed its ledger. Please keep this mail.\n\n"
        "Whoever holds it can show later whether anything that the office recorded before was changed:"
        " precept verify --checkpoint FILE, with the lines below as they stand in a file"
        " of their own.\n\n"
        f"{checkpoint_file(checkpoint)}\n"
    )


def checkpoint_file(checkpoint: Checkpoint) -> str:
    """A checkpoint as ``precept verify --checkpoint`` reads it."""
    return json.dumps(
        {
            "statement": checkpoint.statement,
            "signature": checkpoint.signature,
            "key": checkpoint.key,
        }
    )
