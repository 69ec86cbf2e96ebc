"""What a succession of the office does to the strategy and the police and crime plan."""

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
from precept.understand.models import CrimePlan, EvidenceSource, Strategy, Theory, Voice

STRATEGY = "/office/strategy"
EVIDENCE = "/office/evidence"
"""Said before the addresses are known."""


def _strategies(_on: date) -> QuerySet[Strategy]:
    return Strategy.objects.filter(state="draft")


def _shown_strategy(one: Strategy) -> Shown:
    return Shown(one.subject, one.title, reverse("understand.strategy", args=[one.version]))


def _plans(_on: date) -> QuerySet[CrimePlan]:
    return CrimePlan.objects.filter(state="draft")


def _shown_plan(one: CrimePlan) -> Shown:
    return Shown(
        one.subject, one.title, reverse("understand.plan", args=[one.reference, one.version])
    )


def _theories(_on: date) -> QuerySet[Theory]:
    return Theory.objects.filter(state="draft")


def _shown_theory(one: Theory) -> Shown:
    href = reverse("understand.theory_version", args=[one.reference, one.version])
    return Shown(one.subject, one.title, href)


def sign_up_for_successions() -> None:
    """Say that drafts pass with the office, and what was published stays as it was."""
    passes_with_the_office(
        Moving(
            "strategies",
            "Strategies being drafted",
            "Published by the new body.",
            _strategies,
            _shown_strategy,
            texts=("title", "note", "sections__heading", "sections__text"),
            place=17,
        )
    )
    passes_with_the_office(
        Moving(
            "plans",
            "Plans being drafted",
            "Published by the new body.",
            _plans,
            _shown_plan,
            texts=("title", "basis", "note", "priorities__title", "priorities__text"),
            place=18,
        )
    )
    passes_with_the_office(
        Moving(
            "theories",
            "Theories of change being drafted",
            "Agreed by the new body.",
            _theories,
            _shown_theory,
            texts=("title", "problem", "rows__text", "rows__measure", "links__assumption"),
            place=40,
        )
    )
    stays_as_it_was(
        Staying(
            "Evidence, agreed theories of change, and what people said",
            "What was found, agreed and said stays as it was, whoever asked.",
            lambda: (
                EvidenceSource.objects.count()
                + Theory.objects.exclude(state="draft").count()
                + Voice.objects.count()
            ),
            EVIDENCE,
        )
    )
    stays_as_it_was(
        Staying(
            "Published strategies and plans",
            "They hold until the new body publishes its own, and name whoever published them.",
            lambda: (
                Strategy.objects.exclude(state="draft").count()
                + CrimePlan.objects.exclude(state="draft").count()
            ),
            STRATEGY,
        )
    )
