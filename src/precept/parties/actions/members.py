"""Who acts for an organisation: inviting colleagues, their rights, and those who say they belong to it."""

from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction

from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, record
from precept.foundation.outbox.actions import queue_mail
from precept.foundation.people import rules as people
from precept.foundation.people.models import Person
from precept.parties import access, queries, rules
from precept.parties.actions.marks import renew_marks
from precept.parties.actions.profiles import only_who_keep_it
from precept.parties.actions.standing import given_email, given_reason
from precept.parties.models import Claim, Invitation, Member, Organisation, Profile

LAST_KEEPER = "Somebody must keep the profile. Give that right to a colleague first, then take it from this one"


@action
def invite_colleague(
    *,
    by: Person,
    organisation: Organisation,
    email: str,
    keeps_profile: bool = False,
    signs: bool = False,
    role: str = "",
) -> Invitation:
    """Ask a colleague to join; they accept once they sign in with this address.

    Only who signs may give the right to sign. The letter has fixed words alone, and at the most three a day
    go to one mailbox whoever invites it.
    """
    only_who_keep_it(by, organisation)
    if signs and not access.may_sign_for(by, organisation):
        raise NotAllowed("Only somebody who signs for the organisation may give that right.")
    address = people.same_address(given_email(email))
    if not address:
        raise Refused("Enter your colleague’s e-mail address", field="email")
    if organisation.members.filter(access.in_force(), person__email=address).exists():
        raise Refused("This colleague acts for the organisation already", field="email")
    since = clock.now() - timedelta(days=1)
    sent = Invitation.objects.filter(invited_by=by, invited__gt=since)
    if sent[: rules.MOST_INVITED_A_DAY].count() >= rules.MOST_INVITED_A_DAY:
        raise Refused(f"You invited {rules.MOST_INVITED_A_DAY} people today, the most in a day")
    waiting = organisation.invitations.filter(state=rules.INVITED)
    if waiting[: rules.MOST_WAITING_INVITATIONS].count() >= rules.MOST_WAITING_INVITATIONS:
        raise Refused("Many invitations wait for an answer. Take one back before you send another")
    mailbox = people.limit_key(address)
    mailed = Invitation.objects.filter(mailbox=mailbox, is_mailed=True, invited__gt=since)
    may_mail = mailed[: rules.MOST_MAILS_A_DAY].count() < rules.MOST_MAILS_A_DAY
    try:
        with transaction.atomic():
            made = Invitation.objects.create(
                organisation=organisation,
                email=address,
                mailbox=mailbox,
                keeps_profile=keeps_profile,
                signs=signs,
                role=rules.tidy(role)[:120],
                invited_by=by,
                is_mailed=may_mail,
            )
    except IntegrityError:
        raise Refused("This colleague is invited already", field="email") from None
    record(
        organisation.subject,
        "colleague invited",
        by=by,
        after={"invitation": made.reference, "keeps_the_profile": keeps_profile, "signs": signs},
        private={"email": address, "role": made.role},
    )
    if may_mail:
        _mail_invitation(made)
    return made


def _mail_invitation(made: Invitation) -> None:
    office = queries.office_name()
    queue_mail(
        to=made.email,
        subject=f"You are asked to join an organisation’s profile with {office}",
        text=(
            f"Somebody who keeps an organisation’s profile with {office} asks you to act for it with"
            " them.\n\n"
            "To see who, and to say yes or no, type this address into your browser:\n"
            f"{settings.PRECEPT_ADDRESS}/my/organisations\n\n"
            "Then enter the e-mail address that this letter came to. You will be sent a code.\n\n"
            "If you expect no such letter, do nothing.\n"
        ),
        kind="invitation",
        about=made.organisation.subject,
    )


@action
def withdraw_invitation(*, by: Person, invitation: Invitation) -> Invitation:
    """Take an invitation back before it is answered."""
    only_who_keep_it(by, invitation.organisation)
    return _settle_invitation(invitation, "withdrawn", "invitation withdrawn", by)


@action
def decline_invitation(*, by: Person, invitation: Invitation) -> Invitation:
    """Say no to an invitation."""
    _only_the_invited(by, invitation)
    return _settle_invitation(invitation, "declined", "invitation declined", by)


