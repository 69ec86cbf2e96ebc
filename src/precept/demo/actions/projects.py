"""Commissioning projects of the demonstration: one whose options are weighed, one that has just begun. Invented."""

from datetime import timedelta
from typing import Any, Final

from precept.demo.actions.cast import Cast
from precept.demo.reading import table
from precept.foundation import clock
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.plan import actions, rules
from precept.plan.models import Option, Project
from precept.understand.models import EvidenceSource, NeedsAssessment, Theory, Voice

RESTS_ON: Final[dict[str, Any]] = {
    "need": NeedsAssessment,
    "evidence": EvidenceSource,
    "theory": Theory,
    "voice": Voice,
}


def begin_projects(cast: Cast) -> None:
    """Both projects, as far as each has come."""
    officer = cast.people["commissioning-officer"]
    for one in table("projects")["project"]:
        project = _begun(cast, officer, one)
        _steps(cast, project, one.get("step", []))
        _options(cast, project, one.get("option", []))
        if "choice" in one:
            _choice(cast, project, one["choice"])
        for said in one.get("assessment", []):
            _assessment(cast, project, said)
        _ties(cast, project, one)
        if one.get("approved"):
            _through_the_first_gate(cast, project)
        if "page" in one:
            _in_public(cast, project, one)


def _begun(cast: Cast, owner: Person, one: dict[str, Any]) -> Project:
    return actions.begin_project(
        by=cast.manager,
        title=one["title"],
        purpose=one["purpose"],
        priorities=one["priorities"],
        owner=owner,
        wanted_on=clock.today() + timedelta(days=one["wanted_days"]),
        estimate=Money.of(one["estimate"]) if one["estimate"] else None,
        is_for_perpetrators=one["perpetrators"],
        is_invented=True,
    )


def _steps(cast: Cast, project: Project, said: list[dict[str, Any]]) -> None:
    for one in said:
        step = project.steps.get(key=one["key"])
        actions.finish_step(
            by=cast.manager, step=step, version=step.version, outcome=one["outcome"]
        )


def _options(cast: Cast, project: Project, said: list[dict[str, Any]]) -> None:
    for one in said:
        actions.add_option(
            by=cast.manager,
            project=project,
            kind=one["kind"],
            title=one["title"],
            cost=Money.of(one["cost"]),
            benefit=one["benefit"],
            risk=one["risk"],
            equality=one["equality"],
            social=one["social"],
        )


def _choice(cast: Cast, project: Project, said: dict[str, Any]) -> None:
    actions.choose_option(
        by=cast.manager,
        project=project,
        version=0,
        option=Option.objects.get(project=project, kind=said["option"]),
        reasons=said["reasons"],
        value=said["value"],
        months=said["months"],
        is_longest=said["longest"],
        funds=said["funds"],
        hopes_for_grant=said["hopes_for_grant"],
        grant_fails=said["grant_fails"],
        victims=said["victims"],
    )


def _assessment(cast: Cast, project: Project, said: dict[str, Any]) -> None:
    officer = cast.people["commissioning-officer"]
    made = actions.begin_assessment(by=officer, project=project, kind=said["kind"])
    keys = {one.key for one in rules.template_named(made.template).questions}
    made = actions.write_assessment(
        by=officer,
        assessment=made,
        version=made.version,
        answers={key: said[key] for key in keys},
    )
    actions.agree_assessment(
        by=cast.manager,
        assessment=made,
        version=made.version,
        review_on=clock.months_later(clock.today(), 6),
    )


def _ties(cast: Cast, project: Project, one: dict[str, Any]) -> None:
    actions.tie(
        by=cast.manager,
        project=project,
        kind="agreement",
        typed=one["agreement"],
        why="The service that runs now: what should follow it is asked here.",
    )
    for kind, title in one.get("rests_on", []):
        model = RESTS_ON[kind]
        row = model.objects.filter(title__startswith=title).latest("pk")
        actions.tie(by=cast.manager, project=project, kind=kind, typed=row.reference)


def _through_the_first_gate(cast: Cast, project: Project) -> None:
    """Settle what understanding asks for, and have the chief executive approve the need."""
    project.refresh_from_db()
    waiting = actions.ask_gate(
        by=cast.manager,
        project=project,
        version=project.version,
        words="Invented: the panel asked for this before anything ends.",
    )
    project.refresh_from_db()
    actions.pass_gate(
        by=cast.chief_executive,
        gate=waiting,
        version=project.version,
        answer="The need is plain. Weigh letting it end honestly, too.",
    )


def _in_public(cast: Cast, project: Project, said: dict[str, Any]) -> None:
    """Its page, in the market position statement; and a provider that might bid."""
    page = said["page"]
    actions.publish_project(
        by=cast.manager,
        project=Project.objects.get(pk=project.pk),
        version=0,
        title=page["title"],
        purpose=page["purpose"],
        for_whom=page["for_whom"],
        told=page["told"],
        opens_on=clock.today() + timedelta(days=page["opens_days"]),
        is_in_market=page["market"],
    )
    actions.register_interest(
        by=cast.people["provider"],
        reference=project.reference,
        organisation=cast.organisations[said["interested"]],
        words=said["interested_words"],
    )
