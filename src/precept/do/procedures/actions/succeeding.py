"""What a succession of the office does to procedures and documents: the new body keeps them, and approves its own."""

from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from precept.do.procedures import queries
from precept.do.procedures.models import Standard, StandardReview, StandardVersion
from precept.parties.sign_ups import (
    Moving,
    Shown,
    Staying,
    passes_with_the_office,
    stays_as_it_was,
)

PROCEDURES = "/office/procedures"
"""Said before the addresses are known."""


def _standards(_on: date) -> QuerySet[Standard]:
    return Standard.objects.filter(retired_on=None)


def _shown(one: Standard) -> Shown:
    return Shown(one.subject, queries.title_of(one), reverse("procedures.one", args=[one.key]))


def sign_up_for_successions() -> None:
    """Say that procedures and documents in use pass with the office, and that what was approved stays as it was."""
    passes_with_the_office(
        Moving(
            "standards",
            "Procedures and templates in use",
            "They hold until the new body approves versions of its own.",
            _standards,
            _shown,
            texts=("versions__title", "versions__used_when"),
            place=20,
        )
    )
    stays_as_it_was(
        Staying(
            "Approved versions of procedures and templates",
            "They say what held when, and who approved it.",
            lambda: StandardVersion.objects.filter(state="approved").count(),
            PROCEDURES,
        )
    )
    stays_as_it_was(
        Staying(
            "Yearly reviews that were closed",
            "They say what came of them then.",
            StandardReview.objects.count,
            PROCEDURES,
        )
    )
