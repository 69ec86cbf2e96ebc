"""Holds: placed, read, looked at again, released."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.ledger import queries as ledger
from precept.foundation.people.proving import proves_first
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, render, sent
from precept.foundation.web.steps import StepsOf
from precept.records import access, actions, forms, queries, rules
from precept.records.models import Hold
from precept.records.pages.around import (
    listed,
    only_approvers,
    only_keepers,
    only_who_see,
    records_trail,
)


def hold_address(of: Hold) -> str:
    """Where the office reads a hold."""
    return reverse("records.hold", args=[of.reference])


@office_page
def holds(request: Request) -> HttpResponse:
    """Every hold."""
    only_who_see(request)
    return listed(
        request,
        "records.holds",
        queries.holds_page(request.person, request.GET),
        "A hold keeps a record, and everything under it, from being disposed of until somebody else releases it.",
        new=reverse("records.place_hold") if access.may_keep(request.person) else "",
        button="Place a hold",
    )


@office_page
def place_hold(request: Request) -> HttpResponse:
    """Hold a thing and everything under it."""
    only_keepers(request)
    there = reverse("records.holds")
    return ask(
        request,
        forms.PlaceHold(sent(request)),
        actions.place_hold,
        hold_address,
        title="Place a hold",
        template="records/place_hold.html",
        more={"claim": rules.CLAIM},
        button="Hold it",
        back=there,
        words=[
            "It holds at once. A hold on a round, an organisation, an agreement or a person holds every bid and"
            " contact under it."
        ],
        breadcrumbs=records_trail((there, "Holds"), ("", "New hold")),
    )


@office_page
def hold(request: Request, reference: str) -> HttpResponse:
    """One hold."""
    only_who_see(request)
    found = queries.hold(request.person, reference)
    is_own = found.placed_by_id == request.person.pk
    in_force = found.released is None
    context = {
        "hold": found,
        "thing": queries.thing_named(request.person, found.thing),
        "kind": rules.HOLD_KINDS[found.kind],
        "claim": queries.claim_lines(request.person, found),
        "may_keep": in_force and access.may_keep(request.person),
        "may_release": in_force and not is_own and access.may_approve(request.person),
        "is_own": in_force and is_own,
        "is_late": in_force and found.review_on <= clock.today(),
        "story": ledger.story(found.subject),
        "breadcrumbs": records_trail((reverse("records.holds"), "Holds"), ("", found.case)),
    }
    return render(request, "records/hold.html", context)


def _around(found: Hold, here: str) -> dict[str, Any]:
    there = hold_address(found)
    trail = records_trail((reverse("records.holds"), "Holds"), (there, found.case), ("", here))
    return {"caption": found.case, "back": there, "breadcrumbs": trail}


def _now(_request: Request, found: Hold) -> dict[str, Any]:
    found.refresh_from_db()
    return {"version": found.version, "review_on": found.review_on, "why": ""}


_ask = StepsOf("hold", _around, _now).ask


@office_page
def put_review_off(request: Request, reference: str) -> HttpResponse:
    """Say that a hold is still needed."""
    only_keepers(request)
    found = queries.hold(request.person, reference)
    return _ask(
        request,
        found,
        forms.PutReviewOff,
        actions.put_review_off,
        title="It is still needed",
        button="Keep the hold",
    )


@office_page
def release_hold(request: Request, reference: str) -> HttpResponse:
    """Let what a hold kept go again, once it is due and approved."""
    only_approvers(request)
    if elsewhere := proves_first(request):
        return elsewhere
    found = queries.hold(request.person, reference)
    return _ask(
        request,
        found,
        forms.ReleaseClaim if found.kind == rules.CLAIM else forms.ReleaseHold,
        actions.release_hold,
        title="Release this hold",
        button="Release it",
        is_grave=True,
        words=["What it held is disposed of again once it is due and somebody approves it."],
    )
