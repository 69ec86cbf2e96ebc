"""Holds: placed for a claim, a request or an inquiry, looked at again, released by another hand."""

from datetime import date

from django.conf import settings
from django.db.models import F
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.ledger.actions import (
    SYSTEM,
    Changed,
    NotAllowed,
    Refused,
    action,
    needed,
    record,
    tried,
)
from precept.foundation.ledger.versions import write_next
from precept.foundation.outbox.actions import queue_mail
from precept.foundation.people.models import Person
from precept.records import access, queries, rules, sign_ups
from precept.records.actions.schedule import NOT_APPROVER, STALE
from precept.records.models import Hold

NOT_KEEPER = "Only people who keep records may do this."
MOST_REMINDED = 50


@action
def place_hold(
    *,
    by: Person,
    what: str,
    which: str,
    kind: str,
    case: str,
    why: str,
    review_on: date,
    letter_on: date | None = None,
    claimant: str = "",
    concerns: str = "",
    is_invented: bool = False,
) -> Hold:
    """Hold a thing and everything under it. ``what`` is a kind of thing, or "office" for every record of the office.

    Of a legal claim: the day of its letter, who made it (the reference of an organisation, else words), and
    what it concerns, one of ``rules.CLAIM_SUBJECTS``.
    """
    if not access.may_keep(by):
        raise NotAllowed(NOT_KEEPER)
    if kind not in rules.HOLD_KINDS:
        raise Refused("Choose what it is held for", field="kind")
    case = needed(case, "Enter the reference of the request, claim or inquiry", "case")
    why = needed(why, "Say why it is held", "why")
    thing = _thing(by, what, which.strip())
    problem = rules.claim_problem(
        kind, letter_on=letter_on, claimant=claimant, about=concerns, today=clock.today()
    )
    if problem:
        raise Refused(problem[1], field=problem[0])
    body = queries.claimant_thing(by, claimant)
    if review_on <= clock.today():
        raise Refused("The day on which it is looked at again must be in the future", "review_on")
    if Hold.objects.filter(thing=thing, case=case, released=None).exists():
        raise Refused("It is held for this case already", field="which")
    made = Hold.objects.create(
        thing=thing,
        kind=kind,
        case=case,
        why=why,
        letter_on=letter_on,
        claimant_thing=body,
        claimant_words="" if body else claimant.strip(),
        concerns=concerns,
        review_on=review_on,
        placed_by=by,
        is_invented=is_invented,
    )
    record(
        made.subject,
        "hold placed",
        by=by,
        after={
            "held": thing,
            "for": rules.HOLD_KINDS[kind],
            "review on": review_on.isoformat(),
            **_claim(made),
        },
        private={"case": case, "why": why, **({"made by": claimant.strip()} if claimant else {})},
    )
    return made


def _claim(of: Hold) -> dict[str, str]:
    if of.letter_on is None:
        return {}
    concerns = rules.CLAIM_SUBJECTS[of.concerns]
    return {"letter of": of.letter_on.isoformat(), "concerns": concerns}


def _thing(by: Person, what: str, which: str) -> str:
    if what == "office":
        return rules.EVERYTHING
    found = sign_ups.holdable().get(what)
    if found is None:
        raise Refused("Choose what is held", field="what")
    which = needed(which, "Enter its reference", "which")
    thing = f"{what}:{which}"
    if rules.hold_problem(thing) or not found.named(by, which):
        raise Refused(
            f"There is nothing of this kind with the reference “{which[:60]}”. Copy it from its page.",
            field="which",
        )
    return thing


@action
def put_review_off(*, by: Person, hold: Hold, version: int, review_on: date, why: str) -> Hold:
    """Say that a hold is still needed, why, and when it is looked at again."""
    if not access.may_keep(by):
        raise NotAllowed(NOT_KEEPER)
    why = needed(why, "Say why it is still needed", "why")
    if review_on <= clock.today():
        raise Refused("The day on which it is looked at again must be in the future", "review_on")
    now = _in_force(hold)
    before = now.review_on
    write_next(now, {"review_on": review_on}, read=version, stale=STALE)
    record(
        now.subject,
        "hold looked at again",
        by=by,
        before={"review on": before.isoformat()},
        after={"review on": review_on.isoformat()},
        private={"why": why},
    )
    return now


@action
def release_hold(
    *,
    by: Person,
    hold: Hold,
    version: int,
    why: str,
    ended_on: date | None = None,
    outcome: str = "",
) -> Hold:
    """Release a hold: what it kept is disposed of again when it is due. Never by who placed it.

    Of a claim, with the day on which it ended and its outcome, one of ``rules.CLAIM_OUTCOMES``.
    """
    if not access.may_approve(by):
        raise NotAllowed(NOT_APPROVER)
    why = needed(why, "Say why it is no longer needed", "why")
    now = _in_force(hold)
    if now.placed_by_id == by.pk:
        raise Refused("You placed this hold, so somebody else releases it.")
    problem = rules.claim_end_problem(
        now.kind, letter_on=now.letter_on, ended_on=ended_on, outcome=outcome, today=clock.today()
    )
    if problem:
        raise Refused(problem[1], field=problem[0])
    changes = {
        "released": clock.now(),
        "released_by": by,
        "released_why": why,
        "ended_on": ended_on,
        "outcome": outcome,
    }
    write_next(now, changes, read=version, stale=STALE)
    after = {"held": now.thing}
    if ended_on is not None:
        after |= {"ended": ended_on.isoformat(), "outcome": rules.CLAIM_OUTCOMES[outcome]}
    record(now.subject, "hold released", by=by, after=after, private={"why": why})
    return now


def _in_force(hold: Hold) -> Hold:
    now = Hold.objects.select_related("placed_by").get(pk=hold.pk)
    if now.released is not None:
        raise Changed("This hold is released already.")
    return now


def remind_of_holds() -> int:
    """Remind whoever placed a hold that its review is due, once for each review; how many."""
    rows = Hold.objects.filter(released=None, review_on__lte=clock.today()).exclude(
        reminded=F("review_on")
    )
    return sum(tried(_remind, one) for one in rows.order_by("review_on", "pk")[:MOST_REMINDED])


@action
def _remind(one: Hold) -> None:
    still = Hold.objects.filter(pk=one.pk, released=None, review_on=one.review_on)
    if not still.exclude(reminded=one.review_on).update(reminded=one.review_on):
        raise Changed(STALE)
    there = reverse("records.hold", args=[one.reference])
    queue_mail(
        to=one.placed_by.email,
        subject="A hold on records is to be looked at again",
        text=f"Hold {one.reference} that you placed on records is to be looked at again: say whether it is"
        f" still needed, or ask a colleague to release it.\n\n{settings.PRECEPT_ADDRESS}{there}\n",
        kind="reminder",
        about=one.subject,
    )
    record(one.subject, "review called to mind", by=SYSTEM, after={"people told": 1})
