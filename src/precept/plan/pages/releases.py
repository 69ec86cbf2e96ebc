"""The office's pages that take a framework from draft to the public."""

from django.http import HttpResponse
from django.urls import reverse

from precept.foundation.people.proving import proves_first
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, only_if
from precept.plan import access, actions, forms, queries, rules
from precept.plan.actions.drafting import NOT_YOURS
from precept.plan.models import Framework
from precept.plan.pages.trails import year_trail


def _thing(request: Request, year: str) -> Framework:
    return queries.framework_of(request.person, year)


def _back(year: str) -> str:
    return reverse("plan.framework", args=[year])


@office_page
def approve(request: Request, year: str) -> HttpResponse:
    """Approve a draft as it was read."""
    only_if(
        access.may_approve(request.person), "Only people who approve the framework may do this."
    )
    if elsewhere := proves_first(request):
        return elsewhere
    thing = _thing(request, year)
    # The version that the page with the tables showed, so that nobody approves what they have not seen.
    read = request.GET.get("revision", "")
    revision = int(read) if read.isascii() and read.isdigit() and len(read) < 10 else thing.revision
    drafted_it = thing.drafted_by_id == request.person.pk
    kind = forms.ApproveOwn if drafted_it else forms.Approve
    sections = queries.sections_with_lines(thing)
    payload = queries.framework_payload(thing, sections)
    total = rules.total_text(payload.total)
    points = queries.points_before_going_live(
        payload, queries.fund_uses(payload), queries.refreshing(thing, sections)
    )
    return ask(
        request,
        kind(request.POST or None, initial={"revision": revision}),
        lambda **typed: actions.approve(framework=thing, **typed),
        title="Approve the framework",
        button="Approve",
        words=[f"{thing.title}, version {thing.version}. It intends {total}."],
        breadcrumbs=year_trail(year, "Approve"),
        back=_back(year),
        template="plan/approve.html",
        more={"points": [point.words for point in points]},
    )


@office_page
def send_back(request: Request, year: str) -> HttpResponse:
    """Make an approved framework a draft again."""
    only_if(
        access.may_send_back(request.person),
        "Only people who draft or approve the framework may send it back.",
    )
    thing = _thing(request, year)
    return ask(
        request,
        forms.Reason(request.POST or None),
        lambda **typed: actions.send_back(framework=thing, **typed),
        title="Send the framework back",
        button="Send it back",
        words=["It becomes a draft again and has to be approved anew."],
        breadcrumbs=year_trail(year, "Send back"),
        back=_back(year),
    )


@office_page
def publish(request: Request, year: str) -> HttpResponse:
    """Publish an approved framework."""
    only_if(
        access.may_publish(request.person), "Only people who publish the framework may do this."
    )
    thing = _thing(request, year)
    if elsewhere := proves_first(request):
        return elsewhere
    return ask(
        request,
        forms.Confirm(request.POST if request.method == "POST" else None),
        lambda **_: actions.publish_framework(by=request.person, framework=thing),
        title="Publish the framework",
        button="Publish",
        words=[
            "Everybody can read it at once, with its tables as PDF, Word, CSV and XLSX. Every"
            " earlier version stays public."
        ],
        breadcrumbs=year_trail(year, "Publish"),
        back=_back(year),
    )


@office_page
def amend(request: Request, year: str) -> HttpResponse:
    """Begin a new version of a published framework."""
    only_if(access.may_draft(request.person), NOT_YOURS)
    _thing(request, year)
    return ask(
        request,
        forms.PublicReason(request.POST or None),
        lambda **typed: actions.amend(year=year, **typed),
        title="Amend the framework",
        button="Begin a new version",
        words=["The published version stays in force until the new one is published."],
        breadcrumbs=year_trail(year, "Amend"),
        back=_back(year),
    )


@office_page
def withdraw(request: Request, year: str) -> HttpResponse:
    """Take a published framework away from the public, never the only one in force."""
    only_if(
        access.may_withdraw(request.person),
        "Only people who may withdraw publications can do this.",
    )
    thing = _thing(request, year)
    return ask(
        request,
        forms.PublicReason(request.POST or None),
        lambda **typed: actions.withdraw_framework(framework=thing, **typed),
        title="Withdraw the framework",
        button="Withdraw",
        words=[
            "The address stays and says that it was withdrawn, when and why. No earlier version"
            " of this year stays public."
        ],
        is_grave=True,
        breadcrumbs=year_trail(year, "Withdraw"),
        back=_back(year),
    )
