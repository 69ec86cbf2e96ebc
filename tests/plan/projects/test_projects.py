"""Projects: begun with the office's own steps, changed, tied, stopped; the steps of the cycle."""

from types import SimpleNamespace
from typing import Any

import pytest

from precept.decisions.models import Decision
from precept.foundation import clock
from precept.foundation.ledger import actions as ledger
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.ledger.models import Event
from precept.foundation.money import Money
from precept.plan import actions, queries, rules
from precept.plan.models import CycleStep, Project, ProjectStep
from tests.plan.projects.conftest import A_DAY

pytestmark = pytest.mark.django_db


def said(event_type: str) -> dict[str, Any]:
    return ledger.said(Event.objects.filter(type=event_type).latest("id"))


def test_a_project_begins_with_every_step_of_the_cycle_each_its_owner_s(
    project: Project, cast: SimpleNamespace
) -> None:
    steps = list(project.steps.all())

    assert (project.phase, project.state, project.version) == ("understand", "going", 1)
    assert {one.key for one in steps} == {one.key for one in rules.first_steps()}
    assert {one.owner for one in steps} == {cast.officer}
    assert said("project begun")["after"]["steps"] == len(steps)


def test_steps_fall_due_phase_after_phase(project: Project) -> None:
    last = {key: max(s.due for s in project.steps.filter(phase=key)) for key in rules.ORDER}
    first = {key: min(s.due for s in project.steps.filter(phase=key)) for key in rules.ORDER}

    for before, after in zip(rules.ORDER, rules.ORDER[1:], strict=False):
        assert first[after] > last[before]


def test_only_people_who_keep_projects_begin_one(cast: SimpleNamespace) -> None:
    for person in (cast.auditor, cast.commissioner, cast.chief):
        with pytest.raises(NotAllowed):
            actions.begin_project(by=person, title="x", purpose="y", owner=person)
    with pytest.raises(Refused) as nameless:
        actions.begin_project(by=cast.officer, title=" ", purpose="y", owner=cast.officer)
    with pytest.raises(Refused) as stranger:
        actions.begin_project(
            by=cast.officer, title="x", purpose="y", owner=cast.officer, priorities=["none"]
        )

    assert (nameless.value.field, stranger.value.field) == ("title", "priorities")
    assert not Project.objects.exists()


def test_what_a_project_is_can_be_changed_and_a_stale_change_is_noticed(
    project: Project, cast: SimpleNamespace
) -> None:
    words: dict[str, Any] = {"purpose": "All night.", "owner": cast.manager}
    actions.change_project(
        by=cast.officer,
        project=project,
        version=1,
        title="Calls",
        estimate=Money.of("60000"),
        wanted_on=A_DAY,
        why="It grew",
        **words,
    )
    with pytest.raises(Changed):
        actions.change_project(by=cast.manager, project=project, version=1, title="x", **words)

    project.refresh_from_db()
    assert (project.title, project.owner, project.version) == ("Calls", cast.manager, 2)
    assert said("project changed")["before"]["estimate"] == 40_000_00


def test_a_step_is_given_to_somebody_done_and_taken_up_again(
    project: Project, cast: SimpleNamespace
) -> None:
    step = project.steps.get(key="needs")
    step = actions.set_step(by=cast.officer, step=step, version=1, owner=cast.chief, due=A_DAY)
    with pytest.raises(NotAllowed):
        actions.finish_step(by=cast.auditor, step=step, version=2, outcome="Done")
    with pytest.raises(Refused):
        actions.finish_step(by=cast.chief, step=step, version=2, outcome=" ")

    done = actions.finish_step(by=cast.chief, step=step, version=2, outcome="Counted")
    with pytest.raises(Refused) as settled:
        actions.leave_step_out(by=cast.officer, step=step, version=3, why="No need")
    again = actions.take_step_up(by=cast.officer, step=done, version=3, why="One was missed")

    assert "settled already: done" in str(settled.value.words)
    assert (again.state, again.outcome, again.done_on) == ("open", "", None)
    told = list(Event.objects.filter(subject=step.subject).values_list("type", flat=True))
    assert told == ["project step set", "project step done", "project step taken up again"]


