"""What is due, how pressing it is, and whether somebody is to be reminded. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

TAGS: Final = {
    "red": "govuk-tag--red",
    "amber": "govuk-tag--yellow",
    "grey": "govuk-tag--grey",
}
TONE_WORDS: Final = {"red": "Late", "amber": "Soon", "grey": "Not due yet"}


@dataclass(frozen=True)
class Stands:
    """How many things there are, are done, and are late."""

    whole: int
    done: int
    late: int

    @property
    def words(self) -> str:
        """As a page says it."""
        if not self.whole:
            return "Nothing to do"
        late = f", {self.late} late" if self.late else ""
        return f"{self.done} of {self.whole} done{late}"


def stands(things: Iterable[tuple[bool, date | None]], today: date) -> Stands:
    """How things stand, each given as whether it is done and its day."""
    known = list(things)
    return Stands(
        whole=len(known),
        done=sum(is_done for is_done, _ in known),
        late=sum(not is_done and due is not None and due < today for is_done, due in known),
    )
