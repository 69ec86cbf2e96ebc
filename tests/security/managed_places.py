"""What can stand in the places of the addresses of managing agreements, as the office is now."""

from itertools import product
from typing import Any

from precept.review.management.models import (
    ActionPoint,
    ExitTask,
    ImprovementPlan,
    Issue,
    Meeting,
    Risk,
)
from precept.review.management.pages import exits, lists, meetings, owed, plans, troubles

Things = list[dict[str, Any]]


def of_managed(name: str) -> Things:
    """Agreements, meetings, actions, issues, risks, plans and exits, each with every step of its own."""
    _, _, what = name.partition(".")
    if what in {"of", "new"}:
        made = Meeting.objects.exclude(agreement=None).select_related("agreement")
        references = dict.fromkeys(one.agreement.reference for one in made if one.agreement)
        found = [{"kind": "agreements", "reference": one} for one in references]
        return [{**one, "what": key} for one, key in product(found, lists.NEW)]
    if what == "listed":
        return [{"what": "actions"}, {"what": "risks"}]
    if "exit_task" in what:
        rows = ExitTask.objects.filter(state="open").select_related("plan__agreement")
        return _each(
            [{"reference": one.plan.agreement.reference, "key": one.key} for one in rows],
            exits.TASK_STEPS,
        )
    if "exit" in what:
        rows = ExitTask.objects.order_by("pk").select_related("plan__agreement")
        return _each([{"reference": one.plan.agreement.reference} for one in rows], exits.STEPS)
    if what == "my_task":
        return [{"reference": one.reference} for one in ExitTask.objects.exclude(body=None)]
    return _each(*_rows(what))


def _rows(what: str) -> tuple[Things, dict[str, Any]]:
    kinds: tuple[tuple[str, Any, dict[str, Any]], ...] = (
        ("action", ActionPoint.objects.filter(done_on=None), owed.STEPS),
        ("issue", Issue.objects.filter(state="open"), troubles.ISSUE_STEPS),
        ("risk", Risk.objects.all(), troubles.RISK_STEPS),
        ("plan", ImprovementPlan.objects.all(), plans.STEPS),
        ("answer", ImprovementPlan.objects.filter(state="proposed"), plans.STEPS),
        ("", Meeting.objects.all(), meetings.STEPS),
    )
    rows, steps = next((rows, steps) for part, rows, steps in kinds if part in what)
    found = [
        {"reference": one.reference, "what": "agenda", "ending": "docx"}
        for one in rows.order_by("pk")
    ]
    return found, steps


def _each(found: Things, steps: dict[str, Any]) -> Things:
    """Each step of each thing: all things of a step before the next, so that few show every step."""
    return [{**one, "step": step} for one, step in product(found, steps)]
