"""The office's pages: what is shown, to whom, and what becomes of what is typed."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from precept.foundation.people.models import Person
from precept.parties.models import Organisation
from precept.understand import actions, queries
from precept.understand.actions import SectionText
from precept.understand.models import Aim, CrimePlan, Measure, Strategy
from tests.understand.conftest import YEAR

ClientAs = Callable[[Person], Client]
PLAN = "/office/plan/2021-24/1"
PRIORITY = f"{PLAN}/priorities/support-for-victims"
MEASURE = f"/office/measures/{YEAR}/a-written-strategy-from-the-force"
WATCHED = f"/office/measures/{YEAR}/satisfaction-of-victims"
AIM = f"/office/measures/{YEAR}/aims/victims-of-crime"
STALE = "Somebody else changed this while you were typing."


@pytest.fixture
def officers(client_as: ClientAs, officer: Person) -> Client:
    """The browser of somebody who keeps the plan."""
    return client_as(officer)


@pytest.fixture
def commissioners(client_as: ClientAs, commissioner: Person) -> Client:
    """The browser of somebody who publishes."""
    return client_as(commissioner)


@pytest.fixture
def auditors(client_as: ClientAs, auditor: Person) -> Client:
    """The browser of somebody who only reads."""
    return client_as(auditor)


def words(response: Any) -> str:
    """What a page says, tags and spacing gone."""
    text = re.sub(r"<(script|style|title).*?</\1>", " ", response.content.decode(), flags=re.S)
    text = re.sub(r"<[^>]+>", " ", text)
    for sign, plain in (("&#39;", "'"), ("&amp;", "&"), ("&#34;", '"')):
        text = text.replace(sign, plain)
    return " ".join(text.split())


def ways(response: HttpResponse) -> set[str]:
    """Where a page's main part leads."""
    main = response.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    return set(re.findall(r'href="(/[^"#]*)', main))


def breadcrumbs(response: HttpResponse) -> list[str]:
    """The places above a page, and the page."""
    found = re.search(
        r'<ol class="govuk-breadcrumbs__list">(.*?)</ol>', response.content.decode(), re.S
    )
    assert found is not None
    return re.findall(r">\s*([^<>]+?)\s*</(?:a|li)>", found[1])


def day(name: str, one: date) -> dict[str, str]:
    """A date as it is typed."""
    return {
        f"{name}-day": str(one.day),
        f"{name}-month": str(one.month),
        f"{name}-year": str(one.year),
    }


# Lists, empty and not.


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
    assert len(ways(officers.get(address))) == 1
    assert ways(auditors.get(address)) == set()


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

    assert ways(page) == {PLAN, "/office/plan/amend", "/office/plan/new"}
    assert "2021–2024 30 April 2023 Review to come First version" in words(page)
    assert ways(auditors.get("/office/plan")) == {PLAN}

    on(date(2023, 5, 1))
    assert "30 April 2023 Review overdue" in words(auditors.get("/office/plan"))


# Somebody from outside.


@pytest.mark.parametrize("address", ["/office/strategy", "/office/plan", "/office/measures"])
def test_the_pages_are_for_people_who_work_in_the_office(
    client_as: ClientAs, person: Callable[..., Person], client: Client, address: str
) -> None:
    outside = client_as(person(role="provider")).get(address)
    nobody = client.get(address)

    assert (outside.status_code, nobody.status_code) == (403, 302)
    assert "This page is for people who work in the office." in words(outside)


# A version of the strategy.


