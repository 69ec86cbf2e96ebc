"""What the office's letters stand on."""

from precept.foundation.documents import queries as documents
from precept.foundation.documents.letterheads import PLAIN, Stationery
from precept.parties.models import Office
from precept.parties.queries.offices import office


def stationery(written_by: str) -> Stationery:
    """What a letter stands on that bears this name of the office.

    A letter of another time bears another name: it stands on plain paper, never on that of the body after it.
    """
    one = office()
    if one is None or one.name != written_by:
        return PLAIN
    return Stationery(one.colour, letter_lines(one), documents.content_of(one.letterhead))


def letter_lines(one: Office) -> tuple[str, ...]:
    """What stands under the office's name on its letters: where it is, and how it is reached."""
    address = ", ".join(line.strip() for line in one.postal_address.splitlines() if line.strip())
    ways = " · ".join(way for way in (one.telephone, one.mailbox, one.website) if way)
    return tuple(line for line in (address, ways) if line)
