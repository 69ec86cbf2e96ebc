"""The office's duties, and the times that each is due: worked out from its rhythm and what was said of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.http import Http404

from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.foundation.people.rules import ROLES
from precept.plan import sign_ups
from precept.plan.sign_ups import Piece
from precept.review.year import access, rules
from precept.review.year.models import Duty, Occurrence

MOST_DUTIES = 200
MOST_SAID = 5_000
SHOWN_BEHIND = timedelta(days=800)
SHOWN_AHEAD = timedelta(days=500)


@dataclass(frozen=True)
class Time:
    """One time that a duty is due: ``row`` is what was said of it, where anything was."""

    duty: Duty
    on: date
    row: Occurrence | None

    @property
    def due(self) -> date:
        """The day by which it is due now."""
        return (self.row.moved_to if self.row else None) or self.on

    @property
    def owner(self) -> Person | None:
        """Whom it was given to, this time or every time."""
        return (self.row.owner if self.row else None) or self.duty.owner

    @property
    def is_done(self) -> bool:
        """Whether it was done."""
        return self.row is not None and self.row.done_on is not None

    @property
    def stand(self) -> rules.Stand:
        """How it stands today."""
        due = rules.Due(self.due, self.duty.title, "", "duty", is_done=self.is_done)
        return rules.stand_of(due, clock.today())


def whose_words(one: Time) -> str:
    """Whose it is, in words: a person, else the role that owes it."""
    return one.owner.name if one.owner else ROLES[one.duty.role].title


def begun() -> bool:
    """Whether the office keeps its own duties yet."""
    return Duty.objects.exists()


def first_rows(since: date) -> list[Duty]:
    """The duties that an office begins with, not yet kept."""
    return [
        Duty(
            key=one.key,
            title=one.title,
            guidance=one.guidance,
            often=one.rhythm.often,
            month=one.rhythm.month,
            day=one.rhythm.day,
            once_on=one.rhythm.once_on,
            source=one.source,
            shows=one.shows,
            role=one.role,
            remind=list(one.remind),
            since=since,
        )
        for one in rules.first_duties()
    ]


def all_duties(person: Person) -> list[Duty]:
    """Every duty that somebody may look up, the retired too; those of a new office where it keeps none."""
    rows = access.visible_to(person).select_related("owner").order_by("title", "pk")
    found = list(rows[:MOST_DUTIES])
    if found or not person.may("see the office") or begun():
        return found
    return sorted(first_rows(clock.today()), key=lambda one: one.title)


def duty(person: Person, key: str) -> Duty:
    """A duty by its key, or 404."""
    found = next((one for one in all_duties(person) if one.key == key), None)
    if found is None:
        raise Http404(f"no duty {key}")
    return found


def _said(duties: Sequence[Duty], first: date, last: date) -> Mapping[int, list[Occurrence]]:
    """What was said of the times of duties that fall, or were moved, into some days."""
    kept = [one.pk for one in duties if one.pk]
    found: dict[int, list[Occurrence]] = defaultdict(list)
    if not kept:
        return found
    rows = Occurrence.objects.filter(
        Q(on__range=(first, last)) | Q(moved_to__range=(first, last)), duty__in=kept
    )
    for row in rows.select_related("owner").order_by("on", "pk")[:MOST_SAID]:
        found[row.duty_id].append(row)
    return found


def _times(one: Duty, rows: Iterable[Occurrence], first: date, last: date) -> list[Time]:
    said = {row.on: row for row in rows}
    begin = max(first, one.since)
    end = min(last, one.retired - timedelta(days=1)) if one.retired else last
    days = {*rules.days_between(one.rhythm, begin, end)} if begin <= end else set()
    # What somebody said something of stays, though the rhythm or the first day was changed since.
    found = [Time(one, day, said.get(day)) for day in days | {row.on for row in rows}]
    for time in found:
        if time.row is not None:
            time.row.duty = one
    return [
        time
        for time in sorted(found, key=lambda time: (time.due, time.on))
        if first <= time.due <= last and (time.on in days or time.is_done or _is_moved(time))
    ]


def _is_moved(time: Time) -> bool:
    return time.row is not None and time.row.moved_to is not None


def times_between(duties: Sequence[Duty], first: date, last: date) -> list[Time]:
    """Every time that one of these duties is due from one day to another, by day: one query."""
    said = _said(duties, first, last)
    found = [time for one in duties for time in _times(one, said.get(one.pk, ()), first, last)]
    return sorted(found, key=lambda time: (time.due, time.duty.title, time.on))


def duty_page_times(one: Duty) -> tuple[list[Time], list[Time]]:
    """The times of a duty: those still to do (the next first), and those that were done (the last first)."""
    today = clock.today()
    found = times_between([one], today - SHOWN_BEHIND, today + SHOWN_AHEAD)
    left = [time for time in found if not time.is_done]
    done = [time for time in found if time.is_done]
    if not left and one.retired is None and (one.once_on or today) > today + SHOWN_AHEAD:
        assert one.once_on is not None
        left = times_between([one], one.once_on, one.once_on)
    return left, done[::-1]


def occurrence(person: Person, key: str, on: str) -> Time:
    """One time of a duty by its day (ISO), or 404 where it is no day of it."""
    one = duty(person, key)
    try:
        day = date.fromisoformat(on)
    except ValueError:
        raise Http404(f"no day {on}") from None
    row = (
        Occurrence.objects.select_related("owner", "done_by").filter(duty__pk=one.pk, on=day)
        if one.pk
        else Occurrence.objects.none()
    ).first()
    is_due = day >= one.since and (one.retired is None or day < one.retired)
    if row is None and not (is_due and rules.falls_on(one.rhythm, day)):
        raise Http404(f"{key} is not due on {on}")
    if row is not None:
        row.duty = one
    return Time(one, day, row)


def evidence_of(person: Person, subject: str) -> Piece | None:
    """The record of the office that shows that something was done, as somebody may see it."""
    kind = sign_ups.piece_kind(subject.partition(":")[0])
    return kind.describe(person, [subject]).get(subject) if kind else None
