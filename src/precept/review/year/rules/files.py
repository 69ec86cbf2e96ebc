"""The year as a file for a calendar (RFC 5545), and as rows. Pure: the same things give the same bytes."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from precept.review.year.rules.calendar import KINDS, Due, stand_of

COLUMNS = ("Due", "What", "Kind", "Whose", "State", "Note", "Page")
KIND = "text/calendar; charset=utf-8"


def write_calendar(title: str, found: Iterable[Due], *, site: str, stamped: date) -> bytes:
    """Things as whole days of a calendar. ``site`` is this site's own address."""
    calendar = Calendar()
    calendar.add("prodid", "-//Precept//What is due//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", title)
    host = site.partition("//")[2]
    for one in found:
        made = Event()
        made.add("uid", f"{one.key}@{host}")
        made.add("dtstamp", datetime.combine(stamped, time(), UTC))
        made.add("dtstart", one.day)
        made.add("dtend", one.day + timedelta(days=1))
        made.add("summary", one.title)
        made.add("categories", [KINDS[one.kind]])
        made.add("url", f"{site}{one.href}")
        made.add("transp", "TRANSPARENT")
        calendar.add_component(made)
    written: bytes = calendar.to_ical()
    return written


def rows_of(found: Iterable[Due], today: date, *, site: str) -> list[list[str]]:
    """Things as rows of a table for a spreadsheet, in the order of ``COLUMNS``."""
    return [
        [
            one.day.isoformat(),
            one.title,
            KINDS[one.kind],
            one.whose,
            stand_of(one, today).text,
            one.note,
            f"{site}{one.href}",
        ]
        for one in sorted(found)
    ]
