"""The office's pages of an issue and of a risk."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.ledger import queries as ledger
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, only_if, render, sent
from precept.review.management import access, actions, forms, queries, rules
from precept.review.management.actions.beginning import NOT_READER
from precept.review.management.models import Issue, Risk
from precept.review.management.pages.shared import Step, only_managers, step_named, trail_of


def issue_address(of: Issue) -> str:
    """Where the office reads an issue."""
    return reverse("management.issue", args=[of.reference])


def risk_address(of: Risk) -> str:
    """Where the office reads a risk."""
    return reverse("management.risk", args=[of.reference])


@office_page
def issue(request: Request, reference: str) -> HttpResponse:
    """One issue: what happened, how bad it is, what is done. A safeguarding concern has no words for others."""
    found = queries.issue(request.person, reference)
    (shown,) = queries.shown_issues([found], request.person)
    may_read = access.may_see_details(request.person, found)
    context = {
        "issue": found,
        "shown": shown,
        "may_read": may_read,
        "name": queries.name_of(found.of),
        "of": (queries.address_of(found.of), queries.short_of(found.of)),
        "steps": queries.shown(queries.steps_of_issue(found), request.person),
        "may_keep": access.may_keep_trouble(request.person, found) and found.state == "open",
        "story": ledger.story(found.subject),
        "breadcrumbs": trail_of(found.of, ("", shown.title)),
    }
    return render(request, "management/issue.html", context)


def _of_issue(request: Request, found: Issue, here: str) -> dict[str, Any]:
    title = queries.issue_title(found, request.person)
    return {
        "caption": title,
        "back": issue_address(found),
        "breadcrumbs": trail_of(found.of, (issue_address(found), title), ("", here)),
    }


def change_issue(request: Request, found: Issue) -> HttpResponse:
    """Change what is known of an issue."""

    def was() -> dict[str, Any]:
        now = queries.issue(request.person, found.reference)
        names = list(forms.NewIssue.base_fields)
        return {**{name: getattr(now, name) for name in names}, "version": now.version}

    people = queries.owners_for(found.of).people | {found.owner.reference: found.owner}
    return ask(
        request,
        forms.ChangeIssue(sent(request), people=people, initial=was()),
        lambda **said: actions.change_issue(issue=found, **said),
        issue_address,
        title="Change the issue",
        button="Save",
        again=was,
        **_of_issue(request, found, "Change"),
    )


def add_step(request: Request, found: Issue) -> HttpResponse:
    """Note what is done about an issue, by whom and by when."""
    hint = (
        ["Only its owner and those who may see safeguarding concerns read this step."]
        if found.is_safeguarding
        else []
    )
    return ask(
        request,
        forms.NewAction(sent(request), of=found.of),
        lambda **said: actions.agree_action(issue=found, **said),
        lambda _: issue_address(found),
        title="Note a step",
        words=hint,
        button="Note the step",
        **_of_issue(request, found, "Note a step"),
    )


def close_issue(request: Request, found: Issue) -> HttpResponse:
    """Close an issue with what was done."""
    return ask(
        request,
        forms.CloseIssue(sent(request), initial={"version": found.version}),
        lambda **said: actions.close_issue(issue=found, **said),
        issue_address,
        title="Close the issue",
        button="Close it",
        again=lambda: {
            "version": queries.issue(request.person, found.reference).version,
            "words": found.closed_words,
        },
        **_of_issue(request, found, "Close it"),
    )


ISSUE_STEPS: dict[str, Step] = {"change": change_issue, "step": add_step, "close": close_issue}


@office_page
def issue_step(request: Request, reference: str, step: str) -> HttpResponse:
    """One step of an issue, by its name."""
    only_managers(request)
    page = step_named(ISSUE_STEPS, step)
    found = queries.issue(request.person, reference)
    only_if(access.may_keep_trouble(request.person, found), NOT_READER)
    return page(request, found)


@office_page
def risk(request: Request, reference: str) -> HttpResponse:
    """One risk: how it is scored in the words of its scale, what is done about it, how it was scored before."""
    found = queries.risk(request.person, reference)
    (shown,) = queries.shown_risks([found], request.person)
    scale = rules.scale_of(found.scale)
    may_read = access.may_see_details(request.person, found)
    context = {
        "risk": found,
        "shown": shown,
        "may_read": may_read,
        "scale": scale,
        "likelihood": scale.likelihood[found.likelihood - 1],
        "impact": scale.impact[found.impact - 1],
        "map": rules.heat_map([(found.likelihood, found.impact)], scale),
        "scores": queries.scores_of(found),
        "name": queries.name_of(found.of),
        "of": (queries.address_of(found.of), queries.short_of(found.of)),
        "may_keep": access.may_keep_trouble(request.person, found) and found.state == "open",
        "story": ledger.story(found.subject),
        "breadcrumbs": trail_of(found.of, ("", shown.title)),
    }
    return render(request, "management/risk.html", context)


def _of_risk(request: Request, found: Risk, here: str) -> dict[str, Any]:
    title = queries.risk_title(found, request.person)
    return {
        "caption": title,
        "back": risk_address(found),
        "breadcrumbs": trail_of(found.of, (risk_address(found), title), ("", here)),
    }


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
    return ask(
        request,
        forms.ScoreAgain(sent(request), people=people, initial=was()),
        lambda **said: actions.score_again(risk=found, **said),
        risk_address,
        title="Look at it again",
        button="Save",
        again=was,
        **_of_risk(request, found, "Look at it again"),
    )


def close_risk(request: Request, found: Risk) -> HttpResponse:
    """Close a risk, with why."""
    return ask(
        request,
        forms.CloseRisk(sent(request), initial={"version": found.version}),
        lambda **said: actions.close_risk(risk=found, **said),
        risk_address,
        title="Close the risk",
        button="Close it",
        again=lambda: {
            "version": queries.risk(request.person, found.reference).version,
            "words": found.closed_words,
        },
        **_of_risk(request, found, "Close it"),
    )


RISK_STEPS: dict[str, Step] = {"score": score, "close": close_risk}


@office_page
def risk_step(request: Request, reference: str, step: str) -> HttpResponse:
    """One step of a risk, by its name."""
    only_managers(request)
    page = step_named(RISK_STEPS, step)
    found = queries.risk(request.person, reference)
    only_if(access.may_keep_trouble(request.person, found), NOT_READER)
    return page(request, found)
