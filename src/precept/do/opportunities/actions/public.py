"""After publication: a later deadline, which takes two people; a correction; a cancellation."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from precept.decisions import queries as decisions
from precept.do.opportunities import queries, rules
from precept.do.opportunities.access import Asker, may_publish_calls
from precept.do.opportunities.actions.publishing import state_register
from precept.do.opportunities.actions.releasing import release_call
from precept.do.opportunities.actions.writing import (
    STALE,
    ask_publisher,
    ask_runner,
    ask_second,
    call_at,
    freeze,
    moments_of,
    public_at,
)
from precept.do.opportunities.models import (
    Call,
    Correction,
    DeadlineChange,
    DeadlineProposal,
    Opportunity,
)
from precept.do.opportunities.sign_ups import Change, tell_changed
from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, Refused, action, record
from precept.foundation.people.models import Person

NEVER_EARLIER = "A published deadline only ever moves later. Enter a later time."
TOO_LATE = "Bids to this round are opened: its deadline stays."
NEEDS_REASON = "Say why. The reason is published."


def propose_extension(
    *,
    by: Asker,
    call: Call,
    closes: datetime,
    why: str,
    confirmed: Sequence[str] = (),
) -> DeadlineProposal:
    """Propose a later deadline (a UK wall time) to a second person, who makes it so.

    An earlier one is refused, and that somebody tried is kept: it stands in the ledger.
    """
    try:
        return _propose(by=by, call=call, closes=closes, why=why, confirmed=confirmed)
    except Refused as refused:
        if refused.words == NEVER_EARLIER:
            _keep_refused(by=by, call=call, closes=closes, why=why)
        raise


@action
def _keep_refused(*, by: Asker, call: Call, closes: datetime, why: str) -> None:
    record(
        call.subject,
        "deadline change refused",
        by=by,
        why=why,
        before={"closes": rules.wall_said(call.closes_wall)},
        after={"asked for": rules.wall_said(closes.isoformat(timespec="minutes"))},
    )


@action
def _propose(
    *, by: Asker, call: Call, closes: datetime, why: str, confirmed: Sequence[str]
) -> DeadlineProposal:
    if not may_publish_calls(by):
        ask_runner(by)
    now = call_at(call, None)
    _refuse_settled(now)
    if not isinstance(by, Person):
        raise Refused("A person proposes a later deadline.")
    if not why.strip():
        raise Refused(NEEDS_REASON, field="why")
    moments = moments_of(closes, closes, confirmed)
    after = moments["closes_at"]
    if now.closes_at is None or after <= now.closes_at:
        raise Refused(NEVER_EARLIER, field="closes")
    if after <= clock.now():
        raise Refused("Enter a time that is still to come", field="closes")
    if now.deadline_proposals.filter(state="waiting").exists():
        raise Refused("A later deadline waits for a second person already.")
    made = DeadlineProposal.objects.create(
        call=now,
        before=now.closes_wall,
        after=moments["closes_wall"],
        after_at=after,
        why=why.strip(),
        by=by,
    )
    record(
        now.subject,
        "later deadline proposed",
        by=by,
        why=why,
        before={"closes": rules.wall_said(made.before)},
        after={"closes": rules.wall_said(made.after)},
    )
    return made


def _refuse_settled(now: Call) -> None:
    if now.stage == "cancelled":
        raise Refused("This round was cancelled.")
    if not rules.is_public(now.stage):
        raise Refused("This round is not published yet: change its dates where it is set up.")
    if now.stage != "published" and not (now.is_rolling and now.stage == "opened"):
        raise Refused(TOO_LATE)


@action
def extend_deadline(
    *, by: Person, proposal: DeadlineProposal, alone_because: str = ""
) -> DeadlineChange:
    """Move the deadline as somebody else proposed: for everyone, published, and all are told."""
    ask_publisher(by)
    now = call_at(proposal.call, None)
    _refuse_settled(now)
    ask_second(by, proposal.by_id, alone_because, "agrees to a later deadline")
    if proposal.after_at <= clock.now():
        raise Refused("The time that was proposed has passed. Turn it down and propose another.")
    alone = alone_because.strip() if proposal.by_id == by.pk else ""
    _settle(proposal, by, "agreed", alone)
    written: dict[str, Any] = {
        "closes_at": proposal.after_at,
        "closes_wall": proposal.after,
        "version": now.version + 1,
    }
    moved = Call.objects.filter(pk=now.pk, version=now.version, closes_wall=proposal.before)
    if not moved.update(**written):
        raise Changed(STALE)
    for name, value in written.items():
        setattr(now, name, value)
    wall = datetime.fromisoformat(proposal.after)
    round_ = now.opportunity
    state = rules.register_state(now.stage, now.opens_at, now.closes_at, clock.now())
    kept = {"deadline": wall.date(), "deadline_time": wall.time(), "state": state}
    _write_round(round_, kept)
    made = DeadlineChange.objects.create(
        call=now, before=proposal.before, after=proposal.after, why=proposal.why, by=by
    )
    words = f"The deadline is now {clock.spoken_time(proposal.after_at)}. {proposal.why}"
    record(
        now.subject,
        "deadline moved",
        by=by,
        why=proposal.why,
        before={"closes": rules.wall_said(made.before)},
        after={
            "closes": rules.wall_said(made.after),
            "proposed by": proposal.by.ledger_name,
            **({"one person alone, because": alone} if alone else {}),
        },
    )
    release_call(now, by=by, why=proposal.why)
    tell_changed(Change("deadline moved", now, words, by))
    return made


@action
def turn_down_extension(*, by: Person, proposal: DeadlineProposal, why: str) -> DeadlineProposal:
    """Leave the deadline where it is: whoever proposed a later one may take it back too."""
    if proposal.by_id != by.pk:
        ask_publisher(by)
    if not why.strip():
        raise Refused("Say why the deadline stays", field="why")
    _settle(proposal, by, "refused", why.strip())
    record(proposal.call.subject, "later deadline turned down", by=by, why=why)
    return proposal


def _settle(proposal: DeadlineProposal, by: Person, state: str, why: str) -> None:
    written = {"state": state, "settled_by": by, "settled": clock.now(), "settled_why": why}
    if not DeadlineProposal.objects.filter(pk=proposal.pk, state="waiting").update(**written):
        raise Changed("Somebody settled this proposal before you.")
    for name, value in written.items():
        setattr(proposal, name, value)


def _write_round(round_: Opportunity, changes: dict[str, Any]) -> None:
    written = {**changes, "version": round_.version + 1}
    if not Opportunity.objects.filter(pk=round_.pk, version=round_.version).update(**written):
        raise Changed(STALE)
    for name, value in written.items():
        setattr(round_, name, value)


@action
def correct_call(
    *, by: Person, call: Call, version: int, kind: str, what: str, after: str, why: str
) -> Correction:
    """Correct words of a published round: classed, dated, both texts kept and published, all told.

    ``what`` is the key of ``queries.correctables``. A question set that is corrected is frozen anew;
    what it asks stays what it asks.
    """
    now = public_at(by, call, version)
    if kind not in rules.CORRECTION_KINDS:
        raise Refused("Say whether it is a typing error or a material correction", field="kind")
    found = next((one for one in queries.correctables(now) if one.key == what), None)
    if found is None:
        raise Refused("Choose what is corrected", field="what")
    after = after.strip()
    if not after and found.text and not what.endswith((".hint", ".instead")):
        raise Refused("Enter what it should say", field="after")
    if after == found.text:
        raise Refused("This is what it says already", field="after")
    if not why.strip():
        raise Refused(NEEDS_REASON, field="why")
    frozen_before = now.frozen
    corrected = _corrected(now, what, after)
    written: dict[str, Any] = {**corrected, "version": now.version + 1}
    if not Call.objects.filter(pk=now.pk, version=now.version).update(**written):
        raise Changed(STALE)
    for name, value in written.items():
        setattr(now, name, value)
    made = Correction.objects.create(
        call=now,
        kind=kind,
        what=found.title[:300],
        before=found.text,
        after=after,
        why=why.strip(),
        questions_before=frozen_before if "frozen" in corrected else None,
        by=by,
    )
    record(
        now.subject,
        "call corrected",
        by=by,
        why=why,
        before={found.title: found.text},
        after={found.title: after, "kind": rules.CORRECTION_KINDS[kind]},
    )
    release_call(now, by=by, why=why)
    tell_changed(
        Change("corrected", now, f"{rules.CORRECTION_KINDS[kind]}: {found.title}. {why}", by)
    )
    return made


def _corrected(now: Call, what: str, words: str) -> dict[str, Any]:
    """Write corrected words where they stand; returns what of the call itself changes with them."""
    kind, _, rest = what.partition(".")
    key, _, name = rest.rpartition(".")
    if kind == "call":
        return {rest: words}
    if kind == "round":
        _write_round(now.opportunity, {"theme": words})
    elif kind == "answer":
        found = queries.names_in(now.clarifications.get(number=int(key)), words)
        if found:
            raise Refused(f"This contains {rules.joined(found)} of whoever asked", field="after")
        now.clarifications.filter(number=int(key)).update(**{name: words})
    elif kind == "rule":
        now.eligibility.filter(key=key).update(**{name: words})
    elif kind == "criterion":
        one = now.criteria.get(key=key)
        if name in {"title", "words"}:
            now.criteria.filter(key=key).update(**{name: words})
        else:
            levels = [
                {**level, "words": words} if str(level["score"]) == name else level
                for level in one.levels
            ]
            now.criteria.filter(key=key).update(levels=levels)
    else:
        return {"frozen": freeze(rules.with_words(now.asks, kind, key, name, words))}
    return {}


@action
def cancel_call(*, by: Person, call: Call, version: int, why: str) -> Call:
    """Cancel a published round, for a reason that is published; everyone who started is told."""
    now = public_at(by, call, version)
    if not rules.may_move(now.stage, "cancelled"):
        raise Refused("This round is decided: it cannot be cancelled.")
    if decisions.is_signed_about(now.subject):
        raise Refused(
            "Awards of this round are decided already, so it cannot be cancelled. It ends at its deadline."
        )
    if not why.strip():
        raise Refused(NEEDS_REASON, field="why")
    written = {"stage": "cancelled", "cancelled_why": why.strip(), "version": now.version + 1}
    before = now.stage
    if not Call.objects.filter(pk=now.pk, stage=before, version=now.version).update(**written):
        raise Changed(STALE)
    for name, value in written.items():
        setattr(now, name, value)
    now.deadline_proposals.filter(state="waiting").update(
        state="refused", settled_by=by, settled=clock.now(), settled_why="The round was cancelled."
    )
    state_register(now, "closed")
    record(
        now.subject,
        "round cancelled",
        by=by,
        why=why,
        before={"stage": rules.STAGES[before]},
        after={"stage": rules.STAGES["cancelled"]},
    )
    release_call(now, by=by, why=why)
    tell_changed(Change("cancelled", now, f"The round was cancelled. {why.strip()}", by))
    return now
