"""A frozen ranking: one with the page and the ledger (A04), shut where an interest is declared (A06)."""

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.http import Http404
from django.test import Client
from hypothesis import HealthCheck, given, settings

from precept.do.assessment import actions, queries, rules
from precept.do.assessment.models import AgreedScore, Recommendation, ScoreCorrection
from precept.do.bids.models import Bid
from precept.do.opportunities.models import Call
from precept.foundation import clock
from precept.foundation.ledger.actions import NotAllowed, Refusal, Refused, said
from precept.foundation.ledger.models import Event
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from tests.do.assessment.conftest import declare
from tests.do.assessment.moderating import begin, mark_all, moderated
from tests.do.assessment.ranking_histories import History, Undo, act, histories
from tests.examples import on_each_database

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


@pytest.fixture
def frozen(kept: Recommendation, officer: Person) -> Recommendation:
    """A frozen recommendation."""
    kept = cut(kept, officer)
    return actions.freeze_recommendation(by=officer, recommendation=kept, version=kept.version)


def test_a_frozen_recommendation_is_text_with_its_fingerprint_and_moves_the_round_on(
    frozen: Recommendation, ready: Call
) -> None:
    ready.refresh_from_db()
    event = said(Event.objects.get(type="recommendation frozen"))["after"]

    assert ready.stage == "recommended"
    assert event["sha256"] == frozen.sha256
    assert len(frozen.sha256) == 64
    assert queries.recommendation(ready.opportunity) == frozen
    assert [one.rank for one in frozen.placings.order_by("rank", "pk")] == [1, 2, 2, 4]


def test_the_ranking_of_the_ledger_the_page_and_the_frozen_text_are_one(
    frozen: Recommendation, ready: Call, officer: Person
) -> None:
    from_events = content(queries.recomputed(ready.opportunity))
    shown = content(queries.ranking(officer, ready.opportunity).ranking)

    assert from_events == shown == json.loads(frozen.content)["ranking"]


def propose(bid: Bid, by: Person, score: int = 0) -> ScoreCorrection:
    agreed = AgreedScore.objects.get(bid=bid, criterion__key="need")
    return actions.propose_correction(by=by, agreed=agreed, score=score, why="Typed wrongly")


def test_a_correction_that_waits_for_its_second_person_stops_the_freeze(
    kept: Recommendation,
    ready: Call,
    bids: list[Bid],
    officer: Person,
    manager: Person,
    client_as: Callable[[Person], Client],
) -> None:
    kept = cut(kept, officer)
    waiting = propose(bids[3], officer, 2)
    words = "A correction of its score waits for a second person: approve or refuse it first"

    page = client_as(officer).get(f"/office/rounds/{ready.opportunity.reference}/ranking")
    assert words in page.content.decode()
    assert "Freeze the recommendation" not in page.content.decode()
    with pytest.raises(Refused, match=words):
        actions.freeze_recommendation(by=officer, recommendation=kept, version=kept.version)

    actions.refuse_correction(by=manager, correction=waiting, why="It was right")
    actions.freeze_recommendation(by=officer, recommendation=kept, version=kept.version)


def test_a_correction_proposed_after_the_freeze_is_said_beside_it(
    frozen: Recommendation,
    ready: Call,
    bids: list[Bid],
    officer: Person,
    client_as: Callable[[Person], Client],
) -> None:
    address = f"/office/rounds/{ready.opportunity.reference}/ranking"
    assert "Corrections of scores" not in client_as(officer).get(address).content.decode()
    propose(bids[0], officer)

    assert queries.outdated(frozen).startswith("A correction of a score waits")
    page = client_as(officer).get(address).content.decode()
    assert "A correction of a score waits for a second person. Refuse it;" in page
    assert f"{address.removesuffix('ranking')}moderation/corrections" in page


