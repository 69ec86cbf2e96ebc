"""The pages of one's own organisation, and of those in the office who check it."""

from collections.abc import Callable

import pytest
from django.test import Client

from precept.foundation.people.models import Person
from precept.parties import access, actions, queries
from precept.parties.models import Invitation, Organisation
from tests.parties.reading import errors, words
from tests.parties.refuge import ADDRESS, says_it

ClientAs = Callable[[Person], Client]
MY = "/my/organisations"


def test_on_the_first_day_one_is_told_what_to_do(client_as: ClientAs, applicant: Person) -> None:
    page = client_as(applicant).get(MY)

    assert "You act for no organisation yet" in words(page)
    assert f'href="{MY}/new"' in page.content.decode()


def test_a_stranger_signs_in_first() -> None:
    assert Client().get(MY).status_code == 302


def test_a_profile_is_started_and_filled_in_part_by_part(
    client_as: ClientAs, applicant: Person
) -> None:
    browser = client_as(applicant)
    begun = browser.post(
        f"{MY}/new",
        {
            "name": "Oxenmere Boxing Club",
            "kinds": ["community group"],
            "role": "Chair",
            "signs": "yes",
            "is_protected": "no",
        },
    )
    one = Organisation.objects.get()
    mine = f"{MY}/{one.reference}"
    assert begun["Location"] == f"{mine}?done=started"
    assert "Not yet started" in words(browser.get(begun["Location"]))

    for part, typed in (
        ("about", {"name": one.name, "kinds": ["community group"], "about": "Boxing for all"}),
        ("address", {"postal_address": "1 Withy Lane\nOxenmere\nLE15 9ZY", "telephone": ""}),
    ):
        one.refresh_from_db()
        page = browser.post(f"{mine}/{part}", {"version": one.version, **typed})
        assert page["Location"] == f"{mine}?done=saved"
    browser.post(f"{mine}/numbers", {"act": "none"})
    browser.post(f"{mine}/people", {"name": "Tam Trustee", "role": "Treasurer"})

    page = words(browser.get(mine))
    assert page.count("Completed") == 4
    assert "Tam Trustee" in words(browser.get(f"{mine}/people"))
    assert "You said that it is not registered anywhere" in words(browser.get(f"{mine}/numbers"))


def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(
    client_as: ClientAs, applicant: Person
) -> None:
    page = client_as(applicant).post(
        f"{MY}/new", {"name": "Oxenmere Boxing", "scheme": "GB-CHC", "value": "1"}
    )

    assert page.status_code == 422
    assert errors(page) == [
        "Choose what kind of organisation it is",
        "Enter what you do there, such as treasurer",
        "Choose whether you may sign for it",
        "Choose whether its address must stay secret",
    ]
    assert 'value="Oxenmere Boxing"' in page.content.decode()


def test_two_who_change_the_same_part_see_each_other_s_words(
    client_as: ClientAs, applicant: Person, club: Organisation
) -> None:
    actions.amend_profile(by=applicant, organisation=club, about="First")

    page = client_as(applicant).post(
        f"{MY}/{club.reference}/about",
        {"version": club.version, "name": club.name, "kinds": ["charity"], "about": "Second"},
    )

    assert page.status_code == 409
    assert "First" in words(page)
    assert "Second" in page.content.decode()


PARTS = ("about", "address", "secret-address", "numbers", "people", "papers", "papers/accounts")
FOR_ALL = ("", "/colleagues", "/leave")


@pytest.mark.parametrize("part", PARTS, ids=str)
def test_a_part_opens_for_who_keeps_the_profile_alone(
    client_as: ClientAs,
    club: Organisation,
    applicant: Person,
    stranger: Person,
    manager: Person,
    person: Callable[..., Person],
    part: str,
) -> None:
    colleague = person()
    actions.accept_invitation(
        by=colleague,
        invitation=actions.invite_colleague(by=applicant, organisation=club, email=colleague.email),
    )
    address = f"{MY}/{club.reference}/{part}"

    answers = [
        client_as(one).get(address).status_code for one in (applicant, colleague, stranger, manager)
    ]

    assert answers == [200, 403, 404, 404]


@pytest.mark.parametrize("part", FOR_ALL, ids=["itself", "colleagues", "leave"])
def test_what_every_colleague_sees(
    client_as: ClientAs, club: Organisation, applicant: Person, stranger: Person, part: str
) -> None:
    address = f"{MY}/{club.reference}{part}"
    assert client_as(stranger).get(address).status_code == 404
    actions.accept_invitation(
        by=stranger,
        invitation=actions.invite_colleague(by=applicant, organisation=club, email=stranger.email),
    )

    page = client_as(stranger).get(address)

    assert page.status_code == 200
    assert "/about" not in page.content.decode()


