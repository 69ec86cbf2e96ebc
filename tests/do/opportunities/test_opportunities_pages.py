"""The pages of rounds: what they show, and to whom."""

import re
from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
from django.test import Client

from precept.do.opportunities import actions
from precept.do.opportunities.models import Opportunity
from precept.foundation.intake.models import Intake
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.foundation.publications.models import Publication
from precept.plan.models import Fund
from tests.reading import words

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


@pytest.fixture
def opportunity(keeper: Person, funds: dict[str, Fund]) -> Opportunity:
    return actions.record_round(
        by=keeper,
        programme="Commissioner's Safety Fund",
        year="2022-23",
        number=5,
        theme="General",
        deadline=date(2022, 10, 24),
        fund=funds["CSF"],
        section="csf",
    )


ONE = "/office/rounds/CSF-2022-23-5"


def listed(page: Any) -> list[str]:
    return re.findall(r'href="/office/rounds/([A-Z0-9-]+)"', page.content.decode())


def test_rounds_are_listed_the_newest_first(appendix: list[Intake], browser: Client) -> None:
    page = browser.get("/office/rounds")

    assert listed(page) == [f"CSF-2022-23-{number}" for number in (6, 5, 4, 3, 2, 1)]
    text = words(page)
    assert "24 October 2022 £20,000 per contract £204,030.33" in text
    assert "Not yet known £111,000 available" in text


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("words=specialist+violence", "65" + "1"),
        ("year=2022-23&sort=round&words=general", "24"),
        ("state=open", ""),
        ("fund=CSF&words=children", "3"),
        ("fund=VRN", ""),
        ("public=never&sort=-deadline&words=general", "42"),
    ],
)
def test_rounds_are_searched_filtered_and_sorted(
    appendix: list[Intake], browser: Client, query: str, numbers: str
) -> None:
    found = listed(browser.get(f"/office/rounds?{query}"))

    assert "".join(reference[-1] for reference in found) == numbers


def test_the_list_costs_the_same_at_one_round_and_at_many(
    opportunity: Opportunity,
    browser: Client,
    keeper: Person,
    funds: dict[str, Fund],
    counted: Any,
) -> None:
    with counted() as one:
        browser.get("/office/rounds")
    for number in range(6, 66):
        actions.record_round(
            by=keeper,
            programme="Fund",
            year="2022-23",
            number=number,
            theme="General",
            deadline=date(2022, 10, 24),
            fund=funds["VRN"],
        )

    with counted() as many:
        page = browser.get("/office/rounds")

    assert len(many) == len(one) <= MOST_QUERIES
    assert len(listed(page)) == 50


def test_one_round_shows_everything_and_its_history(
    appendix: list[Intake], browser: Client
) -> None:
    text = words(browser.get(ONE))

    assert "OPCC £100,000; VRN £104,030.33" in text
    assert "Table “csf” of 2022–23" in text
    assert "Round recorded" in text
    assert "Change deadline" in text


def test_staff_without_the_power_read_and_may_not_change(
    opportunity: Opportunity, reader: Person, client_as: Callable[[Person], Client]
) -> None:
    browser = client_as(reader)

    assert "Change" not in words(browser.get(ONE)).split("What happened")[0]
    assert "Add a round" not in words(browser.get("/office/rounds"))
    for address in ("/office/rounds/new", f"{ONE}/change/about", f"{ONE}/spend", f"{ONE}/publish"):
        assert browser.get(address).status_code == 403
        assert browser.post(address, {"version": 1}).status_code == 403


def test_people_outside_the_office_see_none_of_it(
    opportunity: Opportunity,
    person: Callable[..., Person],
    client_as: Callable[[Person], Client],
) -> None:
    provider = client_as(person(role="provider"))

    for address in ("/office/rounds", ONE):
        assert provider.get(address).status_code == 403
        assert Client().get(address).status_code == 302


def test_a_round_is_added_by_its_form(browser: Client, funds: dict[str, Fund]) -> None:
    answered = browser.post(
        "/office/rounds/new",
        {
            "programme": "Commissioner's Safety Fund",
            "year": "2022-23",
            "number": "7",
            "fund": "CSF",
            "theme": "General",
            "deadline-day": "9",
            "deadline-month": "12",
            "deadline-year": "2022",
            "deadline_time": "9:30",
            "limit": "10,000",
            "state": "planned",
        },
    )

    assert answered["Location"] == "/office/rounds/CSF-2022-23-7"
    made = Opportunity.objects.get()
    assert (made.deadline_time, made.limit, made.spend) == (time(9, 30), Money.of(10_000), None)


