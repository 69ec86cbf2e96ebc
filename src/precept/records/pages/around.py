"""What the pages of records share: who may, the way to the lists, how a list is shown."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from precept.foundation.web.pages import Request, only_if, render
from precept.foundation.web.tables import Table
from precept.foundation.web.trails import Trail, trail
from precept.records import access
from precept.records.actions.holds import NOT_KEEPER
from precept.records.actions.schedule import NOT_APPROVER

NOT_FOR_YOU = "Only people who keep records, approve disposals or check the ledger see this."
LISTS = (
    ("records.due", "What is due"),
    ("records.runs", "Disposal runs"),
    ("records.holds", "Holds"),
    ("records.register", "Register of disposals"),
    ("records.schedule", "Schedule"),
)


def only_who_see(request: Request) -> None:
    """Refuse a page to people who have nothing to do with records."""
    only_if(access.may_see(request.person), NOT_FOR_YOU)


def only_keepers(request: Request) -> None:
    """Refuse a page to people who do not keep records."""
    only_if(access.may_keep(request.person), NOT_KEEPER)


def only_approvers(request: Request) -> None:
    """Refuse a page to people who do not approve disposals."""
    only_if(access.may_approve(request.person), NOT_APPROVER)


def records_trail(*places: tuple[str, str]) -> Trail:
    """Breadcrumbs by what is due to a page below it."""
    return trail((reverse("records.due"), "Records"), *places)


def context_of(request: Request, name: str, **more: Any) -> dict[str, Any]:
    """What each of the lists is given: its title, the others beside it, what this person may do."""
    return {
        "title": dict(LISTS)[name],
        "lists": [(reverse(key), words, key == name) for key, words in LISTS],
        "may_keep": access.may_keep(request.person),
        "may_approve": access.may_approve(request.person),
        "breadcrumbs": records_trail(("", dict(LISTS)[name])),
        **more,
    }


def listed(request: Request, name: str, table: Table, lead: str, **more: Any) -> HttpResponse:
    """One of the lists: what it is for, what can be added, what can be downloaded."""
    nothing = {"new": "", "button": "", "file": ""}
    context = context_of(request, name, **(nothing | {"table": table, "lead": lead} | more))
    return render(request, "records/listed.html", context)
