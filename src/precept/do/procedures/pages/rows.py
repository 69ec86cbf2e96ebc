"""The stages and sections of a draft, one at a time."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import URLPattern, path

from precept.do.procedures import actions, forms, queries
from precept.do.procedures.actions.keeping import NO_DRAFT
from precept.do.procedures.models import StandardVersion
from precept.do.procedures.pages.standing import only_keepers, version_address
from precept.do.procedures.pages.versions import VERSION, about
from precept.foundation.ledger.actions import Changed
from precept.foundation.web.asking import ask
from precept.foundation.web.forms import Revised
from precept.foundation.web.pages import Request, office_page, sent


def _draft(request: Request, key: str, number: int) -> StandardVersion:
    only_keepers(request)
    found = queries.version_of(queries.standard(key), number)
    if found.state != "draft":
        raise Changed(NO_DRAFT)
    return found


def _row(rows: list[dict[str, str]], at: int) -> dict[str, str]:
    if not 1 <= at <= len(rows):
        raise Http404(f"nothing stands at {at}")
    return rows[at - 1]


def _now(found: StandardVersion, of: str, at: int) -> dict[str, Any]:
    now = queries.version_of(queries.standard(found.standard.key), found.number)
    rows = getattr(now, of)
    said = rows[at - 1] if at <= len(rows) else {}
    return {
        "place": at,
        **dict.fromkeys(("name", "heading", "text"), ""),
        **said,
        "revision": now.revision,
    }


@office_page
def stage(request: Request, key: str, number: int, at: int, step: str) -> HttpResponse:
    """Change a stage or take it out."""
    found = _draft(request, key, number)
    name = _row(found.stages, at)["name"]

    def now() -> dict[str, Any]:
        return _now(found, "stages", at)

    if step == "remove":
        return _remove(request, found, actions.take_out_stage, at, name, "Take this stage out", now)
    if step != "change":
        raise Http404(f"no step {step}")
    return ask(
        request,
        forms.StageForm(sent(request), initial=now()),
        lambda **said: actions.write_stage(version=found, at=at, **said),
        lambda _: f"{version_address(found)}#stages",
        title="Change this stage",
        button="Save",
        again=now,
        **about(found, name),
    )


@office_page
def section(request: Request, key: str, number: int, at: int, step: str) -> HttpResponse:
    """Change a section, or take it out of a document."""
    found = _draft(request, key, number)
    heading = _row(found.sections, at)["heading"]
    is_document = found.standard.kind == "document"

    def now() -> dict[str, Any]:
        return _now(found, "sections", at)

    if step == "remove" and is_document:
        act = actions.take_out_section
        return _remove(request, found, act, at, heading, "Take this section out", now)
    if step != "change":
        raise Http404(f"no step {step}")
    form: Revised = (
        forms.SectionForm(sent(request), initial=now())
        if is_document
        else forms.PartForm(sent(request), initial=now())
    )
    return ask(
        request,
        form,
        lambda **said: actions.write_section(version=found, at=at, **said),
        lambda _: f"{version_address(found)}#section-{at}",
        title="Change this section" if is_document else heading,
        button="Save",
        again=now,
        **about(found, heading),
    )


def _remove(
    request: Request,
    found: StandardVersion,
    act: Any,
    at: int,
    called: str,
    title: str,
    now: Any,
) -> HttpResponse:
    return ask(
        request,
        forms.Confirm(sent(request), initial=now()),
        lambda **said: act(version=found, at=at, **said),
        title=title,
        button="Take it out",
        is_grave=True,
        words=[f"“{called}” is taken out of this draft. What is in force stays as it is."],
        again=now,
        **about(found, called),
    )


urlpatterns: list[URLPattern] = [
    path(f"{VERSION}/stages/<int:at>/<slug:step>", stage, name="procedures.stage_step"),
    path(f"{VERSION}/sections/<int:at>/<slug:step>", section, name="procedures.section_step"),
]
