"""How every page of this part asks for one thing, and keeps what was typed when somebody else was first."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms as fields
from django.forms.widgets import ChoiceWidget
from django.http import HttpResponse, HttpResponseRedirect, QueryDict

from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed
from precept.foundation.ledger.models import Event
from precept.foundation.web.forms import Form
from precept.foundation.web.pages import Request, render
from precept.understand.actions.drafts import PUBLISHED
from precept.understand.forms.fields import AsRead, Confirm
from precept.understand.models import CrimePlan, Strategy

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


def sent(request: Request) -> QueryDict | None:
    """What somebody sent with a form, if only its button; nothing where they only look."""
    return request.POST if request.method == "POST" else None


def still_draft(one: Strategy | CrimePlan) -> None:
    """Changed where a version can no longer be changed, before anybody types anything."""
    if one.state != "draft":
        raise Changed(PUBLISHED)


def ask(
    request: Request,
    form: Form,
    do: Callable[[dict[str, Any]], Any],
    onwards: Callable[[Any], str],
    *,
    title: str,
    button: str,
    back: str,
    breadcrumbs: list[dict[str, str]],
    caption: str = "",
    words: Sequence[str] = (),
    is_grave: bool = False,
    again: Callable[[], Mapping[str, Any]] | None = None,
    story: Sequence[Event] | None = None,
) -> HttpResponse:
    """One form: do it and go on to where ``onwards`` says of what was done, or show what is wrong.

    ``back`` is where nothing is done. ``again`` says how the thing stands now, by the form's fields: the
    page then shows both texts where somebody else was first.
    """
    saved: list[tuple[str, str]] = []
    status = 200
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        try:
            with form.refusals():
                return HttpResponseRedirect(onwards(do(typed)))
        except Changed as changed:
            if again is None or not isinstance(form, AsRead):
                raise
            status, now = 409, again()
            form.overtaken(changed.words, now)
            saved = differing(form, typed, now)
    context = {
        "form": form,
        "title": title,
        "button": button,
        "back": back,
        "breadcrumbs": breadcrumbs,
        "caption": caption,
        "words": words,
        "is_grave": is_grave,
        "saved": saved,
        "story": story,
    }
    return render(request, "understand/one_thing.html", context, status=status)


def publishes(
    form: Confirm,
    do: Callable[[dict[str, Any]], Any],
    again: Callable[[], Strategy | CrimePlan],
) -> int:
    """Publish a draft as it was read: 302 where it is done, 409 where it changed since, 200 where refused."""
    status = 200
    if not form.is_valid():
        return status
    try:
        with form.refusals():
            do(form.cleaned_data)
            status = 302
    except Changed as changed:
        now = again()
        still_draft(now)
        form.overtaken(changed.words, {"revision": now.revision})
        status = 409
    return status


def differing(
    form: Form, typed: Mapping[str, Any], now: Mapping[str, Any]
) -> list[tuple[str, str]]:
    """What each field says now, by its label, where that is not what was typed."""
    return [
        (str(field.label), _spelled(field, now[name]))
        for name, field in form.fields.items()
        if not field.widget.is_hidden and name in now and now[name] != typed.get(name)
    ]


def _spelled(field: fields.Field, value: Any) -> str:
    if value is None or value == "" or value == []:
        return "Nothing"
    if isinstance(value, date):
        return clock.spoken(value)
    if isinstance(field.widget, ChoiceWidget):
        titles = {str(key): str(title) for key, title in field.widget.choices}
        chosen = value if isinstance(value, list) else [value]
        return ", ".join(titles.get(str(one), str(one)) for one in chosen)
    return str(value)
