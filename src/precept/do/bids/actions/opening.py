"""Opening bids after the round closed, and settling those that came late."""

from datetime import datetime
from typing import Final

from precept.do.bids import access, letters, queries, rules
from precept.do.bids.actions.listing import write_list
from precept.do.bids.actions.submitting import put_in_force
from precept.do.bids.models import Bid, Submission
from precept.do.opportunities import actions as opportunities
from precept.do.opportunities.models import Call
from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, record
from precept.foundation.ledger.models import Event
from precept.foundation.people.models import Person

OPENED_ALREADY: Final = "The bids of this round were opened already."


@action
def open_bids(*, by: Person, call: Call) -> Call:
    """Open the bids of a closed round: from now on the office reads them. An event says how many.

    Refused until everyone who began in time has had the time to finish, and by a clock that runs behind
    what the round's own stream has seen.
    """
    if not access.may_open_bids(by):
        raise NotAllowed("Only people who run rounds may open bids.")
    call = Call.objects.select_related("opportunity").get(pk=call.pk)
    if call.stage not in {"published"}:
        raise Changed(OPENED_ALREADY if call.stage != "cancelled" else "This round is cancelled.")
    if call.closes_at is None:
        raise Refused("This round has no deadline.")
    now = clock.now()
    if not rules.may_open(now, _last_seen(call), call.closes_at):
        raise Refused(_not_yet(call.closes_at))
    rows = Bid.objects.filter(opportunity=call.opportunity, state="submitted")
    in_force = Submission.objects.filter(pk__in=rows.values("in_force"))
    digest, count = queries.digest_of_all(in_force.only("sha256")), in_force.count()
    rows.filter(opened=None).update(opened=now)
    write_list(call.opportunity)
    opportunities.move_on(by=by, call=call, to="opened")
    record(
        call.subject,
        "bids opened",
        by=by,
        after={"bids": count, "digest": digest, "closed": call.closes_at.isoformat()},
    )
    call.refresh_from_db()
    return call


def _last_seen(call: Call) -> datetime | None:
    last = Event.objects.filter(subject=call.subject).order_by("-place").first()
    return datetime.fromisoformat(last.at) if last else None


def _not_yet(closes: datetime) -> str:
    return (
        f"Bids can be opened from {clock.spoken_time(rules.opens_from(closes))}: whoever began to submit"
        " before the deadline has 15 minutes to finish."
    )


@action
def open_one(*, by: Person, bid: Bid) -> Bid:
    """Open one bid of a round that is not sealed, where that did not happen when it was submitted."""
    if not access.may_open_bids(by):
        raise NotAllowed("Only people who run rounds may open bids.")
    call = queries.call_of(bid)
    if call.is_sealed and not call.is_rolling and call.stage == "published":
        raise Refused("The bids of this round are sealed until all are opened together.")
    rows = Bid.objects.filter(pk=bid.pk, state="submitted", opened=None)
    if not rows.update(opened=clock.now()):
        raise Changed("This bid is opened already, or is not submitted.")
    write_list(bid.opportunity)
    record(bid.subject, "bid opened", by=by)
    bid.refresh_from_db()
    return bid


@action
def settle_late_bid(*, by: Person, bid: Bid, accept: bool, why: str) -> Bid:
    """Refuse a late bid, which the rule asks for; or propose to accept it, and agree as a second person.

    The reason is kept, told to the bidder, and published with the results where it was accepted.
    """
    if not access.may_settle_late(by):
        raise NotAllowed("Only people who run rounds may settle a late bid.")
    if access.has_conflict(by, bid):
        raise NotAllowed("You declared an interest in this bid.")
    if not why.strip():
        raise Refused("Enter the reason. It is published if the bid is accepted.", field="why")
    bid = Bid.objects.select_for_update(of=("self",)).select_related("opportunity").get(pk=bid.pk)
    if bid.state != "late":
        raise Changed("This bid was settled before you.")
    if accept and bid.late_proposed_by_id is None:
        return _propose(by, bid, why.strip())
    if accept and bid.late_proposed_by_id == by.pk:
        raise Refused("You proposed this. Somebody else who runs rounds has to agree.")
    return _settle(by, bid, accept, why.strip())


def _propose(by: Person, bid: Bid, why: str) -> Bid:
    Bid.objects.filter(pk=bid.pk, state="late").update(late_proposed_by=by, late_why=why)
    record(bid.subject, "late bid proposed for acceptance", by=by, why=why)
    bid.late_proposed_by, bid.late_why = by, why
    return bid


def _settle(by: Person, bid: Bid, accept: bool, why: str) -> Bid:
    call = queries.call_of(bid)
    if accept and call.stage not in rules.SENT_WHILE:
        raise Refused("Marking has begun, so no further bid can join this round.")
    made = bid.submissions.filter(is_late=True).order_by("-number").first()
    if made is None:
        raise Refused("Nothing was submitted that could be accepted.")
    if accept:
        bring_in(bid, call, made)
    else:
        Bid.objects.filter(pk=bid.pk, state="late").update(state="refused")
    Bid.objects.filter(pk=bid.pk).update(late_why=why, late_settled_by=by)
    record(
        bid.subject,
        "late bid accepted" if accept else "late bid refused",
        by=by,
        why=why,
        before={"state": "late"},
        after={"state": "submitted" if accept else "refused", "sha256": made.sha256},
    )
    letters.send_settled(bid, call, queries.leads(bid), is_accepted=accept, why=why)
    bid.refresh_from_db()
    return bid


def bring_in(bid: Bid, call: Call, made: Submission) -> None:
    """Within an action: put a late submission in force, opened where those of its round are."""
    put_in_force(bid, made, queries.asked_of(made))
    if call.stage == "opened" or call.is_rolling or not call.is_sealed:
        Bid.objects.filter(pk=bid.pk).update(opened=clock.now())
        write_list(bid.opportunity)
