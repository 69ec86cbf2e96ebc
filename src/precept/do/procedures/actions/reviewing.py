"""Yearly reviews: the owner, what people said and what came of it, closing a review, reminding of the next."""

from datetime import date, timedelta

from django.conf import settings
from django.db.models import Max
from django.urls import reverse

from precept.do.procedures import queries, rules
from precept.do.procedures.actions.approving import release
from precept.do.procedures.actions.keeping import RETIRED, STALE, ask_keeper, ask_owner
from precept.do.procedures.models import Standard, StandardFeedback, StandardReview
from precept.foundation import clock
from precept.foundation.ledger.actions import (
    SYSTEM,
    Changed,
    Refused,
    action,
    needed,
    record,
    tried,
)
from precept.foundation.ledger.versions import as_read, write_next
from precept.foundation.outbox.actions import queue_mail
from precept.foundation.people.models import Person

STEP = 50


@action
def set_owner(*, by: Person, standard: Standard, version: int, owner: Person) -> Standard:
    """Say who owns it from now on: they are reminded of its review."""
    ask_keeper(by)
    ask_owner(owner)
    now = queries.standard(standard.key)
    before = now.owner.reference
    write_next(now, {"owner": owner, "reminded": ""}, read=version, stale=STALE)
    record(
        now.subject,
        "owner changed",
        by=by,
        before={"owner": before},
        after={"owner": owner.reference},
    )
    return now


@action
def note_feedback(
    *,
    by: Person,
    standard: Standard,
    who: str,
    words: str,
    received: date,
    round: str = "",  # noqa: A002 - the office's own word
) -> StandardFeedback:
    """Note what somebody said of a procedure or document."""
    ask_keeper(by)
    if who not in rules.FEEDBACK_FROM:
        raise Refused("Choose who said it", field="who")
    if received > clock.today():
        raise Refused("The day cannot lie ahead", field="received")
    last = standard.feedback.aggregate(last=Max("number"))["last"] or 0
    made = StandardFeedback.objects.create(
        standard=standard,
        number=last + 1,
        who=who,
        words=needed(words, "Enter what they said", "words"),
        received=received,
        round=round.strip(),
        noted_by=by,
    )
    after = {"number": made.number, "who": rules.FEEDBACK_FROM[who], "round": made.round}
    record(standard.subject, "feedback noted", by=by, after=after, private={"words": made.words})
    return made


@action
def answer_feedback(
    *, by: Person, feedback: StandardFeedback, version: int, state: str, answer: str
) -> StandardFeedback:
    """Say what was changed because of it, or why nothing was."""
    ask_keeper(by)
    if state not in {"changed", "no change"}:
        raise Refused("Choose whether something was changed", field="state")
    asked = "Say what was changed" if state == "changed" else "Say why nothing was changed"
    answer = needed(answer, asked, "answer")
    now = queries.one_feedback(queries.standard(feedback.standard.key), feedback.number)
    changes = {"state": state, "answer": answer, "answered_on": clock.today()}
    write_next(now, changes, read=version, stale=STALE)
    record(
        now.standard.subject,
        "feedback answered",
        by=by,
        after={"number": now.number, "outcome": rules.FEEDBACK_STATES[state], "answer": answer},
    )
    return now


@action
def close_review(
    *,
    by: Person,
    standard: Standard,
    version: int,
    held_on: date,
    outcome: str,
    words: str,
    next_on: date | None = None,
) -> StandardReview:
    """Close a yearly review: what came of it, in words that are published of a procedure, and when the next is.

    Refused while a piece of feedback is not answered, or where it says "changed" and no version was approved.
    """
    ask_keeper(by)
    now = as_read(queries.standard(standard.key), version, stale=STALE)
    if now.retired_on is not None:
        raise Refused(RETIRED)
    if now.review_on is None:
        raise Refused("Nothing of it was approved yet, so there is nothing to review.")
    if outcome not in rules.REVIEW_OUTCOMES:
        raise Refused("Choose what came of it", field="outcome")
    last = now.reviews.order_by("-number").first()
    held = rules.held_problem(held_on, clock.today(), last.held_on if last else None)
    if held:
        raise Refused(held, field="held_on")
    changed = queries.versions_since_review(now)
    waiting = now.feedback.filter(state="waiting", received__lte=held_on).count()
    if problem := rules.outcome_problem(outcome, waiting, changed):
        raise Refused(problem, field=None if waiting else "outcome")
    if next_on is not None and (problem := rules.next_review_problem(next_on, held_on)):
        raise Refused(problem, field="next_on")
    asked = "Say what was changed" if outcome == "changed" else "Say why nothing changes"
    made = StandardReview.objects.create(
        standard=now,
        number=last.number + 1 if last else 1,
        due=now.review_on,
        held_on=held_on,
        outcome=outcome,
        words=needed(words, asked, "words"),
        versions=changed,
        answered=_answered(now, last),
        next_on=next_on or rules.next_review(held_on, None),
        closed_by=by,
    )
    write_next(now, {"review_on": made.next_on, "reminded": ""}, read=version, stale=STALE)
    record(
        now.subject,
        "review closed",
        by=by,
        why=made.words,
        after={
            "outcome": rules.REVIEW_OUTCOMES[outcome],
            "held": clock.iso(held_on),
            "next review": clock.iso(made.next_on),
        },
    )
    release(now, by=by, why="Reviewed")
    return made


def _answered(one: Standard, last: StandardReview | None) -> int:
    """How many pieces of feedback were answered and counted by no review before."""
    before = sum(one.reviews.values_list("answered", flat=True)) if last else 0
    return max(0, one.feedback.exclude(state="waiting").count() - before)


def remind_of_reviews() -> int:
    """Tell owners of reviews that are due within 30 days, and of those that are due; how many were told."""
    today = clock.today()
    rows = Standard.objects.filter(
        retired_on=None, review_on__lte=today + timedelta(days=rules.REMIND_DAYS)
    ).exclude(reminded="due")
    done = 0
    for one in rows.order_by("review_on", "pk").iterator(chunk_size=200):
        if one.review_on and rules.reminder_of_review(one.review_on, today, one.reminded):
            done += tried(_remind, one)
        if done >= STEP:
            break
    return done


@action
def _remind(one: Standard) -> None:
    now = queries.standard(one.key)
    due = now.review_on
    when = rules.reminder_of_review(due, clock.today(), now.reminded) if due else ""
    still = Standard.objects.filter(pk=now.pk, review_on=due, reminded=now.reminded)
    if not when or due is None or not still.update(reminded=when):
        raise Changed(STALE)
    last = now.versions.filter(state="approved").order_by("-number").first()
    title = last.title if last else now.key
    there = reverse("procedures.one", args=[now.key])
    is_due = "is due" if when == "due" else "is due soon"
    queue_mail(
        to=now.owner.email,
        subject=f"The yearly review {is_due}: {title}",
        text=f"The yearly review of “{title}”, which you own, {is_due}: {clock.spoken(due)}."
        " Look at what bidders said, change it or say why not, and close the review."
        f"\n\n{settings.PRECEPT_ADDRESS}{there}\n",
        kind="reminder",
        about=now.subject,
    )
    record(
        now.subject,
        "owner reminded",
        by=SYSTEM,
        after={"why": "due" if when == "due" else "due soon", "people told": 1},
    )
