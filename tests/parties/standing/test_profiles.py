"""An organisation's own people start its profile and keep it."""

from collections.abc import Callable
from datetime import date

import pytest

from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.ledger.models import Event
from precept.foundation.people.models import Person
from precept.parties import access, actions, queries
from precept.parties.models import Claim, HiddenAddress, Mark, Organisation, Profile
from tests.parties.events import last, personal
from tests.parties.refuge import ADDRESS, STREET, says_it

Start = Callable[..., Organisation]


def types(subject: str) -> list[str]:
    return list(
        Event.objects.filter(subject=subject).order_by("place").values_list("type", flat=True)
    )


def test_somebody_with_an_address_alone_starts_a_profile_and_keeps_it(
    start: Start, applicant: Person
) -> None:
    club = start(role="Chair", area="Rutland")

    (membership,) = queries.memberships(applicant)
    assert (membership.organisation, membership.rights) == (club, ("keeps the profile", "signs"))
    assert access.may_keep_profile(applicant, club)
    assert access.may_sign_for(applicant, club)
    assert types(club.subject) == ["organisation added", "profile started"]


def test_nobody_else_keeps_it(club: Organisation, stranger: Person, manager: Person) -> None:
    for somebody in (stranger, manager):
        assert not access.may_keep_profile(somebody, club)
        assert not access.may_sign_for(somebody, club)
        with pytest.raises(NotAllowed):
            actions.amend_profile(by=somebody, organisation=club, about="Ours")


def test_somebody_switched_off_starts_and_keeps_nothing(
    club: Organisation, applicant: Person, start: Start
) -> None:
    applicant.is_active = False
    applicant.save()

    assert not access.may_keep_profile(applicant, club)
    assert not access.belonging_to(applicant).exists()
    with pytest.raises(NotAllowed):
        start("Another Club")


def test_the_event_keeps_personal_things_apart(start: Start) -> None:
    club = start(email="box@oxenmere.example", telephone="0116 496 0123", role="Chair")

    _, said = last(club.subject)
    assert "oxenmere.example" not in str(said)
    assert "0116 496 0123" not in str(said)
    assert "0116 496 0123" in personal(club.subject)


def test_a_profile_of_the_same_name_is_not_started_twice(start: Start) -> None:
    start("Oxenmere Boxing Club")

    with pytest.raises(Refused) as refused:
        start("The Oxenmere Boxing Club")

    assert refused.value.field == "name"


