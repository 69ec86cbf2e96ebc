"""The office's own page: its name, its colours, and who keeps its checkpoints."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from precept.foundation.ledger import queries as ledger
from precept.foundation.people.proving import proves_first
from precept.foundation.web.asking import Outcome, attempt
from precept.foundation.web.pages import Request, office_page, only_if, render
from precept.foundation.web.trails import trail
from precept.parties import access, actions, forms, queries, rules
from precept.parties.actions.office import NOT_YOURS
from precept.parties.models import Office
from precept.parties.pages.trail import DONE


@office_page
def office(request: Request) -> HttpResponse:
    """Change what the office says of itself, try its colours, and publish it."""
    only_if(access.may_set_up_office(request.person), NOT_YOURS)
    known = queries.office_or_404()

    def again() -> Office:
        return queries.office() or known

    one = known
    act = request.POST.get("act", "")
    saving = request.POST if request.POST and act != "publish" else None
    form = forms.SetUpOffice(saving, office=one)
    publishing = forms.PublishReason(request.POST if act == "publish" else None)
    outcome = Outcome()
    if act == "publish":
        if elsewhere := proves_first(request):
            return elsewhere
        outcome = attempt(
            publishing, lambda: actions.publish_office(by=request.person, **publishing.taken())
        )
    elif act != "preview":
        outcome = attempt(
            form,
            lambda: _save(request, form.taken()),
            again=lambda: {"version": again().version},
            in_words=lambda: _facts(again()),
        )
    if outcome.is_done:
        return _done("published" if act == "publish" else "changed")
    if outcome.status == 409:
        one = again()
    context = {
        "office": one,
        "form": form,
        "publishing": publishing,
        "now": outcome.now,
        "public": queries.public_state_of_office(one),
        "preview": preview(form["colour"].value(), form["accent"].value(), one),
        "story": ledger.story(one.subject),
        "done": DONE.get(request.GET.get("done", ""), ""),
        "breadcrumbs": trail(("", "The office")),
    }
    return render(request, "parties/office.html", context, status=outcome.status)


def _done(word: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('parties.office')}?done={word}")


def _save(request: Request, typed: dict[str, Any]) -> None:
    actions.change_office(by=request.person, **typed)


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
