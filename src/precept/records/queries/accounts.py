"""Accounts whose years of keeping run: of people who hold no role in the office, from when they last signed in."""

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import DateTimeField, Exists, Max, OuterRef, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.people.models import Person, RoleHeld
from precept.foundation.people.rules import FORGOTTEN, ROLES
from precept.records import access
from precept.records.rules import Record
from precept.records.sign_ups import Shown

STAFF = tuple(key for key, one in ROLES.items() if one.staff)


def _unused() -> QuerySet[Any]:
    """Whoever is not forgotten and holds no role in the office from today on."""
    of_office = RoleHeld.objects.filter(person=OuterRef("pk"), role__in=STAFF, ended_early=None)
    holds = of_office.exclude(ends__lt=clock.today())
    last = Coalesce(Max("signed_in__seen"), "joined", output_field=DateTimeField())
    rows = Person.objects.exclude(email__endswith=FORGOTTEN)
    return rows.exclude(Exists(holds), is_active=True).annotate(last=last)


def find_accounts(before: date, after: str, most: int) -> list[Record]:
    """A page of the accounts last used on or before a day, by reference."""
    # A day as it is here is not the database's: a few hours too many are asked for, the schedule leaves them.
    over = datetime.combine(before + timedelta(days=2), time.min, UTC)
    rows = _unused().filter(last__lt=over, reference__gt=after.partition(":")[2])
    return [_record(row) for row in rows.order_by("reference")[:most]]


def look_at_account(subject: str) -> Record | None:
    """One of them as it stands now."""
    row = _unused().filter(reference=subject.partition(":")[2]).first()
    return _record(row) if row else None


def _record(row: Any) -> Record:
    return Record(row.ledger_name, clock.uk_date(row.last))


def worked_here(person: Person) -> bool:
    """Whether somebody ever held a role in the office."""
    return person.roles_held.filter(role__in=STAFF).exists()


def accounts_described(person: Person, subjects: Collection[str]) -> Mapping[str, Shown]:
    """How they are called."""
    if not access.may_see(person):
        return {}
    rows = Person.objects.filter(reference__in=[one.partition(":")[2] for one in subjects])
    return {
        row.ledger_name: Shown(f"Account of {row.name}", reverse("records.due")) for row in rows
    }
