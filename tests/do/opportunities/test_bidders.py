"""What somebody who may bid does before bidding: checks, asks, books; and what is kept of it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from icalendar import Calendar

from precept.do.opportunities import actions, queries
from precept.do.opportunities.models import Booking, Call, Clarification, TurnedAway, Workshop
from precept.foundation.ledger.models import Event
from precept.foundation.people.models import Person
from tests.public.reading import links, main

ClientAs = Callable[[Person], Client]


def address(call: Call, place: str) -> str:
    return f"/opportunities/{call.opportunity.reference}/{place}"


def counted() -> list[tuple[str, int]]:
    return list(TurnedAway.objects.order_by("rule").values_list("rule", "count"))


def test_the_check_says_which_rule_turns_somebody_away_and_counts_nothing_else(
    opened: Call, client: Client
) -> None:
    rule = opened.eligibility.get()
    events = Event.objects.count()

    page = client.post(address(opened, "eligibility"), {rule.key: "no"}, follow=True)

    said = main(page)
    assert "You cannot apply to this round" in said
    assert f"{rule.asks} You answered no. {rule.reason}" in said
    assert rule.instead in said
    assert counted() == [(rule.key, 1)]
    assert Event.objects.count() == events
    assert {one.name for one in TurnedAway._meta.get_fields()} == {
        "id",
        "call",
        "rule",
        "day",
        "count",
    }


def test_who_meets_every_rule_goes_on_to_start(opened: Call, client: Client) -> None:
    rule = opened.eligibility.get()
    page = client.post(address(opened, "eligibility"), {rule.key: "yes"}, follow=True)
    assert "You may apply" in main(page)
    assert f"/my/bids/start/{opened.opportunity.reference}" in links(page)
    assert counted() == [("", 1)]


def test_looking_at_a_result_again_counts_nobody(opened: Call, client: Client) -> None:
    rule = opened.eligibility.get()
    for said in ({rule.key: "no"}, {rule.key: "yes"}, {rule.key: "maybe"}, {}):
        assert client.get(address(opened, "eligibility"), said).status_code == 200
    assert counted() == []


def test_a_rule_left_out_is_asked_again(opened: Call, client: Client) -> None:
    page = client.post(address(opened, "eligibility"), {})
    assert page.status_code == 422
    rule = opened.eligibility.get()
    assert f"Answer “{rule.asks}” with yes or no" in main(page)
    assert counted() == []


@pytest.mark.parametrize("place", ["eligibility"])
def test_a_round_that_is_being_set_up_is_nobodys_business(
    complete: Call, client: Client, place: str
) -> None:
    assert client.get(address(complete, place)).status_code == 404


def test_a_question_reaches_the_office_and_its_answer_everyone(
    opened: Call, stranger: Person, runner: Person, client_as: ClientAs, client: Client
) -> None:
    where = f"/my/questions/{opened.opportunity.reference}"
    browser = client_as(stranger)
    words = "Can Aneta Outsider hire a hall?"

    page = browser.post(where, {"words": words, "question": "need"}, follow=True)
    assert "We have your question." in main(page)
    assert words in main(page)
    asked = Clarification.objects.get()
    assert (asked.asked_by, asked.question, asked.state) == (stranger, "need", "waiting")

    actions.answer_clarification(
        by=runner, clarification=asked, public_words="Can we hire a hall?", answer="Yes."
    )
    assert "Yes." in main(browser.get(where))
    public = client.get(f"/opportunities/{opened.opportunity.reference}")
    assert "1. Can we hire a hall?" in main(public)
    assert b"Aneta" not in public.content
    assert stranger.email.encode() not in public.content


def test_a_question_without_words_is_asked_for_them(
    opened: Call, stranger: Person, client_as: ClientAs
) -> None:
    where = f"/my/questions/{opened.opportunity.reference}"
    page = client_as(stranger).post(where, {"words": " "})
    assert page.status_code == 422
    assert "Enter your question" in main(page)


def test_nobody_asks_once_the_round_is_closed(
    closed: Call, stranger: Person, client_as: ClientAs
) -> None:
    where = f"/my/questions/{closed.opportunity.reference}"
    page = client_as(stranger).post(where, {"words": "Too late?"})
    assert page.status_code == 422
    assert "Questions can be asked until the round closes." in main(page)
    assert "Too late?" in main(page)


def test_somebody_elses_questions_are_not_shown(
    opened: Call, stranger: Person, person: Callable[..., Person], client_as: ClientAs
) -> None:
    actions.ask_clarification(by=stranger, call=opened, words="A secret plan")
    where = f"/my/questions/{opened.opportunity.reference}"
    assert "A secret plan" not in main(client_as(person()).get(where))
    assert "A secret plan" in main(client_as(stranger).get(where))


def test_who_is_not_signed_in_does_so_first(opened: Call, client: Client) -> None:
    where = f"/my/questions/{opened.opportunity.reference}"
    assert client.get(where)["Location"].startswith("/")
    assert where.replace("/", "%2F") in client.get(where)["Location"]


@pytest.fixture
def workshop(opened: Call, runner: Person, office_day: Callable[[datetime], None]) -> Workshop:
    assert opened.opens_at is not None
    begins = (opened.opens_at + timedelta(days=7)).replace(tzinfo=None)
    return actions.add_workshop(
        by=runner,
        call=opened,
        title="First steps",
        starts=begins,
        ends=begins + timedelta(hours=1),
        where="Village hall",
        how_to_join="Ring the second bell.",
        words="Bring your draft.",
        places=3,
    )


def of_mine(call: Call, workshop: Workshop, more: str = "") -> str:
    return f"/my/workshops/{call.opportunity.reference}/{workshop.key}{more}"


def test_places_are_booked_told_how_to_join_and_given_back(
    opened: Call, workshop: Workshop, stranger: Person, client_as: ClientAs
) -> None:
    browser = client_as(stranger)
    before = main(browser.get(of_mine(opened, workshop)))
    assert "Places left 3" in before
    assert "Ring the second bell." not in before

    page = browser.post(of_mine(opened, workshop), {"people": "2", "needs": "A ramp"}, follow=True)
    assert "You have booked 2 places. Ring the second bell." in main(page)
    assert Booking.objects.get().needs == "A ramp"
    assert queries.places_left(workshop) == 1

    file = browser.get(of_mine(opened, workshop, ".ics"))
    [event] = Calendar.from_ical(file.content).walk("VEVENT")
    assert "Ring the second bell." in str(event["description"])

    browser.post(of_mine(opened, workshop, "/give-back"))
    assert queries.places_left(workshop) == 3
    assert "Places left 3" in main(browser.get(of_mine(opened, workshop)))
    assert browser.get(of_mine(opened, workshop, ".ics")).status_code == 404


def test_more_places_than_are_left_are_refused_with_what_was_typed(
    opened: Call, workshop: Workshop, stranger: Person, client_as: ClientAs
) -> None:
    page = client_as(stranger).post(
        of_mine(opened, workshop), {"people": "4", "needs": "A quiet place"}
    )
    assert page.status_code == 422
    assert "Only 3 places are left." in main(page)
    assert b"A quiet place" in page.content


def test_a_full_workshop_says_that_what_is_said_is_published(
    opened: Call,
    workshop: Workshop,
    stranger: Person,
    person: Callable[..., Person],
    client_as: ClientAs,
) -> None:
    actions.book(by=stranger, workshop=workshop, people=3)
    said = main(client_as(person()).get(of_mine(opened, workshop)))
    assert "This workshop is full." in said
    assert "Ring the second bell." not in said


def test_nobody_gives_back_or_downloads_what_another_booked(
    opened: Call,
    workshop: Workshop,
    stranger: Person,
    person: Callable[..., Person],
    client_as: ClientAs,
) -> None:
    actions.book(by=stranger, workshop=workshop)
    other = client_as(person())
    assert other.post(of_mine(opened, workshop, "/give-back")).status_code == 404
    assert other.get(of_mine(opened, workshop, ".ics")).status_code == 404
    assert Booking.objects.get().cancelled is None
