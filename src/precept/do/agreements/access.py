"""Who may see the register, keep it and publish it; who makes awards, and who accepts them."""

from django.db.models import Q, QuerySet

from precept.do.agreements.models import Agreement, Award, Awarding, BidResult, Variation
from precept.do.bids import access as bids
from precept.do.bids.models import Conflict
from precept.do.opportunities.models import Opportunity
from precept.foundation.documents.models import StoredFile
from precept.foundation.ledger.actions import TheSystem
from precept.foundation.people.models import Person
from precept.parties import access as parties

Asker = Person | TheSystem
"""A person, or the system where the command line loads a file."""

SEES_AWARDS = (
    "make awards",
    "recommend awards",
    "draft decisions",
    "sign decisions",
    "publish decisions",
)
"""Powers whose work needs to know what was awarded before it is public."""


def may_see_register(asker: Asker) -> bool:
    """Whether they may see the office's own register."""
    return isinstance(asker, TheSystem) or asker.may("see the office")


def may_keep_register(asker: Asker) -> bool:
    """Whether they may add and change agreements."""
    return isinstance(asker, TheSystem) or asker.may("keep the register")


def may_publish_register(asker: Asker) -> bool:
    """Whether they may publish what the register says."""
    return isinstance(asker, TheSystem) or asker.may("publish the register")


def visible_to(asker: Asker) -> QuerySet[Agreement]:
    """The agreements that they may see in the office: all, or none."""
    return Agreement.objects.all() if may_see_register(asker) else Agreement.objects.none()


def may_draft_variations(asker: Asker) -> bool:
    """Whether they may draft variations and put approved ones in force."""
    return isinstance(asker, Person) and may_keep_register(asker)


def may_approve_variation(asker: Asker, variation: Variation) -> bool:
    """Whether they may approve a variation: they have the power, and had no hand in drafting it."""
    return (
        isinstance(asker, Person)
        and asker.may("approve variations")
        and variation.drafted_by_id != asker.pk
        and asker.reference not in variation.hands
    )


def may_open_papers(person: Person) -> bool:
    """Whether their work needs what stands in the papers of agreements."""
    return person.may("open agreements' papers")


def may_open_agreement_paper(person: Person, file: StoredFile) -> bool:  # noqa: ARG001 - a predicate like others
    """Whether they may open the papers of agreements: who works with agreements or money, and auditors."""
    return may_open_papers(person)


# Awards, in the office


def may_see_awards(asker: Asker) -> bool:
    """Whether their work needs the awards of rounds before these are public."""
    return isinstance(asker, TheSystem) or any(asker.may(power) for power in SEES_AWARDS)


def may_make_awards(asker: Asker) -> bool:
    """Whether they may write letters, record how applicants were told, and keep offers."""
    return isinstance(asker, TheSystem) or asker.may("make awards")


def may_finish_round(asker: Asker) -> bool:
    """Whether they may say that a rolling round is finished, once nothing is left to decide in it."""
    return may_make_awards(asker)


def results_for(asker: Asker) -> QuerySet[BidResult]:
    """What came of bids, as far as they may know: none of those that their conflicts shut."""
    if not may_see_awards(asker):
        return BidResult.objects.none()
    return BidResult.objects.filter(bids.open_to(asker, "bid"))


def awards_for(asker: Asker) -> QuerySet[Award]:
    """The awards that they may see in the office: none of those that their conflicts shut."""
    if not may_see_awards(asker):
        return Award.objects.none()
    return Award.objects.filter(bids.open_to(asker, "result__bid"))


def may_change_award(asker: Asker, award: Award) -> bool:
    """Whether they may keep an award: never where they declared a conflict with its bid."""
    return may_make_awards(asker) and awards_for(asker).filter(pk=award.pk).exists()


def may_allow_offer(asker: Asker, award: Award) -> bool:
    """Whether they may have an award offered in spite of a failed check: who signs decisions, without a conflict."""
    return (
        isinstance(asker, Person)
        and asker.may("sign decisions")
        and awards_for(asker).filter(pk=award.pk).exists()
    )


def may_handle_letters(asker: Asker, awarding: Awarding) -> bool:
    """Whether they may write, check and send a round's letters: whoever has no conflict in the round."""
    return may_make_awards(asker) and not _has_conflict(asker, awarding.opportunity)


def may_send_letters(asker: Asker, awarding: Awarding) -> bool:
    """Whether they may send the letters: somebody else than who said that they are right."""
    return (
        isinstance(asker, Person)
        and may_handle_letters(asker, awarding)
        and awarding.prepared_by_id not in (None, asker.pk)
    )


def _has_conflict(asker: Asker, opportunity: Opportunity) -> bool:
    return (
        isinstance(asker, Person)
        and Conflict.objects.filter(person=asker, bid__opportunity=opportunity, ended=None).exists()
    )


# Awards, as those outside see their own


def mine(person: Person) -> QuerySet[Award]:
    """The awards that were offered to whom this person acts for, or for a bid that they work on."""
    held = parties.belonging_to(person).values("pk")
    theirs = (
        Q(recipient__in=held)
        | Q(accountable_body__in=held)
        | Q(result__bid__in=bids.mine(person).values("pk"))
    )
    return Award.objects.exclude(state="decided").filter(theirs)


def may_accept(person: Asker, award: Award) -> bool:
    """Whether they may accept or decline an award: who signs for whoever answers for the money."""
    body = award.signing_body
    return (
        isinstance(person, Person)
        and body is not None
        and parties.may_sign_for(person, body)
        and mine(person).filter(pk=award.pk).exists()
    )


def is_member(person: Asker, award: Award) -> bool:
    """Whether they act for whoever accepts an award, with whatever rights."""
    body = award.signing_body
    return body is not None and parties.is_member(person, body)
