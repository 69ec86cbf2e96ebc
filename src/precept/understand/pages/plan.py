"""The plan: its versions, and a draft with its publishing."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect

from precept.foundation import clock
from precept.foundation.ledger import queries as ledger
from precept.foundation.people.proving import proves_first
from precept.foundation.web.asking import Outcome, ask
from precept.foundation.web.pages import Request, office_page, only_if, render, sent
from precept.foundation.web.trails import trail
from precept.understand import access, actions, forms, queries, rules
from precept.understand.models import CrimePlan
from precept.understand.pages.steps import publishes, still_draft

PLAN = ("/office/plan", "Plan")
MAY_NOT_KEEP = "Only people who keep the plan may change it."
HEAD = ("title", "term", "first_year", "last_year", "review_on", "basis", "note", "why")


def address(plan: CrimePlan) -> str:
    """Where the office reads a version."""
    return f"/office/plan/{plan.reference}/{plan.version}"


def place(plan: CrimePlan) -> tuple[str, str]:
    """A version among the breadcrumbs."""
    return address(plan), f"{plan.term}, version {plan.version}"


def draft(request: Request, reference: str, version: int) -> CrimePlan:
    """A draft, for somebody who may change it."""
    only_if(access.may_keep(request.person), MAY_NOT_KEEP)
    found = queries.plan(reference, version)
    still_draft(found)
    return found


@office_page
def plans(request: Request) -> HttpResponse:
    """Every version of every plan, with how its review stands."""
    rows = queries.plans()
    today = clock.today()
    context = {
        "rows": [(row, rules.review_stands(row.review_on, today)) for row in rows],
        "draft": next((row for row in rows if row.state == "draft"), None),
        "has_published": any(row.state == "published" for row in rows),
        "may_keep": access.may_keep(request.person),
        "breadcrumbs": trail(("", "Plan")),
    }
    return render(request, "understand/plans.html", context)


@office_page
def begin(request: Request) -> HttpResponse:
    """Begin the next version of the plan in force, as a copy with a reason."""
    only_if(access.may_keep(request.person), MAY_NOT_KEEP)
    return ask(
        request,
        forms.AmendPlan(sent(request)),
        actions.amend_plan,
        address,
        title="Begin a new version of the plan",
        words=["It starts as a copy of the published version. Priorities keep their links."],
        button="Begin",
        back=PLAN[0],
        breadcrumbs=trail(PLAN, ("", "New version")),
    )


@office_page
def new(request: Request) -> HttpResponse:
    """Begin a plan for a new term."""
    only_if(access.may_keep(request.person), MAY_NOT_KEEP)
    return ask(
        request,
        forms.PlanHead(sent(request)),
        lambda **said: actions.draft_plan(
            reference=rules.plan_reference(said["first_year"], said["last_year"]),
            **said,
        ),
        address,
        title="Begin a plan for a new term",
        words=["Priorities, what stands behind them and resource areas come next."],
        button="Begin",
        back=PLAN[0],
        breadcrumbs=trail(PLAN, ("", "New plan")),
    )


@office_page
def one(request: Request, reference: str, version: int) -> HttpResponse:
    """A version: priorities, evidence, areas; a draft with what is missing and its publishing."""
    plan = queries.plan(reference, version)
    form = forms.Confirm(sent(request), initial={"revision": plan.revision})
    outcome = Outcome()
    if request.method == "POST":
        only_if(access.may_publish(request.person), "Only people who publish the plan may do this.")
        if elsewhere := proves_first(request):
            return elsewhere
        outcome = publishes(
            form,
            lambda **said: actions.publish_plan(by=request.person, plan=plan, **said),
            lambda: queries.plan(reference, version),
        )
    if outcome.is_done:
        return redirect("understand.plan", reference, version)
    return render(
        request, "understand/plan.html", _whole(request, plan, form), status=outcome.status
    )


def _whole(request: Request, plan: CrimePlan, form: forms.Confirm) -> dict[str, Any]:
    rows = queries.priorities(plan)
    serving = queries.aims_that_serve()
    areas = queries.resource_areas(plan)
    is_draft = plan.state == "draft"
    return {
        "plan": plan,
        "address": address(plan),
        "form": form,
        "priorities": [
            (
                row,
                rules.evidence_gaps(said.kind for said in row.evidence.all()),
                serving.get(row.slug),
            )
            for row in rows
        ],
        "areas": areas,
        "review": rules.review_stands(plan.review_on, clock.today()),
        "may_keep": access.may_keep(request.person) and is_draft,
        "may_publish": access.may_publish(request.person) and is_draft,
        "is_draft": is_draft,
        "lacks": rules.missing_to_publish_plan(len(rows), len(areas), plan.version, plan.why),
        "story": ledger.story(plan.subject),
        "breadcrumbs": trail(PLAN, ("", place(plan)[1])),
    }


@office_page
def head(request: Request, reference: str, version: int) -> HttpResponse:
    """A draft's title, term, review date, basis, note and, of a later version, the reason for it."""
    plan = draft(request, reference, version)
    kind = forms.ChangeAmendedPlan if version > 1 else forms.ChangePlanHead

    def again() -> dict[str, Any]:
        now = queries.plan(reference, version)
        return {name: getattr(now, name) for name in HEAD} | {"revision": now.head_revision}

    return ask(
        request,
        kind(sent(request), initial=again()),
        lambda **said: actions.change_plan(plan=plan, **said),
        address,
        title="Title, term and review",
        caption=plan.title,
        button="Save",
        back=address(plan),
        breadcrumbs=trail(PLAN, place(plan), ("", "Title, term and review")),
        again=again,
    )


@office_page
def areas(request: Request, reference: str, version: int) -> HttpResponse:
    """A draft's resource areas."""
    plan = draft(request, reference, version)

    def again() -> dict[str, str]:
        now = "\n".join(queries.resource_areas(plan))
        return {"names": now, "read": now}

    return ask(
        request,
        forms.ResourceAreas(sent(request), initial=again()),
        lambda **said: actions.set_resource_areas(plan=plan, **said),
        lambda _: f"{address(plan)}#areas",
        title="Resource areas",
        caption=plan.title,
        words=["The areas that come first when resources are allocated, in order."],
        button="Save",
        back=f"{address(plan)}#areas",
        breadcrumbs=trail(PLAN, place(plan), ("", "Resource areas")),
        again=again,
    )
