"""What a succession of the office does to needs assessments, areas and counts."""

from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from precept.parties.sign_ups import (
    Moving,
    Shown,
    Staying,
    passes_with_the_office,
    stays_as_it_was,
)
from precept.understand.models import NeedCount, NeedsAssessment

NEEDS = "/office/needs"
"""Said before the addresses are known."""


def _needs(_on: date) -> QuerySet[NeedsAssessment]:
    return NeedsAssessment.objects.filter(state="draft")


def _shown(one: NeedsAssessment) -> Shown:
    return Shown(one.subject, one.title, reverse("understand.need", args=[one.reference]))


def sign_up_for_successions() -> None:
    """Say that drafts pass with the office, and that what was agreed or counted stays as it was."""
    passes_with_the_office(
        Moving(
            "needs",
            "Needs assessments being drafted",
            "Agreed by the new body.",
            _needs,
            _shown,
            texts=("title", "findings", "questions", "services__what", "gaps__what"),
            place=19,
        )
    )
    stays_as_it_was(
        Staying(
            "Agreed needs assessments",
            "They hold until their day of review, and name whoever agreed them.",
            lambda: NeedsAssessment.objects.exclude(state="draft").count(),
            NEEDS,
        )
    )
    stays_as_it_was(
        Staying(
            "Counts by month, type and area",
            "They say what was counted, whoever the office belongs to.",
            NeedCount.objects.count,
            f"{NEEDS}/counts",
        )
    )
