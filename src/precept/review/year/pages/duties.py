"""The office's duties: the list, one with its times, adding, changing and retiring."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.ledger import queries as ledger
from precept.foundation.people.rules import ROLES
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, render, sent
from precept.review.year import access, actions, forms, queries, rules
from precept.review.year.models import Duty
from precept.review.year.pages.shared import (
    DUTIES,
    address,
    duty_trail,
    only_keepers,
    time_address,
    year_trail,
)

WEEKS_BEHIND = timedelta(days=400)


@office_page
def duties(request: Request) -> HttpResponse:
    """Every duty, with when it is due next."""
    found = queries.all_duties(request.person)
    today = clock.today()
    times = queries.times_between(found, today - WEEKS_BEHIND, today + rules.AHEAD)
    following: dict[str, queries.Time] = {}
    for one in times:
        if not one.is_done:
            following.setdefault(one.duty.key, one)
    context = {
        "rows": [
            (one, rules.rhythm_words(one.rhythm), _whose(one), following.get(one.key))
            for one in found
            if one.retired is None
        ],
        "retired": [one for one in found if one.retired is not None],
        "may_keep": access.may_keep_year(request.person),
        "is_begun": queries.begun(),
        "time_address": time_address,
        "breadcrumbs": year_trail(("", DUTIES)),
    }
    return render(request, "year/duties.html", context)


def _whose(one: Duty) -> str:
    return one.owner.name if one.owner else ROLES[one.role].title


@office_page
def duty(request: Request, key: str) -> HttpResponse:
    """One duty: what asks for it, how often, whose, and what became of it each time."""
    found = queries.duty(request.person, key)
    left, done = queries.duty_page_times(found)
    context = {
        "duty": found,
        "rhythm": rules.rhythm_words(found.rhythm),
        "whose": _whose(found),
        "role": ROLES[found.role].title,
        "left": left,
        "kept": done,
        "time_address": time_address,
        "may_keep": access.may_keep_year(request.person) and found.retired is None and found.pk,
        "story": ledger.story(found.subject),
        "breadcrumbs": duty_trail(("", found.title)),
    }
    return render(request, "year/duty.html", context)


@office_page
def new_duty(request: Request) -> HttpResponse:
    """Add something that this office must do."""
    only_keepers(request)
    return ask(
        request,
        forms.DutyForm(sent(request), initial={"since": clock.today(), "remind": "30, 7"}),
        actions.add_duty,
        address,
        title="Add a duty",
        button="Add it",
        back=reverse("year.duties"),
        breadcrumbs=duty_trail(("", "Add a duty")),
    )


def _now(request: Request, key: str) -> dict[str, Any]:
    now = queries.duty(request.person, key)
    is_once = now.often == "once"
    return {
        "version": now.version,
        "title": now.title,
        "guidance": now.guidance,
        "often": now.often,
        "month": None if is_once or now.often == "monthly" else now.month,
        "of_month": None if is_once else now.day,
        "once_on": now.once_on,
        "source": now.source,
        "shows": now.shows,
        "role": now.role,
        "owner": now.owner.reference if now.owner else "",
        "remind": ", ".join(str(days) for days in now.remind),
        "since": now.since,
        "why": "",
    }


@office_page
def change_duty(request: Request, key: str) -> HttpResponse:
    """Change what a duty says, how often it is due and whose it is."""
    only_keepers(request)
    found = queries.duty(request.person, key)
    return ask(
        request,
        forms.ChangeDuty(sent(request), initial=_now(request, key)),
        lambda **said: actions.change_duty(key=key, **said),
        address,
        title="Change this duty",
        caption=found.title,
        button="Save",
        words=["What was done of it stays, though its days change."],
        back=address(found),
        breadcrumbs=duty_trail((address(found), found.title), ("", "Change")),
        again=lambda: _now(request, key),
    )


@office_page
def retire_duty(request: Request, key: str) -> HttpResponse:
    """Say that it is no longer due."""
    only_keepers(request)
    found = queries.duty(request.person, key)
    return ask(
        request,
        forms.Why(sent(request), initial={"version": found.version}),
        lambda **said: actions.retire_duty(key=key, **said),
        address,
        title="It is no longer due",
        caption=found.title,
        button="Take it out of the calendar",
        words=["What was done of it stays on record."],
        back=address(found),
        breadcrumbs=duty_trail((address(found), found.title), ("", "No longer due")),
        again=lambda: _now(request, key),
    )
