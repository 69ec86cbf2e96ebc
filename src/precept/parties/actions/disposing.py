"""Disposing of contacts whose years are over: the row, and what the ledger says of them."""

from typing import Final

from precept.foundation.ledger.actions import Actor, erase_personal_details, record
from precept.foundation.ledger.models import Event
from precept.parties import queries
from precept.parties.actions.marks import renew_marks
from precept.parties.models import Contact
from precept.records import sign_ups
from precept.records.sign_ups import Gone

MOST_EVENTS: Final = 100


def dispose_contact(subject: str, by: Actor, why: str) -> Gone:
    """Erase what the ledger says of a contact, some events at a time, then delete it."""
    reference = subject.partition(":")[2]
    row = Contact.objects.select_related("organisation").filter(reference=reference).first()
    if row is None:
        return Gone(True)
    body = row.organisation
    events = list(
        Event.objects.filter(
            subject=body.subject,
            type__startswith="contact ",
            parts__name="personal",
            pk__in=Event.objects.filter(
                subject=body.subject, parts__name="facts", parts__text__contains=f'"{reference}"'
            ).values("pk"),
        )[:MOST_EVENTS]
    )
    if events:
        erase_personal_details(by=by, events=events, why=why)
    if len(events) == MOST_EVENTS:
        return Gone(False, len(events))
    row.delete()
    renew_marks(body)
    record(body.subject, "contact disposed of", by=by, why=why, before={"contact": reference})
    return Gone(True, len(events) + 1)


def sign_up_kinds() -> None:
    """Say that contacts are kept so long, how they go, and that organisations can be held."""
    sign_ups.kept(
        sign_ups.Kind(
            "contact",
            queries.find_contacts,
            queries.look_at_contact,
            dispose_contact,
            queries.contacts_described,
        )
    )
    sign_ups.can_be_held(
        sign_ups.Holdable("organisation", "An organisation", queries.organisation_named)
    )
