"""Checking a bid, submitting it, its receipt and evidence, and taking it back."""

import secrets

from django.http import Http404, HttpResponse, HttpResponseRedirect

from precept.do.bids import actions, queries
from precept.do.bids.actions import Incomplete
from precept.do.bids.forms.applicants import Withdraw
from precept.do.bids.models import Submission
from precept.do.bids.pages.around import Opened, draft_address, open_bid
from precept.foundation import clock
from precept.foundation.documents import pdf
from precept.foundation.documents.handing import PDF, to_keep
from precept.foundation.documents.sheets import write_csv
from precept.foundation.ledger.actions import Refused
from precept.foundation.people.exports import handed_out
from precept.foundation.questions.reading import for_reading
from precept.foundation.questions.rules import Problem
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, my_page, only_if, render, sent

ONLY_LEADS = "Only those who lead this bid can do this."


@my_page
def check(request: Request, bid: str) -> HttpResponse:
    """Read every answer through, with what stands against submitting, and submit."""
    opened = open_bid(request, bid)
    if request.method == "POST":
        return _submitted(request, opened)
    return _checked(request, opened, _wrong(opened), secrets.token_urlsafe(24))


def _submitted(request: Request, opened: Opened) -> HttpResponse:
    key = request.POST.get("key", "")
    try:
        made = actions.submit_bid(
            by=request.person,
            bid=opened.bid,
            key=key,
            begun=request.begun,
            size=_size(request),
        )
    except Incomplete as refusal:
        opened = open_bid(request, opened.bid.reference)
        return _checked(request, opened, refusal.problems, key, refused=refusal.words)
    except Refused as refusal:
        opened = open_bid(request, opened.bid.reference)
        return _checked(request, opened, _wrong(opened), key, refused=refusal.words)
    return HttpResponseRedirect(f"{opened.address('receipt')}?of={made.receipt}")


def _wrong(opened: Opened) -> list[Problem]:
    return queries.problems_of(opened.bid, opened.call, opened.answers)


def _size(request: Request) -> int:
    said = request.META.get("CONTENT_LENGTH") or "0"
    return min(int(said), 2_000_000_000) if said.isascii() and said.isdigit() else 0


def _checked(
    request: Request,
    opened: Opened,
    wrong: list[Problem],
    key: str,
    *,
    refused: str = "",
) -> HttpResponse:
    answers = opened.answers
    titles = {one.key: one.title for one in opened.asked.sections}
    context = opened.context(
        ("", "Check your answers"),
        sections=for_reading(opened.asked, answers),
        links={key: opened.section_address(key) for key in titles} if opened.is_written_on else {},
        problems=[_linked(opened, one, titles) for one in wrong],
        refused=refused,
        holder=_holder_words(opened),
        key=key,
        is_same=queries.is_as_submitted(opened.bid, opened.asked, answers),
        needs_reading_back=not actions.is_confirmed(request.person, opened.bid),
        may_still_send=_may_still_send(opened),
    )
    return render(request, "bids/check.html", context, status=422 if refused else 200)


def _holder_words(opened: Opened) -> str:
    """Who would hold the money, and how far that is agreed."""
    asked, body = opened.body_asked, opened.bid.accountable_body
    if asked is not None:
        return queries.asked_words(asked)
    return body.name if body else "The organisation itself"


def _may_still_send(opened: Opened) -> bool:
    """Whether a bid may be sent at all: in time, or to be kept as late."""
    return opened.leads and opened.is_written_on


def _linked(opened: Opened, problem: Problem, titles: dict[str, str]) -> dict[str, str]:
    """What is wrong, with the place where it is put right."""
    if problem.question.startswith(queries.PAPER):
        there = opened.paper_address(problem.question.removeprefix(queries.PAPER))
        return {"text": problem.told, "href": there, "section": "Papers"}
    if not problem.section:
        there = opened.address("bidder") if opened.may_change_bidder else ""
        return {"text": problem.told, "href": there, "section": "Who bids"}
    name = "-".join([problem.question, *(str(step) for step in problem.path)])
    address = opened.section_address(problem.section)
    return {
        "text": problem.told,
        "href": f"{address}?problems=yes#id_q-{name}",
        "section": titles.get(problem.section, ""),
    }


def _receipt(request: Request, opened: Opened) -> Submission:
    """The submission that an address asks for; the last one where it names none."""
    asked = request.GET.get("of", "")
    found = (
        queries.submission_of(opened.bid, asked) if asked else queries.latest_submission(opened.bid)
    )
    if found is None:
        raise Http404
    return found


@my_page
def receipt(request: Request, bid: str) -> HttpResponse:
    """That a bid arrived: its number, when, its fingerprint, and what happens next."""
    opened = open_bid(request, bid)
    made = _receipt(request, opened)
    context = opened.context(
        ("", "Receipt"),
        made=made,
        received=clock.spoken_time(made.received, seconds=True),
        begun=clock.spoken_time(made.begun, seconds=True),
        counts=opened.bid.in_force_id == made.pk,
        steps=opened.call.steps,
        decision=opened.call.decision_expected,
        others=queries.other_submissions(opened.bid, made),
    )
    return render(request, "bids/receipt.html", context)


@my_page
def receipt_pdf(request: Request, bid: str) -> HttpResponse:
    """A submission whole, with its receipt, as a file to keep."""
    opened = open_bid(request, bid)
    made = _receipt(request, opened)
    content = pdf.write_pdf(queries.submission_document(opened.bid, made))
    return _download(request, content, PDF, f"{opened.bid.reference}-{made.receipt}.pdf")


@my_page
def evidence(request: Request, bid: str) -> HttpResponse:
    """Every attempt to submit, as a file to keep: when it began and ended, and what was shown."""
    opened = open_bid(request, bid)
    name = f"{opened.bid.reference}-attempts.csv"
    content = write_csv(queries.EVIDENCE, queries.evidence(opened.bid))
    return _download(request, content, "text/csv; charset=utf-8", name)


def _download(request: Request, content: bytes, kind: str, name: str) -> HttpResponse:
    return handed_out(request, "bid", lambda: to_keep(content, name, kind))


@my_page
def withdraw(request: Request, bid: str) -> HttpResponse:
    """Take a submitted bid back, until the deadline."""
    opened = open_bid(request, bid)
    only_if(opened.leads, ONLY_LEADS)
    return ask(
        request,
        Withdraw(sent(request)),
        lambda **said: actions.withdraw_bid(bid=opened.bid, **said),
        lambda made: draft_address(made, "withdrawn"),
        title="Withdraw your bid",
        caption=opened.bid.reference,
        words=[
            "It will not be considered. Your answers stay here, and you can submit them again until"
            f" {opened.closes}.",
            "To change something you need not withdraw: change your answers and submit again.",
        ],
        button="Withdraw this bid",
        back=opened.home,
        is_grave=True,
        template="bids/own_act.html",
        more=opened.context(("", "Withdraw")),
    )