@action
def accept_invitation(*, by: Person, invitation: Invitation) -> Member:
    """Say yes to an invitation: whoever was invited now acts for the organisation."""
    _only_the_invited(by, invitation)
    settled = _settle_invitation(invitation, "accepted", "invitation accepted", by)
    return _join(
        settled.organisation,
        by,
        keeps_profile=settled.keeps_profile,
        signs=settled.signs,
        role=settled.role,
    )


def _only_the_invited(by: Person, invitation: Invitation) -> None:
    if people.same_address(by.email) != invitation.email:
        raise NotAllowed("This invitation is for somebody else.")


def _settle_invitation(invitation: Invitation, state: str, what: str, by: Person) -> Invitation:
    moved = Invitation.objects.filter(pk=invitation.pk, state=rules.INVITED).update(
        state=state, settled=clock.now()
    )
    if not moved:
        raise Changed("This invitation was answered or taken back already.")
    invitation.refresh_from_db()
    record(invitation.organisation.subject, what, by=by, after={"invitation": invitation.reference})
    return invitation


def _join(
    organisation: Organisation, person: Person, *, keeps_profile: bool, signs: bool, role: str
) -> Member:
    held = Member.objects.filter(organisation=organisation, person=person, ends=None).first()
    if held is not None:
        Member.objects.filter(pk=held.pk).update(
            keeps_profile=held.keeps_profile or keeps_profile, signs=held.signs or signs
        )
        held.refresh_from_db()
        return held
    member = Member.objects.create(
        organisation=organisation,
        person=person,
        keeps_profile=keeps_profile,
        signs=signs,
        role=role,
    )
    Profile.objects.get_or_create(organisation=organisation)
    renew_marks(organisation)
    return member


@action
def add_member(
    *,
    by: access.Asker,
    organisation: Organisation,
    person: Person,
    keeps_profile: bool,
    signs: bool,
    role: str = "",
    why: str,
) -> Member:
    """The office gives somebody rights for an organisation, such as one whose own people have all left."""
    if not access.may_keep_organisations(by):
        raise NotAllowed("Only people who keep organisations may do this.")
    reason = given_reason(why)
    if not (keeps_profile or signs):
        raise Refused("Choose what they may do", field="keeps_profile")
    member = _join(organisation, person, keeps_profile=keeps_profile, signs=signs, role=role)
    record(
        organisation.subject,
        "member added",
        by=by,
        why=reason,
        after={"member": person.ledger_name, "keeps_the_profile": keeps_profile, "signs": signs},
    )
    return member


@action
def change_rights(*, by: Person, member: Member, keeps_profile: bool, signs: bool) -> Member:
    """Change what a colleague may do. Somebody always keeps the profile."""
    only_who_keep_it(by, member.organisation)
    if signs and not member.signs and not access.may_sign_for(by, member.organisation):
        raise NotAllowed("Only somebody who signs for the organisation may give that right.")
    if member.keeps_profile and not keeps_profile:
        _refuse_to_lose_the_last_keeper(member, "keeps_profile")
    moved = Member.objects.filter(
        pk=member.pk, ends=None, keeps_profile=member.keeps_profile, signs=member.signs
    ).update(keeps_profile=keeps_profile, signs=signs)
    if not moved:
        raise Changed("Somebody changed this colleague’s rights while you were looking.")
    before = {"keeps_the_profile": member.keeps_profile, "signs": member.signs}
    member.refresh_from_db()
    record(
        member.organisation.subject,
        "member’s rights changed",
        by=by,
        before=before,
        after={
            "member": member.person.ledger_name,
            "keeps_the_profile": keeps_profile,
            "signs": signs,
        },
    )
    return member


@action
def end_membership(*, by: Person, member: Member) -> Member:
    """A colleague no longer acts for the organisation, from now on; anybody may end their own."""
    if by.pk != member.person_id:
        only_who_keep_it(by, member.organisation)
    if member.keeps_profile:
        _refuse_to_lose_the_last_keeper(member, None)
    # The day before: they may do nothing more today, unless they came today.
    today = clock.today()
    last = max(member.starts, today - timedelta(days=1))
    moved = Member.objects.filter(pk=member.pk, ends=None).update(
        ends=last, keeps_profile=False, signs=False
    )
    if not moved:
        raise Changed("This colleague’s time here was ended already.")
    member.refresh_from_db()
    record(
        member.organisation.subject,
        "member left",
        by=by,
        after={"member": member.person.ledger_name, "ends": clock.iso(last)},
    )
    renew_marks(member.organisation)
    return member


