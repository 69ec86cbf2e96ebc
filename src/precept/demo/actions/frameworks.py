"""The framework of 2022–23 as the strategy's appendix prints it, and invented ones of later years."""

from typing import Any

from precept.demo.actions.agreements import record_line
from precept.demo.actions.cast import Cast
from precept.demo.reading import first_day, table
from precept.foundation import clock
from precept.foundation.money import read_money
from precept.plan import actions as plan
from precept.plan import rules
from precept.plan.models import Framework, FrameworkLine, FrameworkSection

LAYOUTS = {
    "contracts": "contracts due",
    "violence-reduction-network": "contract periods",
    "safety-fund-rounds": "rounds",
}
LATER_LAYOUTS = {
    "contracts": "contract periods",
    "rounds": "rounds",
    "projects": "projects",
    "formula-funding": "formula funding",
}


def draft_2022(cast: Cast) -> None:
    """The framework with its three empty tables, drafted so that the files have a place to go."""
    data = table("framework-2022-23")
    introduction, _, lead = data["introduction"].strip().rpartition("\n\n")
    plan.draft_framework(
        by=cast.manager,
        year=data["year"],
        title=f"{data['title']} 2022–23",
        introduction=introduction,
        lead=lead,
        review=data["review_text"],
        review_on=first_day(data["review"]),
        sections=[
            plan.NewSection(one["slug"], one["title"], LAYOUTS[one["slug"]])
            for one in data["section"]
        ],
    )


def publish_2022(cast: Cast) -> None:
    """Take in what was loaded, have it approved, publish it."""
    _go_live(cast, Framework.objects.get(year="2022-23", state="draft"))


def _go_live(cast: Cast, framework: Framework) -> None:
    plan.refresh_from_register(by=cast.manager, framework=framework)
    framework.refresh_from_db()
    framework = plan.approve(by=cast.commissioner, framework=framework, revision=framework.revision)
    plan.publish_framework(by=cast.manager, framework=framework)


def later_years(cast: Cast) -> None:
    """Frameworks of the years since, every line of them invented and marked so."""
    for data in table("later-years")["framework"]:
        framework = plan.draft_framework(
            by=cast.manager,
            year=data["year"],
            title=data["title"],
            introduction=data["introduction"].strip(),
            sections=[
                plan.NewSection(one["slug"], one["title"], LATER_LAYOUTS[one["kind"]])
                for one in data["section"]
            ],
            is_invented=True,
        )
        for section in data["section"]:
            for place, line in enumerate(section["line"], start=1):
                if section["kind"] in {"contracts", "rounds"}:
                    record_line(cast, data["year"], section, line, place)
                else:
                    _type_line(cast, framework, section, line)
        plan.refresh_from_register(by=cast.manager, framework=framework)
        _count_by_area(cast, framework)
        framework.refresh_from_db()
        _go_live(cast, framework)


def _count_by_area(cast: Cast, framework: Framework) -> None:
    areas = table("later-years")["area_of"]
    rows = FrameworkLine.objects.filter(section__framework=framework).exclude(priorities=[])
    framework.refresh_from_db()
    plan.set_areas(
        by=cast.manager,
        framework=framework,
        revision=framework.revision,
        areas={
            line.reference: areas[line.priorities[0]]
            for line in rows
            if line.priorities[0] in areas
        },
    )


def _type_line(
    cast: Cast, framework: Framework, section: dict[str, Any], line: dict[str, Any]
) -> None:
    formula = section["kind"] == "formula-funding"
    provider = cast.organisations.get(line.get("provider", ""))
    when = "" if formula else clock.spoken(line["decide_by"]) if "decide_by" in line else ""
    typed = rules.TypedLine(
        kind="formula" if formula else "project",
        number=line["reference"],
        name=line["title"],
        when=when,
        provider=provider.name if provider else "",
        fund=cast.funds[line["fund"]].code,
        amount=read_money(line["value"]),
        note=line.get("what", ""),
        area=table("later-years")["area_of"].get(line["priorities"][0], ""),
        is_invented=True,
    )
    plan.add_line(
        by=cast.manager,
        section=FrameworkSection.objects.get(framework=framework, key=section["slug"]),
        line=typed,
    )
