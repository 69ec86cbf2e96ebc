"""The office's pages of formula funding to community safety partnerships."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from precept.do.partners import access, actions, forms, queries, rules
from precept.do.partners.models import Allocation, Formula
from precept.do.partners.pages.shared import is_public, only_keepers, publishing, trail_below
from precept.do.partners.published import formula_address
from precept.foundation import clock
from precept.foundation.clock import FinancialYear
from precept.foundation.ledger import queries as ledger
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, only_if, render, sent

TITLE = "Formula funding"


def address(of: Formula) -> str:
    """Where the office reads a version of a formula."""
    return reverse("partners.formula", args=[of.year, of.number])


def _trail(of: Formula | None = None, here: str = "") -> Any:
    place = (
        (address(of), f"{FinancialYear.parse(of.year).spoken}, version {of.number}") if of else None
    )
    return trail_below("partners.formulas", TITLE, place, here)


@office_page
def formulas(request: Request) -> HttpResponse:
    """Every year's formula, and its versions."""
    context = {
        "formulas": [
            (one, rules.FORMULA_STATES[one.state]) for one in queries.formulas(request.person)
        ],
        "may_keep": access.may_keep(request.person),
        "breadcrumbs": _trail(),
    }
    return render(request, "partners/formulas.html", context)


@office_page
def new_formula(request: Request) -> HttpResponse:
    """Draft a year's formula."""
    only_keepers(request)
    return ask(
        request,
        forms.NewFormula(
            sent(request), initial={"population": 50, "crime": 25, "demand": 25, "phase": 100}
        ),
        actions.draft_formula,
        address,
        title="Draft a formula",
        button="Draft it",
        back=reverse("partners.formulas"),
        breadcrumbs=_trail(here="Draft a formula"),
    )


@office_page
def formula(request: Request, year: str, number: int) -> HttpResponse:
    """One version of a year's formula: weights, figures, what each partnership gets."""
    found = queries.formula(request.person, year, number)
    context = {
        "of": found,
        "state": rules.FORMULA_STATES[found.state],
        "weights": [(title, found.weights[key]) for key, title in rules.MEASURES.items()],
        "conditions": rules.lines_of(found.conditions),
        "returns": [clock.from_iso(day) for day in found.returns_due],
        "areas": queries.areas_of(found),
        "worked_out": queries.worked_out(found),
        "allocations": [
            (one, rules.ALLOCATION_STATES[one.state]) for one in queries.allocations_of(found)
        ],
        "may_keep": access.may_keep(request.person),
        "may_approve": found.state == "draft" and access.may_approve_formula(request.person, found),
        "may_publish": access.may_publish(request.person) and found.state == "approved",
        "is_public": is_public("formula-funding", found.year),
        "public_address": formula_address(found.year),
        "story": ledger.story(found.subject),
        "breadcrumbs": _trail(found),
    }
    return render(request, "partners/formula.html", context)


def _asking(request: Request, found: Formula, form: Any, do: Any, **said: Any) -> HttpResponse:
    title = said.pop("title")
    return ask(
        request,
        form,
        do,
        said.pop("onwards", lambda _: address(found)),
        title=title,
        caption=f"{found.title}, version {found.number}",
        button=said.pop("button", "Save"),
        back=address(found),
        breadcrumbs=_trail(found, title),
        **said,
    )


@office_page
def change_formula(request: Request, year: str, number: int) -> HttpResponse:
    """Change a draft."""
    only_keepers(request)
    found = queries.formula(request.person, year, number)
    was = forms.ChangeFormula.was
    return _asking(
        request,
        found,
        forms.ChangeFormula(sent(request), initial=was(found)),
        lambda **said: actions.change_formula(formula=found, **said),
        title="Change the draft",
        again=lambda: was(queries.formula(request.person, year, number)),
    )


