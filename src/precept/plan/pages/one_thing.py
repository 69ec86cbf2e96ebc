"""A page with one form that does one thing, and keeps what was typed when somebody else was first."""

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed
from precept.foundation.web.forms import Form
from precept.foundation.web.pages import Request, render
from precept.plan.forms import Revised

HOME = {"href": "/office/", "text": "Office"}


def trail(*places: tuple[str, str]) -> list[dict[str, str]]:
    """Breadcrumbs from the office down: (address, words), the last without an address."""
    return [
        HOME,
        *({"href": href, "text": text} if href else {"text": text} for href, text in places),
    ]


def fund_trail(code: str = "", name: str = "", here: str = "") -> list[dict[str, str]]:
    """Breadcrumbs of the funds' pages."""
    places = [(reverse("plan.funds") if code or here else "", "Funds")]
    if code:
        places.append((reverse("plan.fund", args=[code]) if here else "", name))
    return trail(*places, *([("", here)] if here else []))


def year_trail(year: str = "", here: str = "") -> list[dict[str, str]]:
    """Breadcrumbs of the frameworks' pages."""
    places = [(reverse("plan.frameworks") if year or here else "", "Commissioning framework")]
    if year:
        spoken = clock.FinancialYear.parse(year).spoken
        places.append((reverse("plan.framework", args=[year]) if here else "", spoken))
    return trail(*places, *([("", here)] if here else []))


def only_if(allowed: bool, words: str) -> None:
    """Refuse a page to somebody who may not do what it is for."""
    if not allowed:
        raise NotAllowed(words)


def one_thing(
    request: Request,
    form: Form,
    do: Callable[..., Any],
    *,
    title: str,
    button: str,
    breadcrumbs: list[dict[str, str]],
    after: str,
    intro: str = "",
    points: Sequence[str] = (),
    is_grave: bool = False,
    again: Callable[[], dict[str, Any]] | None = None,
) -> HttpResponse:
    """Show a form; when it is sent, do it, then go to ``after``.

    ``do`` takes ``by`` and what was typed. ``again`` says how the thing stands now, for the page that
    shows both texts when somebody else was first.
    """
    saved: list[tuple[str, str]] = []
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            with form.refusals():
                do(by=request.person, **form.cleaned_data)
                return redirect(after)
        except Changed as changed:
            status = 409
            if again is not None and isinstance(form, Revised):
                now = again()
                form.overtaken(changed.words, now["revision"])
                saved = _saved(form, now)
            else:
                form.add_error(None, changed.words)
    context = {
        "form": form,
        "title": title,
        "intro": intro,
        "points": points,
        "button": button,
        "is_grave": is_grave,
        "saved": saved,
        "cancel": after,
        "breadcrumbs": breadcrumbs,
    }
    return render(request, "plan/one_thing.html", context, status=status)


def _saved(form: Form, now: dict[str, Any]) -> list[tuple[str, str]]:
    """What each field says now, by its label, where it is not what was typed."""
    typed = form.cleaned_data
    return [
        (str(field.label), str(now[name]) or "nothing")
        for name, field in form.fields.items()
        if name in now and name != "revision" and now[name] != typed.get(name)
    ]
