"""A rolling round from its opening to its end: bids are decided in batches, each against what the pot has left."""

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from precept.decisions import actions as decisions
from precept.decisions.models import Decision
from precept.do.agreements import actions, queries
from precept.do.agreements.models import Agreement, Award, Awarding
from precept.do.assessment import actions as assessment
from precept.do.assessment import queries as assessing
from precept.do.assessment.models import MarkSheet, Recommendation
from precept.do.assessment.rules import Given
from precept.do.bids import access as bidding
from precept.do.bids import actions as bids
from precept.do.bids.models import Bid
from precept.do.opportunities import actions as opportunities
from precept.do.opportunities.models import Call, Opportunity, OpportunityShare
from precept.foundation import clock
from precept.foundation.ledger.actions import NotAllowed, Refused
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.foundation.publications.queries import latest_or_none
from precept.parties.models import Member
from tests.do.agreements.awarding import POWER, drafted, sent, signed, stage
from tests.do.assessment.moderating import moderated
from tests.do.bids.conftest import AFTER, CLOSES, DEADLINE, clock_at, declare, make_organisation

__all__ = ["clock_at"]
pytestmark = pytest.mark.django_db
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
        kept = self.rank()
        return self.freeze(kept)

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


def test_a_rolling_round_goes_batch_by_batch_from_its_opening_to_its_end(
    office: Office, cast: SimpleNamespace, clock_at: Callable[[datetime], None]
) -> None:
    first = office.submit("Amber Group", "9000.33")
    assert first.opened is not None
    office.everybody_declares()
    assert bidding.may_read_content(cast.officer, first)

    kept = office.recommend(first)
    second = office.submit("Birch Group", "8000")
    one = office.decide(kept)
    released = latest_or_none("round-results", office.call.opportunity.reference)
    assert released is not None
    assert (released.payload.received, released.payload.ranked) == (1, 1)
    assert (released.payload.pot, released.payload.pence) == (1_500_001, 900_033)
    office.accept(first)
    assert Award.objects.get(result__bid=first).state == "accepted"
    assert stage(one.opportunity) == "published"

    office.mark(second)
    moderated(office.call, [second], cast.chief, [(4, 3, 4)])
    kept = office.rank()
    assert [row.entry.reference for row in assessing.as_kept(kept).rows] == [second.reference]
    assert assessing.as_kept(kept).pot == Money.of("5999.68")
    assert kept.placings.get().placing == "reserve"
    kept = assessment.place_bid(
        by=cast.manager,
        recommendation=kept,
        version=kept.version,
        bid=second,
        placing="part",
        amount=Money.of("5999.68"),
        why="All that the pot has left",
    )
    office.freeze(kept)
    third = office.submit("Cedar Group", "1000")
    office.decide(kept)
    office.accept(second)

    clock_at(AFTER)
    bids.open_bids(by=cast.officer, call=office.call)
    office.mark(third)
    moderated(office.call, [third], cast.chief, [(1, 1, 1)])
    office.decide(office.freeze(office.rank()))

    of = Opportunity.objects.get(pk=office.call.opportunity_id)
    assert stage(of) == "awarded"
    assert (of.state, of.spend) == ("awarded", Money.of("15000.01"))
    paid = {one.name: one.amount for one in of.shares.all()}
    assert paid == {"OPCC": Money.of("9000"), "VRN": Money.of("6000.01")}
    released = latest_or_none("round-results", of.reference)
    assert released is not None
    said = released.payload
    assert (said.received, said.ranked, said.awarded, len(said.decisions)) == (3, 3, 2, 3)
    assert (said.pot, said.pence) == (1_500_001, 1_500_001)


def published_early(office: Office) -> Bid:
    """A round whose only bid is decided and published while it is still open."""
    bid = office.submit("Amber Group", "9000")
    office.decide(office.recommend(bid))
    return bid


