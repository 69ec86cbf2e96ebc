"""What the pages of the year share."""

from django.urls import reverse

from precept.foundation.web.pages import Request, only_if
from precept.foundation.web.trails import Trail, trail
from precept.review.year import access
from precept.review.year.actions.duties import NOT_KEEPER
from precept.review.year.models import Duty
from precept.review.year.queries import Time

YEAR = "The year"
DUTIES = "The office’s duties"


def address(of: Duty) -> str:
    """Where the office reads a duty."""
    return reverse("year.duty", args=[of.key])


def time_address(of: Time) -> str:
    """Where the office reads one time of a duty."""
    return reverse("year.occurrence", args=[of.duty.key, of.on.isoformat()])


def year_trail(*places: tuple[str, str]) -> Trail:
    """Breadcrumbs by the year to a page of it."""
    return trail((reverse("year.calendar"), YEAR), *places)


def duty_trail(*places: tuple[str, str]) -> Trail:
    """Breadcrumbs by the duties."""
    return year_trail((reverse("year.duties"), DUTIES), *places)


def only_keepers(request: Request) -> None:
    """Refuse a page to people who do not keep the calendar."""
    only_if(access.may_keep_year(request.person), NOT_KEEPER)
