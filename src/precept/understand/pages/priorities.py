"""The priorities of a draft of the plan and the evidence behind each, one at a time."""

from typing import Any

from django.http import HttpResponse

from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, only_if, sent
from precept.foundation.web.trails import trail
from precept.understand import access, actions, forms, queries
from precept.understand.models import Priority
from precept.understand.pages.plan import MAY_NOT_KEEP, PLAN, address, draft, place
from precept.understand.pages.steps import still_draft


def _priority(request: Request, reference: str, version: int, slug: str) -> Priority:
    only_if(access.may_keep(request.person), MAY_NOT_KEEP)
    found = queries.priority(reference, version, slug)
    still_draft(found.plan)
    return found


def _said(one: Priority) -> dict[str, Any]:
    return {"title": one.title, "text": one.text, "term": one.term, "revision": one.revision}


def _where(one: Priority) -> str:
    return f"{address(one.plan)}#{one.slug}"


@office_page
def new_priority(request: Request, reference: str, version: int) -> HttpResponse:
    """Add a priority to a draft."""
    plan = draft(request, reference, version)
    return ask(
        request,
        forms.PriorityForm(sent(request), initial={"term": "not stated"}),
        lambda **said: actions.add_priority(plan=plan, **said),
        _where,
        title="Add a priority",
        caption=plan.title,
        button="Add",
        back=address(plan),
        breadcrumbs=trail(PLAN, place(plan), ("", "New priority")),
    )


@office_page
def priority(request: Request, reference: str, version: int, slug: str) -> HttpResponse:
    """Change a priority of a draft."""
    found = _priority(request, reference, version, slug)
    return ask(
        request,
        forms.ChangePriority(sent(request), initial=_said(found)),
        lambda **said: actions.change_priority(priority=found, **said),
        _where,
        title=f"Change “{found.title}”",
        caption=found.plan.title,
        button="Save",
        back=_where(found),
        breadcrumbs=trail(PLAN, place(found.plan), ("", found.title)),
        again=lambda: _said(queries.priority(reference, version, slug)),
    )


@office_page
def move_priority(
    request: Request, reference: str, version: int, slug: str, act: str
) -> HttpResponse:
    """Move a priority of a draft one place up or down."""
    found = _priority(request, reference, version, slug)
    return ask(
        request,
        forms.Form(sent(request)),
        lambda by: actions.move_priority(by=by, priority=found, up=act == "up"),
        _where,
        title=f"Move “{found.title}” {act}?",
        caption=found.plan.title,
        button=f"Move it {act}",
        back=_where(found),
        breadcrumbs=trail(PLAN, place(found.plan), ("", "Move a priority")),
    )


@office_page
def remove_priority(request: Request, reference: str, version: int, slug: str) -> HttpResponse:
    """Take a priority out of a draft."""
    found = _priority(request, reference, version, slug)
    return ask(
        request,
        forms.Confirm(sent(request), initial={"revision": found.revision}),
        lambda **said: actions.remove_priority(priority=found, **said),
        lambda _: address(found.plan),
        title=f"Remove “{found.title}”?",
        caption=found.plan.title,
        words=[
            "The evidence behind it goes with it. Versions that were published keep both.",
            "Aims, rounds and agreements that serve it keep saying so until they are changed.",
        ],
        button="Remove the priority",
        is_grave=True,
        back=_where(found),
        breadcrumbs=trail(PLAN, place(found.plan), ("", "Remove a priority")),
    )


@office_page
def new_evidence(request: Request, reference: str, version: int, slug: str) -> HttpResponse:
    """Say what stands behind a priority."""
    found = _priority(request, reference, version, slug)
    return ask(
        request,
        forms.EvidenceForm(sent(request)),
        lambda **said: actions.add_evidence(priority=found, **said),
        lambda _: _where(found),
        title="Add evidence",
        caption=found.title,
        words=["What stands behind this priority. It is published with the plan."],
        button="Add",
        back=_where(found),
        breadcrumbs=trail(PLAN, place(found.plan), ("", "New evidence")),
    )


@office_page
def remove_evidence(
    request: Request, reference: str, version: int, slug: str, number: int
) -> HttpResponse:
    """Take evidence away from a priority of a draft."""
    found = _priority(request, reference, version, slug)
    evidence = queries.evidence(found, number)
    return ask(
        request,
        forms.Form(sent(request)),
        lambda by: actions.remove_evidence(by=by, evidence=evidence),
        lambda _: _where(found),
        title="Remove this evidence?",
        caption=found.title,
        words=[f"{evidence.get_kind_display()}: {evidence.text}"],
        button="Remove the evidence",
        is_grave=True,
        back=_where(found),
        breadcrumbs=trail(PLAN, place(found.plan), ("", "Remove evidence")),
    )