def _refuse_to_lose_the_last_keeper(member: Member, field: str | None) -> None:
    # Locked in one order: two who leave at once cannot both find the other.
    keepers = (
        Member.objects.select_for_update(of=("self",))
        .filter(access.in_force(), organisation=member.organisation, keeps_profile=True)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    if not [pk for pk in keepers if pk != member.pk]:
        raise Refused(LAST_KEEPER, field=field)


@action
def confirm_claim(
    *, by: Person, claim: Claim, keeps_profile: bool = True, signs: bool = False, why: str = ""
) -> Member:
    """Say that somebody belongs to the organisation that they claimed: they now act for it."""
    if signs and not (by.may("keep organisations") or access.may_sign_for(by, claim.organisation)):
        raise NotAllowed("Only somebody who signs for the organisation may give that right.")
    settled = _settle_claim(by, claim, "confirmed", "claim confirmed", why.strip())
    member = _join(
        settled.organisation,
        settled.person,
        keeps_profile=keeps_profile,
        signs=signs,
        role=settled.role,
    )
    record(
        settled.organisation.subject,
        "member added",
        by=by,
        after={
            "member": settled.person.ledger_name,
            "claim": settled.reference,
            "keeps_the_profile": keeps_profile,
            "signs": signs,
        },
    )
    _tell_claimant(
        settled,
        "You now act for the organisation that you said you belong to. Its profile is in your list:"
        f"\n{settings.PRECEPT_ADDRESS}/my/organisations",
    )
    return member


@action
def refuse_claim(*, by: Person, claim: Claim, why: str) -> Claim:
    """Say that somebody does not belong to the organisation that they claimed; nothing else changes."""
    reason = given_reason(why)
    settled = _settle_claim(by, claim, "refused", "claim refused", reason)
    _tell_claimant(
        settled,
        "It was not confirmed that you belong to the organisation whose number you gave. The profile"
        " that you started stays yours: check its number, or write to the office.",
    )
    return settled


def _settle_claim(by: Person, claim: Claim, state: str, what: str, why: str) -> Claim:
    if not access.may_settle_claim(by, claim):
        raise NotAllowed(
            "Only the office, or somebody who keeps that organisation’s profile, may do this."
        )
    moved = Claim.objects.filter(pk=claim.pk, state=rules.CLAIMED).update(
        state=state, settled=clock.now(), settled_by=by, why=why
    )
    if not moved:
        raise Changed("Somebody settled this claim before you.")
    claim.refresh_from_db()
    record(
        claim.subject, what, by=by, after={"state": state}, private={"why": why} if why else None
    )
    return claim


def _tell_claimant(claim: Claim, words: str) -> None:
    queue_mail(
        to=claim.person.email,
        subject=f"The organisation you said you belong to: {queries.office_name()}",
        text=f"{words}\n",
        kind="claim settled",
        about=claim.subject,
    )


@action
def look_at_profile(*, by: access.Asker, organisation: Organisation, why: str) -> Profile:
    """Say that the office looked at what this profile shares with others, and what it made of it."""
    if not access.may_check(by):
        raise NotAllowed("Only people who check organisations may do this.")
    reason = given_reason(why)
    profile, _ = Profile.objects.get_or_create(organisation=organisation)
    seen = [
        {"kind": flag.kind, "organisation": flag.other.subject}
        for flag in queries.flags(organisation)
    ]
    moved = Profile.objects.filter(pk=profile.pk).update(
        is_flagged=False,
        looked_at=clock.now(),
        looked_at_by=by if isinstance(by, Person) else None,
    )
    if not moved:
        raise Changed("This profile is no longer here.")
    record(organisation.subject, "profile looked at", by=by, why=reason, after={"shared": seen})
    profile.refresh_from_db()
    return profile