def test_an_invitation_is_answered_on_its_page(
    client_as: ClientAs, club: Organisation, applicant: Person, stranger: Person
) -> None:
    client_as(applicant).post(
        f"{MY}/{club.reference}/colleagues/invite",
        {"email": stranger.email, "keeps_profile": "on"},
    )
    waiting = Invitation.objects.get()
    browser = client_as(stranger)
    assert f"asks you to act for {club.name}" in words(browser.get(MY))
    assert client_as(applicant).get(f"{MY}/invitations/{waiting.reference}").status_code == 404

    browser.post(f"{MY}/invitations/{waiting.reference}", {"act": "accept"})

    assert access.may_keep_profile(stranger, club)
    assert "answered or taken back" in words(browser.get(f"{MY}/invitations/{waiting.reference}"))


def test_colleagues_are_changed_taken_back_and_sent_away(
    client_as: ClientAs, club: Organisation, applicant: Person, stranger: Person
) -> None:
    browser, here = client_as(applicant), f"{MY}/{club.reference}/colleagues"
    waiting = actions.invite_colleague(by=applicant, organisation=club, email="a@withywick.example")
    browser.post(here, {"withdraw": waiting.reference})
    assert queries.invitations_of(club) == []
    member = actions.accept_invitation(
        by=stranger,
        invitation=actions.invite_colleague(by=applicant, organisation=club, email=stranger.email),
    )

    browser.post(f"{here}/{member.reference}", {"signs": "on"})
    assert access.may_sign_for(stranger, club)
    browser.post(f"{here}/{member.reference}", {"left": "yes"})

    assert not access.is_member(stranger, club)
    assert browser.get(f"{here}/{member.reference}").status_code == 404


def test_somebody_leaves_by_themself_unless_nobody_would_keep_the_profile(
    client_as: ClientAs, club: Organisation, applicant: Person
) -> None:
    page = client_as(applicant).post(f"{MY}/{club.reference}/leave", {"act": "leave"})

    assert page.status_code in {409, 422}
    assert "Somebody must keep the profile" in words(page)
    assert access.is_member(applicant, club)


def test_a_number_that_is_known_says_that_somebody_will_look(
    client_as: ClientAs,
    add: Callable[..., Organisation],
    start: Callable[..., Organisation],
    applicant: Person,
    officer: Person,
) -> None:
    known = add("Withywick Support", identifiers=[("GB-CHC", "1234567")])
    one = start("Withywick Helpers", scheme="GB-CHC", value="1234567")

    page = words(client_as(applicant).get(f"{MY}/{one.reference}"))

    assert "Another profile here has the number 1234567" in page
    assert known.name not in page
    claim = queries.claim_from(one)
    assert claim is not None
    address = f"/office/organisations/{known.reference}/diligence/claims/{claim.reference}"
    assert client_as(applicant).get(address).status_code == 403
    settled = client_as(officer).post(address, {"belongs": "no", "why": ""})
    assert errors(settled) == ["Enter why they do not belong"]
    client_as(officer).post(address, {"belongs": "yes", "why": "Telephoned"})
    assert access.may_keep_profile(applicant, known)


def test_no_page_says_where_a_refuge_is(
    client_as: ClientAs,
    start: Callable[..., Organisation],
    applicant: Person,
    officer: Person,
    manager: Person,
) -> None:
    refuge = start("Larkmantle House", area="Leicestershire", postal_address=ADDRESS)
    browser, mine = client_as(applicant), f"{MY}/{refuge.reference}"
    done = browser.post(
        f"{mine}/secret-address",
        {"version": refuge.version, "area": "Leicestershire", "sure": "on"},
    )
    assert done["Location"] == f"{mine}?done=secret"

    pages = [browser.get(f"{mine}{part}") for part in ("", "/about", "/address", "/people")]
    pages += [
        client_as(one).get(f"/office/organisations/{refuge.reference}{part}")
        for one in (officer, manager)
        for part in ("", "/diligence")
    ]

    assert {page.status_code for page in pages} == {200}
    assert not any(says_it(page.content.decode()) for page in pages)
    refuge.refresh_from_db()
    assert (refuge.is_protected, refuge.postal_address) == (True, "")
    assert queries.whole(refuge).has_hidden_address
    assert queries.profile_of(refuge).is_flagged


def test_a_refuge_s_people_give_a_new_address_that_nobody_is_shown(
    client_as: ClientAs, start: Callable[..., Organisation], applicant: Person
) -> None:
    refuge = start("Larkmantle House", is_protected=True, area="Leicestershire")
    browser, here = client_as(applicant), f"{MY}/{refuge.reference}/address"

    done = browser.post(
        here, {"version": refuge.version, "area": "Leicestershire", "secret_address": ADDRESS}
    )

    assert done.status_code == 302
    assert queries.whole(refuge).has_hidden_address
    assert not says_it(browser.get(here).content.decode())
    wrong = browser.post(
        here,
        {"version": refuge.version + 1, "area": "Rutland LE15 9ZZ", "secret_address": ""},
    )
    assert errors(wrong) == [
        "Enter an area such as a county or district, without numbers or a postcode"
    ]
