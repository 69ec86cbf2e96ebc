"""Where the parts above sign up for what happens to calls, and offer what comes next for one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from django.http import Http404, HttpRequest, HttpResponse

from precept.do.opportunities.models import Call
from precept.do.opportunities.published import OpportunityPublished
from precept.foundation.ledger.actions import Actor
from precept.foundation.people.models import Person

ChangeKind = Literal["published", "deadline moved", "corrected", "cancelled", "clarified"]


@dataclass(frozen=True)
class Change:
    """Something about a published call changed that those who started on it should hear of."""

    kind: ChangeKind
    call: Call
    words: str
    by: Actor


@dataclass(frozen=True)
class Step:
    """Something to do for a call on a page of a part above: ``state`` says how far it is, in words."""

    href: str
    text: str
    state: str = ""


@dataclass(frozen=True)
class Rehearsal:
    """A round that somebody in the office rehearses: where its pages are, where a bid starts, the way out."""

    here: str
    start: str
    """Where an applicant would start; "" for who may not rehearse a bid."""
    out: str


ShowPublic = Callable[[HttpRequest, OpportunityPublished, str, Rehearsal], HttpResponse]
"""What shows a page of the public site ("round", "questions", "marking") of a round that is not published."""

_public_pages: list[ShowPublic] = []
_when_changed: list[Callable[[Change], object]] = []
_next_steps: list[Callable[[Person, Call], list[Step]]] = []


def when_changed(hear: Callable[[Change], object]) -> None:
    """Be called, in the same transaction, when a published call changed."""
    if hear not in _when_changed:
        _when_changed.append(hear)


def next_steps(offer: Callable[[Person, Call], list[Step]]) -> None:
    """Offer links to what somebody may do next for a call; the round's page shows them."""
    if offer not in _next_steps:
        _next_steps.append(offer)


def public_pages(show: ShowPublic) -> None:
    """Show the public site's pages of a round that is rehearsed; the last to sign up does."""
    _public_pages[:] = [show]


def show_publicly(
    request: HttpRequest, said: OpportunityPublished, page: str, rehearsal: Rehearsal
) -> HttpResponse:
    """A page of a round as the public will read it; Http404 where no public site stands above."""
    for show in _public_pages:
        return show(request, said, page, rehearsal)
    raise Http404("no public site")


def tell_changed(change: Change) -> None:
    """Tell those who signed up."""
    for hear in _when_changed:
        hear(change)


def steps_for(person: Person, call: Call) -> list[Step]:
    """What the parts above offer somebody to do for a call, in the order in which they signed up."""
    return [step for offer in _next_steps for step in offer(person, call)]
