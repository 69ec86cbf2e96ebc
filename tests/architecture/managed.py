"""How agreements of the demonstration office are managed, as the access table's examples name it."""

from __future__ import annotations

from datetime import date

from precept.do.agreements.models import Agreement
from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.review.management import actions, queries
from precept.review.management.models import (
    ActionPoint,
    ExitTask,
    ImprovementPlan,
    Issue,
    Meeting,
    Risk,
)
from tests.architecture.rounds import References

AGREEMENT = "DEMO-WORK-01"


def add_management(manager: Person, references: References) -> None:
    """The references that only the database knows; a plan of the provider's that waits, one that is a draft."""
    of = Agreement.objects.get(reference=AGREEMENT)
    held = Meeting.objects.get(agreement=of, state="held")
    coming = Meeting.objects.get(agreement=of, state="planned")
    other = Agreement.objects.get(reference="DEMO-2026-02")
    waits = _plan(manager, other, "Calls are answered", propose=True)
    draft = _plan(manager, Agreement.objects.get(reference="DEMO-2026-01"), "Figures come")
    recorded = _recorded(manager, other)
    references |= {
        "meeting_held": held.reference,
        "meeting_coming": coming.reference,
        "meeting_recorded": recorded.reference,
        "meeting_joint": Meeting.objects.exclude(service=None).get().reference,
        "action_of_officer": _action(of, body=None, plan=None).reference,
        "action_of_provider": _action(of, body__isnull=False, plan=None).reference,
        "action_of_partner": ActionPoint.objects.get(
            body__reference="harrowmere-district-council"
        ).reference,
        "issue_open": Issue.objects.get(agreement=of, severity="high").reference,
        "issue_kept": Issue.objects.get(is_safeguarding=True).reference,
        "risk_open": Risk.objects.filter(agreement=of).order_by("-score")[0].reference,
        "plan_agreed": ImprovementPlan.objects.get(agreement=of).reference,
        "plan_joint": ImprovementPlan.objects.exclude(service=None).get().reference,
        "plan_waits": waits.reference,
        "plan_draft": draft.reference,
        "exit_thing": ExitTask.objects.get(plan__agreement=other, key="staff").reference,
    }


def _action(of: Agreement, **conditions: object) -> ActionPoint:
    return ActionPoint.objects.filter(
        agreement=of, done_on=None, issue=None, **conditions
    ).order_by("pk")[0]


def _ahead(days: int) -> date:
    return date.fromordinal(clock.today().toordinal() + days)


def _plan(manager: Person, of: Agreement, title: str, *, propose: bool = False) -> ImprovementPlan:
    (provider,) = queries.providers_of(of)
    made = actions.open_plan(
        by=manager,
        of=of,
        provider=provider,
        title=title,
        reason="return",
        why="They do not",
        must="They do",
        shown_how="A list",
        by_when=_ahead(60),
        owner=manager,
    )
    actions.agree_action(by=manager, plan=made, what="Count them", body=provider, due=_ahead(20))
    if not propose:
        return made
    return actions.propose_plan(by=manager, plan=made, version=made.version)


def _recorded(manager: Person, of: Agreement) -> Meeting:
    """A meeting of today whose minutes nobody agreed yet."""
    made = actions.call_meeting(
        by=manager,
        of=of,
        kind="exit",
        on=clock.today(),
        at=clock.now().time().replace(hour=10, minute=0, second=0, microsecond=0, tzinfo=None),
        place="The office",
        bodies=queries.bodies_of(of),
    )
    came = {one.pk: "present" for one in queries.attendees_of(made)}
    return actions.record_meeting(
        by=manager, meeting=made, version=made.version, came=came, said={}
    )
