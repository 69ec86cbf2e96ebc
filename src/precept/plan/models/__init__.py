"""Funds, budgets and frameworks; commissioning projects, their gates, options and assessments."""

from precept.plan.models.choosing import Assessment, Choice, Option
from precept.plan.models.funding import (
    Budget,
    Framework,
    FrameworkLine,
    FrameworkSection,
    Fund,
    FundRestriction,
    new_line_reference,
)
from precept.plan.models.market import MarketInterest, ProjectPage
from precept.plan.models.projects import (
    CycleStep,
    Gate,
    Project,
    ProjectLink,
    ProjectStep,
    new_project_reference,
)

__all__ = [
    "Assessment",
    "Budget",
    "Choice",
    "CycleStep",
    "Framework",
    "FrameworkLine",
    "FrameworkSection",
    "Fund",
    "FundRestriction",
    "Gate",
    "MarketInterest",
    "Option",
    "Project",
    "ProjectLink",
    "ProjectPage",
    "ProjectStep",
    "new_line_reference",
    "new_project_reference",
]
