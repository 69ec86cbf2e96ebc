"""What the clock does for decisions."""

from precept.decisions import actions
from precept.foundation.outbox.registry import every


@every("decisions.publish", minutes=5)
def publish() -> None:
    """Publish the decisions whose day has come."""
    actions.publish_due()
