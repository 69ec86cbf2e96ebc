"""The office's pages of theories of change: the list, one as a picture and a list, its rows and links."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.documents.handing import as_file
from precept.foundation.ledger import queries as ledger
from precept.foundation.people.exports import handed_out
from precept.foundation.people.sign_ups import way_back
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, render, sent
from precept.foundation.web.steps import Step, step_named
from precept.parties import queries as parties
from precept.understand import access, actions, forms, queries, rules
from precept.understand.actions.theory import NO_DRAFT
from precept.understand.models import Theory
from precept.understand.pages.keeping import (
    list_of,
    only_draft,
    only_keepers,
    only_publishers,
    trail_in,
)

LIST = "understand.theories"


def address(of: Theory) -> str:
    """Where the office reads a version."""
    return reverse("understand.theory_version", args=[of.reference, of.version])


@office_page
def theories(request: Request) -> HttpResponse:
    """Every theory of change, each as it stands."""
    return list_of(
        request,
        LIST,
        queries.theories_page(request.GET),
        lead="Where there is no evidence to rest on: what goes in, what is done, what changes, and how we would know.",
        new="understand.new_theory",
        button="Write a theory of change",
    )


@office_page
def new_theory(request: Request) -> HttpResponse:
    """Begin a theory of change."""
    only_keepers(request)
    return ask(
        request,
        forms.TheoryHead(sent(request), known_priorities=queries.published_priorities()),
        actions.draft_theory,
        address,
        title="Write a theory of change",
        button="Begin",
        back=reverse(LIST),
        breadcrumbs=trail_in(LIST, ("", "New theory of change")),
    )


@office_page
def theory(request: Request, reference: str) -> HttpResponse:
    """A theory as it stands: the version that is agreed, or the draft where none is."""
    return _shown(request, queries.theory(reference))


@office_page
def theory_version(request: Request, reference: str, version: int) -> HttpResponse:
    """One version of a theory."""
    return _shown(request, queries.theory(reference, version))


def _shown(request: Request, found: Theory) -> HttpResponse:
    versions = queries.theory_versions(found.reference)
    lacks = queries.theory_missing(found) if found.state == "draft" else []
    context = {
        "theory": found,
        "projects": way_back(request.person, f"theory:{found.reference}"),
        "state": rules.THEORY_STATES[found.state],
        "tone": queries.THEORY_TAGS[found.state],
        "picture": queries.theory_picture(found),
        "columns": queries.shown_columns(found),
        "priorities": queries.titles_of(found.priorities),
        "lacks": lacks,
        "versions": versions,
        "outcomes": queries.outcomes_of_theory(found.reference) if found.state == "agreed" else [],
        "may_keep": access.may_keep(request.person) and found.state == "draft",
        "may_begin": access.may_keep(request.person)
        and found.state == "agreed"
        and versions[0].state != "draft",
        "may_agree": access.may_publish(request.person) and found.state == "draft" and not lacks,
        "story": ledger.story(found.subject),
        "breadcrumbs": trail_in(LIST, ("", found.title)),
    }
    return render(request, "understand/theory.html", context)


@office_page
def theory_file(request: Request, reference: str, version: int, ending: str) -> HttpResponse:
    """A version as PDF or Word."""
    found = queries.theory(reference, version)
    office = parties.office_name(found.agreed_on)
    paper = queries.theory_document(found, office, clock.today())
    return handed_out(
        request, "theory", lambda: as_file(paper, f"theory-of-change-{reference}", ending)
    )


def _about(found: Theory, here: str) -> dict[str, Any]:
    return {
        "caption": found.title,
        "back": address(found),
        "breadcrumbs": trail_in(LIST, (address(found), found.title), ("", here)),
    }


def _head(found: Theory) -> dict[str, Any]:
    return {
        "title": found.title,
        "problem": found.problem,
        "priorities": found.priorities,
        "revision": found.head_revision,
    }


def change(request: Request, found: Theory) -> HttpResponse:
    """Change what a draft says of itself."""
    only_keepers(request)
    only_draft(found.state, NO_DRAFT)
    return ask(
        request,
        forms.ChangeTheory(
            sent(request),
            known_priorities=queries.offered_priorities(found.priorities),
            initial=_head(found),
        ),
        lambda **said: actions.change_theory(theory=found, **said),
        address,
        title="Change what it is about",
        button="Save",
        again=lambda: _head(queries.theory(found.reference, found.version)),
        **_about(found, "Change"),
    )


def add_row(request: Request, found: Theory) -> HttpResponse:
    """Add a row; the column may be chosen by the link that led here."""
    only_keepers(request)
    only_draft(found.state, NO_DRAFT)
    column = request.GET.get("column", "")
    return ask(
        request,
        forms.RowForm(
            sent(request),
            initial={"column": column} if column in rules.THEORY_COLUMNS else {},
        ),
        lambda **said: actions.add_theory_row(theory=found, **said),
        lambda _: address(found),
        title="Add a row",
        button="Add the row",
        **_about(found, "Add a row"),
    )


def agree(request: Request, found: Theory) -> HttpResponse:
    """Agree a draft in which nothing is missing."""
    only_publishers(request)
    only_draft(found.state, NO_DRAFT)
    return ask(
        request,
        forms.Confirm(sent(request), initial={"revision": found.revision}),
        lambda **said: actions.agree_theory(theory=found, **said),
        address,
        title="Agree this theory of change",
        button="Agree it",
        words=[
            "Services are then bought and measured by it. The version before it is superseded, and stays on record."
        ],
        again=lambda: {"revision": queries.theory(found.reference, found.version).revision},
        **_about(found, "Agree it"),
    )


def begin(request: Request, found: Theory) -> HttpResponse:
    """Begin the next version."""
    only_keepers(request)
    return ask(
        request,
        forms.BeginVersion(sent(request)),
        lambda **said: actions.begin_theory_version(theory=found, **said),
        address,
        title="Begin a new version",
        button="Begin it",
        words=["It begins as a copy. This version holds until the new one is agreed."],
        **_about(found, "New version"),
    )


STEPS: dict[str, Step] = {"change": change, "row": add_row, "agree": agree, "begin": begin}


@office_page
def theory_step(request: Request, reference: str, version: int, step: str) -> HttpResponse:
    """One step of a version, by its name."""
    page = step_named(STEPS, step)
    return page(request, queries.theory(reference, version))
