"""No order in which people act takes a call where it may not go: the actions themselves, at random."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from precept.do.opportunities import actions, queries, rules, tasks
from precept.do.opportunities.models import Call, Opportunity
from precept.foundation import clock
from precept.foundation.clock import deadline_at
from precept.foundation.ledger.actions import SYSTEM, Refusal
from precept.foundation.people.models import Person
from precept.foundation.publications import queries as publications
from tests.examples import on_each_database

pytestmark = pytest.mark.django_db
MOVES = ("opened", "marking", "moderating", "ranking", "recommended", "decided", "awarded")
STEPS = (
    *("amend", "submit", "send back", "publish", "publish oneself", "cancel", "correct"),
    *("propose earlier", "propose later", "agree", "agree oneself", "turn down", "keep time"),
    *("a week passes", *MOVES),
)


def act(step: str, call: Call, runner: Person, second: Person) -> None:
    """One thing that somebody tries to do, whatever the call is at."""
    at: dict[str, Any] = {"call": call, "version": call.version}
    waiting = queries.waiting_proposal(call)
    later = call.closes.wall + timedelta(weeks=1) if call.closes else clock.in_uk(clock.now())
    if step == "amend":
        actions.amend_call(by=runner, area=f"Area {call.version}", **at)
    elif step == "submit":
        actions.submit_for_publication(by=runner, **at)
    elif step == "send back":
        actions.send_back(by=second, why="Look again", **at)
    elif step.startswith("publish"):
        actions.publish_call(by=second if step == "publish" else runner, **at)
    elif step == "cancel":
        actions.cancel_call(by=second, why="No money", **at)
    elif step == "correct":
        given = {"kind": "typing", "what": "call.purpose", "why": "A slip"}
        actions.correct_call(by=second, after=f"Purpose {call.version}", **given, **at)
    elif step.startswith("propose"):
        closes = later if step == "propose later" else later - timedelta(weeks=2)
        doubts = [f"{kind}-{closes:%Y-%m-%d}" for kind in ("weekend", "bank-holiday", "midnight")]
        actions.propose_extension(
            by=runner, call=call, closes=closes, why="A power cut", confirmed=doubts
        )
    elif step == "keep time":
        tasks.keep_time()
    elif step in MOVES:
        actions.move_on(by=SYSTEM, call=call, to=step)
    elif waiting is not None and step == "turn down":
        actions.turn_down_extension(by=second, proposal=waiting, why="No")
    elif waiting is not None and step.startswith("agree"):
        actions.extend_deadline(by=second if step == "agree" else runner, proposal=waiting)


@settings(
    max_examples=on_each_database(25),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(steps=st.lists(st.sampled_from(STEPS), min_size=5, max_size=25))
def test_no_order_of_actions_reaches_a_forbidden_state(
    complete: Call,
    runner: Person,
    second: Person,
    office_day: Callable[[datetime], None],
    steps: list[str],
) -> None:
    moment = datetime.fromisoformat("2026-11-22T10:00:00+00:00")
    office_day(moment)
    with transaction.atomic():
        before = queries.call(complete.opportunity.reference)
        for step in ["submit", "publish", *steps] if len(steps) % 2 else steps:
            if step == "a week passes":
                moment += timedelta(weeks=1)
                office_day(moment)
            with suppress(Refusal):
                act(step, before, runner, second)
            now = queries.call(complete.opportunity.reference)
            check(before, now)
            before = now
        transaction.set_rollback(True)


def check(before: Call, now: Call) -> None:
    """What is so of a call after whatever somebody tried."""
    assert now.stage == before.stage or now.stage in rules.MOVES[before.stage]
    released = publications.latest_or_none("opportunity", now.opportunity.reference)
    assert (released is not None) == rules.is_public(now.stage)
    round_ = Opportunity.objects.get(pk=now.opportunity_id)
    assert now.closes_wall
    assert (
        now.closes_at
        == deadline_at(
            datetime.fromisoformat(now.closes_wall),
            confirmed=[
                f"{kind}-{now.closes_wall[:10]}" for kind in ("weekend", "bank-holiday", "midnight")
            ],
        ).instant
    )
    assert round_.deadline.isoformat() == now.closes_wall[:10]
    if released is None:
        assert round_.state == "planned"
        return
    assert now.frozen is not None
    assert now.published_by_id not in {None, now.set_up_by_id}
    assert released.payload.call == queries.call_payload(now)
    assert released.payload.state == round_.state
    if rules.is_public(before.stage):
        assert before.closes_at is not None
        assert now.closes_at >= before.closes_at
        frozen = ("who_may_apply", "decider", "markers_per_bid", "longest_months", "match_rule")
        assert [getattr(now, name) for name in frozen] == [getattr(before, name) for name in frozen]
    if now.stage == "opened" and before.stage == "published":
        assert now.closes_at is not None
        assert now.closes_at <= clock.now()
