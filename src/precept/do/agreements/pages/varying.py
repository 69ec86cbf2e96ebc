"""Variations: begun, changed, checked by rule, approved, in force."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.urls import URLPattern, path, reverse

from precept.do.agreements import access, actions, queries, rules
from precept.do.agreements.actions.moving import NOT_KEEPER
from precept.do.agreements.actions.varying import NOT_APPROVER
from precept.do.agreements.forms import varying as forms
from precept.do.agreements.models import Variation
from precept.do.agreements.pages.trails import ONE, office_address, trail_of
from precept.foundation import clock
from precept.foundation.documents.handing import as_file
from precept.foundation.people.exports import handed_out
from precept.foundation.people.sign_ups import way_back
from precept.foundation.web.asking import ask
from precept.foundation.web.forms import Form
from precept.foundation.web.pages import Request, office_page, only_if, render, sent

TAGS = {
    "draft": "govuk-tag--grey",
    "checked": "govuk-tag--yellow",
    "approved": "govuk-tag--blue",
    "in force": "govuk-tag--green",
    "dropped": "govuk-tag--red",
}


def place(of: Variation) -> str:
    """Where the office reads a variation."""
    return reverse("agreements.variation", args=[of.agreement.reference, of.number])


@office_page
def new(request: Request, reference: str) -> HttpResponse:
    """Begin a variation."""
    only_if(access.may_draft_variations(request.person), NOT_KEEPER)
    found = queries.agreement(request.person, reference)
    project = queries.project_to_vary_for(request.person, found, request.GET.get("project", ""))
    of_project = [f"It is tied to the project “{project.title}”."] if project else []
    return ask(
        request,
        forms.NewVariation(sent(request)),
        lambda **said: actions.draft_variation(agreement=found, project=project, **said),
        lambda made: reverse("agreements.change_variation", args=[found.reference, made.number]),
        title="Vary this agreement",
        caption=found.reference,
        button="Continue",
        words=[
            "A variation is drafted, checked by rule, approved by somebody else, and in force once both"
            " sides have signed it.",
            *of_project,
        ],
        back=office_address(found),
        breadcrumbs=trail_of(found, "Vary it"),
    )


def _acting(
    request: Request,
    reference: str,
    number: int,
    title: str,
    button: str,
    typed: Callable[[Variation], Form],
    act: Callable[..., Any],
    *,
    may: Callable[[Variation], bool] | None = None,
    why_not: str = NOT_KEEPER,
    words: list[str] | None = None,
) -> HttpResponse:
    """One form on one variation."""
    found = queries.variation(request.person, reference, number)
    only_if(may(found) if may else access.may_draft_variations(request.person), why_not)
    return ask(
        request,
        typed(found),
        lambda **said: act(variation=found, **said),
        title=title,
        caption=found.reference,
        button=button,
        back=place(found),
        breadcrumbs=trail_of(found.agreement, title),
        words=words or [],
        again=lambda: {"version": queries.variation(request.person, reference, number).version},
        in_words=list,
    )


def _at(found: Variation) -> dict[str, Any]:
    return {"version": found.version}


@office_page
def change(request: Request, reference: str, number: int) -> HttpResponse:
    """Say what it changes."""
    return _acting(
        request,
        reference,
        number,
        "What changes?",
        "Save and see what the rules say",
        lambda found: forms.ChangeVariation(
            sent(request), of=found, initial=forms.initial_variation(found)
        ),
        actions.change_variation,
    )


@office_page
def outcomes(request: Request, reference: str, number: int) -> HttpResponse:
    """Say what the agreement is held to from then on."""
    return _acting(
        request,
        reference,
        number,
        "Change its outcomes",
        "Save",
        lambda found: forms.VariedOutcomes(
            sent(request), initial=forms.initial_varied_outcomes(found)
        ),
        actions.vary_outcomes,
    )


@office_page
def check(request: Request, reference: str, number: int) -> HttpResponse:
    """Freeze what the rules say, for approval."""
    return _acting(
        request,
        reference,
        number,
        "Send it for approval",
        "Send it",
        lambda found: forms.Check(sent(request), initial=_at(found)),
        actions.check_variation,
        words=["What the rules say is kept with it. Somebody else approves it."],
    )


@office_page
def approve(request: Request, reference: str, number: int) -> HttpResponse:
    """Approve it: another hand than drafted it."""
    return _acting(
        request,
        reference,
        number,
        "Approve the variation",
        "Approve it",
        lambda found: forms.Approve(sent(request), initial=_at(found)),
        actions.approve_variation,
        may=lambda found: access.may_approve_variation(request.person, found),
        why_not=NOT_APPROVER,
    )


@office_page
def take_back(request: Request, reference: str, number: int) -> HttpResponse:
    """Take it back to its draft."""
    return _acting(
        request,
        reference,
        number,
        "Take it back",
        "Take it back",
        lambda found: forms.WhyBack(sent(request), initial=_at(found)),
        actions.take_variation_back,
        may=lambda found: (
            access.may_draft_variations(request.person)
            or access.may_approve_variation(request.person, found)
        ),
    )


@office_page
def drop(request: Request, reference: str, number: int) -> HttpResponse:
    """Give it up."""
    return _acting(
        request,
        reference,
        number,
        "Give the variation up",
        "Give it up",
        lambda found: forms.WhyBack(sent(request), initial=_at(found)),
        actions.drop_variation,
    )


@office_page
def in_force(request: Request, reference: str, number: int) -> HttpResponse:
    """Put it in force."""
    return _acting(
        request,
        reference,
        number,
        "Put it in force",
        "Put it in force",
        lambda found: forms.InForce(sent(request), initial=_at(found)),
        actions.put_in_force,
        words=[
            "The agreement, its funds’ shares, its payments, its outcomes and the public record change"
            " together, at once. What was before is kept."
        ],
    )


@office_page
def letter(request: Request, reference: str, number: int, ending: str) -> HttpResponse:
    """The letter that varies the agreement, as Word or PDF."""
    found = queries.variation(request.person, reference, number)
    return handed_out(
        request,
        "agreement",
        lambda: as_file(queries.variation_document(found), f"variation-{found.reference}", ending),
    )


@office_page
def one(request: Request, reference: str, number: int) -> HttpResponse:
    """A variation: what it changes, which rules it comes under, and what to do next."""
    found = queries.variation(request.person, reference, number)
    shown = queries.variation_shown(found)
    context = {
        "variation": found,
        "agreement": found.agreement,
        "shown": shown,
        "plan_columns": rules.PLAN_COLUMNS,
        "findings": [(one, *rules.VERDICTS[one.verdict]) for one in shown.findings],
        "kind": rules.VARIATION_KINDS[found.kind],
        "state": rules.VARIATION_STATES[found.state],
        "tag": TAGS[found.state],
        "regime": rules.regime_words(
            found.agreement.kind, found.agreement.category, found.agreement.procurement_began
        ),
        "ground": dict(rules.grounds_on(found.agreement.procurement_began)).get(found.ground, ""),
        "doors": _doors(request, found),
        "projects": way_back(request.person, found.subject),
        "in_force_on": clock.spoken(found.in_force_on) if found.in_force_on else "",
        "breadcrumbs": trail_of(found.agreement, found.reference),
    }
    return render(request, "agreements/variation.html", context)


def _doors(request: Request, found: Variation) -> list[dict[str, str]]:
    """What somebody may do next with a variation, the likeliest first."""
    drafts = access.may_draft_variations(request.person)
    approves = access.may_approve_variation(request.person, found)
    offered = {
        "draft": [
            ("agreements.check_variation", "Send it for approval", drafts),
            ("agreements.change_variation", "Change it", drafts),
            ("agreements.vary_outcomes", "Change the outcomes", drafts),
            ("agreements.drop_variation", "Give it up", drafts),
        ],
        "checked": [
            ("agreements.approve_variation", "Approve it", approves),
            ("agreements.take_variation_back", "Take it back", drafts or approves),
            ("agreements.drop_variation", "Give it up", drafts),
        ],
        "approved": [
            ("agreements.put_in_force", "Put it in force", drafts),
            ("agreements.take_variation_back", "Take it back", drafts or approves),
            ("agreements.drop_variation", "Give it up", drafts),
        ],
    }.get(found.state, [])
    return [
        {"href": reverse(name, args=[found.agreement.reference, found.number]), "text": text}
        for name, text, may in offered
        if may
    ]


VARIATION = f"{ONE}/variations/<int:number>"
urlpatterns: list[URLPattern] = [
    path(f"{ONE}/variations/new", new, name="agreements.new_variation"),
    path(VARIATION, one, name="agreements.variation"),
    path(f"{VARIATION}/change", change, name="agreements.change_variation"),
    path(f"{VARIATION}/outcomes", outcomes, name="agreements.vary_outcomes"),
    path(f"{VARIATION}/check", check, name="agreements.check_variation"),
    path(f"{VARIATION}/approve", approve, name="agreements.approve_variation"),
    path(f"{VARIATION}/take-back", take_back, name="agreements.take_variation_back"),
    path(f"{VARIATION}/drop", drop, name="agreements.drop_variation"),
    path(f"{VARIATION}/in-force", in_force, name="agreements.put_in_force"),
    path(f"{VARIATION}/letter.<slug:ending>", letter, name="agreements.variation_file"),
]
