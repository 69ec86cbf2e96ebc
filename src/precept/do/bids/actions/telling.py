"""What bidders are told by the clock and when a round changes; drafts that the deadline ends."""

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from precept.do.bids import access, letters, queries, rules
from precept.do.bids.actions.opening import bring_in
from precept.do.bids.models import Bid, SectionAnswers, WhyNot
from precept.do.opportunities.models import Call
from precept.do.opportunities.sign_ups import Change
from precept.foundation import clock
from precept.foundation.ledger.actions import (
    SYSTEM,
    Changed,
    NotAllowed,
    Refused,
    action,
    record,
)
from precept.foundation.outbox.actions import queue_task
from precept.foundation.people.models import Person

STEP: Final = 50
"""So many bids are told in one go; the next go takes up where it ended."""
TOLD: Final = {
    "deadline moved": ["draft", "submitted", "withdrawn", "late", "lapsed"],
    "corrected": ["draft", "submitted", "withdrawn"],
    "clarified": ["draft", "submitted", "withdrawn"],
    "cancelled": ["draft", "submitted", "withdrawn", "late"],
}


def hear_change(change: Change) -> None:
    """Within the action that changed a round: have everyone told who started on it."""
    if change.kind not in TOLD:
        return
    queue_task(
        "bids.tell_change",
        {
            "opportunity": change.call.opportunity.reference,
            "kind": change.kind,
            "words": change.words,
            "change": secrets.token_hex(6),
            "after": 0,
        },
    )


def tell_change(*, opportunity: str, kind: str, words: str, change: str, after: int) -> int:
    """Tell the next few bidders of a change of their round, each once; returns how many were looked at."""
    call = Call.objects.select_related("opportunity", "frozen").get(
        opportunity__reference=opportunity
    )
    rows = Bid.objects.filter(opportunity=call.opportunity, pk__gt=after, state__in=TOLD[kind])
    found = list(rows.order_by("pk").values_list("pk", flat=True)[:STEP])
    for number in found:
        _tell_one(number, call, kind, words, change)
    if len(found) == STEP:
        with transaction.atomic():
            queue_task(
                "bids.tell_change",
                {
                    "opportunity": opportunity,
                    "kind": kind,
                    "words": words,
                    "change": change,
                    "after": found[-1],
                },
                key=f"bids.tell_change:{change}:{found[-1]}",
            )
    return len(found)


@action
def _tell_one(number: int, call: Call, kind: str, words: str, change: str) -> None:
    bid = Bid.objects.select_for_update(of=("self",)).select_related("opportunity").get(pk=number)
    mark = f"change:{change}"
    if mark in bid.reminded or bid.state not in TOLD[kind]:
        return
    bid.reminded = [*bid.reminded, mark]
    Bid.objects.filter(pk=bid.pk).update(reminded=bid.reminded, remind_at=_reminder(bid, call))
    changed: list[str] = []
    if kind == "corrected":
        changed = take_up_questions(bid, call)
    if kind == "deadline moved":
        _give_more_time(bid, call)
    record(bid.subject, f"bidder told: {kind}", by=SYSTEM, after={"change": change})
    letters.send_change(bid, call, queries.leads(bid), kind=kind, words=words, sections=changed)


def _reminder(bid: Bid, call: Call) -> datetime | None:
    if call.closes is None or bid.state == "submitted" or not queries.is_open(call):
        return None
    due = rules.next_reminder(call.closes, frozenset(bid.reminded), clock.now())
    return due[1] if due else None


def take_up_questions(bid: Bid, call: Call) -> list[str]:
    """Within an action: move a draft to corrected questions; says which sections must be looked at again.

    Answers stay. A submission in force keeps the questions that it answered.
    """
    if call.frozen is None or bid.questions_id == call.frozen_id:
        return []
    before = {one.key: one for one in bid.questions.question_set.sections}
    now = call.frozen.question_set
    changed = [one for one in now.sections if before.get(one.key) != one]
    held = set(bid.sections.values_list("section", flat=True))
    SectionAnswers.objects.bulk_create(
        SectionAnswers(bid=bid, section=one.key) for one in now.sections if one.key not in held
    )
    bid.sections.filter(section__in=[one.key for one in changed]).update(is_done=False)
    if bid.state != "submitted":
        Bid.objects.filter(pk=bid.pk).update(questions=call.frozen)
        record(
            bid.subject,
            "questions corrected",
            by=SYSTEM,
            before={"questions": bid.questions.digest},
            after={"questions": call.frozen.digest, "sections": [one.key for one in changed]},
        )
        bid.questions = call.frozen
    return [one.title for one in changed]


