"""Where the office's pages of the register lie, and the way to them."""

from django.urls import reverse

from precept.do.agreements.models import Agreement
from precept.foundation.web.trails import Trail, trail

ONE = "office/register/<str:reference>"
"""Where the office's pages of an agreement lie."""


def trail_of(of: Agreement | None = None, here: str = "") -> Trail:
    """The way from the office's home to a page of the register."""
    places = [(reverse("agreements.all") if of or here else "", "Register")]
    if of is not None:
        places.append((office_address(of) if here else "", of.reference))
    return trail(*places, *([("", here)] if here else []))


def office_address(of: Agreement) -> str:
    """Where the office reads an agreement."""
    return reverse("agreements.one", args=[of.reference])
