"""Disposing of an agreement's papers, and of what of awards goes with a bid."""

from precept.do.agreements import queries
from precept.do.agreements.models import Agreement, Award, BidResult
from precept.do.bids import queries as bids
from precept.do.bids import sign_ups as bidding
from precept.do.bids.actions.disposing import dispose_bid
from precept.foundation import clock
from precept.foundation.ledger.actions import Actor
from precept.records import actions as records
from precept.records import sign_ups
from precept.records.sign_ups import Gone


def dispose_letters(subject: str, by: Actor, why: str) -> Gone:  # noqa: ARG001 - called like every step
    """Delete the letters that told the bidder of the result, and whom they went to; their hashes stay."""
    rows = BidResult.objects.filter(bid__reference=subject.partition(":")[2])
    gone = rows.exclude(letter={}, to=[]).update(letter={}, to=[], told_why="")
    Award.objects.filter(result__in=rows).update(letter={})
    return Gone(True, gone)


def dispose_agreement(subject: str, by: Actor, why: str) -> Gone:
    """The next bounded step: what the ledger says that is personal, papers, evidence that somebody saw.

    What was signed stays: terms, values, variations, payments, and the redacted copies that are public.
    """
    erased = records.clear_ledger(subject, by, why)
    of = Agreement.objects.filter(reference=subject.partition(":")[2]).first()
    if of is None or not erased.is_done:
        return erased
    public = of.papers.exclude(released_on=None)
    public.update(redacts=None)
    inside = of.papers.filter(released_on=None)
    deleted = inside.exclude(redacts=None).delete()[0] + inside.delete()[0]
    staying = list(public.values_list("file_id", flat=True))
    files = records.clear_files(subject, by, why, staying)
    things = erased.things + deleted + files.things
    if not files.is_done:
        return Gone(False, things, files.contents)
    things += of.evidence.all().delete()[0]
    Agreement.objects.filter(pk=of.pk).update(disposed=clock.today())
    return Gone(True, things, files.contents)


def sign_up_kinds() -> None:
    """Say how long papers of agreements and funded bids are kept, what keeps a bid back, what can be held."""
    sign_ups.kept(
        sign_ups.Kind(
            "funded-bid",
            queries.find_funded,
            queries.look_at_funded,
            dispose_bid,
            bids.described,
        )
    )
    sign_ups.kept(
        sign_ups.Kind(
            "agreement",
            queries.find_agreements,
            queries.look_at_agreement,
            dispose_agreement,
            queries.agreements_described,
        )
    )
    for kind in ("unsuccessful-bid", "unsent-bid", "funded-bid"):
        sign_ups.goes_with(kind, dispose_letters)
    bidding.funded_are(queries.funded_bids)
    sign_ups.keeps_back("unsuccessful-bid", queries.results_wait)
    sign_ups.can_be_held(sign_ups.Holdable("agreement", "An agreement", queries.agreement_titled))
