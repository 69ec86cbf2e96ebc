"""What the ledger releases of itself: its checkpoints."""

from precept.foundation.publications.kinds import Struct


class CheckpointPublished(Struct):
    """A signed checkpoint, for anyone to keep: ``statement`` is what was signed."""

    number: int
    at: str
    count: int
    size: int
    root: str
    statement: str
    signature: str
    key: str
