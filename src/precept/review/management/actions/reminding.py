"""What the clock does here: reminders of what is due soon, and of what is late, each once."""

from datetime import timedelta

from precept.foundation import clock
from precept.foundation.ledger.actions import SYSTEM, Changed, action, record, tried
from precept.review.management import rules
from precept.review.management.actions import telling
from precept.review.management.actions.beginning import STALE
from precept.review.management.models import ActionPoint, ExitTask

STEP = 50


def remind_owners() -> int:
    """Remind whoever owes an action or a thing of an exit, a week before its day and once it is late; how many."""
    until = clock.today() + timedelta(days=rules.SOON_DAYS)
    actions = ActionPoint.objects.filter(done_on=None, due__lte=until).exclude(reminded="late")
    actions = actions.exclude(plan__state__in=("draft", "proposed", "disputed", *rules.PLAN_OVER))
    tasks = ExitTask.objects.filter(state="open", plan__done_on=None, due__lte=until)
    tasks = tasks.exclude(reminded="late")
    done = 0
    for one in actions.order_by("due", "pk").iterator(chunk_size=200):
        done += _tried_action(one)
        if done >= STEP:
            return done
    for task in tasks.order_by("due", "pk").iterator(chunk_size=200):
        done += _tried_task(task)
        if done >= STEP:
            break
    return done


def _tried_action(one: ActionPoint) -> bool:
    if not rules.reminder_due(one.due, clock.today(), one.reminded):
        return False
    return tried(_remind_action, one)


def _tried_task(one: ExitTask) -> bool:
    if not rules.reminder_due(one.due, clock.today(), one.reminded):
        return False
    return tried(_remind_task, one)


@action
def _remind_action(one: ActionPoint) -> None:
    rows = ActionPoint.objects.select_related("agreement", "service", "owner", "body")
    now = rows.get(pk=one.pk)
    when = rules.reminder_due(now.due, clock.today(), now.reminded)
    still = ActionPoint.objects.filter(pk=now.pk, done_on=None, reminded=now.reminded)
    if not when or not still.update(reminded=when):
        raise Changed(STALE)
    told = telling.remind_action(now, when)
    record(
        now.subject,
        "owner reminded",
        by=SYSTEM,
        after={"why": "late" if when == "late" else "due soon", "people told": len(told)},
    )


@action
def _remind_task(one: ExitTask) -> None:
    now = ExitTask.objects.select_related("plan__agreement", "owner", "body").get(pk=one.pk)
    when = rules.reminder_due(now.due, clock.today(), now.reminded)
    still = ExitTask.objects.filter(pk=now.pk, state="open", reminded=now.reminded)
    if not when or not still.update(reminded=when):
        raise Changed(STALE)
    told = telling.remind_task(now, when)
    record(
        now.subject,
        "owner reminded",
        by=SYSTEM,
        after={"why": "late" if when == "late" else "due soon", "people told": len(told)},
    )
