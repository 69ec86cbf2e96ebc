"""What a look through a file found."""

from dataclasses import dataclass

from precept.foundation.documents.rules import Name


@dataclass(frozen=True)
class Inspected:
    """A file that we take: its name and kind, and what in it does not show (security: A21)."""

    name: Name
    hidden: tuple[str, ...]


PLACE_TAKEN = "the place where it was taken"
TRACKED_CHANGES = "tracked changes"
COMMENTS = "comments"
HIDDEN_SHEETS = "hidden sheets"
HIDDEN_TEXT = "hidden text"
AUTHOR = "the name of its author"