def test_a_draft_of_the_strategy_offers_what_each_may_do(
    strategy: Strategy, officers: Client, commissioners: Client, auditors: Client
) -> None:
    first, second = (
        "/office/strategy/1/sections/introduction",
        "/office/strategy/1/sections/principles",
    )
    one = "/office/strategy/1"

    page = officers.get(one)
    assert ways(page) == {
        f"{one}/title",
        f"{one}/sections/new",
        first,
        f"{first}/down",
        f"{first}/remove",
        second,
        f"{second}/up",
        f"{second}/remove",
    }
    assert "The commissioner or the chief executive can now publish it." in words(page)
    assert "What this is for. One Two" in words(page)
    assert breadcrumbs(page) == ["Office", "Strategy", "Version 1"]
    assert "Strategy drafted by Ada Officer" in words(page)
    assert ways(commissioners.get(one)) == set()
    assert "Publish the strategy" in words(commissioners.get(one))
    assert ways(auditors.get(one)) == set()
    assert "Publish the strategy" not in words(auditors.get(one))


def test_a_draft_that_lacks_something_says_what(
    strategy: Strategy, officer: Person, commissioners: Client
) -> None:
    actions.add_section(by=officer, strategy=strategy, section=SectionText("Empty"))

    page = words(commissioners.get("/office/strategy/1"))

    assert "Before it can be published “Empty” has neither text nor a note." in page
    assert "Publish the strategy" not in page


def test_a_published_version_offers_no_change(
    strategy_in_force: Strategy, officers: Client
) -> None:
    assert ways(officers.get("/office/strategy/1")) == {"/strategy"}


def test_the_commissioner_publishes_what_was_read(
    strategy: Strategy, officer: Person, commissioners: Client
) -> None:
    read = {"revision": str(queries.strategy(1).revision)}
    actions.add_section(by=officer, strategy=strategy, section=SectionText("Late", text="Words."))

    stale = commissioners.post("/office/strategy/1", read)

    assert stale.status_code == 409
    assert "Somebody changed this draft since you read it." in words(stale)
    assert "Words." in words(stale)
    now = re.search(r'name="revision" id="id_revision" value="(\d+)"', stale.content.decode())
    assert now is not None

    done = commissioners.post("/office/strategy/1", {"revision": now[1]})

    assert (done.status_code, done["Location"]) == (302, "/office/strategy/1")
    assert queries.strategy(1).state == "published"
    assert commissioners.post("/office/strategy/1", {"revision": now[1]}).status_code == 409


def test_nobody_else_publishes(strategy: Strategy, officers: Client, auditors: Client) -> None:
    for browser in (officers, auditors):
        assert browser.post("/office/strategy/1", {"revision": "1"}).status_code == 403
    assert queries.strategy(1).state == "draft"


def test_the_strategy_is_begun_and_then_amended(
    officer: Person, commissioner: Person, officers: Client
) -> None:
    begun = officers.post(
        "/office/strategy/new",
        {"title": "Strategy", "note": "", **day("dated", date(2022, 11, 28))},
    )
    assert (begun.status_code, begun["Location"]) == (302, "/office/strategy/1")
    first = queries.strategy(1)
    actions.add_section(by=officer, strategy=first, section=SectionText("A", text="B"))
    actions.publish_strategy(by=commissioner, strategy=first)

    empty = officers.post("/office/strategy/new", {"why": ""})
    amended = officers.post(
        "/office/strategy/new", {"why": "The review.", **day("dated", date(2023, 4, 1))}
    )

    assert empty.status_code == 422
    assert "Enter why it is changed" in words(empty)
    assert "Enter the date of the new version" in words(empty)
    assert amended["Location"] == "/office/strategy/2"


def test_the_reason_is_asked_for_only_where_there_is_one(
    strategy_in_force: Strategy, officer: Person, officers: Client
) -> None:
    actions.amend_strategy(by=officer, dated=date(2023, 4, 1), why="The Aprill review.")
    page = officers.get("/office/strategy/2/title")

    done = officers.post(
        "/office/strategy/2/title",
        {
            "title": "Strategy",
            "note": "",
            "why": "The April review.",
            "revision": "1",
            **day("dated", date(2023, 4, 1)),
        },
    )

    assert "The Aprill review." in words(page)
    assert done["Location"] == "/office/strategy/2"
    assert queries.strategy(2).why == "The April review."


SECTION = "/office/strategy/1/sections/introduction"
TYPED = {"heading": "Mine", "level": "2", "text": "My text.", "note": "", "revision": "1"}


