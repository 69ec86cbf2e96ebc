"""What the pages of this part share: who may, and the way down to a page."""

from django.urls import reverse

from precept.foundation.web.pages import Request, only_if
from precept.foundation.web.trails import Trail, trail
from precept.review.management import access, queries
from precept.review.management.actions.beginning import NOT_MANAGER
from precept.review.management.models import Thing


def only_managers(request: Request) -> None:
    """Refuse a page to people who do not manage agreements."""
    only_if(access.may_manage(request.person), NOT_MANAGER)


def trail_in(*places: tuple[str, str]) -> Trail:
    """Breadcrumbs from the office's home by the management of agreements."""
    home = reverse("management.home") if places else ""
    return trail((home, "Management"), *places)


def trail_of(of: Thing, *places: tuple[str, str]) -> Trail:
    """Breadcrumbs by an agreement or a joint service to a page about it."""
    here = queries.short_of(of)
    return trail_in((queries.address_of(of) if places else "", here), *places)
