"""What waits for a marker, the bids they were given, and marking one."""

from typing import Any

from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect, JsonResponse
from django.urls import URLPattern, path, reverse

from precept.do.assessment import access, actions, queries
from precept.do.assessment.forms.marking import Sheet
from precept.do.assessment.models import MarkSheet, SheetRevision
from precept.do.assessment.pages.trails import interests_of, my_trail
from precept.do.assessment.queries import BidToMark
from precept.do.bids.models import Bid
from precept.foundation import clock
from precept.foundation.documents.handing import to_keep
from precept.foundation.ledger.actions import Changed, Refusal
from precept.foundation.people.exports import handed_out
from precept.foundation.web.pages import Request, my_page, only_if, render, sent

NOT_MARKER = "Only people whom the office asks to mark bids have bids to mark."
OTHER_WINDOW = (
    "Your marks were saved in another window since you opened this page. Both texts are kept."
)

JOINED = (
    "Saved. A bid has come, or changed, since you declared your interests: declare them again before you"
    " submit your marks."
)


def _only_markers(request: Request) -> None:
    only_if(access.may_mark_bids(request.person), NOT_MARKER)


@my_page
def mine(request: Request) -> HttpResponse:
    """The rounds whose bids somebody was given to mark."""
    _only_markers(request)
    context = {"rounds": queries.rounds_to_mark(request.person), "breadcrumbs": None}
    return render(request, "assessment/my_marking.html", context)


@my_page
def one_round(request: Request, reference: str) -> HttpResponse:
    """The bids of a round that somebody was given; before they declared their interests, how many."""
    _only_markers(request)
    found = queries.round_sheets(request.person, reference)
    context = {
        "found": found,
        "interests": interests_of(found.opportunity),
        "breadcrumbs": my_trail(("", found.opportunity.reference)),
    }
    return render(request, "assessment/marking_round.html", context)


@my_page
def bid(request: Request, reference: str, bid: str) -> HttpResponse:
    """A bid beside its criteria: saved as it is marked, then handed in for good."""
    _only_markers(request)
    if request.method == "POST" and (of := queries.bid_to_keep(request.person, reference, bid)):
        return _kept(request, of)
    found = queries.bid_to_mark(request.person, reference, bid)
    form = Sheet(sent(request), criteria=found.criteria, initial=_as_saved(found))
    if request.method != "POST":
        kept = request.GET.get("kept", "")
        other = (
            queries.overtaken(request.person, found.bid, int(kept))
            if kept.isascii() and kept.isdigit() and len(kept) < 12
            else None
        )
        return _page(request, found, form, other)
    if "autosave" in request.POST:
        return _autosaved(request, found, form)
    if found.is_in:  # Submit pressed twice: the first did it.
        return HttpResponseRedirect(_here(found))
    return _saved(request, found, form)


def _kept(request: Request, of: Bid) -> HttpResponse:
    """Keep what was typed while a bid joined the round, and lead to the list of bidders before anything else."""
    form = Sheet(sent(request), criteria=queries.criteria_of(of.opportunity))
    href = reverse("assessment.marking_round", args=[of.opportunity.reference])
    saved = _saved_after_own(request, of, form) if form.is_valid() else None
    if "autosave" not in request.POST:
        return HttpResponseRedirect(href)
    if saved is None:
        return JsonResponse({"words": f"Not saved: {_wrong(form)}"}, status=422)
    return JsonResponse({"words": JOINED, "version": saved.version})


def _here(found: BidToMark) -> str:
    return reverse(
        "assessment.marking_bid", args=[found.bid.opportunity.reference, found.bid.reference]
    )


def _as_saved(found: BidToMark) -> dict[str, Any]:
    sheet = found.sheet
    return Sheet.as_saved(
        found.given,
        overall=sheet.overall if sheet else "",
        version=sheet.version if sheet else 0,
    )


def _saved(request: Request, found: BidToMark, form: Sheet) -> HttpResponse:
    """Save what was sent; where Submit was pressed, hand it in, if nothing is missing."""
    if not form.is_valid():
        return _page(request, found, form)
    with form.refusals():
        saved = _saved_after_own(request, found.bid, form)
        if saved.overtaken is not None:
            return _both(request, found, form, saved)
        if request.POST.get("do") != "submit":
            return HttpResponseRedirect(f"{_here(found)}?saved=yes")
        try:
            actions.submit_sheet(by=request.person, bid=found.bid, version=saved.version)
        except actions.Unfinished as unfinished:
            form.overtaken_by(saved.version)
            form.say_lacking(unfinished.lacking)
        except Changed as changed:
            form.add_error(None, changed.words)
        else:
            return HttpResponseRedirect(_here(found))
    return _page(request, found, form)


