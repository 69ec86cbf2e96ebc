"""What can stand in the places of the addresses of commissioning projects, as the office is now."""

import re
from typing import Any

from precept.foundation.people.models import Person
from precept.plan import actions
from precept.plan.models import Gate, Project, ProjectLink

_OF_PROJECTS = re.compile(r"plan\.(.*project|.*step|.*option|.*assessment|.*gate|.*tie|cycle)")


def is_of_projects(name: str) -> bool:
    """Whether an address is about a commissioning project or the steps of the cycle."""
    return _OF_PROJECTS.match(name) is not None


def add_projects(by: Person) -> None:
    """A project with an option and an assessment, and one that waits at its gate."""
    project = actions.begin_project(
        by=by, title="A project to come", purpose="Something changes.", owner=by
    )
    actions.add_option(by=by, project=project, kind="grant", title="Grants")
    actions.choose_option(
        by=by, project=project, version=0, option=project.options.get(), reasons="It is the best."
    )
    actions.add_cycle_step(
        by=by, phase="review", title="Ask once more", guidance="", weeks=2, place=9
    )
    for kind in ("social", "risk"):
        actions.begin_assessment(by=by, project=project, kind=kind)
    done = project.steps.get(key="mandate")
    actions.finish_step(by=by, step=done, version=done.version, outcome="Here it is.")
    ProjectLink.objects.create(
        project=project, subject="decision:NONE", kind="decision", added_by=by
    )
    waits = actions.begin_project(by=by, title="It waits", purpose="Something changes.", owner=by)
    Gate.objects.create(project=waits, key="need", number=1, asked_by=by)


def of_projects(name: str) -> list[dict[str, Any]]:
    """Projects with their steps, options, assessments, ties and gates: those first that wait for it."""
    what = name.removeprefix("plan.")
    rows = Project.objects.order_by("pk" if "gate" not in what or what == "ask_gate" else "-pk")
    key = "mandate" if what == "take_step_up" else "needs"
    kind = "social" if what in {"leave_assessment_out", "write_assessment"} else "risk"
    return [
        {
            "reference": one.reference,
            "key": "need" if what == "gate" else key,
            "number": one.links.first().pk if what == "untie" and one.links.exists() else 1,
            "kind": "equality" if what == "begin_assessment" else kind,
        }
        for one in rows
    ]
