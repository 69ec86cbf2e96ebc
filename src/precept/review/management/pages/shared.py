"""What the pages of this part share: the way down to a page, and the steps of a thing by their address."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.http import Http404, HttpResponse
from django.urls import reverse

from precept.foundation.web.pages import Request, only_if
from precept.foundation.web.trails import Trail, trail
from precept.review.management import access, queries
from precept.review.management.actions.beginning import NOT_MANAGER
from precept.review.management.models import Thing

T = TypeVar("T")
Step = Callable[[Request, Any], HttpResponse]
"""A page about one thing that asks for one step of it."""


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


def step_named(steps: Mapping[str, Step], name: str) -> Step:
    """The step of this name; 404 for any other."""
    if name not in steps:
        raise Http404(f"no step {name}")
    return steps[name]
