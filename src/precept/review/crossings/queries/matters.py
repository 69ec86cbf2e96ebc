"""What some organisations bid for, are paid for and are decided on, and who has a hand in it."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.urls import reverse

from precept.decisions.models import Advice, Decision, Signature
from precept.do.agreements.models import Agreement
from precept.do.assessment.models import (
    Allocation,
    Attendance,
    BidCheck,
    Moderation,
    Recommendation,
)
from precept.do.bids.models import Bid, Declaration
from precept.do.opportunities.models import Call
from precept.foundation import clock
from precept.review.crossings.rules import Matter

MOST: Final = 2_000
LIVE: Final = ("upcoming", "active")
Hands = dict[int, tuple[str, ...]]


@dataclass(frozen=True)
class Told:
    """A matter as pages tell it. ``round`` is the reference of the round of a bid or of its decision."""

    title: str
    href: str
    round: str = ""


@dataclass
class Matters:
    """Matters, and how pages tell each by its subject."""

    found: list[Matter]
    told: dict[str, Told]

    def add(
        self, subject: str, told: Told, bodies: Collection[int], day: date, hands: Hands
    ) -> None:
        """Add a matter of each of some bodies, where somebody has a hand in it."""
        if hands:
            self.told[subject] = told
            self.found += [Matter(subject, body, day, hands) for body in bodies]


def matters_of(
    bodies: Collection[int],
    people: Collection[int],
    *,
    bids: QuerySet[Bid],
    agreements: QuerySet[Agreement],
    decisions: QuerySet[Decision],
) -> Matters:
    """The matters of some organisations in which some people have a hand, among what somebody may read.

    Of bids those that are opened alone: before, nobody learns who bids. Thirteen queries, however many.
    """
    made = Matters([], {})
    # Opened or not is asked here too, whatever the caller gave.
    theirs = bids.filter(opened__isnull=False, state="submitted").filter(
        Q(organisation__in=bodies) | Q(accountable_body__in=bodies)
    )
    of_bids = list(theirs.select_related("opportunity").order_by("pk")[:MOST])
    hands = _of_rounds({one.opportunity_id for one in of_bids}, people)
    about: defaultdict[str, set[int]] = defaultdict(set)
    rounds: dict[str, str] = {}
    for one in of_bids:
        mine = [pk for pk in (one.organisation_id, one.accountable_body_id) if pk in bodies]
        of = one.opportunity
        rounds[of.subject] = of.reference
        about[of.subject] |= {pk for pk in mine if pk}
        made.add(
            one.subject,
            Told(
                f"Bid {one.reference} in {of.reference}",
                reverse("opportunities.one", args=[of.reference]),
                of.reference,
            ),
            [pk for pk in mine if pk],
            clock.uk_date(one.opened) if one.opened else clock.today(),
            hands.get(one.opportunity_id, {}),
        )
    for agreement in agreements.filter(provider__in=bodies).order_by("pk")[:MOST]:
        assert agreement.provider_id is not None  # the query says so
        about[agreement.subject].add(agreement.provider_id)
        if agreement.status in LIVE and agreement.manager_id in people:
            assert agreement.manager_id is not None  # it is among the people
            made.add(
                agreement.subject,
                Told(
                    f"{agreement.reference} {agreement.title}",
                    reverse("agreements.one", args=[agreement.reference]),
                ),
                [agreement.provider_id],
                clock.today(),
                {agreement.manager_id: ("manages the agreement",)},
            )
    for decision, day, own in _decided(decisions.filter(about__in=list(about)), people):
        made.add(
            decision.subject,
            Told(
                f"{decision.reference} {decision.shown_title}",
                reverse("decisions.one", args=[decision.reference]),
                rounds.get(decision.about, ""),
            ),
            sorted(about[decision.about]),
            day,
            own,
        )
    return made


def _of_rounds(rounds: Collection[int], people: Collection[int]) -> Mapping[int, Hands]:
    """Who of some people has a hand in each of some rounds, and how."""
    found: defaultdict[int, defaultdict[int, list[str]]] = defaultdict(lambda: defaultdict(list))

    def add(round_: int, person: int | None, words: str) -> None:
        if person in people and person is not None and words not in found[round_][person]:
            found[round_][person].append(words)

    if not rounds:
        return {}
    for rows, words in _hands_in(rounds, people):
        for round_, person in rows:
            add(round_, person, words)
    for call in Call.objects.filter(opportunity__in=rounds):
        for owner in (call.set_up_by_id, call.published_by_id):
            add(call.opportunity_id, owner, "runs the round")
    return {
        round_: {person: tuple(words) for person, words in hands.items()}
        for round_, hands in found.items()
    }


def _hands_in(rounds: Collection[int], people: Collection[int]) -> Iterator[tuple[Any, str]]:
    """Pairs of a round and a person, and what they do in it."""
    marks = Allocation.objects.filter(bid__opportunity__in=rounds, marker__in=people, ended=None)
    yield marks.values_list("bid__opportunity_id", "marker_id").distinct(), "marks bids"
    chairs = Moderation.objects.filter(opportunity__in=rounds, chair__in=people)
    yield chairs.values_list("opportunity_id", "chair_id"), "chairs the moderation"
    there = Attendance.objects.filter(meeting__opportunity__in=rounds, person__in=people)
    yield there.values_list("meeting__opportunity_id", "person_id"), "moderates"
    checks = BidCheck.objects.filter(bid__opportunity__in=rounds, by__in=people)
    yield checks.values_list("bid__opportunity_id", "by_id").distinct(), "checks bids"
    for name in ("made_by", "frozen_by", "over_allowed_by"):
        made = Recommendation.objects.filter(**{"opportunity__in": rounds, f"{name}__in": people})
        yield made.values_list("opportunity_id", f"{name}_id"), "recommends awards"
    handles = Declaration.objects.filter(opportunity__in=rounds, person__in=people)
    yield handles.values_list("opportunity_id", "person_id"), "handles bids"


def _decided(
    rows: QuerySet[Decision], people: Collection[int]
) -> Iterator[tuple[Decision, date, Hands]]:
    """Decisions with the day that counts, and who drafted, advised on and signed them."""
    found = list(rows.order_by("pk")[:MOST])
    if not found:
        return
    hands: defaultdict[int, defaultdict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    days: dict[int, date] = {}
    signed = Signature.objects.filter(decision__in=found)
    for decision, person, day in signed.values_list("decision_id", "by_id", "signed_on"):
        days[decision] = day
        hands[decision][person].append("signed the decision")
    advised = Advice.objects.filter(decision__in=found, by__in=people)
    for decision, person in advised.values_list("decision_id", "by_id"):
        if "advised on it" not in hands[decision][person]:
            hands[decision][person].append("advised on it")
    for one in found:
        if one.author_id is not None:
            hands[one.pk][one.author_id].append("drafted it")
        own = {pk: tuple(words) for pk, words in hands[one.pk].items() if pk in people}
        yield one, days.get(one.pk, clock.today()), own
