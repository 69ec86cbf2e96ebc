"""The office's pages of calls: what they show, to whom, and that nothing typed is lost."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from precept.do.opportunities import actions, queries
from precept.do.opportunities.models import Call
from precept.foundation.people.models import Person
from precept.plan.models import Fund
from tests.do.opportunities.conftest import LEVELS, wall
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


def typed(page: Any) -> dict[str, Any]:
    """What stands in a page's form, as sending it unchanged would say it."""
    form = page.context["form"] if page.context else None
    assert form is not None
    return dict(form.initial)


def test_a_round_is_set_up_from_a_fund(
    office_day: object, officer_browser: Client, funds: dict[str, Fund]
) -> None:
    answered = officer_browser.post(
        "/office/rounds/new-call", {"copy_from": "afresh", "fund": "CSF", "theme": "Rural crime"}
    )

    assert (answered.status_code, answered["Location"]) == (302, f"{HERE}/set-up")
    text = words(officer_browser.get(f"{HERE}/set-up"))
    assert "Confirm the dates: they were suggested or copied" in text
    assert "Add the criteria that bids are marked on" in text


def test_a_round_that_is_like_no_other_needs_a_fund(
    office_day: object, officer_browser: Client, funds: dict[str, Fund]
) -> None:
    page = officer_browser.post(
        "/office/rounds/new-call", {"copy_from": "afresh", "theme": "Rural crime"}
    )

    assert page.status_code == 422
    assert "Choose the fund that the round draws on" in words(page)
    assert 'value="Rural crime"' in page.content.decode()


def test_a_round_is_copied_from_an_earlier_one(published: Call, officer_browser: Client) -> None:
    officer_browser.post(
        "/office/rounds/new-call", {"copy_from": "CSF-2026-27-1", "theme": "Again"}
    )

    text = words(officer_browser.get("/office/rounds/CSF-2026-27-2/set-up"))
    assert "It is like CSF-2026-27-1" in text
    assert "Before it goes live Confirm the dates" in text


PARTS: dict[str, dict[str, str]] = {
    "about": {"theme": "Rural crime", "purpose": "To make villages safer."},
    "who": {"who_may_apply": "Charities"},
    "priorities": {},
    "area": {"area": "Rutland"},
    "dates": {
        "opens-day": "8",
        "opens-month": "12",
        "opens-year": "2026",
        "opens_time": "midday",
        "closes-day": "20",
        "closes-month": "1",
        "closes-year": "2027",
        "closes_time": "12 noon",
        "decision_expected-day": "1",
        "decision_expected-month": "3",
        "decision_expected-year": "2027",
    },
    "limits": {"limit": "10,000", "longest_months": "12"},
    "pot": {
        "available": "204,030.33",
        "fund_1": "CSF",
        "name_1": "OPCC",
        "amount_1": "100,000.00",
        "fund_2": "VRN",
        "amount_2": "104,030.33",
    },
    "match": {"match_rule": "required", "match_percent": "20"},
    "marking": {
        "who_marks": "Two officers",
        "markers_per_bid": "3",
        "quorum": "2",
        "hides_applicant": "yes",
    },
    "deciding": {"decider": "commissioner", "power": "power-crime-and-disorder-reduction-grant"},
    "papers": {"papers": "constitution", "papers_asked_of": "winners"},
    "handling": {"is_rolling": "no", "is_sealed": "yes"},
    "steps": {"title_1": "Checks", "what_1": "We check each bid."},
    "contact": {"contact": "Telephone us"},
}


@pytest.mark.parametrize("part", PARTS)
def test_each_part_is_a_page_that_keeps_what_is_typed(
    draft: Call, officer_browser: Client, funds: dict[str, Fund], part: str
) -> None:
    address = f"{HERE}/set-up/{part}"
    assert officer_browser.get(address).status_code == 200

    answered = officer_browser.post(address, {"version": draft.version, **PARTS[part]})

    assert answered.status_code == 302, words(answered)
    now = queries.call("CSF-2026-27-1")
    assert part in {"priorities", "handling"} or now.version == draft.version + 1


def test_what_the_pages_typed_is_what_the_round_says(
    draft: Call, officer_browser: Client, funds: dict[str, Fund]
) -> None:
    for part, fields in PARTS.items():
        version = queries.call("CSF-2026-27-1").version
        officer_browser.post(f"{HERE}/set-up/{part}", {"version": version, **fields})

    now = queries.call("CSF-2026-27-1")
    assert (now.opens_wall, now.closes_wall) == ("2026-12-08T12:00", "2027-01-20T12:00")
    assert now.opportunity.limit_words == "Up to £10,000"
    assert [(one.name, one.amount.pence) for one in queries.pot(now)] == [
        ("OPCC", 10_000_000),
        ("VRN", 10_403_033),
    ]
    assert (now.match_percent, now.markers_per_bid, now.hides_applicant) == (20, 3, True)
    assert now.steps == [{"title": "Checks", "when": "", "what": "We check each bid."}]


