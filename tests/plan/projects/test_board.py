"""The board of projects: every one of a financial year by phase, and how little is asked for it."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from precept.foundation import clock
from precept.foundation.clock import FinancialYear
from precept.plan import actions
from precept.plan.models import Project
from tests.plan.projects.test_pages_projects import asked
from tests.reading import words

pytestmark = pytest.mark.django_db
ClientAs = Callable[[Any], Client]


def test_the_board_shows_each_project_in_its_phase_and_says_where_none_is(
    project: Project, cast: SimpleNamespace, client_as: ClientAs
) -> None:
    said = words(client_as(cast.auditor).get("/office/projects"))

    assert "Understand 1 project" in said
    assert "Calls at night" in said
    assert "Plan 0 projects No project of this year is in this phase." in said
    assert "Begin a project" not in said


def test_the_board_shows_twenty_of_a_phase_counts_all_and_asks_as_little_for_many(
    project: Project, cast: SimpleNamespace, client_as: ClientAs
) -> None:
    browser = client_as(cast.officer)
    alone = asked(browser, "/office/projects")
    for number in range(30):
        actions.begin_project(
            by=cast.officer, title=f"Project {number}", purpose="A thread.", owner=cast.officer
        )
    page = browser.get("/office/projects")

    assert asked(browser, "/office/projects") == alone <= 12
    assert len(page.content) < 60 * 1024
    assert page.content.decode().count("precept-board__card") == 20
    assert "Understand 31 projects" in words(page)
    assert "All 31 in this phase" in words(page)
    year = FinancialYear.of(clock.today()).label
    everything = f"/office/projects/all?phase=understand&year={year}"
    assert f'href="{everything.replace("&", "&amp;")}"' in page.content.decode()
    assert "31 projects" in words(browser.get(everything))


def life(project: Project, title: str, phase: str, begun: date, ended: date | None) -> None:
    """Another project of the same owner that lived from one day to another; stopped where it ended before its end."""
    state = "going" if ended is None else "finished" if phase == "review" else "stopped"
    Project.objects.create(
        title=title,
        purpose="A thread.",
        phase=phase,
        state=state,
        owner=project.owner,
        begun_by=project.owner,
        begun_on=begun,
        ended_on=ended,
    )


def test_the_board_of_a_year_shows_all_that_ran_in_it_and_where_each_ended(
    project: Project, cast: SimpleNamespace, client_as: ClientAs
) -> None:
    now = FinancialYear.of(clock.today())
    past = now.previous().previous()
    before, after = past.previous(), past.next()
    life(project, "Ended the day before", "review", before.start, before.end)
    life(project, "Ended on its first day", "review", before.start, past.start)
    life(project, "Stopped within", "plan", past.start, past.end)
    life(project, "Begun on its last day", "do", past.end, None)
    life(project, "Begun the day after", "understand", after.start, None)
    browser = client_as(cast.auditor)

    page = browser.get(f"/office/projects?year={past.label}")
    said = words(page)

    assert f"Commissioning projects, {past.spoken}" in said
    assert "Understand 0 projects" in said
    assert f"Plan 1 project Stopped within Stopped {clock.spoken(past.end)}" in said
    assert "Do 1 project Begun on its last day Under way" in said
    assert f"Review 1 project Ended on its first day Finished {clock.spoken(past.start)}" in said
    assert f'href="?year={before.label}"' in page.content.decode()
    assert f'href="?year={after.label}"' in page.content.decode()
    listed = words(browser.get(f"/office/projects/all?year={past.label}"))
    assert "3 projects" in listed


def test_the_board_shows_this_year_unless_one_that_can_be_chosen_is_asked_for(
    project: Project, cast: SimpleNamespace, client_as: ClientAs
) -> None:
    now = FinancialYear.of(clock.today())
    browser = client_as(cast.auditor)

    for asked_for in ("", "?year=1901-02", "?year=then", f"?year={now.label}"):
        said = words(browser.get(f"/office/projects{asked_for}"))
        assert f"Commissioning projects, {now.spoken}" in said
        assert "Understand 1 project Calls at night" in said
    assert "Understand 0 projects" in words(
        browser.get(f"/office/projects?year={now.previous().label}")
    )
    assert "Understand 1 project" in words(browser.get(f"/office/projects?year={now.next().label}"))


def test_what_is_over_does_not_push_what_is_under_way_off_the_board(
    project: Project, cast: SimpleNamespace, client_as: ClientAs
) -> None:
    today = clock.today()
    for number in range(25):
        life(project, f"Stopped {number}", "understand", today, today)
    Project.objects.filter(state="stopped").update(wanted_on=today)

    said = words(client_as(cast.auditor).get("/office/projects"))

    assert "Understand 26 projects Calls at night" in said
    assert "All 26 in this phase" in said
