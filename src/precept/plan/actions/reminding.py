"""What the clock does for projects: steps that are due soon or late, assessments whose review has come, each once."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.clock.due import SOON_DAYS, reminder_due
from precept.foundation.ledger.actions import SYSTEM, Changed, action, record, tried
from precept.foundation.outbox.actions import queue_mail
from precept.plan import rules
from precept.plan.actions.beginning import STALE
from precept.plan.models import Assessment, ProjectStep

STEP = 50


def remind_of_projects() -> int:
    """Remind whoever owes a step that is due within a week or late, and of assessments to look at again; how many."""
    today = clock.today()
    steps = ProjectStep.objects.filter(
        state="open", project__state="going", due__lte=today + timedelta(days=SOON_DAYS)
    ).exclude(reminded="late")
    done = 0
    for one in steps.order_by("due", "pk").iterator(chunk_size=200):
        if reminder_due(one.due, today, one.reminded):
            done += tried(_remind_step, one)
        if done >= STEP:
            return done
    reviews = Assessment.objects.filter(
        state="agreed", review_on__lte=today, reminded=None, project__state="going"
    )
    for row in reviews.order_by("review_on", "pk")[: STEP - done]:
        done += tried(_remind_review, row)
    return done


@action
def _remind_step(one: ProjectStep) -> None:
    now = ProjectStep.objects.select_related("project", "owner").get(pk=one.pk)
    when = reminder_due(now.due, clock.today(), now.reminded)
    still = ProjectStep.objects.filter(pk=now.pk, state="open", reminded=now.reminded)
    if not when or not still.update(reminded=when):
        raise Changed(STALE)
    there = reverse("plan.project_step", args=[now.project.reference, now.key])
    late = "is late" if when == "late" else "is due soon"
    queue_mail(
        to=now.owner.email,
        subject=f"A step of a project {late}",
        text=f"A step of commissioning project {now.project.reference} that you owe {late}:"
        f" it is due {clock.spoken(now.due)}.\n\n{settings.PRECEPT_ADDRESS}{there}\n",
        kind="reminder",
        about=now.subject,
    )
    record(
        now.subject,
        "owner reminded",
        by=SYSTEM,
        after={"why": "late" if when == "late" else "due soon", "people told": 1},
    )


@action
def _remind_review(one: Assessment) -> None:
    now = Assessment.objects.select_related("project__owner").get(pk=one.pk)
    still = Assessment.objects.filter(pk=now.pk, state="agreed", reminded=None)
    if not still.update(reminded=now.review_on):
        raise Changed(STALE)
    there = reverse("plan.assessment", args=[now.project.reference, now.kind])
    title = rules.ASSESSMENT_KINDS[now.kind].lower()
    queue_mail(
        to=now.project.owner.email,
        subject=f"An assessment is to be looked at again: {title}",
        text=f"The assessment of {title} of commissioning project {now.project.reference} is to be looked"
        f" at again.\n\n{settings.PRECEPT_ADDRESS}{there}\n",
        kind="reminder",
        about=now.subject,
    )
    record(now.subject, "review called to mind", by=SYSTEM, after={"people told": 1})