def test_a_person_starts_five_profiles_a_day_at_the_most(start: Start) -> None:
    for number in range(5):
        start(f"Club of {number} Withies")

    with pytest.raises(Refused, match="5 profiles today"):
        start("One more club")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": " "}, "name"),
        ({"kinds": []}, "kinds"),
        ({"kinds": ["police force"]}, "kinds"),
        ({"scheme": "GB-CHC", "value": "12"}, "value"),
        ({"email": "nobody"}, "email"),
        ({"telephone": "12"}, "telephone"),
        ({"website": "no"}, "website"),
    ],
    ids=["name", "kind", "office kind", "number", "e-mail", "telephone", "website"],
)
def test_what_cannot_be_is_refused_beside_its_field(
    start: Start, given: dict[str, object], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        start(**given)

    assert refused.value.field == field
    assert not Profile.objects.exists()


def test_a_number_that_is_known_makes_a_claim_and_nothing_more(
    add: Callable[..., Organisation], start: Start, applicant: Person
) -> None:
    known = add("Withywick Support", identifiers=[("GB-CHC", "1234567")])

    started = start("Withywick Supporters", scheme="GB-CHC", value="1234567")

    claim = Claim.objects.get()
    assert (claim.organisation, claim.started, claim.person) == (known, started, applicant)
    assert not started.identifiers.exists()
    assert not access.may_keep_profile(applicant, known)
    assert access.may_keep_profile(applicant, started)
    assert last(claim.subject)[0] == "organisation claimed"


def test_the_office_is_shown_what_a_new_profile_shares(
    add: Callable[..., Organisation], start: Start
) -> None:
    known = add("Withywick Support", identifiers=[("GB-CHC", "1234567")])

    started = start("Withywick Support", scheme="GB-CHC", value="1234567")

    assert Profile.objects.get(organisation=started).is_flagged
    assert {(flag.kind, flag.other) for flag in queries.flags(started)} == {
        ("number", known),
        ("name", known),
    }


def test_a_profile_that_shares_nothing_is_not_flagged(club: Organisation) -> None:
    assert not Profile.objects.get(organisation=club).is_flagged
    assert queries.flags(club) == []


def test_a_refuge_s_address_is_enciphered_from_the_first(start: Start, manager: Person) -> None:
    refuge = start(
        "Larkmantle House", is_protected=True, secret_address=ADDRESS, area="Leicestershire"
    )

    assert refuge.postal_address == ""
    assert HiddenAddress.objects.get(organisation=refuge).address.reveal() == ADDRESS
    assert Profile.objects.get(organisation=refuge).is_flagged
    assert not any(
        says_it(part.text)
        for event in Event.objects.filter(subject=refuge.subject)
        for part in event.parts.all()
    )
    assert not any(says_it(mark.digest) for mark in Mark.objects.all())


def test_a_refuge_s_people_cannot_say_where_it_is_in_other_words(
    start: Start, applicant: Person
) -> None:
    refuge = start(
        "Larkmantle House", is_protected=True, secret_address=ADDRESS, area="Leicestershire"
    )

    for field, words in (
        ("about", f"Come to {STREET}"),
        ("postal_address", ADDRESS),
        ("area", "LE15 9ZZ"),
    ):
        with pytest.raises(Refused) as refused:
            actions.amend_profile(by=applicant, organisation=refuge, **{field: words})  # type: ignore[arg-type]  # one of its fields
        assert refused.value.field == field


def test_what_is_said_anew_replaces_what_stood_there(club: Organisation, applicant: Person) -> None:
    new = actions.amend_profile(
        by=applicant,
        organisation=club,
        version=club.version,
        about="Boxing for all",
        telephone="0116 496 0999",
        starts=date(2011, 5, 1),
    )

    kind, said = last(club.subject)
    assert (kind, said["after"]["starts"]) == ("profile amended", "2011-05-01")
    assert "Boxing" not in str(said)
    assert "Boxing for all" in personal(club.subject)
    assert (new.about, queries.profile_of(new).telephone) == ("Boxing for all", "0116 496 0999")


def test_a_stale_amendment_overwrites_nothing(club: Organisation, applicant: Person) -> None:
    actions.amend_profile(by=applicant, organisation=club, version=club.version, about="First")

    with pytest.raises(Changed):
        actions.amend_profile(by=applicant, organisation=club, version=club.version, about="Second")

    club.refresh_from_db()
    assert club.about == "First"


def test_an_amendment_that_changes_nothing_says_so(club: Organisation, applicant: Person) -> None:
    with pytest.raises(Refused, match="Nothing is different"):
        actions.amend_profile(by=applicant, organisation=club, area="Rutland")


def test_a_new_name_keeps_the_former_and_is_shown_to_the_office(
    club: Organisation, applicant: Person
) -> None:
    new = actions.amend_profile(by=applicant, organisation=club, name="Oxenmere Boxing")

    assert new.name == "Oxenmere Boxing"
    assert [former.name for former in queries.former_names_of(new)] == ["Oxenmere Boxing Club"]
    assert Profile.objects.get(organisation=new).is_flagged


def test_a_number_is_added_once_and_never_another_s(
    club: Organisation, applicant: Person, add: Callable[..., Organisation]
) -> None:
    add("Withywick Support", identifiers=[("GB-CHC", "1234567")])
    actions.add_own_number(by=applicant, organisation=club, scheme="GB-COH", value="1234567")

    for scheme, value in (("GB-COH", "01234567"), ("GB-CHC", "1234567"), ("GB-COH", "")):
        with pytest.raises(Refused) as refused:
            actions.add_own_number(by=applicant, organisation=club, scheme=scheme, value=value)
        assert refused.value.field == "value"

    assert [one.value for one in queries.identifiers_of(club)] == ["01234567"]


def test_people_who_run_it_are_named_and_taken_away(club: Organisation, applicant: Person) -> None:
    officer = actions.add_officer(by=applicant, organisation=club, name="Tam Trustee", role="Chair")

    kind, said = last(club.subject)
    assert kind == "person who runs it added"
    assert "Trustee" not in str(said)
    actions.remove_officer(by=applicant, officer=officer)
    assert not club.officers.exists()
    with pytest.raises(Changed):
        actions.remove_officer(by=applicant, officer=officer)


@pytest.mark.parametrize("name", ["", "Tam", "Mr Trustee"])
def test_somebody_who_runs_it_has_a_whole_name(
    club: Organisation, applicant: Person, name: str
) -> None:
    with pytest.raises(Refused) as refused:
        actions.add_officer(by=applicant, organisation=club, name=name)

    assert refused.value.field == "name"


def test_who_runs_it_is_said_by_its_own_people_or_the_office(
    club: Organisation, stranger: Person, officer: Person
) -> None:
    with pytest.raises(NotAllowed):
        actions.add_officer(by=stranger, organisation=club, name="Tam Trustee")

    actions.add_officer(by=officer, organisation=club, name="Tam Trustee")

    assert club.officers.get().name == "Tam Trustee"


def test_the_office_says_what_it_made_of_what_is_shared(
    start: Start, officer: Person, stranger: Person
) -> None:
    one = start("Oxenmere Boxing", email="hello@oxenmere.example")
    other = start("Oxenmere Fencing", email="hello@oxenmere.example", by=stranger)
    assert Profile.objects.filter(is_flagged=True).count() == 2
    with pytest.raises(NotAllowed):
        actions.look_at_profile(by=stranger, organisation=one, why="Fine")
    with pytest.raises(Refused):
        actions.look_at_profile(by=officer, organisation=one, why=" ")

    actions.look_at_profile(by=officer, organisation=one, why="They share a hall")

    assert list(Profile.objects.filter(is_flagged=True).values_list("organisation", flat=True)) == [
        other.pk
    ]
    kind, said = last(one.subject)
    assert (kind, said["why"]) == ("profile looked at", "They share a hall")
    assert {"kind": "e-mail", "organisation": other.subject} in said["after"]["shared"]
