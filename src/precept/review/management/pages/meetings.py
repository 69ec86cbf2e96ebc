"""The office's pages of a meeting: its agenda, who came, what was said, its minutes, its papers."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.documents.handing import as_file, to_keep
from precept.foundation.ledger import queries as ledger
from precept.foundation.people.exports import handed_out
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, render, sent
from precept.foundation.web.steps import Step, StepsOf, step_named
from precept.parties import queries as parties
from precept.review.management import access, actions, forms, queries, rules
from precept.review.management.models import Meeting
from precept.review.management.pages.shared import only_managers, trail_of


def address(of: Meeting) -> str:
    """Where the office reads a meeting."""
    return reverse("management.meeting", args=[of.reference])


def _title(of: Meeting) -> str:
    return f"{rules.MEETING_KINDS[of.kind]} of {clock.spoken(of.on)}"


@office_page
def meeting(request: Request, reference: str) -> HttpResponse:
    """One meeting: when, who, agenda with why each item is on it, notes, decisions, actions, minutes."""
    found = queries.meeting(request.person, reference)
    items = queries.items_of(found)
    context = {
        "meeting": found,
        "title": _title(found),
        "name": queries.name_of(found.of),
        "of_address": queries.address_of(found.of),
        "when": queries.when_words(found),
        "state": rules.MEETING_STATES[found.state],
        "agenda": queries.agenda_of(items, for_provider=False),
        "left_out": [one for one in items if one.copy == "out"],
        "sources": rules.ITEM_SOURCES,
        "attendees": [
            (one, rules.ATTENDANCES.get(one.state, "Invited"))
            for one in queries.attendees_of(found)
        ],
        "actions": queries.shown(queries.actions_of_meeting(found), request.person),
        "minutes": queries.minutes_of(found),
        "was_due": found.on <= clock.today(),
        "may_manage": access.may_manage(request.person),
        "story": ledger.story(found.subject),
        "breadcrumbs": trail_of(found.of, ("", _title(found))),
    }
    return render(request, "management/meeting.html", context)


def _about(found: Meeting, here: str) -> dict[str, Any]:
    return {
        "caption": f"{queries.short_of(found.of)}, {clock.spoken(found.on)}",
        "back": address(found),
        "breadcrumbs": trail_of(found.of, (address(found), _title(found)), ("", here)),
    }


def _now(request: Request, found: Meeting) -> dict[str, Any]:
    return {"version": queries.meeting(request.person, found.reference).version}


_ask = StepsOf("meeting", _about, _now).ask


def change(request: Request, found: Meeting) -> HttpResponse:
    """Move a meeting, or change who is invited."""

    def was() -> dict[str, Any]:
        return forms.ChangeMeeting.was(queries.meeting(request.person, found.reference))

    return ask(
        request,
        forms.ChangeMeeting(sent(request), of=found.of, initial=was()),
        lambda **said: actions.change_meeting(meeting=found, **said),
        address,
        title="Change the meeting",
        button="Save",
        again=was,
        **_about(found, "Change"),
    )


def draw(request: Request, found: Meeting) -> HttpResponse:
    """Draw the agenda again from what is open now."""
    return _ask(
        request,
        found,
        forms.Just,
        actions.draw_agenda,
        title="Draw the agenda again",
        button="Draw it again",
        words=[
            "What is new since is added, and what was settled since goes. What you added, left out or moved"
            " stays as you left it."
        ],
    )


def arrange(request: Request, found: Meeting) -> HttpResponse:
    """Put the agenda in order, leave items out, add others."""
    return _ask(
        request,
        found,
        forms.Agenda(
            sent(request), items=queries.items_of(found), initial={"version": found.version}
        ),
        actions.arrange_agenda,
        title="Arrange the agenda",
        button="Save the agenda",
        in_words=list,
        template="management/arrange.html",
    )


def _record_form(request: Request, found: Meeting, kind: type[forms.Record]) -> forms.Record:
    return kind(
        sent(request),
        invited=queries.attendees_of(found),
        items=queries.agenda_of(queries.items_of(found), for_provider=False),
        initial={"version": found.version},
    )


def record_it(request: Request, found: Meeting) -> HttpResponse:
    """Record who came, and what was said and decided."""
    return _ask(
        request,
        found,
        _record_form(request, found, forms.Record),
        actions.record_meeting,
        title="Record the meeting",
        here="Record it",
        button="Save the record",
        words=["You can come back and write more until the minutes are agreed."],
        in_words=list,
        template="management/record.html",
    )


def agree(request: Request, found: Meeting) -> HttpResponse:
    """Agree the minutes, which freezes them."""
    return _ask(
        request,
        found,
        forms.Just,
        actions.agree_minutes,
        title="Agree the minutes",
        button="Agree them",
        words=[
            "They are frozen as they are recorded, and those who were invited can read them: a provider"
            " without what stands on the commissioners’ own copy.",
            "A mistake is corrected afterwards by a new version with its reason.",
        ],
    )


def correct(request: Request, found: Meeting) -> HttpResponse:
    """Correct minutes that were agreed."""
    return _ask(
        request,
        found,
        _record_form(request, found, forms.Correct),
        actions.correct_minutes,
        title="Correct the minutes",
        button="Agree the corrected minutes",
        words=["The version before stays as it was, and anybody who may read one may read both."],
        in_words=list,
        template="management/record.html",
    )


def add_action(request: Request, found: Meeting) -> HttpResponse:
    """Note what somebody owes after a meeting."""
    return _ask(
        request,
        found,
        forms.NewAction(sent(request), of=found.of),
        actions.agree_action,
        title="Note an action",
        button="Note the action",
    )


def cancel(request: Request, found: Meeting) -> HttpResponse:
    """Cancel a meeting."""
    return _ask(
        request,
        found,
        forms.Cancel,
        actions.cancel_meeting,
        title="Cancel the meeting",
        here="Cancel",
        button="Cancel it",
        is_grave=True,
    )


STEPS: dict[str, Step] = {
    "change": change,
    "draw": draw,
    "agenda": arrange,
    "record": record_it,
    "agree": agree,
    "correct": correct,
    "action": add_action,
    "cancel": cancel,
}


@office_page
def meeting_step(request: Request, reference: str, step: str) -> HttpResponse:
    """One step of a meeting, by its name."""
    only_managers(request)
    page = step_named(STEPS, step)
    return page(request, queries.meeting(request.person, reference))


def paper_of(
    request: Request, found: Meeting, what: str, ending: str, *, for_provider: bool
) -> HttpResponse:
    """The agenda, or the minutes that hold, as a file; 404 where there are none.

    Each bears the office's name of its own day.
    """
    if what == "agenda":
        items = queries.items_of(found)
        office = parties.office_name(min(found.on, clock.today()))
        paper = queries.agenda_paper(found, items, office, for_provider=for_provider)
    elif what == "minutes" and (minutes := queries.latest_minutes(found)) is not None:
        office = parties.office_name(clock.uk_date(minutes.agreed))
        paper = queries.minutes_paper(found, minutes, office, for_provider=for_provider)
    else:
        raise Http404(f"no {what} of {found.reference}")
    return handed_out(
        request, "meeting", lambda: as_file(paper, f"{what}-{found.reference}", ending)
    )


@office_page
def meeting_paper(request: Request, reference: str, what: str, ending: str) -> HttpResponse:
    """The agenda or the minutes as Word or PDF: ``?copy=provider`` as a provider gets it."""
    found = queries.meeting(request.person, reference)
    return paper_of(
        request, found, what, ending, for_provider=request.GET.get("copy") == "provider"
    )


def calendar_file(request: Request, found: Meeting, at: str) -> HttpResponse:
    """A meeting as a file for a calendar."""
    return handed_out(
        request,
        "meeting",
        lambda: to_keep(
            queries.calendar_of(found, site=settings.PRECEPT_ADDRESS, address=at),
            f"meeting-{found.reference}.ics",
            queries.CALENDAR_TYPE,
        ),
    )


@office_page
def meeting_calendar(request: Request, reference: str) -> HttpResponse:
    """A meeting for the calendar of somebody of the office."""
    found = queries.meeting(request.person, reference)
    return calendar_file(request, found, address(found))
