"""What time it is for the office, which days it works, and when something is due."""

from precept.foundation.clock.days import (
    from_iso,
    iso,
    months_later,
    only_a_day,
    spoken,
    spoken_hour,
    spoken_time,
)
from precept.foundation.clock.deadlines import (
    Answer,
    Deadline,
    Doubt,
    DoubtfulTime,
    deadline_at,
    in_time,
    still_same,
)
from precept.foundation.clock.financial_years import FinancialYear, NotAFinancialYear
from precept.foundation.clock.moments import UK, in_uk, now, today, uk_date
from precept.foundation.clock.reading import NotADate, read_date, read_period
from precept.foundation.clock.uk_days import add_uk_working_days, is_uk_working_day
from precept.foundation.clock.working_days import (
    HolidayChanges,
    add_working_days,
    bank_holiday_name,
    is_working_day,
    working_day_on_or_after,
)

__all__ = [
    "UK",
    "Answer",
    "Deadline",
    "Doubt",
    "DoubtfulTime",
    "FinancialYear",
    "HolidayChanges",
    "NotADate",
    "NotAFinancialYear",
    "add_uk_working_days",
    "add_working_days",
    "bank_holiday_name",
    "deadline_at",
    "from_iso",
    "in_time",
    "in_uk",
    "is_uk_working_day",
    "is_working_day",
    "iso",
    "months_later",
    "now",
    "only_a_day",
    "read_date",
    "read_period",
    "spoken",
    "spoken_hour",
    "spoken_time",
    "still_same",
    "today",
    "uk_date",
    "working_day_on_or_after",
]
