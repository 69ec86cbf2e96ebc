"""An office that has published what briefings are drawn from, invented throughout."""

from typing import Any

from precept.decisions.published import DecisionPriorityPublished, DecisionPublished
from precept.do.agreements.published import (
    AgreementSharePublished,
    PriorityLinkPublished,
    ValuePublished,
)
from precept.do.partners.published import (
    BodyPublished,
    ContributionPublished,
    FormulaAreaPublished,
    FormulaPublished,
    JointServicePublished,
    LotPublished,
    TitlePublished,
)
from precept.plan.published import ProjectPublished, ServedPublished
from precept.understand.published import ServicePublished, VoicePriorityPublished
from tests.public import published_office as made
from tests.public.published_office import publish
from tests.public.test_public_needs import need

__all__ = ["VoicePriorityPublished", "made", "need", "publish"]
VICTIMS = "support-for-victims"


def value(
    pence: int | None, kind: str = "Annual value", vat: str = "Excluding VAT"
) -> ValuePublished:
    return ValuePublished(
        pence=pence,
        kind="annual",
        kind_title=kind,
        vat="excluding",
        vat_title=vat,
        dated="2026-04-01",
        source="The framework",
        is_current=True,
    )


def agreement(reference: str, pence: int | None, **fields: Any) -> None:
    """Publish an agreement of Willow Advice that serves victims."""
    kind = fields.pop("kind_of_value", "Annual value")
    vat = fields.pop("vat", "Excluding VAT")
    said = made.agreement(
        reference,
        title=fields.pop("title", f"Service {reference}"),
        values=(value(pence, kind, vat),),
        shares=(AgreementSharePublished(fund="CORE", fund_name="Core budget", pence=None),),
        priorities=(PriorityLinkPublished(slug=VICTIMS, title="Support for victims"),),
        **fields,
    )
    publish("agreement", reference, said, title=said.title)


def decision(reference: str, pence: int | None, **fields: Any) -> None:
    """Publish a decision that serves victims."""
    plain: dict[str, Any] = {
        name: ""
        for name, field in DecisionPublished.model_fields.items()
        if field.is_required() and field.annotation is str
    }
    plain |= {
        name: ()
        for name, field in DecisionPublished.model_fields.items()
        if field.is_required() and str(field.annotation).startswith("tuple")
    }
    plain |= {
        "reference": reference,
        "title": f"Decision {reference}",
        "kind": "award",
        "kind_title": "Award",
        "pence": pence,
        "priorities": (DecisionPriorityPublished(slug=VICTIMS, title="Support for victims"),),
        "decided_by": "Commissioner",
        "signed_on": "2026-10-01",
        "is_on_paper": False,
        "exemption_review": None,
        "papers": 0,
        "is_invented": True,
        **fields,
    }
    publish("decision", reference, DecisionPublished(**plain), title=plain["title"])


def joint_service() -> None:
    """Publish a service that two bodies commission together in Westmere."""
    body = BodyPublished(reference="ORG-2", name="Willow Advice")
    said = JointServicePublished(
        reference="safe-places",
        title="Safe places at night",
        purpose="",
        priorities=(TitlePublished(slug=VICTIMS, title="Support for victims"),),
        starts=None,
        ends=None,
        longest="",
        commissioners=(body, BodyPublished(reference="ORG-9", name="District of Westmere")),
        lead=None,
        lead_why="",
        lead_proposed=(),
        lots=(LotPublished(number=1, title="Town", area="Westmere", pence=None, agreements=()),),
        contributions=(
            ContributionPublished(body=body, year="2026-27", pence=150_000, source=""),
            ContributionPublished(body=body, year="2025-26", pence=999_900, source=""),
        ),
        managed_by=None,
        source="",
        note="",
        is_invented=True,
    )
    publish("joint-service", "safe-places", said, title=said.title)


def formula() -> None:
    """Publish a year's formula funding to the partnerships of Westmere and Eastmere."""
    areas = tuple(
        FormulaAreaPublished(
            body=BodyPublished(reference=None, name=name),
            population=1,
            crime=1,
            demand=1,
            previous=None,
            source="",
            dated="2026-01-01",
            by_formula="",
            pence=pence,
        )
        for name, pence in (("Westmere partnership", 730_000), ("Eastmere partnership", 1))
    )
    said = FormulaPublished(
        year="2026-27",
        number=1,
        title="Formula funding",
        fund="CORE",
        fund_name="Core",
        pence=730_001,
        weights=(),
        phase=0,
        conditions=(),
        accept_by="2026-04-01",
        returns_due=(),
        source="",
        why="",
        areas=areas,
        is_invented=True,
    )
    publish("formula-funding", "2026-27", said, title=said.title)


def project(reference: str, *, is_in_market: bool = True, **of: Any) -> None:
    """Publish a project that serves victims."""
    said = ProjectPublished(
        reference=reference,
        title=f"Calls at night {reference}",
        purpose="Somebody answers.",
        for_whom="Victims",
        told="",
        priorities=(ServedPublished(slug=VICTIMS, title="Support for victims"),),
        phase="plan",
        stage="Weighing how to meet it",
        is_in_market=is_in_market,
        begun_on="2026-10-01",
        opens_on="2027-01-31",
        wanted_on="2027-08-28",
        band="£250,000 to £1 million",
        way="",
        months=None,
        gates=(),
        thread=(),
        ended_on=None,
        outcome="",
        is_invented=False,
        **of,
    )
    publish("project", reference, said, title=said.title)


def an_area() -> None:
    """Publish a need of Westmere that an agreement meets there."""
    services = (
        ServicePublished(
            what="Help by telephone",
            by_whom="Willow Advice",
            href="/register/CORE004",
            areas=("Westmere",),
            capacity=300,
            note="",
        ),
        ServicePublished(
            what="A drop-in",
            by_whom="A church",
            href=None,
            areas=("Westmere", "Eastmere"),
            capacity=None,
            note="",
        ),
    )
    publish("need", "N23456789", need(services=services), title="Need N23456789")
