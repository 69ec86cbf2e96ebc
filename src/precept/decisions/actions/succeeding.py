"""What a succession of the office does to decisions: those that wait pass on, those that were signed stay."""

from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from precept.decisions import rules
from precept.decisions.models import Decision
from precept.parties.sign_ups import (
    Moving,
    Shown,
    Staying,
    passes_with_the_office,
    stays_as_it_was,
)

DECISIONS = "/office/decisions"
"""Said before the addresses are known."""


def _waiting(_on: date) -> QuerySet[Decision]:
    return Decision.objects.filter(state__in=rules.UNSIGNED)


def _shown(one: Decision) -> Shown:
    href = reverse("decisions.one", args=[one.reference])
    return Shown(one.subject, f"{one.title} ({one.get_state_display().lower()})", href)


def sign_up_for_successions() -> None:
    """Say which decisions pass with the office and which stay as they were."""
    passes_with_the_office(
        Moving(
            "decisions",
            "Decisions not signed yet",
            "Signed by whoever decides for the new body, under the title of that day.",
            _waiting,
            _shown,
            place=7,
        )
    )
    stays_as_it_was(
        Staying(
            "Signed decisions",
            "The words that were signed, who signed as what, and the office’s name stay as they were.",
            lambda: Decision.objects.filter(signature__isnull=False).count(),
            DECISIONS,
        )
    )