def test_a_section_is_changed(strategy: Strategy, officers: Client) -> None:
    page = officers.get(SECTION)
    done = officers.post(SECTION, TYPED)

    assert breadcrumbs(page) == ["Office", "Strategy", "Version 1", "Introduction"]
    assert done["Location"] == "/office/strategy/1#introduction"
    assert queries.section(1, "introduction").text == "My text."


def test_the_second_of_two_people_sees_both_texts_and_may_save_again(
    strategy: Strategy, officer: Person, officers: Client
) -> None:
    actions.change_section(
        by=officer,
        section=queries.section(1, "introduction"),
        heading="Hers",
        text="Her text.",
        note="",
    )

    told = officers.post(SECTION, TYPED)

    assert told.status_code == 409
    page = words(told)
    assert STALE in page
    assert "What it says now Heading Hers Text Her text. Below is what you typed." in page
    assert ">My text.</textarea>" in told.content.decode()
    assert 'name="revision" id="id_revision" value="2"' in told.content.decode()
    assert queries.section(1, "introduction").text == "Her text."

    assert officers.post(SECTION, TYPED | {"revision": "2"}).status_code == 302
    assert queries.section(1, "introduction").text == "My text."


def test_a_page_that_lost_its_revision_says_so(strategy: Strategy, officers: Client) -> None:
    answer = officers.post(SECTION, TYPED | {"revision": "x"})

    assert answer.status_code == 422
    assert "Open this page again: it does not say which version you read" in words(answer)


@pytest.mark.parametrize("act", ["", "/remove", "/up", "/down"])
def test_a_published_section_cannot_be_changed(
    strategy_in_force: Strategy, officers: Client, act: str
) -> None:
    page = officers.get(SECTION + act)

    assert page.status_code == 409
    assert "This version is published. Begin a new version to change it." in words(page)


def test_sections_are_added_moved_and_removed(strategy: Strategy, officers: Client) -> None:
    added = officers.post(
        "/office/strategy/1/sections/new",
        {"heading": "Partnerships", "level": "3", "text": "Together.", "note": ""},
    )
    up = officers.post("/office/strategy/1/sections/partnerships/up", {})
    removed = officers.post(f"{SECTION}/remove", {"revision": "1"})
    no_further = officers.post("/office/strategy/1/sections/partnerships/up", {})

    assert added["Location"] == up["Location"] == "/office/strategy/1#partnerships"
    assert removed["Location"] == "/office/strategy/1"
    assert [(one.heading, one.level) for one in queries.strategy(1).sections.all()] == [
        ("Partnerships", 3),
        ("Principles", 2),
    ]
    assert no_further.status_code == 422
    assert "It cannot move further." in words(no_further)


# A version of the plan.


def test_a_draft_of_the_plan_offers_what_each_may_do(
    plan: CrimePlan, officers: Client, commissioners: Client, auditors: Client
) -> None:
    second = f"{PLAN}/priorities/night-time-economy"

    page = officers.get(PLAN)
    assert ways(page) == {
        f"{PLAN}/title",
        f"{PLAN}/areas",
        f"{PLAN}/priorities/new",
        PRIORITY,
        f"{PRIORITY}/evidence/new",
        f"{PRIORITY}/down",
        f"{PRIORITY}/remove",
        second,
        f"{second}/evidence/new",
        f"{second}/up",
        f"{second}/remove",
    }
    assert "Nothing is recorded yet of what stands behind it." in words(page)
    assert "Resource areas What comes first when resources are allocated. Visible Policing" in (
        words(page)
    )
    assert breadcrumbs(page) == ["Office", "Plan", "2021–2024, version 1"]
    assert "Publish the plan" in words(commissioners.get(PLAN))
    assert ways(auditors.get(PLAN)) == set()
    assert "Publish the plan" not in words(auditors.get(PLAN))


