"""A measure's next step: asking for it, what came, its assessment; or its schedule."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse

from precept.foundation import clock
from precept.foundation.documents import actions as documents
from precept.foundation.people.models import Person
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, only_if, sent
from precept.foundation.web.trails import trail
from precept.understand import access, actions, forms, queries
from precept.understand.models import Measure
from precept.understand.pages.measures import MEASURES, address, keeps, place, year_place


def _asks(request: Request) -> None:
    only_if(
        access.may_ask_for_returns(request.person), "Only people who ask for returns may do this."
    )


def _about(measure: Measure, here: str) -> dict[str, Any]:
    """What every step of a measure shows around its form."""
    year, slug = measure.aim.year, measure.slug

    def again() -> dict[str, Any]:
        now = queries.measure(year, slug)
        return {
            "due": now.due,
            "received": now.received,
            "evidence": now.evidence,
            "link": now.evidence_link,
            "assessment": now.assessment,
            "schedule": now.schedule,
            "next_due": now.next_due,
            "looked_on": clock.today(),
            "found": "",
            "revision": now.revision,
        }

    return {
        "caption": measure.aim.title,
        "words": [measure.text],
        "back": address(measure),
        "breadcrumbs": trail(MEASURES, year_place(year), place(measure), ("", here)),
        "again": again,
    }


@office_page
def request_it(request: Request, year: str, slug: str) -> HttpResponse:
    """Ask whoever owes a deliverable for it."""
    _asks(request)
    found = queries.measure(year, slug)
    due = found.due if found.due and found.due >= clock.today() else None
    return ask(
        request,
        forms.Request(sent(request), initial={"due": due, "revision": found.revision}),
        lambda **said: actions.request_deliverable(measure=found, **said),
        address,
        title="Ask for it" if found.state == "planned" else "Ask for it again",
        button="Record the request",
        **_about(found, "Ask for it"),
    )


@office_page
def receive(request: Request, year: str, slug: str) -> HttpResponse:
    """Record what came."""
    _asks(request)
    found = queries.measure(year, slug)
    initial = {"received": clock.today(), "revision": found.revision}
    return ask(
        request,
        forms.Receive(sent(request), initial=initial),
        lambda **said: actions.receive_deliverable(measure=found, **said),
        address,
        title="Record what came",
        button="Save",
        **_about(found, "What came"),
    )


@office_page
def assess(request: Request, year: str, slug: str) -> HttpResponse:
    """Say whether what came is what was asked for."""
    _asks(request)
    found = queries.measure(year, slug)
    about = _about(found, "Assess it")
    if found.evidence:
        about["words"] = [found.text, f"What came: {found.evidence}"]
    return ask(
        request,
        forms.Assess(sent(request), initial={"revision": found.revision}),
        lambda **said: actions.assess_deliverable(measure=found, **said),
        address,
        title="Assess it",
        button="Save",
        **about,
    )


@office_page
def schedule(request: Request, year: str, slug: str) -> HttpResponse:
    """Say how often something is monitored, and when next."""
    keeps(request)
    found = queries.measure(year, slug)
    initial = {
        "schedule": found.schedule,
        "next_due": found.next_due,
        "revision": found.revision,
    }
    return ask(
        request,
        forms.Schedule(sent(request), initial=initial),
        lambda **said: actions.set_schedule(measure=found, **said),
        address,
        title="Set its schedule",
        button="Save",
        **_about(found, "Schedule"),
    )


@office_page
def look(request: Request, year: str, slug: str) -> HttpResponse:
    """Record what a monitored measure showed."""
    _asks(request)
    found = queries.measure(year, slug)
    initial = {"looked_on": clock.today(), "revision": found.revision}
    about = _about(found, "What it showed")
    if found.next_due:
        about["words"] = [found.text, f"It is due by {clock.spoken(found.next_due)}."]
    return ask(
        request,
        forms.LookAt(sent(request), initial=initial),
        lambda **said: actions.look_at_measure(measure=found, **said),
        address,
        title="Record what it showed",
        button="Save",
        **about,
    )


@office_page
def add_file(request: Request, year: str, slug: str) -> HttpResponse:
    """Keep the file itself beside what is said of it."""
    _asks(request)
    found = queries.measure(year, slug)
    about = _about(found, "Add a file")
    del about["again"]

    def keep(*, by: Person, file: UploadedFile[bytes]) -> Measure:
        documents.keep(by=by, about=found.subject, name=file.name or "", content=file, field="file")
        return found

    return ask(
        request,
        forms.EvidenceFile(sent(request), request.FILES or None),
        keep,
        address,
        title="Add a file",
        button="Add the file",
        **about,
    )
