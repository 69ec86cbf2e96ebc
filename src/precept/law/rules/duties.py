"""What is owed and by which day: a duty is a trigger, a period and a condition."""

from calendar import monthrange
from datetime import date, timedelta

from precept.foundation.clock import FinancialYear, add_working_days, spoken
from precept.law.rules.lookup import rules_on
from precept.law.rules.shape import Due, Regime, Rule, counted

_FROM = {
    "the day": "the day {trigger}",
    "month end": "the last day of the month in which {trigger}",
    "quarter end": "the last day of the quarter in which {trigger}",
    "half-year end": "the last day of the half-year, 31 March or 30 September, in which {trigger}",
    "start of financial year": "1 April of the financial year in which {trigger}",
}


def duties_on(on: date, regime: Regime | None = None) -> tuple[Rule, ...]:
    """The duties in force on a day; with a regime, those that fall on its contracts."""
    duties = rules_on(on, "duty")
    if regime is None:
        return duties
    return tuple(duty for duty in duties if regime in duty.regimes)


def duty_due(duty: Rule, trigger_date: date) -> date | None:
    """The last day on which a duty is met in time, given the day of what triggered it.

    Days “beginning with” a day count that day as the first; “before” a day ends on the one before
    it. What is due as soon as practicable has no last day in law: its answer is the day from which
    it is owed. None where the rule fixes no day. Give the version of the day that matters to the
    duty (see its condition): this does not ask whether it applied.
    """
    if duty.due is None or duty.due.how == "no fixed day":
        return None
    return _due(duty.due, trigger_date)


def _due(due: Due, trigger_date: date) -> date:
    start = _counted_from(due, trigger_date)
    length = due.length or 0
    match due.how:
        case "days beginning with":
            return start + timedelta(days=length - 1)
        case "working days beginning with":
            return add_working_days(start, length, counting_start=True)
        case "months beginning with":
            return _last_day_of_months(start, length)
        case "before":
            return start - timedelta(days=1)
        case _:
            return start


def _counted_from(due: Due, day: date) -> date:
    match due.counted_from:
        case "month end":
            return _month_end(day.year, day.month)
        case "quarter end":
            return _month_end(day.year, (day.month + 2) // 3 * 3)
        case "half-year end":
            if 4 <= day.month <= 9:
                return date(day.year, 9, 30)
            return date(day.year + (day.month > 9), 3, 31)
        case "start of financial year":
            return FinancialYear.of(day).start
        case _:
            return day


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _last_day_of_months(start: date, months: int) -> date:
    # A period of months ends the day before the corresponding date, or, where the last month has no
    # such date, with that month.
    years, month = divmod(start.month - 1 + months, 12)
    end = _month_end(start.year + years, month + 1)
    if start.day > end.day:
        return end
    return end.replace(day=start.day) - timedelta(days=1)


def due_words(due: Due) -> str:
    """When something is due, as a rule: Within 30 days beginning with the day the contract ends."""
    start = _FROM[due.counted_from].format(trigger=due.trigger)
    match due.how:
        case "days beginning with":
            return f"Within {counted(due.length or 0, 'day')} beginning with {start}"
        case "working days beginning with":
            return f"{counted(due.length or 0, 'working day')} beginning with {start}"
        case "months beginning with":
            return f"Within {counted(due.length or 0, 'month')} beginning with {start}"
        case "before":
            return f"Before {start}"
        case "by the day":
            return f"No later than {start}"
        case "as soon as practicable":
            return f"As soon as practicable after {start}"
        case _:
            return "No fixed day"


def duty_due_words(duty: Rule, trigger_date: date) -> str:
    """When one duty falls due, with its date: By 29 April 2026; As soon as practicable after …."""
    day = duty_due(duty, trigger_date)
    if duty.due is None or day is None:
        return "No fixed day"
    if duty.due.how == "as soon as practicable":
        return f"As soon as practicable after {spoken(day)}"
    return f"By {spoken(day)}"
