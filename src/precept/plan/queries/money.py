"""What of a decision's money projects and published frameworks know: the funds that they name, and the year."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q

from precept.decisions.models import Decision
from precept.decisions.sign_ups import MoneyKnown
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.plan import access
from precept.plan.models import FrameworkLine
from precept.plan.queries.funds import fund_names

MOST_LINES = 12


def money_in_words(paid: Sequence[tuple[str, int | None]]) -> str:
    """Funds as a decision names them, a line each, with what each pays where that is known."""
    return "\n".join(
        name if pence is None else f"{name}: {Money(pence).short}" for name, pence in paid
    )


def money_of_project(person: Person, decision: Decision) -> MoneyKnown | None:
    """The funds that the choice of a decision's project names, where somebody may see the project."""
    rows = access.projects_visible_to(person).filter(
        Q(links__subject=decision.subject) | Q(reference=_project_in(decision.about))
    )
    one = rows.filter(choice__isnull=False).select_related("choice").order_by("pk").first()
    if one is None or not one.choice.funds:
        return None
    names = fund_names(one.choice.funds)
    return MoneyKnown(f"the project {one.title}", money_in_words([(name, None) for name in names]))


def _project_in(about: str) -> str:
    kind, _, reference = about.partition(":")
    return reference if kind == "project" else ""


def money_of_lines(_: Person, decision: Decision) -> MoneyKnown | None:
    """The funds and years that published frameworks state for what a decision is about."""
    if not decision.about:
        return None
    rows = FrameworkLine.objects.filter(
        subject=decision.about, section__framework__state="published"
    ).select_related("section__framework")
    lines = list(rows.order_by("section__framework__year", "place")[:MOST_LINES])
    paid: dict[str, int | None] = {}
    years: list[Mapping[str, object]] = []
    for line in lines:
        for code, pence in _shares(line):
            before = paid.get(code, 0)
            paid[code] = None if pence is None or before is None else before + pence
        sums = [row["pence"] for row in line.amounts]
        if sums and None not in sums:
            years.append({"year": line.section.framework.year, "pence": sum(sums)})
    if not paid:
        return None
    if len(years) != len(lines):
        years = []
    named = zip(fund_names(list(paid)), paid.values(), strict=True)
    words = money_in_words(list(named))
    return MoneyKnown("the framework", words, tuple(years))


def _shares(line: FrameworkLine) -> list[tuple[str, int | None]]:
    shares: list[dict[str, Any]] = line.shares
    if shares:
        return [(row["fund"] or row["name"], row["pence"]) for row in shares]
    return [(line.fund, None)] if line.fund else []
