"""Needs assessments: the list, one with what it lacks, its figures, agreeing and publishing it."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse

from precept.foundation import clock
from precept.foundation.documents.html import write_blocks
from precept.foundation.documents.model import blocks_from_text
from precept.foundation.ledger import queries as ledger
from precept.foundation.ledger.actions import Changed
from precept.foundation.people.proving import proves_first
from precept.foundation.people.sign_ups import way_back
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, only_if, render, sent
from precept.foundation.web.trails import trail
from precept.understand import access
from precept.understand.actions import needs as actions
from precept.understand.forms import needs as forms
from precept.understand.models import NeedsAssessment
from precept.understand.queries import areas as area_queries
from precept.understand.queries import counts as count_queries
from precept.understand.queries import needs as queries
from precept.understand.queries import pictures
from precept.understand.queries.planning import (
    offered_priorities,
    priority_titles,
    published_priorities,
)
from precept.understand.rules import needs as rules

NEEDS = ("/office/needs", "Needs")
LONGEST_EDITION = 6


def address(need: NeedsAssessment) -> str:
    """Where the office reads an assessment in its newest edition."""
    return f"{NEEDS[0]}/{need.reference}"


def keeps(request: Request) -> None:
    """Refuse whoever may not change assessments."""
    only_if(access.may_keep(request.person), actions.NOT_KEEPER)


def draft(request: Request, reference: str) -> NeedsAssessment:
    """The draft of an assessment, for somebody who may change it."""
    keeps(request)
    found = queries.need(reference)
    if found.state != "draft":
        raise Changed(actions.AGREED)
    return found


@office_page
def needs(request: Request) -> HttpResponse:
    """Every assessment in its newest edition, with how its review stands."""
    context = {
        "table": queries.needs_page(request.GET),
        "may_keep": access.may_keep(request.person),
        "breadcrumbs": trail(("", "Needs")),
    }
    return render(request, "understand/needs.html", context)


@office_page
def new_need(request: Request) -> HttpResponse:
    """Begin an assessment."""
    keeps(request)
    return ask(
        request,
        forms.NewNeed(sent(request), known_priorities=published_priorities()),
        actions.begin_need,
        address,
        title="Begin a needs assessment",
        button="Begin",
        back=NEEDS[0],
        breadcrumbs=trail(NEEDS, ("", "New assessment")),
    )


def _edition(request: Request, reference: str) -> NeedsAssessment:
    asked = request.GET.get("edition", "")
    if not asked:
        return queries.need(reference)
    if not asked.isascii() or not asked.isdigit() or len(asked) > LONGEST_EDITION:
        raise Http404(f"no edition {asked}")
    return queries.need(reference, int(asked))


@office_page
def need(request: Request, reference: str) -> HttpResponse:
    """One assessment: what it says, what it lacks, its services and gaps, its editions."""
    found = _edition(request, reference)
    services = queries.services_of(found)
    is_draft = found.state == "draft"
    context = {
        "need": found,
        "projects": way_back(request.person, f"need:{found.reference}"),
        "address": address(found),
        "stands": rules.stands(found.state, found.review_on, clock.today()),
        "titles": priority_titles(found.priorities),
        "questions": rules.listed(found.questions),
        "findings": write_blocks(blocks_from_text(found.findings), heading_offset=2),
        "areas": queries.areas_of(found),
        "services": services,
        "leads": queries.service_leads(services),
        "gaps": queries.gaps_of(found),
        "lacks": rules.missing_to_agree(queries.said(found), clock.today()) if is_draft else [],
        "editions": queries.editions(reference),
        "is_draft": is_draft,
        "may_keep": access.may_keep(request.person) and is_draft,
        "may_agree": access.may_agree_need(request.person) and is_draft,
        "may_amend": access.may_keep(request.person) and found.state == "agreed",
        "may_publish": access.may_publish(request.person) and found.state == "agreed",
        "story": ledger.story(found.subject),
        "breadcrumbs": trail(NEEDS, ("", found.title)),
    }
    return render(request, "understand/need.html", context)


@office_page
def figures(request: Request, reference: str) -> HttpResponse:
    """The counts that an assessment rests on, drawn; need beside what is there, cold spots first."""
    found = _edition(request, reference)
    rests = queries.rests_on(found, in_public=False)
    context = {
        "need": found,
        "address": address(found),
        "pictures": [pictures.pictures(one) for one in rests.figures],
        "areas": rests.areas,
        "coverage": queries.covered(rests, queries.services_of(found)),
        "may_keep": access.may_keep(request.person) and found.state == "draft",
        "breadcrumbs": trail(NEEDS, (address(found), found.title), ("", "Counts and coverage")),
    }
    return render(request, "understand/need_figures.html", context)


def _said(found: NeedsAssessment, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(found, name) for name in names} | {"revision": found.revision}


Part = Callable[[Request, NeedsAssessment], HttpResponse]


def _change(
    request: Request,
    found: NeedsAssessment,
    form: Callable[..., Any],
    names: tuple[str, ...],
    title: str,
) -> HttpResponse:
    return ask(
        request,
        form(sent(request), initial=_said(found, names)),
        lambda **said: actions.change_need(need=found, **said),
        address,
        title=title,
        caption=found.title,
        button="Save",
        back=address(found),
        breadcrumbs=trail(NEEDS, (address(found), found.title), ("", title)),
        again=lambda: _said(queries.need(found.reference), names),
    )


HEAD = ("title", "priorities", "owner", "review_on")
PEOPLE = ("population", "population_of", "population_source", "population_dated")


def _head(request: Request, found: NeedsAssessment) -> HttpResponse:
    kind, names = (
        (forms.NeedHeadAgain, (*HEAD, "why")) if found.edition > 1 else (forms.NeedHead, HEAD)
    )
    known = offered_priorities(found.priorities)

    def form(*args: Any, **kwargs: Any) -> forms.NeedHead:
        return kind(*args, known_priorities=known, **kwargs)

    return _change(request, found, form, names, "Title, priorities, owner and review")


def _questions(request: Request, found: NeedsAssessment) -> HttpResponse:
    return _change(request, found, forms.Questions, ("questions",), "Questions")


def _people(request: Request, found: NeedsAssessment) -> HttpResponse:
    return _change(request, found, forms.People, PEOPLE, "How many people")


def _findings(request: Request, found: NeedsAssessment) -> HttpResponse:
    return _change(request, found, forms.Findings, ("findings",), "What the data shows")


def _no_services(request: Request, found: NeedsAssessment) -> HttpResponse:
    return _change(request, found, forms.NoServices, ("no_services_why",), "No service on the map")


def _figures_said(found: NeedsAssessment) -> dict[str, Any]:
    return {
        "areas": queries.areas_of(found),
        "leading": found.figures[0] if found.figures else "",
        "others": list(found.figures[1:]),
        "first_month": found.first_month,
        "last_month": found.last_month,
        "revision": found.revision,
    }


def _figures(request: Request, found: NeedsAssessment) -> HttpResponse:
    return ask(
        request,
        forms.Figures(
            sent(request),
            areas_known=area_queries.area_map().current,
            kept=count_queries.kept_counts(),
            initial=_figures_said(found),
        ),
        lambda **said: actions.set_figures(need=found, **said),
        lambda _: f"{address(found)}/figures",
        title="Areas and counts",
        caption=found.title,
        button="Save",
        back=address(found),
        breadcrumbs=trail(NEEDS, (address(found), found.title), ("", "Areas and counts")),
        again=lambda: _figures_said(queries.need(found.reference)),
    )


PARTS: dict[str, Part] = {
    "head": _head,
    "questions": _questions,
    "people": _people,
    "findings": _findings,
    "figures": _figures,
    "no-services": _no_services,
}


@office_page
def change_need(request: Request, reference: str, part: str) -> HttpResponse:
    """One part of a draft, by its name."""
    page = PARTS.get(part)
    if page is None:
        raise Http404(f"an assessment has no part {part}")
    return page(request, draft(request, reference))


@office_page
def agree(request: Request, reference: str) -> HttpResponse:
    """Agree a draft; whoever wrote in it says why nobody else can."""
    only_if(
        access.may_agree_need(request.person),
        "Only people who keep or publish the plan may agree needs assessments.",
    )
    found = queries.need(reference)
    if found.state != "draft":
        raise Changed(actions.AGREED)
    return ask(
        request,
        forms.Agree(sent(request), initial={"revision": found.revision}),
        lambda **said: actions.agree_need(need=found, **said),
        address,
        title="Agree this needs assessment",
        caption=found.title,
        words=["It is then in force. An edition before it is superseded, and stays readable."],
        button="Agree it",
        back=address(found),
        breadcrumbs=trail(NEEDS, (address(found), found.title), ("", "Agree")),
        again=lambda: {"revision": queries.need(reference).revision, "exception": ""},
        in_words=lambda: [("Changed", "Read the assessment again before you agree it.")],
    )


@office_page
def amend(request: Request, reference: str) -> HttpResponse:
    """Begin the next edition of an agreed assessment."""
    keeps(request)
    found = queries.need(reference)
    return ask(
        request,
        forms.Amend(sent(request)),
        lambda **said: actions.amend_need(need=found, **said),
        address,
        title="Begin a new edition",
        caption=found.title,
        words=[
            "It starts as a copy of the agreed one, which stays in force until the new one is agreed."
        ],
        button="Begin",
        back=address(found),
        breadcrumbs=trail(NEEDS, (address(found), found.title), ("", "New edition")),
    )


@office_page
def publish(request: Request, reference: str) -> HttpResponse:
    """Publish the agreed edition in summary."""
    only_if(
        access.may_publish(request.person),
        "Only people who publish the plan may publish needs assessments.",
    )
    found = queries.need(reference)
    if request.method == "POST" and (elsewhere := proves_first(request)):
        return elsewhere
    return ask(
        request,
        forms.PublishNeed(sent(request)),
        lambda **said: actions.publish_need(need=found, **said),
        lambda _: address(found),
        title="Publish this needs assessment",
        caption=found.title,
        words=[
            "Counts below five are shown as “fewer than 5”, and others where they would give one away."
            " The owner is named by role. No place smaller than an area is in it: read what was"
            " written of findings, services and gaps once more."
        ],
        button="Publish",
        back=address(found),
        breadcrumbs=trail(NEEDS, (address(found), found.title), ("", "Publish")),
    )
