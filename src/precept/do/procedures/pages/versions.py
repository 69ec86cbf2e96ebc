"""One version of a procedure or document: read, compared, written, sent on, approved, taken away as a file."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import URLPattern, path

from precept.do.procedures import access, actions, forms, queries, rules
from precept.do.procedures.actions.approving import NOT_WAITING
from precept.do.procedures.actions.keeping import NO_DRAFT
from precept.do.procedures.models import StandardVersion
from precept.do.procedures.pages.standing import (
    address,
    only_approvers,
    only_keepers,
    trail_of,
    version_address,
    written,
)
from precept.foundation import clock
from precept.foundation.documents.handing import as_file
from precept.foundation.ledger.actions import Changed
from precept.foundation.people.exports import handed_out
from precept.foundation.people.proving import proves_first
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, render, sent
from precept.foundation.web.steps import Step, StepsOf, step_named
from precept.foundation.web.trails import Trail
from precept.parties import queries as parties

TAGS = {
    "draft": "govuk-tag--yellow",
    "waiting": "govuk-tag--blue",
    "approved": "govuk-tag--green",
    "dropped": "govuk-tag--grey",
}


def _version(key: str, number: int) -> StandardVersion:
    return queries.version_of(queries.standard(key), number)


def _trail(version: StandardVersion, *places: tuple[str, str]) -> Trail:
    one = version.standard
    here = f"Version {version.number}"
    if places:
        return trail_of(
            one.kind,
            (address(one), queries.title_of(one)),
            (version_address(version), here),
            *places,
        )
    return trail_of(one.kind, (address(one), queries.title_of(one)), ("", here))


@office_page
def version(request: Request, key: str, number: int) -> HttpResponse:
    """A version as it stands."""
    found = _version(key, number)
    words = found.as_words
    is_draft = found.state == "draft"
    person = request.person
    titles = queries.procedure_titles(clock.today()) if found.procedures else {}
    before = queries.version_before(found)
    texts = [text for one in words.sections for text in (one.heading, one.text)]
    context = {
        "version": found,
        "standard": found.standard,
        "kind_title": rules.KINDS[found.standard.kind],
        "words": words,
        "written": written,
        "state": (rules.VERSION_STATES[found.state], TAGS[found.state]),
        "used_by": [(one, titles.get(one, one)) for one in found.procedures],
        "before": before,
        "lacks": queries.missing_of(found) if is_draft else [],
        "may_write": is_draft and access.may_keep_procedures(person),
        "may_take_back": found.state == "waiting" and access.may_keep_procedures(person),
        "may_approve": access.may_approve(person, found),
        "wrote_it": found.state == "waiting"
        and access.may_approve_procedures(person)
        and not access.may_approve(person, found),
        "writers": ", ".join(sorted(one.name for one in found.writers.all())),
        "can_be_filled": found.standard.kind == "document" and bool(rules.fields_used(texts)),
        "breadcrumbs": _trail(found),
    }
    return render(request, "procedures/version.html", context)


@office_page
def compare(request: Request, key: str, number: int) -> HttpResponse:
    """A version beside the approved one before it: what changed, and why."""
    found = _version(key, number)
    before = queries.version_before(found)
    if before is None:
        raise Http404(f"nothing stood before version {number} of {key}")
    context = {
        "version": found,
        "before": before,
        "written": written,
        "differences": rules.differences(before.as_words, found.as_words),
        "breadcrumbs": _trail(found, ("", "What changed")),
    }
    return render(request, "procedures/compare.html", context)


@office_page
def version_file(request: Request, key: str, number: int, ending: str) -> HttpResponse:
    """A version as Word or PDF; its fields say what belongs there."""
    found = _version(key, number)
    paper = queries.standard_document(found, parties.office_name(found.approved_on), clock.today())
    return handed_out(
        request, "standard", lambda: as_file(paper, f"{key}-version-{number}", ending)
    )


@office_page
def fill(request: Request, key: str, number: int) -> HttpResponse:
    """Fill a document's fields in and take it away as Word."""
    found = _version(key, number)
    if found.standard.kind != "document":
        raise Http404(f"{key} has no fields")
    texts = [text for one in found.as_words.sections for text in (one.heading, one.text)]
    fields = [one for one in rules.fields_used(texts) if one != "office"]
    form = forms.Fill(sent(request), fields=fields)
    if request.method == "POST" and form.is_valid():
        paper = queries.standard_document(found, parties.office_name(), clock.today(), form.taken())
        return handed_out(request, "standard", lambda: as_file(paper, key, "docx"))
    context = {
        "form": form,
        "title": "Fill it in",
        "caption": found.title,
        "button": "Take it away as Word",
        "back": version_address(found),
        "words": [
            "What you leave empty says in brackets what belongs there. Nothing of what you type is kept."
        ],
        "is_grave": False,
        "now": [],
        "breadcrumbs": _trail(found, ("", "Fill it in")),
    }
    return render(request, "web/act.html", context)


def about(found: StandardVersion, here: str) -> dict[str, Any]:
    """What stands around a page about a version."""
    return {
        "caption": f"{found.title}, version {found.number}",
        "back": version_address(found),
        "breadcrumbs": _trail(found, ("", here)),
    }


