"""What a worker does for the year."""

from precept.foundation.outbox.registry import every
from precept.review.year import actions


@every("year.reminders", hours=6)
def reminders() -> None:
    """Remind whoever owes a duty that is due soon or late."""
    actions.remind_of_duties()
