"""The plan: its versions, priorities with their evidence, and areas."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from precept.foundation import clock
from precept.foundation.ledger import queries as ledger
from precept.foundation.web.forms import Form
from precept.foundation.web.pages import Request, office_page, render
from precept.understand import access, actions, forms, queries, rules
from precept.understand.models import CrimePlan, Priority
from precept.understand.pages.steps import allowed, ask, trail

PLAN = ("/office/plan", "Plan")
MAY_NOT_KEEP = "Only people who keep the plan may change it."


def _address(plan: CrimePlan) -> str:
    return f"/office/plan/{plan.reference}/{plan.version}"


def _place(plan: CrimePlan) -> tuple[str, str]:
    return _address(plan), f"{plan.title}, version {plan.version}"


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
    allowed(access.may_keep(request.person), MAY_NOT_KEEP)
    return ask(
        request,
        forms.AmendPlan(request.POST or None),
        lambda said: actions.amend_plan(by=request.person, **said),
        lambda: "/office/plan",
        title="Begin a new version of the plan",
        words=["It starts as a copy of the published version. Priorities keep their links."],
        button="Begin",
        breadcrumbs=trail(PLAN, ("", "New version")),
    )


@office_page
def new(request: Request) -> HttpResponse:
    """Begin a plan for a new term."""
    allowed(access.may_keep(request.person), MAY_NOT_KEEP)
    return ask(
        request,
        forms.PlanHead(request.POST or None),
        lambda said: actions.draft_plan(
            by=request.person,
            reference=f"{said['first_year']}-{said['last_year'] % 100:02}",
            **said,
        ),
        lambda: "/office/plan",
        title="Begin a plan for a new term",
        button="Begin",
        breadcrumbs=trail(PLAN, ("", "New plan")),
    )


@office_page
def one(request: Request, reference: str, version: int) -> HttpResponse:
    """A version: priorities, evidence, areas; a draft with what is missing and its publishing."""
    plan = queries.plan(reference, version)
    form = Form(request.POST or None)
    if request.method == "POST":
        allowed(access.may_publish(request.person), "Only people who publish the plan may do this.")
        if form.is_valid():
            with form.refusals():
                actions.publish_plan(by=request.person, plan=plan)
                return redirect("understand.plan", reference, version)
    priorities = queries.priorities(plan)
    areas = [area.name for area in plan.resource_areas.all()]
    is_draft = plan.state == "draft"
    context = {
        "plan": plan,
        "address": _address(plan),
        "form": form,
        "priorities": priorities,
        "areas": areas,
        "review": rules.review_stands(plan.review_on, clock.today()),
        "may_keep": access.may_keep(request.person) and is_draft,
        "may_publish": access.may_publish(request.person) and is_draft,
        "is_draft": is_draft,
        "lacks": rules.missing_to_publish_plan(len(priorities), len(areas), version, plan.why),
        "story": ledger.story(plan.subject),
        "breadcrumbs": trail(PLAN, ("", f"{plan.title}, version {plan.version}")),
    }
    return render(request, "understand/plan.html", context)


@office_page
def head(request: Request, reference: str, version: int) -> HttpResponse:
    """A draft's title, term, review date, basis and note."""
    allowed(access.may_keep(request.person), MAY_NOT_KEEP)
    plan = queries.plan(reference, version)
    names = ("title", "term", "first_year", "last_year", "review_on", "basis", "note")
    form = forms.PlanHead(
        request.POST or None, initial={name: getattr(plan, name) for name in names}
    )
    return ask(
        request,
        form,
        lambda said: actions.change_plan(by=request.person, plan=plan, **said),
        lambda: _address(plan),
        title="Title, term and review",
        caption=plan.title,
        button="Save",
        breadcrumbs=trail(PLAN, _place(plan), ("", "Title")),
    )


@office_page
def areas(request: Request, reference: str, version: int) -> HttpResponse:
    """A draft's resource areas."""
    allowed(access.may_keep(request.person), MAY_NOT_KEEP)
    plan = queries.plan(reference, version)
    now = "\n".join(plan.resource_areas.values_list("name", flat=True))
    return ask(
        request,
        forms.ResourceAreas(request.POST or None, initial={"names": now}),
        lambda said: actions.set_resource_areas(by=request.person, plan=plan, **said),
        lambda: _address(plan),
        title="Resource areas",
        caption=plan.title,
        words=["The areas that come first when resources are allocated, in order."],
        button="Save",
        breadcrumbs=trail(PLAN, _place(plan), ("", "Resource areas")),
    )


