"""Improvement plans: opened, proposed, agreed or disputed, looked at, escalated, closed."""

from datetime import date
from typing import Any

from precept.do.agreements.models import Variation
from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, needed, record
from precept.foundation.ledger.versions import write_next
from precept.foundation.people.models import Person
from precept.parties.models import Organisation
from precept.review.management import access, queries, rules
from precept.review.management.actions import telling
from precept.review.management.actions.beginning import (
    STALE,
    ask_manager,
    placed_in,
)
from precept.review.management.models import ImprovementPlan, Issue, PlanReview, Thing

NOT_SIGNATORY = "Only somebody who signs for the provider may answer for it."


@action
def open_plan(
    *,
    by: Person,
    of: Thing,
    provider: Organisation,
    title: str,
    reason: str,
    why: str,
    must: str,
    shown_how: str,
    by_when: date,
    owner: Person,
    issue: Issue | None = None,
    review_on: date | None = None,
) -> ImprovementPlan:
    """Open an improvement plan as a draft: why, what must be better by when, how that will be shown.

    A joint service has one plan for a provider at a time, whoever of its commissioners asks for it.
    """
    ask_manager(by)
    if provider.pk not in {one.pk for one in queries.providers_of(of)}:
        raise Refused("It does not provide this", field="provider")
    _ask_days(by_when, review_on)
    _ask_issue(of, issue)
    running = ImprovementPlan.objects.filter(**placed_in(of), provider=provider)
    if (old := running.exclude(state__in=rules.PLAN_OVER).first()) is not None:
        raise Refused(
            f"“{old.title}” is open already: one provider has one plan at a time. Change that one, or close it."
        )
    made = ImprovementPlan.objects.create(
        **placed_in(of),
        provider=provider,
        title=needed(title, "Enter a few words that name it", "title"),
        reason=reason,
        issue=issue,
        why=needed(why, "Say why it is opened", "why"),
        must=needed(must, "Say what must be better", "must"),
        shown_how=needed(shown_how, "Say how it will be shown", "shown_how"),
        by_when=by_when,
        owner=owner,
        review_on=review_on,
    )
    record(made.subject, "improvement plan opened", by=by, after=_said(made))
    return made


def _ask_days(by_when: date, review_on: date | None) -> None:
    if by_when <= clock.today():
        raise Refused("The day by which it must be better lies ahead", field="by_when")
    if review_on is not None and not clock.today() <= review_on <= by_when:
        raise Refused("Look at it before the day by which it must be better", field="review_on")


def _ask_issue(of: Thing, issue: Issue | None) -> None:
    if issue is not None and issue.of != of:
        raise Refused("This issue is about something else", field="issue")


def _said(of: ImprovementPlan) -> dict[str, Any]:
    return {
        "of": of.of.subject,
        "provider": of.provider.reference,
        "title": of.title,
        "reason": rules.PLAN_REASONS[of.reason],
        "issue": of.issue.reference if of.issue else "",
        "why": of.why,
        "must be better": of.must,
        "shown by": of.shown_how,
        "by": clock.iso(of.by_when),
        "owner": of.owner.reference,
        "looked at": clock.iso(of.review_on),
    }


def _fresh(plan: ImprovementPlan) -> ImprovementPlan:
    return queries.whole_plan(ImprovementPlan.objects.all()).get(pk=plan.pk)


def _move(now: ImprovementPlan, to: str, version: int, **changes: Any) -> None:
    if not rules.plan_may_become(now.state, to):
        raise Changed(f"It is in another state now: {rules.PLAN_STATES[now.state].lower()}.")
    write_next(now, {"state": to, **changes}, read=version, stale=STALE)


@action
def change_plan(
    *,
    by: Person,
    plan: ImprovementPlan,
    version: int,
    title: str,
    reason: str,
    why: str,
    must: str,
    shown_how: str,
    by_when: date,
    owner: Person,
    issue: Issue | None = None,
    review_on: date | None = None,
) -> ImprovementPlan:
    """Change what a plan asks for, while it is a draft or disputed: what was agreed does not move."""
    ask_manager(by)
    now = _fresh(plan)
    if now.state not in rules.WRITABLE:
        raise Refused("What it asks for changes only while it is a draft, or disputed.")
    _ask_days(by_when, review_on)
    _ask_issue(now.of, issue)
    before = _said(now)
    changes = {
        "title": needed(title, "Enter a few words that name it", "title"),
        "reason": reason,
        "issue": issue,
        "why": needed(why, "Say why it is opened", "why"),
        "must": needed(must, "Say what must be better", "must"),
        "shown_how": needed(shown_how, "Say how it will be shown", "shown_how"),
        "by_when": by_when,
        "owner": owner,
        "review_on": review_on,
    }
    write_next(now, changes, read=version, stale=STALE)
    record(now.subject, "improvement plan changed", by=by, before=before, after=_said(now))
    return now


@action
def propose_plan(*, by: Person, plan: ImprovementPlan, version: int) -> ImprovementPlan:
    """Ask the provider to agree to a plan or say why not. Refused while it has no step."""
    ask_manager(by)
    now = _fresh(plan)
    if not now.steps.exists():
        raise Refused("Add at least one step, with whose it is and its day.")
    _move(now, "proposed", version, answer="", answered_by=None, answered_on=None)
    telling.tell_plan(now, "proposed")
    record(now.subject, "improvement plan proposed", by=by, after=_said(now))
    return now


