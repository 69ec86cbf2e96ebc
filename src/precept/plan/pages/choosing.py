"""The office's pages of a project's options, the choice between them, and its assessments."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.ledger import queries as ledger
from precept.foundation.web.pages import Request, office_page, only_if, render, sent
from precept.plan import access, actions, forms, queries, rules
from precept.plan.actions.choosing import NOT_AGREER
from precept.plan.models import Assessment, Option, Project
from precept.plan.pages.projects import asking, only_keepers, project_trail


def options_address(of: Project) -> str:
    """Where the office reads a project's options."""
    return reverse("plan.options", args=[of.reference])


def assessment_address(of: Project, kind: str) -> str:
    """Where the office reads an assessment of a project."""
    return reverse("plan.assessment", args=[of.reference, kind])


@office_page
def options(request: Request, reference: str) -> HttpResponse:
    """The options of a project side by side, and what was chosen."""
    found = queries.project(request.person, reference)
    may_keep = access.may_keep_projects(request.person) and found.state == "going"
    context = {
        "project": found,
        "choosing": queries.choosing_of(found),
        "kinds": rules.OPTION_KINDS,
        "may_keep": may_keep and found.phase in ("understand", "plan"),
        "breadcrumbs": project_trail(found, ("", "Options")),
    }
    return render(request, "plan/options.html", context)


def _asking(
    request: Request, found: Project, form: Any, do: Any, title: str, **said: Any
) -> HttpResponse:
    there = options_address(found)
    return asking(
        request,
        found,
        form,
        do,
        title=title,
        onwards=lambda _: there,
        back=there,
        breadcrumbs=project_trail(found, (there, "Options"), ("", title)),
        **said,
    )


@office_page
def new_option(request: Request, reference: str) -> HttpResponse:
    """Add a way in which the need could be met."""
    only_keepers(request)
    found = queries.project(request.person, reference)
    return _asking(
        request,
        found,
        forms.OptionForm(sent(request), initial={"kind": request.GET.get("kind", "")}),
        lambda **said: actions.add_option(project=found, **said),
        "Add an option",
        button="Add it",
    )


def _option_now(option: Option) -> dict[str, Any]:
    option.refresh_from_db()
    return {
        name: getattr(option, name)
        for name in (
            "version",
            "kind",
            "title",
            "cost",
            "cost_words",
            "benefit",
            "risk",
            "equality",
            "social",
        )
    }


@office_page
def change_option(request: Request, reference: str, number: int) -> HttpResponse:
    """Change what is said of an option."""
    only_keepers(request)
    found = queries.project(request.person, reference)
    option = queries.option_of(found, number)
    return _asking(
        request,
        found,
        forms.ChangeOption(sent(request), initial=_option_now(option)),
        lambda **said: actions.change_option(option=option, **said),
        "Change the option",
        again=lambda: _option_now(option),
    )


@office_page
def remove_option(request: Request, reference: str, number: int) -> HttpResponse:
    """Take an option out."""
    only_keepers(request)
    found = queries.project(request.person, reference)
    option = queries.option_of(found, number)
    return _asking(
        request,
        found,
        forms.RemoveOption(sent(request)),
        lambda **said: actions.remove_option(option=option, **said),
        "Take the option out",
        button="Take it out",
        caption=option.title,
        is_grave=True,
    )


CHOICE = (
    "version",
    "reasons",
    "value",
    "months",
    "is_longest",
    "shorter_why",
    "is_pilot",
    "pilot_evaluation",
    "pilot_ends",
    "funds",
    "hopes_for_grant",
    "grant_fails",
    "victims",
)


def _choice_now(found: Project) -> dict[str, Any]:
    now = queries.choice_of(found)
    if now is None:
        return {"version": 0}
    return {"option": str(now.option.place)} | {name: getattr(now, name) for name in CHOICE}


@office_page
def choose(request: Request, reference: str) -> HttpResponse:
    """Choose between the ways that were weighed, with the reasons."""
    only_keepers(request)
    found = queries.project(request.person, reference)
    offered = {str(one.place): one for one in queries.options_of(found)}
    form = forms.ChooseOption(sent(request), options=offered, initial=_choice_now(found))
    return _asking(
        request,
        found,
        form,
        lambda **said: actions.choose_option(project=found, **said),
        "Choose an option",
        again=lambda: _choice_now(found),
    )


