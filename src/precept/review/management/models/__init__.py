"""Meetings, actions, issues, risks, improvement plans and exits of agreements and joint services."""

from precept.review.management.models.exits import ExitPlan, ExitTask, new_task_reference
from precept.review.management.models.held import Managed, Thing
from precept.review.management.models.meetings import (
    AgendaItem,
    Attendee,
    Meeting,
    Minutes,
    new_meeting_reference,
)
from precept.review.management.models.owed import ActionPoint, new_action_reference
from precept.review.management.models.plans import (
    ImprovementPlan,
    PlanReview,
    new_plan_reference,
)
from precept.review.management.models.troubles import (
    Guarded,
    Issue,
    Risk,
    RiskScore,
    new_issue_reference,
    new_risk_reference,
)

__all__ = [
    "ActionPoint",
    "AgendaItem",
    "Attendee",
    "ExitPlan",
    "ExitTask",
    "Guarded",
    "ImprovementPlan",
    "Issue",
    "Managed",
    "Meeting",
    "Minutes",
    "PlanReview",
    "Risk",
    "RiskScore",
    "Thing",
    "new_action_reference",
    "new_issue_reference",
    "new_meeting_reference",
    "new_plan_reference",
    "new_risk_reference",
    "new_task_reference",
]