def test_a_plan_in_force_leads_to_the_aims_that_serve_it(aim: Aim, auditors: Client) -> None:
    page = auditors.get(PLAN)

    assert ways(page) == {"/plan?plan=2021-24", "/office/measures?year=2022-23"}
    assert "Aims that serve it: Victims of Crime, 2022–23" in words(page)


def test_the_plan_is_published_as_it_was_read(
    plan: CrimePlan, officer: Person, commissioners: Client
) -> None:
    read = queries.plan("2021-24", 1).revision
    actions.set_resource_areas(by=officer, plan=plan, names=["Rural Policing"])

    stale = commissioners.post(PLAN, {"revision": str(read)})
    done = commissioners.post(PLAN, {"revision": str(read + 1)})

    assert stale.status_code == 409
    assert "Rural Policing" in words(stale)
    assert (done.status_code, done["Location"]) == (302, PLAN)
    assert queries.plan("2021-24", 1).state == "published"


HEAD = {
    "title": "Mine",
    "term": "2021–2024",
    "first_year": "2021",
    "last_year": "2024",
    "basis": "",
    "note": "",
    "revision": "1",
}


def test_a_plan_is_begun_and_amended(
    plan_in_force: CrimePlan, officer: Person, officers: Client
) -> None:
    same = officers.post("/office/plan/new", HEAD)
    wrong = officers.post("/office/plan/new", HEAD | {"last_year": "2020", "first_year": "ten"})
    amended = officers.post("/office/plan/amend", {"why": "The April review."})

    assert same.status_code == 422
    assert "There is already a plan of these years. Begin a new version of it." in words(same)
    assert "First year must be a year, such as 2024" in words(wrong)
    assert amended["Location"] == "/office/plan/2021-24/2"
    assert "The April review." in words(officers.get("/office/plan/2021-24/2/title"))


def test_a_new_terms_plan_is_called_by_its_years(
    plan_in_force: CrimePlan, officers: Client
) -> None:
    begun = officers.post("/office/plan/new", HEAD | {"first_year": "2024", "last_year": "2028"})

    assert begun["Location"] == "/office/plan/2024-28/1"


def test_the_second_of_two_heads_sees_both_texts(
    plan: CrimePlan, officer: Person, officers: Client
) -> None:
    actions.change_plan(by=officer, plan=plan, title="Hers", review_on=date(2023, 5, 1))

    told = officers.post(f"{PLAN}/title", HEAD)

    assert told.status_code == 409
    assert (
        "What it says now Title Hers When is it to be reviewed? 1 May 2023"
        " What shaped the priorities? Public opinion, partners and threats."
    ) in words(told)
    assert 'value="Mine"' in told.content.decode()
    assert officers.post(f"{PLAN}/title", HEAD | {"revision": "2"}).status_code == 302


def test_the_second_of_two_lists_of_areas_sees_both(
    plan: CrimePlan, officer: Person, officers: Client
) -> None:
    read = "Visible Policing\r\nUrban Policing"
    actions.set_resource_areas(by=officer, plan=plan, names=["Hers"])

    told = officers.post(f"{PLAN}/areas", {"names": "Mine", "read": read})
    again = officers.post(f"{PLAN}/areas", {"names": "Mine\r\n\r\n Too ", "read": "Hers"})

    assert told.status_code == 409
    assert "What it says now Areas, one on each line Hers" in words(told)
    assert again["Location"] == f"{PLAN}#areas"
    assert queries.resource_areas(plan) == ["Mine", "Too"]


def test_the_second_of_two_priorities_sees_both_texts(
    plan: CrimePlan, officer: Person, officers: Client
) -> None:
    typed = {"title": "Mine", "text": "My text.", "term": "short", "revision": "1"}
    actions.change_priority(
        by=officer,
        priority=queries.priority("2021-24", 1, "support-for-victims"),
        title="Hers",
        text="Her text.",
        term="medium",
    )

    told = officers.post(PRIORITY, typed)

    assert told.status_code == 409
    assert (
        "What it says now Title Hers The priority in full Her text."
        " Is it short-term or medium-term? Medium-term"
    ) in words(told)
    assert officers.post(PRIORITY, typed | {"revision": "2"})["Location"] == (
        f"{PLAN}#support-for-victims"
    )


