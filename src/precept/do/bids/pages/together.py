"""Who works on a bid: colleagues and their rights, and files."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from precept.do.bids import actions, queries
from precept.do.bids.forms.applicants import AddFile, Invite, Leave, Rights
from precept.do.bids.models import BidMember
from precept.do.bids.pages.around import Opened, open_bid
from precept.foundation.questions.sets import Question
from precept.foundation.web.asking import ask, attempt
from precept.foundation.web.pages import Request, my_page, only_if, render, sent

ONLY_LEADS = "Only those who lead this bid can do this."
ONLY_EDITS = "Only those who write in this bid can do this."


@my_page
def team(request: Request, bid: str) -> HttpResponse:
    """Who works on a bid and what they may do; invite somebody."""
    opened = open_bid(request, bid)
    form = Invite(sent(request) if opened.leads else None, initial={"rights": "edit"})
    outcome = attempt(
        form,
        lambda: actions.invite(by=request.person, bid=opened.bid, **form.taken()),
    )
    if outcome.is_done:
        return HttpResponseRedirect(f"{opened.address('team')}?done=invited")
    context = opened.context(
        ("", "Who works on it"),
        form=form,
        team=queries.team(opened.bid),
        done={"invited": "The invitation is sent.", "changed": "Their rights are changed."}.get(
            request.GET.get("done", ""), ""
        ),
    )
    return render(request, "bids/team.html", context, status=outcome.status)


@my_page
def member(request: Request, bid: str, number: int) -> HttpResponse:
    """Change what a colleague may do in a bid, or take them off it; leave it oneself."""
    opened = open_bid(request, bid)
    one = _member(opened, number)
    is_own = one.person_id == request.person.pk
    removes = "remove" in request.POST
    # Who does not lead may leave, and nothing else.
    only_if(opened.leads or (is_own and (removes or request.method != "POST")), ONLY_LEADS)
    form: Leave | Rights = (
        Leave(sent(request)) if removes else Rights(sent(request), initial={"rights": one.rights})
    )
    act = _removing(opened, one) if removes else _changing(opened, one)
    name = one.person.name if one.person else one.email

    def onwards(_: Any) -> str:
        if removes and is_own:
            return f"{reverse('bids.mine')}?done=left"
        return f"{opened.address('team')}?done=changed"

    return ask(
        request,
        form if opened.leads or removes else Leave(None),
        act,
        onwards,
        title="Your place in this bid" if is_own else name,
        caption=opened.bid.reference,
        words=[] if one.person else ["Invited, and not yet signed in."],
        button="Save",
        back=opened.address("team"),
        template="bids/member.html",
        more=opened.context(
            (opened.address("team"), "Who works on it"), ("", name), member=one, is_own=is_own
        ),
    )


def _removing(opened: Opened, one: BidMember) -> Any:
    return lambda by: actions.remove_member(by=by, bid=opened.bid, member=one)


def _changing(opened: Opened, one: BidMember) -> Any:
    return lambda by, rights: actions.change_rights(
        by=by, bid=opened.bid, member=one, rights=rights
    )


def _member(opened: Opened, number: int) -> BidMember:
    for one in queries.team(opened.bid):
        if one.pk == number:
            return one
    raise Http404


@my_page
def files(request: Request, bid: str, section: str, question: str) -> HttpResponse:
    """The files that answer a question: how far each is; add one, take one out."""
    opened = open_bid(request, bid)
    asked = _asked(opened, section, question)
    here = opened.address("files", section, question)
    may_write = opened.edits and opened.is_written_on
    if gone := request.POST.get("remove"):
        only_if(may_write, ONLY_EDITS)
        actions.remove_file(
            by=request.person, bid=opened.bid, section=section, question=question, reference=gone
        )
        return HttpResponseRedirect(here)
    form = AddFile(*((request.POST, request.FILES) if request.method == "POST" else ()))
    outcome = attempt(
        form,
        lambda: actions.add_file(
            by=request.person,
            bid=opened.bid,
            section=section,
            question=question,
            name=form.cleaned_data["file"].name,
            content=form.cleaned_data["file"],
        ),
    )
    if outcome.is_done:
        return HttpResponseRedirect(here)
    kept = queries.files_of(opened.bid)
    given = queries.section(opened.bid, section).answers.get(question) or []
    context = opened.context(
        (opened.section_address(section), opened.asked.section(section).title),
        ("", asked.label),
        form=form,
        section=opened.asked.section(section),
        question=asked,
        given=[(one, kept.get(one["reference"])) for one in given],
        may_write=may_write,
        has_room=asked.most is None or len(given) < asked.most,
    )
    return render(request, "bids/files.html", context, status=outcome.status)


def _asked(opened: Opened, section: str, question: str) -> Question:
    for part in opened.asked.sections:
        for one in part.questions:
            if (part.key, one.key, one.kind) == (section, question, "files"):
                return one
    raise Http404
