"""A rehearsal: a bid that is written and sent like any other, that nobody counts and nothing keeps."""

from collections.abc import Callable

import pytest

from precept.do.bids import actions, queries
from precept.do.bids.models import Bid, Revision, Submission
from precept.do.opportunities.models import Call, FrozenQuestions
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.outbox.models import Mail
from precept.foundation.people.models import Person
from precept.parties.models import Organisation
from tests.do.bids.conftest import fill, small_set, submit


def test_a_rehearsal_leaves_no_trace(
    call: Call, runner: Person, event_types: Callable[[str], list[str]]
) -> None:
    changed = small_set().model_copy(update={"checks": ()})
    Call.objects.update(stage="drafting", frozen=None, questions=changed.model_dump(mode="json"))
    bid = actions.begin_bid(by=runner, call=call, is_rehearsal=True)
    fill(bid, runner)
    with pytest.raises(Refused, match="leaves no trace"):
        actions.invite(by=runner, bid=bid, email="a@group.example", rights="read")
    made = submit(bid, runner)
    assert made.receipt

    actions.end_rehearsal(by=runner, bid=bid)

    assert not Bid.with_rehearsals.exists()
    assert not Revision.objects.exists()
    assert not FrozenQuestions.objects.filter(digest=changed.digest).exists()
    assert not Mail.objects.exists()
    assert event_types(bid.subject) == []
    assert event_types(call.subject) == []


def test_a_rehearsal_is_not_among_the_bids_of_anything_but_is_reached_from_what_it_holds(
    call: Call, runner: Person, group: Organisation, event_types: Callable[[str], list[str]]
) -> None:
    begin = {"by": runner, "call": call, "is_rehearsal": True, "key": "one form"}
    bid = actions.begin_bid(**begin)
    assert actions.begin_bid(**begin) == bid
    Bid.with_rehearsals.filter(pk=bid.pk).update(organisation=group)
    fill(bid, runner)
    made = submit(bid, runner)

    assert not Bid.objects.exists()
    for of in (call.opportunity.bids, bid.questions.bids, group.bids, runner.bids_begun):
        assert not of.exists()
    assert queries.rehearsals(runner) == [bid]
    assert queries.bid(runner, bid.reference) == bid
    made = Submission.objects.get(pk=made.pk)
    assert (made.bid, made.bid.state) == (bid, "submitted")
    assert made.bid.members.get().bid == bid
    with pytest.raises(Changed, match="nothing to withdraw"):
        actions.withdraw_bid(by=runner, bid=bid)
    assert event_types(bid.subject) == []


def test_a_draft_that_somebody_else_rehearses_too_is_kept_until_both_are_over(
    call: Call, runner: Person, person: Callable[..., Person]
) -> None:
    changed = small_set().model_copy(update={"checks": ()})
    Call.objects.update(stage="drafting", frozen=None, questions=changed.model_dump(mode="json"))
    other = person(role="commissioning-officer")
    first, second = (
        actions.begin_bid(by=who, call=call, is_rehearsal=True) for who in (runner, other)
    )

    actions.end_rehearsal(by=runner, bid=first)
    assert queries.bid(other, second.reference).questions == second.questions

    actions.end_rehearsal(by=other, bid=second)
    assert not FrozenQuestions.objects.filter(digest=changed.digest).exists()


def test_only_who_runs_rounds_rehearses_and_only_their_own_is_ended(
    call: Call, bidder: Person, runner: Person, person: Callable[..., Person]
) -> None:
    with pytest.raises(NotAllowed):
        actions.begin_bid(by=bidder, call=call, is_rehearsal=True)
    bid = actions.begin_bid(by=runner, call=call, is_rehearsal=True)
    with pytest.raises(NotAllowed):
        actions.end_rehearsal(by=person(role="commissioning-officer"), bid=bid)
