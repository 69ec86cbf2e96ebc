"""The strategy, the plan, what a year aims for; needs by area; evidence, theories of change and voices."""

from precept.understand.models.areas import (
    Area,
    AreaPopulation,
)
from precept.understand.models.evidence import (
    EvidenceSource,
    new_source_reference,
)
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
    MeasureLook,
    Priority,
    PriorityEvidence,
    ResourceArea,
    Strategy,
    StrategySection,
)
from precept.understand.models.theory import (
    Theory,
    TheoryLink,
    TheoryRow,
    new_theory_reference,
)
from precept.understand.models.voices import (
    Voice,
    VoiceGroup,
    VoicePoint,
    new_voice_reference,
)

__all__ = [
    "Aim",
    "Area",
    "AreaPopulation",
    "CountKind",
    "CrimePlan",
    "EvidenceSource",
    "MappedService",
    "Measure",
    "MeasureLook",
    "NeedCount",
    "NeedGap",
    "NeedsAssessment",
    "Priority",
    "PriorityEvidence",
    "ResourceArea",
    "Strategy",
    "StrategySection",
    "Theory",
    "TheoryLink",
    "TheoryRow",
    "Voice",
    "VoiceGroup",
    "VoicePoint",
    "new_source_reference",
    "new_theory_reference",
    "new_voice_reference",
]
