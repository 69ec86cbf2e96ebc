"""Where the pages of funds and frameworks lie."""

from django.urls import reverse

from precept.foundation import clock
from precept.foundation.web.trails import Trail, trail


def fund_trail(code: str = "", name: str = "", here: str = "") -> Trail:
    """Breadcrumbs of the funds' pages."""
    places = [(reverse("plan.funds") if code or here else "", "Funds")]
    if code:
        places.append((reverse("plan.fund", args=[code]) if here else "", name))
    return trail(*places, *([("", here)] if here else []))


def year_trail(year: str = "", here: str = "") -> Trail:
    """Breadcrumbs of the frameworks' pages."""
    places = [(reverse("plan.frameworks") if year or here else "", "Commissioning framework")]
    if year:
        spoken = clock.FinancialYear.parse(year).spoken
        places.append((reverse("plan.framework", args=[year]) if here else "", spoken))
    return trail(*places, *([("", here)] if here else []))
