"""Bids whose years of keeping run: those not funded, and those begun and never sent, since their round closed."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.urls import reverse

from precept.do.bids import access, sign_ups
from precept.do.bids.models import Bid
from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.records.rules import Record
from precept.records.sign_ups import Shown

SETTLED = ("awarded", "cancelled")
"""Stages of a round in which it is known what became of every bid."""
NEVER_SENT = ("draft", "lapsed", "withdrawn", "refused")
"""States of a bid that nothing was decided on."""


def not_funded() -> QuerySet[Bid]:
    """Bids that were sent to a round that is settled, but for those that were funded."""
    rows = Bid.objects.filter(
        disposed=None, state="submitted", opportunity__call__stage__in=SETTLED
    )
    for numbers in sign_ups.funded():
        rows = rows.exclude(pk__in=numbers)
    return rows


def not_sent() -> QuerySet[Bid]:
    """Bids that were begun and not sent, withdrawn or refused as late."""
    return Bid.objects.filter(disposed=None, state__in=NEVER_SENT)


def find_not_funded(before: date, after: str, most: int) -> list[Record]:
    """A page of the bids whose round closed on or before a day."""
    return closed_by(not_funded(), before, after, most)


def find_not_sent(before: date, after: str, most: int) -> list[Record]:
    """The same of those that were not sent."""
    return closed_by(not_sent(), before, after, most)


def look_at_not_funded(subject: str) -> Record | None:
    """One of them as it stands now."""
    return _one(not_funded(), subject)


def look_at_not_sent(subject: str) -> Record | None:
    """One of them as it stands now."""
    return _one(not_sent(), subject)


def closed_by(rows: QuerySet[Bid], before: date, after: str, most: int) -> list[Record]:
    """A page of bids, by reference, whose round closed on or before a day of the United Kingdom."""
    end = datetime.combine(before + timedelta(days=1), time(), tzinfo=clock.UK)
    found = rows.filter(
        opportunity__call__closes_at__lt=end, reference__gt=after.partition(":")[2]
    ).order_by("reference")
    return [one for row in _whole(found)[:most] if (one := record_of(row))]


def _one(rows: QuerySet[Bid], subject: str) -> Record | None:
    row = _whole(rows.filter(reference=subject.partition(":")[2])).first()
    return record_of(row) if row else None


def _whole(rows: QuerySet[Bid]) -> QuerySet[Bid]:
    return rows.select_related(
        "opportunity__call", "organisation", "accountable_body", "begun_by"
    ).prefetch_related("members__person")


def record_of(row: Bid) -> Record | None:
    """A bid as a record, with everything it lies under: round, organisations, people. None before its round closed."""
    closes = row.opportunity.call.closes_at
    if closes is None or closes > clock.now():
        return None
    return Record(row.subject, clock.uk_date(closes), under(row))


def under(row: Bid) -> tuple[str, ...]:
    """What a bid lies under: a hold on any of these holds it."""
    bodies = [one for one in (row.organisation, row.accountable_body) if one is not None]
    people = [one.person for one in row.members.all() if one.person is not None]
    if row.begun_by is not None:
        people.append(row.begun_by)
    return tuple(
        dict.fromkeys(
            [
                row.opportunity.subject,
                *(one.subject for one in bodies),
                *(one.ledger_name for one in people),
            ]
        )
    )


def described(person: Person, subjects: Collection[str]) -> Mapping[str, Shown]:
    """How bids are called, of those that this person may know of."""
    references = [one.partition(":")[2] for one in subjects]
    rows = access.visible_to(person).filter(reference__in=references)
    return {
        row.subject: Shown(
            f"Bid to {row.opportunity.reference}",
            reverse("bids.one", args=[row.opportunity.reference, row.reference]),
        )
        for row in rows.select_related("opportunity")
    }


def named(person: Person, reference: str) -> str:
    """What a bid of this reference is called to be held; "" where this person may not know of it."""
    row = access.visible_to(person).filter(reference=reference).first()
    return f"Bid {row.reference}" if row else ""