@office_page
def assessment(request: Request, reference: str, kind: str) -> HttpResponse:
    """One assessment of a project: what was answered, who agreed it, when it is looked at again."""
    found = queries.project(request.person, reference)
    one = queries.assessment_of(found, kind)
    template = rules.template_named(one.template) if one else rules.template_on(kind, clock.today())
    is_going = found.state == "going"
    context = {
        "project": found,
        "assessment": one,
        "kind": kind,
        "title": rules.ASSESSMENT_KINDS[kind],
        "template": template,
        "answers": queries.answers_shown(one) if one else [],
        "left": rules.unanswered(template, one.answers) if one else [],
        "may_leave_out": kind in rules.MAY_BE_LEFT_OUT,
        "may_keep": is_going and access.may_keep_projects(request.person),
        "may_agree": is_going
        and one is not None
        and one.state == "draft"
        and access.may_agree_assessment(request.person, kind),
        "story": ledger.story(one.subject) if one else [],
        "breadcrumbs": project_trail(found, ("", rules.ASSESSMENT_KINDS[kind])),
    }
    return render(request, "plan/assessment.html", context)


def _of_assessment(
    request: Request, found: Project, kind: str, form: Any, do: Any, title: str, **said: Any
) -> HttpResponse:
    there = assessment_address(found, kind)
    return asking(
        request,
        found,
        form,
        do,
        title=title,
        onwards=lambda _: there,
        back=there,
        breadcrumbs=project_trail(found, (there, rules.ASSESSMENT_KINDS[kind]), ("", title)),
        **said,
    )


@office_page
def begin_assessment(request: Request, reference: str, kind: str) -> HttpResponse:
    """Begin an assessment by the template of today, with an earlier one's answers where one is chosen."""
    only_keepers(request)
    found = queries.project(request.person, reference)
    queries.assessment_of(found, kind)
    earlier = queries.earlier_assessments(request.person, found, kind)
    template = rules.template_on(kind, clock.today())
    return _of_assessment(
        request,
        found,
        kind,
        forms.BeginAssessment(sent(request), earlier=earlier),
        lambda **said: actions.begin_assessment(project=found, kind=kind, **said),
        f"Begin the assessment: {rules.ASSESSMENT_KINDS[kind].lower()}",
        button="Begin it",
        words=[f"{template.source}."],
    )


def _again(found: Project, kind: str) -> dict[str, Any]:
    now = queries.begun_assessment(found, kind)
    answers = {f"q-{key}": words for key, words in now.answers.items()}
    return {"version": now.version, "why": now.why_left_out, "exception": "", **answers}


@office_page
def write_assessment(request: Request, reference: str, kind: str) -> HttpResponse:
    """Write the answers of an assessment."""
    only_keepers(request)
    found = queries.project(request.person, reference)
    one = queries.begun_assessment(found, kind)
    form = forms.WriteAssessment(
        sent(request),
        template=rules.template_named(one.template),
        answers=one.answers,
        initial={"version": one.version},
    )
    agreed = ["It was agreed: what you change is agreed anew."] if one.state == "agreed" else []
    return _of_assessment(
        request,
        found,
        kind,
        form,
        lambda **said: actions.write_assessment(assessment=one, **said),
        f"Write the assessment: {rules.ASSESSMENT_KINDS[kind].lower()}",
        words=agreed,
        again=lambda: _again(found, kind),
    )


@office_page
def leave_assessment_out(request: Request, reference: str, kind: str) -> HttpResponse:
    """Say why a project goes without an assessment."""
    only_keepers(request)
    found = queries.project(request.person, reference)
    one = queries.begun_assessment(found, kind)
    return _of_assessment(
        request,
        found,
        kind,
        forms.Why(sent(request), initial={"version": one.version}),
        lambda **said: actions.leave_assessment_out(assessment=one, **said),
        "Go without this assessment",
        button="Leave it out",
        words=["Somebody else agrees to that, like to any other assessment."],
        again=lambda: _again(found, kind),
    )


def _own(request: Request, one: Assessment) -> bool:
    return request.person.reference in one.writers or request.person.pk == one.begun_by_id


@office_page
def agree_assessment(request: Request, reference: str, kind: str) -> HttpResponse:
    """Stand for what was written, until the day of its review."""
    only_if(access.may_agree_assessment(request.person, kind), NOT_AGREER)
    found = queries.project(request.person, reference)
    one = queries.begun_assessment(found, kind)
    months = rules.template_named(one.template).review_months
    initial = {
        "version": one.version,
        "review_on": clock.months_later(clock.today(), months),
    }
    return _of_assessment(
        request,
        found,
        kind,
        forms.AgreeAssessment(sent(request), is_own=_own(request, one), initial=initial),
        lambda **said: actions.agree_assessment(assessment=one, **said),
        f"Agree the assessment: {rules.ASSESSMENT_KINDS[kind].lower()}",
        button="Agree it",
        again=lambda: _again(found, kind) | {"review_on": initial["review_on"]},
    )