def test_priorities_and_evidence_are_added_moved_and_removed(
    plan: CrimePlan, officers: Client
) -> None:
    added = officers.post(
        f"{PLAN}/priorities/new", {"title": "Rural crime", "text": "Less.", "term": "short"}
    )
    moved = officers.post(f"{PLAN}/priorities/rural-crime/up", {})
    nothing = officers.post(f"{PRIORITY}/evidence/new", {})
    evidence = officers.post(
        f"{PRIORITY}/evidence/new",
        {
            "kind": "partner",
            "text": "The board said so.",
            "source": "Minutes",
            **day("dated", date(2022, 5, 1)),
        },
    )
    shown = words(officers.get(PLAN))
    asked = words(officers.get(f"{PRIORITY}/evidence/1/remove"))
    gone = officers.post(f"{PRIORITY}/evidence/1/remove", {})
    removed = officers.post(f"{PRIORITY}/remove", {"revision": "1"})

    assert added["Location"] == moved["Location"] == f"{PLAN}#rural-crime"
    assert "Choose a kind of evidence" in words(nothing)
    assert "Enter what it says" in words(nothing)
    assert evidence["Location"] == gone["Location"] == f"{PLAN}#support-for-victims"
    assert "Partners: The board said so. Source: Minutes. 1 May 2022." in shown
    assert "What stands behind it (nothing yet of: consultation, evidence of threat):" in shown
    assert "Partners: The board said so." in asked
    assert removed["Location"] == PLAN
    assert [one.slug for one in plan.priorities.all()] == ["rural-crime", "night-time-economy"]


# A year's measures.


def test_a_years_measures_stand_in_one_page(
    deliverable: Measure,
    monitored: Measure,
    officers: Client,
    commissioners: Client,
    auditors: Client,
    on: Callable[[date], None],
) -> None:
    on(date(2023, 4, 1))
    address = f"/office/measures?year={YEAR}"

    page = auditors.get(address)
    assert ways(page) == {PLAN, MEASURE, WATCHED}
    assert "Serves: Support for victims" in words(page)
    assert (
        "A written strategy from the Force Deliverable Overdue 31 March 2023 The Force, Head of Crime"
    ) in words(page)
    assert "Satisfaction of victims Monitored measure No schedule yet Not stated The office" in (
        words(page)
    )
    assert "Not published yet. The commissioner or the chief executive can publish them." in (
        words(page)
    )
    assert ways(officers.get(address)) == {
        PLAN,
        MEASURE,
        WATCHED,
        AIM,
        f"{AIM}/measures/new",
        "/office/measures/aims/new?year=2022-23",
    }
    assert ways(commissioners.get(address)) == {PLAN, MEASURE, WATCHED}
    assert 'value="To be reviewed and updated – April 2023"' in (
        commissioners.get(address).content.decode()
    )


def test_the_current_year_comes_first_and_others_by_address(
    aim: Aim, officer: Person, auditors: Client
) -> None:
    actions.add_aim(by=officer, year="2023-24", title="Later", statement="B")

    assert "Aims and measures 2022–23" in words(auditors.get("/office/measures"))
    assert "Aims and measures 2023–24" in words(auditors.get("/office/measures?year=2023-24"))
    assert "Aims and measures 2022–23" in words(auditors.get("/office/measures?year=1999-00"))
    assert "Years: 2023–24 · 2022–23" in words(auditors.get("/office/measures"))


def test_a_year_is_published_and_says_whether_it_changed_since(
    aim: Aim, officer: Person, officers: Client, commissioners: Client
) -> None:
    address = f"/office/measures?year={YEAR}"
    refused = officers.post(address, {"review": "", "why": ""})

    done = commissioners.post(address, {"review": "To be reviewed – May 2023", "why": ""})

    assert refused.status_code == 403
    assert done["Location"] == address
    page = commissioners.get(address)
    assert re.search(r"Last published .+\. Nothing has changed since\.", words(page))
    assert 'value="To be reviewed – May 2023"' in page.content.decode()
    assert "/measures?year=2022-23" in ways(page)

    actions.add_measure(by=officer, aim=aim, kind="monitored", text="New")
    assert "Something has changed since." in words(commissioners.get(address))