def test_what_is_missing_is_said_in_our_own_words(browser: Client, db: None) -> None:
    page = browser.post("/office/rounds/new", {"deadline_time": "teatime", "number": "x"})

    assert page.status_code == 422
    for said in (
        "Enter the programme that the round belongs to",
        "Choose the financial year",
        "Enter the round’s number, like 5",
        "Choose the fund",
        "Enter the round’s theme",
        "Enter the deadline",
        "Enter a time like 5pm or 17:00",
        "Choose the state of the round",
    ):
        assert said in words(page)


PARTS: dict[str, tuple[dict[str, str], Callable[[Opportunity], Any], Any]] = {
    "about": (
        {"theme": "New", "state": "awarded", "fund": "VRN"},
        lambda now: now.state,
        "awarded",
    ),
    "deadline": (
        {"deadline-day": "31", "deadline-month": "10", "deadline-year": "2022"},
        lambda now: now.deadline,
        date(2022, 10, 31),
    ),
    "limit": ({"limit": "20,000", "limit_words": "each"}, lambda now: now.limit_words, "each"),
    "framework": ({"section": ""}, lambda now: now.section, ""),
    "priorities": ({}, lambda now: now.priorities, []),
}


@pytest.mark.parametrize("part", PARTS)
def test_one_thing_is_changed_at_a_time(
    opportunity: Opportunity, browser: Client, part: str
) -> None:
    answers, read, expected = PARTS[part]
    address = f"{ONE}/change/{part}"
    assert browser.get(address).status_code == 200

    answered = browser.post(address, {"version": 1, **answers})

    assert answered["Location"] == ONE
    assert read(Opportunity.objects.get()) == expected


def test_whoever_saves_second_sees_both_texts(
    opportunity: Opportunity, browser: Client, keeper: Person
) -> None:
    actions.amend_round(by=keeper, opportunity=opportunity, version=1, limit_words="theirs")

    page = browser.post(f"{ONE}/change/limit", {"version": 1, "limit_words": "mine"})

    assert page.status_code == 409
    assert 'value="mine"' in page.content.decode()
    assert "theirs" in words(page).split("What it says now")[-1]
    assert 'name="version" id="id_version" value="2"' in page.content.decode()


def test_a_spend_that_does_not_add_up_is_refused_with_what_was_typed(
    opportunity: Opportunity, browser: Client
) -> None:
    typed = {
        "version": 1,
        "spend": "204,030.33",
        "fund_1": "CSF",
        "name_1": "OPCC",
        "amount_1": "100,000",
        "fund_2": "VRN",
        "amount_2": "104,030.32",
    }

    page = browser.post(f"{ONE}/spend", typed)
    assert page.status_code == 422
    assert "The shares add up to £204,030.32" in words(page)
    assert 'value="104,030.32"' in page.content.decode()

    browser.post(f"{ONE}/spend", typed | {"amount_2": "104,030.33"})
    assert [(one.name, one.amount) for one in opportunity.shares.order_by("pk")] == [
        ("OPCC", Money.of(100_000)),
        ("VRN", Money.of("104030.33")),
    ]


def test_a_share_needs_its_fund_and_its_amount(opportunity: Opportunity, browser: Client) -> None:
    page = browser.post(f"{ONE}/spend", {"version": 1, "fund_1": "CSF", "amount_2": "5"})

    assert "Enter what fund 1 puts in" in words(page)
    assert "Choose fund 2" in words(page)


def test_publishing_shows_what_would_change_and_does_it(
    opportunity: Opportunity, browser: Client
) -> None:
    assert "Theme General" in words(browser.get(f"{ONE}/publish"))

    browser.post(f"{ONE}/publish", {"version": 1})

    assert Publication.objects.get().key == "CSF-2022-23-5"
    assert "See it as the public does" in words(browser.get(ONE))
    assert "The public reads this already" in words(browser.get(f"{ONE}/publish"))


@pytest.mark.parametrize("address", ["/office/rounds/CSF-1", f"{ONE}/change/nothing"])
def test_what_there_is_not_is_not_found(
    opportunity: Opportunity, browser: Client, address: str
) -> None:
    assert browser.get(address).status_code == 404
