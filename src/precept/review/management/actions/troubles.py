"""Issues and risks: raising one, changing it, scoring a risk again, closing it.

What concerns somebody's safety is written into its own row alone: the history keeps that it was, never its words.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from precept.foundation import clock
from precept.foundation.ledger.actions import NotAllowed, Refused, action, needed, record
from precept.foundation.ledger.versions import write_next
from precept.foundation.people.models import Person
from precept.review.management import access, queries, rules
from precept.review.management.actions.beginning import (
    NOT_READER,
    STALE,
    ask_manager,
    ask_past,
    placed_in,
)
from precept.review.management.models import AgendaItem, Guarded, Issue, Risk, RiskScore, Thing

CLOSED = "It is closed already."
WORDS = ("title", "what", "mitigation", "what was done")
KEPT = "Kept to those who may see safeguarding concerns"


def _told(thing: Guarded, said: Mapping[str, Any]) -> dict[str, Any]:
    """What the history keeps: of a safeguarding concern no words."""
    if not thing.is_safeguarding:
        return dict(said)
    return {name: KEPT if name in WORDS else value for name, value in said.items()}


def _why(thing: Guarded, why: str) -> str:
    return KEPT if thing.is_safeguarding and why else why


def _ask_keeper(by: Person, thing: Guarded) -> None:
    ask_manager(by)
    if not access.may_keep_trouble(by, thing):
        raise NotAllowed(NOT_READER)


@action
def raise_issue(
    *,
    by: Person,
    of: Thing,
    title: str,
    what: str,
    happened_on: date,
    severity: str,
    owner: Person,
    is_safeguarding: bool = False,
) -> Issue:
    """Write down that something went wrong: what, when, how badly, who deals with it."""
    ask_manager(by)
    ask_past(happened_on, "The day it happened cannot be later than today", "happened_on")
    made = Issue.objects.create(
        **placed_in(of),
        title=needed(title, "Enter a few words that name it", "title"),
        what=needed(what, "Enter what happened", "what"),
        happened_on=happened_on,
        severity=severity,
        owner=owner,
        raised_by=by,
        is_safeguarding=is_safeguarding,
    )
    record(made.subject, "issue raised", by=by, after=_told(made, _said_of_issue(made)))
    return made


def _said_of_issue(of: Issue) -> dict[str, Any]:
    return {
        "of": of.of.subject,
        "title": of.title,
        "what": of.what,
        "happened": clock.iso(of.happened_on),
        "severity": rules.SEVERITIES[of.severity],
        "owner": of.owner.reference,
        "safeguarding": of.is_safeguarding,
    }


@action
def change_issue(
    *,
    by: Person,
    issue: Issue,
    version: int,
    title: str,
    what: str,
    happened_on: date,
    severity: str,
    owner: Person,
    is_safeguarding: bool = False,
) -> Issue:
    """Change what is known of an issue. Once a safeguarding concern, its words never enter the history."""
    now = Issue.objects.select_related("agreement", "service", "owner").get(pk=issue.pk)
    _ask_keeper(by, now)
    if now.state == "closed":
        raise Refused(CLOSED)
    ask_past(happened_on, "The day it happened cannot be later than today", "happened_on")
    was_kept = now.is_safeguarding
    if was_kept and not is_safeguarding and not by.may("see safeguarding concerns"):
        raise Refused(
            "Only people who may see safeguarding concerns can say that this is none",
            field="is_safeguarding",
        )
    said_before = _said_of_issue(now)
    changes = {
        "title": needed(title, "Enter a few words that name it", "title"),
        "what": needed(what, "Enter what happened", "what"),
        "happened_on": happened_on,
        "severity": severity,
        "owner": owner,
        "is_safeguarding": is_safeguarding,
    }
    write_next(now, changes, read=version, stale=STALE)
    if is_safeguarding and not was_kept:
        _keep_back(now)
    before, after = _told(now, said_before), _told(now, _said_of_issue(now))
    if was_kept:
        before = {name: KEPT if name in WORDS else value for name, value in before.items()}
    record(now.subject, "issue changed", by=by, before=before, after=after)
    return now


def _keep_back(issue: Issue) -> None:
    """Take the words of what became a safeguarding concern from agendas whose minutes are not agreed."""
    open_items = AgendaItem.objects.filter(meeting__minutes_version=0)
    of_issue = open_items.filter(source="issue", key=issue.reference)
    of_issue.update(words=rules.CONCERN, copy="office")
    steps = list(issue.steps.values_list("reference", flat=True))
    open_items.filter(source="action", key__in=steps).update(words=queries.KEPT_BACK, copy="office")


@action
def close_issue(*, by: Person, issue: Issue, version: int, words: str) -> Issue:
    """Close an issue with what was done. Refused while a step of it is owed."""
    now = Issue.objects.select_related("agreement", "service").get(pk=issue.pk)
    _ask_keeper(by, now)
    words = needed(words, "Say what was done", "words")
    if now.state == "closed":
        raise Refused(CLOSED)
    if now.steps.filter(done_on=None).exists():
        raise Refused("A step of it is not done yet. Finish it first, or say what came of it.")
    write_next(
        now,
        {"state": "closed", "closed_on": clock.today(), "closed_words": words},
        read=version,
        stale=STALE,
    )
    record(now.subject, "issue closed", by=by, after=_told(now, {"what was done": words}))
    return now


# Risks


def _ask_on_scale(likelihood: int, impact: int) -> int:
    try:
        return rules.score_of(likelihood, impact)
    except ValueError:
        raise Refused("Choose how likely and how bad it is, from 1 to 5") from None


@action
def note_risk(
    *,
    by: Person,
    of: Thing,
    title: str,
    what: str,
    mitigation: str,
    likelihood: int,
    impact: int,
    owner: Person,
    review_on: date,
    is_safeguarding: bool = False,
) -> Risk:
    """Write down what could go wrong, score it on the scale of today, and say what is done about it."""
    ask_manager(by)
    score = _ask_on_scale(likelihood, impact)
    made = Risk.objects.create(
        **placed_in(of),
        title=needed(title, "Enter a few words that name it", "title"),
        what=needed(what, "Enter what could happen, and why", "what"),
        mitigation=needed(mitigation, "Enter what is done about it", "mitigation"),
        likelihood=likelihood,
        impact=impact,
        score=score,
        scale=rules.scale_on(clock.today()).id,
        owner=owner,
        raised_by=by,
        review_on=_ahead(review_on),
        is_safeguarding=is_safeguarding,
    )
    RiskScore.objects.create(
        risk=made, likelihood=likelihood, impact=impact, why="As it was noted", by=by
    )
    record(made.subject, "risk noted", by=by, after=_told(made, _said_of_risk(made)))
    return made


def _ahead(day: date) -> date:
    if day < clock.today():
        raise Refused("The day to look at it again cannot lie behind", field="review_on")
    return day


def _said_of_risk(of: Risk) -> dict[str, Any]:
    return {
        "of": of.of.subject,
        "title": of.title,
        "what": of.what,
        "mitigation": of.mitigation,
        "likelihood": of.likelihood,
        "impact": of.impact,
        "owner": of.owner.reference,
        "looked at again": clock.iso(of.review_on),
        "safeguarding": of.is_safeguarding,
    }


@action
def score_again(
    *,
    by: Person,
    risk: Risk,
    version: int,
    likelihood: int,
    impact: int,
    mitigation: str,
    owner: Person,
    review_on: date,
    why: str,
) -> Risk:
    """Look at a risk again: score it on the scale of today, with the reason, and say when the next look is due."""
    now = Risk.objects.select_related("agreement", "service", "owner").get(pk=risk.pk)
    _ask_keeper(by, now)
    why = needed(why, "Say why it scores so", "why")
    if now.state == "closed":
        raise Refused(CLOSED)
    score = _ask_on_scale(likelihood, impact)
    before = _told(now, _said_of_risk(now))
    changes = {
        "likelihood": likelihood,
        "impact": impact,
        "score": score,
        "scale": rules.scale_on(clock.today()).id,
        "mitigation": needed(mitigation, "Enter what is done about it", "mitigation"),
        "owner": owner,
        "review_on": _ahead(review_on),
    }
    write_next(now, changes, read=version, stale=STALE)
    RiskScore.objects.create(risk=now, likelihood=likelihood, impact=impact, why=why, by=by)
    after = _told(now, _said_of_risk(now))
    record(now.subject, "risk scored again", by=by, why=_why(now, why), before=before, after=after)
    return now


@action
def close_risk(*, by: Person, risk: Risk, version: int, words: str) -> Risk:
    """Close a risk that can no longer come about, or that came about and is an issue now; say which."""
    now = Risk.objects.select_related("agreement", "service").get(pk=risk.pk)
    _ask_keeper(by, now)
    words = needed(words, "Say why it is closed", "words")
    if now.state == "closed":
        raise Refused(CLOSED)
    write_next(
        now,
        {"state": "closed", "closed_on": clock.today(), "closed_words": words},
        read=version,
        stale=STALE,
    )
    record(now.subject, "risk closed", by=by, after=_told(now, {"what was done": words}))
    return now
