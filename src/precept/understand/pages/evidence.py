"""The office's pages of evidence: the list, one source, what is done with it."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.documents import queries as documents
from precept.foundation.ledger import queries as ledger
from precept.foundation.people.sign_ups import way_back
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, render, sent
from precept.foundation.web.steps import Step, StepsOf, step_named
from precept.understand import access, actions, forms, queries, rules
from precept.understand.models import EvidenceSource
from precept.understand.pages.keeping import (
    list_of,
    only_keepers,
    trail_in,
)
from precept.understand.sign_ups import agreement_named

LIST = "understand.sources"
SAID = (
    "title",
    "publisher",
    "year",
    "link",
    "kind",
    "agreement",
    "strength",
    "relevance",
    "says",
    "does_not_say",
    "priorities",
    "version",
)


def address(of: EvidenceSource) -> str:
    """Where the office reads a source."""
    return reverse("understand.source", args=[of.reference])


@office_page
def sources(request: Request) -> HttpResponse:
    """Every source of evidence, the strongest first."""
    return list_of(
        request,
        LIST,
        queries.sources_page(request.GET),
        lead="What others found out, how strong and how close it is, and what it does not say.",
        new="understand.new_source",
        button="Add a source",
    )


@office_page
def new_source(request: Request) -> HttpResponse:
    """Add a source."""
    only_keepers(request)
    return ask(
        request,
        forms.NewSource(sent(request), known_priorities=queries.published_priorities()),
        actions.add_source,
        address,
        title="Add a source of evidence",
        button="Add the source",
        back=reverse(LIST),
        breadcrumbs=trail_in(LIST, ("", "New source")),
    )


@office_page
def source(request: Request, reference: str) -> HttpResponse:
    """One source: what it says and does not say, how it was judged, what became of it."""
    found = queries.source(reference)
    scale = rules.evidence_scale(found.scale)
    context = {
        "source": found,
        "projects": way_back(request.person, f"evidence:{found.reference}"),
        "kind": rules.SOURCE_KINDS[found.kind],
        "stands": rules.source_stands(found.state, found.review_on, clock.today()),
        "strength": scale.strength_of(found.strength),
        "relevance": scale.relevance_of(found.relevance),
        "scale": scale,
        "priorities": queries.titles_of(found.priorities),
        "agreement": agreement_named(found.agreement) if found.agreement else None,
        "files": documents.files_about(request.person, found.subject),
        "may_keep": access.may_keep(request.person) and found.state == "in use",
        "story": ledger.story(found.subject),
        "breadcrumbs": trail_in(LIST, ("", found.title)),
    }
    return render(request, "understand/source.html", context)


def _about(found: EvidenceSource, here: str) -> dict[str, Any]:
    return {
        "caption": found.title,
        "back": address(found),
        "breadcrumbs": trail_in(LIST, (address(found), found.title), ("", here)),
    }


def _now(_request: Request, found: EvidenceSource) -> dict[str, Any]:
    now = queries.source(found.reference)
    said = {name: getattr(now, name) for name in SAID}
    return {**said, "review_on": now.review_on, "words": now.looked_words, "why": ""}


_ask = StepsOf("source", _about, _now).ask


def change(request: Request, found: EvidenceSource) -> HttpResponse:
    """Change what is kept of a source."""
    return _ask(
        request,
        found,
        forms.ChangeSource(
            sent(request),
            known_priorities=queries.offered_priorities(found.priorities),
            initial={name: getattr(found, name) for name in SAID},
        ),
        actions.change_source,
        title="Change this source",
        here="Change",
        button="Save",
    )


def look_again(request: Request, found: EvidenceSource) -> HttpResponse:
    """Say that a source still holds."""
    return _ask(
        request,
        found,
        forms.LookAgain,
        actions.look_again,
        title="It was looked at again",
        here="Look again",
        button="It still holds",
        words=["Where it no longer holds, withdraw it instead."],
    )


def withdraw(request: Request, found: EvidenceSource) -> HttpResponse:
    """Withdraw a source."""
    return _ask(
        request,
        found,
        forms.WithdrawSource,
        actions.withdraw_source,
        title="Withdraw this source",
        here="Withdraw",
        button="Withdraw it",
        is_grave=True,
        words=["It stays on record. What rests on it says that it was withdrawn, and why."],
    )


def add_file(request: Request, found: EvidenceSource) -> HttpResponse:
    """Keep the source itself, or a part of it."""
    return ask(
        request,
        forms.AddFile(sent(request), request.FILES or None),
        lambda **said: actions.add_file(about=found, **said),
        lambda _: address(found),
        title="Add a file",
        button="Add the file",
        **_about(found, "Add a file"),
    )


STEPS: dict[str, Step] = {
    "change": change,
    "look-again": look_again,
    "withdraw": withdraw,
    "file": add_file,
}


@office_page
def source_step(request: Request, reference: str, step: str) -> HttpResponse:
    """One step of a source, by its name."""
    only_keepers(request)
    page = step_named(STEPS, step)
    return page(request, queries.source(reference))
