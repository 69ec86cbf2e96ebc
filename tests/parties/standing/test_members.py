"""Colleagues are invited, given rights, and leave; somebody who claims an organisation waits."""

from collections.abc import Callable

import pytest
from django.http import Http404

from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.outbox.models import Mail
from precept.foundation.people.models import Person
from precept.parties import access, actions, queries
from precept.parties.models import Claim, Invitation, Member, Organisation
from tests.parties.events import last, personal


def invite(club: Organisation, by: Person, to: Person, **rights: bool) -> Invitation:
    return actions.invite_colleague(by=by, organisation=club, email=to.email, **rights)


def test_a_colleague_joins_with_the_rights_they_were_given(
    club: Organisation, applicant: Person, stranger: Person
) -> None:
    invite(club, applicant, stranger, keeps_profile=True)
    (waiting,) = queries.invitations_to(stranger)

    actions.accept_invitation(by=stranger, invitation=waiting)

    assert access.may_keep_profile(stranger, club)
    assert not access.may_sign_for(stranger, club)
    assert [one.person for one in queries.members(club)] == [applicant, stranger]
    assert queries.invitations_to(stranger) == []


def test_an_invitation_gives_nothing_until_it_is_accepted(
    club: Organisation, applicant: Person, stranger: Person
) -> None:
    invite(club, applicant, stranger, keeps_profile=True, signs=True)

    assert not access.is_member(stranger, club)
    with pytest.raises(Http404):
        queries.my_organisation(stranger, club.reference)


def test_the_letter_holds_no_word_that_anybody_typed(
    club: Organisation, applicant: Person, stranger: Person
) -> None:
    invite(club, applicant, stranger)

    mail = Mail.objects.get(kind="invitation")
    assert mail.text is not None
    letter = mail.subject + mail.text.reveal()
    assert (mail.to, club.name in letter, applicant.name in letter) == (
        stranger.email,
        False,
        False,
    )
    assert stranger.email in personal(club.subject)


def test_one_mailbox_gets_three_letters_a_day_whoever_writes(
    start: Callable[..., Organisation], applicant: Person, stranger: Person
) -> None:
    clubs = [start(f"Club of {number} Withies") for number in range(4)]

    for number, club in enumerate(clubs):
        actions.invite_colleague(
            by=applicant, organisation=club, email=f"victim+{number}@withywick.example"
        )

    assert Invitation.objects.count() == 4
    assert Mail.objects.filter(kind="invitation").count() == 3


def test_nobody_is_invited_twice_or_who_is_there(club: Organisation, applicant: Person) -> None:
    actions.invite_colleague(by=applicant, organisation=club, email="one@withywick.example")

    for email in ("ONE@withywick.example", applicant.email, "", "nobody"):
        with pytest.raises(Refused) as refused:
            actions.invite_colleague(by=applicant, organisation=club, email=email)
        assert refused.value.field == "email"


def test_somebody_else_cannot_answer_an_invitation(
    club: Organisation, applicant: Person, stranger: Person, officer: Person
) -> None:
    waiting = invite(club, applicant, stranger)

    for act in (actions.accept_invitation, actions.decline_invitation):
        with pytest.raises(NotAllowed):
            act(by=officer, invitation=waiting)
    with pytest.raises(Http404):
        queries.invitation_to(officer, waiting.reference)
    assert not access.is_member(officer, club)


def test_an_invitation_is_answered_once(
    club: Organisation, applicant: Person, stranger: Person
) -> None:
    waiting = invite(club, applicant, stranger)
    actions.decline_invitation(by=stranger, invitation=waiting)

    with pytest.raises(Changed):
        actions.accept_invitation(by=stranger, invitation=waiting)
    with pytest.raises(Changed):
        actions.withdraw_invitation(by=applicant, invitation=waiting)
    assert not access.is_member(stranger, club)


def test_an_invitation_that_was_taken_back_gives_nothing(
    club: Organisation, applicant: Person, stranger: Person
) -> None:
    waiting = invite(club, applicant, stranger)
    actions.withdraw_invitation(by=applicant, invitation=waiting)

    with pytest.raises(Changed):
        actions.accept_invitation(by=stranger, invitation=waiting)


def test_only_who_signs_gives_the_right_to_sign(
    club: Organisation, applicant: Person, stranger: Person, person: Callable[..., Person]
) -> None:
    actions.accept_invitation(
        by=stranger, invitation=invite(club, applicant, stranger, keeps_profile=True)
    )
    third = person()
    (theirs,) = [one for one in queries.members(club) if one.person == stranger]

    with pytest.raises(NotAllowed):
        invite(club, stranger, third, signs=True)
    with pytest.raises(NotAllowed):
        actions.change_rights(by=stranger, member=theirs, keeps_profile=True, signs=True)


def test_who_only_signs_invites_nobody(
    start: Callable[..., Organisation], applicant: Person, stranger: Person
) -> None:
    club = start()
    actions.accept_invitation(by=stranger, invitation=invite(club, applicant, stranger, signs=True))

    with pytest.raises(NotAllowed):
        actions.invite_colleague(by=stranger, organisation=club, email="a@withywick.example")


