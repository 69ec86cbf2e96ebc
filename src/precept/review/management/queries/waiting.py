"""What of managing agreements waits for somebody: one line each, for their desk."""

from collections.abc import Iterator

from django.urls import reverse

from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.foundation.web.waits import Waits
from precept.review.management import access, rules
from precept.review.management.models import ImprovementPlan, Meeting, Risk
from precept.review.management.queries.exits import ends_soon_without_exit, tasks_owed_by
from precept.review.management.queries.owed import owed_by, words_of
from precept.review.management.queries.things import short_of
from precept.review.management.queries.troubles import risk_title
from precept.review.management.queries.whole import new_address

MOST = 20
MOST_ENDING = 3
"""How many agreements without an exit are named one by one."""


def waits_for(person: Person) -> list[Waits]:
    """What this person owes of agreements, and what they should see to."""
    if not access.may_see(person):
        return []
    return [
        *_actions(person),
        *_tasks(person),
        *_exits(person),
        *_meetings(person),
        *_plans(person),
        *_risks(person),
    ]


def _actions(person: Person) -> Iterator[Waits]:
    today = clock.today()
    for one in owed_by(person):
        yield Waits(
            words_of(one, person),
            reverse("management.action", args=[one.reference]),
            rules.tone_of(one.due, today),
            f"{short_of(one.of)}, due {clock.spoken(one.due)}",
        )


def _tasks(person: Person) -> Iterator[Waits]:
    today = clock.today()
    for one in tasks_owed_by(person):
        tone = rules.tone_of(one.due, today)
        if tone == "grey":
            continue
        reference = one.plan.agreement.reference
        yield Waits(
            f"{reference}: {one.title}",
            reverse("management.exit_task", args=[reference, one.key]),
            tone,
            f"{rules.TASK_SIDES[one.side]}, due {clock.spoken(one.due)}",
        )


def _exits(person: Person) -> Iterator[Waits]:
    if not access.may_manage(person):
        return
    soon = ends_soon_without_exit(person)
    for one in soon[:MOST_ENDING]:
        assert one.ends is not None  # the query says so
        yield Waits(
            f"{one.reference} ends on {clock.spoken(one.ends)} and has no exit plan",
            new_address(one, "exit"),
            "amber",
        )
    if len(soon) > MOST_ENDING:
        left = len(soon) - MOST_ENDING
        counted = "1 more agreement" if left == 1 else f"{left} more agreements"
        yield Waits(
            f"{counted} that you manage end within half a year without an exit plan",
            reverse("agreements.ahead"),
            "amber",
        )


def _meetings(person: Person) -> Iterator[Waits]:
    today = clock.today()
    rows = Meeting.objects.filter(called_by=person, on__lte=today, minutes_version=0)
    rows = rows.exclude(state="cancelled").select_related("agreement", "service")
    for one in rows.order_by("on", "pk")[:MOST]:
        verb = "is to be recorded" if one.state == "planned" else "has no agreed minutes"
        yield Waits(
            f"The meeting about {short_of(one.of)} of {clock.spoken(one.on)} {verb}",
            reverse("management.meeting", args=[one.reference]),
            "amber" if one.on < today else "grey",
        )


def _plans(person: Person) -> Iterator[Waits]:
    today = clock.today()
    rows = ImprovementPlan.objects.filter(owner=person).exclude(state__in=rules.PLAN_OVER)
    for one in rows.select_related("agreement", "service").order_by("by_when", "pk")[:MOST]:
        words = ""
        tone = "grey"
        if one.state == "disputed":
            words, tone = "The provider disputes", "amber"
        elif one.state in rules.IN_FORCE and one.by_when < today:
            words, tone = "Its day is over: close", "red"
        elif one.state in rules.IN_FORCE and one.review_on and one.review_on <= today:
            words, tone = "Look again at", "amber"
        if words:
            yield Waits(
                f"{words} the improvement plan “{one.title}”",
                reverse("management.plan", args=[one.reference]),
                tone,
                short_of(one.of),
            )


def _risks(person: Person) -> Iterator[Waits]:
    today = clock.today()
    rows = Risk.objects.filter(owner=person, state="open", review_on__lte=today)
    for one in rows.select_related("agreement", "service").order_by("review_on", "pk")[:MOST]:
        yield Waits(
            f"Look again at a risk: {risk_title(one, person)}",
            reverse("management.risk", args=[one.reference]),
            "red" if one.review_on < today else "amber",
            f"{short_of(one.of)}, to be looked at by {clock.spoken(one.review_on)}",
        )
