"""The pages of the plan: what is shown, to whom, and what becomes of what is typed."""

from datetime import date

from django.test import Client

from precept.foundation.people.models import Person
from precept.understand import actions, queries
from precept.understand.models import Aim, CrimePlan
from tests.understand.pages import (
    PLAN,
    PRIORITY,
    breadcrumbs,
    day,
    ways,
    words,
)


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


def test_a_plan_in_force_leads_to_the_aims_and_projects_that_serve_it(
    aim: Aim, auditors: Client
) -> None:
    page = auditors.get(PLAN)

    assert ways(page) == {
        "/plan?plan=2021-24",
        "/office/measures?year=2022-23",
        "/office/projects/all?priority=support-for-victims",
        "/office/projects/all?priority=night-time-economy",
    }
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
