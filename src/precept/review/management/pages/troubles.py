"""The office's pages of an issue and of a risk."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.ledger import queries as ledger
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, only_if, render, sent
from precept.foundation.web.steps import Step, step_named
from precept.review.management import access, actions, forms, queries, rules
from precept.review.management.actions.beginning import NOT_READER
from precept.review.management.models import Issue, Risk
from precept.review.management.pages.shared import only_managers, trail_of


def address(of: Issue | Risk) -> str:
    """Where the office reads an issue or a risk."""
    kind = "issue" if isinstance(of, Issue) else "risk"
    return reverse(f"management.{kind}", args=[of.reference])


def _shown(request: Request, found: Issue | Risk, title: str) -> dict[str, Any]:
    """What both pages show."""
    return {
        "may_read": access.may_see_details(request.person, found),
        "name": queries.name_of(found.of),
        "of": (queries.address_of(found.of), queries.short_of(found.of)),
        "may_keep": access.may_keep_trouble(request.person, found) and found.state == "open",
        "story": ledger.story(found.subject),
        "breadcrumbs": trail_of(found.of, ("", title)),
    }


def _asking(
    request: Request, found: Issue | Risk, form: Any, do: Any, *, here: str, **said: Any
) -> HttpResponse:
    """A step of either: under its title, back to its page."""
    if isinstance(found, Issue):
        title = queries.issue_title(found, request.person)
    else:
        title = queries.risk_title(found, request.person)
    return ask(
        request,
        form,
        do,
        lambda _: address(found),
        caption=title,
        back=address(found),
        breadcrumbs=trail_of(found.of, (address(found), title), ("", here)),
        **said,
    )


@office_page
def issue(request: Request, reference: str) -> HttpResponse:
    """One issue: what happened, how bad it is, what is done. A safeguarding concern has no words for others."""
    found = queries.issue(request.person, reference)
    (shown,) = queries.shown_issues([found], request.person)
    context = {
        **_shown(request, found, shown.title),
        "issue": found,
        "shown": shown,
        "steps": queries.shown(queries.steps_of_issue(found), request.person),
    }
    return render(request, "management/issue.html", context)


def change_issue(request: Request, found: Issue) -> HttpResponse:
    """Change what is known of an issue."""

    def was() -> dict[str, Any]:
        now = queries.issue(request.person, found.reference)
        names = list(forms.NewIssue.base_fields)
        return {**{name: getattr(now, name) for name in names}, "version": now.version}

    people = queries.owners_for(found.of).people | {found.owner.reference: found.owner}
    return _asking(
        request,
        found,
        forms.ChangeIssue(sent(request), people=people, initial=was()),
        lambda **said: actions.change_issue(issue=found, **said),
        here="Change",
        title="Change the issue",
        button="Save",
        again=was,
    )


def add_step(request: Request, found: Issue) -> HttpResponse:
    """Note what is done about an issue, by whom and by when."""
    hint = (
        ["Only its owner and those who may see safeguarding concerns read this step."]
        if found.is_safeguarding
        else []
    )
    return _asking(
        request,
        found,
        forms.NewAction(sent(request), of=found.of),
        lambda **said: actions.agree_action(issue=found, **said),
        here="Note a step",
        title="Note a step",
        words=hint,
        button="Note the step",
    )


def close(request: Request, found: Issue | Risk) -> HttpResponse:
    """Close an issue with what was done, or a risk with why."""
    form: Any
    do: Callable[..., Any]
    read: Callable[..., Issue | Risk]
    if isinstance(found, Issue):
        kind, form, read = "issue", forms.CloseIssue, queries.issue
        do = partial(actions.close_issue, issue=found)
    else:
        kind, form, read = "risk", forms.CloseRisk, queries.risk
        do = partial(actions.close_risk, risk=found)
    return _asking(
        request,
        found,
        form(sent(request), initial={"version": found.version}),
        do,
        here="Close it",
        title=f"Close the {kind}",
        button="Close it",
        again=lambda: {
            "version": read(request.person, found.reference).version,
            "words": found.closed_words,
        },
    )


ISSUE_STEPS: dict[str, Step] = {"change": change_issue, "step": add_step, "close": close}


@office_page
def issue_step(request: Request, reference: str, step: str) -> HttpResponse:
    """One step of an issue, by its name."""
    only_managers(request)
    page = step_named(ISSUE_STEPS, step)
    return _step(request, page, queries.issue(request.person, reference))


def _step(request: Request, page: Step, found: Issue | Risk) -> HttpResponse:
    only_if(access.may_keep_trouble(request.person, found), NOT_READER)
    return page(request, found)


@office_page
def risk(request: Request, reference: str) -> HttpResponse:
    """One risk: how it is scored in the words of its scale, what is done about it, how it was scored before."""
    found = queries.risk(request.person, reference)
    (shown,) = queries.shown_risks([found], request.person)
    scale = rules.scale_of(found.scale)
    context = {
        **_shown(request, found, shown.title),
        "risk": found,
        "shown": shown,
        "scale": scale,
        "likelihood": scale.likelihood[found.likelihood - 1],
        "impact": scale.impact[found.impact - 1],
        "map": rules.heat_map([(found.likelihood, found.impact)], scale),
        "scores": queries.scores_of(found),
    }
    return render(request, "management/risk.html", context)


def score(request: Request, found: Risk) -> HttpResponse:
    """Look at a risk again."""

    def was() -> dict[str, Any]:
        now = queries.risk(request.person, found.reference)
        names = ("likelihood", "impact", "mitigation", "owner", "version")
        return {
            **{name: getattr(now, name) for name in names},
            "review_on": now.review_on if now.review_on >= clock.today() else None,
            "why": "",
        }

    people = queries.owners_for(found.of).people | {found.owner.reference: found.owner}
    return _asking(
        request,
        found,
        forms.ScoreAgain(sent(request), people=people, initial=was()),
        lambda **said: actions.score_again(risk=found, **said),
        here="Look at it again",
        title="Look at it again",
        button="Save",
        again=was,
    )


RISK_STEPS: dict[str, Step] = {"score": score, "close": close}


@office_page
def risk_step(request: Request, reference: str, step: str) -> HttpResponse:
    """One step of a risk, by its name."""
    only_managers(request)
    page = step_named(RISK_STEPS, step)
    return _step(request, page, queries.risk(request.person, reference))
