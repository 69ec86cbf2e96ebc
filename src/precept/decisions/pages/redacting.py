"""The office's pages of redaction: marking words, deciding on another's mark, looking at it again."""

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from precept.decisions import access, actions, forms, queries, rules
from precept.decisions.actions.moving import NOT_PUBLISHER
from precept.decisions.actions.redacting import NOT_MARKER
from precept.decisions.models import Decision, Redaction
from precept.decisions.pages.trails import decision_trail
from precept.foundation.clock import spoken
from precept.foundation.people.models import Person
from precept.foundation.people.proving import proves_first
from precept.foundation.web.asking import ask
from precept.foundation.web.forms import Versioned
from precept.foundation.web.pages import Request, office_page, only_if, render, sent
from precept.foundation.web.trails import Trail


def _mine(request: Request, reference: str, *, releases: bool = False) -> Decision:
    if releases:
        only_if(access.may_release(request.person), NOT_PUBLISHER)
    else:
        only_if(access.may_mark(request.person), NOT_MARKER)
    return queries.decision(request.person, reference)


def _all(one: Decision) -> str:
    return reverse("decisions.redactions", args=[one.reference])


def _trail(one: Decision, here: str = "") -> Trail:
    return decision_trail(one, here or "Redactions")


@office_page
def every_redaction(request: Request) -> HttpResponse:
    """Every redaction, those first that are due for review."""
    only_if(access.sees_unpublished(request.person), NOT_MARKER)
    context = {
        "table": queries.redactions_page(request.person, request.GET),
        "breadcrumbs": decision_trail(here="Redactions"),
    }
    return render(request, "decisions/every_redaction.html", context)


@office_page
def redactions(request: Request, reference: str) -> HttpResponse:
    """A decision's texts with every span shown, and how each redaction stands."""
    one = queries.decision(request.person, reference)
    only_if(access.may_see_withheld(request.person, one), NOT_MARKER)
    rows = queries.redactions_of(one)
    context = {
        "decision": one,
        "rows": [
            {
                "row": row,
                "part": rules.PARTS[row.part],
                "mark": queries.mark_of(row.exemption),
                "state": rules.REDACTION_STATES[row.state],
                "tag": queries.REDACTION_TAGS[row.state],
                "review": spoken(row.review),
                "href": reverse("decisions.redaction", args=[one.reference, row.number]),
            }
            for row in rows
        ],
        "problems": queries.redaction_problems(one),
        "parts": queries.marked_parts(one),
        "may_mark": access.may_mark(request.person) and one.state in rules.MARKABLE,
        "breadcrumbs": _trail(one),
    }
    return render(request, "decisions/redactions.html", context)


@office_page
def mark(request: Request, reference: str) -> HttpResponse:
    """Mark words to be redacted. With scripts, what is selected in the text below fills the form."""
    one = _mine(request, reference)
    initial = {"version": one.version, "review": forms.in_a_year()}
    return ask(
        request,
        forms.MarkWords(sent(request), initial=initial),
        lambda **typed: actions.mark_words(decision=one, **typed),
        title="Mark words to be redacted",
        caption=f"{one.reference} {one.title}",
        button="Mark them",
        words=[
            "A second person releases it before anything is published. What is signed stays whole in the office."
        ],
        breadcrumbs=_trail(one, "Mark words"),
        back=_all(one),
        again=lambda: {"version": queries.decision(request.person, reference).version},
        template="decisions/mark.html",
        more={"parts": queries.marked_parts(one)},
    )


@office_page
def redaction(request: Request, reference: str, number: int) -> HttpResponse:
    """One redaction: the text with the words shown, who marked them, what may be done next."""
    one = queries.decision(request.person, reference)
    row = queries.redaction(request.person, one, number)
    context = {
        "decision": one,
        "row": row,
        "state": rules.REDACTION_STATES[row.state],
        "tag_look": queries.REDACTION_TAGS[row.state],
        "facts": _facts(row),
        "parts": queries.shown_in(one, row) if row.state in rules.LIVE else [],
        "elsewhere": queries.said_elsewhere(row),
        "doors": _doors(request.person, one, row),
        "breadcrumbs": _trail(one, f"Redaction {number}"),
    }
    return render(request, "decisions/redaction.html", context)


def _facts(row: Redaction) -> list[tuple[str, str]]:
    where = rules.PARTS[row.part]
    if row.place is not None:
        where = f"{where}, place {row.place}"
    facts = [
        ("Where", where),
        ("What the public reads", queries.mark_of(row.exemption)),
        ("Exemption", f"{rules.exemption_words(row.exemption)} ({row.exemption})"),
        (
            "How the public interest was weighed",
            row.why or "The exemption is absolute and asks no test.",
        ),
        ("Looked at again", spoken(row.review)),
        ("Marked by", row.marked_by.name),
    ]
    if row.released_by is not None:
        facts.append(("Released by", row.released_by.name))
    if row.lift_asked_by is not None:
        facts.append(("Lifting asked for by", f"{row.lift_asked_by.name}: {row.lift_why}"))
    if row.ended_why:
        facts.append(("Why not", row.ended_why))
    return facts


