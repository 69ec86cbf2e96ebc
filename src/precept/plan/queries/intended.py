"""Commissioning projects as rows of a year's framework, and what the projects of a year leave open."""

from collections.abc import Sequence

from django.urls import reverse

from precept.foundation.clock import FinancialYear
from precept.plan import rules
from precept.plan.intended_spend import IntendedSpend
from precept.plan.models import Fund, Project
from precept.plan.published import AmountPublished, LinkPublished, SharePublished
from precept.plan.rules import Doubt

MOST_PROJECTS = 500


def projects_of_year(year: str) -> list[Project]:
    """The projects under way that are undertaken in a financial year, the soonest wanted first (at most 500)."""
    last = FinancialYear.parse(year).end
    rows = Project.objects.filter(state="going", begun_on__lte=last).select_related(
        "choice", "page"
    )
    return [
        one
        for one in rows.prefetch_related("links").order_by("wanted_on", "pk")[:MOST_PROJECTS]
        if rules.stands_in_year(
            FinancialYear.of(one.begun_on).label,
            FinancialYear.of(one.wanted_on).label if one.wanted_on else None,
            year,
        )
    ]


def intended_projects(year: str, others: Sequence[IntendedSpend]) -> list[IntendedSpend]:
    """The projects of a year as rows of its framework, but for those whose money stands there already.

    A project led to what it is tied to where that begins no earlier than it: its money is counted there, once.
    """
    begins = {subject: one.begins for one in others for subject in one.stands_for}
    names = dict(Fund.objects.values_list("code", "short_name"))
    found: list[IntendedSpend] = []
    for one in projects_of_year(year):
        tied = [link.subject for link in one.links.all() if link.subject in begins]
        if any((begun := begins[it]) is None or begun >= one.begun_on for it in tied):
            continue
        found.append(_row(one, len(found) + 1, names))
    return found


def _row(one: Project, place: int, names: dict[str, str]) -> IntendedSpend:
    choice = getattr(one, "choice", None)
    funds = [code for code in (choice.funds if choice else ()) if code in names]
    return IntendedSpend(
        section=rules.PROJECTS_TABLE,
        subject=one.subject,
        name=_name(one),
        kind="project",
        when=rules.in_place_words(one.wanted_on),
        fund=funds[0] if funds else "",
        amounts=(
            AmountPublished(of="", pence=one.estimate.pence if one.estimate is not None else None),
        ),
        shares=tuple(SharePublished(fund=code, name=names[code], pence=None) for code in funds),
        links=_links(one),
        priorities=tuple(one.priorities),
        is_invented=one.is_invented,
        place=place,
    )


def _links(one: Project) -> tuple[LinkPublished, ...]:
    """Its page on the public site, where it has one."""
    page = getattr(one, "page", None)
    if page is None:
        return ()
    return (LinkPublished(text=page.title, href=f"/projects/{one.reference}"),)


def _name(one: Project) -> str:
    """What it is called in public, where it has a page there; else as the office calls it."""
    page = getattr(one, "page", None)
    return page.title if page is not None else one.title


def doubts_of_projects(year: str) -> list[Doubt]:
    """What the projects of a year leave open."""
    return rules.doubts_of_projects(
        (one.title, one.estimate is not None, reverse("plan.project", args=[one.reference]))
        for one in projects_of_year(year)
    )