DOUBTS = [
    ("0:00", "8", "12", "2026", "midnight-2026-12-08"),
    ("12:00", "5", "12", "2026", "weekend-2026-12-05"),
    ("12:00", "25", "12", "2026", "bank-holiday-2026-12-25"),
]


@pytest.mark.parametrize(("at", "day", "month", "year", "key"), DOUBTS, ids=lambda v: str(v))
def test_a_doubtful_time_is_confirmed_on_the_page(
    draft: Call, officer_browser: Client, at: str, day: str, month: str, year: str, key: str
) -> None:
    fields = PARTS["dates"] | {
        "opens_time": at,
        "opens-day": day,
        "opens-month": month,
        "opens-year": year,
        "version": str(draft.version),
    }
    page = officer_browser.post(f"{HERE}/set-up/dates", fields)
    assert page.status_code == 422
    assert f'value="{key}"' in page.content.decode()

    answered = officer_browser.post(f"{HERE}/set-up/dates", fields | {"confirmed": key})
    assert answered.status_code == 302


def test_whoever_is_second_sees_both_texts(draft: Call, officer_browser: Client) -> None:
    first = {"version": draft.version, "area": "Rutland"}
    officer_browser.post(f"{HERE}/set-up/area", first)

    page = officer_browser.post(
        f"{HERE}/set-up/area", {"version": draft.version, "area": "Leicester"}
    )

    assert page.status_code == 409
    assert "Rutland" in words(page)
    assert 'value="Leicester"' in page.content.decode()


def test_criteria_are_added_weighed_and_taken_out(draft: Call, officer_browser: Client) -> None:
    levels = {f"level_{one['score']}": one["words"] for one in LEVELS}

    def version() -> int:
        return queries.call("CSF-2026-27-1").version

    assert "There are no criteria yet" in words(officer_browser.get(f"{HERE}/criteria"))
    for title in ("Need", "Value"):
        answered = officer_browser.post(
            f"{HERE}/criteria/new",
            {"version": version(), "title": title, "words": "Look", "weight": "40", **levels},
        )
        assert answered.status_code == 302, words(answered)
    assert "The weights add up to 80%" in words(officer_browser.get(f"{HERE}/criteria"))
    wrong = officer_browser.post(
        f"{HERE}/criteria/weights",
        {"version": version(), "weight_need": "60", "weight_value": "41"},
    )
    assert wrong.status_code == 422
    assert "The weights add up to 101%" in words(wrong)
    officer_browser.post(
        f"{HERE}/criteria/weights",
        {"version": version(), "weight_need": "60", "weight_value": "40"},
    )
    officer_browser.post(
        f"{HERE}/criteria/need",
        {"version": version(), "title": "Real need", "words": "L", "weight": "60", **levels},
    )
    officer_browser.post(f"{HERE}/criteria/value/take-out", {"version": version()})

    now = queries.call("CSF-2026-27-1")
    assert [(one.key, one.title, one.weight) for one in now.criteria.all()] == [
        ("need", "Real need", 60)
    ]


def test_a_scale_has_no_gaps(draft: Call, officer_browser: Client) -> None:
    fields = {"title": "Need", "words": "Look", "weight": "40", "level_0": "No", "level_2": "Yes"}

    page = officer_browser.post(f"{HERE}/criteria/new", {"version": draft.version, **fields})

    assert page.status_code == 422
    assert "Every score needs words that say what earns it" in words(page)


def test_eligibility_rules_are_added_changed_and_taken_out(
    draft: Call, officer_browser: Client
) -> None:
    fields = {"asks": "Are you local?", "right_answer": "yes", "reason": "It is a local fund."}
    officer_browser.post(f"{HERE}/eligibility/new", {"version": draft.version, **fields})
    one = draft.eligibility.get()
    assert (one.key, one.right_answer) == ("are-you-local", True)

    officer_browser.post(
        f"{HERE}/eligibility/{one.key}",
        {"version": draft.version + 1, **fields, "right_answer": "no"},
    )
    assert not draft.eligibility.get().right_answer
    assert "Who answers no" in words(officer_browser.get(f"{HERE}/eligibility"))

    officer_browser.post(f"{HERE}/eligibility/{one.key}/take-out", {"version": draft.version + 2})
    assert not draft.eligibility.exists()


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