def _doors(person: Person, one: Decision, row: Redaction) -> list[tuple[str, str, str]]:
    """What this person may do with a redaction as it stands: the words, the address, the look of the button."""

    def door(text: str, name: str, look: str = "govuk-button--secondary") -> tuple[str, str, str]:
        return text, reverse(f"decisions.{name}", args=[one.reference, row.number]), look

    releases, marks = access.may_release(person), access.may_mark(person)
    found = []
    if row.state == "marked":
        if releases and row.marked_by_id != person.pk:
            found += [
                door("Release it", "release", ""),
                door("Do not release it", "refuse_redaction"),
            ]
        if marks:
            found.append(door("Take the mark back", "take_back"))
    if row.state == "lifting" and releases and row.lift_asked_by_id != person.pk:
        found.append(door("Lift it: let the words be read", "lift", "govuk-button--warning"))
    if row.state in ("released", "lifting") and releases:
        found.append(door("Keep it until another day", "keep"))
    if row.state == "released" and marks:
        found.append(door("Ask for it to be lifted", "ask_to_lift"))
    return found


def _row(request: Request, reference: str, number: int, *, releases: bool = False) -> Redaction:
    one = _mine(request, reference, releases=releases)
    return queries.redaction(request.person, one, number)


def _act(
    request: Request,
    row: Redaction,
    kind: type[Versioned],
    do: Callable[..., Any],
    title: str,
    button: str,
    initial: Mapping[str, Any] = MappingProxyType({}),
    **more: Any,
) -> HttpResponse:
    one = row.decision
    return ask(
        request,
        kind(sent(request), initial={"version": row.version, **initial}),
        partial(do, redaction=row),
        title=title,
        caption=f"{one.reference}, redaction {row.number}",
        button=button,
        breadcrumbs=_trail(one, title),
        back=reverse("decisions.redaction", args=[one.reference, row.number]),
        template="decisions/on_redaction.html",
        more={"parts": queries.shown_in(one, row) if row.state in rules.LIVE else []},
        **more,
    )


@office_page
def take_back(request: Request, reference: str, number: int) -> HttpResponse:
    """Take a mark back before anybody released it."""
    row = _row(request, reference, number)
    return _act(
        request,
        row,
        forms.Confirm,
        actions.take_back_mark,
        "Take the mark back",
        "Take it back",
        words=["The words are published unless they are marked again."],
    )


@office_page
def release(request: Request, reference: str, number: int) -> HttpResponse:
    """Release another's redaction, with the text and the words in sight."""
    row = _row(request, reference, number, releases=True)
    if elsewhere := proves_first(request):
        return elsewhere
    return _act(
        request,
        row,
        forms.Confirm,
        actions.release_redaction,
        "Release the redaction",
        "Release it",
        words=[f"The public reads {queries.mark_of(row.exemption)} where words stand out below."],
    )


@office_page
def refuse(request: Request, reference: str, number: int) -> HttpResponse:
    """Not release another's redaction."""
    row = _row(request, reference, number, releases=True)
    return _act(
        request,
        row,
        forms.Reason,
        actions.refuse_redaction,
        "Do not release the redaction",
        "Do not release it",
        words=[
            "The words are published unless they are marked again. The reason stays in the office."
        ],
    )


@office_page
def keep(request: Request, reference: str, number: int) -> HttpResponse:
    """Look at a redaction again and keep it until another day."""
    row = _row(request, reference, number, releases=True)
    if elsewhere := proves_first(request):
        return elsewhere
    return _act(
        request,
        row,
        forms.KeepRedaction,
        actions.keep_redaction,
        "Keep it until another day",
        "Keep it",
        {"review": forms.in_a_year()},
    )


@office_page
def ask_to_lift(request: Request, reference: str, number: int) -> HttpResponse:
    """Ask that redacted words be read."""
    row = _row(request, reference, number)
    return _act(
        request,
        row,
        forms.Reason,
        actions.ask_to_lift,
        "Ask for it to be lifted",
        "Ask for it",
        words=["A second person decides. Until then the words stay redacted."],
    )


@office_page
def lift(request: Request, reference: str, number: int) -> HttpResponse:
    """Let redacted words be read, as another asked for."""
    row = _row(request, reference, number, releases=True)
    if elsewhere := proves_first(request):
        return elsewhere
    return _act(
        request,
        row,
        forms.Confirm,
        actions.lift_redaction,
        "Lift the redaction",
        "Let the words be read",
        words=["Everybody can read the words at once. This cannot be taken back.", row.lift_why],
        is_grave=True,
    )