@office_page
def new_priority(request: Request, reference: str, version: int) -> HttpResponse:
    """Add a priority to a draft."""
    allowed(access.may_keep(request.person), MAY_NOT_KEEP)
    plan = queries.plan(reference, version)
    return ask(
        request,
        forms.PriorityForm(request.POST or None, initial={"term": "not stated"}),
        lambda said: actions.add_priority(by=request.person, plan=plan, **said),
        lambda: _address(plan),
        title="Add a priority",
        caption=plan.title,
        button="Add",
        breadcrumbs=trail(PLAN, _place(plan), ("", "New priority")),
    )


def _priority(reference: str, version: int, slug: str) -> Priority:
    found = (
        Priority.objects.filter(plan__reference=reference, plan__version=version, slug=slug)
        .select_related("plan")
        .first()
    )
    if found is None:
        raise Http404(f"no priority {slug}")
    return found


@office_page
def priority(request: Request, reference: str, version: int, slug: str) -> HttpResponse:
    """Change a priority of a draft."""
    allowed(access.may_keep(request.person), MAY_NOT_KEEP)
    found = _priority(reference, version, slug)
    form = forms.PriorityForm(
        request.POST or None,
        initial={"title": found.title, "text": found.text, "term": found.term},
    )
    return ask(
        request,
        form,
        lambda said: actions.change_priority(by=request.person, priority=found, **said),
        lambda: f"{_address(found.plan)}#{slug}",
        title=f"Change “{found.title}”",
        caption=found.plan.title,
        button="Save",
        breadcrumbs=trail(PLAN, _place(found.plan), ("", found.title)),
    )


@office_page
def act_on_priority(
    request: Request, reference: str, version: int, slug: str, act: str
) -> HttpResponse:
    """Move a priority, or take it out of a draft."""
    allowed(access.may_keep(request.person), MAY_NOT_KEEP)
    found = _priority(reference, version, slug)
    if act == "remove":
        return ask(
            request,
            Form(request.POST or None),
            lambda _: actions.remove_priority(by=request.person, priority=found),
            lambda: _address(found.plan),
            title=f"Remove “{found.title}”?",
            caption=found.plan.title,
            words=["What links to it keeps saying so until it is changed."],
            button="Remove",
            kind="warning",
            breadcrumbs=trail(PLAN, _place(found.plan), ("", "Remove")),
        )
    return ask(
        request,
        Form(request.POST or None),
        lambda _: actions.move_priority(by=request.person, priority=found, up=act == "up"),
        lambda: f"{_address(found.plan)}#{slug}",
        title=f"Move “{found.title}” {act}?",
        caption=found.plan.title,
        button="Move",
        breadcrumbs=trail(PLAN, _place(found.plan), ("", "Move")),
    )


@office_page
def new_evidence(request: Request, reference: str, version: int, slug: str) -> HttpResponse:
    """Say what stands behind a priority."""
    allowed(access.may_keep(request.person), MAY_NOT_KEEP)
    found = _priority(reference, version, slug)
    return ask(
        request,
        forms.EvidenceForm(request.POST or None),
        lambda said: actions.add_evidence(by=request.person, priority=found, **said),
        lambda: f"{_address(found.plan)}#{slug}",
        title="Add evidence",
        caption=found.title,
        button="Add",
        breadcrumbs=trail(PLAN, _place(found.plan), ("", "New evidence")),
    )


@office_page
def remove_evidence(
    request: Request, reference: str, version: int, slug: str, number: int
) -> HttpResponse:
    """Take evidence away from a priority of a draft."""
    allowed(access.may_keep(request.person), MAY_NOT_KEEP)
    found = _priority(reference, version, slug)
    evidence = found.evidence.order_by("id")[number - 1 : number].first() if number else None
    if evidence is None:
        raise Http404
    return ask(
        request,
        Form(request.POST or None),
        lambda _: actions.remove_evidence(by=request.person, evidence=evidence),
        lambda: f"{_address(found.plan)}#{slug}",
        title="Remove this evidence?",
        caption=found.title,
        words=[evidence.text],
        button="Remove",
        kind="warning",
        breadcrumbs=trail(PLAN, _place(found.plan), ("", "Remove evidence")),
    )
