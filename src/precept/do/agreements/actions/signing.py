"""How an agreement enters the register as signed: with its outcomes, measures and reporting date, or as of the past."""

from collections.abc import Sequence
from datetime import date

from precept.do.agreements import queries, rules, sign_ups
from precept.do.agreements.access import Asker
from precept.do.agreements.actions.moving import as_seen, ask_keeper, heard, move_on
from precept.do.agreements.actions.succeeding import enter_buyer
from precept.do.agreements.models import (
    Agreement,
    AgreementCondition,
    AgreementOutcome,
    PlannedPayment,
)
from precept.foundation import clock
from precept.foundation.ledger.actions import Actor, Refused, action, record
from precept.foundation.money import Money
from precept.parties import queries as parties

PASSING = "The office is passing to another body: nothing is signed until that is done. Try again in a few minutes."
VARY_IT = "It is signed: what it is held to is changed by a variation."


@action
def state_terms(
    *,
    by: Asker,
    agreement: Agreement,
    version: int,
    outcomes: Sequence[rules.Outcome],
    report_by: date | None,
    conditions: Sequence[str] = (),
    why: str = "",
) -> Agreement:
    """State what an agreement is to change, how that is measured and reported, and what it is bound to.

    Before it is signed; of one of the past, what was left open. Refused, naming the field, where an outcome
    lacks its measure or the day is before its end.
    """
    ask_keeper(by)
    now = as_seen(agreement, version)
    held = queries.terms_of_agreement(now)
    if now.signed_on is not None and not now.is_past:
        raise Refused(VARY_IT)
    stated = checked_outcomes(outcomes, report_by, ends=now.ends, is_past=now.is_past)
    words = [one.strip() for one in conditions if one.strip()]
    if (stated, words) == (held.outcomes, held.conditions):
        return now
    move_on(now)
    write_outcomes(now, stated)
    now.conditions.all().delete()
    AgreementCondition.objects.bulk_create(
        AgreementCondition(agreement=now, place=place, words=one)
        for place, one in enumerate(words, 1)
    )
    record(
        now.subject,
        "terms stated",
        by=by,
        why=why,
        before=_said(held.outcomes, held.conditions),
        after=_said(stated, words),
    )
    return now


def checked_outcomes(
    outcomes: Sequence[rules.Outcome],
    report_by: date | None,
    *,
    ends: date | None,
    is_past: bool = False,
) -> list[rules.Outcome]:
    """Outcomes as they were typed, with the day on which they are reported. Refused beside the field at fault."""
    stated = {place: one for place, one in enumerate(outcomes, 1) if not one.is_blank}
    if len(stated) > rules.MOST_OUTCOMES:
        raise Refused(f"State at most {rules.MOST_OUTCOMES} outcomes", field="change_1")
    for place, one in stated.items():
        if problem := rules.outcome_problem(one, place):
            field, words = problem
            raise Refused(words, field=field)
        if not one.measure and not is_past:
            raise Refused("Say how it is measured", field=f"measure_{place}")
    if report_by is not None and ends is not None and report_by < ends:
        raise Refused(
            f"It ends on {clock.spoken(ends)}: it is reported on that day or later",
            field="report_by",
        )
    return [
        rules.Outcome(one.people, one.percent, one.change, one.measure, report_by)
        for one in stated.values()
    ]


def write_outcomes(now: Agreement, outcomes: Sequence[rules.Outcome]) -> None:
    """Keep outcomes in place of those before, within the caller's own change."""
    now.outcomes.all().delete()
    AgreementOutcome.objects.bulk_create(
        AgreementOutcome(agreement=now, place=place, report_by=one.report_by, **one.as_json)
        for place, one in enumerate(outcomes, 1)
    )


def write_payments(now: Agreement, payments: Sequence[rules.Payment]) -> None:
    """Keep a plan of payments in place of the one before, within the caller's own change.

    An instalment that stays keeps its row, and with it the claim for it.
    """
    before = list(now.payments.all())
    kept = rules.instalments_kept([one.as_rule for one in before], payments)
    stays = {before[at].pk for at in kept if at is not None}
    now.payments.exclude(pk__in=stays).delete()
    for place, (one, at) in enumerate(zip(payments, kept, strict=True), 1):
        said = {"place": place, "due": one.due, "amount": one.amount, "condition": one.condition}
        if at is None:
            PlannedPayment.objects.create(agreement=now, **said)
        else:
            PlannedPayment.objects.filter(pk=before[at].pk).update(**said)


