"""What people need in the demonstration: areas, invented counts, an agreed assessment and a draft."""

from datetime import date, timedelta
from typing import Any

from precept.demo.actions.cast import Cast
from precept.demo.reading import table
from precept.foundation import clock
from precept.understand.actions import areas, counts, need_parts, needs
from precept.understand.models import Area, NeedsAssessment
from precept.understand.rules import counts as rules
from precept.understand.rules.needs import figure_key
from precept.understand.rules.planning import slug_of


def assess_needs(cast: Cast) -> None:
    """Take over the areas, keep invented counts, agree and publish one assessment, leave one a draft."""
    said = table("needs")
    areas.take_standard_areas(by=cast.manager)
    known = {one.code: one for one in Area.objects.all()}
    first, last = _months(said["count"])
    for one in said["count"]["kind"]:
        _count(cast, one, said["count"]["source"], rules.months_between(first, last), known)
    figures = [figure_key(slug_of(one["title"]), one["group"]) for one in said["count"]["kind"]]
    agreed = _begin(cast, said["agreed"])
    agreed = needs.set_figures(
        by=cast.people["commissioning-officer"],
        need=agreed,
        revision=agreed.revision,
        areas=[known[code] for code in said["count"]["kind"][0]["by_area"]],
        figures=figures,
        first_month=first,
        last_month=last,
    )
    _write(cast, agreed, said["agreed"], known)
    now = NeedsAssessment.objects.get(pk=agreed.pk)
    now = needs.agree_need(by=cast.manager, need=now, revision=now.revision)
    needs.publish_need(by=cast.chief_executive, need=now)
    draft = _begin(cast, said["draft"])
    needs.change_need(
        by=cast.people["commissioning-officer"],
        need=draft,
        revision=draft.revision,
        questions=said["draft"]["questions"].strip(),
    )


def _months(said: dict[str, Any]) -> tuple[date, date]:
    first: date = said["first"]
    months = rules.months_between(first, first + timedelta(days=31 * said["months"]))
    return first, months[said["months"] - 1]


def _count(
    cast: Cast, said: dict[str, Any], source: str, months: list[date], known: dict[str, Area]
) -> None:
    for code, about in said["by_area"].items():
        for at, month in enumerate(months):
            # A little up and down through the year, the same each time it is built.
            swing = (at * 7 + len(known[code].name)) % 5 - 2
            counts.keep_count(
                by=cast.manager,
                kind=said["title"],
                month=month,
                area=known[code],
                count=max(0, about + about * swing // 20),
                group=said["group"],
                source=source,
                is_invented=True,
            )


def _begin(cast: Cast, said: dict[str, Any]) -> NeedsAssessment:
    days = said.get("review_days")
    return needs.begin_need(
        by=cast.people["commissioning-officer"],
        title=said["title"],
        priorities=said["priorities"],
        owner=said["owner"],
        review_on=clock.today() + timedelta(days=days) if days else None,
        is_invented=True,
    )


def _write(cast: Cast, need: NeedsAssessment, said: dict[str, Any], known: dict[str, Area]) -> None:
    officer = cast.people["commissioning-officer"]
    needs.change_need(
        by=officer,
        need=need,
        revision=need.revision,
        questions=said["questions"].strip(),
        findings=said["findings"].strip(),
        population=said["population"],
        population_of=said["population_of"],
        population_source=said["population_source"],
        population_dated=said["population_dated"],
    )
    for one in said["service"]:
        need_parts.add_service(
            by=officer,
            need=need,
            what=one.get("what", ""),
            by_whom=one.get("by_whom", ""),
            agreement=f"agreement:{one['agreement']}" if "agreement" in one else "",
            capacity=one.get("capacity"),
            areas=[known[code] for code in one["areas"]],
        )
    for one in said["gap"]:
        need_parts.add_gap(
            by=officer,
            need=need,
            what=one["what"],
            areas=[known[code] for code in one["areas"]],
        )
