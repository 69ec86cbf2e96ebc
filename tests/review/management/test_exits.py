"""Exits: a checklist counted back from the last day, done and shown one by one, counted again when the day moves."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from precept.do.agreements import actions as register
from precept.do.agreements import queries as agreements
from precept.do.agreements.models import Agreement, Variation
from precept.foundation.documents import queries as documents
from precept.foundation.documents.models import StoredFile
from precept.foundation.ledger.actions import NotAllowed, Refused
from precept.foundation.people.models import Person
from precept.review.management import actions, queries, rules
from precept.review.management.models import ExitPlan, ExitTask
from tests.reading import words

pytestmark = pytest.mark.django_db
ClientAs = Callable[[Person], Client]
ENDS = date(2027, 3, 31)


@pytest.fixture(autouse=True)
def store(tmp_path: Path, settings: Any) -> None:
    """A file store for one test alone, and an office that said it has no scanner."""
    settings.MEDIA_ROOT = str(tmp_path / "files")
    settings.PRECEPT_SCANNER = "none"


@pytest.fixture
def exit_plan(cast: SimpleNamespace, agreement: Agreement) -> ExitPlan:
    """The exit of the agreement."""
    return actions.begin_exit(by=cast.officer, agreement=agreement, owner=cast.officer)


def due(plan: ExitPlan) -> dict[str, date]:
    return dict(plan.tasks.values_list("key", "due"))


def test_an_exit_is_made_of_the_checklist_of_the_day(
    cast: SimpleNamespace, agreement: Agreement, exit_plan: ExitPlan
) -> None:
    checklist = rules.checklist_on(date(2026, 11, 30))

    assert exit_plan.checklist == checklist.id
    found = {one.key: one for one in exit_plan.tasks.all()}
    assert set(found) == {one.key for one in checklist.tasks}
    for task in checklist.tasks:
        made = found[task.key]
        assert made.due == rules.due_of(task.side, task.days, ENDS)
        assert (made.body, made.owner) == (
            (agreement.provider, None) if task.owner == "provider" else (None, cast.officer)
        )
    with pytest.raises(Refused, match="begun already"):
        actions.begin_exit(by=cast.officer, agreement=agreement, owner=cast.officer)


def test_an_exit_needs_a_last_day_and_an_early_one_its_variation(
    cast: SimpleNamespace, agreement: Agreement
) -> None:
    with pytest.raises(Refused, match="No early end"):
        actions.begin_exit(by=cast.officer, agreement=agreement, owner=cast.officer, is_early=True)
    variation = Variation.objects.create(
        agreement=agreement,
        number=1,
        kind="termination",
        state="approved",
        reason="x",
        drafted_by=cast.officer,
        read_version=1,
    )
    made = actions.begin_exit(
        by=cast.officer, agreement=agreement, owner=cast.officer, is_early=True
    )
    assert (made.reason, made.variation) == ("termination", variation)
    Agreement.objects.filter(reference="CORE004").update(ends=None)
    made.tasks.all().delete()
    made.delete()
    with pytest.raises(Refused, match="does not state its last day"):
        actions.begin_exit(by=cast.officer, agreement=agreement, owner=cast.officer)


def test_a_successor_moves_the_days_of_the_handover_alone(
    cast: SimpleNamespace, agreement: Agreement, exit_plan: ExitPlan
) -> None:
    before = due(exit_plan)
    with pytest.raises(Refused, match="same as before"):
        actions.count_again(by=cast.officer, plan=exit_plan, version=1)
    Agreement.objects.create(
        reference="CORE040", title="What follows", predecessor=agreement, starts=date(2027, 4, 15)
    )
    now = actions.count_again(by=cast.officer, plan=exit_plan, version=1)

    after = due(now)
    moved = {key for key in before if before[key] != after[key]}
    sides = dict(now.tasks.values_list("key", "side"))
    assert moved == {key for key, side in sides.items() if side == "handover"}
    assert {after[key] - before[key] for key in moved} == {timedelta(days=14)}


def test_the_days_are_counted_again_in_the_act_that_moves_the_last_day(
    cast: SimpleNamespace,
    agreement: Agreement,
    exit_plan: ExitPlan,
    event_types: Callable[[str], list[str]],
) -> None:
    own = exit_plan.tasks.get(key="cases")
    actions.set_task(
        by=cast.officer, task=own, version=1, due=date(2027, 2, 1), body=agreement.provider
    )
    done = exit_plan.tasks.get(key="people")
    actions.finish_task(by=cast.officer, task=done, version=1, outcome="Counted")
    before = due(exit_plan)
    now = agreements.agreement(cast.manager, "CORE004")
    register.amend_agreement(
        by=cast.manager,
        agreement=now,
        version=now.version,
        ends=date(2027, 4, 30),
        why="It was written down wrongly",
    )

    after = due(exit_plan)
    assert {key for key in before if before[key] == after[key]} == {"cases", "people"} | {
        key for key, side in exit_plan.tasks.values_list("key", "side") if side == "nothing"
    }
    assert after["data"] == date(2027, 4, 30)
    assert event_types(exit_plan.subject) == ["exit begun", "exit counted again"]


def test_an_exit_is_done_once_everything_is_done_or_not_needed(
    cast: SimpleNamespace, exit_plan: ExitPlan
) -> None:
    left = exit_plan.tasks.count()
    for task in exit_plan.tasks.all():
        with pytest.raises(Refused, match="still to do"):
            actions.finish_exit(by=cast.officer, plan=exit_plan, version=1, words="x")
        if task.key == "assets":
            actions.leave_task_out(by=cast.officer, task=task, version=1, why="Nothing was bought")
        else:
            actions.finish_task(by=cast.officer, task=task, version=1, outcome="It is")
        left -= 1
    with pytest.raises(Refused, match="settled already"):
        actions.finish_task(
            by=cast.officer, task=exit_plan.tasks.get(key="data"), version=2, outcome="Again"
        )
    done = actions.finish_exit(by=cast.officer, plan=exit_plan, version=1, words="Begin earlier")

    assert left == 0
    assert done.done_on == date(2026, 11, 30)
    with pytest.raises(Refused, match="The exit is done"):
        actions.add_task(
            by=cast.officer,
            plan=done,
            title="x",
            words="",
            side="exit",
            due=ENDS,
            owner=cast.officer,
        )


def test_a_provider_does_its_own_things_and_shows_it_with_a_file(
    cast: SimpleNamespace, exit_plan: ExitPlan, client_as: ClientAs
) -> None:
    task = exit_plan.tasks.get(key="staff")
    address = f"/my/management/exits/{task.reference}"
    theirs = client_as(cast.volunteer)
    assert "Staff, and whether TUPE applies CORE004 1 December 2026" in words(
        theirs.get("/my/management")
    )
    assert client_as(cast.rival).get(address).status_code == 404
    office_own = exit_plan.tasks.get(key="records")
    assert theirs.get(f"/my/management/exits/{office_own.reference}").status_code == 404
    sent = theirs.post(
        address,
        {
            "version": 1,
            "outcome": "Three people move",
            "evidence": SimpleUploadedFile("list.txt", b"Three people"),
        },
    )
    assert sent.status_code == 302

    task.refresh_from_db()
    assert (task.state, task.outcome) == ("done", "Three people move")
    file = StoredFile.objects.get(about=task.subject)
    assert documents.files_about(cast.rival, task.subject)[0].href is None
    for somebody in (cast.volunteer, cast.provider, cast.auditor):
        assert documents.files_about(somebody, task.subject)[0].name == "list.txt"
    assert client_as(cast.rival).get(f"/files/{file.reference}").status_code in {403, 404}


def test_only_the_owner_or_who_manages_agreements_says_that_it_is_done(
    cast: SimpleNamespace, exit_plan: ExitPlan
) -> None:
    task = exit_plan.tasks.get(key="records")
    for by in (cast.auditor, cast.provider, cast.partner):
        with pytest.raises(NotAllowed):
            actions.finish_task(by=by, task=task, version=1, outcome="Done")


def test_overdue_stands_on_the_desk_and_on_the_registers_page(
    cast: SimpleNamespace,
    agreement: Agreement,
    client_as: ClientAs,
    today: Callable[[date], None],
) -> None:
    desk = words(client_as(cast.officer).get("/office/"))
    assert "CORE004 ends on 31 March 2027 and has no exit plan" in desk
    page = words(client_as(cast.auditor).get("/office/register/CORE004"))
    assert "it ends within half a year and has no exit plan" in page
    actions.begin_exit(by=cast.officer, agreement=agreement, owner=cast.officer)
    ExitTask.objects.filter(key="communications").update(due=date(2026, 11, 20))

    desk = words(client_as(cast.officer).get("/office/"))
    assert "CORE004: Telling people Exit, due 20 November 2026 Late" in desk
    assert "has no exit plan" not in desk
    page = words(client_as(cast.auditor).get("/office/register/CORE004"))
    assert "exit: 0 of 12 done, 1 late" in page
    assert queries.waits_for(cast.provider) == []


def test_an_exits_things_are_called_to_mind(
    cast: SimpleNamespace, exit_plan: ExitPlan, today: Callable[[date], None]
) -> None:
    assert actions.remind_owners() == 2  # of the provider's, due tomorrow
    assert actions.remind_owners() == 0
    assert set(exit_plan.tasks.exclude(reminded="").values_list("key", flat=True)) == {
        "people",
        "staff",
    }


def test_the_steps_of_a_thing_are_pages(
    cast: SimpleNamespace, exit_plan: ExitPlan, client_as: ClientAs
) -> None:
    base = "/office/management/exits/CORE004"
    browser = client_as(cast.officer)
    added = {
        "title": "Keep the number",
        "words": "",
        "side": "exit",
        "owner": "body:oxenmere",
        "due-day": "9",
        "due-month": "1",
        "due-year": "2027",
    }
    assert browser.post(f"{base}/task", added).status_code == 302
    moved = {key: added[key] for key in added if key.startswith(("owner", "due"))}
    assert (
        browser.post(
            f"{base}/things/own-13/set", {**moved, "due-day": "10", "version": 1}
        ).status_code
        == 302
    )
    assert (
        browser.post(f"{base}/things/own-13/leave-out", {"version": 1, "why": "x"}).status_code
        == 409
    )
    assert (
        browser.post(f"{base}/things/own-13/leave-out", {"version": 2, "why": "x"}).status_code
        == 302
    )
    assert "Keep the number x Oxenmere 10 January 2027 A day of its own Not needed" in words(
        browser.get(base)
    )
    assert browser.get(f"{base}/things/nothing").status_code == 404
    assert browser.get(f"{base}/nothing").status_code == 404
