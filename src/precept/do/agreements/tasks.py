"""What a worker does for the register."""

from precept.do.agreements import actions
from precept.do.agreements.actions.publishing import asker_named
from precept.foundation.outbox.registry import every, task


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


@task("agreements.send_letters")
def send_letters(*, decision: str) -> None:
    """Send the next few letters of a round."""
    actions.send_step(decision=decision)


@every("agreements.offers", hours=1)
def offers() -> None:
    """Call offers to mind that near their last day, and end those whose last day is over."""
    actions.remind_due()
    actions.lapse_due()


@every("agreements.ahead", hours=12)
def ahead() -> None:
    """Remind managers of what ends, ask for evidence that expires, let agreements begin and end."""
    actions.remind_managers()
    actions.ask_for_evidence()
    actions.follow_dates()
