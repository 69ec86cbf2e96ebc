"""The way down to a page of assessment."""

from django.urls import reverse

from precept.do.opportunities.models import Opportunity
from precept.foundation.web.trails import Trail, trail

Step = tuple[str, str]


def office_trail(of: Opportunity, *steps: Step) -> Trail:
    """From the office's home over the round to here; an empty address is where one is."""
    return trail(
        (reverse("opportunities.all"), "Rounds"),
        (reverse("opportunities.one", args=[of.reference]), of.reference),
        *steps,
    )


def my_trail(*steps: Step) -> Trail:
    """From what waits for one's marks to here."""
    return [
        {"href": href, "text": text} if href else {"text": text}
        for href, text in ((reverse("assessment.my_marking"), "Marking"), *steps)
    ]


def interests_of(of: Opportunity) -> str:
    """Where somebody declares their interests in a round."""
    return reverse("bids.interests", args=[of.reference])
