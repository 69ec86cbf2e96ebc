"""Where the pages of decisions lie."""

from typing import Any

from django.urls import reverse

from precept.decisions.models import Decision
from precept.foundation.web.trails import Trail, trail


def place(decision: Decision) -> str:
    """The page of one decision."""
    return reverse("decisions.one", args=[decision.reference])


def decision_trail(decision: Decision | None = None, here: str = "") -> Trail:
    """Breadcrumbs of the decisions' pages."""
    places = [(reverse("decisions.all") if decision or here else "", "Decisions")]
    if decision is not None:
        places.append((place(decision) if here else "", decision.reference))
    return trail(*places, *([("", here)] if here else []))


def around(decision: Decision, here: str) -> dict[str, Any]:
    """What stands around a page that asks for something of a decision."""
    return {
        "caption": decision.reference,
        "back": place(decision),
        "breadcrumbs": decision_trail(decision, here),
    }
