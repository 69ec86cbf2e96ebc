"""Taking in what was paid of an agreement before the office kept it here."""

from datetime import date

from precept.do.agreements import sign_ups
from precept.do.agreements.access import Asker
from precept.do.agreements.actions.moving import as_seen, ask_keeper, move_on
from precept.do.agreements.models import Agreement
from precept.foundation import clock
from precept.foundation.ledger.actions import Refused, action, record
from precept.foundation.money import Money


@action
def onboard(
    *,
    by: Asker,
    agreement: Agreement,
    version: int,
    paid: Money,
    paid_on: date,
    why: str = "",
) -> Agreement:
    """Say what was paid of a signed agreement up to a day; those who keep its money hear of it.

    The same sum and day change nothing. Refused, naming the field, where it is less than nothing, more than
    the agreement is worth, or the day is to come.
    """
    ask_keeper(by)
    now = as_seen(agreement, version)
    if not now.is_signed:
        raise Refused("Only a signed agreement has been paid for.")
    if (now.paid_before, now.paid_before_on) == (paid, paid_on):
        return now
    if paid < Money(0):
        raise Refused("What was paid can’t be less than nothing", field="paid")
    if now.current_amount is not None and paid > now.current_amount:
        raise Refused(
            f"It is worth {now.current_amount.short}: no more than that can have been paid",
            field="paid",
        )
    if paid_on > clock.today():
        raise Refused("The day must be today or in the past", field="paid_on")
    before = {
        "paid": now.paid_before.short if now.paid_before is not None else "",
        "up to": clock.iso(now.paid_before_on),
    }
    move_on(now, paid_before=paid, paid_before_on=paid_on)
    record(
        now.subject,
        "agreement onboarded",
        by=by,
        why=why,
        before=before if before["paid"] else None,
        after={"paid": paid.short, "up to": clock.iso(paid_on)},
    )
    sign_ups.tell_onboarded(now, paid, paid_on, by, why)
    return now