@action
def answer_plan(
    *, by: Person, plan: ImprovementPlan, version: int, answer: str, words: str = ""
) -> ImprovementPlan:
    """Agree to a plan for the provider, or dispute it with the reason: who signs for it."""
    if not access.may_answer(by, plan):
        raise NotAllowed(NOT_SIGNATORY)
    if answer not in dict(rules.answers):
        raise Refused("Say whether you agree to it", field="answer")
    if answer == "disputed":
        needed(words, "Say what you dispute, and why", "words")
    now = _fresh(plan)
    _move(
        now,
        answer,
        version,
        answer=words.strip(),
        answered_by=by,
        answered_on=clock.today(),
    )
    telling.tell_answered(now)
    record(
        now.subject,
        f"improvement plan {answer}",
        by=by,
        why=words.strip(),
        after={"state": rules.PLAN_STATES[answer]},
    )
    return now


@action
def impose_plan(*, by: Person, plan: ImprovementPlan, version: int, why: str) -> ImprovementPlan:
    """Let a disputed plan hold all the same, with the answer to what the provider disputes."""
    ask_manager(by)
    why = needed(why, "Say why it holds all the same", "why")
    now = _fresh(plan)
    _move(now, "imposed", version)
    PlanReview.objects.create(plan=now, words=why, by=by)
    telling.tell_plan(now, "imposed")
    record(now.subject, "improvement plan put in force though disputed", by=by, why=why)
    return now


@action
def review_plan(
    *,
    by: Person,
    plan: ImprovementPlan,
    version: int,
    words: str,
    review_on: date | None = None,
) -> ImprovementPlan:
    """Say how a plan comes on, and when the next look at it is due."""
    ask_manager(by)
    words = needed(words, "Say how it comes on", "words")
    now = _fresh(plan)
    if now.state not in rules.IN_FORCE:
        raise Refused("It is not in force.")
    if review_on is not None and review_on < clock.today():
        raise Refused("The day of the next look lies ahead", field="review_on")
    write_next(now, {"review_on": review_on}, read=version, stale=STALE)
    PlanReview.objects.create(plan=now, words=words, by=by)
    record(
        now.subject,
        "improvement plan looked at",
        by=by,
        after={"how it comes on": words, "next": clock.iso(review_on)},
    )
    return now


@action
def escalate_plan(
    *,
    by: Person,
    plan: ImprovementPlan,
    version: int,
    escalation: str,
    why: str,
    variation: Variation | None = None,
) -> ImprovementPlan:
    """Say that a plan does not come on, and which of what the agreement allows is taken up."""
    ask_manager(by)
    why = needed(why, "Say why", "why")
    if escalation not in rules.ESCALATIONS:
        raise Refused("Choose what is done", field="escalation")
    now = _fresh(plan)
    if now.state not in rules.IN_FORCE | {"disputed"}:
        raise Refused("Only a plan in force, or one that is disputed, is escalated.")
    if variation is not None and variation.pk not in {
        one.pk for one in queries.variations_of(now.of)
    }:
        raise Refused("This change is of another agreement", field="variation")
    write_next(
        now,
        {
            "escalation": escalation,
            "escalated_on": clock.today(),
            "escalated_why": why,
            "variation": variation,
        },
        read=version,
        stale=STALE,
    )
    record(
        now.subject,
        "improvement plan escalated",
        by=by,
        why=why,
        after={
            "to": rules.ESCALATIONS[escalation],
            "variation": variation.reference if variation else "",
        },
    )
    return now


@action
def close_plan(
    *, by: Person, plan: ImprovementPlan, version: int, end: str, why: str
) -> ImprovementPlan:
    """Close a plan in force as achieved or not achieved, with the reason.

    Refused as achieved while a step is owed.
    """
    ask_manager(by)
    why = needed(why, "Say how that is known", "why")
    now = _fresh(plan)
    if end not in dict(rules.plan_ends):
        raise Refused("Say whether it was achieved", field="end")
    if not rules.plan_may_become(now.state, end):
        raise Changed(f"It is in another state now: {rules.PLAN_STATES[now.state].lower()}.")
    if end == "achieved" and now.steps.filter(done_on=None).exists():
        raise Refused("A step of it is not done yet: finish it first.", field="end")
    _move(now, end, version, closed_on=clock.today(), closed_why=why)
    telling.tell_plan(now, "closed")
    record(now.subject, f"improvement plan {end}", by=by, why=why)
    return now


@action
def withdraw_plan(*, by: Person, plan: ImprovementPlan, version: int, why: str) -> ImprovementPlan:
    """Take back a plan that nobody agreed to."""
    ask_manager(by)
    why = needed(why, "Say why it is withdrawn", "why")
    now = _fresh(plan)
    _move(now, "withdrawn", version, closed_on=clock.today(), closed_why=why)
    record(now.subject, "improvement plan withdrawn", by=by, why=why)
    return now
