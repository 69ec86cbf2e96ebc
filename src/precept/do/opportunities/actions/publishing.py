"""Two people publish a call: one sends it on, the other publishes it or sends it back."""

from precept.do.opportunities import queries, rules
from precept.do.opportunities.access import Asker, may_publish_calls
from precept.do.opportunities.actions.releasing import release_call
from precept.do.opportunities.actions.writing import (
    STALE,
    ask_publisher,
    ask_runner,
    ask_second,
    call_at,
    drafting_at,
    freeze,
)
from precept.do.opportunities.models import Call, Opportunity
from precept.do.opportunities.published import address
from precept.do.opportunities.sign_ups import Change, tell_changed
from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, Refused, action, record
from precept.foundation.people.models import Person
from precept.plan import actions as plan

WAITS = "This round does not wait for a second person."


@action
def submit_for_publication(*, by: Asker, call: Call, version: int, why: str = "") -> Call:
    """Send a round that lacks nothing to a second person, who publishes it or sends it back."""
    now = drafting_at(by, call, version)
    refuse_lacking(now)
    sender = {"set_up_by": by} if isinstance(by, Person) else {}
    _move(now, "ready", sent_back_why="", **sender)
    record(now.subject, "round sent to a second person", by=by, why=why)
    return now


@action
def send_back(*, by: Asker, call: Call, version: int, why: str) -> Call:
    """Give a round that waits for a second person back to whoever sets it up, with the reason."""
    if not may_publish_calls(by):
        ask_runner(by)
    now = call_at(call, version)
    if now.stage != "ready":
        raise Refused(WAITS)
    if not why.strip():
        raise Refused("Say why it goes back", field="why")
    _move(now, "drafting", sent_back_why=why.strip())
    record(now.subject, "round sent back", by=by, why=why)
    return now


@action
def publish_call(
    *, by: Person, call: Call, version: int, why: str = "", alone_because: str = ""
) -> Call:
    """Publish a round that somebody else set up: its questions, criteria and weights are frozen.

    ``alone_because`` is why one person does both, where a small office has no second one: it is kept.
    Refused with everything that is missing.
    """
    ask_publisher(by)
    now = call_at(call, version)
    if now.stage != "ready":
        raise Refused(WAITS)
    ask_second(by, now.set_up_by_id, alone_because, "publishes a round")
    refuse_lacking(now)
    moment = clock.now()
    alone = alone_because.strip() if now.set_up_by_id == by.pk else ""
    now.frozen = freeze(now.draft)
    _move(
        now,
        "published",
        frozen=now.frozen,
        published=moment,
        published_by=by,
        published_alone_why=alone,
    )
    state = rules.register_state(now.stage, now.opens_at, now.closes_at, moment)
    state_register(now, state)
    record(
        now.subject,
        "call published",
        by=by,
        why=why,
        after={
            "questions": now.frozen.digest,
            "opens": clock.spoken_time(now.opens_at) if now.opens_at else "",
            "closes": clock.spoken_time(now.closes_at) if now.closes_at else "",
            "set up by": now.set_up_by.ledger_name if now.set_up_by else "",
            **({"one person alone, because": alone} if alone else {}),
        },
    )
    release_call(now, by=by, why=why)
    tell_changed(Change("published", now, f"{now.opportunity.theme} is published.", by))
    plan.tell_interested(
        by=by,
        subject=now.opportunity.subject,
        title=now.opportunity.theme,
        href=address(now.opportunity.reference),
    )
    return now


def refuse_lacking(now: Call) -> None:
    """Refused, naming everything without which a call does not go live."""
    missing = queries.go_live(now)
    if missing:
        raise Refused("This is missing: " + "; ".join(one.words for one in missing) + ".")


def state_register(now: Call, state: str) -> None:
    """Keep what the register says of a call's state in step with it."""
    round_ = now.opportunity
    if round_.state == state:
        return
    moved = Opportunity.objects.filter(pk=round_.pk, version=round_.version).update(
        state=state, version=round_.version + 1
    )
    if not moved:
        raise Changed(STALE)
    round_.state, round_.version = state, round_.version + 1


def _move(now: Call, to: str, **more: object) -> None:
    written = {**more, "stage": to, "version": now.version + 1}
    if not Call.objects.filter(pk=now.pk, stage=now.stage, version=now.version).update(**written):
        raise Changed(STALE)
    for name, value in written.items():
        setattr(now, name, value)
