"""Who works on a bid: invitations bound to an address, rights, and always somebody who leads."""

from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from precept.do.bids import access, letters, queries, rules
from precept.do.bids.actions.drafting import NOT_LEADING
from precept.do.bids.actions.tracing import bid_action, note
from precept.do.bids.models import Bid, BidMember
from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, record
from precept.foundation.people.models import Person
from precept.foundation.people.rules import same_address

MOST_MEMBERS: Final = 30
LAST_LEAD: Final = "Somebody must lead this bid. Give somebody else that right first."


@bid_action
def invite(*, by: Person, bid: Bid, email: str, rights: str) -> BidMember:
    """Invite somebody by e-mail. Only whoever signs in with that address takes the place up."""
    if not access.may_lead(by, bid):
        raise NotAllowed(NOT_LEADING)
    if bid.is_rehearsal:
        raise Refused("A rehearsal leaves no trace, so nobody is invited to it.")
    address = same_address(email)
    try:
        validate_email(address)
    except ValidationError:
        raise Refused(
            "Enter an email address in the correct format, like name@example.com", field="email"
        ) from None
    if rights not in dict(rules.rights):
        raise Refused("Choose what they may do.", field="rights")
    held = BidMember.objects.select_for_update().filter(bid=bid, ended=None)
    if held.filter(email=address).exists():
        raise Refused("This person works on the bid already, or is invited.", field="email")
    if held.count() >= MOST_MEMBERS:
        raise Refused(f"At most {MOST_MEMBERS} people can work on a bid.")
    # Whether the address has an account here is not told: the place is taken up by signing in.
    made = BidMember.objects.create(bid=bid, email=address, rights=rights)
    note(bid, "colleague invited", by=by, after={"rights": rights}, private={"email": address})
    letters.send_invitation(bid, queries.call_of(bid), address, by.name)
    return made


@bid_action
def change_rights(*, by: Person, bid: Bid, member: BidMember, rights: str) -> BidMember:
    """Change what somebody may do in a bid; at least one of those who took their place up leads."""
    if not access.may_lead(by, bid) or member.bid_id != bid.pk:
        raise NotAllowed(NOT_LEADING)
    if rights not in dict(rules.rights):
        raise Refused("Choose what they may do.", field="rights")
    before = member.rights
    if rights != "lead":
        _refuse_to_lose_the_last_lead(bid, member)
    if not BidMember.objects.filter(pk=member.pk, ended=None, rights=before).update(rights=rights):
        raise Changed("Somebody changed this before you: look at it again.")
    member.rights = rights
    note(
        bid,
        "rights changed",
        by=by,
        before={"rights": before},
        after={"rights": rights},
        private={"email": member.email},
    )
    return member


@bid_action
def remove_member(*, by: Person, bid: Bid, member: BidMember) -> None:
    """Take somebody off a bid; anyone may leave by themselves."""
    leaves = member.person_id == by.pk
    if member.bid_id != bid.pk or not (leaves or access.may_lead(by, bid)):
        raise NotAllowed(NOT_LEADING)
    _refuse_to_lose_the_last_lead(bid, member)
    if not BidMember.objects.filter(pk=member.pk, ended=None).update(ended=clock.now()):
        raise Changed("This person left the bid before.")
    note(
        bid,
        "colleague left" if leaves else "colleague removed",
        by=by,
        private={"email": member.email},
    )


def _refuse_to_lose_the_last_lead(bid: Bid, member: BidMember) -> None:
    """Within an action: refuse where nobody would be left to lead. Others wait until this is settled."""
    # The rows are held: of two who leave at once the second sees that the first is gone.
    leads = list(
        BidMember.objects.select_for_update()
        .filter(bid=bid, ended=None, rights="lead", person__isnull=False)
        .order_by("pk")
    )
    if [one.pk for one in leads] == [member.pk]:
        raise Refused(LAST_LEAD)


@action
def take_up_invitations(*, by: Person) -> list[Bid]:
    """Take up the places that wait for the address somebody signed in with, which is so proved."""
    waiting = BidMember.objects.filter(
        email=same_address(by.email), person=None, ended=None
    ).select_related("bid")
    taken = []
    for place in waiting:
        if BidMember.objects.filter(bid=place.bid, person=by, ended=None).exists():
            continue
        if BidMember.objects.filter(pk=place.pk, person=None, ended=None).update(person=by):
            record(place.bid.subject, "invitation taken up", by=by)
            taken.append(place.bid)
    return taken
