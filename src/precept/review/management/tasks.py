"""What a worker does for the management of agreements."""

from precept.foundation.outbox.registry import every
from precept.review.management import actions


@every("management.reminders", hours=6)
def reminders() -> None:
    """Remind whoever owes something that is due within a week, or late."""
    actions.remind_owners()