def _give_more_time(bid: Bid, call: Call) -> None:
    """An extension is for everyone: who had lapsed may go on, who was late may be in time."""
    if bid.state == "lapsed" and queries.is_open(call):
        Bid.objects.filter(pk=bid.pk, state="lapsed").update(state="draft")
        record(bid.subject, "bid reopened", by=SYSTEM, before={"state": "lapsed"})
        bid.state = "draft"
    if bid.state != "late" or call.closes_at is None:
        return
    made = bid.submissions.filter(is_late=True).order_by("-number").first()
    if made and rules.verdict(made.begun, made.received, call.closes_at) == "in time":
        bring_in(bid, call, made)
        record(
            bid.subject,
            "late bid in time after all",
            by=SYSTEM,
            why="The deadline was moved for everyone.",
            after={"sha256": made.sha256},
        )


def remind_due() -> int:
    """Send the reminders that are due; says how many bids were looked at."""
    now = clock.now()
    due = Bid.objects.filter(state__in=["draft", "withdrawn"], remind_at__lte=now)
    return _each(due.order_by("remind_at"), _remind)


@transaction.atomic
def _remind(number: int) -> None:
    bid = Bid.objects.select_for_update(of=("self",)).select_related("opportunity").get(pk=number)
    now = clock.now()
    if bid.remind_at is None or bid.remind_at > now:
        return
    call = queries.call_of(bid)
    kind = None
    if call.closes is not None and queries.is_open(call, now):
        kind = rules.due_reminder(call.closes, frozenset(bid.reminded), now)
    if kind is not None:
        is_complete = not queries.problems_of(bid, call)
        bid.reminded = [*bid.reminded, kind]
        if is_complete or kind != "complete":
            letters.send_reminder(bid, call, queries.leads(bid), is_complete=is_complete)
    Bid.objects.filter(pk=bid.pk).update(reminded=bid.reminded, remind_at=_reminder(bid, call))


def lapse_due() -> int:
    """End the drafts of rounds that closed, once who began in time has had the time to finish."""
    rows = Bid.objects.filter(
        state="draft",
        opportunity__call__closes_at__lte=clock.now() - rules.GRACE,
    ).exclude(opportunity__call__stage="cancelled")
    return _each(rows.order_by("pk"), _lapse)


@action
def _lapse(number: int) -> None:
    bid = Bid.objects.select_for_update(of=("self",)).select_related("opportunity").get(pk=number)
    call = queries.call_of(bid)
    if call.closes_at is None or clock.now() < call.closes_at + rules.GRACE:
        return
    if not Bid.objects.filter(pk=number, state="draft").update(state="lapsed", remind_at=None):
        return
    _, is_new = WhyNot.objects.get_or_create(bid=bid)
    record(bid.subject, "bid lapsed", by=SYSTEM, before={"state": "draft"})
    if is_new:
        letters.send_lapsed(bid, call, queries.leads(bid))


def _each(rows: QuerySet[Bid], do: Callable[[int], None]) -> int:
    found = list(rows.values_list("pk", flat=True)[:STEP])
    for number in found:
        do(number)
    return len(found)


@action
def answer_why_not(*, by: Person, bid: Bid, reason: str, words: str = "") -> WhyNot:
    """Say why one started and did not submit. The office reads the reason without a name."""
    if not access.may_read_draft(by, bid):
        raise NotAllowed("Only those who worked on this bid can say why.")
    if reason not in rules.WHY_NOT_REASONS:
        raise Refused("Choose the reason that comes nearest.", field="reason")
    rows = WhyNot.objects.filter(bid=bid, answered=None)
    if not rows.update(answered=clock.now(), reason=reason, words=words.strip()):
        raise Changed("This was answered already, or is not asked.")
    record(bid.subject, "reason given", by=by)
    return WhyNot.objects.get(bid=bid)