def test_a_measure_offers_its_next_step(
    deliverable: Measure, officer: Person, officers: Client, commissioners: Client
) -> None:
    def steps() -> set[str]:
        return {way.removeprefix(f"{MEASURE}/") for way in ways(officers.get(MEASURE))}

    assert steps() == {"request", "change", "remove"}
    actions.request_deliverable(by=officer, measure=deliverable, due=date(2023, 3, 31))
    assert steps() == {"receive", "request", "change"}
    actions.receive_deliverable(
        by=officer,
        measure=deliverable,
        received=date(2022, 12, 1),
        evidence="12 pages.",
        link="https://force.example/strategy",
    )
    assert steps() == {"assess", "request", "change"}
    actions.assess_deliverable(by=officer, measure=deliverable, assessment="It will do.")
    assert steps() == {"request", "change"}

    page = commissioners.get(MEASURE)
    assert ways(page) == set()
    assert '<a class="govuk-link" href="https://force.example/strategy">' in page.content.decode()
    assert "Deliverable assessed by Ada Officer" in words(page)
    assert breadcrumbs(page) == [
        "Office",
        "Measures",
        "2022–23",
        "A written strategy from the Force",
    ]


def test_a_deliverable_is_taken_step_by_step(deliverable: Measure, officers: Client) -> None:
    late = officers.post(
        f"{MEASURE}/request", {"note": "", "revision": "1", **day("due", date(2022, 11, 1))}
    )
    asked = officers.post(
        f"{MEASURE}/request", {"note": "", "revision": "1", **day("due", date(2023, 3, 31))}
    )
    came = officers.post(
        f"{MEASURE}/receive",
        {
            "evidence": "12 pages.",
            "link": "force.example",
            "revision": "2",
            **day("received", date(2022, 12, 1)),
        },
    )
    shown = words(officers.get(f"{MEASURE}/assess"))
    assessed = officers.post(f"{MEASURE}/assess", {"assessment": "Good.", "revision": "3"})

    assert late.status_code == 422
    assert "The date it is due must be today or later." in words(late)
    assert asked["Location"] == came["Location"] == assessed["Location"] == MEASURE
    assert "What came: 12 pages." in shown
    now = queries.measure(YEAR, deliverable.slug)
    assert (now.state, now.evidence_link) == ("assessed", "https://force.example")


def test_the_second_of_two_who_record_what_came_sees_both(
    deliverable: Measure, officer: Person, officers: Client
) -> None:
    actions.request_deliverable(by=officer, measure=deliverable, due=date(2023, 3, 31))
    actions.receive_deliverable(
        by=officer, measure=deliverable, received=date(2022, 11, 30), evidence="Hers."
    )

    told = officers.post(
        f"{MEASURE}/receive",
        {"evidence": "Mine.", "link": "", "revision": "2", **day("received", date(2022, 12, 1))},
    )

    assert told.status_code == 409
    assert (
        "What it says now When did it come? 30 November 2022 What was received? Hers."
    ) in words(told)
    assert ">Mine.</textarea>" in told.content.decode()


def test_a_schedule_is_set(monitored: Measure, officers: Client) -> None:
    refused = officers.post(f"{WATCHED}/schedule", {"schedule": "monthly", "revision": "1"})
    done = officers.post(
        f"{WATCHED}/schedule",
        {"schedule": "monthly", "revision": "1", **day("next_due", date(2022, 12, 31))},
    )

    assert "Enter when it is next due." in words(refused)
    assert done["Location"] == WATCHED
    assert "On schedule" in words(officers.get(WATCHED))


