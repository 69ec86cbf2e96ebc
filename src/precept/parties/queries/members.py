"""Who acts for which organisation, and who asks to."""

from django.http import Http404

from precept.foundation.people import rules as people
from precept.foundation.people.models import Person
from precept.parties import access, rules
from precept.parties.models import Claim, Invitation, Member, Officer, Organisation, Profile

MOST_MEMBERS = 100


def memberships(person: Person) -> list[Member]:
    """What this person acts for today, by the organisation's name; at most 100."""
    return list(
        Member.objects.filter(access.in_force(), person=person)
        .select_related("organisation")
        .order_by("organisation__name", "pk")[:MOST_MEMBERS]
    )


def members(organisation: Organisation) -> list[Member]:
    """Who acts for an organisation today, by name; at most 100."""
    return list(
        Member.objects.filter(access.in_force(), organisation=organisation)
        .select_related("person", "organisation")
        .order_by("person__name", "pk")[:MOST_MEMBERS]
    )


def keepers(organisation: Organisation) -> list[Person]:
    """Who is written to about an organisation: those who keep its profile today."""
    return [one.person for one in members(organisation) if one.keeps_profile]


def signatories(organisation: Organisation) -> list[Person]:
    """Who signs for an organisation today."""
    return [one.person for one in members(organisation) if one.signs]


def my_organisation(person: Person, reference: str) -> Organisation:
    """An organisation that this person acts for; 404 for any other."""
    found = access.belonging_to(person).filter(reference=reference).first()
    if found is None:
        raise Http404
    return found


def member_of(organisation: Organisation, reference: str) -> Member:
    """Somebody who acts for this organisation today, or 404."""
    found = (
        Member.objects.filter(access.in_force(), organisation=organisation, reference=reference)
        .select_related("person", "organisation")
        .first()
    )
    if found is None:
        raise Http404
    return found


def own_membership(person: Person, organisation: Organisation) -> Member:
    """What somebody may do themself for an organisation, or 404."""
    found = (
        Member.objects.filter(access.in_force(), organisation=organisation, person=person)
        .select_related("person", "organisation")
        .first()
    )
    if found is None:
        raise Http404
    return found


def invitations_to(person: Person) -> list[Invitation]:
    """The invitations that wait for this person's answer; at most 100."""
    return list(
        Invitation.objects.filter(email=people.same_address(person.email), state=rules.INVITED)
        .select_related("organisation", "invited_by")
        .order_by("-invited", "-pk")[:MOST_MEMBERS]
    )


def invitation_to(person: Person, reference: str) -> Invitation:
    """An invitation for this person, answered or not; 404 for anybody else's."""
    found = (
        Invitation.objects.filter(email=people.same_address(person.email), reference=reference)
        .select_related("organisation", "invited_by")
        .first()
    )
    if found is None:
        raise Http404
    return found


def invitations_of(organisation: Organisation) -> list[Invitation]:
    """The invitations of an organisation that wait for an answer."""
    return list(
        organisation.invitations.filter(state=rules.INVITED).order_by("email")[:MOST_MEMBERS]
    )


def claims_upon(organisation: Organisation) -> list[Claim]:
    """Those who say that they belong to this organisation, and wait; at most 100."""
    return list(
        organisation.claims.filter(state=rules.CLAIMED)
        .select_related("person", "started")
        .order_by("made", "pk")[:MOST_MEMBERS]
    )


def claim_from(organisation: Organisation) -> Claim | None:
    """The claim that was made with this profile, the latest; nothing where there is none."""
    return organisation.claims_from_here.order_by("-made", "-pk").first()


def claim(organisation: Organisation, reference: str) -> Claim:
    """A claim upon this organisation, or 404."""
    found = (
        organisation.claims.filter(reference=reference)
        .select_related("person", "started", "organisation")
        .first()
    )
    if found is None:
        raise Http404
    return found


def profile_of(organisation: Organisation) -> Profile:
    """What an organisation's people say of it; an empty one where they never did."""
    return Profile.objects.filter(organisation=organisation).first() or Profile(
        organisation=organisation
    )


def officers_of(organisation: Organisation) -> list[Officer]:
    """The people who run an organisation, by name; at most 100."""
    return list(organisation.officers.order_by("name", "pk")[:MOST_MEMBERS])
