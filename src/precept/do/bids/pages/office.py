"""The bids of a round as the office reads them: sealed, opened, late; whom the round reached."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from precept.do.bids import access, actions, queries, rules
from precept.do.bids.forms.office import EndConflict, Open, Settle
from precept.do.bids.models import Bid
from precept.do.opportunities import queries as opportunities
from precept.do.opportunities.models import Call
from precept.foundation import clock
from precept.foundation.ledger import queries as ledger
from precept.foundation.people.proving import proves_first
from precept.foundation.questions.reading import for_reading
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, only_if, render
from precept.foundation.web.trails import Trail, trail

ONLY_HANDLERS = (
    "Only people whose work needs bids may see them. Markers find theirs under “Marking”."
)
ONLY_RUNNERS = "Only people who run rounds may do this."


def trail_of(call: Call, *places: tuple[str, str]) -> Trail:
    """The way from the office's home to a page about a round's bids."""
    reference = call.opportunity.reference
    return trail(
        (reverse("opportunities.all"), "Rounds"),
        (reverse("opportunities.one", args=[reference]), reference),
        *places,
    )


def bids_address(call: Call) -> str:
    """Where the office lists a round's bids."""
    return reverse("bids.all", args=[call.opportunity.reference])


def under_bids(call: Call, *here: tuple[str, str]) -> Trail:
    """The way to a page beneath a round's bids."""
    return trail_of(call, (bids_address(call), "Bids"), *here)


@office_page
def every(request: Request, reference: str) -> HttpResponse:
    """The bids of a round: why they are sealed, or the list of those opened."""
    only_if(
        access.may_handle_bids(request.person) or access.may_enter_for_others(request.person),
        ONLY_HANDLERS,
    )
    call = opportunities.call_for(request.person, reference)
    seal = queries.seal_words(call)
    context = {
        "call": call,
        "seal": seal,
        "table": None if seal else queries.office_bids_page(request.person, call, request.GET),
        "must_declare": access.may_declare(request.person, call.opportunity)
        and not access.has_declared(request.person, call.opportunity),
        "may_open": access.may_open_bids(request.person) and _can_be_opened(call),
        "may_enter": access.may_enter_for_others(request.person),
        "may_settle": access.may_settle_late(request.person),
        "entered": queries.entered(request.person, call),
        "breadcrumbs": trail_of(call, ("", "Bids")),
    }
    return render(request, "bids/office.html", context)


def _can_be_opened(call: Call) -> bool:
    return (
        call.stage == "published"
        and call.closes_at is not None
        and clock.now() >= rules.opens_from(call.closes_at)
    )


@office_page
def open_all(request: Request, reference: str) -> HttpResponse:
    """Open the bids of a round."""
    only_if(access.may_open_bids(request.person), ONLY_RUNNERS)
    call = opportunities.call_for(request.person, reference)
    if elsewhere := proves_first(request):
        return elsewhere
    return ask(
        request,
        Open(request.POST if request.method == "POST" else None),
        lambda **said: actions.open_bids(call=call, **said),
        title="Open the bids",
        caption=call.opportunity.reference,
        words=[
            "From then on those who handle this round can read its bids, once they declared their"
            " interests. How many bids there are, and one fingerprint of them all, goes into the ledger.",
            "This cannot be taken back.",
        ],
        button="Open the bids",
        back=bids_address(call),
        breadcrumbs=under_bids(call, ("", "Open the bids")),
    )


@office_page
def one(request: Request, reference: str, bid: str) -> HttpResponse:
    """One bid: its answers, what was sent when, and its history. Interests are declared first."""
    found = queries.office_bid(request.person, reference, bid)
    if not access.may_read_content(request.person, found):
        return HttpResponseRedirect(reverse("bids.interests", args=[reference]))
    call = found.opportunity.call
    context = {
        "bid": found,
        "rows": _facts(found),
        "sections": _sections(found),
        "evidence": queries.evidence(found),
        "evidence_columns": queries.EVIDENCE,
        "entry": queries.entry(request.person, found) if found.in_force is None else None,
        "story": ledger.story(found.subject),
        "breadcrumbs": under_bids(call, ("", found.reference)),
    }
    return render(request, "bids/office_bid.html", context)


def _facts(bid: Bid) -> list[tuple[str, str]]:
    body, made = bid.organisation, bid.in_force
    return [
        ("State", rules.STATES[bid.state]),
        ("Organisation", body.name if body else "Not named"),
        *_holder(bid),
        ("Asked for", bid.amount.short if bid.amount is not None else "Not stated"),
        ("Areas", ", ".join(bid.areas) or "Not stated"),
        ("How it came", rules.CHANNELS[bid.channel]),
        (
            "Bid here before",
            {True: "First time", False: "Yes", None: "Not known"}[bid.is_first_time],
        ),
        ("Received", clock.spoken_time(made.received, seconds=True) if made else "Not submitted"),
        ("Receipt number", made.receipt if made else "None"),
        ("Fingerprint (SHA-256)", made.sha256 if made else "None"),
        *([("Accepted late because", bid.late_why)] if bid.late_why else []),
    ]


