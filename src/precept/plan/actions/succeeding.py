"""What a succession of the office does to funds, budgets and frameworks that are not published yet."""

from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse

from precept.foundation.clock import FinancialYear
from precept.parties.sign_ups import (
    Moving,
    Shown,
    Staying,
    passes_with_the_office,
    stays_as_it_was,
)
from precept.plan.models import Budget, Framework, Fund

FRAMEWORKS = "/office/framework"
"""Said before the addresses are known."""


def _funds(on: date) -> QuerySet[Fund]:
    return Fund.objects.filter(Q(ends=None) | Q(ends__gte=on))


def _shown_fund(one: Fund) -> Shown:
    return Shown(one.subject, one.name, reverse("plan.fund", args=[one.code]))


def _budgets(on: date) -> QuerySet[Budget]:
    return Budget.objects.filter(year__gte=FinancialYear.of(on).label).select_related("fund")


def _shown_budget(one: Budget) -> Shown:
    year = FinancialYear.parse(one.year).spoken
    href = reverse("plan.fund", args=[one.fund.code])
    return Shown(f"budget:{one.fund.code}:{one.year}", f"{one.fund.name}, {year}", href)


def _frameworks(_on: date) -> QuerySet[Framework]:
    return Framework.objects.filter(state__in=("draft", "approved"))


def _shown_framework(one: Framework) -> Shown:
    return Shown(one.subject, one.title, reverse("plan.framework", args=[one.year]))


def sign_up_for_successions() -> None:
    """Say what of the plan for money passes with the office and what stays as it was."""
    passes_with_the_office(
        Moving(
            "funds",
            "Funds",
            "The money is the new body’s, under the same conditions.",
            _funds,
            _shown_fund,
            texts=("name", "conditions", "note"),
            place=8,
        )
    )
    passes_with_the_office(
        Moving(
            "budgets",
            "Budgets of the year and later ones",
            "The pots stand as they stood, to the penny.",
            _budgets,
            _shown_budget,
            texts=("note",),
            place=9,
        )
    )
    passes_with_the_office(
        Moving(
            "frameworks",
            "Frameworks not published yet",
            "Approved and published by the new body.",
            _frameworks,
            _shown_framework,
            texts=("title", "introduction", "lead", "sections__note"),
            place=16,
        )
    )
    stays_as_it_was(
        Staying(
            "Published frameworks",
            "They say what the body of that year intended.",
            lambda: Framework.objects.filter(state__in=("published", "superseded")).count(),
            FRAMEWORKS,
        )
    )
