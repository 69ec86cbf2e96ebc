"""The outbox's own tasks, and the ledger's daily seal: it stands below and knows no tasks."""

from datetime import timedelta

from django.db import transaction

from precept.foundation.ledger import sealing
from precept.foundation.outbox import claims, delivery, purge, rules
from precept.foundation.outbox.actions import queue_task
from precept.foundation.outbox.registry import every, task


@task(
    "outbox.send_mail",
    attempts=rules.MAIL_TRIES,
    longest=timedelta(minutes=5),
    when_dead=delivery.lost,
)
def send_mail(*, mail: str) -> None:
    """Hand a mail to the mail server."""
    delivery.deliver(mail)


@every("outbox.sweep", minutes=1, priority=100)
def sweep() -> None:
    """Find the tasks again whose worker died."""
    claims.sweep()


@every("outbox.purge", hours=24, priority=-100)
def purge_finished() -> None:
    """Delete what nobody needs any more; the next step is a task of its own."""
    if purge.purge_step():
        with transaction.atomic():
            queue_task("outbox.purge", {}, key="outbox.purge")


@every("ledger.seal", hours=24, attempts=8)
def seal() -> None:
    """Seal what was recorded since the last checkpoint."""
    sealing.seal()


@task("ledger.tell")
def tell(*, checkpoint: int, hearer: str) -> None:
    """Tell one who failed to hear of a checkpoint of it again; then staff see it as a dead letter."""
    sealing.tell(checkpoint, hearer)


def tell_again(checkpoint: int, hearer: str) -> None:
    """Queue that somebody is told of a checkpoint again."""
    with transaction.atomic():
        queue_task("ledger.tell", {"checkpoint": checkpoint, "hearer": hearer})
