"""The office's pages as a whole: lists, doors, what is not there, and what a page costs."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from precept.foundation.people.models import Person
from precept.parties.models import Organisation
from precept.understand import actions
from precept.understand.actions import SectionText
from precept.understand.models import CrimePlan, Strategy
from tests.understand.conftest import YEAR
from tests.understand.pages import (
    AIM,
    MEASURE,
    PLAN,
    PRIORITY,
    SECTION,
    ways,
    words,
)

RESTS_ON = {"/office/evidence", "/office/theories", "/office/voices"}
"""Where the list of plans leads to what plans rest on."""


@pytest.mark.parametrize(
    ("address", "keeper", "reader"),
    [
        ("/office/strategy", "Begin it, write its sections", "When somebody who keeps the plan"),
        ("/office/plan", "Begin the plan of this term", "When somebody who keeps the plan"),
        ("/office/measures", "Add the year’s first aim", "When somebody who keeps the plan"),
    ],
)
def test_an_empty_list_says_what_comes_next(
    officers: Client, auditors: Client, address: str, keeper: str, reader: str
) -> None:
    assert keeper in words(officers.get(address))
    assert reader in words(auditors.get(address))
    assert len(ways(officers.get(address)) - RESTS_ON) == 1
    assert ways(auditors.get(address)) - RESTS_ON == set()


def test_the_list_of_the_strategy_leads_to_its_versions(
    strategy_in_force: Strategy, officer: Person, officers: Client, auditors: Client
) -> None:
    assert ways(officers.get("/office/strategy")) == {"/office/strategy/1", "/office/strategy/new"}

    actions.amend_strategy(by=officer, dated=date(2023, 4, 1), why="The April review.")

    page = officers.get("/office/strategy")
    assert ways(page) == {"/office/strategy/1", "/office/strategy/2"}
    assert "Commissioning Strategy, version 2 Draft 1 April 2023 2 The April review." in words(page)
    assert "Commissioning Strategy, version 1 Published 28 November 2022 2 First version" in words(
        page
    )
    assert "Version 2 is being drafted. Read it ." in words(auditors.get("/office/strategy"))


def test_the_list_of_plans_says_how_the_review_stands(
    plan_in_force: CrimePlan, officers: Client, auditors: Client, on: Callable[[date], None]
) -> None:
    page = officers.get("/office/plan")

    assert ways(page) == {PLAN, "/office/plan/amend", "/office/plan/new"} | RESTS_ON
    assert "2021–2024 30 April 2023 Review to come First version" in words(page)
    assert ways(auditors.get("/office/plan")) == {PLAN} | RESTS_ON

    on(date(2023, 5, 1))
    assert "30 April 2023 Review overdue" in words(auditors.get("/office/plan"))


@pytest.mark.parametrize("address", ["/office/strategy", "/office/plan", "/office/measures"])
def test_the_pages_are_for_people_who_work_in_the_office(
    client_as: Callable[[Person], Client],
    person: Callable[..., Person],
    client: Client,
    address: str,
) -> None:
    outside = client_as(person(role="provider")).get(address)
    nobody = client.get(address)

    assert (outside.status_code, nobody.status_code) == (403, 302)
    assert "This page is for people who work in the office." in words(outside)


KEEPERS_PAGES = [
    "/office/strategy/new",
    "/office/strategy/1/title",
    "/office/strategy/1/sections/new",
    SECTION,
    f"{SECTION}/up",
    f"{SECTION}/down",
    f"{SECTION}/remove",
    "/office/plan/new",
    "/office/plan/amend",
    f"{PLAN}/title",
    f"{PLAN}/areas",
    f"{PLAN}/priorities/new",
    PRIORITY,
    f"{PRIORITY}/up",
    f"{PRIORITY}/down",
    f"{PRIORITY}/remove",
    f"{PRIORITY}/evidence/new",
    f"{PRIORITY}/evidence/1/remove",
    "/office/measures/aims/new",
    AIM,
    f"{AIM}/remove",
    f"{AIM}/measures/new",
    *(
        f"{MEASURE}/{act}"
        for act in ("change", "remove", "schedule", "request", "receive", "assess")
    ),
]


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("address", KEEPERS_PAGES)
def test_a_page_that_changes_something_is_for_those_who_may(
    commissioners: Client, address: str, method: str
) -> None:
    answer = getattr(commissioners, method)(address)

    assert answer.status_code == 403
    assert "Only people who" in words(answer)


@pytest.mark.parametrize(
    "address",
    [
        "/office/strategy/9",
        "/office/strategy/1/sections/nothing",
        "/office/plan/2021-24/9",
        f"{PLAN}/priorities/nothing",
        f"{PRIORITY}/evidence/1/remove",
        f"/office/measures/{YEAR}/nothing",
        f"/office/measures/{YEAR}/aims/nothing",
    ],
)
def test_what_is_not_there_is_not_found(
    strategy: Strategy, plan: CrimePlan, officers: Client, address: str
) -> None:
    assert officers.get(address).status_code == 404


def cost(browser: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert browser.get(address).status_code == 200
    return len(asked)


def test_a_page_costs_the_same_however_much_it_shows(
    strategy: Strategy,
    plan: CrimePlan,
    officer: Person,
    commissioner: Person,
    officers: Client,
    force: Organisation,
) -> None:
    actions.publish_plan(by=commissioner, plan=plan)
    draft = actions.amend_plan(by=officer, why="More.")
    aim = actions.add_aim(
        by=officer, year=YEAR, title="One", statement="S", priorities=["support-for-victims"]
    )
    first = actions.add_measure(
        by=officer, aim=aim, kind="deliverable", text="First", responsible=force
    )
    pages = [
        "/office/strategy",
        "/office/strategy/1",
        "/office/plan",
        "/office/plan/2021-24/2",
        "/office/measures",
        f"/office/measures/{YEAR}/{first.slug}",
    ]
    before = {address: cost(officers, address) for address in pages}
    for number in range(12):
        actions.add_section(
            by=officer, strategy=strategy, section=SectionText(f"Section {number}", text="Words.")
        )
        priority = actions.add_priority(by=officer, plan=draft, title=f"P {number}", text="Words.")
        actions.add_evidence(by=officer, priority=priority, kind="threat", text="Words.")
        another = actions.add_aim(
            by=officer, year=YEAR, title=f"Aim {number}", statement="S", priorities=[priority.slug]
        )
        body = Organisation.objects.create(reference=f"body-{number}", name=f"Body {number}")
        actions.add_measure(
            by=officer, aim=another, kind="deliverable", text=f"M {number}", responsible=body
        )
        actions.change_measure(
            by=officer,
            measure=first,
            kind="deliverable",
            text=f"First {number}",
            responsible=force,
            owner="",
            due=None,
            timescale="",
        )

    after = {address: cost(officers, address) for address in pages}

    assert after == before
    assert max(after.values()) <= 12