def test_a_step_of_a_phase_that_is_over_stays_as_it_is(
    project: Project, cast: SimpleNamespace
) -> None:
    step = project.steps.get(key="needs")
    actions.leave_step_out(by=cast.officer, step=step, version=1, why="It is known")
    Project.objects.update(phase="plan")
    step.refresh_from_db()

    with pytest.raises(Refused):
        actions.take_step_up(by=cast.officer, step=step, version=2, why="Again")
    with pytest.raises(Refused) as over:
        actions.add_step(
            by=cast.officer,
            project=project,
            phase="understand",
            title="More",
            guidance="",
            owner=cast.officer,
            due=A_DAY,
        )
    assert over.value.field == "phase"


def test_a_project_that_is_stopped_takes_no_more_changes(
    project: Project, cast: SimpleNamespace
) -> None:
    stopped = actions.stop_project(by=cast.manager, project=project, version=1, words="No money")

    assert (stopped.state, stopped.ended_on, stopped.ended_words) == (
        "stopped",
        clock.today(),
        "No money",
    )
    step = project.steps.get(key="needs")
    for act in (
        lambda: actions.stop_project(by=cast.manager, project=project, version=2, words="x"),
        lambda: actions.set_step(
            by=cast.officer, step=step, version=1, owner=cast.chief, due=A_DAY
        ),
        lambda: actions.add_option(by=cast.officer, project=project, kind="grant", title=""),
        lambda: actions.begin_assessment(by=cast.officer, project=project, kind="risk"),
        lambda: actions.tie(by=cast.officer, project=project, kind="decision", typed="x"),
    ):
        with pytest.raises(Refused):
            act()


def test_a_project_is_tied_to_what_somebody_may_see_and_once(
    project: Project, cast: SimpleNamespace
) -> None:
    Decision.objects.create(reference="EXE-2022-0001", title="Nights", state="published")
    link = actions.tie(
        by=cast.officer, project=project, kind="decision", typed="exe-2022-0001", why="It began it"
    )
    for kind, typed in (("decision", "EXE-2022-0001"), ("decision", "NONE"), ("nothing", "x")):
        with pytest.raises(Refused):
            actions.tie(by=cast.officer, project=project, kind=kind, typed=typed)

    ((kind, (tied,)),) = queries.thread(cast.auditor, project)
    assert (link.subject, kind.name) == ("decision:EXE-2022-0001", "decision")
    assert (tied.piece.title, tied.piece.public) == (
        "EXE-2022-0001 Nights",
        "/decisions/EXE-2022-0001",
    )
    assert queries.projects_of(cast.auditor, link.subject) == [project]

    actions.untie(by=cast.officer, project=project, subject=link.subject, why="An error")
    assert queries.thread(cast.auditor, project) == []
    with pytest.raises(Refused):
        actions.untie(by=cast.officer, project=project, subject=link.subject, why="Again")


def test_who_may_not_see_a_thing_neither_ties_it_nor_reads_it_on_the_thread(
    project: Project, cast: SimpleNamespace
) -> None:
    Decision.objects.create(reference="EXE-2022-0002", title="Not yet public", state="draft")
    actions.tie(by=cast.officer, project=project, kind="decision", typed="EXE-2022-0002")
    finance = cast.auditor
    finance.roles_held.update(role="marker")

    assert queries.thread(type(finance).objects.get(pk=finance.pk), project) == []


def test_the_office_makes_the_cycle_its_own(cast: SimpleNamespace, project: Project) -> None:
    assert not CycleStep.objects.exists()
    kept: dict[str, Any] = {"guidance": "", "weeks": 3, "place": 9, "is_needed": True}
    with pytest.raises(NotAllowed):
        actions.add_cycle_step(by=cast.chief, phase="plan", title="Ask the panel", **kept)

    added = actions.add_cycle_step(by=cast.manager, phase="plan", title="Ask the panel", **kept)
    changed = actions.change_cycle_step(
        by=cast.manager, key="needs", version=1, phase="understand", title="Count", **kept
    )
    with pytest.raises(Changed):
        actions.change_cycle_step(
            by=cast.manager, key="needs", version=1, phase="understand", title="x", **kept
        )
    actions.retire_cycle_step(by=cast.manager, key="market", version=1, why="We always do")

    after = actions.begin_project(by=cast.officer, title="b", purpose="c", owner=cast.officer)
    titles = set(after.steps.values_list("title", flat=True))
    assert (added.key, changed.title) == ("ask-the-panel", "Count")
    assert {"Ask the panel", "Count"} <= titles
    assert not {"Assess the need", "Talk to those who might do it"} & titles
    assert "Ask the panel" not in set(
        ProjectStep.objects.filter(project=project).values_list("title", flat=True)
    )
