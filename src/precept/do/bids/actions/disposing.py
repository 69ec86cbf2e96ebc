"""Disposing of a bid whose years are over: what was written, sent and said goes; that there was a bid stays."""

from typing import Final

from precept.do.bids import queries
from precept.do.bids.models import (
    AssistedEntry,
    Attempt,
    Bid,
    BidMember,
    BodyAsked,
    Conflict,
    OtherWay,
    Revision,
    SectionAnswers,
    Submission,
    WhyNot,
)
from precept.foundation import clock
from precept.foundation.ledger.actions import Actor
from precept.records import actions as records
from precept.records import sign_ups
from precept.records.sign_ups import Gone

WORDS: Final = (
    Revision,
    SectionAnswers,
    Attempt,
    BidMember,
    BodyAsked,
    OtherWay,
    AssistedEntry,
    WhyNot,
)


def dispose_bid(subject: str, by: Actor, why: str) -> Gone:
    """The next bounded step: its texts and team, its files, the ledger's personal parts, what was sent."""
    bid = Bid.objects.filter(reference=subject.partition(":")[2]).first()
    if bid is None:
        return Gone(True)
    things = 0
    for model in WORDS:
        gone = records.clear_rows(model._default_manager.filter(bid=bid))
        things += gone.things
        if not gone.is_done:
            return Gone(False, things)
    files = records.clear_files(subject, by, why)
    things += files.things
    if not files.is_done:
        return Gone(False, things, files.contents)
    erased = records.clear_ledger(subject, by, why)
    things += erased.things
    if not erased.is_done:
        return Gone(False, things, files.contents)
    return Gone(True, things + _empty(bid), files.contents)


def _empty(bid: Bid) -> int:
    """Take what it said from the row that stays, and delete what was submitted. Who bid stays where it was sent."""
    was_sent = bid.state == "submitted"
    Conflict.objects.filter(bid=bid).exclude(words="").update(words="")
    Bid.objects.filter(pk=bid.pk).update(
        in_force=None,
        title="",
        summary="",
        amount=None,
        match=None,
        areas=[],
        begun_by=None,
        accountable_body=bid.accountable_body if was_sent else None,
        organisation=bid.organisation if was_sent else None,
        late_why="",
        key="",
        remind_at=None,
        disposed=bid.disposed or clock.today(),
    )
    deleted, _ = Submission.objects.filter(bid=bid).delete()
    return deleted


def sign_up_kinds() -> None:
    """Say which bids are kept how long, and how they go."""
    sign_ups.kept(
        sign_ups.Kind(
            "unsuccessful-bid",
            queries.find_not_funded,
            queries.look_at_not_funded,
            dispose_bid,
            queries.described,
        )
    )
    sign_ups.kept(
        sign_ups.Kind(
            "unsent-bid",
            queries.find_not_sent,
            queries.look_at_not_sent,
            dispose_bid,
            queries.described,
        )
    )
    sign_ups.can_be_held(sign_ups.Holdable("bid", "A bid", queries.bid_named))
