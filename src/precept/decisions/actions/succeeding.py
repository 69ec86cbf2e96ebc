"""What a succession of the office does to decisions: those that wait pass on, those that were signed stay."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from precept.decisions import rules
from precept.decisions.models import Decision
from precept.decisions.rules import dated
from precept.foundation import clock
from precept.parties.sign_ups import (
    Moving,
    Named,
    Shown,
    Staying,
    may_name_the_body,
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


def _schemes(on: date, _names: Sequence[str]) -> list[Named]:
    """The delegations in force on the day: those of the old body, until the new one's own are entered."""
    return [
        Named(
            f"Scheme of delegation: “{one.title}” still holds on {clock.spoken(on)}. Whoever runs the server"
            " enters the new body’s own scheme, with its first day.",
            DECISIONS,
        )
        for one in dated.delegations()
        if one.applies_on(on)
    ]


def sign_up_for_successions() -> None:
    """Say which decisions pass with the office and which stay as they were."""
    passes_with_the_office(
        Moving(
            "decisions",
            "Decisions not signed yet",
            "Signed by whoever decides for the new body, under the title of that day.",
            _waiting,
            _shown,
            texts=(
                "title",
                "summary",
                "background",
                "options",
                "recommendation",
                "reasons",
                "consultation",
            ),
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
    may_name_the_body(_schemes)
