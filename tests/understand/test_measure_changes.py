"""Changing aims and measures on their pages."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.ledger.models import Event
from precept.foundation.people.models import Person
from precept.parties.models import Organisation
from precept.understand import actions, queries
from precept.understand.models import Aim, Measure
from tests.understand.conftest import YEAR
from tests.understand.pages import (
    AIM,
    MEASURE,
    WATCHED,
    day,
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


def test_a_monitored_measure_is_looked_at_and_its_schedule_gives_the_next_day(
    monitored: Measure, officer: Person, auditor: Person
) -> None:
    with pytest.raises(Refused):  # no schedule yet
        actions.look_at_measure(
            by=officer, measure=monitored, looked_on=date(2022, 12, 1), found="So many"
        )
    actions.set_schedule(
        by=officer, measure=monitored, schedule="quarterly", next_due=date(2022, 12, 10)
    )
    said: dict[str, Any] = {
        "by": officer,
        "measure": monitored,
        "looked_on": date(2022, 11, 30),
        "found": "312 of 410",
    }
    wrongs: list[tuple[dict[str, Any], type[Exception]]] = [
        ({"by": auditor}, NotAllowed),
        ({"found": " "}, Refused),
        ({"looked_on": date(2022, 12, 2)}, Refused),
        ({"revision": 1}, Changed),
    ]
    for wrong, refusal in wrongs:
        with pytest.raises(refusal):
            actions.look_at_measure(**{**said, **wrong})
    actions.look_at_measure(**said, revision=2)

    (look,) = queries.looks_at(monitored)
    assert (look.due, look.on, look.found) == (date(2022, 12, 10), date(2022, 11, 30), "312 of 410")
    monitored.refresh_from_db()
    assert monitored.next_due == date(2023, 3, 10)
    assert Event.objects.filter(subject=monitored.subject, type="measure looked at").count() == 1
    with pytest.raises(Refused):
        actions.remove_measure(by=officer, measure=monitored, why="Tidied up")


def test_what_a_monitored_measure_showed_is_recorded_on_its_page(
    monitored: Measure, officers: Client, auditors: Client, officer: Person
) -> None:
    assert "It has no schedule" in words(officers.get(WATCHED))
    actions.set_schedule(
        by=officer, measure=monitored, schedule="monthly", next_due=date(2022, 12, 10)
    )
    assert auditors.get(f"{WATCHED}/look").status_code == 403
    typed = {"revision": "2", "found": "", **day("looked_on", date(2022, 12, 1))}
    empty = officers.post(f"{WATCHED}/look", typed)
    assert (empty.status_code, "Enter what it showed" in words(empty)) == (422, True)
    done = officers.post(f"{WATCHED}/look", {**typed, "found": "312 of 410 were satisfied"})
    assert done.headers["Location"] == WATCHED
    said = words(auditors.get(WATCHED))
    assert (
        "312 of 410 were satisfied Ada Officer, 1 December 2022; it was due by 10 December 2022"
        in said
    )
    assert "Record what it showed" not in said
    late = officers.post(f"{WATCHED}/look", {**typed, "found": "Another figure"})
    assert (late.status_code, "Another figure" in late.content.decode()) == (409, True)
