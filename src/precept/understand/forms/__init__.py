"""What people type of the strategy, the plan and the measures."""

from precept.foundation.web.forms import Form
from precept.understand.forms.fields import Confirm, Reason
from precept.understand.forms.measures import (
    AimForm,
    Assess,
    ChangeAim,
    ChangeMeasure,
    EvidenceFile,
    MeasureForm,
    NewAim,
    PublishMeasures,
    Receive,
    Request,
    Schedule,
)
from precept.understand.forms.plan import (
    AmendPlan,
    ChangeAmendedPlan,
    ChangePlanHead,
    ChangePriority,
    EvidenceForm,
    PlanHead,
    PriorityForm,
    ResourceAreas,
)
from precept.understand.forms.strategy import (
    AmendStrategy,
    ChangeAmendedHead,
    ChangeSection,
    ChangeStrategyHead,
    Section,
    StrategyHead,
)

__all__ = [
    "AimForm",
    "AmendPlan",
    "AmendStrategy",
    "Assess",
    "ChangeAim",
    "ChangeAmendedHead",
    "ChangeAmendedPlan",
    "ChangeMeasure",
    "ChangePlanHead",
    "ChangePriority",
    "ChangeSection",
    "ChangeStrategyHead",
    "Confirm",
    "EvidenceFile",
    "EvidenceForm",
    "Form",
    "MeasureForm",
    "NewAim",
    "PlanHead",
    "PriorityForm",
    "PublishMeasures",
    "Reason",
    "Receive",
    "Request",
    "ResourceAreas",
    "Schedule",
    "Section",
    "StrategyHead",
]