@office_page
def figures(request: Request, year: str, number: int) -> HttpResponse:
    """State a partnership's figures, with their source and date."""
    only_keepers(request)
    found = queries.formula(request.person, year, number)
    area = queries.area_of(found, request.GET.get("of", ""))
    was = forms.Figures.was
    return _asking(
        request,
        found,
        forms.Figures(sent(request), initial=was(area, found.version)),
        lambda **said: actions.state_figures(formula=found, **said),
        title="State a partnership’s figures",
        again=lambda: (
            was(area, queries.formula(request.person, year, number).version)
            if area
            else {
                **dict.fromkeys(forms.Figures.base_fields),
                "version": queries.formula(request.person, year, number).version,
            }
        ),
    )


@office_page
def approve_formula(request: Request, year: str, number: int) -> HttpResponse:
    """Put a formula in force: the allocations are offered."""
    found = queries.formula(request.person, year, number)
    only_if(
        access.may_approve_formula(request.person, found),
        "Somebody who approves formula funding, and did not draft this, approves it.",
    )
    return _asking(
        request,
        found,
        forms.Nothing(sent(request), initial={"version": found.version}),
        lambda **said: actions.approve_formula(formula=found, **said),
        title="Approve the formula",
        button="Approve it",
        words=[
            "Every partnership is offered its allocation with the conditions. What is in force is never"
            " changed: a new version replaces it, with the reason."
        ],
        again=lambda: {"version": queries.formula(request.person, year, number).version},
    )


@office_page
def amend_formula(request: Request, year: str, number: int) -> HttpResponse:
    """Begin a new version of a formula in force."""
    only_keepers(request)
    found = queries.formula(request.person, year, number)
    return _asking(
        request,
        found,
        forms.AmendFormula(sent(request)),
        lambda **said: actions.amend_formula(formula=found, **said),
        title="Make a new version",
        button="Begin it",
        words=["The reason is public once the new version is published."],
        onwards=address,
    )


@office_page
def publish_formula(request: Request, year: str, number: int) -> HttpResponse:
    """Let the public read a formula in force."""
    found = queries.formula(request.person, year, number)
    return publishing(
        request,
        lambda **said: actions.publish_formula(formula=found, **said),
        title=f"Publish {found.title}",
        back=address(found),
        breadcrumbs=_trail(found, "Publish"),
        words=[
            "Weights, figures with their sources, conditions and each allocation become public."
        ],
    )


def allocation_address(of: Allocation) -> str:
    """Where the office reads an allocation."""
    return reverse("partners.allocation", args=[of.reference])


@office_page
def allocation(request: Request, reference: str) -> HttpResponse:
    """One partnership's allocation: whether it accepted, and what it reported."""
    found = queries.allocation(request.person, reference)
    today = clock.today()
    context = {
        "of": found,
        "state": rules.ALLOCATION_STATES[found.state],
        "conditions": rules.lines_of(found.formula.conditions),
        "returns": [
            (one, one.received_on is None and one.due < today) for one in found.returns.all()
        ],
        "may_keep": access.may_keep(request.person),
        "answers_itself": queries.answers_itself(found),
        "story": ledger.story(found.subject),
        "breadcrumbs": _trail(found.formula, found.organisation.name),
    }
    return render(request, "partners/allocation.html", context)


@office_page
def settle_allocation(request: Request, reference: str) -> HttpResponse:
    """Record what a partnership answered."""
    only_keepers(request)
    found = queries.allocation(request.person, reference)
    return ask(
        request,
        forms.SettleAllocation(sent(request)),
        lambda **said: actions.settle_allocation(allocation=found, **said),
        allocation_address,
        title="Record the answer",
        caption=f"{found.organisation.name}, {found.amount}",
        button="Save",
        back=allocation_address(found),
        breadcrumbs=_trail(found.formula, "Record the answer"),
    )


@office_page
def receive_return(request: Request, reference: str, day: str) -> HttpResponse:
    """Record a partnership's return."""
    only_keepers(request)
    found = queries.allocation(request.person, reference)
    due = queries.return_of(found, day)
    return ask(
        request,
        forms.ReceiveReturn(sent(request)),
        lambda **said: actions.receive_return(due=due, **said),
        lambda _: allocation_address(found),
        title="Record a return",
        caption=f"{found.organisation.name}, due {clock.spoken(due.due)}",
        button="Save",
        back=allocation_address(found),
        breadcrumbs=_trail(found.formula, "Record a return"),
    )
