"""Naming an accountable body by its page, and the page on which its people answer."""

from collections.abc import Callable

import pytest
from django.test import Client

from precept.do.bids import actions, queries
from precept.do.bids.models import Bid, BodyAsked
from precept.do.opportunities.models import Call
from precept.foundation.people.models import Person
from precept.parties.models import Member, Organisation
from precept.parties.rules import name_key
from tests.do.bids.conftest import make_organisation
from tests.do.bids.pages.test_own_pages import own, page

ASKED = {
    "accountable_body": "ask",
    "body_name": "The County Trust",
}


@pytest.fixture
def mine(bidder: Person, client_as: Callable[[Person], Client]) -> Client:
    """The browser of whoever bids."""
    return client_as(bidder)


@pytest.fixture
def treasurer(person: Callable[..., Person]) -> Person:
    """Somebody of another organisation."""
    return person(name="Tola Treasurer")


@pytest.fixture
def theirs(treasurer: Person, client_as: Callable[[Person], Client]) -> Client:
    """The browser of whoever is asked."""
    return client_as(treasurer)


def named(client: Client, bid: Bid, body: Organisation, email: str) -> None:
    """Name an accountable body on the page."""
    sent = client.post(
        own(bid, "/organisation"), {"organisation": body.reference, **ASKED, "body_email": email}
    )
    assert sent.headers["Location"] == own(bid, "?done=asked")


def test_an_accountable_body_is_named_by_its_name_and_an_address(
    complete: Bid, group: Organisation, mine: Client, treasurer: Person
) -> None:
    address = own(complete, "/organisation")
    shown = page(mine, address)
    # The one that bids is not offered as its own accountable body.
    assert shown.count("Dusk Boxing Club") == 1
    lacking = mine.post(address, {"organisation": group.reference, "accountable_body": "ask"})
    assert lacking.status_code == 422
    said = lacking.content.decode()
    assert "Enter the name of the organisation that would hold the money" in said
    assert "Enter an e-mail address of somebody who can agree for it" in said

    named(mine, complete, group, treasurer.email)

    shown = page(mine, own(complete))
    assert "The County Trust: asked to hold the money, and has not answered yet" in shown
    assert "Waiting for an answer" in shown
    assert f'value="{treasurer.email}"' in page(mine, address)
    checked = page(mine, own(complete, "/check"))
    assert "The County Trust: asked, and has not answered yet" in checked
    assert "you asked The County Trust to hold the money, it has not agreed yet" in checked


def test_its_people_read_what_is_asked_start_a_profile_and_agree(
    complete: Bid, group: Organisation, mine: Client, theirs: Client, treasurer: Person
) -> None:
    there = own(complete, "/hold-the-money")
    assert theirs.get(there).status_code == 404
    named(mine, complete, group, treasurer.email)
    assert f'href="{there}"' in page(theirs, "/my/bids")
    shown = page(theirs, there)
    for said in ("Ama Example", "Dusk Boxing Club", "Boxing at dusk", "£5,000", "What it means"):
        assert said in shown
    assert "Start your organisation’s profile" in shown
    assert "Send your answer" not in shown
    trust = make_organisation("County Trust", treasurer)
    Member.objects.filter(organisation=trust).update(signs=True)

    shown = page(theirs, there)
    assert "Will County Trust hold the money?" in shown
    assert "Choose whether your organisation" in theirs.post(there, {}).content.decode()
    assert theirs.post(there, {"answer": "yes"}).headers["Location"] == there

    assert "answered by Tola Treasurer for County Trust" in page(theirs, there)
    assert f'href="{there}"' not in page(theirs, "/my/bids")
    assert "County Trust: agreed to hold the money" in page(mine, own(complete))
    complete.refresh_from_db()
    assert complete.accountable_body == trust


def test_a_no_is_told_with_its_reason_and_the_bid_asks_for_another(
    complete: Bid, group: Organisation, mine: Client, theirs: Client, treasurer: Person
) -> None:
    trust = make_organisation("County Trust", treasurer)
    Member.objects.filter(organisation=trust).update(signs=True)
    named(mine, complete, group, treasurer.email)

    theirs.post(own(complete, "/hold-the-money"), {"answer": "no", "why": "No room this year."})

    shown = page(mine, own(complete))
    assert "County Trust: will not hold the money. Say who would" in shown
    assert "Something to put right" in shown
    assert "No room this year." in page(mine, own(complete, "/organisation"))
    sent = mine.post(own(complete, "/check"), {"key": "key-1"})
    assert sent.status_code == 422
    words = "County Trust will not hold the money. Say who would hold it"
    assert f'<a href="{own(complete, "/organisation")}">{words}</a>' in sent.content.decode()


def test_who_signs_for_both_is_led_from_the_task_list_to_agreeing(
    complete: Bid, group: Organisation, mine: Client, bidder: Person
) -> None:
    trust = make_organisation("County Trust", bidder)
    Member.objects.filter(organisation=trust).update(signs=True)
    mine.post(
        own(complete, "/organisation"),
        {"organisation": group.reference, "accountable_body": trust.reference},
    )

    shown = page(mine, own(complete))

    assert "You sign for it, so you can answer" in shown
    assert f'href="{own(complete, "/hold-the-money")}"' in shown


def test_who_does_not_lead_reads_who_bids_and_changes_nothing(
    complete: Bid, call: Call, person: Callable[..., Person], client_as: Callable[[Person], Client]
) -> None:
    colleague = person()
    complete.members.create(person=colleague, email=colleague.email, rights="edit")
    browser = client_as(colleague)

    assert own(complete, "/organisation") not in page(browser, own(complete))
    assert browser.get(own(complete, "/organisation")).status_code == 403
    assert not BodyAsked.objects.exists()
    assert queries.body_asked(complete) is None


def test_an_officer_names_the_organisation_of_whom_they_write_for(
    call: Call,
    runner: Person,
    group: Organisation,
    treasurer: Person,
    client_as: Callable[[Person], Client],
) -> None:
    Organisation.objects.filter(pk=group.pk).update(name_key=name_key(group.name))
    bid = actions.begin_assisted(by=runner, call=call, channel="phone", for_whom="Sam Example")
    office, address = client_as(runner), own(bid, "/organisation")
    shown = page(office, address)
    assert "Which organisation bids?" in shown
    assert 'href="/office/organisations/new"' in shown
    unknown = office.post(address, {"known_name": "Nobody at All"})
    assert unknown.status_code == 422
    assert "No organisation has this name or reference" in unknown.content.decode()
    half = office.post(address, {"known_name": group.name, "body_name": "The County Trust"})
    assert "Enter both the name and the e-mail address" in half.content.decode()

    named = office.post(
        address,
        {
            "known_name": "dusk boxing club",
            "body_name": "The County Trust",
            "body_email": treasurer.email,
        },
    )

    assert named.headers["Location"] == own(bid, "?done=asked")
    bid.refresh_from_db()
    assert bid.organisation == group
    assert 'value="Dusk Boxing Club"' in page(office, address)
    assert [one.bid for one in queries.bodies_to_answer(treasurer)] == [bid]
