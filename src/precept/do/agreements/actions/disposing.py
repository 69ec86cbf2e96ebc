"""What of awards goes with a bid that is disposed of, and which bids are funded ones."""

from precept.do.agreements import queries
from precept.do.agreements.models import Award, BidResult
from precept.do.bids import queries as bids
from precept.do.bids import sign_ups as bidding
from precept.do.bids.actions.disposing import dispose_bid
from precept.foundation.ledger.actions import Actor
from precept.records import sign_ups
from precept.records.sign_ups import Gone


def dispose_letters(subject: str, by: Actor, why: str) -> Gone:  # noqa: ARG001 - called like every step
    """Delete the letters that told the bidder of the result, and whom they went to; their hashes stay."""
    rows = BidResult.objects.filter(bid__reference=subject.partition(":")[2])
    gone = rows.exclude(letter={}, to=[]).update(letter={}, to=[], told_why="")
    Award.objects.filter(result__in=rows).update(letter={})
    return Gone(True, gone)


def sign_up_kinds() -> None:
    """Say how long funded bids are kept, what keeps a bid back, and that agreements can be held."""
    sign_ups.kept(
        sign_ups.Kind(
            "funded-bid",
            queries.find_funded,
            queries.look_at_funded,
            dispose_bid,
            bids.described,
        )
    )
    for kind in ("unsuccessful-bid", "unsent-bid", "funded-bid"):
        sign_ups.goes_with(kind, dispose_letters)
    bidding.funded_are(queries.funded_bids)
    sign_ups.keeps_back("unsuccessful-bid", queries.results_wait)
    sign_ups.can_be_held(sign_ups.Holdable("agreement", "An agreement", queries.agreement_titled))
