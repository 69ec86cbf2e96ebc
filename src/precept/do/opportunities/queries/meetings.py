"""What pages read of questions about a round, of workshops, and of who comes."""

from dataclasses import dataclass

from django.db.models import Sum
from django.http import Http404

from precept.do.opportunities import access, rules
from precept.do.opportunities.models import Booking, Call, Clarification, Workshop
from precept.foundation.people.models import Person
from precept.parties import queries as parties

MOST_SHOWN = 500


def clarifications(of: Call) -> list[Clarification]:
    """The questions about a round, those that wait first; at most 500."""
    rows = of.clarifications.select_related("asked_by").order_by("-state", "asked")
    return list(rows[:MOST_SHOWN])


def clarification(asker: access.Asker, round_reference: str, reference: str) -> Clarification:
    """A question about a round as the office sees it; 404 where they may not."""
    found = (
        Clarification.objects.filter(
            call__in=access.calls_visible_to(asker).filter(opportunity__reference=round_reference),
            reference=reference,
        )
        .select_related("call__opportunity", "asked_by")
        .first()
    )
    if found is None:
        raise Http404(f"no question {reference}")
    return found


def my_clarifications(person: Person, of: Call) -> list[Clarification]:
    """What somebody asked about a round, the newest first; at most 500."""
    return list(of.clarifications.filter(asked_by=person).order_by("-asked")[:MOST_SHOWN])


def names_in(of: Clarification, words: str) -> list[str]:
    """What in words meant for everyone says who asked: "the name", "the e-mail address", …"""
    asker = of.asked_by
    organisations = [one.organisation.name for one in parties.memberships(asker)]
    found = []
    if rules.names_asker(words, people=[asker.name]):
        found.append("the name")
    if rules.names_asker(words, whole=[asker.email]):
        found.append("the e-mail address")
    if rules.names_asker(words, whole=organisations):
        found.append("the organisation")
    return found


@dataclass(frozen=True)
class WorkshopShown:
    """A workshop with how many come."""

    workshop: Workshop
    booked: int
    came: int


def workshops(of: Call) -> list[WorkshopShown]:
    """The workshops about a round with how many places are booked, in order; at most 500."""
    held = list(of.workshops.all()[:MOST_SHOWN])
    counted = dict(
        Booking.objects.filter(workshop__in=held, cancelled=None)
        .values_list("workshop")
        .annotate(people=Sum("people"))
    )
    came = dict(
        Booking.objects.filter(workshop__in=held, cancelled=None, came=True)
        .values_list("workshop")
        .annotate(people=Sum("people"))
    )
    return [WorkshopShown(one, counted.get(one.pk, 0), came.get(one.pk, 0)) for one in held]


def workshop(of: Call, key: str) -> Workshop:
    """A workshop of a round; 404 where there is none."""
    found = Workshop.objects.filter(call=of, key=key).select_related("call__opportunity").first()
    if found is None:
        raise Http404(f"no workshop {key}")
    return found


def places_left(of: Workshop) -> int | None:
    """How many places are left; None where all may come."""
    if of.places is None:
        return None
    booked = of.bookings.filter(cancelled=None).aggregate(people=Sum("people"))["people"] or 0
    return max(of.places - booked, 0)


def bookings(of: Workshop) -> list[Booking]:
    """Who comes to a workshop, by when they booked; at most 500."""
    return list(
        of.bookings.filter(cancelled=None)
        .select_related("person", "workshop__call__opportunity")
        .order_by("booked")[:MOST_SHOWN]
    )


def booking(of: Workshop, reference: str) -> Booking:
    """A booking of a workshop; 404 where there is none."""
    found = of.bookings.filter(reference=reference).select_related("person", "workshop").first()
    if found is None:
        raise Http404(f"no booking {reference}")
    return found


def booking_of(person: Person, of: Workshop) -> Booking | None:
    """The places that somebody booked at a workshop; nothing where they gave them back or booked none."""
    return (
        of.bookings.filter(person=person, cancelled=None)
        .select_related("workshop__call__opportunity")
        .first()
    )


def my_bookings(person: Person) -> list[Booking]:
    """The workshops that somebody comes to, the next first; at most 500."""
    return list(
        Booking.objects.filter(person=person, cancelled=None)
        .select_related("workshop__call__opportunity")
        .order_by("workshop__starts")[:MOST_SHOWN]
    )
