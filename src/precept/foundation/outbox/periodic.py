"""What comes round by the clock: queued once a period, however many workers look."""

from django.db import transaction

from precept.foundation import clock
from precept.foundation.outbox import rules
from precept.foundation.outbox.actions import queue_task
from precept.foundation.outbox.models import Periodic
from precept.foundation.outbox.registry import all_registered


def queue_due() -> list[str]:
    """Queue every periodic task that is due, and say which; one never seen before is due now."""
    now = clock.now()
    periods = {one.name: one.period for one in all_registered() if one.period is not None}
    due = dict(Periodic.objects.filter(name__in=periods).values_list("name", "due"))
    new = set(periods) - set(due)
    if new:
        Periodic.objects.bulk_create(
            (Periodic(name=name, due=now) for name in sorted(new)), ignore_conflicts=True
        )
        due = dict(Periodic.objects.filter(name__in=periods).values_list("name", "due"))
    queued = []
    for name, moment in sorted(due.items()):
        if moment > now:
            continue
        with transaction.atomic():
            # Only one of those who saw this moment can move it on, and only that one queues.
            moved = Periodic.objects.filter(name=name, due=moment).update(
                due=rules.next_due(moment, periods[name], now)
            )
            if moved:
                queue_task(name, {}, key=name)
                queued.append(name)
    return queued
