"""The page that asks for one thing, and keeps what was typed where somebody else was first."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from django import forms
from django.forms.widgets import ChoiceWidget
from django.http import HttpResponse, HttpResponseRedirect

from precept.foundation import clock
from precept.foundation.ledger.actions import Changed
from precept.foundation.web.forms import AsRead, Form
from precept.foundation.web.pages import Request, render
from precept.foundation.web.trails import Trail

Again = Callable[[], Mapping[str, Any]]
InWords = Callable[[], Sequence[tuple[str, str]]]


@dataclass(frozen=True)
class Outcome:
    """What came of sending a form.

    ``status`` is the page's where it was not done: 409 where somebody else was first. ``now`` is then what
    the thing says, name by name.
    """

    is_done: bool = False
    made: Any = None
    status: int = 200
    now: Sequence[tuple[str, str]] = field(default_factory=list)


def attempt(
    form: Form,
    do: Callable[[], Any],
    *,
    again: Again | None = None,
    in_words: InWords | None = None,
) -> Outcome:
    """Do what a form that was sent asks for, or put into the form why it was not done.

    ``again`` says how the thing stands now, by the form's fields. ``in_words`` is what the page shows of
    that; without it, the fields that say something else than was typed.
    """
    if not form.is_bound or not form.is_valid():
        return Outcome()
    typed, outcome = dict(form.cleaned_data), Outcome()
    try:
        with form.refusals():
            outcome = Outcome(is_done=True, made=do())
    except Changed as changed:
        if again is None or not isinstance(form, AsRead):
            form.add_error(None, changed.words)
            return Outcome(status=409)
        now = again()
        form.overtaken(changed.words, now)
        shown = in_words() if in_words else differing(form, typed, now)
        outcome = Outcome(status=409, now=shown)
    return outcome


def ask(
    request: Request,
    form: Form,
    do: Callable[..., Any],
    onwards: Callable[[Any], str] | None = None,
    *,
    title: str,
    button: str,
    back: str,
    breadcrumbs: Trail | None = None,
    caption: str = "",
    words: Sequence[str] = (),
    is_grave: bool = False,
    again: Again | None = None,
    in_words: InWords | None = None,
    template: str = "web/act.html",
    more: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Show a form; when it is sent, do it and go on, or show the page again with what is wrong.

    ``do`` takes ``by`` and what the form was given. ``onwards`` says of what was done where to go next;
    without it that is ``back``, where nothing is done. ``again`` and ``in_words`` are those of ``attempt``.
    ``template`` extends ``web/act.html``; ``more`` is what it is given beside.
    """
    outcome = Outcome()
    if request.method == "POST":
        outcome = attempt(
            form,
            lambda: do(by=request.person, **form.taken()),
            again=again,
            in_words=in_words,
        )
    if outcome.is_done:
        return HttpResponseRedirect(onwards(outcome.made) if callable(onwards) else onwards or back)
    context = {
        "form": form,
        "title": title,
        "button": button,
        "back": back,
        "breadcrumbs": breadcrumbs,
        "caption": caption,
        "words": words,
        "is_grave": is_grave,
        "now": outcome.now,
        **(more or {}),
    }
    return render(request, template, context, status=outcome.status)


def differing(
    form: Form, typed: Mapping[str, Any], now: Mapping[str, Any]
) -> list[tuple[str, str]]:
    """What each field says now, by its label, where that is not what was typed."""
    return [
        (str(field.label), _spelled(field, now[name]))
        for name, field in form.fields.items()
        if not field.widget.is_hidden and name in now and now[name] != typed.get(name)
    ]


def _spelled(field: forms.Field, value: Any) -> str:
    if value is None or value == "" or value == []:
        return "Nothing"
    if isinstance(value, date):
        return clock.spoken(value)
    if isinstance(value, time):
        return clock.spoken_hour(value)
    if isinstance(field.widget, ChoiceWidget):
        titles = {str(key): str(title) for key, title in field.widget.choices}
        chosen = value if isinstance(value, list) else [value]
        return ", ".join(titles.get(str(one), str(one)) for one in chosen)
    return str(value)
