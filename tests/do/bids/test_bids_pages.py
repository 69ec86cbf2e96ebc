"""The office's pages of bids and the page of interests: what is shown, to whom, and at what cost."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from precept.do.bids import actions, queries
from precept.do.bids.models import Bid, Conflict, Declaration, OtherWay, Submission
from precept.do.opportunities.models import Call
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.parties.models import Organisation
from tests.do.bids.conftest import DEADLINE, fill, submit

AFTER = DEADLINE + timedelta(minutes=15)


@pytest.fixture
def office(runner: Person, client_as: Callable[[Person], Client]) -> Client:
    """The browser of somebody who runs rounds."""
    return client_as(runner)


def page(client: Client, address: str, status: int = 200) -> str:
    """A page as it is sent."""
    response = client.get(address)
    assert response.status_code == status, response.content[:500]
    return response.content.decode()


def rounds(call: Call, end: str = "") -> str:
    return f"/office/rounds/{call.opportunity.reference}{end}"


@pytest.fixture
def opened(submitted: Bid, call: Call, runner: Person, clock_at: Callable[[datetime], None]) -> Bid:
    """A submitted bid of a round that was opened."""
    clock_at(AFTER)
    actions.open_bids(by=runner, call=call)
    submitted.refresh_from_db()
    return submitted


def declare(client: Client, call: Call) -> None:
    """Say that there is no interest."""
    listed = queries.list_now(call.opportunity)
    assert listed is not None
    address = f"/my/interests/{call.opportunity.reference}"
    response = client.post(address, {"has": "no", "listed": listed.sha256})
    assert response.status_code == 302


def test_interests_are_explained_before_they_are_asked_for(
    opened: Bid, call: Call, office: Client
) -> None:
    shown = page(office, f"/my/interests/{call.opportunity.reference}")

    assert "you are employed by it, or a trustee or director of it" in shown
    assert "It shuts that bid to you" in shown


def test_a_sealed_round_says_what_happens_when_and_names_nobody(
    submitted: Bid, call: Call, office: Client
) -> None:
    shown = page(office, rounds(call, "/bids"))

    assert "Bids are sealed" in shown
    assert "midday on 9 December 2026" in shown
    assert "12:15pm on 9 December 2026" in shown
    for hidden in (submitted.reference, "Boxing", "Dusk"):
        assert hidden not in shown


def test_bids_are_opened_by_a_page(
    submitted: Bid,
    call: Call,
    office: Client,
    runner: Person,
    client_as: Callable[[Person], Client],
    clock_at: Callable[[datetime], None],
) -> None:
    early = office.post(rounds(call, "/bids/open"))
    assert early.status_code == 422
    assert "can be opened from" in early.content.decode()
    clock_at(AFTER)
    office = client_as(runner)  # a session does not last two weeks
    assert "Ready to be opened" in page(office, rounds(call, "/bids"))

    done = office.post(rounds(call, "/bids/open"))

    assert done.headers["Location"] == rounds(call, "/bids")
    shown = page(office, rounds(call, "/bids"))
    assert "Boxing at dusk" in shown
    assert "Declare your interests before you read a bid" in shown


def test_a_bid_is_read_after_interests_were_declared(
    opened: Bid, call: Call, office: Client
) -> None:
    address = rounds(call, f"/bids/{opened.reference}")
    first = office.get(address)
    assert first.headers["Location"] == f"/my/interests/{call.opportunity.reference}"
    declare(office, call)

    shown = page(office, address)

    assert "We teach boxing." in shown
    assert "£5,000" in shown
    assert opened.in_force is not None
    assert opened.in_force.receipt in shown
    assert "Accepted" in shown


def test_one_bid_takes_at_most_fifteen_queries(
    opened: Bid, call: Call, office: Client, counted: Any
) -> None:
    declare(office, call)
    address = rounds(call, f"/bids/{opened.reference}")
    page(office, address)

    with counted() as asked:
        page(office, address)

    assert len(asked) <= 15


def many(opened: Bid, number: int) -> None:
    """More opened bids, each with a submission and an organisation."""
    bodies = Organisation.objects.bulk_create(
        Organisation(reference=f"group-{place}", name=f"Community Group {place}")
        for place in range(number)
    )
    Bid.objects.bulk_create(
        Bid(
            opportunity_id=opened.opportunity_id,
            questions_id=opened.questions_id,
            organisation=body,
            state="submitted",
            title=f"A project of group {place} with a title of the usual length",
            amount=Money.of(1_000 + place),
            opened=AFTER,
            is_first_time=bool(place % 2),
        )
        for place, body in enumerate(bodies)
    )


def test_the_list_of_five_thousand_costs_no_more_than_that_of_one(
    opened: Bid, call: Call, office: Client, counted: Any
) -> None:
    address = rounds(call, "/bids")
    page(office, address)
    with counted() as few:
        page(office, address)
    many(opened, 5_000)

    with counted() as lots:
        shown = page(office, address)

    assert len(few) == len(lots) <= 12
    assert len(shown.encode()) <= 60 * 1024
    assert "more than 1,000 bids" in shown
    assert shown.count("/bids/B") == 50
    page(office, f"{address}?words=usual+length&channel=online&sort=-amount&page=3")


def test_markers_and_those_outside_are_turned_away_in_words(
    opened: Bid,
    call: Call,
    person: Callable[..., Person],
    client_as: Callable[[Person], Client],
    bidder: Person,
) -> None:
    assert "Marking" in page(client_as(person(role="marker")), rounds(call, "/bids"), 403)
    page(client_as(bidder), rounds(call, "/bids"), 403)
    auditor = client_as(person(role="auditor"))
    for end in ("/bids/late", "/bids/open", "/bids/interests", "/other-ways", "/reach"):
        page(auditor, rounds(call, end), 403)
    page(auditor, rounds(call, f"/bids/{opened.reference}"), 404)


def test_a_late_bid_is_settled_by_pages_without_its_content(
    complete: Bid,
    call: Call,
    bidder: Person,
    office: Client,
    runner: Person,
    person: Callable[..., Person],
    client_as: Callable[[Person], Client],
    clock_at: Callable[[datetime], None],
) -> None:
    assert "No late bids" in page(office, rounds(call, "/bids/late"))
    clock_at(DEADLINE + timedelta(minutes=2))
    submit(complete, bidder)
    office = client_as(runner)
    waits = "1 late bid waits for a decision"
    assert waits in page(office, "/office/")
    shown = page(office, rounds(call, "/bids/late"))
    assert complete.reference in shown
    assert "Late and complete" in shown
    assert "Boxing" not in shown
    address = rounds(call, f"/bids/{complete.reference}/late")
    assert "Enter the reason" in office.post(address, {"accept": "yes", "why": ""}).content.decode()
    office.post(address, {"accept": "yes", "why": "The network was down."})
    second = client_as(person(role="commissioning-manager"))
    assert waits not in page(office, "/office/")
    assert waits in page(second, "/office/")
    assert "Olu Officer proposed to accept it" in page(second, address)

    second.post(address, {"accept": "yes", "why": "The network was down."})

    complete.refresh_from_db()
    assert complete.state == "submitted"
    assert "The network was down." in page(office, rounds(call, "/bids/late"))
    assert waits not in page(second, "/office/")
    told = page(client_as(bidder), f"/my/bids/{complete.reference}")
    assert "It came after the deadline and was accepted" in told
    assert office.get(address).headers["Location"] == rounds(call, "/bids/late")


def test_other_ways_are_listed_met_and_entered(
    call: Call, office: Client, runner: Person, group: Organisation
) -> None:
    assert "Nobody asked" in page(office, rounds(call, "/other-ways"))
    way = actions.ask_other_way(
        by=None, call=call, channel="phone", name="Sam Example", contact="0116 496 0000"
    )
    shown = page(office, rounds(call, "/other-ways"))
    assert "Sam Example" in shown
    begin = rounds(call, f"/bids/enter?for={way.pk}")
    assert 'value="Sam Example"' in page(office, begin)
    response = office.post(begin, {"for_whom": "Sam Example", "channel": "phone", "key": "form-1"})
    bid = Bid.objects.get()
    assert response.headers["Location"] == f"/my/bids/{bid.reference}"
    assert OtherWay.objects.get().bid == bid
    actions.set_bidder(by=runner, bid=bid, organisation=group)
    fill(bid, runner)

    address = rounds(call, f"/bids/{bid.reference}/read-back")
    assert "We teach boxing." in page(office, address)
    answers = {"confirmed_by": "Sam Example", "confirmed_how": "Said yes."}
    assert "Read them back again" in office.post(address, answers).content.decode()
    assert (
        "was read back as it stands now" in office.post(address, {"read": "yes"}).content.decode()
    )
    done = office.post(address, answers).headers["Location"]
    assert "What they confirmed is recorded" in page(office, done)
    assert "Confirmed by Sam Example" in page(office, address)
    office.post(rounds(call, f"/other-ways/{way.pk}"), {"how": "Entered by telephone."})
    assert "Entered by telephone." in page(office, rounds(call, "/other-ways"))


def test_reach_is_sealed_and_then_counted(
    submitted: Bid,
    call: Call,
    office: Client,
    runner: Person,
    client_as: Callable[[Person], Client],
    clock_at: Callable[[datetime], None],
) -> None:
    assert "Bids are sealed" in page(office, rounds(call, "/reach"))
    clock_at(AFTER)
    actions.open_bids(by=runner, call=call)

    shown = page(client_as(runner), rounds(call, "/reach"))

    assert "From organisations that never bid here before" in shown
    assert "not shown, because it is small" in shown
    assert "0 bidders were asked, each once; 0 answered." in shown


# Interests


def test_interests_are_asked_for_once_bids_are_open(
    submitted: Bid, call: Call, office: Client
) -> None:
    shown = page(office, f"/my/interests/{call.opportunity.reference}", 403)

    assert "not asked for interests" in shown
    page(office, "/my/interests/none", 404)


def test_somebody_from_outside_who_marks_declares_without_seeing_a_bid(
    opened: Bid,
    call: Call,
    person: Callable[..., Person],
    client_as: Callable[[Person], Client],
) -> None:
    expert = person(role="external-expert")
    client = client_as(expert)
    address = f"/my/interests/{call.opportunity.reference}"
    shown = page(client, address)
    assert "Dusk Boxing Club" in shown
    assert "Ama Example" in shown
    for hidden in ("Boxing at dusk", opened.reference, "5,000"):
        assert hidden not in shown

    declare(client, call)

    assert Declaration.objects.get(person=expert).is_nil
    assert "no interest in any of these" in page(client, address)


def test_an_interest_is_ticked_and_then_said(opened: Bid, call: Call, office: Client) -> None:
    address = f"/my/interests/{call.opportunity.reference}"
    listed = queries.list_now(call.opportunity)
    assert listed is not None
    base = {"has": "yes", "listed": listed.sha256}
    key = "organisation:dusk-boxing-club"

    nothing = office.post(address, base).content.decode()
    assert "Tick every organisation" in nothing
    both = office.post(address, {**base, "has": "no", "which": key}).content.decode()
    assert "choose yes, or take the tick away" in both
    asked = office.post(address, {**base, "which": key}).content.decode()
    assert "What is your interest?" in asked
    assert not Conflict.objects.exists()
    empty = office.post(address, {**base, "which": key, "said": "yes"})
    assert empty.status_code == 422
    assert "Choose what your interest is" in empty.content.decode()
    other = {**base, "which": key, "said": "yes", "interest-0-kind": "other"}
    assert "Say what your interest is" in office.post(address, other).content.decode()
    done = office.post(address, {**other, "interest-0-kind": "family"})

    assert done.status_code == 302
    assert Conflict.objects.get().kind == "family"
    assert "These bids are shut to you" in page(office, address)
    page(office, rounds(call, f"/bids/{opened.reference}"), 404)
    assert "Boxing at dusk" not in page(office, rounds(call, "/bids"))


def test_a_list_that_changed_meanwhile_is_shown_again(
    opened: Bid, call: Call, office: Client
) -> None:
    address = f"/my/interests/{call.opportunity.reference}"

    response = office.post(address, {"has": "no", "listed": "0" * 64})

    assert response.status_code == 409
    assert "The list changed while you read it" in response.content.decode()
    listed = queries.list_now(call.opportunity)
    assert listed is not None
    assert listed.sha256 in response.content.decode()


def test_a_conflict_is_ended_by_a_page_of_somebody_else(
    opened: Bid,
    call: Call,
    runner: Person,
    office: Client,
    person: Callable[..., Person],
    client_as: Callable[[Person], Client],
) -> None:
    assert "No interests declared" in page(office, rounds(call, "/bids/interests"))
    listed = queries.list_now(call.opportunity)
    assert listed is not None
    actions.declare(
        by=runner,
        opportunity=call.opportunity,
        listed=listed.sha256,
        conflicts=[(opened, "family", "My sister.")],
    )
    conflict = Conflict.objects.get()
    address = rounds(call, f"/bids/interests/{conflict.pk}/end")
    page(office, address, 403)
    manager = client_as(person(role="commissioning-manager"))
    assert "My sister." in page(manager, rounds(call, "/bids/interests"))

    manager.post(address, {"why": "Another person of that name."})

    conflict.refresh_from_db()
    assert conflict.ended is not None


def test_the_round_offers_the_next_steps(
    opened: Bid, call: Call, runner: Person, bidder: Person, person: Callable[..., Person]
) -> None:
    call.refresh_from_db()
    steps = [(one.text, one.state) for one in queries.next_steps(runner, call)]

    assert steps == [("Bids", "Opened"), ("Declare your interests", "To do"), ("Reach", "")]
    assert queries.next_steps(bidder, call) == []


def test_a_submission_is_a_document(submitted: Bid) -> None:
    made = Submission.objects.get()

    document = queries.submission_document(submitted, made)

    assert submitted.reference in document.title
    assert any(made.sha256 in str(block) for block in document.blocks)