def test_a_round_whose_bids_are_all_decided_when_it_closes_is_finished_by_hand(
    office: Office,
    cast: SimpleNamespace,
    clock_at: Callable[[datetime], None],
    client_as: Callable[[Person], Client],
) -> None:
    published_early(office)
    address = f"/office/rounds/{office.call.opportunity.reference}/awards"
    clock_at(AFTER)
    with pytest.raises(Refused, match="its bids are opened once it has closed"):
        actions.finish_round(by=cast.manager, call=office.call)
    bids.open_bids(by=cast.officer, call=office.call)

    assert "Finish the round" in client_as(cast.officer).get(address).content.decode()
    assert "Finish the round" not in client_as(cast.treasurer).get(address).content.decode()
    with pytest.raises(NotAllowed):
        actions.finish_round(by=cast.treasurer, call=office.call)
    assert client_as(cast.officer).post(address).status_code == 302
    of = Opportunity.objects.get(pk=office.call.opportunity_id)
    assert (stage(of), of.state, of.spend) == ("awarded", "awarded", Money.of("9000"))


def test_a_rolling_round_is_not_finished_while_a_bid_waits(
    office: Office, cast: SimpleNamespace, clock_at: Callable[[datetime], None]
) -> None:
    published_early(office)
    office.submit("Birch Group", "1000")
    clock_at(AFTER)
    bids.open_bids(by=cast.officer, call=office.call)

    with pytest.raises(Refused, match="1 bid waits for a published decision"):
        actions.finish_round(by=cast.manager, call=office.call)


def test_a_rolling_round_with_awards_is_not_cancelled(
    office: Office, cast: SimpleNamespace
) -> None:
    published_early(office)
    now = Call.objects.get(pk=office.call.pk)

    with pytest.raises(Refused, match="Awards of this round are decided already"):
        opportunities.cancel_call(by=cast.manager, call=now, version=now.version, why="No money")


def test_what_a_marker_types_while_a_bid_joins_is_kept_and_they_declare_again(
    office: Office, cast: SimpleNamespace, client_as: Callable[[Person], Client]
) -> None:
    bid = office.submit("Amber Group", "9000")
    office.everybody_declares()
    marker = office.markers[0]
    assessment.allocate(by=cast.officer, bid=bid, marker=marker)
    browser = client_as(marker)
    round_page = f"/my/marking/{office.call.opportunity.reference}"
    page = f"{round_page}/{bid.reference}"
    typed = {"version": "0", "score_need": "3", "reason_need": "A walk home every Friday"}
    office.submit("Birch Group", "1000")

    saved = browser.post(page, {**typed, "autosave": "yes", "writer": "w", "key": "w-1"})
    assert saved.json()["version"] == 1
    assert "declare them again" in saved.json()["words"]
    typed = {**typed, "version": "1", "reason_need": "A walk home every night"}
    answer = browser.post(page, {**typed, "do": "submit"})

    assert (answer.status_code, answer["Location"]) == (302, round_page)
    assert browser.get(page).status_code == 404
    assert "Declare your interests again" in browser.get(round_page).content.decode()
    declare(marker, office.call)
    assert "A walk home every night" in browser.get(page).content.decode()
    assert not MarkSheet.objects.filter(state="submitted").exists()


def test_a_conflict_shuts_what_was_typed_out_too(
    office: Office, cast: SimpleNamespace, client_as: Callable[[Person], Client]
) -> None:
    bid = office.submit("Amber Group", "9000")
    office.everybody_declares()
    marker = office.markers[0]
    assessment.allocate(by=cast.officer, bid=bid, marker=marker)
    declare(marker, office.call, (bid, "member", ""))
    office.submit("Birch Group", "1000")

    page = f"/my/marking/{office.call.opportunity.reference}/{bid.reference}"
    answer = client_as(marker).post(page, {"version": "0", "score_need": "3", "autosave": "yes"})

    assert answer.status_code == 404
    assert not MarkSheet.objects.exists()


def lost(office: Office, bid: Bid) -> Award:
    """The group declines what it was offered."""
    award = Award.objects.get(result__bid=bid)
    return actions.decline_award(
        by=office.leads[bid.reference], award=award, version=award.version, why="We found a hall"
    )


def pot_left(office: Office) -> Money:
    """What the pot has for the next batch."""
    of = Opportunity.objects.get(pk=office.call.opportunity_id)
    return sum((one.amount for one in assessing.left_of(of)), Money(0))


