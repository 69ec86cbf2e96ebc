"""Dates of rounds and of what is coming as calendar files (RFC 5545). Pure: equal publications, equal bytes."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

from precept.do.opportunities.published import CallPublished
from precept.foundation.publications.kinds import Released
from precept.foundation.search.entries import Hit

SHOWN_FOR = timedelta(minutes=30)
"""How much of a day an opening or a deadline takes up in a calendar."""


def write(title: str, rounds: Sequence[tuple[Released, CallPublished]], *, address: str) -> bytes:
    """The opening, deadline and workshops of rounds. ``address`` is this site's own."""
    calendar = _empty(title, "Rounds of grants")
    for released, call in rounds:
        for event in _events(released, call, address):
            calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def write_coming(title: str, projects: Sequence[Hit], *, address: str) -> bytes:
    """The days by which projects are expected to open and to be in place. ``address`` is this site's own."""
    calendar = _empty(title, "What is coming")
    for one in projects:
        for key, words in (("opens_on", "Expected to open"), ("wanted_on", "To be in place")):
            if one.shown[key]:
                calendar.add_component(_day(one, address, key, words))
    written: bytes = calendar.to_ical()
    return written


def _empty(title: str, of: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", f"-//Precept//{of}//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", title)
    return calendar


def _day(hit: Hit, address: str, key: str, words: str) -> Event:
    made = Event()
    made.add("uid", f"{hit.key}-{key}@{address.partition('//')[2]}")
    made.add("dtstamp", _written(datetime.fromisoformat(hit.shown["released"])))
    made.add("sequence", hit.shown["version"])
    made.add("dtstart", date.fromisoformat(hit.shown[key]))
    made.add("summary", f"{words}: {hit.title}")
    made.add("url", f"{address}{hit.href}")
    return made


def _written(moment: datetime) -> datetime:
    """When an event was written, by its release and not by the clock: else a file would change by itself."""
    return moment.astimezone(UTC).replace(microsecond=0)


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
    made.add("dtstamp", _written(released.released))
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
