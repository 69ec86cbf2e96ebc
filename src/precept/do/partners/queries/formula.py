"""Formula funding: a year's formula, its figures, what each partnership is allocated, what it reported."""

from dataclasses import dataclass

from django.http import Http404

from precept.do.partners import access, rules
from precept.do.partners.models import Allocation, AllocationReturn, Formula, FormulaArea
from precept.foundation import clock
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.parties import queries as parties

MOST = 200


def formulas(person: Person) -> list[Formula]:
    """Every version of every year, newest first (at most 200)."""
    rows = access.formulas_for(person).select_related("fund")
    return list(rows.order_by("-year", "-number")[:MOST])


def formula(person: Person, year: str, number: int) -> Formula:
    """One version of a year's formula; 404 where this person may not look it up."""
    rows = access.formulas_for(person).select_related("fund", "drafted_by", "approved_by")
    found = rows.filter(year=year, number=number).first()
    if found is None:
        raise Http404
    return found


def areas_of(of: Formula) -> list[FormulaArea]:
    """The figures of each partnership, in the order in which they were stated."""
    return list(of.areas.select_related("organisation").order_by("pk")[:MOST])


def area_of(of: Formula, organisation: str) -> FormulaArea | None:
    """The figures of one partnership, where they are stated."""
    rows = of.areas.select_related("organisation")
    return rows.filter(organisation__reference=organisation).first()


@dataclass(frozen=True)
class AreaWorkedOut:
    """A partnership's figures with what the formula gives it."""

    area: FormulaArea
    amount: Money
    by_formula: str
    by_previous: str


@dataclass(frozen=True)
class WorkedOut:
    """A formula worked out, or the words that say why it cannot be yet."""

    rows: tuple[AreaWorkedOut, ...]
    problem: str


def worked_out(of: Formula) -> WorkedOut:
    """What each partnership would get, to the penny."""
    areas = {one.organisation.reference: one for one in areas_of(of)}
    figures = [
        rules.AreaFigures(
            key, one.organisation.name, one.population, one.crime, one.demand, one.previous
        )
        for key, one in areas.items()
    ]
    try:
        found = rules.allocated(of.amount, figures, of.weights, of.phase)
    except rules.FormulaProblem as problem:
        return WorkedOut((), problem.words)
    return WorkedOut(
        tuple(
            AreaWorkedOut(
                areas[one.key],
                one.amount,
                rules.percent_words(one.by_formula),
                rules.percent_words(one.by_previous) if one.by_previous is not None else "–",
            )
            for one in found
        ),
        "",
    )


def allocations_of(of: Formula) -> list[Allocation]:
    """What each partnership was allocated, with its returns: two queries."""
    rows = of.allocations.select_related("organisation").prefetch_related("returns")
    return list(rows.order_by("pk")[:MOST])


def allocation(person: Person, reference: str) -> Allocation:
    """One allocation; 404 where this person may not look it up."""
    found = (
        Allocation.objects.select_related("formula__fund", "organisation", "answered_by")
        .prefetch_related("returns")
        .filter(reference=reference, formula__in=access.formulas_for(person))
        .first()
    )
    if found is None:
        raise Http404
    return found


def answers_itself(of: Allocation) -> bool:
    """Whether somebody who signs for the partnership can sign in as a partner and answer."""
    return any(access.may_see_joint(one) for one in parties.signatories(of.organisation))


def my_allocations(person: Person) -> list[Allocation]:
    """The allocations to this person's organisations, the latest year first (at most 200)."""
    rows = access.allocations_to(person).filter(formula__state="approved")
    return list(
        rows.select_related("formula", "organisation").order_by("-formula__year", "pk")[:MOST]
    )


def my_allocation(person: Person, reference: str) -> Allocation:
    """One of them; 404 for any other."""
    found = (
        access.allocations_to(person)
        .select_related("formula", "organisation")
        .prefetch_related("returns")
        .filter(reference=reference)
        .first()
    )
    if found is None:
        raise Http404
    return found


def return_of(of: Allocation, day: str) -> AllocationReturn:
    """The return that was due on a day ("2026-10-30"), or 404."""
    rows = of.returns.select_related("allocation__formula", "allocation__organisation")
    found = next((one for one in rows if one.due.isoformat() == day), None)
    if found is None:
        raise Http404
    return found


def late_returns() -> list[AllocationReturn]:
    """The returns of accepted allocations that are past their day and did not come (at most 20)."""
    rows = AllocationReturn.objects.filter(
        received_on=None,
        due__lt=clock.today(),
        allocation__state="accepted",
        allocation__formula__state="approved",
    )
    return list(
        rows.select_related("allocation__organisation", "allocation__formula").order_by("due")[:20]
    )
