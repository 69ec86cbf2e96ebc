"""What a worker does for records: disposal in steps, reminders of holds, the register outside the database."""

from precept.foundation.outbox.registry import every, task
from precept.records import actions


@task("records.dispose", attempts=18)
def dispose(*, run: str) -> None:
    """Dispose of what an approved run lists."""
    actions.dispose_some(reference=run)


@every("records.reminders", hours=24)
def reminders() -> None:
    """Remind whoever placed a hold that it is to be looked at again."""
    actions.remind_of_holds()


@every("records.keep", hours=1)
def keep() -> None:
    """Write outside the database what of the register is not there yet."""
    actions.keep_outside()
