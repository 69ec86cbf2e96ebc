"""The services and the gaps of a draft, one at a time."""

from typing import Any

from django.http import HttpResponse

from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, sent
from precept.foundation.web.trails import trail
from precept.understand.actions import need_parts as actions
from precept.understand.forms import needs as forms
from precept.understand.forms.fields import Reason
from precept.understand.models import Area, MappedService, NeedGap, NeedsAssessment
from precept.understand.pages.needs import NEEDS, address, draft
from precept.understand.queries import areas as area_queries
from precept.understand.queries import needs as queries


def _offered(chosen: list[Area]) -> list[Area]:
    """The areas to choose from: those that go on, and any that were chosen before they ended."""
    known = area_queries.area_map().current
    keys = {one.pk for one in known}
    return [*known, *(one for one in chosen if one.pk not in keys)]


def _around(found: NeedsAssessment, here: str, part: str) -> dict[str, Any]:
    return {
        "caption": found.title,
        "back": f"{address(found)}#{part}",
        "breadcrumbs": trail(NEEDS, (address(found), found.title), ("", here)),
    }


def _to(found: NeedsAssessment, part: str) -> Any:
    return lambda _: f"{address(found)}#{part}"


@office_page
def new_service(request: Request, reference: str) -> HttpResponse:
    """Map a service that is there."""
    found = draft(request, reference)
    return ask(
        request,
        forms.ServiceForm(sent(request), areas=_offered([])),
        lambda **said: actions.add_service(need=found, **said),
        _to(found, "services"),
        title="Map a service",
        button="Add it",
        **_around(found, "Map a service", "services"),
    )


def _service_said(one: MappedService) -> dict[str, Any]:
    return {
        "agreement": one.agreement.removeprefix(forms.AGREEMENT),
        "what": one.what,
        "by_whom": one.by_whom,
        "areas": list(one.areas.all()),
        "capacity": one.capacity,
        "note": one.note,
        "revision": one.revision,
    }


@office_page
def service(request: Request, reference: str, place: int) -> HttpResponse:
    """Change what the map says of a service."""
    found = draft(request, reference)
    one = queries.service(found, place)
    said = _service_said(one)
    return ask(
        request,
        forms.ChangeService(sent(request), areas=_offered(said["areas"]), initial=said),
        lambda **given: actions.change_service(service=one, **given),
        _to(found, "services"),
        title="Change this service",
        button="Save",
        again=lambda: _service_said(queries.service(found, place)),
        **_around(found, "Change a service", "services"),
    )


@office_page
def remove_service(request: Request, reference: str, place: int) -> HttpResponse:
    """Take a service off the map."""
    found = draft(request, reference)
    one = queries.service(found, place)
    return ask(
        request,
        Reason(sent(request), initial={"revision": one.revision}),
        lambda **given: actions.remove_service(service=one, **given),
        _to(found, "services"),
        title="Take this service off the map?",
        words=[f"{one.what}, {one.by_whom}"],
        button="Take it off",
        is_grave=True,
        again=lambda: _service_said(queries.service(found, place)),
        **_around(found, "Take a service off", "services"),
    )


@office_page
def new_gap(request: Request, reference: str) -> HttpResponse:
    """Name a gap."""
    found = draft(request, reference)
    return ask(
        request,
        forms.GapForm(sent(request), areas=_offered([])),
        lambda **said: actions.add_gap(need=found, **said),
        _to(found, "gaps"),
        title="Name a gap",
        button="Add it",
        **_around(found, "Name a gap", "gaps"),
    )


def _gap_said(one: NeedGap) -> dict[str, Any]:
    return {"what": one.what, "areas": list(one.areas.all()), "revision": one.revision}


@office_page
def gap(request: Request, reference: str, place: int) -> HttpResponse:
    """Change what a gap says."""
    found = draft(request, reference)
    one = queries.gap(found, place)
    said = _gap_said(one)
    return ask(
        request,
        forms.ChangeGap(sent(request), areas=_offered(said["areas"]), initial=said),
        lambda **given: actions.change_gap(gap=one, **given),
        _to(found, "gaps"),
        title="Change this gap",
        button="Save",
        again=lambda: _gap_said(queries.gap(found, place)),
        **_around(found, "Change a gap", "gaps"),
    )


@office_page
def remove_gap(request: Request, reference: str, place: int) -> HttpResponse:
    """Take a gap away."""
    found = draft(request, reference)
    one = queries.gap(found, place)
    return ask(
        request,
        Reason(sent(request), initial={"revision": one.revision}),
        lambda **given: actions.remove_gap(gap=one, **given),
        _to(found, "gaps"),
        title="Take this gap away?",
        words=[one.what],
        button="Take it away",
        is_grave=True,
        again=lambda: _gap_said(queries.gap(found, place)),
        **_around(found, "Take a gap away", "gaps"),
    )
