"""What people take out of the house: counted as it leaves, told where it is too much, forgotten in time."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection
from django.db.models import Count, QuerySet
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, record
from precept.foundation.people import access, letters, queries, rules
from precept.foundation.people.models import Export, Person, SignedIn, TooManyExports

TRIES = 50
"""How often somebody's next number may be taken by another of their own requests before we give up."""
SWEPT_AT_ONCE = 500
NOT_YOURS = "Only people who look into downloads may do this."
_NEXT = """
INSERT INTO people_export (person_id, number, kind, what, browser, at)
SELECT %s, (SELECT COALESCE(MAX(number), 0) + 1 FROM people_export WHERE person_id = %s), %s, %s, %s, %s
WHERE (
  SELECT COUNT(*) FROM people_export WHERE person_id = %s AND at >= %s AND kind IN ({kinds})
) < %s
RETURNING id
"""


def take_out(*, signed_in: SignedIn, kind: rules.ExportKind, what: str) -> int | None:
    """Count one more export and return its row, or None where the limit is reached and nothing is counted.

    One statement, so that no two requests count the same: where both read the same number, the
    database refuses the second and it is counted again. No event: each row says who, what and when.
    """
    person, now = signed_in.person, clock.now()
    said = connection.ops.adapt_datetimefield_value
    since = rules.counted_since(now, signed_in.exports_from)
    statement = _NEXT.format(kinds=", ".join(["%s"] * len(kind.counts)))
    row = [person.pk, person.pk, kind.key, what[:300], signed_in.reference, said(now)]
    counted = [person.pk, said(since), *kind.counts, kind.most]
    values: list[Any] = [*row, *counted]
    for _ in range(TRIES):
        try:
            with connection.cursor() as cursor:
                cursor.execute(statement, values)
                made = cursor.fetchone()
        except IntegrityError:
            if connection.in_atomic_block:
                raise
            continue
        return made[0] if made else None
    raise Changed("Too many files are being made for you at once. Try again in a moment.")


def put_back(export: int) -> None:
    """Count an export no longer: nothing left the house after all."""
    Export.objects.filter(pk=export).delete()


def sound_alarm(*, signed_in: SignedIn, kind: rules.ExportKind) -> None:
    """Tell those who look into downloads that somebody reached a limit; once until that person proves themself."""
    if not _open_of(signed_in.person, clock.now()).exists():
        _tell(signed_in=signed_in, kind=kind)


def _open_of(person: Person, now: datetime) -> QuerySet[TooManyExports]:
    since = now - rules.EXPORTS_WITHIN
    return TooManyExports.objects.filter(person=person, proved=None, at__gt=since)


@action
def _tell(*, signed_in: SignedIn, kind: rules.ExportKind) -> None:
    person, now = signed_in.person, clock.now()
    # Its row is ours until the end, so that two requests at once are told of once.
    Person.objects.select_for_update().get(pk=person.pk)
    if _open_of(person, now).exists():
        return
    since = rules.counted_since(now, signed_in.exports_from)
    rows = Export.objects.filter(person=person, at__gte=since).values("kind")
    counts = dict(rows.annotate(many=Count("pk")).values_list("kind", "many"))
    earlier = TooManyExports.objects.filter(person=person, at__gt=now - rules.AGAIN_WITHIN)
    alarm = TooManyExports.objects.create(
        person=person,
        limit=kind.limit,
        counts=counts,
        browser=signed_in.browser,
        at=now,
        is_again=earlier.exists(),
    )
    told = _told(alarm)
    address = settings.PRECEPT_ADDRESS + reverse("people.alarm", args=[alarm.reference])
    for one in told:
        letters.send_too_many(one, alarm, address)
    record(
        person.ledger_name,
        "too much downloaded",
        by=person,
        why=f"{alarm.how_many} exports within {_minutes()} minutes: {alarm.in_words}.",
        after={
            "alarm": alarm.reference,
            "counts": counts,
            "session": signed_in.reference,
            "told": sorted(one.ledger_name for one in told),
            "again within a day": alarm.is_again,
        },
    )


def _minutes() -> int:
    return int(rules.EXPORTS_WITHIN.total_seconds() // 60)


def _told(alarm: TooManyExports) -> list[Person]:
    """Who is told: never the person themself; the next ones up where it happens again or nobody else is there."""
    first = list(queries.holders_of(rules.TOLD).exclude(pk=alarm.person_id))
    if first and not alarm.is_again:
        return first
    more = queries.holders_of(rules.TOLD_AGAIN).exclude(pk=alarm.person_id)
    return [*first, *more.exclude(pk__in=[one.pk for one in first])]


def count_again(signed_in: SignedIn, *, proved: datetime) -> bool:
    """Within an action: begin to count anew in a browser whose person proved themself after an alarm."""
    now = clock.now()
    if not _open_of(signed_in.person, now).filter(at__lte=proved).update(proved=now):
        return False
    SignedIn.objects.filter(pk=signed_in.pk).update(exports_from=now)
    signed_in.exports_from = now
    return True


@action
def go_on_unproved(*, signed_in: SignedIn) -> None:
    """Begin to count anew for an invented person of the demonstration, who has nothing to prove themself with."""
    if signed_in.how != "demonstration":
        raise NotAllowed("Only the invented people of the demonstration go on like this.")
    if count_again(signed_in, proved=clock.now()):
        record(
            signed_in.person.ledger_name,
            "showed who they are again",
            by=signed_in.person,
            after={"with": "Demonstration"},
        )


@action
def look_into(*, by: Person, alarm: TooManyExports, found: str) -> TooManyExports:
    """Say what was found about somebody's downloads: once, and never about one's own."""
    if not access.may_see_exports(by):
        raise NotAllowed(NOT_YOURS)
    if by.pk == alarm.person_id:
        raise NotAllowed("Somebody else looks into what you downloaded.")
    if not found.strip():
        raise Refused("Say what you found.", field="found")
    rows = TooManyExports.objects.filter(pk=alarm.pk, looked=None).update(
        looked=clock.now(), looked_by=by, found=found
    )
    if not rows:
        raise Changed("Somebody else looked into this before you.")
    record(
        alarm.person.ledger_name,
        "downloads looked into",
        by=by,
        after={"alarm": alarm.reference, "found": found},
    )
    alarm.refresh_from_db()
    return alarm


def forget_exports() -> int:
    """Delete some of the exports that are older than the rule keeps them, and say how many."""
    old = Export.objects.filter(at__lt=clock.now() - rules.EXPORTS_KEPT)
    some = list(old.order_by("at").values_list("pk", flat=True)[:SWEPT_AT_ONCE])
    if some:
        Export.objects.filter(pk__in=some).delete()
    return len(some)
