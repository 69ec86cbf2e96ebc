"""Ranking against the money: the cut-off, placings, the reserve list, authority to go above the pot."""

from collections.abc import Callable
from typing import Any

import pytest

from precept.do.assessment import actions, queries, rules
from precept.do.assessment.models import BidCheck, Placing, Recommendation
from precept.do.bids.models import Bid
from precept.do.opportunities.models import Call, OpportunityShare
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, said
from precept.foundation.ledger.models import Event
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from tests.do.assessment.conftest import declare
from tests.do.assessment.moderating import begin, mark_all, moderated

pytestmark = pytest.mark.django_db
SCORES = [(4, 4, 4), (3, 3, 2), (3, 3, 2), (1, 1, 1)]
"""100, 68.75 twice and 25."""


@pytest.fixture
def ready(marking: Call, bids: list[Bid], markers: list[Person], manager: Person) -> Call:
    """The round with its scores locked."""
    mark_all(bids, markers[:2], SCORES)
    moderated(marking, bids, manager, SCORES)
    return marking


@pytest.fixture
def kept(ready: Call, officer: Person) -> Recommendation:
    """The ranking in hand."""
    return begin(ready, officer)


def rows(call: Call, person: Person) -> list[queries.Ranked]:
    return queries.ranking(person, call.opportunity).rows


def now(kept: Recommendation) -> Recommendation:
    return Recommendation.objects.get(pk=kept.pk)


def cut(kept: Recommendation, by: Person, at: int = 60) -> Recommendation:
    return actions.set_cut_off(
        by=by,
        recommendation=kept,
        version=now(kept).version,
        cut_off=at,
        why="Good evidence of need",
    )


def content(ranking: rules.Ranking) -> dict[str, Any]:
    return rules.content(ranking)


def test_the_ranking_begins_with_locked_scores_and_nobody_funded(
    kept: Recommendation, ready: Call, officer: Person
) -> None:
    found = rows(ready, officer)

    assert [(one.rank, one.is_tie, one.score, one.placing) for one in found] == [
        (1, False, "100", "decline"),
        (2, True, "68.75", "decline"),
        (2, True, "68.75", "decline"),
        (4, False, "25", "decline"),
    ]
    assert [one.band for one in found] == [
        "70 or more",
        "60 to below 70",
        "60 to below 70",
        "below 40",
    ]
    assert kept.pot == [["CSF", "OPCC", 12_000_000], ["VRN", "VRN", 8_000_000]]


def test_only_who_recommends_awards_and_declared_nothing_begins_it(
    ready: Call, bids: list[Bid], officer: Person, manager: Person, markers: list[Person]
) -> None:
    with pytest.raises(NotAllowed):
        actions.start_ranking(by=markers[0], call=ready, bands=[70])
    with pytest.raises(NotAllowed):
        actions.start_ranking(by=officer, call=ready, bands=[70])
    declare(officer, ready, bids[0])
    with pytest.raises(NotAllowed):
        actions.start_ranking(by=officer, call=ready, bands=[70])
    assert not Recommendation.objects.exists()


def test_a_ranking_does_not_begin_twice_or_before_moderation_is_closed(
    kept: Recommendation, ready: Call, officer: Person
) -> None:
    with pytest.raises(Refused, match="begun already"):
        actions.start_ranking(by=officer, call=ready, bands=[70])
    Call.objects.filter(pk=ready.pk).update(stage="moderating")
    ready.refresh_from_db()
    with pytest.raises(Refused, match="when moderation is closed"):
        actions.start_ranking(by=officer, call=ready, bands=[70])


def test_a_bid_that_a_check_failed_stands_below_the_list(
    ready: Call, bids: list[Bid], officer: Person, manager: Person
) -> None:
    BidCheck.objects.create(
        bid=bids[0], kind="eligibility", outcome="fail", by=manager, evidence="Outside the area"
    )
    begin(ready, officer)
    found = rows(ready, officer)

    assert (found[-1].reference, found[-1].rank) == (bids[0].reference, None)
    assert found[-1].placing == "ineligible"
    assert [one.rank for one in found] == [1, 1, 3, None]


def test_a_cut_off_places_the_bids_with_its_reason(
    kept: Recommendation, ready: Call, bids: list[Bid], officer: Person
) -> None:
    cut(kept, officer)
    found = rows(ready, officer)

    assert [one.placing for one in found] == ["fund", "fund", "fund", "decline"]
    assert found[0].amount == bids[0].amount
    assert found[0].shares is not None
    assert sum(found[0].shares, Money(0)) == found[0].amount
    assert found[-1].awarded_so_far == sum((one.amount or Money(0) for one in bids[:3]), Money(0))
    event = Event.objects.get(type="cut-off set")
    assert said(event)["why"] == "Good evidence of need"
    assert said(event)["after"]["cut_off"] == 60


