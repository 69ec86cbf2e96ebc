"""What a worker does for commissioning projects."""

from precept.foundation.outbox.registry import every
from precept.plan import actions


@every("plan.reminders", hours=6)
def reminders() -> None:
    """Remind whoever owes a step that is due soon or late, and of assessments to look at again."""
    actions.remind_of_projects()
