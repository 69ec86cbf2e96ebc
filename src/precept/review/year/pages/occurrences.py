"""One time that a duty is due: the page of it, and what is said of it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse

from precept.foundation import clock
from precept.foundation.ledger import queries as ledger
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, only_if, render, sent
from precept.review.year import access, actions, forms, queries
from precept.review.year.actions.occurrences import NOT_OWNER
from precept.review.year.models import Occurrence
from precept.review.year.pages.shared import address, duty_trail, only_keepers, time_address
from precept.review.year.queries import Time


def _row(of: Time) -> Occurrence:
    """What was said of it; a row that is not kept where nothing was."""
    return of.row or Occurrence(duty=of.duty, on=of.on)


@office_page
def occurrence(request: Request, key: str, on: str) -> HttpResponse:
    """Whose it is this time, by when, and what shows that it was done."""
    found = queries.occurrence(request.person, key, on)
    row = _row(found)
    may_finish = access.may_finish(request.person, row)
    context = {
        "time": found,
        "row": row,
        "duty": found.duty,
        "whose": queries.whose_words(found),
        "duty_address": address(found.duty),
        "here": time_address(found),
        "evidence": queries.evidence_of(request.person, row.evidence) if row.evidence else None,
        "may_finish": may_finish and not found.is_done,
        "may_take_up": may_finish and found.is_done,
        "may_keep": access.may_keep_year(request.person) and not found.is_done,
        "story": ledger.story(row.subject),
        "breadcrumbs": duty_trail(
            (address(found.duty), found.duty.title), ("", clock.spoken(found.on))
        ),
    }
    return render(request, "year/occurrence.html", context)


def _asking(
    request: Request,
    found: Time,
    form: Callable[..., Any],
    do: Callable[..., Any],
    title: str,
    button: str,
) -> HttpResponse:
    def now() -> dict[str, Any]:
        again = queries.occurrence(request.person, found.duty.key, found.on.isoformat())
        row = _row(again)
        return {
            "version": row.version,
            "owner": row.owner.reference if row.owner else "",
            "to": again.due,
            "done_on": row.done_on or clock.today(),
            "outcome": row.outcome,
            "kind": "",
            "typed": "",
            "why": "",
        }

    there = time_address(found)
    return ask(
        request,
        form(sent(request), initial=now()),
        lambda **said: do(key=found.duty.key, on=found.on, **said),
        lambda _: there,
        title=title,
        caption=f"{found.duty.title}, due {clock.spoken(found.due)}",
        button=button,
        back=there,
        breadcrumbs=duty_trail(
            (address(found.duty), found.duty.title),
            (there, clock.spoken(found.on)),
            ("", title),
        ),
        again=now,
    )


@office_page
def give(request: Request, key: str, on: str) -> HttpResponse:
    """Give it to somebody this time."""
    only_keepers(request)
    found = queries.occurrence(request.person, key, on)
    return _asking(
        request, found, forms.Give, actions.give_occurrence, "Whose it is this time", "Save"
    )


@office_page
def move(request: Request, key: str, on: str) -> HttpResponse:
    """Move it to another day, this time alone."""
    only_keepers(request)
    found = queries.occurrence(request.person, key, on)
    return _asking(
        request, found, forms.Move, actions.move_occurrence, "Move it to another day", "Move it"
    )


@office_page
def finish(request: Request, key: str, on: str) -> HttpResponse:
    """Say that it was done, and what shows it."""
    found = queries.occurrence(request.person, key, on)
    only_if(access.may_finish(request.person, _row(found)), NOT_OWNER)
    return _asking(
        request, found, forms.Finish, actions.finish_occurrence, "It is done", "It is done"
    )


@office_page
def take_up(request: Request, key: str, on: str) -> HttpResponse:
    """Say that it is still to be done after all."""
    found = queries.occurrence(request.person, key, on)
    only_if(access.may_finish(request.person, _row(found)), NOT_OWNER)
    return _asking(
        request,
        found,
        forms.TakeUp,
        actions.take_occurrence_up,
        "Take it up again",
        "Take it up again",
    )
