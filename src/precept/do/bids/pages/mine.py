"""One's own bids: the list, beginning one, its task list, and ending a rehearsal."""

import secrets
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from precept.do.bids import access, actions, queries, rules
from precept.do.bids.forms.applicants import Begin, EndRehearsal
from precept.do.bids.models import Bid, BidMember, BodyAsked
from precept.do.bids.pages.around import Opened, draft_address, language_of, open_bid
from precept.do.opportunities import queries as opportunities
from precept.do.opportunities.models import Call
from precept.do.opportunities.published import address as public_address
from precept.do.opportunities.rules import is_public
from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.foundation.web.asking import ask, attempt
from precept.foundation.web.pages import Request, my_page, open_page, render, sent
from precept.foundation.web.trails import outside_trail
from precept.parties import queries as parties

DONE = {
    "begun": "Your bid is begun. Answer the sections in any order, and stop when you like.",
    "saved": "Your answers are saved.",
    "done": "The section is marked as completed.",
    "bidder": "Who bids is saved.",
    "asked": "Who bids is saved. We asked the accountable body by e-mail, and tell you what it says.",
    "word": "Took the answers from the Word form.",
    "withdrawn": "Your bid is withdrawn. You can submit it again until the deadline.",
    "confirmed": "What they confirmed is recorded. Say which organisation bids, and submit it.",
    "told": "Thank you. We will not ask again.",
    "left": "You left the bid.",
}
"""What was just done, by the word in the address."""


def said_done(request: Request) -> str:
    """What was just done, where the address says one of the words we know."""
    return DONE.get(request.GET.get("done", ""), "")


@my_page
def mine(request: Request) -> HttpResponse:
    """The bids that one works on, what each needs next, and how long there is."""
    if queries.is_invited(request.person):  # a transaction holds up whoever saves: none to look
        actions.take_up_invitations(by=request.person)
    context = {
        "bids": queries.listed_mine(request.person),
        "asked": queries.bodies_to_answer(request.person),
        "rehearsals": queries.rehearsals(request.person),
        "done": said_done(request),
    }
    return render(request, "bids/mine.html", context)


@open_page
def start(request: HttpRequest, reference: str) -> HttpResponse:
    """Begin a bid, or say when one can; a stranger first gives an e-mail address."""
    asker: Person | None = getattr(request, "person", None)
    if asker is None:
        there = urlencode({"next": reverse("bids.start", args=[reference])})
        return HttpResponseRedirect(f"{reverse('people.start')}?{there}")
    call = _call(asker, reference)
    if request.method == "POST" and "rehearse" in request.POST:
        bid = actions.begin_bid(by=asker, call=call, is_rehearsal=True)
        return HttpResponseRedirect(draft_address(bid))
    held = [one.organisation for one in parties.memberships(asker) if one.keeps_profile]
    form = Begin(sent(request), organisations=held, initial={"key": secrets.token_urlsafe(24)})
    outcome = attempt(form, lambda: actions.begin_bid(by=asker, call=call, **form.taken()))
    if outcome.is_done:
        return HttpResponseRedirect(_after_begun(form, outcome.made))
    return render(request, "bids/start.html", _start_context(asker, call, form, request.GET))


def _call(asker: Person, reference: str) -> Call:
    """The call of a round that anybody can read of, or that they may rehearse."""
    call = opportunities.call(reference)
    if not is_public(call.stage) and not access.may_rehearse(asker):
        raise Http404
    return call


def _after_begun(form: Begin, bid: Bid) -> str:
    if form.needs_profile:
        back = reverse("bids.bidder", args=[bid.reference])
        return f"{reverse('parties.start')}?{urlencode({'next': back})}"
    return draft_address(bid, "begun")


def _start_context(
    asker: Person, call: Call, form: Begin, asked_for: Mapping[str, Any]
) -> dict[str, Any]:
    is_open = queries.is_open(call)
    return {
        "call": call,
        "round": call.opportunity,
        "form": form,
        "is_open": is_open,
        "why_not": "" if is_open else queries.why_shut(call),
        "closes": clock.spoken_time(call.closes_at) if call.closes_at else "",
        "left": rules.time_left(call.closes_at, clock.now()) if call.closes_at else "",
        "begun": queries.begun_in(asker, call),
        "may_rehearse": access.may_rehearse(asker),
        "rehearses": "rehearse" in asked_for and access.may_rehearse(asker),
        "public": public_address(call.opportunity.reference),
        "is_public": is_public(call.stage),
        "rehearsal": reverse("opportunities.rehearse", args=[call.opportunity.reference]),
        "breadcrumbs": outside_trail(
            (reverse("bids.mine"), "Your bids"), ("", call.opportunity.reference)
        ),
    }


