"""What somebody reads of the ledger: everything but the stories that are shut to them."""

from django.db.models import QuerySet

from precept.desk import access
from precept.foundation.ledger.models import Event
from precept.foundation.people.models import Person


def events_for(person: Person) -> QuerySet[Event]:
    """What was done, as far as its stories are open to this person."""
    rows = Event.objects.exclude(access.shut_kinds(person))
    for shut in access.shut_stories(person):
        rows = rows.exclude(subject__in=shut)
    return rows
