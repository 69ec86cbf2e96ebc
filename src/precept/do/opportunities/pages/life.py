"""The office's pages of a call's life: two people publish it; then a later deadline, a correction, an end."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import path, reverse

from precept.do.opportunities import access, actions, forms, queries, rules
from precept.do.opportunities.models import Call, DeadlineProposal
from precept.do.opportunities.pages.set_up import ROUND, changing
from precept.do.opportunities.pages.trails import address_of, way
from precept.foundation.people.proving import proves_first
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, only_if, render, sent

MAY_NOT = "Only people who run or publish rounds can do this."


def _either(request: Request) -> None:
    asker = request.person
    only_if(access.may_run_rounds(asker) or access.may_publish_calls(asker), MAY_NOT)


def _publishers(request: Request) -> None:
    only_if(access.may_publish_calls(request.person), actions.NOT_PUBLISHER_OF_CALLS)


def _version(of: Call) -> dict[str, Any]:
    return {"version": of.version}


@office_page
def preview(request: Request, reference: str) -> HttpResponse:
    """A round as bidders will read it, whether it is published yet or not."""
    found = queries.call_for(request.person, reference)
    context = {
        "round": found.opportunity,
        "blocks": queries.blocks_of(found),
        "is_public": rules.is_public(found.stage),
        "breadcrumbs": way(of=found.opportunity, here="As bidders read it"),
    }
    return render(request, "opportunities/preview.html", context)


@office_page
def submit(request: Request, reference: str) -> HttpResponse:
    """Send a round that lacks nothing to a second person."""
    only_if(access.may_run_rounds(request.person), actions.NOT_RUNNER)
    found = queries.call_for(request.person, reference)
    return changing(
        request,
        found,
        forms.Submit(sent(request), initial=_version(found)),
        lambda **typed: actions.submit_for_publication(call=found, **typed),
        title="Send to a second person",
        button="Send it",
        initial=_version,
        onwards=lambda _done: address_of(found.opportunity),
        words=[
            "Somebody else reads everything and publishes it, or sends it back to you.",
            "Until then nothing of it can be changed.",
        ],
        in_words=list,
    )


@office_page
def send_back(request: Request, reference: str) -> HttpResponse:
    """Give a round that waits back to whoever sets it up."""
    _either(request)
    found = queries.call_for(request.person, reference)
    return changing(
        request,
        found,
        forms.SendBack(sent(request), initial=_version(found)),
        lambda **typed: actions.send_back(call=found, **typed),
        title="Send it back",
        button="Send it back",
        initial=_version,
        back=address_of(found.opportunity),
        in_words=list,
    )


@office_page
def publish_call(request: Request, reference: str) -> HttpResponse:
    """Everything a round says, what changed since the last one, and publishing it."""
    _publishers(request)
    found = queries.call_for(request.person, reference)
    if elsewhere := proves_first(request):
        return elsewhere
    alone = not access.is_second_person(request.person, found.set_up_by_id)
    kind = forms.PublishAlone if alone else forms.PublishCall
    return changing(
        request,
        found,
        kind(sent(request), initial=_version(found)),
        lambda **typed: actions.publish_call(call=found, **typed),
        title="Read and publish",
        button="Publish it",
        initial=_version,
        back=address_of(found.opportunity),
        template="opportunities/publish_call.html",
        in_words=list,
        more={
            "round": found.opportunity,
            "blocks": queries.blocks_of(found),
            "missing": queries.go_live(found),
            "since": queries.since_copied(found),
            "copied_from": found.copied_from,
            "waits": found.stage == "ready",
            "is_alone": alone,
        },
    )


@office_page
def extend(request: Request, reference: str) -> HttpResponse:
    """Propose a later deadline; or see the one that waits for a second person."""
    _either(request)
    found = queries.call_for(request.person, reference)
    waiting = queries.waiting_proposal(found)
    if waiting is not None:
        context = {
            "proposal": waiting,
            "call": found,
            "round": found.opportunity,
            "before": rules.wall_said(waiting.before),
            "after": rules.wall_said(waiting.after),
            "may_agree": access.may_publish_calls(request.person),
            "breadcrumbs": way(of=found.opportunity, here="A later deadline"),
        }
        return render(request, "opportunities/proposal.html", context)
    closes = found.closes
    initial = {"closes_time": closes.wall.time()} if closes else {}
    return ask(
        request,
        forms.Extend(sent(request), initial=initial),
        lambda **typed: actions.propose_extension(call=found, **typed),
        title="Move the deadline later",
        caption=reference,
        button="Propose it",
        back=address_of(found.opportunity),
        onwards=lambda _done: reverse("opportunities.extend", args=[reference]),
        breadcrumbs=way(of=found.opportunity, here="A later deadline"),
        words=[
            f"It closes at {queries.closes_words(found)}.",
            "A deadline only ever moves later, and for everyone. A second person agrees first; then the"
            " new one is published with its reason, and everyone who started is told.",
        ],
    )


def _proposal(found: Call) -> DeadlineProposal:
    waiting = queries.waiting_proposal(found)
    if waiting is None:
        raise Http404("no later deadline waits")
    return waiting


@office_page
def agree(request: Request, reference: str) -> HttpResponse:
    """Make the later deadline so that somebody else proposed."""
    _publishers(request)
    found = queries.call_for(request.person, reference)
    proposal = _proposal(found)
    alone = not access.is_second_person(request.person, proposal.by_id)
    kind = forms.AgreeAlone if alone else forms.AgreeToExtend
    return ask(
        request,
        kind(sent(request)),
        lambda **typed: actions.extend_deadline(proposal=proposal, **typed),
        title=f"Move the deadline to {rules.wall_said(proposal.after)}",
        caption=reference,
        button="Move it",
        back=reverse("opportunities.extend", args=[reference]),
        onwards=lambda _done: address_of(found.opportunity),
        breadcrumbs=way(of=found.opportunity, here="A later deadline"),
        words=[
            f"It closes at {rules.wall_said(proposal.before)} as it is published.",
            f"The reason that is published: {proposal.why}",
        ],
    )


@office_page
def turn_down(request: Request, reference: str) -> HttpResponse:
    """Leave the deadline where it is."""
    _either(request)
    found = queries.call_for(request.person, reference)
    proposal = _proposal(found)
    return ask(
        request,
        forms.TurnDown(sent(request)),
        lambda **typed: actions.turn_down_extension(proposal=proposal, **typed),
        title="Leave the deadline where it is",
        caption=reference,
        button="Turn it down",
        back=reverse("opportunities.extend", args=[reference]),
        onwards=lambda _done: address_of(found.opportunity),
        breadcrumbs=way(of=found.opportunity, here="A later deadline"),
    )


@office_page
def correct(request: Request, reference: str) -> HttpResponse:
    """Choose which published words are corrected."""
    _publishers(request)
    found = queries.call_for(request.person, reference)
    context = {
        "round": found.opportunity,
        "is_public": rules.is_public(found.stage),
        "found": queries.correctables(found),
        "made": list(found.corrections.all()),
        "kinds": rules.CORRECTION_KINDS,
        "breadcrumbs": way(of=found.opportunity, here="Correct it"),
    }
    return render(request, "opportunities/correct.html", context)


@office_page
def correct_one(request: Request, reference: str, what: str) -> HttpResponse:
    """Correct published words."""
    _publishers(request)
    found = queries.call_for(request.person, reference)
    one = next((each for each in queries.correctables(found) if each.key == what), None)
    if one is None:
        raise Http404
    return changing(
        request,
        found,
        forms.Correct(sent(request), initial={**_version(found), "after": one.text}),
        lambda **typed: actions.correct_call(call=found, what=what, **typed),
        title=f"Correct: {one.title}",
        button="Publish the correction",
        initial=_version,
        back=reverse("opportunities.correct", args=[reference]),
        words=["Both texts and the reason are published, and everyone who started is told."],
        in_words=lambda: [
            (each.title, each.text)
            for each in queries.correctables(queries.call_for(request.person, reference))
            if each.key == what
        ],
    )


@office_page
def cancel(request: Request, reference: str) -> HttpResponse:
    """Cancel a round, for a reason that is published."""
    _publishers(request)
    found = queries.call_for(request.person, reference)
    return changing(
        request,
        found,
        forms.Cancel(sent(request), initial=_version(found)),
        lambda **typed: actions.cancel_call(call=found, **typed),
        title="Cancel the round",
        button="Cancel the round",
        initial=_version,
        back=address_of(found.opportunity),
        is_grave=True,
        words=["It cannot be taken back. Everyone who started is told, with your reason."],
        in_words=list,
    )


ADDRESSES = [
    path(f"{ROUND}/preview", preview, name="opportunities.preview"),
    path(f"{ROUND}/submit", submit, name="opportunities.submit"),
    path(f"{ROUND}/send-back", send_back, name="opportunities.send_back"),
    path(f"{ROUND}/publish-call", publish_call, name="opportunities.publish_call"),
    path(f"{ROUND}/extend", extend, name="opportunities.extend"),
    path(f"{ROUND}/extend/agree", agree, name="opportunities.agree"),
    path(f"{ROUND}/extend/turn-down", turn_down, name="opportunities.turn_down"),
    path(f"{ROUND}/correct", correct, name="opportunities.correct"),
    path(f"{ROUND}/correct/<str:what>", correct_one, name="opportunities.correct_one"),
    path(f"{ROUND}/cancel", cancel, name="opportunities.cancel"),
]