def _said(outcomes: Sequence[rules.Outcome], conditions: Sequence[str]) -> dict[str, object]:
    return {
        "outcomes": [rules.outcome_line(one) for one in outcomes],
        "reported by": sorted({day for one in outcomes if (day := clock.iso(one.report_by))}),
        "conditions": list(conditions),
    }


@action
def plan_payments(
    *,
    by: Asker,
    agreement: Agreement,
    version: int,
    payments: Sequence[rules.Payment],
    why: str = "",
) -> Agreement:
    """Say when an agreement is paid; the payments add up to its value, to the penny, where that is known."""
    ask_keeper(by)
    now = as_seen(agreement, version)
    if queries.award_of(now) is not None:
        raise Refused("It came of an award: its payments are planned there.")
    whole = now.current_amount or sum((one.amount for one in payments), Money(0))
    if problem := rules.plan_problem(whole, payments):
        raise Refused(problem, field="payments")
    before = [one.said for one in now.payments.all()]
    with heard(now, by=by, why=why):
        move_on(now)
        write_payments(now, payments)
    after = [one.said for one in now.payments.all()]
    record(now.subject, "payments planned", by=by, why=why, before=before, after=after)
    return now


@action
def sign_agreement(
    *,
    by: Asker,
    agreement: Agreement,
    version: int,
    signed_on: date | None,
    is_past: bool = False,
    why: str = "",
) -> Agreement:
    """Record that an agreement is signed: never without an outcome, a measure and a reporting date.

    One of the past, signed before the office kept this register, may leave open what its papers do not
    state, the day among it; then ``why`` says how it is known. Those who signed up hear of it.
    """
    ask_keeper(by)
    now = as_seen(agreement, version)
    if now.is_signed:
        raise Refused("It is recorded as signed already.")
    if now.status == "cancelled":
        raise Refused("It was cancelled.")
    if parties.is_passing() and not is_past:
        raise Refused(PASSING)
    if signed_on is not None and signed_on > clock.today():
        raise Refused("The day must be today or in the past", field="signed_on")
    if is_past:
        if not why.strip():
            raise Refused("Say how it is known that it was signed", field="why")
    else:
        if signed_on is None:
            raise Refused("Enter the day on which it was signed", field="signed_on")
        terms = queries.terms_of_agreement(now)
        day = max((one.report_by for one in terms.outcomes if one.report_by), default=None)
        if problems := rules.terms_problems(terms.outcomes, day):
            raise Refused(
                "It cannot be signed without an outcome, a measure and a reporting date:"
                f" {rules.joined(problems)}."
            )
        covering = queries.covering_of(now, signed_on)
        if not covering.is_covered:
            raise Refused(
                f"It cannot be signed yet. {covering.words} Spending outside the framework is decided and"
                " published by itself: draft that decision from the agreement's page."
            )
    enter_signed(now, signed_on, by=by, is_past=is_past, why=why.strip())
    return now


def enter_signed(
    now: Agreement,
    signed_on: date | None,
    *,
    by: Actor,
    is_past: bool,
    why: str,
    status: str = "",
) -> None:
    """Within the act that signs it: what changes are measured against from now on; tell those above."""
    before = rules.CHOICES["status"][now.status]
    move_on(
        now,
        status=status or rules.status_on(clock.today(), now.starts, now.ends),
        signed_on=signed_on,
        worded=queries.wording_of_kind("agreement").version,
        is_past=is_past,
        award_amount=now.award_amount or now.current_amount,
        latest_end=now.latest_end or rules.latest_end(now.ends, queries.options_of(now)),
    )
    record(
        now.subject,
        "agreement signed",
        by=by,
        why=why,
        before={"status": before},
        after={
            "status": rules.CHOICES["status"][now.status],
            "signed on": clock.spoken(signed_on) if signed_on else rules.NOT_STATED,
            "of the past": is_past,
            "latest end as awarded": clock.iso(now.latest_end),
            "value as awarded": now.award_amount.short if now.award_amount else rules.NOT_STATED,
        },
    )
    enter_buyer(now, signed_on)
    sign_ups.tell_signed(now, by, why)
