"""The office's own page: its name, its colours, and who keeps its checkpoints."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from precept.foundation.ledger import queries as ledger
from precept.foundation.ledger.actions import Changed, NotAllowed
from precept.foundation.web.pages import Request, office_page, render
from precept.parties import access, actions, forms, queries, rules
from precept.parties.actions.office import NOT_YOURS
from precept.parties.models import Office
from precept.parties.pages.trail import DONE, HOME, now_from


@office_page
def office(request: Request) -> HttpResponse:
    """Change what the office says of itself, try its colours, and publish it."""
    if not access.may_set_up_office(request.person):
        raise NotAllowed(NOT_YOURS)
    one = queries.office()
    if one is None:
        raise Http404("the office is not set up")
    act = request.POST.get("act", "")
    bodies = queries.choices(request.person, "commissioning body")
    saving = request.POST if request.POST and act != "publish" else None
    form = forms.SetUpOffice(saving, office=one, bodies=bodies)
    publishing = forms.PublishReason(request.POST if act == "publish" else None)
    status, now = 200, []
    if publishing.is_bound and publishing.is_valid():
        with publishing.refusals():
            actions.publish_office(by=request.person, **publishing.cleaned_data)
            return _done("published")
    if form.is_bound and form.is_valid() and act != "preview":
        try:
            with form.refusals():
                _save(request, form.cleaned_data)
                return _done("changed")
        except Changed as changed:
            one = queries.office() or one
            form.add_error(
                None, f"{changed.words} What you typed is still here. Compare, then save."
            )
            now_from(form, one.version)
            status, now = 409, _facts(one)
    context = {
        "office": one,
        "form": form,
        "publishing": publishing,
        "now": now,
        "public": queries.public_state_of_office(one),
        "preview": preview(form["colour"].value(), form["accent"].value(), one),
        "story": ledger.story(one.subject),
        "done": DONE.get(request.GET.get("done", ""), ""),
        "breadcrumbs": [HOME, {"text": "The office"}],
    }
    return render(request, "parties/office.html", context, status=status)


def _done(word: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('parties.office')}?done={word}")


def _save(request: Request, typed: dict[str, Any]) -> None:
    body = queries.organisation(request.person, typed["body"])
    actions.change_office(by=request.person, **{**typed, "body": body})


def _facts(one: Office) -> list[tuple[str, str]]:
    return [
        ("Name", one.name),
        ("Short name", one.short_name),
        ("Commissioning body", one.body.name),
        ("Area", one.area or "Not stated"),
        ("Website", one.website or "Not stated"),
        ("Postal address", one.postal_address or "Not stated"),
        ("Public e-mail address", one.mailbox or "Not stated"),
        ("Public telephone number", one.telephone or "Not stated"),
        ("Main colour", one.colour),
        ("Accent", one.accent),
        ("Keepers of checkpoints", ", ".join(one.checkpoint_keepers) or "Nobody"),
    ]


def preview(colour: str, accent: str, one: Office) -> dict[str, str]:
    """The colours as typed, where they are colours, else as they are; and whether text can be read."""
    try:
        main, stripe = rules.read_colour(colour or ""), rules.read_colour(accent or "")
    except rules.NotAColour:
        main, stripe = one.colour, one.accent
    found = int(rules.contrast(main, "#ffffff") * 10) / 10
    return {
        "colour": main,
        "accent": stripe,
        "text": rules.text_upon(main),
        "words": rules.colour_problem(main)
        or f"Contrast with white is {found}:1. Text in this colour can be read.",
    }
