"""The strategy, the plan, what a year aims for; the areas and what their people need."""

from precept.understand.models.areas import Area, AreaPopulation
from precept.understand.models.needs import (
    CountKind,
    MappedService,
    NeedCount,
    NeedGap,
    NeedsAssessment,
)
from precept.understand.models.planning import (
    Aim,
    CrimePlan,
    Measure,
    Priority,
    PriorityEvidence,
    ResourceArea,
    Strategy,
    StrategySection,
)

__all__ = [
    "Aim",
    "Area",
    "AreaPopulation",
    "CountKind",
    "CrimePlan",
    "MappedService",
    "Measure",
    "NeedCount",
    "NeedGap",
    "NeedsAssessment",
    "Priority",
    "PriorityEvidence",
    "ResourceArea",
    "Strategy",
    "StrategySection",
]
