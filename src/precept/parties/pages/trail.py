"""Where the pages of organisations lie, how they say what was done, and what they show of one."""

from collections.abc import Callable
from typing import Any, cast

from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed
from precept.foundation.web.forms import Form
from precept.foundation.web.pages import Request, render
from precept.parties import access, queries, rules
from precept.parties.actions.standing import NOT_YOURS
from precept.parties.models import Organisation

HOME = {"href": "/office/", "text": "Office"}
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

Crumb = dict[str, str]


def trail(*further: Crumb) -> list[Crumb]:
    """The breadcrumbs down to a page, from the list of organisations."""
    return [HOME, {"href": reverse("parties.organisations"), "text": "Organisations"}, *further]


def trail_of(one: Organisation, here: str = "") -> list[Crumb]:
    """The breadcrumbs of an organisation's page, or of one below it."""
    if not here:
        return trail({"text": one.name})
    return trail({"href": address_of(one), "text": one.name}, {"text": here})


def address_of(one: Organisation) -> str:
    """Where the office reads of an organisation."""
    return reverse("parties.organisation", args=[one.reference])


def back_to(one: Organisation, done: str) -> HttpResponse:
    """Go to an organisation's page, which says what was done."""
    return HttpResponseRedirect(f"{address_of(one)}?done={done}")


def said_done(request: Request) -> str:
    """What was just done, where the address says one of the words we know."""
    return DONE.get(request.GET.get("done", ""), "")


def only_who_keep(request: Request) -> None:
    """Refuse whoever may not keep organisations, before a form is shown."""
    if not access.may_keep_organisations(request.person):
        raise NotAllowed(NOT_YOURS)


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
    status, now = 200, []
    if request.method == "POST" and form.is_valid():
        try:
            with form.refusals():
                act(by=request.person, **form.cleaned_data)
                return back_to(one, done)
        except Changed as changed:
            status, now = 409, facts_of(meet(form, changed, request, one))
    context = {
        "organisation": one,
        "form": form,
        "title": title,
        "intro": intro,
        "button": button,
        "is_grave": is_grave,
        "now": now,
        "breadcrumbs": trail_of(one, title),
        **(more or {}),
    }
    return render(request, "parties/change.html", context, status=status)


def meet(form: Form, changed: Changed, request: Request, one: Organisation) -> Organisation:
    """Put into the form that somebody else was first, and the version that is there now."""
    current = queries.organisation(request.person, one.reference)
    form.add_error(
        None,
        f"{changed.words} What you typed is still here, and what stands there now is below it."
        " Compare them before you save.",
    )
    now_from(form, current.version)
    return current


def now_from(form: Form, version: int) -> None:
    """Let what was typed be sent again, as a change of the version that is there now."""
    typed = cast(QueryDict, form.data).copy()
    typed["version"] = str(version)
    form.data = typed