@pytest.mark.parametrize(
    ("cut_off", "why", "field"), [(101, "x", "cut_off"), (-1, "x", "cut_off"), (60, " ", "why")]
)
def test_a_cut_off_is_between_0_and_100_and_has_a_reason(
    kept: Recommendation, officer: Person, cut_off: int, why: str, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        actions.set_cut_off(by=officer, recommendation=kept, version=1, cut_off=cut_off, why=why)
    assert refused.value.field == field
    assert now(kept).cut_off is None


def test_what_another_cut_off_would_fund_saves_nothing(
    kept: Recommendation, ready: Call, officer: Person
) -> None:
    before = Event.objects.count()
    board, tried = queries.tried(queries.ranking(officer, ready.opportunity), 70)

    assert (tried.funded, board.funded) == (1, 1)
    assert [one.placing for one in board.rows] == ["fund", "decline", "decline", "decline"]
    assert Event.objects.count() == before
    assert set(Placing.objects.values_list("placing", flat=True)) == {"decline"}


def test_a_bid_placed_by_hand_stays_where_it_is_at_another_cut_off(
    kept: Recommendation, ready: Call, bids: list[Bid], officer: Person
) -> None:
    cut(kept, officer)
    actions.place_bid(
        by=officer,
        recommendation=kept,
        version=2,
        bid=bids[3],
        placing="part",
        amount=Money(100_000),
        why="The only one for Rutland",
        conditions=["A named lead", " ", "Work with the school"],
    )
    cut(kept, officer, 90)
    found = {one.reference: one for one in rows(ready, officer)}

    assert found[bids[3].reference].placing == "part"
    assert found[bids[3].reference].conditions == ("A named lead", "Work with the school")
    assert found[bids[1].reference].placing == "decline"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"placing": "part", "amount": Money(0)}, "amount"),
        ({"placing": "part", "amount": Money(100), "why": ""}, "why"),
        ({"placing": "fund", "amount": Money(900_000)}, "amount"),
        ({"placing": "fund", "amount": Money(100_000)}, "amount"),
        ({"placing": "reserve"}, "reserve_place"),
        ({"placing": "ineligible"}, "why"),
        ({"placing": "elsewhere"}, "placing"),
    ],
    ids=["nothing", "no reason", "above asked", "below asked", "no place", "not said", "unknown"],
)
def test_a_placing_that_could_never_be_frozen_is_refused_beside_its_field(
    kept: Recommendation, bids: list[Bid], officer: Person, given: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        actions.place_bid(by=officer, recommendation=kept, version=1, bid=bids[0], **given)
    assert refused.value.field == field
    assert now(kept).version == 1


def test_two_people_who_rank_at_once_do_not_overwrite_each_other(
    kept: Recommendation, bids: list[Bid], officer: Person
) -> None:
    cut(kept, officer)

    with pytest.raises(Changed):
        actions.set_cut_off(by=officer, recommendation=kept, version=1, cut_off=10, why="Lower")
    with pytest.raises(Changed):
        actions.place_bid(
            by=officer, recommendation=kept, version=1, bid=bids[0], placing="decline", why="No"
        )
    assert now(kept).cut_off == 60


@pytest.fixture
def small_pot(ready: Call) -> Call:
    """A pot of £12,000, of which OPCC has two thirds."""
    for name, pence in (("OPCC", 800_000), ("VRN", 400_000)):
        OpportunityShare.objects.filter(opportunity=ready.opportunity, name=name).update(
            amount=Money(pence)
        )
    return ready


def test_the_money_runs_out_and_the_reserve_list_says_in_which_order(
    small_pot: Call, officer: Person
) -> None:
    kept = begin(small_pot, officer)
    board, tried = queries.tried(queries.ranking(officer, small_pot.opportunity), 60)
    assert tried.in_part == board.rows[2].reference
    assert tried.is_tie_at_the_line

    cut(kept, officer)
    found = rows(small_pot, officer)
    assert [one.placing for one in found] == ["fund", "fund", "reserve", "decline"]
    assert found[2].reserve_place == 1


def test_nothing_goes_above_the_pot_without_somebody_who_may_allow_it(
    small_pot: Call,
    bids: list[Bid],
    officer: Person,
    person: Callable[..., Person],
) -> None:
    kept = cut(begin(small_pot, officer), officer)
    third = Bid.objects.get(reference=rows(small_pot, officer)[2].reference)
    kept = actions.place_bid(
        by=officer, recommendation=kept, version=kept.version, bid=third, placing="fund"
    )
    with pytest.raises(Refused, match="more than the pot of £12,000"):
        actions.freeze_recommendation(by=officer, recommendation=kept, version=kept.version)
    with pytest.raises(NotAllowed):
        actions.allow_over_programming(
            by=officer, recommendation=kept, version=kept.version, over=Money(500_000), why="Soon"
        )
    finance = person(role="chief-finance-officer")
    declare(finance, small_pot)
    kept = actions.allow_over_programming(
        by=finance,
        recommendation=kept,
        version=kept.version,
        over=Money(500_000),
        why="Underspend of round 6",
    )
    kept = actions.freeze_recommendation(by=officer, recommendation=kept, version=kept.version)

    frozen = queries.as_frozen(kept)["ranking"]
    assert frozen["over_why"] == "Underspend of round 6"
    assert all(
        sum(one["shares"]) == one["amount"] for one in frozen["bids"] if one["placing"] == "fund"
    )


def test_freezing_says_everything_that_stands_against_it(
    kept: Recommendation, bids: list[Bid], officer: Person
) -> None:
    with pytest.raises(Refused, match=r"Choose the cut-off, with its reason\."):
        actions.freeze_recommendation(by=officer, recommendation=kept, version=1)
    kept = cut(kept, officer)
    kept = actions.place_bid(
        by=officer, recommendation=kept, version=kept.version, bid=bids[0], placing="decline"
    )
    with pytest.raises(Refused) as refused:
        actions.freeze_recommendation(by=officer, recommendation=kept, version=kept.version)
    assert refused.value.words == (
        f"{bids[0].title}: It is at or above the cut-off and not funded, and no reason is stated."
    )
