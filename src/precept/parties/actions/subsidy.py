"""Subsidy checks of what an organisation does with the money: made, and their steps followed."""

from datetime import date

from django.db.models import F

from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, record
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.parties import access, rules
from precept.parties.actions.diligence import NOT_YOURS
from precept.parties.actions.standing import known_parts, refuse_address
from precept.parties.models import Organisation, SubsidyCheck

STEPS = ("notified", "confirmed", "uploaded")


@action
def check_subsidy(
    *,
    by: access.Asker,
    organisation: Organisation,
    activity: str,
    amount: Money,
    answers: rules.SubsidyAnswers,
    on: date | None = None,
    about: str = "",
) -> SubsidyCheck:
    """Check whether paying for one activity would be a subsidy, and say which steps must follow.

    ``on`` is the day the money would be given (today); ``about`` the ledger subject it is for.
    """
    if not access.may_check(by):
        raise NotAllowed(NOT_YOURS)
    what = activity.replace("\r\n", "\n").strip()
    if not what:
        raise Refused("Enter what the money is for", field="activity")
    if len(what) > 2_000:
        raise Refused("Enter 2,000 characters or fewer", field="activity")
    if amount.pence <= 0:
        raise Refused("Enter an amount of more than £0", field="amount")
    if answers.earlier < 0:
        raise Refused("Enter an amount of £0 or more", field="earlier")
    if organisation.is_protected:
        refuse_address(known_parts(organisation), activity=what)
    day = on or clock.today()
    try:
        result = rules.check_subsidy(answers, amount, on=day)
    except rules.NoSubsidyRule as problem:
        raise Refused(str(problem), field="on") from None
    made = SubsidyCheck.objects.create(
        organisation=organisation,
        activity=what,
        about=about,
        amount=amount.pence,
        on=day,
        answers={
            "offers_on_market": answers.offers_on_market,
            "on_market_terms": answers.on_market_terms,
            "could_affect": answers.could_affect,
            "earlier": answers.earlier,
        },
        outcome=result.outcome.value,
        reason=result.reason,
        by=by if isinstance(by, Person) else None,
    )
    record(
        made.subject,
        "subsidy checked",
        by=by,
        after={
            "organisation": organisation.subject,
            "about": about,
            "amount": amount.short,
            "earlier": Money(answers.earlier).short,
            "outcome": made.outcome,
            "on": clock.iso(day),
        },
        private={"activity": what},
    )
    return made


@action
def record_subsidy_step(
    *, by: Person, check: SubsidyCheck, step: str, on: date, version: int
) -> SubsidyCheck:
    """Record the day of a step: "notified" (written to), "confirmed" (by the organisation), "uploaded".

    Steps follow one another: a confirmation answers a letter, and is not older than it.
    """
    if not access.may_check(by):
        raise NotAllowed(NOT_YOURS)
    if step not in STEPS:
        raise Refused("Choose which step was taken", field="step")
    row = SubsidyCheck.objects.select_related("organisation").get(pk=check.pk)
    if on > clock.today():
        raise Refused("The day must be today or earlier", field="on")
    if row.outcome == rules.SubsidyOutcome.NONE:
        raise Refused("It is not a subsidy: no step follows")
    if step != "uploaded" and row.outcome != rules.SubsidyOutcome.MINIMAL:
        raise Refused("Only Minimal Financial Assistance is notified and confirmed", field="step")
    if step == "confirmed" and (row.notified is None or on < row.notified):
        raise Refused("Record first that the organisation was written to", field="step")
    if getattr(row, step) is not None:
        raise Changed("This step was recorded already.")
    moved = SubsidyCheck.objects.filter(pk=row.pk, version=version).update(
        version=F("version") + 1, **{step: on}
    )
    if not moved:
        raise Changed("Somebody changed this check while you were looking at it.")
    row.refresh_from_db()
    record(row.subject, f"subsidy {step}", by=by, after={step: clock.iso(on)})
    return row
