"""A round's dates as a calendar file (RFC 5545). Pure: the same publications give the same bytes."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from precept.do.opportunities.published import CallPublished
from precept.foundation.publications.kinds import Released

SHOWN_FOR = timedelta(minutes=30)
"""How much of a day an opening or a deadline takes up in a calendar."""


def write(title: str, rounds: Sequence[tuple[Released, CallPublished]], *, address: str) -> bytes:
    """The opening, deadline and workshops of rounds. ``address`` is this site's own."""
    calendar = Calendar()
    calendar.add("prodid", "-//Precept//Rounds of grants//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", title)
    for released, call in rounds:
        for event in _events(released, call, address):
            calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def _events(released: Released, call: CallPublished, address: str) -> Iterator[Event]:
    said = released.payload
    is_over = call.stage == "cancelled"
    for key, words, at in (
        ("opens", "Opens", call.opens),
        ("closes", "Closes", call.closes),
    ):
        moment = datetime.fromisoformat(at)
        # A deadline is the end of what a calendar shows, so that nobody reads it as the beginning.
        begin, end = (
            (moment - SHOWN_FOR, moment) if key == "closes" else (moment, moment + SHOWN_FOR)
        )
        yield _event(
            released,
            address,
            key,
            f"{words}: {said.theme} ({said.reference})",
            begin,
            end,
            is_over=is_over,
        )
    for one in call.workshops:
        yield _event(
            released,
            address,
            f"workshop-{one.key}",
            f"{one.title} ({said.reference})",
            datetime.fromisoformat(one.starts),
            datetime.fromisoformat(one.ends),
            where=one.where,
            is_over=is_over or one.is_cancelled,
        )


def _event(
    released: Released,
    address: str,
    key: str,
    summary: str,
    begin: datetime,
    end: datetime,
    *,
    where: str = "",
    is_over: bool = False,
) -> Event:
    made = Event()
    host = address.partition("//")[2]
    made.add("uid", f"{released.key}-{key}@{host}")
    # Not now: a file that changes by itself could not be compared.
    made.add("dtstamp", released.released.astimezone(UTC).replace(microsecond=0))
    made.add("sequence", released.version)
    made.add("dtstart", begin.astimezone(UTC))
    made.add("dtend", end.astimezone(UTC))
    made.add("summary", summary)
    made.add("url", f"{address}{released.address}")
    if where:
        made.add("location", where)
    if is_over:
        made.add("status", "CANCELLED")
    return made
