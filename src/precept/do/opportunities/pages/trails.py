"""Where the pages of rounds lie, and the way down to them."""

from django.urls import reverse

from precept.do.opportunities.models import Opportunity
from precept.foundation.web.trails import Trail, trail


def way(*, of: Opportunity | None = None, here: str = "") -> Trail:
    """The way from the office's home to a round, or to a page of it."""
    places = [(reverse("opportunities.all") if of or here else "", "Rounds")]
    if of is not None:
        places.append((address_of(of) if here else "", of.reference))
    return trail(*places, *([("", here)] if here else []))


def address_of(of: Opportunity) -> str:
    """The office's page of a round."""
    return reverse("opportunities.one", args=[of.reference])
