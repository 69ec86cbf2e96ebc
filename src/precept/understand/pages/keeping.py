"""What the pages of evidence, theories of change and voices share: their lists, who may."""

from django.http import HttpResponse
from django.urls import reverse

from precept.foundation.ledger.actions import Changed
from precept.foundation.web.pages import Request, only_if, render
from precept.foundation.web.tables import Table
from precept.foundation.web.trails import Trail, trail
from precept.understand import access
from precept.understand.actions.keeping import NOT_KEEPER, NOT_PUBLISHER

LISTS = (
    ("understand.sources", "Evidence"),
    ("understand.theories", "Theories of change"),
    ("understand.voices", "Voices"),
)


def only_keepers(request: Request) -> None:
    """Refuse a page to people who do not keep the plan."""
    only_if(access.may_keep(request.person), NOT_KEEPER)


def only_publishers(request: Request) -> None:
    """Refuse a page to people who do not publish the plan."""
    only_if(access.may_publish(request.person), NOT_PUBLISHER)


def trail_in(name: str, *places: tuple[str, str]) -> Trail:
    """Breadcrumbs by the list of this name to a page below it."""
    title = dict(LISTS)[name]
    return trail((reverse(name) if places else "", title), *places)


def list_of(
    request: Request, name: str, table: Table, *, lead: str, new: str, button: str
) -> HttpResponse:
    """One of the lists: what it is for, what can be added; the menu has the others."""
    context = {
        "title": dict(LISTS)[name],
        "lead": lead,
        "table": table,
        "new": reverse(new) if access.may_keep(request.person) else "",
        "button": button,
        "breadcrumbs": trail_in(name),
    }
    return render(request, "understand/listed.html", context)


def only_draft(state: str, words: str) -> None:
    """Changed where a version can no longer be changed, before anybody types anything."""
    if state != "draft":
        raise Changed(words)
