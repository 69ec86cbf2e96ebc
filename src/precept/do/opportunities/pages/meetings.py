"""The office's pages of questions that were asked, and of workshops."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.urls import path, reverse

from precept.do.opportunities import access, actions, forms, queries
from precept.do.opportunities.models import Workshop
from precept.do.opportunities.pages.set_up import ROUND
from precept.do.opportunities.pages.trails import way
from precept.foundation import clock
from precept.foundation.documents.handing import to_keep
from precept.foundation.people.exports import handed_out
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, only_if, render, sent


def _only_runners(request: Request) -> None:
    only_if(access.may_run_rounds(request.person), actions.NOT_RUNNER)


@office_page
def clarifications(request: Request, reference: str) -> HttpResponse:
    """The questions that were asked about a round, those that wait first."""
    _only_runners(request)
    found = queries.call_for(request.person, reference)
    context = {
        "round": found.opportunity,
        "asked": queries.clarifications(found),
        "about": {one.key: one.label for one in found.asks.questions()},
        "breadcrumbs": way(of=found.opportunity, here="Questions that were asked"),
    }
    return render(request, "opportunities/clarifications.html", context)


@office_page
def answer(request: Request, reference: str, question: str) -> HttpResponse:
    """Answer a question to everyone."""
    _only_runners(request)
    found = queries.clarification(request.person, reference, question)
    round_ = found.call.opportunity
    back = reverse("opportunities.clarifications", args=[round_.reference])
    return ask(
        request,
        forms.Answer.about(found, sent(request)),
        lambda **typed: actions.answer_clarification(clarification=found, **typed),
        title="Answer to everyone",
        caption=round_.reference,
        button="Publish the answer",
        back=back,
        breadcrumbs=way(of=round_, here="Questions that were asked"),
        template="opportunities/answer.html",
        more={"asked": found},
    )


@office_page
def decline(request: Request, reference: str, question: str) -> HttpResponse:
    """Leave a question unanswered."""
    _only_runners(request)
    found = queries.clarification(request.person, reference, question)
    round_ = found.call.opportunity
    return ask(
        request,
        forms.Decline(sent(request)),
        lambda **typed: actions.decline_clarification(clarification=found, **typed),
        title="Do not answer a question",
        caption=round_.reference,
        button="Do not answer it",
        back=reverse("opportunities.clarifications", args=[round_.reference]),
        breadcrumbs=way(of=round_, here="Questions that were asked"),
        words=[found.asked_words],
    )


def _workshop_address(of: Workshop) -> str:
    return reverse("opportunities.workshop", args=[of.call.opportunity.reference, of.key])


@office_page
def workshops(request: Request, reference: str) -> HttpResponse:
    """The workshops about a round, and how many come."""
    found = queries.call_for(request.person, reference)
    context = {
        "round": found.opportunity,
        "workshops": queries.workshops(found),
        "may_run": access.may_run_rounds(request.person),
        "breadcrumbs": way(of=found.opportunity, here="Workshops"),
    }
    return render(request, "opportunities/workshops.html", context)


@office_page
def new_workshop(request: Request, reference: str) -> HttpResponse:
    """Add a workshop or drop-in session."""
    _only_runners(request)
    found = queries.call_for(request.person, reference)
    return ask(
        request,
        forms.WorkshopForm(sent(request)),
        lambda **typed: actions.add_workshop(call=found, **typed),
        title="Add a workshop",
        caption=reference,
        button="Add it",
        back=reverse("opportunities.workshops", args=[reference]),
        onwards=_workshop_address,
        breadcrumbs=way(of=found.opportunity, here="Add a workshop"),
    )


@office_page
def workshop(request: Request, reference: str, key: str) -> HttpResponse:
    """One workshop: who comes, what would help them, who came."""
    _only_runners(request)
    found = queries.workshop(queries.call_for(request.person, reference), key)
    context = {
        "workshop": found,
        "round": found.call.opportunity,
        "bookings": queries.bookings(found),
        "left": queries.places_left(found),
        "has_begun": found.starts <= clock.now(),
        "breadcrumbs": way(of=found.call.opportunity, here=found.title),
    }
    return render(request, "opportunities/workshop.html", context)


@office_page
def workshop_calendar(request: Request, reference: str, key: str) -> HttpResponse:
    """A workshop for one's own calendar, with how to join."""
    _only_runners(request)
    found = queries.workshop(queries.call_for(request.person, reference), key)
    content = queries.workshop_calendar(found, site=settings.PRECEPT_ADDRESS)
    name = f"{reference}-{found.key}.ics"
    return handed_out(request, "questions", lambda: to_keep(content, name, queries.CALENDAR_TYPE))


