"""What of agreements waits for somebody: decisions on what follows, variations, evidence that expires."""

from datetime import timedelta

from precept.do.agreements import queries as register
from precept.do.agreements import rules
from precept.do.agreements.models import Evidence, Variation
from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.foundation.web.waits import Waits

MOST = 10


def waiting_agreements(person: Person) -> list[Waits]:
    """Everything of agreements that somebody may do something about now."""
    return [*_undecided(person), *_variations(person), *_evidence(person)]


def _undecided(person: Person) -> list[Waits]:
    today = clock.today()
    return [
        Waits(
            f"{one.reference} {one.title}",
            f"/office/register/{one.reference}",
            rules.expiry_tone(one.decide_by, today, one.what_follows),
            f"What follows was to be decided by {clock.spoken(one.decide_by)}"
            if one.decide_by < today
            else f"Decide what follows by {clock.spoken(one.decide_by)}",
        )
        for one in register.undecided_of(person, today, MOST)
        if one.decide_by is not None
    ]


def _variations(person: Person) -> list[Waits]:
    found = [
        Waits(f"{one.reference} waits to be approved", _address(one), "amber", one.agreement.title)
        for one in register.variations_waiting(person, MOST)
    ]
    if person.may("keep the register"):
        own = Variation.objects.filter(state="approved", drafted_by=person)
        found += [
            Waits(f"{one.reference} is approved: put it in force", _address(one), "amber")
            for one in own.select_related("agreement").order_by("pk")[:MOST]
        ]
    return found


def _address(one: Variation) -> str:
    return f"/office/register/{one.agreement.reference}/variations/{one.number}"


def _evidence(person: Person) -> list[Waits]:
    today = clock.today()
    rows = Evidence.objects.filter(
        is_current=True,
        expires__lte=today + timedelta(days=rules.ASK_BEFORE),
        agreement__status="active",
        agreement__manager=person,
    )
    return [
        Waits(
            f"{rules.EVIDENCE_KINDS[one.kind]} of {one.agreement.reference}",
            f"/office/register/{one.agreement.reference}",
            "red" if one.expires and one.expires < today else "amber",
            rules.evidence_words(one.expires, today)[0],
        )
        for one in rows.select_related("agreement").order_by("expires", "pk")[:MOST]
    ]
