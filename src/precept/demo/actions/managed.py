"""How agreements are managed in the demonstration: meetings, risks, improvement plans, an exit. All invented."""

from datetime import date, time, timedelta
from typing import Any

from precept.demo.actions.cast import Cast
from precept.demo.reading import table
from precept.do.agreements.models import Agreement
from precept.do.partners.models import JointService
from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.review.management import actions, queries
from precept.review.management.models import (
    ActionPoint,
    ExitPlan,
    ImprovementPlan,
    Meeting,
    Thing,
)


def manage_agreements(cast: Cast) -> None:
    """Everything that the office does with two agreements and a joint service that are under way."""
    said = table("managed")
    agreement = Agreement.objects.select_related("provider").get(
        reference=said["meeting"]["agreement"]
    )
    _held(cast, agreement, said["meeting"])
    _issues(cast, agreement, said["issue"])
    for one in said["risk"]:
        _risk(cast, agreement, one)
    _coming(cast, agreement, said["meeting"])
    _plan(cast, agreement, said["plan"])
    _joint(cast, said["joint"])
    _exit(cast, said["exit"])


def _day(days: int) -> date:
    return clock.today() + timedelta(days=days)


def _owner(cast: Cast, of: Thing, who: str) -> dict[str, Any]:
    if who == "provider":
        return {"owner": None, "body": queries.providers_of(of)[0]}
    return {"owner": cast.people[who], "body": None}


def _provider(cast: Cast) -> Person:
    return cast.people["provider"]


def _issues(cast: Cast, of: Thing, issues: list[dict[str, Any]]) -> None:
    officer = cast.people["commissioning-officer"]
    for one in issues:
        made = actions.raise_issue(
            by=cast.manager,
            of=of,
            title=one["title"],
            what=one["what"],
            happened_on=_day(one["days"]),
            severity=one["severity"],
            owner=cast.manager if one.get("safeguarding") else officer,
            is_safeguarding=one.get("safeguarding", False),
        )
        if "step" in one:
            actions.agree_action(
                by=cast.manager,
                issue=made,
                what=one["step"],
                owner=made.owner,
                due=_day(one["step_days"]),
            )
        if "closed" in one:
            actions.close_issue(by=officer, issue=made, version=made.version, words=one["closed"])


def _risk(cast: Cast, of: Thing, said: dict[str, Any]) -> None:
    made = actions.note_risk(
        by=cast.manager,
        of=of,
        title=said["title"],
        what=said["what"],
        mitigation=said["mitigation"],
        likelihood=said["likelihood"],
        impact=said["impact"],
        owner=cast.people["commissioning-officer"],
        review_on=max(_day(said["review_days"]), clock.today()),
    )
    if again := said.get("again"):
        actions.score_again(
            by=cast.manager,
            risk=made,
            version=made.version,
            likelihood=again["likelihood"],
            impact=again["impact"],
            mitigation=said["mitigation"],
            owner=made.owner,
            review_on=made.review_on,
            why=again["why"],
        )


def _held(cast: Cast, of: Agreement, said: dict[str, Any]) -> None:
    """A meeting with agreed minutes, which were corrected once."""
    officer = cast.people["commissioning-officer"]
    held = actions.call_meeting(
        by=cast.manager,
        of=of,
        kind="review",
        on=_day(said["days"]),
        at=time(10),
        minutes_long=90,
        place=said["place"],
        people=[cast.manager, officer],
        bodies=queries.providers_of(of),
        guests=[actions.Guest(**said["guest"])],
    )
    _record(cast, held, said)
    for one in said["action"]:
        made = actions.agree_action(
            by=cast.manager,
            meeting=held,
            what=one["what"],
            due=_day(one["days"]),
            **_owner(cast, of, one["owner"]),
        )
        if "outcome" in one:
            actions.finish_action(
                by=officer,
                action_point=made,
                version=made.version,
                outcome=one["outcome"],
                done_on=_day(one["days"] - 2),
            )
    actions.agree_minutes(by=cast.manager, meeting=held, version=_version(held))
    came, noted = _recorded(held)
    first = next(pk for pk, (notes, _) in noted.items() if notes == said["notes"])
    actions.correct_minutes(
        by=cast.manager,
        meeting=held,
        version=_version(held),
        why=said["correction"],
        came=came,
        said={**noted, first: (said["correction_notes"], said["decision"])},
    )


def _coming(cast: Cast, of: Agreement, said: dict[str, Any]) -> None:
    """The next meeting, with what officers added to its agenda."""
    coming = actions.call_meeting(
        by=cast.manager,
        of=of,
        kind="review",
        on=_day(said["next_days"]),
        at=time(14),
        minutes_long=60,
        place=said["next_place"],
        link="https://meet.opcc.example/withywick",
        people=[cast.manager, cast.people["commissioning-officer"]],
        bodies=queries.providers_of(of),
        guests=[actions.Guest(**said["guest"])],
    )
    _add(cast, coming, said["added"])


