"""What a worker does for questions and answers."""

from precept.foundation.outbox.registry import every
from precept.review.answers import actions


@every("answers.reminders", hours=6)
def reminders() -> None:
    """Remind whoever owes an answer that is due soon, or late."""
    actions.remind_owners()
