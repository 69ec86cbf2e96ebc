"""Formula funding as rows of a year's commissioning framework, and what a year's formula leaves open."""

from django.urls import reverse

from precept.do.agreements import rules as agreements
from precept.do.partners.models import Allocation, Formula
from precept.foundation.clock import FinancialYear
from precept.plan import rules as plan
from precept.plan.intended_spend import IntendedSpend
from precept.plan.published import AmountPublished, SharePublished
from precept.plan.rules import Doubt

MOST_ALLOCATIONS = 500


def intended_formula(year: str) -> list[IntendedSpend]:
    """What a year's formula in force allocates, but for what was declined: a row a partnership (at most 500)."""
    rows = (
        Allocation.objects.filter(formula__year=year, formula__state="approved")
        .exclude(state="declined")
        .select_related("formula__fund", "organisation")
        .order_by("organisation__name", "pk")[:MOST_ALLOCATIONS]
    )
    return [
        IntendedSpend(
            section=plan.FORMULA_TABLE,
            subject=one.subject,
            name=one.formula.title,
            kind="formula",
            provider=agreements.provider_in_public(
                one.organisation.name,
                one.organisation.area,
                is_protected=one.organisation.is_protected,
            ),
            fund=one.formula.fund.code,
            amounts=(AmountPublished(of="", pence=one.amount.pence),),
            shares=(
                SharePublished(
                    fund=one.formula.fund.code,
                    name=one.formula.fund.short_name,
                    pence=one.amount.pence,
                ),
            ),
            begins=FinancialYear.parse(year).start,
            is_invented=one.formula.is_invented,
            place=place,
        )
        for place, one in enumerate(rows, start=1)
    ]


def doubts_of_formula(year: str) -> list[Doubt]:
    """Whether a formula of the year is drafted but not in force: what partnerships get is not listed yet."""
    rows = Formula.objects.filter(year=year)
    if rows.filter(state="approved").exists():
        return []
    draft = rows.filter(state="draft").order_by("-number").first()
    if draft is None:
        return []
    words = (
        f"The formula of {FinancialYear.parse(year).spoken} is not approved yet:"
        " what it gives to partnerships is not listed."
    )
    return [plan.gap(words, reverse("partners.formula", args=[year, draft.number]))]
