"""Money that an award left free in a rolling round: the reserve list first, then back to the pot."""

from precept.do.agreements import access, queries
from precept.do.agreements.actions.awarding import NOT_MAKER
from precept.do.agreements.models import Award, Awarding
from precept.do.assessment import actions as assessment
from precept.do.opportunities import queries as rounds
from precept.foundation import clock
from precept.foundation.ledger.actions import (
    SYSTEM,
    NotAllowed,
    Refused,
    action,
    record,
)
from precept.foundation.ledger.versions import as_read, write_next
from precept.foundation.people.models import Person

STALE = "Somebody changed this decision’s awards while you had them open."


@action
def close_reserve(*, by: Person, awarding: Awarding, version: int, why: str) -> Awarding:
    """Close the reserve list of a decision in a rolling round: what is free goes back to the pot, for the next batch.

    What is declined or lapses later goes there too.
    """
    now = queries.fresh_awarding(awarding)
    if not access.may_handle_letters(by, now):
        raise NotAllowed(NOT_MAKER)
    if not is_rolling(now):
        raise Refused("Only a rolling round that goes on has a next batch to give the money to.")
    as_read(now, version, stale=STALE)
    if not queries.reserve_waits(now):
        raise Refused("No bid waits on this reserve list.")
    if not why.strip():
        raise Refused("Say why the reserve list is closed", field="why")
    write_next(
        now,
        {
            "reserve_closed": clock.now(),
            "reserve_closed_by": by,
            "reserve_closed_why": why.strip(),
        },
        read=version,
        stale=STALE,
    )
    record(
        now.subject,
        "reserve list closed",
        by=by,
        why=why.strip(),
        after={"decision": now.decision.reference},
    )
    give_back_free(now)
    return now


def is_rolling(awarding: Awarding) -> bool:
    """Whether money that is free can go to a later batch: the round is rolling and not finished."""
    call = rounds.call_or_none(awarding.opportunity)
    return call is not None and call.is_rolling and call.stage not in {"awarded", "cancelled"}


def give_back_free(awarding: Awarding) -> None:
    """Within an action that left money free: give it back to the pot, once nobody waits for it on the reserve list."""
    now = queries.fresh_awarding(awarding)
    if not is_rolling(now) or queries.reserve_waits(now):
        return
    free = queries.free_money(now.opportunity).get(now.pk, {})
    shares = {code: pence for code, pence in free.items() if pence > 0}
    if not shares:
        return
    assessment.give_back(
        by=SYSTEM,
        recommendation=now.recommendation,
        shares=shares,
        why=f"Left free by the awards of decision {now.decision.reference}",
    )


def take_back(award: Award) -> None:
    """Within the action that offers a lapsed award again: have its money, from what is free, else from the pot.

    Refused where other bids have it.
    """
    awarding = queries.fresh_awarding(award.result.awarding)
    free = queries.free_money(award.opportunity).get(awarding.pk, {})
    short = {
        code: pence - max(free.get(code, 0), 0)
        for code, _, pence in award.shares
        if pence > free.get(code, 0)
    }
    if not short:
        return
    if not is_rolling(awarding):
        raise Refused("Its money went to the reserve list: it cannot be offered again.")
    assessment.take_again(
        by=SYSTEM,
        recommendation=awarding.recommendation,
        shares=short,
        why=f"Award {award.reference} is offered again",
    )