def _holder(bid: Bid) -> list[tuple[str, str]]:
    """Who would hold the money, and how far that is agreed; nothing where the bidder does."""
    asked, holder = queries.body_asked(bid), bid.accountable_body
    if asked is not None:
        words = queries.asked_words(asked)
        return [("Money held by", f"{words}. {asked.why}" if asked.why else words)]
    return [("Money held by", holder.name)] if holder else []


def _sections(bid: Bid) -> Any:
    if bid.in_force is None:
        return []
    bid.in_force.bid = bid  # what is at hand is not asked for again
    return for_reading(queries.asked_of(bid.in_force), bid.in_force.answers)


@office_page
def late(request: Request, reference: str) -> HttpResponse:
    """Bids that were begun after closing, and what became of each."""
    only_if(access.may_settle_late(request.person), ONLY_RUNNERS)
    call = opportunities.call_for(request.person, reference)
    context = {
        "call": call,
        "bids": queries.late_bids(request.person, call),
        "columns": queries.EVIDENCE,
        "evidence": queries.evidence,
        "states": rules.STATES,
        "breadcrumbs": under_bids(call, ("", "Late bids")),
    }
    return render(request, "bids/office_late.html", context)


@office_page
def settle(request: Request, reference: str, bid: str) -> HttpResponse:
    """Refuse a late bid, propose to accept it, or agree to that."""
    only_if(access.may_settle_late(request.person), ONLY_RUNNERS)
    call = opportunities.call_for(request.person, reference)
    found = queries.late_bid(request.person, call, bid)
    if request.method == "GET" and found.state != "late":
        return HttpResponseRedirect(reverse("bids.late", args=[reference]))
    proposed = found.late_proposed_by
    words = ["A late bid is refused unless two people find a reason to accept it."]
    if proposed is not None:
        words.append(f"{proposed.name} proposed to accept it: {found.late_why}")
    return ask(
        request,
        Settle(request.POST or None),
        lambda **said: actions.settle_late_bid(bid=found, **said),
        title="Settle a late bid",
        caption=found.reference,
        words=words,
        button="Save",
        back=reverse("bids.late", args=[reference]),
        breadcrumbs=under_bids(
            call, (reverse("bids.late", args=[reference]), "Late bids"), ("", found.reference)
        ),
    )


@office_page
def reach(request: Request, reference: str) -> HttpResponse:
    """Whom the round reached, and who turned away at which rule."""
    only_if(access.may_see_reach(request.person), ONLY_RUNNERS)
    call = opportunities.call_for(request.person, reference)
    found = queries.reach(call.opportunity)
    context = {
        "call": call,
        "reach": found,
        "published": found.published(),
        "why_words": queries.why_not_words(request.person, call.opportunity),
        "seal": queries.seal_words(call),
        "count_words": rules.count_words,
        "fewest": rules.FEWEST,
        "breadcrumbs": trail_of(call, ("", "Reach")),
    }
    return render(request, "bids/office_reach.html", context)


@office_page
def conflicts(request: Request, reference: str) -> HttpResponse:
    """The interests that people declared in a round."""
    only_if(access.may_settle_late(request.person), ONLY_RUNNERS)
    call = opportunities.call_for(request.person, reference)
    context = {
        "call": call,
        "conflicts": queries.conflicts(call),
        "kinds": rules.CONFLICT_KINDS,
        "breadcrumbs": under_bids(call, ("", "Declared interests")),
    }
    return render(request, "bids/office_conflicts.html", context)


@office_page
def end_conflict(request: Request, reference: str, number: int) -> HttpResponse:
    """End a conflict that somebody declared by mistake."""
    only_if(access.may_settle_late(request.person), ONLY_RUNNERS)
    call = opportunities.call_for(request.person, reference)
    found = queries.conflict(call, number)
    only_if(
        access.may_end_conflict(request.person, found),
        "Somebody else who runs rounds must end a conflict of yours.",
    )
    return ask(
        request,
        EndConflict(request.POST or None),
        lambda **said: actions.end_conflict(conflict=found, **said),
        title=f"End a conflict of {found.person.name}",
        caption=found.bid.reference,
        button="End the conflict",
        is_grave=True,
        back=reverse("bids.conflicts", args=[reference]),
        breadcrumbs=under_bids(
            call, (reverse("bids.conflicts", args=[reference]), "Declared interests"), ("", "End")
        ),
    )
