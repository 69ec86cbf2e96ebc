"""The office's pages of crossings: the list, one of them, and saying why it is right."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, only_if, render, sent
from precept.foundation.web.trails import Trail, trail
from precept.parties.queries import stakes as register
from precept.parties.rules.stakes import SHORT
from precept.review.crossings import access, actions, forms, queries, rules
from precept.review.crossings.actions import NOT_SETTLER
from precept.review.crossings.queries.waiting import address

TITLE = "Interests crossed"
NOT_READER = "Only who settles crossings of interests, or audits the office, reads them."


def _trail(*places: tuple[str, str]) -> Trail:
    here = ("" if not places else reverse("crossings.all"), TITLE)
    return trail((reverse("parties.stakes"), "Interests and gifts"), here, *places)


def _only_readers(request: Request) -> None:
    only_if(access.may_read_crossings(request.person), NOT_READER)


@office_page
def all_crossings(request: Request) -> HttpResponse:
    """Where interests and gifts cross with bids, agreements and decisions."""
    _only_readers(request)
    context = {
        "found": queries.all_found(request.person),
        "address": address,
        "states": rules.STATES,
        "tags": rules.TAGS,
        "kinds": SHORT,
        "breadcrumbs": _trail(),
    }
    return render(request, "crossings/all.html", context)


@office_page
def one(request: Request, stake: str, kind: str, reference: str) -> HttpResponse:
    """One crossing: whose interest, in what they have a hand, how it stands."""
    _only_readers(request)
    found = queries.found_one(request.person, stake, kind, reference)
    context = {
        "found": found,
        "state": (rules.STATES[found.state], rules.TAGS[found.state]),
        "kind": SHORT[found.stake.kind],
        "when": register.when_words(found.stake),
        "may_settle": access.may_settle(request.person, found.crossing.person),
        "here": address(found),
        "breadcrumbs": _trail(("", found.person.name)),
    }
    return render(request, "crossings/one.html", context)


def _asking(
    request: Request, stake: str, kind: str, reference: str, form: Any, do: Any, title: str
) -> HttpResponse:
    _only_readers(request)
    found = queries.found_one(request.person, stake, kind, reference)
    only_if(access.may_settle(request.person, found.crossing.person), NOT_SETTLER)
    return ask(
        request,
        form(sent(request)),
        lambda **said: do(found=found, **said),
        title=title,
        caption=f"{found.person.name} and {found.body_words}: {found.told.title}",
        button="Save",
        back=address(found),
        breadcrumbs=_trail((address(found), found.person.name), ("", title)),
    )


@office_page
def explain(request: Request, stake: str, kind: str, reference: str) -> HttpResponse:
    """Say why they handle it all the same."""
    return _asking(
        request, stake, kind, reference, forms.Explain, actions.explain, "Say why it is right"
    )


@office_page
def take_back(request: Request, stake: str, kind: str, reference: str) -> HttpResponse:
    """Take what was said back."""
    return _asking(
        request, stake, kind, reference, forms.TakeBack, actions.take_back, "Take it back"
    )
