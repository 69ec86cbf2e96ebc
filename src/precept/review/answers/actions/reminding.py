"""What the clock does: owners are reminded ten and two working days before an answer is due, and once it is late."""

from typing import Final

from django.conf import settings
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.ledger.actions import SYSTEM, Changed, action, record, tried
from precept.foundation.outbox.actions import queue_mail
from precept.review.answers import rules
from precept.review.answers.actions.shared import STALE
from precept.review.answers.models import Question

STEP: Final = 50
ALL_TOLD: Final = "late"
WHEN: Final = {
    "ten": "due within ten working days",
    "two": "due within two working days",
    "late": "late",
}


def remind_owners() -> int:
    """Remind whoever owes an answer; how many were reminded."""
    today = clock.today()
    until = clock.add_uk_working_days(today, rules.REMIND_BEFORE[0])
    rows = Question.objects.filter(state__in=("open", "review"), due__lte=until)
    done = 0
    for one in rows.exclude(reminded=ALL_TOLD).order_by("due", "pk").iterator(chunk_size=200):
        done += _tried(one)
        if done >= STEP:
            break
    return done


def _tried(one: Question) -> bool:
    assert one.due is not None  # the query asked for those that have one
    if not rules.reminder_due(one.due, clock.today(), one.reminded):
        return False
    return tried(_remind, one)


@action
def _remind(one: Question) -> None:
    now = Question.objects.select_related("owner").get(pk=one.pk)
    when = rules.reminder_due(now.due, clock.today(), now.reminded) if now.due else ""
    still = Question.objects.filter(pk=now.pk, reminded=now.reminded, state__in=("open", "review"))
    if not when or not still.update(reminded=when):
        raise Changed(STALE)
    assert now.due is not None  # or nothing was due
    # The mail says no word that anybody typed, and nothing of who asked.
    queue_mail(
        to=now.owner.email,
        subject=f"An answer that you owe is {WHEN[when]}",
        text=f"Question {now.reference} ({rules.KINDS[now.kind].lower()}) is to be answered by"
        f" {clock.spoken(now.due)}.\n\n"
        f"{settings.PRECEPT_ADDRESS}{reverse('answers.question', args=[now.reference])}\n",
        kind="answer reminder",
        about=now.subject,
    )
    record(now.subject, "owner reminded", by=SYSTEM, after={"why": WHEN[when]})
