"""A rolling round is ranked batch by batch: whatever is done, no penny and no bid counts twice."""

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from precept.decisions.models import Decision, Signature
from precept.do.assessment import actions, queries
from precept.do.assessment.models import AgreedScore, Placing, Recommendation, ScoreCorrection
from precept.do.assessment.rules import content
from precept.foundation.ledger.actions import Refusal, Refused, said
from precept.foundation.ledger.models import Event
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from tests.do.assessment.batching import Batches, batches, left
from tests.do.assessment.conftest import declare
from tests.examples import on_each_database

__all__ = ["batches"]
pytestmark = pytest.mark.django_db
CODES = ("CSF", "VRN")


def test_each_batch_has_what_the_ones_before_left_to_the_penny(batches: Batches) -> None:
    batches.join(2)
    first = batches.freeze(batches.rank())
    assert left(batches) == 1_200_001 - 500_100 - 500_200

    batches.join()
    second = batches.rank()

    assert queries.as_kept(second).pot == Money(199_701)
    assert [(one.placing, one.amount) for one in second.placings.all()] == [("reserve", None)]
    assert not set(first.placings.values_list("bid")) & set(second.placings.values_list("bid"))


def test_what_a_batch_did_not_take_up_is_there_for_the_next_one(batches: Batches) -> None:
    batches.join(2)
    first = batches.freeze(batches.rank())
    [code, other] = [one.code for one in queries.funders_of(batches.call.opportunity)]
    had = queries.kept_by(first)
    assert sum(had.values()) == 500_100 + 500_200

    actions.give_back(
        by=batches.officer, recommendation=first, shares={code: 200_000, other: 1}, why="Declined"
    )

    assert left(batches) == 199_701 + 200_001
    assert queries.kept_by(first) == {code: had[code] - 200_000, other: had[other] - 1}
    batches.join()
    assert queries.as_kept(batches.rank()).pot == Money(199_701 + 200_001)
    event = Event.objects.get(type="money given back to the pot")
    assert said(event)["after"]["funds"] == {code: "£2,000", other: "£0.01"}
    with pytest.raises(Refused, match="counts on this money"):
        actions.take_again(
            by=batches.officer, recommendation=first, shares={other: 1}, why="Offered again"
        )


@pytest.mark.parametrize("pence", [0, -1, 600_000])
def test_no_more_goes_back_to_the_pot_than_a_batch_has(batches: Batches, pence: int) -> None:
    batches.join()
    first = batches.freeze(batches.rank())
    [code, _] = [one.code for one in queries.funders_of(batches.call.opportunity)]

    with pytest.raises(Refused, match="No more can go back"):
        actions.give_back(
            by=batches.officer, recommendation=first, shares={code: pence}, why="Declined"
        )


def test_a_batch_taken_back_has_only_what_the_later_ones_left(batches: Batches) -> None:
    batches.join(1)
    first = batches.freeze(batches.rank())
    batches.join(1)
    batches.freeze(batches.rank())

    again = batches.withdraw(first)

    assert queries.as_kept(again).pot == Money(1_200_001 - 500_200)
    assert again.cut_off == 60
    board = queries.ranking(batches.officer, batches.call.opportunity)
    assert content(queries.recomputed(batches.call.opportunity)) == content(board.ranking)


def test_a_batch_taken_back_cannot_spend_what_a_later_one_was_given(batches: Batches) -> None:
    batches.join(1, (4, 1, 1))
    batches.join(1)
    first = batches.freeze(batches.rank())
    batches.join(1)
    batches.freeze(batches.rank())

    again = batches.withdraw(first)
    again = actions.set_cut_off(
        by=batches.officer, recommendation=again, version=1, cut_off=0, why="Both of them"
    )

    assert [one.placing for one in again.placings.order_by("bid")] == ["reserve", "fund"]
    batches.freeze(again)
    assert left(batches) == 1_200_001 - 500_200 - 500_300


def sign(kept: Recommendation, by: Person) -> None:
    """A signed decision that rests on a recommendation."""
    made = Decision.objects.create(
        reference="D-1",
        kind="award",
        title="Awards",
        state="signed",
        about=kept.opportunity.subject,
        basis=kept.sha256,
        author=by,
    )
    Signature.objects.create(
        decision=made, by=by, capacity="Commissioner", interests="None", content="{}"
    )


