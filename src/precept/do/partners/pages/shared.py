"""What the pages of this part share: the way down to a page, publishing, the words of periods."""

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from precept.do.partners import access, forms, queries
from precept.do.partners.actions.beginning import NOT_KEEPER, NOT_PUBLISHER, NOT_TREASURER
from precept.foundation.people.proving import proves_first
from precept.foundation.publications import queries as publications
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, only_if, sent
from precept.foundation.web.trails import Trail, trail

Place = tuple[str, str]


def partners_trail(*places: Place) -> Trail:
    """Breadcrumbs from the office's home by the work with partners."""
    home = reverse("partners.home") if places else ""
    return trail((home, "Partners"), *places)


def trail_below(name: str, title: str, of: Place | None = None, here: str = "") -> Trail:
    """Breadcrumbs by a list (the name of its address, its title) and one thing of it to a page about that thing."""
    places = [(reverse(name) if of or here else "", title)]
    if of is not None:
        address, words = of
        places.append((address if here else "", words))
    return partners_trail(*places, *([("", here)] if here else []))


def only_keepers(request: Request) -> None:
    """Refuse a page to people who do not keep partnerships."""
    only_if(access.may_keep(request.person), NOT_KEEPER)


def only_treasurers(request: Request) -> None:
    """Refuse a page to people who do not share joint money."""
    only_if(access.may_share_money(request.person), NOT_TREASURER)


def publishing(
    request: Request,
    do: Callable[..., Any],
    *,
    title: str,
    back: str,
    breadcrumbs: Trail,
    words: list[str],
    texts: Sequence[str] = (),
) -> HttpResponse:
    """The page that releases something: what becomes public, why, a button.

    Whoever publishes is warned where ``texts`` name a body whose place is protected.
    """
    only_if(access.may_publish(request.person), NOT_PUBLISHER)
    if elsewhere := proves_first(request):
        return elsewhere
    return ask(
        request,
        forms.PublishWhy(sent(request)),
        do,
        lambda _: back,
        title=title,
        button="Publish",
        words=[*words, *_warned(texts)],
        back=back,
        breadcrumbs=breadcrumbs,
    )


def _warned(texts: Sequence[str]) -> list[str]:
    named = queries.protected_named(*texts)
    if not named:
        return []
    return [
        f"Careful: its words name {', '.join(named)}, protected for somebody’s safety. The public reads the"
        " area instead. See that nothing else in these words says who or where they are, or change them first."
    ]


def is_public(kind: str, key: str) -> bool:
    """Whether the public reads something of this name."""
    return publications.latest_or_none(kind, key) is not None
