"""The office's pages of an improvement plan."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.ledger import queries as ledger
from precept.foundation.web.asking import ask
from precept.foundation.web.forms import Form
from precept.foundation.web.pages import Request, office_page, render, sent
from precept.foundation.web.steps import Step, step_named
from precept.review.management import access, actions, forms, queries, rules
from precept.review.management.models import ImprovementPlan
from precept.review.management.pages.shared import only_managers, trail_of


def address(of: ImprovementPlan) -> str:
    """Where the office reads an improvement plan."""
    return reverse("management.plan", args=[of.reference])


@office_page
def plan(request: Request, reference: str) -> HttpResponse:
    """One plan: why, what must be better by when, its steps, what the provider says, how it comes on."""
    found = queries.plan(request.person, reference)
    (shown,) = queries.shown_plans([found])
    manages = access.may_manage(request.person)
    context = {
        "plan": found,
        "shown": shown,
        "reason": rules.PLAN_REASONS[found.reason],
        "issue": (queries.issue_title(found.issue, request.person) if found.issue else ""),
        "steps": queries.shown(queries.steps_of_plan(found), request.person),
        "reviews": queries.reviews_of(found),
        "allowed": queries.allowed_by(found.of) if found.state in rules.IN_FORCE else [],
        "escalation": rules.ESCALATIONS.get(found.escalation, ""),
        "is_late": found.state in rules.IN_FORCE and found.by_when < clock.today(),
        "name": queries.name_of(found.of),
        "of": (queries.address_of(found.of), queries.short_of(found.of)),
        "partners": queries.commissioners_of(found.of),
        "may_write": manages and found.state in rules.WRITABLE,
        "may_add_step": manages and found.state in rules.WRITABLE | rules.IN_FORCE,
        "may_propose": manages and rules.plan_may_become(found.state, "proposed"),
        "may_impose": manages and rules.plan_may_become(found.state, "imposed"),
        "may_withdraw": manages and rules.plan_may_become(found.state, "withdrawn"),
        "in_force": manages and found.state in rules.IN_FORCE,
        "may_escalate": manages and found.state in rules.IN_FORCE | {"disputed"},
        "story": ledger.story(found.subject),
        "breadcrumbs": trail_of(found.of, ("", found.title)),
    }
    return render(request, "management/plan.html", context)


def _about(found: ImprovementPlan, here: str) -> dict[str, Any]:
    return {
        "caption": found.title,
        "back": address(found),
        "breadcrumbs": trail_of(found.of, (address(found), found.title), ("", here)),
    }


def change(request: Request, found: ImprovementPlan) -> HttpResponse:
    """Change what a plan asks for."""

    def was() -> dict[str, Any]:
        now = queries.plan(request.person, found.reference)
        names = [name for name in forms.NewPlan.base_fields if name != "provider"]
        return {**{name: getattr(now, name) for name in names}, "version": now.version}

    people = queries.owners_for(found.of).people | {found.owner.reference: found.owner}
    return ask(
        request,
        forms.ChangePlan(
            sent(request), of=found.of, person=request.person, people=people, initial=was()
        ),
        lambda **said: actions.change_plan(plan=found, **said),
        address,
        title="Change the improvement plan",
        button="Save",
        again=was,
        **_about(found, "Change"),
    )


def add_step(request: Request, found: ImprovementPlan) -> HttpResponse:
    """Add a step of a plan, with whose it is and its day."""
    return ask(
        request,
        forms.NewAction(sent(request), of=found.of),
        lambda **said: actions.agree_action(plan=found, **said),
        lambda _: address(found),
        title="Add a step",
        button="Add the step",
        **_about(found, "Add a step"),
    )


def _asked(
    form: Callable[..., Form],
    do: Callable[..., Any],
    title: str,
    button: str,
    *words: str,
    is_grave: bool = False,
) -> Step:
    """A step that asks for a few words, a choice, or its button alone."""

    def page(request: Request, found: ImprovementPlan) -> HttpResponse:
        def again() -> dict[str, Any]:
            now = queries.plan(request.person, found.reference)
            known = {name: getattr(now, name, "") for name in typed.fields}
            return {**known, "why": "", "words": "", "end": "", "version": now.version}

        typed = form(sent(request), of=found.of, initial={"version": found.version})
        return ask(
            request,
            typed,
            lambda **said: do(plan=found, **said),
            address,
            title=title,
            button=button,
            words=words,
            is_grave=is_grave,
            again=again,
            **_about(found, title),
        )

    return page


def _plain(kind: type[Form]) -> Callable[..., Form]:
    """A form that needs not know what it is about."""
    return lambda sent_, of, **options: kind(sent_, **options)  # noqa: ARG005 - as those that do


STEPS: dict[str, Step] = {
    "change": change,
    "step": add_step,
    "propose": _asked(
        _plain(forms.Just),
        actions.propose_plan,
        "Propose it to the provider",
        "Propose it",
        "Whoever signs for the provider is told by e-mail, and agrees to it or disputes it. What it asks for"
        " cannot change while it waits.",
    ),
    "impose": _asked(
        _plain(forms.ImposePlan),
        actions.impose_plan,
        "Let it hold although it is disputed",
        "Put it in force",
        is_grave=True,
    ),
    "review": _asked(_plain(forms.ReviewPlan), actions.review_plan, "Say how it comes on", "Save"),
    "escalate": _asked(
        forms.EscalatePlan,
        actions.escalate_plan,
        "Escalate it",
        "Save",
        "Say which of what the agreement allows is taken up. A variation or an early end is drafted from the"
        " agreement’s own page; name it here.",
    ),
    "close": _asked(_plain(forms.ClosePlan), actions.close_plan, "Close it", "Close it"),
    "withdraw": _asked(
        _plain(forms.WithdrawPlan),
        actions.withdraw_plan,
        "Withdraw it",
        "Withdraw it",
        is_grave=True,
    ),
}


@office_page
def plan_step(request: Request, reference: str, step: str) -> HttpResponse:
    """One step of an improvement plan, by its name."""
    only_managers(request)
    page = step_named(STEPS, step)
    return page(request, queries.plan(request.person, reference))
