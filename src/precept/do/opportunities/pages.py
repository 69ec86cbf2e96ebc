"""The office's pages of rounds."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from precept.do.opportunities import access, actions, forms, queries
from precept.do.opportunities.models import Opportunity
from precept.do.opportunities.published import address, in_words
from precept.foundation.ledger import queries as ledger
from precept.foundation.ledger.actions import Changed, NotAllowed
from precept.foundation.web.pages import Request, office_page, render

HOME = {"href": "/office/", "text": "Office"}
SAVED = 303


def _places(*, of: Opportunity | None = None, here: str = "") -> list[dict[str, str]]:
    places = [HOME, {"href": reverse("opportunities.all"), "text": "Rounds"}]
    if of is not None:
        places.append(
            {"href": reverse("opportunities.one", args=[of.reference]), "text": of.reference}
        )
    return [*places, {"text": here}] if here else places


def _ask_keeper(request: Request) -> None:
    if not access.may_keep_rounds(request.person):
        raise NotAllowed(actions.NOT_KEEPER)


def saved(form: forms.Versioned, act: Callable[[], object], version_now: Callable[[], int]) -> int:
    """303 where the form was saved; else the status of the page that says why not, nothing lost."""
    if not form.is_valid():
        return 422
    status = 422
    try:
        with form.refusals():
            act()
            status = SAVED
    except Changed as changed:
        form.overtaken(changed.words, version_now())
        status = 409
    return status


@office_page
def rounds(request: Request) -> HttpResponse:
    """Every round."""
    context = {
        "table": queries.rounds_page(request.person, request.GET),
        "may_keep": access.may_keep_rounds(request.person),
        "breadcrumbs": [HOME, {"text": "Rounds"}],
    }
    return render(request, "opportunities/rounds.html", context)


@office_page
def new(request: Request) -> HttpResponse:
    """Add a round."""
    _ask_keeper(request)
    form = forms.NewRound(request.POST or None, initial={"state": "planned"})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            made = actions.record_round(by=request.person, **form.taken())
            return redirect("opportunities.one", made.reference)
    context = {"form": form, "breadcrumbs": _places(here="Add a round")}
    return render(request, "opportunities/new.html", context)


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


def _rows(found: Opportunity, said: dict[str, str], may_keep: bool) -> list[tuple[Any, ...]]:
    """What the page shows of a round, name by name, each with the link that changes it."""
    where = f"Table “{found.section}” of {found.year}" if found.section else "Not listed"
    rows: list[tuple[Any, ...]] = []
    for name, words in {**said, "Framework": where}.items():
        href = ""
        if name in CHANGED_BY:
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
    context = {
        "round": found,
        "said": said,
        "rows": _rows(found, said, may_keep),
        "public": queries.public_words(found.version, found.published_version),
        "address": address(found.reference) if found.published_version else None,
        "may_publish": access.may_publish_rounds(request.person),
        "story": ledger.story(found.subject),
        "breadcrumbs": _places(here=found.reference),
    }
    return render(request, "opportunities/round.html", context)


@office_page
def change(request: Request, reference: str, part: str) -> HttpResponse:
    """Change one thing about a round."""
    _ask_keeper(request)
    if part not in forms.PARTS:
        raise Http404
    title, kind = forms.PARTS[part]
    return _changing(request, reference, title, kind, actions.amend_round)


@office_page
def spend(request: Request, reference: str) -> HttpResponse:
    """State what a round came to, and who put in how much."""
    _ask_keeper(request)
    return _changing(
        request, reference, "Change what the round came to", forms.Spend, actions.set_round_spend
    )


def _changing(
    request: Request,
    reference: str,
    title: str,
    kind: type[forms.Versioned],
    act: Callable[..., object],
) -> HttpResponse:
    found = queries.one(request.person, reference)
    form: Any = kind(request.POST or None, initial=forms.initial_of(found))
    status = 200
    if request.method == "POST":
        status = saved(
            form,
            lambda: act(
                by=request.person,
                opportunity=found,
                version=form.cleaned_data["version"],
                **form.taken(),
            ),
            lambda: queries.one(request.person, reference).version,
        )
        if status == SAVED:
            return redirect("opportunities.one", reference)
        found = queries.one(request.person, reference)
    context = {
        "form": form,
        "title": title,
        "round": found,
        "now": in_words(queries.payload(found)) if status == 409 else None,
        "breadcrumbs": _places(of=found, here=title),
    }
    return render(request, "opportunities/change.html", context, status=status)


@office_page
def publish(request: Request, reference: str) -> HttpResponse:
    """What publishing a round would change in public, and doing so."""
    if not access.may_publish_rounds(request.person):
        raise NotAllowed(actions.NOT_PUBLISHER)
    found = queries.one(request.person, reference)
    form = forms.Publish(request.POST or None, initial={"version": found.version})
    status = 200
    if request.method == "POST":
        status = saved(
            form,
            lambda: actions.publish_round(
                by=request.person, opportunity=found, **form.cleaned_data
            ),
            lambda: found.version,
        )
        if status == SAVED:
            return redirect("opportunities.one", reference)
    context = {
        "form": form,
        "round": found,
        "changes": queries.would_change(found),
        "breadcrumbs": _places(of=found, here="Publish"),
    }
    return render(request, "opportunities/publish.html", context, status=status)
