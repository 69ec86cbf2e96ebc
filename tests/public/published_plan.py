"""The strategy, the plan and the measures that the office of these tests publishes."""

from typing import Any

from precept.understand.published import (
    AimPublished,
    AimsPublished,
    EvidencePublished,
    MeasurePublished,
    PlanPublished,
    PriorityPublished,
    SectionPublished,
    StrategyPublished,
)

YEAR = "2026-27"


def strategy(version: int = 1, **fields: Any) -> StrategyPublished:
    plain: dict[str, Any] = {
        "version": version,
        "title": "Commissioning strategy",
        "dated": "2025-11-28",
        "note": "The first of its kind.",
        "sections": (
            SectionPublished(
                slug="introduction",
                heading="Introduction",
                level=2,
                text="Why we commission.\n\n- Rural areas\n- Victims",
                note="One line could not be read.",
            ),
            SectionPublished(
                slug="process", heading="Process", level=3, text="How we commission.", note=""
            ),
        ),
    }
    return StrategyPublished(**{**plain, **fields})


def crime_plan(**fields: Any) -> PlanPublished:
    plain: dict[str, Any] = {
        "reference": "PLAN-1",
        "version": 1,
        "title": "Police and crime plan for Westmere",
        "term": "2025–2029",
        "first_year": 2025,
        "last_year": 2029,
        "review_on": "2027-04-01",
        "basis": "Guided by what people told us.",
        "note": "The days are not stated.",
        "priorities": (
            PriorityPublished(
                slug="support-for-victims",
                title="Support for victims",
                text="To support victims.",
                term="not stated",
                evidence=(
                    EvidencePublished(
                        kind="Survey",
                        text="Half asked for it.",
                        source="A survey",
                        dated="2025-02-01",
                    ),
                ),
            ),
        ),
        "resource_areas": ("Visible policing", "Supporting victims of crime"),
    }
    return PlanPublished(**{**plain, **fields})


def measure(**fields: Any) -> MeasurePublished:
    plain: dict[str, Any] = {
        "slug": "a-strategy",
        "kind": "deliverable",
        "text": "A written strategy for victims",
        "responsible": "The commissioner",
        "responsible_reference": None,
        "owner": "Head of commissioning",
        "due": "2027-01-31",
        "timescale": "within an agreed timescale",
        "state": "received",
        "state_title": "Received",
        "requested": "2026-05-01",
        "received": "2026-10-01",
        "assessed": None,
        "assessment": "Clear and short",
        "evidence": "The strategy itself",
        "evidence_link": "https://office.example/strategy",
        "schedule": "",
        "next_due": None,
    }
    return MeasurePublished(**{**plain, **fields})


def aim(**fields: Any) -> AimPublished:
    plain: dict[str, Any] = {
        "slug": "victims-of-crime",
        "title": "Victims of crime",
        "statement": "To alleviate the suffering of victims.",
        "introduction": "Being a victim can be devastating.",
        "lead": "We would like to see:",
        "priorities": ("support-for-victims",),
        "is_invented": True,
        "measures": (
            measure(),
            measure(
                slug="monitored",
                kind="monitored",
                text="Calls answered",
                schedule="Every quarter",
                next_due="2027-01-01",
                evidence_link="",
            ),
        ),
    }
    return AimPublished(**{**plain, **fields})


def aims(year: str = YEAR, **fields: Any) -> AimsPublished:
    plain: dict[str, Any] = {"year": year, "review": "Reviewed each April.", "aims": (aim(),)}
    return AimsPublished(**{**plain, **fields})