def test_somebody_always_keeps_the_profile(
    club: Organisation, applicant: Person, stranger: Person
) -> None:
    (own,) = queries.members(club)
    with pytest.raises(Refused, match="Somebody must keep"):
        actions.end_membership(by=applicant, member=own)
    with pytest.raises(Refused) as refused:
        actions.change_rights(by=applicant, member=own, keeps_profile=False, signs=True)
    assert refused.value.field == "keeps_profile"

    actions.accept_invitation(
        by=stranger, invitation=invite(club, applicant, stranger, keeps_profile=True)
    )
    actions.end_membership(by=applicant, member=own)

    assert not access.is_member(applicant, club)
    assert [one.person for one in queries.members(club)] == [stranger]
    assert last(club.subject)[0] == "member left"


def test_rights_are_changed_from_what_was_seen(
    club: Organisation, applicant: Person, stranger: Person
) -> None:
    member = actions.accept_invitation(
        by=stranger, invitation=invite(club, applicant, stranger, keeps_profile=True)
    )
    seen = Member.objects.select_related("person", "organisation").get(pk=member.pk)
    actions.change_rights(by=applicant, member=member, keeps_profile=False, signs=True)

    with pytest.raises(Changed):
        actions.change_rights(by=applicant, member=seen, keeps_profile=True, signs=True)
    assert access.may_sign_for(stranger, club)
    assert not access.may_keep_profile(stranger, club)


def test_a_colleague_may_leave_but_not_send_another_away(
    club: Organisation, applicant: Person, stranger: Person
) -> None:
    actions.accept_invitation(by=stranger, invitation=invite(club, applicant, stranger, signs=True))
    own, theirs = queries.members(club)

    with pytest.raises(NotAllowed):
        actions.end_membership(by=stranger, member=own)
    actions.end_membership(by=stranger, member=theirs)

    assert not access.is_member(stranger, club)
    with pytest.raises(Changed):
        actions.end_membership(by=stranger, member=theirs)


@pytest.fixture
def claim(
    add: Callable[..., Organisation], start: Callable[..., Organisation], stranger: Person
) -> Claim:
    """Somebody started a profile with the number of an organisation that is known."""
    add("Withywick Support", identifiers=[("GB-CHC", "1234567")])
    start("Withywick Helpers", by=stranger, scheme="GB-CHC", value="1234567")
    return Claim.objects.select_related("organisation", "person").get()


def test_the_office_confirms_a_claim(claim: Claim, officer: Person, stranger: Person) -> None:
    actions.confirm_claim(by=officer, claim=claim, why="Their chair said so on the telephone")

    assert access.may_keep_profile(stranger, claim.organisation)
    assert not access.may_sign_for(stranger, claim.organisation)
    assert last(claim.subject)[0] == "claim confirmed"
    assert Mail.objects.get(kind="claim settled").to == stranger.email
    with pytest.raises(Changed):
        actions.refuse_claim(by=officer, claim=claim, why="No")


def test_the_organisation_s_own_member_confirms_a_claim(
    claim: Claim, officer: Person, applicant: Person, stranger: Person
) -> None:
    actions.add_member(
        by=officer,
        organisation=claim.organisation,
        person=applicant,
        keeps_profile=True,
        signs=False,
        why="Known to us",
    )

    with pytest.raises(NotAllowed):
        actions.confirm_claim(by=applicant, claim=claim, signs=True)
    actions.confirm_claim(by=applicant, claim=claim)

    assert access.may_keep_profile(stranger, claim.organisation)


def test_a_claim_that_is_refused_gives_nothing(
    claim: Claim, officer: Person, stranger: Person
) -> None:
    with pytest.raises(Refused) as refused:
        actions.refuse_claim(by=officer, claim=claim, why="")
    assert refused.value.field == "why"

    actions.refuse_claim(by=officer, claim=claim, why="Nobody there knows them")

    assert not access.is_member(stranger, claim.organisation)
    assert access.may_keep_profile(stranger, claim.started)
    with pytest.raises(Changed):
        actions.confirm_claim(by=officer, claim=claim)


def test_nobody_settles_their_own_claim_nor_one_of_others(
    claim: Claim, stranger: Person, marker: Person
) -> None:
    for somebody in (stranger, marker):
        with pytest.raises(NotAllowed):
            actions.confirm_claim(by=somebody, claim=claim)
        with pytest.raises(NotAllowed):
            actions.refuse_claim(by=somebody, claim=claim, why="No")


def test_the_office_gives_rights_with_a_reason(
    withywick: Organisation, officer: Person, marker: Person, applicant: Person
) -> None:
    given = {"organisation": withywick, "person": applicant, "signs": False}
    with pytest.raises(NotAllowed):
        actions.add_member(by=marker, keeps_profile=True, why="So", **given)  # type: ignore[arg-type]  # as named
    with pytest.raises(Refused) as refused:
        actions.add_member(by=officer, keeps_profile=True, why="", **given)  # type: ignore[arg-type]  # as named
    assert refused.value.field == "why"
    with pytest.raises(Refused) as refused:
        actions.add_member(by=officer, keeps_profile=False, why="So", **given)  # type: ignore[arg-type]  # as named
    assert refused.value.field == "keeps_profile"

    actions.add_member(by=officer, keeps_profile=True, why="Known to us", **given)  # type: ignore[arg-type]  # as named

    assert access.may_keep_profile(applicant, withywick)
