"""What comes round by the clock for people: forgetting what was downloaded once nobody needs it."""

from precept.foundation.outbox.registry import every
from precept.foundation.people import actions

MOST_STEPS = 20


@every("people.forget_exports", hours=24)
def forget_exports() -> None:
    """Delete the rows of exports that were kept as long as the rule says."""
    for _ in range(MOST_STEPS):
        if not actions.forget_exports():
            return
