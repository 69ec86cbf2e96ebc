"""What the office's letters stand on."""

from precept.foundation.documents import queries as documents
from precept.foundation.documents.letterheads import PLAIN, Stationery
from precept.parties import rules
from precept.parties.models import Office, OfficeSuccession
from precept.parties.queries.offices import office

REACHED_BY = ("telephone", "mailbox", "website")


def stationery(written_by: str) -> Stationery:
    """What a letter stands on that bears this name of the office.

    A letter of before a succession stands on what the office had then; under any other name, on plain paper.
    """
    one = office()
    if one is not None and one.name == written_by:
        return Stationery(one.colour, letter_lines(one), documents.content_of(one.letterhead))
    passed = OfficeSuccession.objects.filter(state=rules.PASSING_DONE, before__name=written_by)
    held = passed.order_by("-passed_on", "-pk").values_list("before", flat=True).first()
    if held is None:
        return PLAIN
    file = documents.file_or_none(held.get("letterhead", ""))
    ways = [held[name] for name in REACHED_BY]
    return Stationery(
        held["colour"], _lines(held["postal_address"], ways), documents.content_of(file)
    )


def letter_lines(one: Office) -> tuple[str, ...]:
    """What stands under the office's name on its letters: where it is, and how it is reached."""
    return _lines(one.postal_address, [getattr(one, name) for name in REACHED_BY])


def _lines(postal_address: str, ways: list[str]) -> tuple[str, ...]:
    address = ", ".join(line.strip() for line in postal_address.splitlines() if line.strip())
    return tuple(line for line in (address, " · ".join(way for way in ways if way)) if line)