def one_in_reserve(office: Office) -> tuple[Bid, Awarding]:
    """A batch of two bids of the same score: one has an award of £9,000, the other waits for its money."""
    batch = [office.submit(name, "9000") for name in ("Amber Group", "Birch Group")]
    awarding = office.decide(office.recommend(*batch))
    return Bid.objects.get(result__placing="fund"), awarding


def test_what_is_declined_goes_to_the_next_batch_once_nobody_waits_on_the_reserve_list(
    office: Office, client_as: Callable[[Person], Client]
) -> None:
    first, awarding = one_in_reserve(office)
    of = awarding.opportunity
    assert pot_left(office) == Money.of("6000.01")

    lost(office, first)
    assert pot_left(office) == Money.of("6000.01")  # it is the reserve list's first
    result = awarding.results.get(placing="reserve")
    made = actions.award_reserve(
        by=office.cast.officer, result=result, amount=Money.of("7000"), why="The first declined"
    )

    assert sum(one.pence for _, _, one in queries.shares_of_award(made)) == 700_000
    assert pot_left(office) == Money.of("8000.01")
    assert sum(queries.free_money(of)[awarding.pk].values()) == 0
    page = client_as(office.cast.officer).get(f"/office/rounds/{of.reference}/awards")
    assert "£2,000.00 was not taken up and went back to the pot" in page.content.decode()

    third = office.submit("Cedar Group", "8000.01")
    kept = office.recommend(third)
    assert kept.placings.get().amount == Money.of("8000.01")
    assert pot_left(office) == Money(0)


def test_an_officer_closes_the_reserve_list_and_what_is_free_goes_to_the_next_batch(
    office: Office, client_as: Callable[[Person], Client]
) -> None:
    first, awarding = one_in_reserve(office)
    lost(office, first)
    address = f"/office/rounds/{awarding.opportunity.reference}/awards"
    close = f"{address}/close-reserve/{awarding.decision.reference}"
    browser = client_as(office.cast.officer)
    assert close in browser.get(address).content.decode()
    assert browser.get(close).status_code == 200
    with pytest.raises(NotAllowed):
        actions.close_reserve(
            by=office.cast.treasurer, awarding=awarding, version=awarding.version, why="No"
        )
    with pytest.raises(Refused, match="Say why"):
        actions.close_reserve(
            by=office.cast.officer, awarding=awarding, version=awarding.version, why=" "
        )

    answer = browser.post(close, {"version": awarding.version, "why": "It has money elsewhere"})

    assert answer.status_code == 302
    assert pot_left(office) == Money.of("15000.01")
    page = browser.get(address).content.decode()
    assert "It has money elsewhere" in page
    assert "£9,000.00 was not taken up and went back to the pot" in page
    assert close not in page
    result = awarding.results.get(placing="reserve")
    with pytest.raises(Refused, match="no money is free"):
        actions.award_reserve(
            by=office.cast.officer, result=result, amount=Money.of("7000"), why="After all"
        )
    awarding.refresh_from_db()
    with pytest.raises(Refused, match="No bid waits"):
        actions.close_reserve(
            by=office.cast.officer, awarding=awarding, version=awarding.version, why="Again"
        )


def test_a_lapsed_award_is_offered_again_while_no_other_batch_has_its_money(
    office: Office, clock_at: Callable[[datetime], None]
) -> None:
    bid = office.submit("Amber Group", "9000")
    office.decide(office.recommend(bid))
    award = Award.objects.get(result__bid=bid)
    assert award.accept_by is not None
    clock_at(datetime.combine(award.accept_by + timedelta(days=1), DEADLINE.timetz()))
    assert actions.lapse_due() == 1
    assert pot_left(office) == Money.of("15000.01")

    def again() -> Award:
        now = Award.objects.get(pk=award.pk)
        day = clock.today() + timedelta(days=10)
        return actions.extend_offer(
            by=office.cast.officer, award=now, version=now.version, day=day, why="They were away"
        )

    assert again().state == "offered"
    assert pot_left(office) == Money.of("6000.01")

    lost(office, bid)
    assert pot_left(office) == Money.of("15000.01")
    Award.objects.filter(pk=award.pk).update(state="lapsed")
    clock_at(DEADLINE - timedelta(days=2))
    office.recommend(office.submit("Birch Group", "8000"))
    with pytest.raises(Refused, match="Its money went to other bids"):
        again()
