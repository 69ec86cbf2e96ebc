"""Feedback: written for the bidder by one person, approved by another, anew after each change."""

import pytest
from django.db import IntegrityError, transaction

from precept.do.assessment import actions, queries
from precept.do.assessment.models import Feedback, Recommendation
from precept.do.bids.models import Bid
from precept.do.opportunities.models import Call, Criterion
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.ledger.models import Event
from precept.foundation.people.models import Person
from tests.do.assessment.conftest import declare
from tests.do.assessment.moderating import begin, mark_all, moderated

pytestmark = pytest.mark.django_db
SCORES = [(4, 4, 4), (1, 1, 1), (3, 3, 2), (1, 1, 1)]


@pytest.fixture
def frozen(
    marking: Call, bids: list[Bid], markers: list[Person], manager: Person, officer: Person
) -> Recommendation:
    mark_all(bids, markers[:2], SCORES)
    moderated(marking, bids, manager, SCORES)
    kept = begin(marking, officer)
    kept = actions.set_cut_off(
        by=officer, recommendation=kept, version=1, cut_off=60, why="Good evidence"
    )
    return actions.freeze_recommendation(by=officer, recommendation=kept, version=2)


def need() -> Criterion:
    return Criterion.objects.get(key="need")


def test_feedback_takes_two_people(
    frozen: Recommendation, bids: list[Bid], officer: Person, manager: Person
) -> None:
    made = actions.write_feedback(by=officer, bid=bids[1], criterion=need(), words="Say more.")
    with pytest.raises(NotAllowed):
        actions.approve_feedback(by=officer, feedback=made, version=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Feedback.objects.filter(pk=made.pk).update(approved_by=officer)

    approved = actions.approve_feedback(by=manager, feedback=made, version=1)
    assert approved.approved_by == manager
    assert list(
        Event.objects.filter(subject=f"feedback:{bids[1].reference}").values_list("type", flat=True)
    ) == ["feedback written", "feedback approved"]


def test_a_change_after_approval_waits_anew_and_a_stale_one_is_refused(
    frozen: Recommendation, bids: list[Bid], officer: Person, manager: Person
) -> None:
    made = actions.write_feedback(by=officer, bid=bids[1], criterion=need(), words="Say more.")
    actions.approve_feedback(by=manager, feedback=made, version=1)
    changed = actions.write_feedback(
        by=manager, bid=bids[1], criterion=need(), words="Say much more.", version=1
    )

    assert (changed.approved_by, changed.version, changed.by) == (None, 2, manager)
    with pytest.raises(Changed):
        actions.write_feedback(by=officer, bid=bids[1], criterion=need(), words="Mine", version=1)
    with pytest.raises(Changed):
        actions.approve_feedback(by=officer, feedback=changed, version=1)


def test_empty_words_are_refused_and_the_same_words_are_no_event(
    frozen: Recommendation, bids: list[Bid], officer: Person
) -> None:
    with pytest.raises(Refused) as refused:
        actions.write_feedback(by=officer, bid=bids[1], criterion=None, words=" ")
    assert refused.value.field == "words"
    actions.write_feedback(by=officer, bid=bids[1], criterion=None, words="Thank you.")
    actions.write_feedback(by=officer, bid=bids[1], criterion=None, words="Thank you.", version=1)
    assert Event.objects.filter(type="feedback written").count() == 1


def test_a_conflict_shuts_the_feedback_too(
    frozen: Recommendation, marking: Call, bids: list[Bid], officer: Person
) -> None:
    declare(officer, marking, bids[1])

    assert queries.feedback_of(officer, marking.opportunity, bids[1]) == []
    assert bids[1] not in [one.bid for one in queries.feedback_board(officer, marking.opportunity)]
    with pytest.raises(NotAllowed):
        actions.write_feedback(by=officer, bid=bids[1], criterion=need(), words="Say more.")


def test_only_approved_words_go_to_the_bidder_and_who_lacks_them_is_listed(
    frozen: Recommendation, marking: Call, bids: list[Bid], officer: Person, manager: Person
) -> None:
    assert queries.missing_feedback(marking.opportunity) == sorted(
        [bids[1].reference, bids[3].reference]
    )
    for one in Criterion.objects.order_by("place"):
        made = actions.write_feedback(by=officer, bid=bids[1], criterion=one, words=f"On {one.key}")
        if one.key != "value":
            actions.approve_feedback(by=manager, feedback=made, version=1)

    assert queries.approved_feedback(bids[1]) == [
        {"criterion": "Need", "score": "1 of 4", "words": "On need"},
        {"criterion": "Delivery", "score": "1 of 4", "words": "On delivery"},
    ]
    assert queries.missing_feedback(marking.opportunity) == sorted(
        [bids[1].reference, bids[3].reference]
    )
    actions.approve_feedback(by=manager, feedback=made, version=1)
    assert queries.missing_feedback(marking.opportunity) == [bids[3].reference]
