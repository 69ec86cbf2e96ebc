"""Where the parts above say what an agreement leads to in their own pages."""

from collections.abc import Callable

from precept.do.agreements.models import Agreement

Lead = tuple[str, str]
"""An address in the office, and its words."""
Leads = Callable[[Agreement], list[Lead]]

_leads: list[Leads] = []


def leads_to(offer: Leads) -> None:
    """Offer links from an agreement's page in the office; asked each time that the page is shown."""
    if offer not in _leads:
        _leads.append(offer)


def leads_of(agreement: Agreement) -> list[Lead]:
    """Every link that was offered for an agreement."""
    return [lead for offer in _leads for lead in offer(agreement)]