def _draft(request: Request, found: StandardVersion) -> StandardVersion:
    """Refuse whoever may not write, and a version that is no draft, before anybody types anything."""
    only_keepers(request)
    if found.state != "draft":
        raise Changed(NO_DRAFT)
    return found


def _fresh(found: StandardVersion) -> StandardVersion:
    return _version(found.standard.key, found.number)


def _now(_request: Request, found: StandardVersion) -> dict[str, Any]:
    return {"revision": _fresh(found).revision, "why": ""}


_ask = StepsOf("version", about, _now, counter="revision").ask


def _head(found: StandardVersion) -> dict[str, Any]:
    now = _fresh(found)
    return {
        "title": now.title,
        "used_when": now.used_when,
        "procedures": now.procedures,
        "why": now.why,
        "revision": now.revision,
    }


def head(request: Request, found: StandardVersion) -> HttpResponse:
    """Change what a draft says of itself."""
    _draft(request, found)
    is_document = found.standard.kind == "document"
    offered = queries.procedure_choices(clock.today()) if is_document else None
    return ask(
        request,
        forms.Head(
            sent(request),
            initial=_head(found),
            is_first=found.number == 1,
            procedures=offered,
        ),
        lambda **said: actions.change_head(version=found, **said),
        title="Change what it is about",
        button="Save",
        again=lambda: _head(found),
        **about(found, "What it is about"),
    )


def stage(request: Request, found: StandardVersion) -> HttpResponse:
    """Add a stage to a procedure."""
    _draft(request, found)
    if found.standard.kind != "procedure":
        raise Http404("only a procedure has stages")
    return _ask(
        request,
        found,
        forms.StageForm,
        actions.write_stage,
        lambda _: f"{version_address(found)}#stages",
        title="Add a stage",
        button="Add it",
    )


def section(request: Request, found: StandardVersion) -> HttpResponse:
    """Add a section to a document."""
    _draft(request, found)
    if found.standard.kind != "document":
        raise Http404("every procedure has the same sections")
    return _ask(
        request,
        found,
        forms.SectionForm,
        actions.write_section,
        title="Add a section",
        button="Add it",
    )


def send(request: Request, found: StandardVersion) -> HttpResponse:
    """Send a draft on for approval."""
    _draft(request, found)
    return _ask(
        request,
        found,
        forms.Confirm,
        actions.send_for_approval,
        title="Send it for approval",
        button="Send it",
        words=["Somebody who wrote nothing in it reads it and approves it, or sends it back."],
    )


def drop(request: Request, found: StandardVersion) -> HttpResponse:
    """Give a draft up."""
    _draft(request, found)
    return _ask(
        request,
        found,
        forms.Reason,
        actions.drop_draft,
        lambda _: address(found.standard),
        title="Drop this draft",
        here="Drop it",
        button="Drop it",
        is_grave=True,
        words=["What is in force stays in force."],
    )


def _waiting(found: StandardVersion) -> None:
    if found.state != "waiting":
        raise Changed(NOT_WAITING)


def take_back(request: Request, found: StandardVersion) -> HttpResponse:
    """Take a version back that waits, to change it."""
    only_keepers(request)
    _waiting(found)
    return _ask(
        request,
        found,
        forms.Confirm,
        actions.take_back,
        title="Take it back to change it",
        here="Take it back",
        button="Take it back",
    )


@office_page
def approve(request: Request, key: str, number: int) -> HttpResponse:
    """Approve a version that others wrote; what is in force of a procedure is published by the same act."""
    only_approvers(request)
    found = _version(key, number)
    _waiting(found)
    if request.method == "POST" and (elsewhere := proves_first(request)):
        return elsewhere

    def now() -> dict[str, Any]:
        return {"revision": _fresh(found).revision, "begins": clock.today(), "review_on": None}

    words = (
        ["It is published by itself on the day from which it is in force."]
        if found.standard.kind == "procedure"
        else []
    )
    return ask(
        request,
        forms.Approve(sent(request), initial=now()),
        lambda **said: actions.approve(version=found, **said),
        title="Approve it",
        button="Approve it",
        words=words,
        again=now,
        **about(found, "Approve it"),
    )


def send_back(request: Request, found: StandardVersion) -> HttpResponse:
    """Send a version back to be changed."""
    only_approvers(request)
    _waiting(found)
    return _ask(
        request,
        found,
        forms.SendBack,
        actions.send_back,
        title="Send it back",
        button="Send it back",
    )


STEPS: dict[str, Step] = {
    "about": head,
    "stage": stage,
    "section": section,
    "send": send,
    "drop": drop,
    "take-back": take_back,
    "send-back": send_back,
}


@office_page
def version_step(request: Request, key: str, number: int, step: str) -> HttpResponse:
    """One thing to do with a version, by its name."""
    page = step_named(STEPS, step)
    return page(request, _version(key, number))


VERSION = "office/procedures/<slug:key>/versions/<int:number>"
urlpatterns: list[URLPattern] = [
    path(VERSION, version, name="procedures.version"),
    path(f"{VERSION}/compare", compare, name="procedures.compare"),
    path(f"{VERSION}/fill", fill, name="procedures.fill"),
    path(f"{VERSION}/file.<slug:ending>", version_file, name="procedures.version_file"),
    path(f"{VERSION}/approve", approve, name="procedures.approve"),
    path(f"{VERSION}/<slug:step>", version_step, name="procedures.version_step"),
]
