"""The office's pages of a call's life: published by two people, extended, corrected, asked about."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from precept.do.opportunities import actions, queries
from precept.do.opportunities.models import Call
from precept.foundation.people.models import Person
from precept.foundation.questions.sets import Check
from tests.do.opportunities.conftest import ASKED, wall
from tests.reading import words

pytestmark = pytest.mark.django_db
HERE = "/office/rounds/CSF-2026-27-1"
MOST_QUERIES = 30


@pytest.fixture
def officer_browser(runner: Person, client_as: Callable[[Person], Client]) -> Client:
    return client_as(runner)


@pytest.fixture
def second_browser(second: Person, client_as: Callable[[Person], Client]) -> Client:
    return client_as(second)


def test_a_round_goes_from_one_person_to_the_other_and_out(
    complete: Call, officer_browser: Client, second_browser: Client
) -> None:
    assert "Send to a second person" in words(officer_browser.get(f"{HERE}/set-up"))
    officer_browser.post(f"{HERE}/submit", {"version": complete.version})
    text = words(second_browser.get(HERE))
    assert "Read it and publish it" in text
    page = words(second_browser.get(f"{HERE}/publish-call"))
    assert "Question Help Answer Asked What is it called?" in page
    assert "What earns 5" in page
    answered = second_browser.post(f"{HERE}/publish-call", {"version": complete.version + 1})

    assert answered.status_code == 302, words(answered)
    assert queries.call("CSF-2026-27-1").stage == "published"
    assert "Opens midday on 8 December 2026 (UK time)" in words(officer_browser.get(HERE))


def test_the_second_person_sees_what_changed_since_the_last_round(
    published: Call, runner: Person, second_browser: Client
) -> None:
    copied = actions.copy_call(by=runner, call=published, theme="Rural crime again")
    copied = actions.amend_call(by=runner, call=copied, version=copied.version, area="Rutland")

    page = words(second_browser.get("/office/rounds/CSF-2026-27-2/publish-call"))

    assert "What changed since CSF-2026-27-1" in page
    assert "Area Leicestershire Rutland" in page
    assert "Theme Rural crime Rural crime again" in page


def test_whoever_set_it_up_is_asked_why_alone(
    ready: Call, second: Person, second_browser: Client
) -> None:
    Call.objects.filter(pk=ready.pk).update(set_up_by=second)

    page = second_browser.get(f"{HERE}/publish-call")
    assert "You set this round up. Somebody else should publish it." in words(page)
    refused = second_browser.post(f"{HERE}/publish-call", {"version": ready.version})
    assert refused.status_code == 422

    second_browser.post(
        f"{HERE}/publish-call", {"version": ready.version, "alone_because": "The other is ill."}
    )
    assert queries.call("CSF-2026-27-1").published_alone_why == "The other is ill."


def test_a_preview_says_what_bidders_will_read(complete: Call, officer_browser: Client) -> None:
    text = words(officer_browser.get(f"{HERE}/preview"))

    assert "Nobody outside the office can read this yet." in text
    assert "OPCC £100,000.00; VRN £104,030.33" in text
    assert "Why Where else to go Does your organisation work in the force area? Yes" in text


def test_a_later_deadline_goes_through_two_people(
    opened: Call, officer_browser: Client, second_browser: Client
) -> None:
    fields = {
        "closes-day": "27",
        "closes-month": "1",
        "closes-year": "2027",
        "closes_time": "12:00",
        "why": "The portal was down.",
    }
    officer_browser.post(f"{HERE}/extend", fields)
    assert "Proposed by Robin Runner" in words(second_browser.get(f"{HERE}/extend"))
    assert officer_browser.post(f"{HERE}/extend/agree").status_code == 403
    answered = second_browser.post(f"{HERE}/extend/agree")

    assert answered.status_code == 302, words(answered)
    assert queries.call("CSF-2026-27-1").closes_wall == "2027-01-27T12:00"


def test_words_are_corrected_on_their_page(opened: Call, second_browser: Client) -> None:
    assert "What is it called?" in words(second_browser.get(f"{HERE}/correct"))
    address = f"{HERE}/correct/question.need.hint"
    assert "Say who it is for." in second_browser.get(address).content.decode()
    answered = second_browser.post(
        address,
        {"version": opened.version, "kind": "typing", "after": "Say for whom.", "why": "Clumsy"},
    )

    assert answered.status_code == 302, words(answered)
    assert "Say who it is for. Say for whom. Clumsy" in words(second_browser.get(f"{HERE}/correct"))


def test_a_question_is_answered_on_its_page_and_a_name_is_noticed(
    opened: Call, stranger: Person, officer_browser: Client
) -> None:
    asked = actions.ask_clarification(by=stranger, call=opened, words="May Aneta apply?")
    page = officer_browser.get(f"{HERE}/questions-asked")
    assert "May Aneta apply?" in words(page)
    address = f"{HERE}/questions-asked/{asked.reference}/answer"
    fields = {"public_words": "May Aneta apply?", "answer": "Yes."}

    refused = officer_browser.post(address, fields)
    assert refused.status_code == 422
    assert "This contains the name of whoever asked" in words(refused)
    answered = officer_browser.post(address, fields | {"public_words": "May a person apply?"})

    assert answered.status_code == 302, words(answered)
    assert "Question 1 As published May a person apply?" in words(
        officer_browser.get(f"{HERE}/questions-asked")
    )


def test_a_workshop_is_added_changed_noted_and_attended(
    opened: Call,
    runner: Person,
    stranger: Person,
    officer_browser: Client,
    client_as: Callable[[Person], Client],
    office_day: Callable[[datetime], None],
) -> None:
    fields = {
        "title": "Drop-in",
        "day-day": "15",
        "day-month": "12",
        "day-year": "2026",
        "starts": "2pm",
        "ends": "3.30pm",
        "where": "Online",
        "how_to_join": "The link is secret",
        "places": "5",
    }
    answered = officer_browser.post(f"{HERE}/workshops/new", fields)
    assert answered["Location"] == f"{HERE}/workshops/drop-in"
    held = queries.workshop(opened, "drop-in")
    booking = actions.book(by=stranger, workshop=held, needs="A ramp")
    page = words(officer_browser.get(f"{HERE}/workshops/drop-in"))
    assert "Aneta Outsider 1 person. What would help: A ramp" in page
    assert "Places left 4" in page
    officer_browser.post(
        f"{HERE}/workshops/drop-in/change", fields | {"version": "1", "where": "The hall"}
    )
    calendar = officer_browser.get(f"{HERE}/workshops/drop-in/calendar.ics")
    assert b"LOCATION:The hall" in calendar.content
    assert calendar["Content-Type"].startswith("text/calendar")
    office_day(held.starts + timedelta(hours=2))
    officer_browser = client_as(runner)
    officer_browser.post(f"{HERE}/workshops/drop-in/came/{booking.reference}", {"came": "yes"})
    officer_browser.post(f"{HERE}/workshops/drop-in/notes", {"version": "2", "notes": "We said."})

    page = words(officer_browser.get(f"{HERE}/workshops/drop-in"))
    assert "Notes We said." in page
    assert "Came" in page


ADDRESSES = (
    "set-up",
    "set-up/about",
    "eligibility",
    "eligibility/new",
    "criteria",
    "criteria/new",
    "criteria/weights",
    "criteria/need",
    "preview",
    "submit",
    "send-back",
    "publish-call",
    "extend",
    "correct",
    "correct/call.purpose",
    "cancel",
    "questions-asked",
    "workshops",
    "workshops/new",
)
READ = {"set-up", "eligibility", "criteria", "preview", "workshops"}
"""What everyone in the office may read."""


@pytest.mark.parametrize("address", ADDRESSES)
def test_people_of_the_office_read_and_only_those_with_the_power_change(
    published: Call,
    reader: Person,
    stranger: Person,
    client_as: Callable[[Person], Client],
    address: str,
) -> None:
    expected = 200 if address in READ else 403

    assert client_as(reader).get(f"{HERE}/{address}").status_code == expected
    assert client_as(stranger).get(f"{HERE}/{address}").status_code == 403
    assert Client().get(f"{HERE}/{address}").status_code == 302


@pytest.mark.parametrize("address", ["", "/set-up", "/questions-asked", "/workshops", "/preview"])
def test_pages_cost_the_same_at_one_row_and_at_many(
    opened: Call,
    runner: Person,
    stranger: Person,
    officer_browser: Client,
    counted: Any,
    address: str,
) -> None:
    def add(count: int) -> None:
        for number in range(count):
            asked = actions.ask_clarification(by=stranger, call=opened, words=f"Q {number}")
            actions.answer_clarification(
                by=runner, clarification=asked, public_words=f"Q {number}", answer="A"
            )
            held = actions.add_workshop(
                by=runner,
                call=opened,
                title=f"Workshop {number}",
                starts=wall("2026-12-15T14:00"),
                ends=wall("2026-12-15T15:00"),
            )
            actions.book(by=stranger, workshop=held)

    add(1)
    officer_browser.get(HERE + address)
    with counted() as one:
        officer_browser.get(HERE + address)
    add(6)

    with counted() as many:
        page = officer_browser.get(HERE + address)

    assert page.status_code == 200
    assert len(many) == len(one) <= MOST_QUERIES


def test_a_round_leads_to_what_comes_next(
    opened: Call, officer_browser: Client, second_browser: Client
) -> None:
    officers, seconds = words(officer_browser.get(HERE)), words(second_browser.get(HERE))

    assert "Questions that were asked None waiting" in officers
    assert "Open until midday on 20 January 2027 (UK time)" in officers
    assert "Published (now)" in officers
    assert "Cancel it" not in officers
    assert "Cancel it" in seconds
    assert f"{HERE}/change/deadline" not in officer_browser.get(HERE).content.decode()
    like = officer_browser.get("/office/rounds/new-call?like=CSF-2026-27-1").content.decode()
    assert '<option value="CSF-2026-27-1" selected>' in like


def test_the_second_person_reads_who_reads_each_answer_and_what_must_hold(
    complete: Call, runner: Person, second_browser: Client
) -> None:
    first, *others = ASKED.sections
    title, need, amount = first.questions
    marked = (
        title.model_copy(update={"is_public": True}),
        need.model_copy(update={"hidden_from": ("markers",)}),
        amount,
    )
    check = Check(
        key="cap",
        kind="is at most",
        left="amount",
        right="cap",
        words="Ask for no more than the cap",
    )
    sections = (first.model_copy(update={"questions": marked}), *others)
    actions.edit_questions(
        by=runner,
        call=complete,
        version=complete.version,
        question_set=ASKED.model_copy(update={"sections": sections, "checks": (check,)}),
        what="Marked",
    )

    page = words(second_browser.get("/office/rounds/CSF-2026-27-1/preview"))

    assert "We publish the answer if you are awarded money." in page
    assert "Up to 300 words. Markers do not see it." in page
    assert "Ask for no more than the cap “How much do you ask for?” is no more than" in page
