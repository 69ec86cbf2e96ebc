"""What the clock sets off for organisations."""

from django.db import transaction

from precept.foundation.outbox.actions import queue_task
from precept.foundation.outbox.registry import every, task
from precept.parties import actions


@every("parties.pass_due", minutes=1, priority=100)
def pass_due() -> None:
    """Let the office pass to the next body on the day that was approved."""
    actions.pass_due()


@task("parties.write_passage")
def write_passage(*, succession: str, kind: str, after: int, done: int) -> None:
    """Write the next few things that passed to the new body into their own histories."""
    actions.passage_step(succession=succession, kind=kind, after=after, done=done)


@every("parties.papers_run_out", hours=6)
def papers_run_out() -> None:
    """Write to those whose papers run out; the next step is a task of its own."""
    if actions.remind_of_expiring_papers() == actions.AT_ONCE:
        with transaction.atomic():
            queue_task("parties.papers_run_out", {}, key="parties.papers_run_out")


@every("parties.mark_organisations", hours=24)
def mark_organisations() -> None:
    """Give those organisations their marks that have none; the next step is a task of its own."""
    if actions.mark_the_unmarked() == actions.AT_ONCE:
        with transaction.atomic():
            queue_task("parties.mark_organisations", {}, key="parties.mark_organisations")
