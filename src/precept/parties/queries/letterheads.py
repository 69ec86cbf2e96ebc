"""What the office's letters stand on."""

import logging

from precept.foundation.documents import storing
from precept.foundation.documents.letterheads import PLAIN, Stationery
from precept.parties.models import Office
from precept.parties.queries.offices import office

logger = logging.getLogger(__name__)


def stationery(written_by: str) -> Stationery:
    """What a letter stands on that bears this name of the office.

    A letter of another time bears another name: it stands on plain paper, never on that of the body after it.
    """
    one = office()
    if one is None or one.name != written_by:
        return PLAIN
    return Stationery(one.colour, letter_lines(one), _word(one))


def letter_lines(one: Office) -> tuple[str, ...]:
    """What stands under the office's name on its letters: where it is, and how it is reached."""
    address = ", ".join(line.strip() for line in one.postal_address.splitlines() if line.strip())
    ways = " · ".join(way for way in (one.telephone, one.mailbox, one.website) if way)
    return tuple(line for line in (address, ways) if line)


def _word(one: Office) -> bytes:
    file = one.letterhead
    if file is None or not file.is_ready:
        return b""
    try:
        return storing.content(file.kept, file.sha256)
    except (OSError, storing.Altered):
        logger.exception("the letterhead cannot be read: letters are written without it")
        return b""
