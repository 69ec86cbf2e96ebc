"""The agenda and the minutes of a meeting on the office's letterhead, and the meeting for a calendar."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from precept.foundation import clock
from precept.foundation.documents.model import (
    Block,
    BulletList,
    Column,
    Document,
    Heading,
    KeyFacts,
    Note,
    NumberedList,
    Paragraph,
    Table,
    blocks_from_text,
)
from precept.review.management import rules
from precept.review.management.models import AgendaItem, Meeting, Minutes
from precept.review.management.queries.meetings import agenda_of
from precept.review.management.queries.things import name_of

CALENDAR_TYPE: Final = "text/calendar; charset=utf-8"
OFFICE_COPY: Final = "The commissioners’ own copy: it holds what providers do not get."


def title_of(of: Meeting) -> str:
    """What a meeting is called on paper."""
    return f"{rules.MEETING_KINDS[of.kind]}: {name_of(of.of)}"


def when_words(of: Meeting) -> str:
    """When a meeting is, in words."""
    return f"{clock.spoken_hour(of.at)} on {clock.spoken(of.on)}"


def agenda_paper(
    of: Meeting, items: Sequence[AgendaItem], office: str, *, for_provider: bool
) -> Document:
    """The agenda: what is spoken of and why, as one side or the other gets it."""
    shown = agenda_of(items, for_provider=for_provider)
    facts: list[tuple[str, str]] = [("When", when_words(of))]
    facts.append(("How long", f"{of.minutes_long} minutes"))
    if of.place:
        facts.append(("Where", of.place))
    if of.link:
        facts.append(("To join from afar", of.link))
    return Document(
        title="Agenda",
        subtitle=title_of(of),
        office=office,
        blocks=(
            KeyFacts(tuple(facts)),
            *(() if for_provider else (Note(OFFICE_COPY),)),
            Heading(1, "What we speak of"),
            NumberedList(tuple(_item(one) for one in shown) or ("Nothing is noted yet",)),
        ),
        date_line=clock.spoken(of.on),
        dated=of.on,
    )


def _item(one: AgendaItem) -> str:
    return f"{one.words}\n{one.why}" if one.why and one.source != "opening" else one.words


def minutes_paper(of: Meeting, minutes: Minutes, office: str, *, for_provider: bool) -> Document:
    """The minutes as they were agreed, from what was frozen and from nothing else."""
    body: Mapping[str, Any] = rules.for_provider(minutes.body) if for_provider else minutes.body
    people = [
        (_person(one), one["state"]) for one in body["people"] if one["state"] != "Invited"
    ] or [("Nobody is noted", "")]
    blocks: list[Block] = [
        KeyFacts((("When", when_words(of)), ("Where", body["place"] or "Not stated"))),
        *([] if for_provider else [Note(OFFICE_COPY)]),
        Heading(1, "Who came"),
        Table(
            "Who came",
            (Column("Who"), Column("Attendance")),
            tuple(people),
            rows_have_headings=True,
            has_title_above=True,
        ),
        Heading(1, "What was said and decided"),
    ]
    for number, one in enumerate(body["items"], start=1):
        blocks.append(Heading(2, f"{number}. {one['words']}"))
        blocks += blocks_from_text(one["notes"]) or [Paragraph("Nothing was noted.")]
        if one["decision"]:
            blocks.append(Note(f"Decided: {one['decision']}"))
    blocks.append(Heading(1, "Actions"))
    if body["actions"]:
        rows = tuple((one["what"], one["owner"], one["due"]) for one in body["actions"])
        columns = (Column("What", weight=3), Column("Who", weight=1.5), Column("By", weight=1))
        blocks.append(Table("Actions", columns, rows, has_title_above=True))
    else:
        blocks.append(BulletList(("None",)))
    agreed = clock.spoken_time(minutes.agreed)
    blocks.append(Paragraph(f"Agreed by {minutes.agreed_by.name}, {agreed}."))
    if minutes.why:
        blocks.append(Paragraph(f"This version corrects the one before it: {minutes.why}"))
    return Document(
        title="Minutes",
        subtitle=title_of(of),
        office=office,
        blocks=tuple(blocks),
        version_line=f"Version {minutes.number}",
        date_line=clock.spoken(of.on),
        dated=of.on,
    )


def _person(one: Mapping[str, Any]) -> str:
    if one["is_outside"] and one["role"] and one["name"] != one["role"]:
        return f"{one['name']}, {one['role']}"
    return str(one["name"])


def starts_at(of: Meeting) -> datetime:
    """The instant at which a meeting begins."""
    return datetime.combine(of.on, of.at, clock.UK)


def calendar_of(of: Meeting, *, site: str, address: str) -> bytes:
    """A meeting as a calendar reads it (RFC 5545). A later file of it takes the place of this one.

    ``site`` begins the addresses, ``address`` is the page of whoever takes it.
    """
    # Here and not above: a command that makes no calendar need not wait for the library.
    from icalendar import Calendar, Event

    starts, link = starts_at(of), site + address
    event = Event()
    event.add("uid", f"meeting-{of.reference}@{site.partition('//')[2]}")
    event.add("dtstamp", clock.now().astimezone(UTC))
    event.add("sequence", of.version)
    event.add("dtstart", starts.astimezone(UTC))
    event.add("dtend", (starts + timedelta(minutes=of.minutes_long)).astimezone(UTC))
    event.add("summary", title_of(of))
    event.add("url", link)
    if of.place:
        event.add("location", of.place)
    if of.state == "cancelled":
        event.add("status", "CANCELLED")
    event.add("description", "\n\n".join(filter(None, (of.link, link))))
    calendar = Calendar()
    calendar.add("prodid", "-//Precept//Meetings about agreements//EN")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written
