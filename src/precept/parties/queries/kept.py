"""Contacts whose years of keeping run, and what of organisations can be held."""

from collections.abc import Collection, Mapping
from datetime import date

from django.urls import reverse

from precept.foundation.people.models import Person
from precept.parties import access
from precept.parties.models import Contact
from precept.records.rules import Record
from precept.records.sign_ups import Shown


def find_contacts(before: date, after: str, most: int) -> list[Record]:
    """A page of the contacts whose last day was on or before a day, by reference."""
    rows = Contact.objects.filter(ends__lte=before, reference__gt=after.partition(":")[2])
    return [
        found
        for row in rows.select_related("organisation").order_by("reference")[:most]
        if (found := _record(row))
    ]


def look_at_contact(subject: str) -> Record | None:
    """A contact as it stands now; None where there is none, or its last day is not known."""
    rows = Contact.objects.filter(reference=subject.partition(":")[2])
    row = rows.select_related("organisation").first()
    return _record(row) if row else None


def _record(row: Contact) -> Record | None:
    if row.ends is None:
        return None
    return Record(f"contact:{row.reference}", row.ends, (row.organisation.subject,))


def contacts_described(person: Person, subjects: Collection[str]) -> Mapping[str, Shown]:
    """How contacts are called: by their organisation, never by their own name."""
    references = [one.partition(":")[2] for one in subjects]
    rows = Contact.objects.filter(
        reference__in=references, organisation__in=access.visible_to(person)
    )
    return {
        f"contact:{row.reference}": Shown(
            f"Contact at {row.organisation.name}",
            reverse("parties.organisation", args=[row.organisation.reference]),
        )
        for row in rows.select_related("organisation")
    }


def organisation_named(person: Person, reference: str) -> str:
    """What an organisation of this reference is called, as this person may know it; "" where there is none."""
    rows = access.visible_to(person).filter(reference=reference)
    return rows.values_list("name", flat=True).first() or ""