def _initial(of: Workshop) -> dict[str, Any]:
    starts, ends = clock.in_uk(of.starts), clock.in_uk(of.ends)
    names = ("version", "title", "where", "how_to_join", "words", "places", "notes")
    kept: dict[str, Any] = {name: getattr(of, name) for name in names}
    return kept | {"day": starts.date(), "starts": starts.time(), "ends": ends.time()}


def _changing(
    request: Request, found: Workshop, form: Any, do: Any, title: str, button: str, **more: Any
) -> HttpResponse:
    round_ = found.call.opportunity
    return ask(
        request,
        form,
        lambda **typed: do(workshop=found, **typed),
        title=title,
        caption=found.title,
        button=button,
        back=_workshop_address(found),
        breadcrumbs=way(of=round_, here=title),
        again=lambda: _initial(
            queries.workshop(queries.call_for(request.person, round_.reference), found.key)
        ),
        **more,
    )


@office_page
def change_workshop(request: Request, reference: str, key: str) -> HttpResponse:
    """Change a workshop; those who booked are told."""
    _only_runners(request)
    found = queries.workshop(queries.call_for(request.person, reference), key)
    form = forms.AmendWorkshop(sent(request), initial=_initial(found))
    return _changing(
        request, found, form, actions.amend_workshop, "Change the workshop", "Save and tell them"
    )


@office_page
def cancel_workshop(request: Request, reference: str, key: str) -> HttpResponse:
    """Cancel a workshop; those who booked are told."""
    _only_runners(request)
    found = queries.workshop(queries.call_for(request.person, reference), key)
    form = forms.CancelWorkshop(sent(request), initial={"version": found.version})
    return _changing(
        request,
        found,
        form,
        actions.cancel_workshop,
        "Cancel the workshop",
        "Cancel the workshop",
        is_grave=True,
        in_words=list,
    )


@office_page
def notes(request: Request, reference: str, key: str) -> HttpResponse:
    """Publish what was said at a workshop."""
    _only_runners(request)
    found = queries.workshop(queries.call_for(request.person, reference), key)
    form = forms.Notes(sent(request), initial=_initial(found))
    return _changing(
        request, found, form, actions.set_workshop_notes, "Notes of the workshop", "Publish them"
    )


@office_page
def attendance(request: Request, reference: str, key: str, booking: str) -> HttpResponse:
    """Say whether somebody who booked came."""
    _only_runners(request)
    found = queries.workshop(queries.call_for(request.person, reference), key)
    one = queries.booking(found, booking)
    return ask(
        request,
        forms.Came(sent(request)),
        lambda **typed: actions.record_attendance(booking=one, **typed),
        title=f"Did {one.person.name or 'they'} come?",
        caption=found.title,
        button="Save",
        back=_workshop_address(found),
        breadcrumbs=way(of=found.call.opportunity, here=found.title),
    )


QUESTIONS = f"{ROUND}/questions-asked"
WORKSHOPS = f"{ROUND}/workshops"
ADDRESSES = [
    path(QUESTIONS, clarifications, name="opportunities.clarifications"),
    path(f"{QUESTIONS}/<slug:question>/answer", answer, name="opportunities.answer"),
    path(f"{QUESTIONS}/<slug:question>/decline", decline, name="opportunities.decline"),
    path(WORKSHOPS, workshops, name="opportunities.workshops"),
    path(f"{WORKSHOPS}/new", new_workshop, name="opportunities.new_workshop"),
    path(f"{WORKSHOPS}/<slug:key>", workshop, name="opportunities.workshop"),
    path(
        f"{WORKSHOPS}/<slug:key>/calendar.ics",
        workshop_calendar,
        name="opportunities.workshop_calendar",
    ),
    path(f"{WORKSHOPS}/<slug:key>/change", change_workshop, name="opportunities.change_workshop"),
    path(f"{WORKSHOPS}/<slug:key>/cancel", cancel_workshop, name="opportunities.cancel_workshop"),
    path(f"{WORKSHOPS}/<slug:key>/notes", notes, name="opportunities.workshop_notes"),
    path(
        f"{WORKSHOPS}/<slug:key>/came/<slug:booking>", attendance, name="opportunities.attendance"
    ),
]
