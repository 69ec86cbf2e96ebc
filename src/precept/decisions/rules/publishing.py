"""When a signed decision may be published: its day, a hold, the time before an election."""

from collections.abc import Sequence
from datetime import date, timedelta

from precept.decisions.rules import dated
from precept.decisions.rules.dated import ElectionPeriod
from precept.foundation import clock
from precept.foundation.clock import spoken


def default_day(signed_on: date) -> date:
    """The day on which a decision is published unless somebody chose another: the next working day."""
    return clock.add_working_days(signed_on, 1)


def election_period(
    on: date, periods: Sequence[ElectionPeriod] | None = None
) -> ElectionPeriod | None:
    """The pre-election period that a day lies in; None where it lies in none."""
    held = dated.election_periods() if periods is None else periods
    return next((one for one in held if one.applies_on(on)), None)


def first_day_after(period: ElectionPeriod) -> date:
    """The first working day after a pre-election period."""
    return clock.working_day_on_or_after(
        (period.applies_to or period.polling_day) + timedelta(days=1)
    )


def day_problem(day: date, *, signed_on: date | None, today: date) -> str | None:
    """Why a decision cannot be published on a day; nothing where it can."""
    if signed_on is not None and day < signed_on:
        return f"It was signed on {spoken(signed_on)}. Choose that day or a later one."
    if day < today:
        return "Choose today or a later day."
    return None


def why_not_yet(
    *,
    state: str,
    publish_on: date | None,
    today: date,
    held_why: str,
    exception_why: str,
    others: Sequence[str] = (),
) -> list[str]:
    """Everything that stands against publishing a decision today, in words; nothing where it may go out.

    ``others`` is what parts above said ("Applicants have not been told.").
    """
    if state != "signed":
        return ["Only a signed decision can be published."]
    found = []
    if held_why:
        found.append(f"It is held: {held_why}")
    if publish_on is None or publish_on > today:
        day = f"on {spoken(publish_on)}" if publish_on else "on a day that is not chosen yet"
        found.append(f"It is to be published {day}.")
    period = election_period(today)
    if period is not None and not exception_why:
        found.append(
            f"Nothing is published in {period.words}. The first working day after it is"
            f" {spoken(first_day_after(period))}."
        )
    return [*found, *others]
