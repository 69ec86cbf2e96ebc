"""A rolling round and everybody in it, for the tests of its batches."""

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from precept.decisions import actions as decisions
from precept.decisions.models import Decision
from precept.do.agreements import actions
from precept.do.agreements.models import Agreement, Award, Awarding
from precept.do.assessment import actions as assessment
from precept.do.assessment import queries
from precept.do.assessment.models import Recommendation
from precept.do.assessment.rules import Given
from precept.do.bids import actions as bids
from precept.do.bids.models import Bid
from precept.do.opportunities.models import Call, Opportunity, OpportunityShare
from precept.foundation import clock
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.parties.models import Member
from tests.do.agreements.awarding import POWER, drafted, sent, signed
from tests.do.assessment.moderating import moderated
from tests.do.bids.conftest import CLOSES, DEADLINE, declare, make_organisation

OPENED = DEADLINE - timedelta(days=40)
SCORES = {"need": 4, "delivery": 3, "value": 4}


@pytest.fixture
def rolling(call: Call, clock_at: Callable[[datetime], None]) -> Call:
    """A rolling round, open for another month, with £15,000.01 from two funds."""
    clock_at(DEADLINE - timedelta(days=30))
    of = call.opportunity
    Opportunity.objects.filter(pk=of.pk).update(
        state="open", available=Money.of("15000.01"), deadline=CLOSES.date()
    )
    for name, amount in (("OPCC", "9000"), ("VRN", "6000.01")):
        OpportunityShare.objects.filter(opportunity=of, name=name).update(amount=Money.of(amount))
    Call.objects.filter(pk=call.pk).update(
        stage="published",
        is_rolling=True,
        is_sealed=False,
        power=POWER,
        opens_at=OPENED,
        opens_wall=(CLOSES - timedelta(days=40)).isoformat(timespec="minutes"),
        closes_at=DEADLINE,
        closes_wall=CLOSES.isoformat(timespec="minutes"),
        published=OPENED,
        starts_from=None,
    )
    return Call.objects.select_related("opportunity").get(pk=call.pk)


class Office:
    """Everybody of a rolling round, and what they do to a batch of bids."""

    def __init__(
        self,
        call: Call,
        cast: SimpleNamespace,
        markers: list[Person],
        person: Callable[..., Person],
        clock_at: Callable[[datetime], None],
    ) -> None:
        self.call, self.cast, self.markers = call, cast, markers[:2]
        self.person, self.clock_at = person, clock_at
        self.leads: dict[str, Person] = {}

    def submit(self, name: str, amount: str) -> Bid:
        """A group writes a bid and submits it."""
        lead = self.person(name=f"Lead of {name}")
        group = make_organisation(name, lead)
        Member.objects.filter(organisation=group, person=lead).update(signs=True)
        bid = bids.begin_bid(by=lead, call=self.call, organisation=group)
        answers: dict[str, dict[str, Any]] = {
            "about": {"contact": lead.name},
            "project": {
                "title": f"Evenings of {name}",
                "plan": "We walk people home.",
                "amount": Money.of(amount).pence,
            },
        }
        for section, given in answers.items():
            row = bid.sections.get(section=section)
            bids.save_section(
                by=lead, bid=bid, section=section, answers=given, read_version=row.version
            )
        bids.submit_bid(by=lead, bid=bid, key=f"key-{name}", begun=clock.now(), size=1_000)
        bid.refresh_from_db()
        self.leads[bid.reference] = lead
        return bid

    def everybody_declares(self) -> None:
        """Whoever has a part in it says that they have no interest in anybody on the list."""
        for one in (*self.markers, self.cast.officer, self.cast.manager, self.cast.chief):
            declare(one, self.call)

    def mark(self, *batch: Bid) -> None:
        """Each bid is checked, given to two markers and marked by both, each on their own."""
        self.everybody_declares()
        for bid in batch:
            for check in ("area", "group"):
                assessment.record_check(
                    by=self.cast.officer,
                    bid=bid,
                    kind="eligibility",
                    rule=check,
                    outcome="pass",
                    evidence="Its constitution",
                )
            for marker in self.markers:
                assessment.allocate(by=self.cast.officer, bid=bid, marker=marker)
                saved = assessment.save_marks(
                    by=marker,
                    bid=bid,
                    given={key: Given(score, "As it says") for key, score in SCORES.items()},
                    read=0,
                )
                assessment.submit_sheet(by=marker, bid=bid, version=saved.version)

    def rank(self, cut_off: int = 60) -> Recommendation:
        """The batch that was moderated, ranked at a cut-off and not frozen."""
        kept = assessment.start_ranking(by=self.cast.manager, call=self.call, bands=[70, 60, 40])
        return assessment.set_cut_off(
            by=self.cast.manager,
            recommendation=kept,
            version=kept.version,
            cut_off=cut_off,
            why="Good evidence of need",
        )

    def recommend(self, *batch: Bid) -> Recommendation:
        """Mark, moderate, rank and freeze a batch."""
        self.mark(*batch)
        moderated(self.call, batch, self.cast.chief, [(4, 3, 4)])
        return self.freeze(self.told_apart(self.rank()))

    def told_apart(self, kept: Recommendation) -> Recommendation:
        """Say why one of several bids of the same score waits for money that another gets."""
        against = queries.problems_of(queries.as_kept(kept), self.call.opportunity)
        for reference in {one.reference for one in against if "scored the same" in one.words}:
            kept = assessment.place_bid(
                by=self.cast.manager,
                recommendation=kept,
                version=kept.version,
                bid=Bid.objects.get(reference=reference),
                placing="reserve",
                reserve_place=1,
                why="The other reaches more people",
            )
        return kept

    def freeze(self, kept: Recommendation) -> Recommendation:
        """Freeze what is recommended."""
        return assessment.freeze_recommendation(
            by=self.cast.manager, recommendation=kept, version=kept.version
        )

    def decide(self, kept: Recommendation) -> Awarding:
        """Decide, tell everybody, publish."""
        awarding = signed(self.cast, drafted(self.cast, kept))
        self.everybody_declares()
        sent(awarding, self.cast)
        decision = Decision.objects.get(pk=awarding.decision_id)
        assert decision.publish_on is not None
        noon = datetime.combine(decision.publish_on, DEADLINE.timetz())
        self.clock_at(max(noon, clock.now()))
        decisions.publish_decision(by=self.cast.manager, decision=decision)
        awarding.refresh_from_db()
        return awarding

    def accept(self, bid: Bid) -> Agreement:
        """The group accepts its award."""
        award = Award.objects.get(result__bid=bid)
        return actions.accept_award(
            by=self.leads[bid.reference], award=award, version=award.version, declares=True
        )


@pytest.fixture
def office(
    rolling: Call,
    cast: SimpleNamespace,
    markers: list[Person],
    person: Callable[..., Person],
    clock_at: Callable[[datetime], None],
) -> Office:
    """The office and its rolling round."""
    return Office(rolling, cast, markers, person, clock_at)
