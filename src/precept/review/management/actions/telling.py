"""The mail that goes out about meetings, actions, plans and exits: never a word that somebody typed."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.outbox.actions import queue_mail
from precept.foundation.people.models import Person
from precept.parties import queries as parties
from precept.parties.models import Organisation
from precept.review.management import queries
from precept.review.management.models import (
    ActionPoint,
    ExitTask,
    ImprovementPlan,
    Meeting,
    Thing,
)


def _address(name: str, *args: str) -> str:
    return f"{settings.PRECEPT_ADDRESS}{reverse(name, args=args)}"


def _those_of(bodies: Iterable[Organisation]) -> list[str]:
    """Who is written to for each body: those who sign for it, or else those who act for it."""
    found: list[str] = []
    for body in bodies:
        people = parties.signatories(body) or [one.person for one in parties.members(body)]
        found += [one.email for one in people]
    return list(dict.fromkeys(found))


def _called(of: Thing) -> str:
    return queries.name_of(of)


def tell_invited(meeting: Meeting, bodies: Iterable[Organisation], what: str) -> None:
    """Tell the bodies invited: ``what`` is "invited", "moved" or "cancelled"."""
    when = queries.when_words(meeting)
    said = {
        "invited": f"You are invited to a meeting about {_called(meeting.of)}, {when}.",
        "moved": f"The meeting about {_called(meeting.of)} is now {when}.",
        "cancelled": f"The meeting about {_called(meeting.of)} on {clock.spoken(meeting.on)} is cancelled.",
    }[what]
    for to in _those_of(bodies):
        queue_mail(
            to=to,
            subject=f"Meeting on {clock.spoken(meeting.on)}: {what}",
            text=f"{said}\n\nIts agenda, and a file for your calendar:\n"
            f"{_address('management.my_meeting', meeting.reference)}\n",
            kind="meeting notice",
            about=meeting.subject,
        )


def tell_minutes(meeting: Meeting, bodies: Iterable[Organisation], number: int) -> None:
    """Tell the bodies that were invited that minutes are there to read, or were corrected."""
    verb = "agreed" if number == 1 else "corrected"
    for to in _those_of(bodies):
        queue_mail(
            to=to,
            subject=f"Minutes of {clock.spoken(meeting.on)} were {verb}",
            text=f"The minutes of the meeting about {_called(meeting.of)} were {verb}:\n"
            f"{_address('management.my_meeting', meeting.reference)}\n",
            kind="meeting notice",
            about=meeting.subject,
        )


def tell_owed(action: ActionPoint) -> None:
    """Tell a body that it owes an action; people of the office find it on their desk."""
    if action.body is None:
        return
    for to in _those_of([action.body]):
        queue_mail(
            to=to,
            subject=f"An action for you by {clock.spoken(action.due)}",
            text=f"{action.body.name} owes an action under {_called(action.of)} by"
            f" {clock.spoken(action.due)}. What it is, and where you say that it is done:\n"
            f"{_address('management.my_action', action.reference)}\n",
            kind="action notice",
            about=action.subject,
        )


def remind_action(action: ActionPoint, when: str) -> list[str]:
    """Remind whoever owes an action; who was written to."""
    if action.owner is not None:
        link = _address("management.action", action.reference)
    else:
        link = _address("management.my_action", action.reference)
    words = "was due" if when == "late" else "is due"
    return _remind(
        action.owner,
        action.body,
        f"An action {words} on {clock.spoken(action.due)}",
        f"An action under {_called(action.of)} {words} on {clock.spoken(action.due)}:\n{link}\n",
        action.subject,
    )


def remind_task(task: ExitTask, when: str) -> list[str]:
    """Remind whoever owes a thing of an exit; who was written to."""
    agreement = task.plan.agreement
    if task.owner is not None:
        link = _address("management.exit_task", agreement.reference, task.key)
    else:
        link = _address("management.my_task", task.reference)
    words = "was due" if when == "late" else "is due"
    return _remind(
        task.owner,
        task.body,
        f"{task.title}: {words} on {clock.spoken(task.due)}",
        f"{agreement.reference} {agreement.title} ends on {clock.spoken(task.plan.ends)}. “{task.title}”"
        f" {words} on {clock.spoken(task.due)}:\n{link}\n",
        task.subject,
    )


def _remind(
    owner: Person | None, body: Organisation | None, subject: str, text: str, about: str
) -> list[str]:
    told = _those_of([body] if body else [])
    if owner is not None and owner.is_active:
        told = [owner.email]
    for to in told:
        queue_mail(to=to, subject=subject, text=text, kind="action reminder", about=about)
    return told


def tell_plan(plan: ImprovementPlan, what: str) -> None:
    """Tell the provider that a plan waits for it, holds without its agreement, or is closed."""
    said = {
        "proposed": "We propose an improvement plan and ask you to agree to it or say why not.",
        "imposed": "The improvement plan is in force, although you disputed it. The page says why.",
        "closed": "The improvement plan is closed. The page says how it ended.",
    }[what]
    for to in _those_of([plan.provider]):
        queue_mail(
            to=to,
            subject=f"Improvement plan {plan.reference}",
            text=f"{_called(plan.of)}\n\n{said}\n"
            f"{_address('management.my_plan', plan.reference)}\n",
            kind="plan notice",
            about=plan.subject,
        )


def tell_answered(plan: ImprovementPlan) -> None:
    """Tell the officer what the provider said of a plan."""
    if not plan.owner.is_active:
        return
    verb = "agrees to" if plan.state == "agreed" else "disputes"
    queue_mail(
        to=plan.owner.email,
        subject=f"{plan.provider.name} {verb} an improvement plan",
        text=f"{_called(plan.of)}:\n{_address('management.plan', plan.reference)}\n",
        kind="plan notice",
        about=plan.subject,
    )