@my_page
def draft(request: Request, bid: str) -> HttpResponse:
    """The task list of a bid: every section and where it stands, and what else belongs to it."""
    opened = open_bid(request, bid)
    language = language_of(request, opened)
    tasks = queries.task_list(opened.bid, opened.call, opened.rows, language)
    team = queries.team(opened.bid)
    context = opened.context(
        ("", ""),
        tasks=tasks,
        finished=sum(one.state in {"ready", "done"} for one in tasks),
        is_complete=not any(one.problems for one in tasks)
        and not queries.problems_around(opened.bid, opened.call),
        around=around_tasks(opened, team),
        team=team,
        files=queries.files_of(opened.bid),
        is_changed=_is_changed(opened),
        late=queries.latest_submission(opened.bid)
        if opened.bid.state in {"late", "refused"}
        else None,
        asks_why=not opened.is_open and queries.asks_why_not(opened.bid),
        public=_round_address(opened.bid),
        done=said_done(request),
    )
    context["breadcrumbs"] = outside_trail(
        (reverse("bids.mine"), "Your bids"), ("", opened.bid.reference)
    )
    return render(request, "bids/draft.html", context)


def _round_address(bid: Bid) -> str:
    """Where the round of a bid is read: in a rehearsal its pages as they will be."""
    reference = bid.opportunity.reference
    if bid.is_rehearsal:
        return reverse("opportunities.rehearse", args=[reference])
    return public_address(reference)


def around_tasks(opened: Opened, team: list[BidMember]) -> list[dict[str, Any]]:
    """What belongs to a bid beside its answers, as rows of its task list."""
    bid, papers, asked = opened.bid, opened.papers, opened.body_asked
    may_change = opened.may_change_bidder
    there = opened.address("bidder") if may_change else ""
    if bid.is_rehearsal:
        words = "An applicant says which organisation it is from"
        rows = [_row("Who bids", words, "Not in a rehearsal", href=there)]
    elif bid.organisation:
        rows = [_row("Who bids", bid.organisation.name, "Completed", href=there)]
    else:
        words = "Say which organisation this bid is from"
        rows = [_row("Who bids", words, "Not yet started", "blue", href=there)]
    if asked is not None:
        rows.append(_body_row(opened, asked))
    if papers is not None:
        rows.append(_papers_row(opened, papers))
    rows.append(
        _row(
            "Who works on it",
            "Only you, so far" if len(team) < 2 else f"{len(team)} people",
            "Optional",
            href=opened.address("team"),
        )
    )
    return rows


def _body_row(opened: Opened, asked: BodyAsked) -> dict[str, Any]:
    words = f"{asked.title}: {BODY_WORDS[asked.state]}"
    answers = asked.state == "asked" and bool(queries.may_answer_with(opened.person, asked))
    if answers:
        words += ". You sign for it, so you can answer"
    there = opened.address("bidder") if opened.may_change_bidder else ""
    return _row(
        "Accountable body",
        words,
        *BODY_TAGS[asked.state],
        href=opened.address("hold") if answers else there,
    )


BODY_WORDS = {
    "asked": "asked to hold the money, and has not answered yet",
    "agreed": "agreed to hold the money",
    "declined": "will not hold the money. Say who would",
}
BODY_TAGS = {
    "asked": ("Waiting for an answer", "yellow"),
    "agreed": ("Completed", ""),
    "declined": ("Something to put right", "red"),
}


def _papers_row(opened: Opened, papers: queries.PapersAsked) -> dict[str, Any]:
    if papers.holder is None:
        words = f"{', '.join(papers.titles)}. Say who bids first"
        return _row("Papers", words, "Cannot start yet", "grey")
    if not papers.missing:
        return _row("Papers", f"All given by {papers.holder.name}", "Completed")
    words = "; ".join(one.words for one in papers.missing)
    who = (
        ""
        if papers.may_give
        else f". Somebody who keeps the profile of {papers.holder.name} adds them"
    )
    return _row("Papers", words + who, "Something to add", "red", href=opened.papers_address)


def _row(title: str, hint: str, status: str, colour: str = "", *, href: str = "") -> dict[str, Any]:
    """A row as the design system's task list takes it."""
    tag = (
        {"tag": {"text": status, "classes": f"govuk-tag--{colour}"}} if colour else {"text": status}
    )
    return {
        "title": {"text": title},
        "hint": {"text": hint},
        "status": tag,
        **({"href": href} if href else {}),
    }


def _is_changed(opened: Opened) -> bool:
    """Whether the answers say something else than what is submitted."""
    bid = opened.bid
    return bid.in_force is not None and not queries.is_as_submitted(
        bid, opened.asked, opened.answers
    )


@my_page
def end_rehearsal(request: Request, bid: str) -> HttpResponse:
    """End a rehearsal: everything that was written in it is deleted."""
    opened = open_bid(request, bid)
    if not opened.bid.is_rehearsal:
        raise Http404
    there = _round_address(opened.bid)
    return ask(
        request,
        EndRehearsal(sent(request)),
        lambda **said: actions.end_rehearsal(bid=opened.bid, **said),
        lambda _: there,
        title="End the rehearsal",
        caption=opened.bid.reference,
        words=["Everything you wrote and sent in it is deleted. It counts nowhere."],
        button="End the rehearsal",
        back=opened.home,
        is_grave=True,
        template="bids/own_act.html",
        more=opened.context(("", "End the rehearsal")),
    )
