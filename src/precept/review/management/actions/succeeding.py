"""What a succession of the office does to the management of agreements: what is under way goes on."""

from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from precept.foundation import clock
from precept.parties.sign_ups import (
    Moving,
    Shown,
    Staying,
    passes_with_the_office,
    stays_as_it_was,
)
from precept.review.management import queries, rules
from precept.review.management.models import (
    ActionPoint,
    ExitPlan,
    ImprovementPlan,
    Issue,
    Meeting,
    Minutes,
    Risk,
)

MANAGEMENT = "/office/management"
"""Said before the addresses are known."""


def _meetings(on: date) -> QuerySet[Meeting]:
    rows = Meeting.objects.filter(state="planned", on__gte=on)
    return rows.select_related("agreement", "service")


def _shown_meeting(one: Meeting) -> Shown:
    return Shown(
        one.subject,
        f"{queries.short_of(one.of)}: {rules.MEETING_KINDS[one.kind]}, {clock.spoken(one.on)}",
        reverse("management.meeting", args=[one.reference]),
    )


def _owed(_on: date) -> QuerySet[ActionPoint]:
    return queries.whole_action(ActionPoint.objects.filter(done_on=None))


def _shown_action(one: ActionPoint) -> Shown:
    # What is kept from most of the office is kept from this list too.
    return Shown(
        one.subject,
        f"{queries.short_of(one.of)}: {queries.words_of(one, None)}",
        reverse("management.action", args=[one.reference]),
    )


def _issues(_on: date) -> QuerySet[Issue]:
    return Issue.objects.filter(state="open").select_related("agreement", "service")


def _shown_issue(one: Issue) -> Shown:
    return Shown(
        one.subject,
        f"{queries.short_of(one.of)}: {queries.issue_title(one, None)}",
        reverse("management.issue", args=[one.reference]),
    )


def _risks(_on: date) -> QuerySet[Risk]:
    return Risk.objects.filter(state="open").select_related("agreement", "service")


def _shown_risk(one: Risk) -> Shown:
    return Shown(
        one.subject,
        f"{queries.short_of(one.of)}: {queries.risk_title(one, None)}",
        reverse("management.risk", args=[one.reference]),
    )


def _plans(_on: date) -> QuerySet[ImprovementPlan]:
    rows = ImprovementPlan.objects.exclude(state__in=rules.PLAN_OVER)
    return rows.select_related("agreement", "service")


def _shown_plan(one: ImprovementPlan) -> Shown:
    return Shown(
        one.subject,
        f"{queries.short_of(one.of)}: {one.title}",
        reverse("management.plan", args=[one.reference]),
    )


def _exits(_on: date) -> QuerySet[ExitPlan]:
    return ExitPlan.objects.filter(done_on=None).select_related("agreement")


def _shown_exit(one: ExitPlan) -> Shown:
    return Shown(
        one.subject,
        f"{one.agreement.reference}: {one.get_reason_display()}",
        reverse("management.exit_plan", args=[one.agreement.reference]),
    )


def sign_up_for_successions() -> None:
    """Say what of managing agreements passes with the office, and what stays as it was."""
    passes_with_the_office(
        Moving(
            "meetings",
            "Meetings about agreements",
            "Held by the new body, as they were called; agendas and minutes of that day bear its name.",
            _meetings,
            _shown_meeting,
            place=19,
        )
    )
    passes_with_the_office(
        Moving(
            "actions",
            "Actions that are owed",
            "Owed as they were, by the same people and bodies, to the new body.",
            _owed,
            _shown_action,
            place=20,
        )
    )
    passes_with_the_office(
        Moving(
            "issues",
            "Issues that are open",
            "Dealt with by the new body.",
            _issues,
            _shown_issue,
            place=21,
        )
    )
    passes_with_the_office(
        Moving(
            "risks",
            "Risks that are open",
            "Watched by the new body, as they were scored.",
            _risks,
            _shown_risk,
            place=22,
        )
    )
    passes_with_the_office(
        Moving(
            "improvement",
            "Improvement plans",
            "Owed to the new body, by the same days.",
            _plans,
            _shown_plan,
            texts=("title", "why", "must", "shown_how"),
            place=23,
        )
    )
    passes_with_the_office(
        Moving(
            "exits",
            "Exits and handovers under way",
            "Carried through by the new body, by the same days.",
            _exits,
            _shown_exit,
            place=24,
        )
    )
    stays_as_it_was(
        Staying(
            "Agreed minutes of meetings about agreements",
            "They read as they were agreed, under the office’s name of their day.",
            lambda: Minutes.objects.count(),
            MANAGEMENT,
        )
    )
