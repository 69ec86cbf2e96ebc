"""Coming to a workshop: booking places, giving them back, who came."""

from django.db import IntegrityError, transaction

from precept.do.opportunities import access, queries, rules
from precept.do.opportunities.access import Asker
from precept.do.opportunities.actions.workshops import joining_words
from precept.do.opportunities.actions.writing import ask_runner
from precept.do.opportunities.models import Booking, Workshop
from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, record
from precept.foundation.outbox.actions import queue_mail
from precept.foundation.people.models import Person

MOST_PEOPLE = 10
TWICE = "You have booked this workshop already."


@action
def book(*, by: Person, workshop: Workshop, people: int = 1, needs: str = "") -> Booking:
    """Book places at a workshop; the last place goes to one person, however many ask for it at once."""
    if not access.may_ask(by):
        raise NotAllowed("Sign in to book a place.")
    # Whoever holds the workshop's row counts and books; the others wait their turn.
    now = (
        Workshop.objects.select_for_update(of=("self",))
        .select_related("call__opportunity")
        .get(pk=workshop.pk)
    )
    if not rules.is_public(now.call.stage) or now.call.stage == "cancelled" or now.is_cancelled:
        raise Refused("This workshop does not take place.")
    if now.starts <= clock.now():
        raise Refused("This workshop has begun.")
    if not 1 <= people <= MOST_PEOPLE:
        raise Refused(f"Enter a number from 1 to {MOST_PEOPLE}", field="people")
    left = queries.places_left(now)
    if left is not None and people > left:
        few = "Only 1 place is left." if left == 1 else f"Only {left} places are left."
        words = few if left else "This workshop is full."
        raise Refused(words, field="people")
    try:
        with transaction.atomic():
            made = Booking.objects.create(
                workshop=now, person=by, people=people, needs=needs.strip()
            )
    except IntegrityError:
        raise Refused(TWICE) from None
    record(
        made.subject,
        "workshop booked",
        by=by,
        after={"workshop": now.subject, "people": people},
        private={"needs": made.needs} if made.needs else None,
    )
    queue_mail(
        to=by.email,
        subject=f"You have booked {now.title}",
        text=f"We look forward to seeing you.\n\n{joining_words(now)}",
        kind="booking receipt",
        about=made.subject,
    )
    return made


@action
def cancel_booking(*, by: Asker, booking: Booking) -> Booking:
    """Give booked places back: one's own, or for somebody who told the office."""
    if not (isinstance(by, Person) and booking.person_id == by.pk):
        ask_runner(by)
    moment = clock.now()
    if not Booking.objects.filter(pk=booking.pk, cancelled=None).update(cancelled=moment):
        raise Changed("This booking was cancelled before.")
    booking.cancelled = moment
    record(booking.subject, "workshop booking cancelled", by=by)
    return booking


@action
def record_attendance(*, by: Asker, booking: Booking, came: bool) -> Booking:
    """Say whether somebody who booked came."""
    ask_runner(by)
    if booking.workshop.starts > clock.now():
        raise Refused("The workshop has not begun.")
    rows = Booking.objects.filter(pk=booking.pk, cancelled=None)
    if not rows.exclude(came=came).exists() and rows.filter(came=came).exists():
        return booking
    if not rows.update(came=came):
        raise Changed("This booking was cancelled.")
    booking.came = came
    record(booking.subject, "attendance recorded", by=by, after={"came": came})
    return booking
