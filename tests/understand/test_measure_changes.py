"""Changing aims and measures on their pages."""

from datetime import date

from django.test import Client

from precept.foundation.people.models import Person
from precept.parties.models import Organisation
from precept.understand import actions, queries
from precept.understand.models import Aim, Measure
from tests.understand.conftest import YEAR
from tests.understand.pages import (
    AIM,
    MEASURE,
    ways,
    words,
)


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
