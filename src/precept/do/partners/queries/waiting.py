"""What of the work with partners waits for somebody: one line each, for their desk."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse

from precept.do.partners import access, rules
from precept.do.partners.models import Chance, Formula, GrantBid, Partnership
from precept.do.partners.queries.boards import owed_by
from precept.do.partners.queries.formula import late_returns
from precept.do.partners.queries.joint import shares_queried
from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.foundation.web.waits import Waits

MOST = 20


def waits_for(person: Person) -> list[Waits]:
    """What this person owes partners, has to approve, or should see to."""
    if not access.may_see(person):
        return []
    return [
        *_actions(person),
        *_chances(person),
        *_grants(person),
        *_funds(person),
        *_questions(person),
        *_formulas(person),
        *_returns(person),
        *_reviews(person),
    ]


def _actions(person: Person) -> Iterator[Waits]:
    today = clock.today()
    for one in owed_by(person):
        of = one.meeting.partnership.name if one.meeting else "A bid that was lost"
        yield Waits(
            one.what,
            reverse("partners.action", args=[one.reference]),
            rules.tone_of(one.due, today),
            f"{of}, due {clock.spoken(one.due)}",
        )


def _chances(person: Person) -> Iterator[Waits]:
    today = clock.today()
    soon = today + timedelta(days=rules.SOON_DAYS)
    rows = Chance.objects.filter(owner=person, state="looking", due__lte=soon)
    for one in rows.order_by("due", "pk")[:MOST]:
        yield Waits(
            one.next_step,
            reverse("partners.chance", args=[one.reference]),
            rules.tone_of(one.due, today),
            f"Partnerships plan: {one.title}, due {clock.spoken(one.due)}",
        )


def _grants(person: Person) -> Iterator[Waits]:
    now, today = clock.now(), clock.today()
    rows = GrantBid.objects.filter(owner=person, state__in=("considering", "drafting"))
    for one in rows.order_by("closes_at", "pk")[:MOST]:
        closed = one.closes_at <= now
        tone = rules.tone_of(clock.uk_date(one.closes_at), today, soon=rules.BID_SOON_DAYS)
        words = "closed" if closed else "closes"
        yield Waits(
            f"{one.title}: {rules.GRANT_STATES[one.state].lower()}",
            reverse("partners.grant", args=[one.reference]),
            "red" if closed else tone,
            f"{one.programme} {words} {clock.spoken_time(one.closes_at)}",
        )


def _funds(person: Person) -> Iterator[Waits]:
    if not access.may_keep_funds(person):
        return
    for one in GrantBid.objects.filter(state="won", fund=None).order_by("settled_on", "pk")[:MOST]:
        yield Waits(
            f"{one.programme} was won: make its fund",
            reverse("partners.grant", args=[one.reference]),
            "amber",
        )


def _questions(person: Person) -> Iterator[Waits]:
    if not access.may_share_money(person):
        return
    for one in shares_queried():
        yield Waits(
            f"{one.organisation.name} has a question about its share",
            reverse("partners.service", args=[one.of.service.reference]),
            "amber",
            f"{one.of.service.title}: {one.of.what}",
        )


def _formulas(person: Person) -> Iterator[Waits]:
    if not person.may("approve formula funding"):
        return
    rows = Formula.objects.filter(state="draft").exclude(drafted_by=person)
    for one in rows.order_by("year")[:MOST]:
        yield Waits(
            f"{one.title} waits to be approved",
            reverse("partners.formula", args=[one.year, one.number]),
            "amber",
        )


def _returns(person: Person) -> Iterator[Waits]:
    if not access.may_keep(person):
        return
    for one in late_returns():
        yield Waits(
            f"{one.allocation.organisation.name} has not reported",
            reverse("partners.allocation", args=[one.allocation.reference]),
            "red",
            f"{one.allocation.formula.title}, due {clock.spoken(one.due)}",
        )


def _reviews(person: Person) -> Iterator[Waits]:
    if not access.may_keep(person):
        return
    rows = Partnership.objects.filter(review_on__lt=clock.today(), ended=None, kind="ours")
    for one in rows.order_by("review_on", "pk")[:MOST]:
        assert one.review_on
        yield Waits(
            f"{one.name}: its terms of reference were to be reviewed",
            reverse("partners.partnership", args=[one.reference]),
            "red",
            f"By {clock.spoken(one.review_on)}",
        )
