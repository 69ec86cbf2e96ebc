"""What a worker does for the register."""

from precept.do.agreements import actions
from precept.do.agreements.actions.publishing import asker_named
from precept.foundation.outbox.registry import task


@task("agreements.publish_changes")
def publish_changes(
    *,
    job: str,
    by: str,
    why: str,
    after: str,
    done: int,
    refused: list[str],
    rounds_done: bool,
) -> None:
    """Release the next few changes of the register."""
    actions.publish_step(
        job=job,
        by=asker_named(by),
        why=why,
        after=after,
        done=done,
        refused=refused,
        rounds_done=rounds_done,
    )
