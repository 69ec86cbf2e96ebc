"""Who bids, and who would hold the money: naming them, and answering for an accountable body."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from precept.do.bids import actions, queries, rules
from precept.do.bids.forms.applicants import ASK, NONE, Bidder, BidderFor, HoldMoney
from precept.do.bids.models import Bid, BodyAsked
from precept.do.bids.pages.around import Opened, draft_address, open_bid
from precept.do.opportunities.published import address as public_address
from precept.foundation import clock
from precept.foundation.ledger.actions import Refused
from precept.foundation.people.models import Person
from precept.foundation.questions import rules as questions
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, my_page, only_if, render, sent
from precept.foundation.web.trails import outside_trail
from precept.parties import access as parties_access
from precept.parties import queries as parties
from precept.parties.models import Organisation

ONLY_LEADS = "Only those who lead this bid can do this."
NOT_KNOWN = "No organisation has this name or reference. Add it to the organisations first"
OVER = "Who bids can no longer be changed."


@my_page
def bidder(request: Request, bid: str) -> HttpResponse:
    """Say which organisation bids, and who would hold the money."""
    opened = open_bid(request, bid)
    only_if(opened.leads, ONLY_LEADS)
    only_if(opened.may_change_bidder, OVER)
    held = _offered(request, opened)
    if opened.entry is not None and not parties.memberships(request.person):
        return _bidder_for(request, opened)
    start = f"{reverse('parties.start')}?next={opened.address('bidder')}"
    return ask(
        request,
        Bidder(sent(request), organisations=held, initial=_initial(opened, held)),
        lambda **said: actions.set_bidder(bid=opened.bid, **said),
        lambda made: draft_address(made, _said(opened, made)),
        title="Who bids",
        caption=opened.bid.reference,
        button="Save",
        back=opened.home,
        template="bids/bidder.html",
        more=opened.context(
            ("", "Who bids"),
            held=held,
            start=start,
            agrees_first=opened.call.body_agrees_before == "submission",
            asked_words=queries.asked_words(opened.body_asked) if opened.body_asked else "",
        ),
    )


def _bidder_for(request: Request, opened: Opened) -> HttpResponse:
    """Say for whom an officer writes a bid down: an organisation that the office knows."""

    may_add = parties_access.may_keep_organisations(request.person)
    body, asked = opened.bid.organisation, opened.body_asked
    initial = {"known_name": body.name if body else ""}
    if asked is not None and asked.state != "declined":
        initial |= {"body_name": asked.name, "body_email": asked.email}

    def name_it(*, by: Person, known_name: str, body_name: str, body_email: str) -> Bid:
        found = parties.looked_up(by, known_name)
        if found is None:
            raise Refused(NOT_KNOWN, field="known_name")
        return actions.set_bidder(
            by=by,
            bid=opened.bid,
            organisation=found,
            body_name=body_name,
            body_email=body_email,
        )

    return ask(
        request,
        BidderFor(sent(request), initial=initial),
        name_it,
        lambda made: draft_address(made, _said(opened, made)),
        title="Who bids",
        caption=opened.bid.reference,
        button="Save",
        back=opened.home,
        template="bids/bidder_for.html" if may_add else "bids/own_act.html",
        more=opened.context(("", "Who bids")),
    )


def _said(opened: Opened, made: Bid) -> str:
    """What was done: whether an organisation was asked just now."""
    before, asked = opened.body_asked, queries.body_asked(made)
    is_new = asked is not None and (before is None or before.pk != asked.pk)
    return "asked" if is_new else "bidder"


def _offered(request: Request, opened: Opened) -> list[Organisation]:
    """The organisations that may be chosen: those they keep, and those that are named already."""
    held = [one.organisation for one in parties.memberships(request.person) if one.keeps_profile]
    body, holder = opened.bid.organisation, opened.bid.accountable_body
    known = {one.pk for one in held}
    return held + [one for one in (body, holder) if one is not None and one.pk not in known]


def _initial(opened: Opened, held: list[Organisation]) -> dict[str, Any]:
    body, asked = opened.bid.organisation, opened.body_asked
    said: dict[str, Any] = {
        "organisation": body.reference if body else held[0].reference if len(held) == 1 else None,
        "accountable_body": NONE,
    }
    if asked is None or asked.state == "declined":
        return said
    if asked.organisation is not None:
        return {**said, "accountable_body": asked.organisation.reference}
    return {
        **said,
        "accountable_body": ASK,
        "body_name": asked.name,
        "body_email": asked.email,
    }


@my_page
def hold(request: Request, bid: str) -> HttpResponse:
    """Read who asks an organisation to hold their money and what it means; agree, or say no."""
    asked = queries.body_request(request.person, bid)
    offered = queries.may_answer_with(request.person, asked)
    here = reverse("bids.hold", args=[bid])
    title, caption = "Hold the money for a bid", asked.bid.opportunity.theme
    context = {
        "asked": asked,
        "rows": _facts(asked),
        "state": rules.BODY_STATES[asked.state],
        "start": f"{reverse('parties.start')}?next={here}",
        "offered": offered,
        "public": public_address(asked.bid.opportunity.reference),
        "breadcrumbs": outside_trail((reverse("bids.mine"), "Your bids"), ("", title)),
        "title": title,
        "caption": caption,
    }
    if asked.state != "asked" or not offered:
        return render(request, "bids/hold_said.html", context)
    return ask(
        request,
        HoldMoney(sent(request), organisations=offered),
        lambda **said: actions.answer_for_body(asked=asked, **said),
        lambda _: here,
        title=title,
        caption=caption,
        button="Send your answer",
        back=reverse("bids.mine"),
        template="bids/hold.html",
        more=context,
    )


def _facts(asked: BodyAsked) -> list[tuple[str, str]]:
    """What the people of an accountable body need to know of the bid that asks them."""
    bid, call = asked.bid, asked.bid.opportunity.call
    form, answers = queries.asks(bid, call), queries.answers(bid)
    title, amount = questions.meaning(form, answers, "title"), questions.amount(form, answers)
    limit = bid.opportunity.limit
    return [
        ("Asked by", f"{asked.asked_by.name} ({asked.asked_by.email})"),
        ("Bidder", bid.organisation.name if bid.organisation else "Not named yet"),
        ("Who is asked", asked.title),
        ("Project", title if isinstance(title, str) and title else "Not written yet"),
        ("Asked for so far", amount.short if amount is not None else "Not written yet"),
        ("Most for one award", limit.short if limit is not None else "Not stated"),
        ("The round closes at", clock.spoken_time(call.closes_at) if call.closes_at else "Not set"),
    ]