def test_scores_corrected_while_somebody_froze_them_are_said_to_have_changed(
    frozen: Recommendation,
    ready: Call,
    bids: list[Bid],
    officer: Person,
    manager: Person,
    client_as: Callable[[Person], Client],
) -> None:
    waiting = propose(bids[0], officer)
    with pytest.raises(Refused, match="Withdraw the recommendation first"):
        actions.approve_correction(by=manager, correction=waiting)
    # The two at once: neither sees what the other is about to write.
    ScoreCorrection.objects.filter(pk=waiting.pk).update(approved=clock.now(), approved_by=manager)

    assert queries.outdated(frozen) == "The scores have changed since: take back and freeze again."
    page = client_as(officer).get(f"/office/rounds/{ready.opportunity.reference}/ranking")
    assert "The scores have changed since: take back and freeze again." in page.content.decode()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE assessment_recommendation SET content = '{}'",
        "UPDATE assessment_recommendation SET state = 'draft'",
        "DELETE FROM assessment_placing",
        "UPDATE assessment_placing SET amount = 1",
    ],
    ids=["content", "thaw", "take out", "amount"],
)
def test_the_database_itself_refuses_to_rewrite_what_is_frozen(
    frozen: Recommendation, statement: str
) -> None:
    with (
        pytest.raises((IntegrityError, DatabaseError)),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert now(frozen).content == frozen.content


def test_nothing_is_changed_in_a_frozen_recommendation(
    frozen: Recommendation, bids: list[Bid], officer: Person
) -> None:
    with pytest.raises(Refused, match="frozen"):
        cut(frozen, officer, 50)
    with pytest.raises(Refused, match="frozen"):
        actions.set_bands(by=officer, recommendation=frozen, version=frozen.version, bands=[50])


def test_a_withdrawn_recommendation_is_kept_and_the_ranking_goes_on_where_it_ended(
    frozen: Recommendation, ready: Call, officer: Person
) -> None:
    with pytest.raises(Refused) as refused:
        actions.withdraw_recommendation(by=officer, recommendation=frozen, why=" ")
    assert refused.value.field == "why"

    made = actions.withdraw_recommendation(
        by=officer, recommendation=frozen, why="A score is wrong"
    )

    ready.refresh_from_db()
    assert (ready.stage, made.state, made.cut_off) == ("ranking", "draft", 60)
    assert now(frozen).state == "withdrawn"
    assert now(frozen).content == frozen.content
    assert queries.recommendation(ready.opportunity) is None
    assert content(queries.recomputed(ready.opportunity)) == content(queries.as_kept(made))


def test_a_decided_recommendation_is_not_withdrawn(
    frozen: Recommendation, ready: Call, officer: Person
) -> None:
    Call.objects.filter(pk=ready.pk).update(stage="decided")

    with pytest.raises(Refused, match="The decision is made"):
        actions.withdraw_recommendation(by=officer, recommendation=frozen, why="Too late")


# A06: an interest shuts the bid's row, rank, totals and counts


def test_a_declared_interest_takes_the_bid_out_of_the_board_its_ranks_and_its_numbers(
    kept: Recommendation, ready: Call, bids: list[Bid], officer: Person, manager: Person
) -> None:
    cut(kept, officer)
    whole = queries.ranking(manager, ready.opportunity)
    declare(manager, ready, bids[0])
    mine = queries.ranking(manager, ready.opportunity)

    assert [one.rank for one in whole.rows] == [1, 2, 2, 4]
    assert [one.rank for one in mine.rows] == [1, 1, 3]
    assert bids[0].reference not in {one.reference for one in mine.rows}
    assert mine.asked == whole.asked - (bids[0].amount or Money(0))
    assert mine.awarded == whole.awarded - (bids[0].amount or Money(0))
    assert (whole.funded, mine.funded) == (3, 2)
    assert sum(one.count for one in mine.bands) == 3
    assert (mine.is_partial, mine.problems) == (True, [])


def test_whoever_declared_an_interest_changes_nothing_in_the_ranking(
    kept: Recommendation, ready: Call, bids: list[Bid], officer: Person
) -> None:
    declare(officer, ready, bids[0])

    with pytest.raises(NotAllowed):
        cut(kept, officer)
    with pytest.raises(NotAllowed):
        actions.place_bid(
            by=officer, recommendation=kept, version=1, bid=bids[1], placing="decline", why="No"
        )


def test_who_has_no_work_with_the_ranking_or_declared_nothing_sees_none(
    kept: Recommendation, ready: Call, markers: list[Person], person: Callable[..., Person]
) -> None:
    for somebody in (markers[0], person(role="auditor"), person(role="commissioner")):
        with pytest.raises(Http404):
            queries.ranking(somebody, ready.opportunity)


# Rolling rounds


def test_a_rolling_round_recommends_batch_by_batch_from_what_the_pot_has_left(
    marking: Call,
    bids: list[Bid],
    make_bids: Callable[..., list[Bid]],
    markers: list[Person],
    manager: Person,
    officer: Person,
) -> None:
    Call.objects.filter(pk=marking.pk).update(stage="published", is_rolling=True)
    marking.refresh_from_db()
    mark_all(bids, markers[:2], SCORES)
    moderated(marking, bids, manager, SCORES)
    first = cut(begin(marking, officer), officer)
    first = actions.freeze_recommendation(by=officer, recommendation=first, version=first.version)
    later = make_bids(2)
    mark_all(later, markers[:2], [(4, 4, 4)])
    declare(manager, marking)
    moderated(marking, later, manager, [(4, 4, 4)])
    second = cut(begin(marking, officer), officer)

    marking.refresh_from_db()
    assert marking.stage == "published"
    assert {one.bid for one in second.placings.select_related("bid")} == set(later)
    spent = sum((one.amount or Money(0) for one in bids[:3]), Money(0))
    assert sum(pence for _, _, pence in second.pot) == 20_000_000 - spent.pence
    actions.freeze_recommendation(by=officer, recommendation=second, version=second.version)
    assert Recommendation.objects.filter(state="frozen").count() == 2


# A04: whatever is done, in whatever order, the ledger tells the same ranking


@settings(
    max_examples=on_each_database(25),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(histories())
def test_the_ranking_recomputed_from_events_is_what_is_displayed_and_frozen(
    kept: Recommendation,
    ready: Call,
    bids: list[Bid],
    officer: Person,
    manager: Person,
    finance: Person,
    history: History,
) -> None:
    with suppress(Undo), transaction.atomic():
        for what, which, number in history:
            with suppress(Refusal):
                act(ready, what, bids[which], number, officer, manager, finance)
            board = queries.ranking(officer, ready.opportunity)
            recomputed = content(queries.recomputed(ready.opportunity))
            assert recomputed == content(board.ranking)
            frozen = queries.recommendation(ready.opportunity)
            if frozen is not None:
                assert recomputed == json.loads(frozen.content)["ranking"]
        raise Undo


@pytest.fixture
def finance(ready: Call, person: Callable[..., Person]) -> Person:
    """Somebody who may allow awards above the pot, and declared nothing."""
    made = person(role="chief-finance-officer")
    declare(made, ready)
    return made