def test_a_batch_that_was_decided_is_not_taken_back(batches: Batches) -> None:
    batches.join()
    kept = batches.freeze(batches.rank())
    sign(kept, batches.manager)

    with pytest.raises(Refused, match="The decision is made"):
        batches.withdraw(kept)


def test_the_first_batch_that_is_not_decided_is_decided_next(batches: Batches) -> None:
    batches.join()
    first = batches.freeze(batches.rank())
    batches.join()
    second = batches.freeze(batches.rank())

    assert queries.to_decide(batches.call.opportunity) == first
    sign(first, batches.manager)
    assert queries.to_decide(batches.call.opportunity) == second


def test_what_a_batch_rests_on_says_nothing_of_other_batches(batches: Batches) -> None:
    batches.join(2)
    batches.freeze(batches.rank())
    batches.join(1, (4, 4, 4))

    facts = queries.as_frozen(batches.freeze(batches.rank()))["round"]

    assert len(facts["meetings"]) == 1
    assert (facts["received"], facts["markers"], facts["least_markers"]) == (3, 2, 2)


def test_a_bid_in_a_ranking_can_no_longer_be_changed(batches: Batches) -> None:
    [bid] = batches.make_bids(1)
    assert queries.held_because(bid) == ""
    kept = Recommendation.objects.create(opportunity=batches.call.opportunity)
    Placing.objects.create(recommendation=kept, bid=bid, placing="ineligible")

    assert (
        queries.held_because(bid) == "This bid is being decided on, so it can no longer be changed."
    )


def test_there_is_no_marking_to_begin_in_a_rolling_round(batches: Batches) -> None:
    with pytest.raises(Refused, match="marked bid by bid"):
        actions.begin_marking(by=batches.officer, call=batches.call)


# Whatever is done, in whatever order


ACTS = (
    "join",
    "batch",
    "again",
    "rank",
    "cut-off",
    "part",
    "over",
    "correct",
    "propose",
    "settle",
    "give back",
    "take again",
    "freeze",
    "withdraw",
)


class Undo(Exception):
    """The end of one history: everything that it did is rolled back."""


@settings(
    max_examples=on_each_database(25),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 100)), min_size=4, max_size=14))
def test_no_order_of_batches_spends_a_penny_twice_or_takes_a_bid_in_twice(
    batches: Batches, history: list[tuple[str, int]]
) -> None:
    with suppress(Undo), transaction.atomic():
        act(batches, "batch", 70)
        for what, number in history:
            with suppress(Refusal):
                act(batches, what, number)
            check(batches)
        raise Undo


