"""The office's pages of rounds."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from precept.do.opportunities import access, actions, forms, queries
from precept.do.opportunities.models import Opportunity
from precept.do.opportunities.pages.trails import address_of, way
from precept.do.opportunities.published import address, in_words
from precept.foundation.ledger import queries as ledger
from precept.foundation.people.proving import proves_first
from precept.foundation.people.sign_ups import way_back
from precept.foundation.web.asking import ask
from precept.foundation.web.forms import Amendment, Publish
from precept.foundation.web.pages import Request, office_page, only_if, render


@office_page
def rounds(request: Request) -> HttpResponse:
    """Every round."""
    context = {
        "table": queries.rounds_page(request.person, request.GET),
        "may_keep": access.may_keep_rounds(request.person),
        "may_run": access.may_run_rounds(request.person),
        "breadcrumbs": way(),
    }
    return render(request, "opportunities/rounds.html", context)


@office_page
def new(request: Request) -> HttpResponse:
    """Add a round."""
    only_if(access.may_keep_rounds(request.person), actions.NOT_KEEPER)
    return ask(
        request,
        forms.NewRound(request.POST or None, initial={"state": "planned"}),
        actions.record_round,
        title="Add a round",
        button="Add the round",
        back=reverse("opportunities.all"),
        onwards=address_of,
        breadcrumbs=way(here="Add a round"),
    )


CHANGED_BY = {
    "Theme": "about",
    "State": "about",
    "Fund": "about",
    "Source": "about",
    "Note": "about",
    "Deadline": "deadline",
    "Limit": "limit",
    "Priorities": "priorities",
    "Framework": "framework",
}
"""Which form changes what the page shows under a name."""


def _rows(
    found: Opportunity, said: dict[str, str], may_keep: bool, *, has_call: bool
) -> list[tuple[Any, ...]]:
    """What the page shows of a round, name by name, each with the link that changes it.

    The dates of a round that is set up as a call are changed with it.
    """
    where = (
        f"Table “{found.section}” of {found.year.replace('-', '–')}"
        if found.section
        else "Not listed"
    )
    rows: list[tuple[Any, ...]] = []
    for name, words in {**said, "Framework": where}.items():
        href = ""
        if name in CHANGED_BY and not (has_call and CHANGED_BY[name] == "deadline"):
            href = reverse("opportunities.change", args=[found.reference, CHANGED_BY[name]])
        elif name in {"Total round spend", "Who put in how much"}:
            href = reverse("opportunities.spend", args=[found.reference])
        row = (name, words or "Not stated")
        link = {"href": href, "text": "Change", "hidden": name.lower()}
        rows.append((*row, [link]) if may_keep and href else row)
    return rows


@office_page
def one(request: Request, reference: str) -> HttpResponse:
    """One round: everything the register says of it, and its history."""
    found = queries.one(request.person, reference)
    may_keep = access.may_keep_rounds(request.person)
    said = in_words(queries.payload(found))
    titles = queries.priority_titles(found.priorities)
    said["Priorities"] = "; ".join(titles.get(slug, slug) for slug in found.priorities)
    call = queries.call_or_none(found)
    context = {
        "round": found,
        "call": call,
        "stages": queries.stages_of(call) if call else [],
        "steps": queries.next_steps(request.person, call) if call else [],
        "standing": queries.standing_words(call) if call else "",
        "may_begin": call is None and access.may_run_rounds(request.person),
        "said": said,
        "rows": _rows(found, said, may_keep, has_call=call is not None),
        "projects": way_back(request.person, found.subject),
        "public": queries.public_words(found.version, found.published_version),
        "address": address(found.reference) if found.published_version else None,
        "may_publish": access.may_publish_rounds(request.person),
        "story": ledger.story(found.subject),
        "breadcrumbs": way(of=found),
    }
    return render(request, "opportunities/round.html", context)


@office_page
def change(request: Request, reference: str, part: str) -> HttpResponse:
    """Change one thing about a round."""
    only_if(access.may_keep_rounds(request.person), actions.NOT_KEEPER)
    if part not in forms.PARTS:
        raise Http404
    title, kind = forms.PARTS[part]
    return _changing(request, reference, title, kind, actions.amend_round)


@office_page
def spend(request: Request, reference: str) -> HttpResponse:
    """State what a round came to, and who put in how much."""
    only_if(access.may_keep_rounds(request.person), actions.NOT_KEEPER)
    return _changing(
        request, reference, "Change what the round came to", forms.Spend, actions.set_round_spend
    )


def _changing(
    request: Request,
    reference: str,
    title: str,
    kind: type[Amendment],
    act: Callable[..., object],
) -> HttpResponse:
    found = queries.one(request.person, reference)

    def again() -> Opportunity:
        return queries.one(request.person, reference)

    return ask(
        request,
        kind(request.POST or None, initial=forms.initial_of(found)),
        lambda **typed: act(opportunity=found, **typed),
        title=title,
        caption=found.reference,
        button="Save",
        back=address_of(found),
        breadcrumbs=way(of=found, here=title),
        again=lambda: {"version": again().version},
        in_words=lambda: list(in_words(queries.payload(again())).items()),
    )


@office_page
def publish(request: Request, reference: str) -> HttpResponse:
    """What publishing a round would change in public, and doing so."""
    only_if(access.may_publish_rounds(request.person), actions.NOT_PUBLISHER)
    found = queries.one(request.person, reference)
    if elsewhere := proves_first(request):
        return elsewhere
    return ask(
        request,
        Publish(request.POST or None, initial={"version": found.version}),
        lambda **typed: actions.publish_round(opportunity=found, **typed),
        title=f"Publish {found.reference}",
        caption=found.theme,
        button="Publish",
        back=address_of(found),
        breadcrumbs=way(of=found, here="Publish"),
        again=lambda: {"version": found.version},
        in_words=list,
        template="web/publish.html",
        more={"changes": queries.would_change(found)},
    )
