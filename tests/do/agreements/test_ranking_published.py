"""What is published of a round is what the ledger's events alone come to (security: A04)."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from types import SimpleNamespace

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings

from precept.decisions import actions as decisions
from precept.decisions.models import Decision
from precept.do.assessment import actions, queries, rules
from precept.do.assessment.models import Recommendation, ScoreCorrection
from precept.do.bids.models import Bid
from precept.do.opportunities.models import Call
from precept.foundation.ledger.actions import Refusal
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.foundation.publications.queries import latest_or_none
from tests.do.agreements.awarding import SCORES, drafted, signed
from tests.do.agreements.conftest import TODAY
from tests.do.assessment.conftest import declare
from tests.do.assessment.moderating import begin, mark_all, moderated
from tests.do.assessment.ranking_histories import History, Undo, act, histories

pytestmark = pytest.mark.django_db


@pytest.fixture
def ranking(
    marking: Call, bids: list[Bid], markers: list[Person], cast: SimpleNamespace
) -> SimpleNamespace:
    """A round whose ranking has begun."""
    mark_all(bids, markers[:2], SCORES)
    moderated(marking, bids, cast.chief, SCORES)
    for one in (cast.manager, cast.treasurer):
        declare(one, marking)
    begin(marking, cast.manager)
    return SimpleNamespace(call=marking, bids=bids)


def put_right(call: Call, by: Person, finance: Person) -> Recommendation:
    """The ranking frozen, once everything that stands against it is put right; one that is frozen as it is.

    One that was withdrawn is begun anew.
    """
    draft = queries.draft(call.opportunity)
    if draft is None:
        kept = queries.recommendation(call.opportunity)
        if kept is not None and kept.state == "frozen":
            return kept
        draft = begin(call, by)
    if draft.cut_off is None:
        draft = actions.set_cut_off(
            by=by, recommendation=draft, version=draft.version, cut_off=60, why="Good evidence"
        )
    against = queries.problems_of(queries.as_kept(draft), call.opportunity)
    for reference in {one.reference for one in against if one.reference}:
        draft = actions.place_bid(
            by=by,
            recommendation=draft,
            version=draft.version,
            bid=Bid.objects.get(reference=reference),
            placing="decline",
            why="Put right",
        )
    if queries.problems_of(queries.as_kept(draft), call.opportunity):
        draft = actions.allow_over_programming(
            by=finance,
            recommendation=draft,
            version=draft.version,
            over=Money.of(1_000_000),
            why="Allowed",
        )
    return actions.freeze_recommendation(by=by, recommendation=draft, version=draft.version)


def settle_what_waits(by: Person) -> None:
    """Refuse every correction of a score that waits: nothing is decided beside one."""
    for one in ScoreCorrection.objects.filter(approved__isnull=True, refused_by__isnull=True):
        actions.refuse_correction(by=by, correction=one, why="It was right")


def publish(cast: SimpleNamespace, kept: Recommendation, on: Callable[[date], None]) -> None:
    """Decide on a recommendation, say that everybody was told, and publish."""
    awarding = signed(cast, drafted(cast, kept))
    awarding.results.update(told_on=TODAY)
    decision = Decision.objects.get(pk=awarding.decision_id)
    assert decision.publish_on is not None
    on(decision.publish_on)
    decisions.publish_decision(by=cast.manager, decision=decision)


def compare(call: Call) -> None:
    """What is published, beside what the events of the ledger come to."""
    told = queries.recomputed(call.opportunity)
    released = latest_or_none("round-results", call.opportunity.reference)
    assert released is not None
    said, (decision,) = released.payload, released.payload.decisions
    ranked = [row for row in told.rows if row.rank is not None]
    funded = [row for row in ranked if row.entry.placing in rules.FUNDED]
    bands = rules.bands([row.entry.score for row in ranked if row.entry.score], told.bands)
    assert (said.ranked, said.awarded) == (len(ranked), len(funded))
    assert (said.pot, said.pence) == (told.pot.pence, sum(row.entry.award.pence for row in funded))
    assert (decision.cut_off, decision.cut_off_why) == (told.cut_off, told.cut_off_why)
    assert (decision.over_pence, decision.over_why) == (told.over.pence, told.over_why)
    assert [one.count for one in decision.bands] == [one.count for one in bands]
    assert decision.reserve == sum(row.entry.placing == "reserve" for row in ranked)
    assert [(one.purpose, one.pence, one.reasons, one.conditions) for one in said.awards] == [
        (row.entry.title, row.entry.award.pence, row.entry.why, row.entry.conditions)
        for row in funded
    ]
    codes = [one.code for one in told.funders]
    assert [[(one.fund, one.pence) for one in award.shares] for award in said.awards] == [
        [
            (code, paid.pence)
            for code, paid in zip(codes, row.shares or (), strict=True)
            if paid.pence
        ]
        for row in funded
    ]


def replay(
    of: SimpleNamespace, cast: SimpleNamespace, on: Callable[[date], None], history: History
) -> None:
    """Do all of it, publish what it comes to, hold it beside the ledger, and undo it."""
    on(TODAY)
    with suppress(Undo), transaction.atomic():
        for what, which, number in history:
            with suppress(Refusal):
                act(of.call, what, of.bids[which], number, cast.manager, cast.chief, cast.treasurer)
        settle_what_waits(cast.chief)
        kept = put_right(of.call, cast.manager, cast.treasurer)
        shown = rules.content(queries.ranking(cast.manager, of.call.opportunity).ranking)
        assert shown == rules.content(queries.recomputed(of.call.opportunity))
        assert shown == queries.as_frozen(kept)["ranking"]
        publish(cast, kept, on)
        compare(of.call)
        raise Undo


SLOWLY = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@example(history=[("cut-off", 3, 1), ("freeze", 3, 70), ("withdraw", 3, 100)])
@example(history=[("cut-off", 0, 0), ("freeze", 0, 0), ("correct", 0, 0)])
@settings(max_examples=10, deadline=None, suppress_health_check=SLOWLY)
@given(history=histories())
def test_what_is_published_is_what_the_ledger_tells(
    ranking: SimpleNamespace,
    cast: SimpleNamespace,
    on: Callable[[date], None],
    history: History,
) -> None:
    replay(ranking, cast, on, history)


@pytest.mark.proof
@settings(max_examples=500, deadline=None, suppress_health_check=SLOWLY)
@given(history=histories())
def test_five_hundred_histories_are_published_as_the_ledger_tells_them(
    ranking: SimpleNamespace,
    cast: SimpleNamespace,
    on: Callable[[date], None],
    history: History,
) -> None:
    replay(ranking, cast, on, history)
