"""What an award is held to: its outcomes before it is offered, its rows once it is an agreement, its payments."""

from collections.abc import Iterable, Sequence
from datetime import date

from precept.do.agreements import access, queries, rules
from precept.do.agreements.actions.award_moves import STALE, as_read
from precept.do.agreements.actions.awarding import NOT_MAKER
from precept.do.agreements.actions.moving import as_seen, heard, move_on
from precept.do.agreements.actions.signing import write_payments
from precept.do.agreements.models import (
    Agreement,
    AgreementCondition,
    AgreementOutcome,
    Award,
)
from precept.foundation import clock
from precept.foundation.ledger.actions import SYSTEM, NotAllowed, Refused, action, record
from precept.foundation.ledger.versions import write_next
from precept.foundation.people.models import Person

MOST_NAMED = 5


@action
def state_outcomes(
    *,
    by: Person,
    award: Award,
    version: int,
    outcomes: Sequence[rules.Outcome],
    report_by: date | None,
    why: str,
) -> Award:
    """State what an award is to change, how that is measured and when it is reported, before it is offered.

    An offer stands as it was made: once offered, only what the offer left open can be stated. Of a round of
    the past, what its papers say may be less.
    """
    if not access.may_change_award(by, award):
        raise NotAllowed(NOT_MAKER)
    now = as_read(award, version)
    is_past = queries.is_of_the_past(now)
    held = queries.outcomes_of_award(now)
    if not queries.outcomes_are_open(now):
        raise Refused("This award was offered with its outcomes: they stand as they were offered.")
    _check(now, outcomes, report_by, is_past=is_past)
    if not why.strip():
        raise Refused("Say where the outcomes come from, or why they change", field="why")
    stated = [one for one in outcomes if not one.is_blank]
    kept = [one.as_json for one in stated]
    if (kept, report_by) == (now.outcomes, now.report_by):
        return now
    before = _said(held, now.report_by)
    write_next(now, {"outcomes": kept, "report_by": report_by}, read=version, stale=STALE)
    after = _said(stated, report_by)
    record(now.subject, "outcomes stated", by=by, why=why.strip(), before=before, after=after)
    return now


def _check(
    award: Award, outcomes: Sequence[rules.Outcome], report_by: date | None, *, is_past: bool
) -> None:
    stated = {place: one for place, one in enumerate(outcomes, 1) if not one.is_blank}
    if len(stated) > rules.MOST_OUTCOMES:
        raise Refused(f"State at most {rules.MOST_OUTCOMES} outcomes", field="change_1")
    for place, one in stated.items():
        if problem := rules.outcome_problem(one, place):
            field, words = problem
            raise Refused(words, field=field)
        if not one.measure and not is_past:
            raise Refused("Say how it is measured", field=f"measure_{place}")
    if not is_past and not stated:
        raise Refused("State at least one outcome", field="change_1")
    if not is_past and report_by is None:
        raise Refused("Enter the day by which the outcomes are reported", field="report_by")
    if report_by is not None and award.ends is not None and report_by < award.ends:
        raise Refused(
            f"The award ends on {clock.spoken(award.ends)}: it is reported on that day or later",
            field="report_by",
        )


def _said(outcomes: Iterable[rules.Outcome], report_by: date | None) -> dict[str, object]:
    """What an event says of outcomes and of the day on which they are reported."""
    return {
        "outcomes": [rules.outcome_line(one) for one in outcomes],
        "reported by": clock.iso(report_by),
    }


def ask_complete(awards: Iterable[Award], *, is_past: bool) -> None:
    """Refused while one of some awards lacks an outcome, a measure or a reporting date; none of the past does."""
    if is_past:
        return
    lacking = {
        one.reference: problems
        for one in awards
        if (problems := rules.terms_problems(queries.outcomes_of_award(one), one.report_by))
    }
    if lacking:
        said = [f"{name}: {', '.join(lacking[name])}." for name in sorted(lacking)[:MOST_NAMED]]
        count = "1 award lacks" if len(lacking) == 1 else f"{len(lacking)} awards lack"
        raise Refused(f"{count} an outcome, a measure or a reporting date. {' '.join(said)}")


def settle_terms(agreement: Agreement, terms: queries.Terms) -> None:
    """Give an agreement the outcomes, conditions and payments that its award was accepted with."""
    AgreementOutcome.objects.bulk_create(
        AgreementOutcome(agreement=agreement, place=place, report_by=one.report_by, **one.as_json)
        for place, one in enumerate(terms.outcomes, 1)
    )
    AgreementCondition.objects.bulk_create(
        AgreementCondition(agreement=agreement, place=place, words=words)
        for place, words in enumerate(terms.conditions, 1)
    )
    write_payments(agreement, terms.payments)
    record(
        agreement.subject,
        "terms recorded",
        by=SYSTEM,
        after={
            "outcomes": [rules.outcome_line(one) for one in terms.outcomes],
            "reported by": sorted(
                {day for one in terms.outcomes if (day := clock.iso(one.report_by))}
            ),
            "conditions": terms.conditions,
            "payments": [rules.payment_line(one) for one in terms.payments],
        },
    )


@action
def set_payment_plan(
    *, by: Person, award: Award, version: int, payments: Sequence[rules.Payment], why: str
) -> Award:
    """Change when an award is paid, with a reason; the payments add up to it, to the penny."""
    if not access.may_change_award(by, award):
        raise NotAllowed(NOT_MAKER)
    now = as_read(award, version)
    if now.agreement is None:
        raise Refused("The award is not accepted yet: there is no agreement to pay.")
    if problem := rules.plan_problem(now.amount, payments):
        raise Refused(problem, field="payments")
    if not why.strip():
        raise Refused("Say why the payments change", field="why")
    agreement = as_seen(now.agreement, now.agreement.version)
    before = [one.said for one in agreement.payments.all()]
    write_next(now, {}, read=version, stale=STALE)
    with heard(agreement, by=by, why=why):
        move_on(agreement)
        write_payments(agreement, payments)
    after = [one.said for one in agreement.payments.all()]
    for subject in (now.subject, agreement.subject):
        record(subject, "payments planned", by=by, why=why.strip(), before=before, after=after)
    return now