def _add(cast: Cast, meeting: Meeting, words: list[str]) -> None:
    actions.arrange_agenda(
        by=cast.manager,
        meeting=meeting,
        version=_version(meeting),
        places={},
        copies={},
        added=words,
    )


def _version(meeting: Meeting) -> int:
    return Meeting.objects.get(pk=meeting.pk).version


def _recorded(meeting: Meeting) -> tuple[dict[int, str], dict[int, tuple[str, str]]]:
    invited = queries.attendees_of(meeting)
    items = queries.items_of(meeting)
    return (
        {one.pk: "apologies" if one is invited[-1] else "present" for one in invited},
        {one.pk: (one.notes, one.decision) for one in items},
    )


def _record(cast: Cast, meeting: Meeting, said: dict[str, Any]) -> None:
    """Who came, and what was said of what an officer put on the agenda."""
    _add(cast, meeting, [said["spoken_of"]])
    came, noted = _recorded(meeting)
    spoken_of = next(one for one in queries.items_of(meeting) if one.source == "added")
    actions.record_meeting(
        by=cast.manager,
        meeting=meeting,
        version=_version(meeting),
        came=came,
        said={**noted, spoken_of.pk: (said["notes"], said["decision"])},
    )


def _opened(cast: Cast, of: Thing, said: dict[str, Any]) -> ImprovementPlan:
    issue = next(iter(queries.open_issues_of(of)[::-1]), None)
    return actions.open_plan(
        by=cast.manager,
        of=of,
        provider=queries.providers_of(of)[0],
        title=said["title"],
        reason="issue",
        issue=issue,
        why=said["why"],
        must=said["must"],
        shown_how=said["shown_how"],
        by_when=_day(said["days"]),
        review_on=_day(said["review_days"]) if "review_days" in said else None,
        owner=cast.manager,
    )


def _plan(cast: Cast, of: Agreement, said: dict[str, Any]) -> None:
    """A plan that the provider agreed to, with a step done and a look at how it comes on."""
    plan = _opened(cast, of, said)
    steps = [
        actions.agree_action(
            by=cast.manager,
            plan=plan,
            what=one["what"],
            due=_day(one["days"]),
            **_owner(cast, of, one["owner"]),
        )
        for one in said["step"]
    ]
    plan = actions.propose_plan(by=cast.manager, plan=plan, version=plan.version)
    plan = actions.answer_plan(
        by=_provider(cast),
        plan=plan,
        version=plan.version,
        answer="agreed",
        words=said["answer"],
    )
    for one, step in zip(said["step"], steps, strict=True):
        if "outcome" in one:
            now = ActionPoint.objects.get(pk=step.pk)
            actions.finish_action(
                by=_provider(cast), action_point=now, version=now.version, outcome=one["outcome"]
            )
    actions.review_plan(
        by=cast.manager,
        plan=plan,
        version=plan.version,
        words=said["review"],
        review_on=plan.review_on,
    )


def _joint(cast: Cast, said: dict[str, Any]) -> None:
    """One meeting and one plan for all who commission a service together."""
    service = JointService.objects.get(title=said["service"])
    _risk(cast, service, said["risk"])
    held = actions.call_meeting(
        by=cast.manager,
        of=service,
        kind="board",
        on=_day(said["days"]),
        at=time(18, 30),
        minutes_long=60,
        place=said["place"],
        people=[cast.manager],
        bodies=queries.bodies_of(service),
    )
    _record(cast, held, said)
    actions.agree_action(
        by=cast.manager,
        meeting=held,
        what=said["action"]["what"],
        body=cast.organisations["harrowmere-district-council"],
        due=_day(said["action"]["days"]),
    )
    actions.agree_minutes(by=cast.manager, meeting=held, version=_version(held))
    plan = _opened(cast, service, said["plan"])
    step = said["plan"]["step"]
    actions.agree_action(
        by=cast.manager,
        plan=plan,
        what=step["what"],
        body=plan.provider,
        due=_day(step["days"]),
    )
    actions.propose_plan(by=cast.manager, plan=plan, version=plan.version)


def _exit(cast: Cast, said: dict[str, Any]) -> None:
    """An exit under way: some of it done, one thing not needed, one that the checklist does not have."""
    agreement = Agreement.objects.get(reference=said["agreement"])
    officer = cast.people["commissioning-officer"]
    plan: ExitPlan = actions.begin_exit(by=cast.manager, agreement=agreement, owner=officer)
    for key, words in said["done"].items():
        task = plan.tasks.get(key=key)
        actions.finish_task(by=officer, task=task, version=task.version, outcome=words)
    for key, words in said["left_out"].items():
        task = plan.tasks.get(key=key)
        actions.leave_task_out(by=officer, task=task, version=task.version, why=words)
    own = said["own"]
    actions.add_task(
        by=officer,
        plan=plan,
        title=own["title"],
        words=own["words"],
        side="exit",
        due=_day(own["days"]),
        owner=officer,
    )