def act(of: Batches, what: str, number: int) -> None:
    """Do one thing to the round, if it can be done."""
    opportunity = of.call.opportunity
    frozen = [one for one in queries.recommendations(opportunity) if one.state == "frozen"]
    draft = queries.draft(opportunity)
    if what == "join":
        of.join(1, (number % 5, 4, 4))
    elif what == "batch" and draft is None:
        of.join(1, (4, 1, 1))
        of.join(1)
        of.freeze(of.rank(number))
    elif what == "again" and frozen:
        taken = of.withdraw(frozen[number % len(frozen)])
        on_draft(of, taken, "cut-off", number // 3)
        of.freeze(Recommendation.objects.get(pk=taken.pk))
    elif what == "withdraw" and frozen:
        of.withdraw(frozen[number % len(frozen)])
    elif what == "rank":
        of.rank(number)
    elif what == "give back" and frozen:
        one = frozen[number % len(frozen)]
        kept = [(code, pence) for code, pence in queries.kept_by(one).items() if pence]
        some = {code: max(pence * number // 100, 1) for code, pence in kept}
        actions.give_back(by=of.officer, recommendation=one, shares=some, why="Declined")
    elif what == "take again" and frozen:
        one = frozen[number % len(frozen)]
        back = {code: pence for code, pence in queries.given_back(one).items() if pence}
        actions.take_again(by=of.officer, recommendation=one, shares=back, why="Offered again")
    elif what == "settle":
        for waiting in ScoreCorrection.objects.filter(approved=None, refused_by=None):
            actions.refuse_correction(by=of.manager, correction=waiting, why="Was right")
    elif what == "propose":
        agreed = AgreedScore.objects.filter(criterion__key="value").order_by("-pk")[0]
        actions.propose_correction(by=of.officer, agreed=agreed, score=number % 5, why="Doubt")
    elif what == "correct":
        agreed = AgreedScore.objects.filter(criterion__key="need").order_by("pk")[0]
        waiting = actions.propose_correction(
            by=of.officer, agreed=agreed, score=number % 5, why="Typed wrongly"
        )
        actions.approve_correction(by=of.manager, correction=waiting)
    elif draft is not None:
        on_draft(of, draft, what, number)


def on_draft(of: Batches, draft: Recommendation, what: str, number: int) -> None:
    given: dict[str, Any] = {"recommendation": draft, "version": draft.version}
    if what == "cut-off":
        actions.set_cut_off(by=of.officer, cut_off=number, why="Another line", **given)
    elif what == "part":
        placing = draft.placings.order_by("pk")[number % draft.placings.count()]
        actions.place_bid(
            by=of.officer,
            bid=placing.bid,
            placing="part",
            amount=Money(number * 4_999 + 1),
            why="Part of it",
            **given,
        )
    elif what == "over":
        actions.allow_over_programming(
            by=of.finance, over=Money(number * 1_001), why="Some will be declined", **given
        )
    elif what == "freeze":
        of.freeze(draft)


def check(of: Batches) -> None:
    """What holds after every act."""
    opportunity = of.call.opportunity
    frozen = list(Recommendation.objects.filter(opportunity=opportunity, state="frozen"))
    texts = [json.loads(one.content)["ranking"] for one in frozen]
    awards = [row for text in texts for row in text["bids"] if row["amount"]]
    allowed = sum(text["over"] for text in texts)
    back = [queries.given_back(one) for one in frozen]
    assert all(pence >= 0 for one in back for pence in one.values())
    assert all(pence >= 0 for one in frozen for pence in queries.kept_by(one).values())
    total = sum(row["amount"] for row in awards) - sum(sum(one.values()) for one in back)
    assert total <= 1_200_001 + allowed
    assert all(
        one.over_allowed_by_id for one, text in zip(frozen, texts, strict=True) if text["over"]
    )
    assert all(sum(row["shares"]) == row["amount"] for row in awards)
    for place, pot in enumerate((700_001, 500_000)):
        paid = sum(row["shares"][place] for row in awards)
        assert paid - sum(one.get(CODES[place], 0) for one in back) <= pot + allowed
    assert left(of) >= 1_200_001 - total
    if not allowed:
        assert left(of) == 1_200_001 - total
    standing = Placing.objects.exclude(recommendation__state="withdrawn")
    bids = list(standing.values_list("bid", flat=True))
    assert len(bids) == len(set(bids))
    board = queries.ranking(of.officer, opportunity)
    if board.recommendation is not None and board.recommendation.state == "draft":
        assert content(queries.recomputed(opportunity)) == content(board.ranking)


def test_the_page_says_what_a_batch_is_ranked_against(
    batches: Batches, client_as: Callable[[Person], Client]
) -> None:
    batches.join()
    batches.freeze(batches.rank())
    batches.join(1)
    address = f"/office/rounds/{batches.call.opportunity.reference}/ranking"
    page = client_as(batches.officer).get(address).content.decode()
    assert "1 more with locked scores can be ranked next" in page

    batches.rank()

    page = client_as(batches.officer).get(address).content.decode()
    assert "this batch has £6,999.01, which is what the other batches left of it." in page


def test_what_earlier_batches_left_is_not_told_to_whoever_has_an_interest_in_one(
    batches: Batches,
) -> None:
    [bid] = batches.join()
    batches.freeze(batches.rank())
    batches.join()
    batches.rank()
    declare(batches.finance, batches.call, bid)

    board = queries.ranking(batches.finance, batches.call.opportunity)

    assert board.is_partial
    assert board.pot == Money(1_200_001)
    assert [one.amount for one in board.funders] == [Money(700_001), Money(500_000)]