def measure_typed(**fields: str) -> dict[str, str]:
    plain = {"kind": "deliverable", "text": "Mine", "responsible": "", "owner": "", "timescale": ""}
    return {**plain, **fields}


def test_a_measure_is_owed_by_a_body_of_the_list(
    aim: Aim, force: Organisation, officers: Client
) -> None:
    unknown = officers.post(f"{AIM}/measures/new", measure_typed(responsible="Nobody"))
    done = officers.post(f"{AIM}/measures/new", measure_typed(responsible="The Force"))

    assert unknown.status_code == 422
    assert "There is no one body called “Nobody”." in words(unknown)
    assert done["Location"] == f"/office/measures/{YEAR}/mine"
    assert queries.measure(YEAR, "mine").responsible == force


def test_a_body_that_ended_stays_where_it_is_named(
    deliverable: Measure, force: Organisation, officers: Client
) -> None:
    Organisation.objects.filter(pk=force.pk).update(ends=date(2022, 6, 1))
    page = officers.get(f"{MEASURE}/change")

    done = officers.post(f"{MEASURE}/change", measure_typed(responsible="The Force", revision="1"))

    assert 'value="The Force"' in page.content.decode()
    assert done["Location"] == MEASURE
    assert queries.measure(YEAR, deliverable.slug).responsible == force


def test_the_second_of_two_who_change_a_measure_sees_both_texts(
    deliverable: Measure, officer: Person, officers: Client
) -> None:
    actions.change_measure(
        by=officer,
        measure=deliverable,
        kind="monitored",
        text="Hers",
        responsible=None,
        owner="",
        due=None,
        timescale="",
    )

    told = officers.post(f"{MEASURE}/change", measure_typed(responsible="the-force", revision="1"))

    assert told.status_code == 409
    assert (
        "What it says now What is it? Monitored measure The measure Hers"
        " Which other body owes it? Nothing"
    ) in words(told)
    assert 'value="the-force"' in told.content.decode()


def test_a_measure_is_removed_with_a_reason(deliverable: Measure, officers: Client) -> None:
    no_reason = officers.post(f"{MEASURE}/remove", {"why": "", "revision": "1"})
    done = officers.post(f"{MEASURE}/remove", {"why": "Entered twice.", "revision": "1"})

    assert "Enter why" in words(no_reason)
    assert done["Location"] == "/office/measures?year=2022-23#victims-of-crime"
    page = officers.get(AIM)
    assert "Measure removed by Ada Officer" in words(page)
    assert "Entered twice." in words(page)


def test_an_aim_is_added_and_changed(aim: Aim, officers: Client) -> None:
    typed = {"title": "Mine", "statement": "S", "introduction": "", "lead": ""}
    wrong = officers.post("/office/measures/aims/new", {**typed, "year": "2022"})
    added = officers.post("/office/measures/aims/new", {**typed, "year": "2023/24"})
    changed = officers.post(
        AIM, {**typed, "revision": "1", "priorities": ["support-for-victims", "night-time-economy"]}
    )
    told = officers.post(AIM, {**typed, "title": "Late", "revision": "1", "priorities": []})

    assert "Enter a financial year, like 2022-23." in words(wrong)
    assert added["Location"] == "/office/measures?year=2023-24#mine"
    assert changed["Location"] == "/office/measures?year=2022-23#victims-of-crime"
    assert queries.aim(YEAR, aim.slug).priorities == ["support-for-victims", "night-time-economy"]
    assert told.status_code == 409
    assert (
        "What it says now Title Mine Which of the plan’s priorities does it serve?"
        " Support for victims, Night-time economy"
    ) in words(told)


def test_an_aim_without_measures_can_be_removed(aim: Aim, officers: Client) -> None:
    assert f"{AIM}/remove" in ways(officers.get("/office/measures"))

    done = officers.post(f"{AIM}/remove", {"why": "A mistake.", "revision": "1"})

    assert done["Location"] == "/office/measures?year=2022-23"
    assert officers.get(AIM).status_code == 404


# Who may, what is not there, and what it costs.

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
