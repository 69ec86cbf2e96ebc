"""What belongs to an organisation: names, numbers, contacts, those before and after it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F
from django.http import Http404

from precept.foundation import clock
from precept.parties.models import Contact, FormerName, HiddenAddress, Identifier, Organisation

LONGEST_CHAIN = 50
MOST_LISTED = 200
"""The most names, numbers, contacts or predecessors of one organisation that a page shows."""


def those_after(successor: Organisation) -> list[str]:
    """The references of those that came after an organisation, in order; at most 50."""
    found: list[str] = []
    now = successor
    while now.successor is not None and len(found) < LONGEST_CHAIN:
        now = now.successor
        found.append(now.reference)
    return found


@dataclass(frozen=True)
class Whole:
    """Everything that the page of an organisation shows of it. Never an address that is protected."""

    former_names: Sequence[FormerName]
    identifiers: Sequence[Identifier]
    contacts: Sequence[Contact]
    predecessors: Sequence[Organisation]
    has_hidden_address: bool


def former_names_of(one: Organisation) -> list[FormerName]:
    """What an organisation was called before, the latest first; those whose last day is not stated at the end."""
    return list(one.former_names.order_by(F("until").desc(nulls_last=True), "-pk")[:MOST_LISTED])


def identifiers_of(one: Organisation) -> list[Identifier]:
    """An organisation's numbers, by register."""
    return list(one.identifiers.order_by("scheme", "value")[:MOST_LISTED])


def whole(one: Organisation) -> Whole:
    """What belongs to an organisation: five queries, whatever it has."""
    today = clock.today()
    contacts = list(one.contacts.order_by("name", "pk")[:MOST_LISTED])
    contacts.sort(key=lambda contact: contact.ends is not None and contact.ends < today)
    return Whole(
        former_names=former_names_of(one),
        identifiers=identifiers_of(one),
        contacts=contacts,
        predecessors=list(one.predecessors.order_by("name", "pk")[:MOST_LISTED]),
        has_hidden_address=HiddenAddress.objects.filter(organisation=one).exists(),
    )


def contact(one: Organisation, reference: str) -> Contact:
    """One contact of an organisation, or 404."""
    found = one.contacts.filter(reference=reference).first()
    if found is None:
        raise Http404
    return found
