"""How every page of this part asks for one thing."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect

from precept.foundation.ledger.actions import NotAllowed
from precept.foundation.web.forms import Form
from precept.foundation.web.pages import Request, render

HOME = {"href": "/office/", "text": "Office"}


def trail(*places: tuple[str, str]) -> list[dict[str, str]]:
    """Breadcrumbs: (address, words) each, an empty address for where one is."""
    return [
        HOME,
        *({"href": href, "text": text} if href else {"text": text} for href, text in places),
    ]


def allowed(yes: bool, words: str) -> None:
    """Refuse with words where somebody may not."""
    if not yes:
        raise NotAllowed(words)


def ask(
    request: Request,
    form: Form,
    do: Callable[[dict[str, Any]], object],
    onwards: Callable[[], str],
    **context: Any,
) -> HttpResponse:
    """One form: do it and go on, or show it with what is wrong."""
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            do(form.cleaned_data)
            return HttpResponseRedirect(onwards())
    return render(request, "web/act.html", {"form": form, **context})
