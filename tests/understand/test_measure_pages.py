"""A year's measures: one page of all, each measure's next step."""

import re
from collections.abc import Callable
from datetime import date

from django.test import Client

from precept.foundation.people.models import Person
from precept.understand import actions, queries
from precept.understand.models import Aim, Measure
from tests.understand.conftest import YEAR
from tests.understand.pages import (
    AIM,
    MEASURE,
    PLAN,
    WATCHED,
    breadcrumbs,
    day,
    ways,
    words,
)


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
        "A written strategy from the Force Deliverable · due 31 March 2023 · The Force, Head of Crime"
        " Overdue"
    ) in words(page)
    assert (
        "Satisfaction of victims Monitored measure · schedule not stated · the office"
        " No schedule yet"
    ) in words(page)
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

    assert steps() == {"request", "change", "remove", "file"}
    actions.request_deliverable(by=officer, measure=deliverable, due=date(2023, 3, 31))
    assert steps() == {"receive", "request", "change", "file"}
    actions.receive_deliverable(
        by=officer,
        measure=deliverable,
        received=date(2022, 12, 1),
        evidence="12 pages.",
        link="https://force.example/strategy",
    )
    assert steps() == {"assess", "request", "change", "file"}
    actions.assess_deliverable(by=officer, measure=deliverable, assessment="It will do.")
    assert steps() == {"request", "change", "file"}

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
