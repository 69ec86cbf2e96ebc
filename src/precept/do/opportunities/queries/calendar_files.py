"""A workshop as a calendar file (RFC 5545) for those who come: with how to join, which is not published."""

from datetime import UTC

from precept.do.opportunities.models import Workshop
from precept.do.opportunities.published import address
from precept.foundation import clock

CALENDAR_TYPE = "text/calendar; charset=utf-8"


def workshop_calendar(of: Workshop, *, site: str, joins: bool = True) -> bytes:
    """A workshop as a calendar reads it. ``site`` begins the addresses; ``joins`` says how to join.

    It has the identity that the published calendar gives it, so that a later file takes its place.
    """
    # Here and not above: a command that makes no calendar need not wait for the library.
    from icalendar import Calendar, Event

    round_ = of.call.opportunity
    link = site + address(round_.reference)
    event = Event()
    event.add("uid", f"{round_.reference}-workshop-{of.key}@{site.partition('//')[2]}")
    event.add("dtstamp", (of.call.published or clock.now()).astimezone(UTC))
    event.add("sequence", of.version)
    event.add("dtstart", of.starts.astimezone(UTC))
    event.add("dtend", of.ends.astimezone(UTC))
    event.add("summary", f"{of.title}: {round_.theme}")
    event.add("url", link)
    if of.where:
        event.add("location", of.where)
    if of.is_cancelled:
        event.add("status", "CANCELLED")
    said = [of.words, of.how_to_join if joins and not of.is_cancelled else "", link]
    event.add("description", "\n\n".join(filter(None, said)))
    calendar = Calendar()
    calendar.add("prodid", "-//Precept//Rounds of grants//EN")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written
