"""Where the parts above sign up for what partners do: links from a joint service's page in the office."""

from collections.abc import Callable

from precept.do.partners.models import JointService

Lead = tuple[str, str]
"""An address in the office, and its words."""
Leads = Callable[[JointService], list[Lead]]

_leads: list[Leads] = []


def leads_to(offer: Leads) -> None:
    """Offer links from a joint service's page in the office; asked each time that the page is shown."""
    if offer not in _leads:
        _leads.append(offer)


def leads_of(service: JointService) -> list[Lead]:
    """Every link that was offered for a joint service."""
    return [lead for offer in _leads for lead in offer(service)]
