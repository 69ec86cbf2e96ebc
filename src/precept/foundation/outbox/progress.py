"""How far a long job is: whoever began it sees it move, and it says so when it has stopped."""

from precept.foundation import clock
from precept.foundation.ledger.actions import Actor
from precept.foundation.outbox import rules
from precept.foundation.outbox.models import Progress


def begin(
    *, subject: str, title: str, by: Actor, total: int | None = None, words: str = ""
) -> Progress:
    """A row for a job on ``subject`` ("intake:K7PQ"), with the change that queues its first step.

    ``total`` is how many things there are to do, where that is known.
    """
    return Progress.objects.create(
        subject=subject,
        title=rules.one_line(title),
        total=total,
        words=words[:500],
        started_by=by.ledger_name,
    )


def advance(reference: str, *, done: int, total: int | None = None, words: str = "") -> None:
    """Say that so many things are done, in the transaction of the step that did them.

    Counts from the start, not from the last time: a step that runs twice says the same.
    """
    changes = {"done": done, "words": words[:500], "changed": clock.now()}
    if total is not None:
        changes["total"] = total
    Progress.objects.filter(reference=reference, state=Progress.State.RUNNING).update(**changes)


def finish(reference: str, *, words: str = "", href: str = "") -> None:
    """Say that the job is done, and where its outcome stands."""
    _end(reference, Progress.State.DONE, words, href)


def stop(reference: str, *, words: str, href: str = "") -> None:
    """Say that the job stopped before its end, and why, in words fit to show."""
    _end(reference, Progress.State.FAILED, words, href)


def _end(reference: str, state: str, words: str, href: str) -> None:
    Progress.objects.filter(reference=reference, state=Progress.State.RUNNING).update(
        state=state, words=words[:500], href=href, changed=clock.now()
    )


def is_at(reference: str, done: int) -> bool:
    """Whether a job runs and has come exactly so far: a step that was done already does nothing."""
    return Progress.objects.filter(
        reference=reference, state=Progress.State.RUNNING, done=done
    ).exists()
