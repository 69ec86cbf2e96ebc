"""A small office as it was published: one of each thing, every field filled; invented throughout."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from precept.do.agreements.published import (
    AgreementLinkPublished,
    AgreementPublished,
    AgreementSharePublished,
    PriorityLinkPublished,
    ValuePublished,
)
from precept.do.opportunities.published import OpportunityPublished, OpportunitySharePublished
from precept.foundation.ledger.actions import SYSTEM
from precept.foundation.publications import actions
from precept.foundation.publications.kinds import Struct
from precept.foundation.publications.models import Publication
from precept.parties.published import (
    IdentifierPublished,
    OfficePublished,
    OrganisationPublished,
    area_only,
)
from precept.plan import rules as plan
from precept.plan.published import (
    AmountPublished,
    BudgetPublished,
    FrameworkPublished,
    FrameworkSectionPublished,
    FundPublished,
    LinePublished,
    LinkPublished,
    SharePublished,
)
from tests.public.published_plan import YEAR, aim, aims, crime_plan, strategy

TODAY = date(2026, 11, 22)


def publish(kind: str, key: str, payload: Struct, title: str = "", why: str = "") -> Publication:
    """Release something, as the part that owns it would."""
    return actions.publish(
        kind_name=kind, key=key, title=title or f"A {kind}", payload=payload, by=SYSTEM, why=why
    )


def office(**fields: Any) -> OfficePublished:
    plain: dict[str, Any] = {
        "name": "Office of the Commissioner for Westmere",
        "short_name": "Westmere OPCC",
        "body": "Commissioner for Westmere",
        "body_reference": "ORG-1",
        "area": "Westmere",
        "colour": "#1d3557",
        "accent": "#d8a12b",
        "website": "https://office.example/",
        "postal_address": "The Office",
        "mailbox": "",
        "telephone": "",
        "is_demonstration": True,
    }
    return OfficePublished(**{**plain, **fields})


def organisation(reference: str = "ORG-2", **fields: Any) -> OrganisationPublished:
    plain: dict[str, Any] = {
        "reference": reference,
        "name": "Willow Advice",
        "kinds": ("charity", "provider"),
        "starts": "2001-05-01",
        "ends": None,
        "former_names": ("Willow Line",),
        "identifiers": (
            IdentifierPublished(scheme="GB-CHC", scheme_title="Charity number", value="1999999"),
        ),
        "successor": None,
        "successor_name": None,
        "about": "Listens to people.",
        "website": "https://willow.example/",
        "area": "Westmere",
        "is_protected": False,
        "is_invented": True,
    }
    return OrganisationPublished(**{**plain, **fields})


def protected(reference: str = "ORG-3") -> OrganisationPublished:
    return area_only(reference, "Safe Haven", "North Westmere", is_invented=True)


def fund(code: str = "CORE", **fields: Any) -> FundPublished:
    plain: dict[str, Any] = {
        "code": code,
        "name": "Core budget",
        "short_name": "Core",
        "kind": "core",
        "kind_title": "Core budget",
        "given_by": "Commissioner for Westmere",
        "given_by_reference": "ORG-1",
        "conditions": "For services.",
        "starts": None,
        "ends": "2029-03-31",
        "note": "A note of the fund.",
        "is_invented": True,
        "budgets": (
            BudgetPublished(
                year="2027-28", pence=None, source="Estimate", note="Not settled", is_invented=True
            ),
            BudgetPublished(
                year=YEAR, pence=420_000_000, source="Budget book", note="", is_invented=True
            ),
        ),
    }
    return FundPublished(**{**plain, **fields})


def line(number: str, *pence: int | None, **fields: Any) -> LinePublished:
    plain: dict[str, Any] = {
        "number": number,
        "name": "Help for victims",
        "when": "March 2027",
        "limit": "",
        "provider": "Willow Advice",
        "fund": "CORE",
        "kind": "contract",
        "amounts": tuple(AmountPublished(of="", pence=one) for one in pence),
        "shares": (),
        "available": None,
        "links": (LinkPublished(text=number, href=f"/register/{number}"),),
        "note": "Let with partners.",
        "is_invented": True,
    }
    return LinePublished(**{**plain, **fields})


def section(
    key: str, layout: str, *lines: LinePublished, **fields: Any
) -> FrameworkSectionPublished:
    plain: dict[str, Any] = {
        "title": f"The table {key}",
        "note": f"What {key} holds.",
        "columns": plan.columns_of(layout),
        "total": plan.total_of(lines),
    }
    return FrameworkSectionPublished(key=key, layout=layout, lines=lines, **{**plain, **fields})


def framework(year: str = YEAR, version: int = 1, **fields: Any) -> FrameworkPublished:
    first = int(year[:4])
    sections: Iterable[FrameworkSectionPublished] = fields.pop("sections", None) or (
        section("contracts", "contracts due", line("CORE004", 5_600_000), line("CORE005", None)),
        section(
            "rounds",
            "rounds",
            line(
                "1",
                11_100_000,
                name="Rural crime",
                kind="round",
                fund="CSF",
                limit="Up to £10,000",
                shares=(
                    SharePublished(fund="CSF", name="Safety Fund", pence=6_100_000),
                    SharePublished(fund="VRN", name="Violence Reduction Network", pence=5_000_000),
                ),
                links=(LinkPublished(text="1", href="/opportunities/CSF-2026-27-1"),),
            ),
        ),
    )
    lines = [one for table in sections for one in table.lines]
    names = {"CORE": "Core budget", "CSF": "Safety Fund", "VRN": "Violence Reduction Network"}
    plain: dict[str, Any] = {
        "year": year,
        "version": version,
        "state": "published",
        "office": "Office of the Commissioner for Westmere",
        "title": f"Commissioning framework {year.replace('-', '–')}",
        "introduction": "What the money is for.",
        "lead": "What we ask for.",
        "review": "April 2027",
        "why": "The budget was settled.",
        "starts": f"{first}-04-01",
        "ends": f"{first + 1}-03-31",
        "approved_on": f"{first}-03-20",
        "approved_as": "Commissioner",
        "aims": (aim(),),
        "sections": tuple(sections),
        "slices": plan.slices(lines, names),
        "total": plan.total_of(lines),
        "is_invented": True,
    }
    return FrameworkPublished(**{**plain, **fields})


def value(pence: int | None, **fields: Any) -> ValuePublished:
    plain: dict[str, Any] = {
        "kind": "contract value",
        "kind_title": "Contract value",
        "vat": "excluding",
        "vat_title": "Excluding VAT",
        "dated": "2026-01-31",
        "source": "The framework",
        "is_current": True,
    }
    return ValuePublished(pence=pence, **{**plain, **fields})


def agreement(reference: str = "CORE004", **fields: Any) -> AgreementPublished:
    plain: dict[str, Any] = {
        "reference": reference,
        "title": "Help for victims by telephone",
        "kind": "contract",
        "kind_title": "Contract",
        "status": "active",
        "status_title": "Active",
        "provider": "Willow Advice",
        "provider_reference": "ORG-2",
        "provider_area": "",
        "programme": "Victim First",
        "programme_reference": "PROG-1",
        "same_programme": (AgreementLinkPublished(reference="CORE005", title="Another"),),
        "procedure": "open",
        "procedure_title": "Open procedure",
        "due": "March 2027",
        "starts": "2026-04-01",
        "ends": "2028-03-31",
        "values": (value(5_600_000), value(5_000_000, is_current=False, kind_title="Estimate")),
        "shares": (AgreementSharePublished(fund="CORE", fund_name="Core budget", pence=5_600_000),),
        "priorities": (
            PriorityLinkPublished(slug="support-for-victims", title="Support for victims"),
        ),
        "predecessor": AgreementLinkPublished(reference="CORE001", title="Before"),
        "successor": None,
        "frameworks": (YEAR,),
        "source": "The framework",
        "note": "A note of the agreement.",
        "is_invented": True,
    }
    return AgreementPublished(**{**plain, **fields})


def opportunity(reference: str = "CSF-2026-27-1", **fields: Any) -> OpportunityPublished:
    plain: dict[str, Any] = {
        "reference": reference,
        "programme": "Safety Fund",
        "procedure": "grant round",
        "year": YEAR,
        "number": 1,
        "theme": "Rural crime",
        "deadline": "2026-12-09",
        "deadline_time": "17:00:00",
        "limit": 1_000_000,
        "limit_words": "Up to £10,000",
        "available": 11_100_000,
        "spend": None,
        "fund": "CSF",
        "fund_name": "Safety Fund",
        "shares": (OpportunitySharePublished(fund="CSF", name="Safety Fund", pence=6_100_000),),
        "state": "open",
        "state_title": "Open",
        "priorities": ("support-for-victims",),
        "source": "The framework",
        "note": "A note of the round.",
        "is_invented": True,
    }
    return OpportunityPublished(**{**plain, **fields})


def publish_everything() -> None:
    """One of each kind, two versions of what has versions, two years of frameworks."""
    publish("office", "office", office(), title="Office of the Commissioner for Westmere")
    publish(
        "organisation",
        "ORG-1",
        organisation("ORG-1", name="Commissioner for Westmere", kinds=("commissioning body",)),
        title="Commissioner for Westmere",
    )
    publish("organisation", "ORG-2", organisation(), title="Willow Advice")
    publish("organisation", "ORG-3", protected(), title="Safe Haven")
    for code, name in (("CORE", "Core budget"), ("CSF", "Safety Fund")):
        publish("fund", code, fund(code, name=name), title=name)
    for version in (1, 2):
        row = publish(
            "strategy",
            "strategy",
            strategy(version),
            title="Commissioning strategy",
            why="It was reviewed." if version == 2 else "",
        )
        actions.write_files(row)
    publish("plan", "PLAN-1", crime_plan(), title="Police and crime plan for Westmere")
    publish("measures", YEAR, aims(), title="Aims and measures 2026–27")
    row = publish(
        "framework", "2025-26", framework("2025-26"), title="Commissioning framework 2025–26"
    )
    actions.write_files(row)
    publish(
        "framework",
        YEAR,
        framework(introduction="The first words."),
        title="Framework, first words",
    )
    row = publish("framework", YEAR, framework(version=2), title="Commissioning framework 2026–27")
    actions.write_files(row)
    publish("agreement", "CORE004", agreement(values=()), title="Help for victims by telephone")
    publish(
        "agreement",
        "CORE004",
        agreement(),
        title="Help for victims by telephone",
        why="Its value was agreed.",
    )
    publish(
        "agreement",
        "CORE005",
        agreement("CORE005", title="Another", kind="grant agreement", kind_title="Grant agreement"),
        title="Another",
    )
    publish("opportunity", "CSF-2026-27-1", opportunity(), title="Rural crime")
