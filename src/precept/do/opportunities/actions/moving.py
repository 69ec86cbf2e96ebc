"""A call moves on: by the clock, and by what the parts above do with its bids."""

from django.db.models import F

from precept.do.opportunities import queries, rules
from precept.do.opportunities.actions.publishing import state_register
from precept.do.opportunities.actions.releasing import release_call
from precept.do.opportunities.actions.writing import STALE, call_at
from precept.do.opportunities.models import Call, TurnedAway
from precept.foundation import clock
from precept.foundation.ledger.actions import SYSTEM, Actor, Changed, Refused, action, record

EVENTS = {"open": "round opened for bids", "closed": "round closed to bids"}


@action
def move_on(*, by: Actor, call: Call, to: str, why: str = "") -> Call:
    """Move a published call to its next stage, inside the action of a part above.

    The caller has asked who may. Drafting, publishing and cancelling have their own actions. Refused
    where it may not go there, Changed where it moved meanwhile. Returns the call as it is then.
    """
    now = call_at(call, None)
    has_closed = now.closes_at is not None and now.closes_at <= clock.now()
    problem = rules.move_problem(now.stage, to, has_closed=has_closed, is_rolling=now.is_rolling)
    if problem:
        raise Refused(problem)
    before = now.stage
    moved = Call.objects.filter(pk=now.pk, stage=before, version=now.version)
    if not moved.update(stage=to, version=now.version + 1):
        raise Changed(STALE)
    now.stage, now.version = to, now.version + 1
    call.stage, call.version = now.stage, now.version
    state = rules.register_state(to, now.opens_at, now.closes_at, clock.now())
    state_register(now, state)
    record(
        now.subject,
        "round moved on",
        by=by,
        why=why,
        before={"stage": rules.STAGES[before]},
        after={"stage": rules.STAGES[to]},
    )
    release_call(now, by=by, why=why)
    return now


@action
def keep_time(*, call: Call) -> str:
    """Open or close a published round in the register when its moment has come, and publish that.

    Returns the state it has now. Where the release is refused the state stands all the same, and the
    event says why it is not public.
    """
    now = call_at(call, None)
    if not rules.is_public(now.stage):
        return now.opportunity.state
    state = rules.register_state(now.stage, now.opens_at, now.closes_at, clock.now())
    before = now.opportunity.state
    if state == before:
        return state
    state_register(now, state)
    refused = ""
    try:
        release_call(now, by=SYSTEM)
    except Refused as problem:
        refused = problem.words
    record(
        now.subject,
        EVENTS.get(state, "round state changed"),
        by=SYSTEM,
        before={"state": rules.STATES[before]},
        after={"state": rules.STATES[state], **({"not published": refused} if refused else {})},
    )
    return state


def count_eligibility(*, call: Call, rule: str = "") -> None:
    """Count somebody who was turned away at a rule, or ("") who passed them all; nothing about who.

    A count by the day is no change of the round: like an autosave it is a row, not an event.
    KeyError for a rule that the call does not have.
    """
    if rule and not queries.has_rule(call, rule):
        raise KeyError(rule)
    row, _ = TurnedAway.objects.get_or_create(call=call, rule=rule, day=clock.today())
    TurnedAway.objects.filter(pk=row.pk).update(count=F("count") + 1)