def _saved_after_own(request: Request, of: Bid, form: Sheet) -> actions.Saved:
    """Save what was sent, after what the same page saved by itself since it was opened.

    A script that saves while the button is pressed, or whose answer got lost on its way, is no other window;
    it may even come in between.
    """
    taken = form.taken()
    while True:
        saved = actions.save_marks(by=request.person, bid=of, **taken)
        if saved.overtaken is None:
            return saved
        saved.sheet.refresh_from_db(fields=["version"])
        read = _read(request, saved.sheet, taken["read"])
        if read == taken["read"]:
            return saved
        taken["read"] = read


def _read(request: Request, sheet: MarkSheet, read: int) -> int:
    """The version that somebody had read, with what the same page saved after that."""
    writer = request.POST.get("writer", "")[:32]
    is_own = bool(writer) and queries.only_this_page_wrote(sheet, writer=writer, after=read)
    return sheet.version if is_own else read


def _both(request: Request, found: BidToMark, form: Sheet, saved: actions.Saved) -> HttpResponse:
    """The page with what was typed, and beside it what the other window saved."""
    now = queries.bid_to_mark(request.person, found.bid.opportunity.reference, found.bid.reference)
    form.overtaken_by(saved.version)
    form.add_error(None, OTHER_WINDOW)
    return _page(request, now, form, status=409, now=_in_words(now))


def _in_words(found: BidToMark) -> list[tuple[str, str]]:
    """What a sheet says now, criterion by criterion."""
    return [
        (one.title, _mark_in_words(found.given[one.key].score, found.given[one.key].reason))
        for one in found.criteria
        if one.key in found.given
    ]


def _mark_in_words(score: int | None, reason: str) -> str:
    return f"{'No score' if score is None else score}: {reason or 'no reason yet'}"


def _other_in_words(found: BidToMark, other: SheetRevision | None) -> list[tuple[str, str]]:
    if other is None:
        return []
    marks = other.content["marks"]
    return [
        (one.title, _mark_in_words(marks[one.key]["score"], marks[one.key]["reason"]))
        for one in found.criteria
        if one.key in marks
    ]


def _autosaved(request: Request, found: BidToMark, form: Sheet) -> JsonResponse:
    """Save while somebody types, and say so in a line."""
    if not form.is_valid():
        return JsonResponse({"words": f"Not saved: {_wrong(form)}"}, status=422)
    try:
        saved = actions.save_marks(by=request.person, bid=found.bid, **form.taken())
    except Refusal as refusal:
        return JsonResponse({"words": f"Not saved: {refusal.words}"}, status=422)
    if saved.overtaken is not None:
        return JsonResponse(
            {"words": OTHER_WINDOW, "href": f"{_here(found)}?kept={saved.overtaken.pk}"}, status=409
        )
    said = f"Saved at {clock.spoken_hour(saved.at, seconds=True)}"
    return JsonResponse({"words": said, "version": saved.version})


def _wrong(form: Sheet) -> str:
    return "; ".join(str(one) for errors in form.errors.values() for one in errors)


def _page(
    request: Request,
    found: BidToMark,
    form: Sheet,
    other: SheetRevision | None = None,
    *,
    status: int = 200,
    now: list[tuple[str, str]] | None = None,
) -> HttpResponse:
    reference = found.bid.opportunity.reference
    context = {
        "found": found,
        "form": form,
        "now": now or [],
        "other": _other_in_words(found, other),
        "was_saved": request.GET.get("saved") == "yes",
        "breadcrumbs": my_trail(
            (reverse("assessment.marking_round", args=[reference]), reference),
            ("", found.bid.reference),
        ),
    }
    return render(request, "assessment/marking_bid.html", context, status=status)


@my_page
def file(request: Request, reference: str, bid: str, number: int) -> HttpResponse:
    """A file of a bid, as a download, under a name that says nothing where the applicant is hidden."""
    _only_markers(request)
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    found = queries.file_for(request.person, reference, bid, number)
    return handed_out(request, "work", lambda: to_keep(found.content, found.name, found.media_type))


ROUND = "my/marking/<str:reference>"
ADDRESSES: list[URLPattern] = [
    path("my/marking", mine, name="assessment.my_marking"),
    path(ROUND, one_round, name="assessment.marking_round"),
    path(f"{ROUND}/<str:bid>", bid, name="assessment.marking_bid"),
    path(f"{ROUND}/<str:bid>/files/<int:number>", file, name="assessment.marking_file"),
]
