"""Where the pages of organisations lie, how they say what was done, and what they show of one."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.web.asking import ask
from precept.foundation.web.forms import Form
from precept.foundation.web.pages import Request, only_if
from precept.foundation.web.trails import Trail, trail
from precept.parties import access, queries, rules
from precept.parties.actions.standing import NOT_YOURS
from precept.parties.models import Organisation

DONE = {
    "added": "The organisation was added.",
    "changed": "The change was saved.",
    "renamed": "The name was changed.",
    "contact": "The contact was saved.",
    "ended": "Its end was noted.",
    "reopened": "It no longer counts as ended.",
    "protected": "It is protected: its address is gone from everything, and it appears by its area alone.",
    "address": "The address is kept, enciphered.",
    "published": "It was published.",
}
"""What a page says was done, by the word its address may carry."""


def way_to(*further: tuple[str, str]) -> Trail:
    """The breadcrumbs down to a page, from the list of organisations."""
    return trail((reverse("parties.organisations") if further else "", "Organisations"), *further)


def trail_of(one: Organisation, here: str = "") -> Trail:
    """The breadcrumbs of an organisation's page, or of one below it."""
    if not here:
        return way_to(("", one.name))
    return way_to((address_of(one), one.name), ("", here))


def address_of(one: Organisation) -> str:
    """Where the office reads of an organisation."""
    return reverse("parties.organisation", args=[one.reference])


def back_to(one: Organisation, done: str) -> HttpResponse:
    """Go to an organisation's page, which says what was done."""
    return HttpResponseRedirect(_saying(one, done))


def _saying(one: Organisation, done: str) -> str:
    return f"{address_of(one)}?done={done}"


def said_done(request: Request) -> str:
    """What was just done, where the address says one of the words we know."""
    return DONE.get(request.GET.get("done", ""), "")


def only_who_keep(request: Request) -> None:
    """Refuse whoever may not keep organisations, before a form is shown."""
    only_if(access.may_keep_organisations(request.person), NOT_YOURS)


def facts_of(one: Organisation) -> list[tuple[str, str]]:
    """What is kept of an organisation, in words. Never a protected address."""
    address = "Protected: not shown" if one.is_protected else one.postal_address or "Not stated"
    return [
        ("Name", one.name),
        ("Kind", rules.kind_titles(one.kinds)),
        ("Area", one.area or "Not stated"),
        ("What it does", one.about or "Not stated"),
        ("Website", one.website or "Not stated"),
        ("Postal address", address),
        ("Started", clock.spoken(one.starts) if one.starts else "Not stated"),
        ("Source", one.source or "Not stated"),
    ]


def change(
    request: Request,
    one: Organisation,
    form: Form,
    act: Callable[..., Any],
    *,
    title: str,
    button: str,
    done: str,
    intro: str = "",
    is_grave: bool = False,
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    """A page with one form that does one thing to an organisation, then goes back to it.

    Where somebody else was first, it shows what stands there now beside what was typed, and sending it
    again is a choice.
    """

    def again() -> Organisation:
        return queries.organisation(request.person, one.reference)

    return ask(
        request,
        form,
        act,
        lambda _: _saying(one, done),
        title=title,
        caption=one.name,
        words=[intro] if intro else [],
        button=button,
        is_grave=is_grave,
        back=address_of(one),
        breadcrumbs=trail_of(one, title),
        again=lambda: {"version": again().version},
        in_words=lambda: facts_of(again()),
        more=more,
    )
