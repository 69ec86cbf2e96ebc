"""What a worker does for procedures."""

from precept.do.procedures import actions
from precept.foundation.outbox.registry import every


@every("procedures.daily", hours=6)
def daily() -> None:
    """Remind owners of reviews that are due, and release what came into force."""
    actions.remind_of_reviews()
    actions.publish_what_begins()
