"""Pages: the ranked list against the money, what a cut-off would fund, and freezing what is recommended."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.urls import URLPattern, path, reverse

from precept.do.assessment import access, actions, queries, rules
from precept.do.assessment.forms.ranking import (
    Bands,
    CutOff,
    FinishPast,
    Freeze,
    Over,
    Place,
    Start,
    Withdraw,
)
from precept.do.assessment.models import Recommendation
from precept.do.assessment.pages.trails import Step, interests_of, office_trail
from precept.do.opportunities.models import Opportunity
from precept.foundation.ledger import queries as ledger
from precept.foundation.money import Money
from precept.foundation.web import charts
from precept.foundation.web.asking import ask
from precept.foundation.web.forms import Form
from precept.foundation.web.pages import Request, office_page, only_if, render, sent

NOT_SEEN = (
    "The ranking is for people whose work rests on it, once they have declared their interests in"
    " the round."
)
PARTIAL = (
    "You declared an interest in this round. What it concerns is left out of this page and of every"
    " number on it."
)
ROWS_A_PAGE = 250
TAGS = {
    "fund": "govuk-tag--green",
    "part": "govuk-tag--turquoise",
    "reserve": "govuk-tag--yellow",
    "decline": "govuk-tag--grey",
    "ineligible": "govuk-tag--red",
}


def _list_of(of: Opportunity) -> str:
    return reverse("assessment.ranking", args=[of.reference])


def _step(of: Opportunity) -> Step:
    return _list_of(of), "Ranking"


def _cut_off_in(query: QueryDict) -> int | None:
    typed = query.get("cut-off", "").strip()
    if not (typed.isdecimal() and len(typed) <= 3):
        return None
    number = int(typed)
    return number if number <= rules.HIGHEST else None


def _page_in(query: QueryDict, rows: int) -> int:
    typed = query.get("page", "1")
    last = max(1, -(-rows // ROWS_A_PAGE))
    return min(max(int(typed), 1), last) if typed.isdecimal() and len(typed) < 6 else 1


@office_page
def ranking(request: Request, reference: str) -> HttpResponse:
    """The board: every bid by score, the money so far, and what another cut-off would fund."""
    of = queries.round_for(reference)
    known = access.interests(request.person, of)
    only_if(access.may_see_ranking(request.person, of, known), NOT_SEEN)
    board = queries.ranking(request.person, of, known)
    kept = board.recommendation
    asked_for = _cut_off_in(request.GET)
    what_if = None
    may_try = not board.is_partial and (kept is None or kept.state == "draft")
    if asked_for is not None and may_try:
        board, what_if = queries.tried(board, asked_for)
    number = _page_in(request.GET, len(board.rows))
    last = max(1, -(-len(board.rows) // ROWS_A_PAGE))
    may = access.may_recommend(request.person, of, known)
    context = {
        "opportunity": of,
        "board": board,
        "rows": board.rows[(number - 1) * ROWS_A_PAGE : number * ROWS_A_PAGE],
        "page": number,
        "pages": last,
        "kept": kept,
        "state": kept.state if kept else "none",
        "what_if": what_if,
        "typed": request.GET.get("cut-off", ""),
        "is_wrong": bool(request.GET.get("cut-off")) and asked_for is None,
        "may_try": may_try,
        "titles": {one.reference: one.title for one in board.rows},
        "bands_words": rules.bands_sentence(board.bands) if board.ranking.bands else "",
        "placings": rules.PLACINGS,
        "tags": TAGS,
        "may": may,
        "figures": _figures(board),
        "batch_words": "" if board.is_partial else queries.batch_words(of, board.ranking),
        "is_partial_words": PARTIAL if board.is_partial else "",
        "may_start": may and kept is None and (of.call.stage == "ranking" or of.call.is_rolling),
        "may_start_next": may
        and of.call.is_rolling
        and kept is not None
        and kept.state == "frozen"
        and queries.waiting_to_rank(of) > 0,
        "may_allow": access.may_allow_over(request.person, of, known),
        "is_past": bool(kept and kept.is_past),
        "outdated": "" if board.is_partial or kept is None else queries.outdated_words(kept),
        "chart": _chart(board) if board.funders and board.rows and not board.is_partial else None,
        "interests": interests_of(of),
        "earlier": queries.recommendations(of),
        "story": [] if board.is_partial or kept is None else ledger.story(kept.subject, 20),
        "breadcrumbs": office_trail(of, ("", "Ranking")),
    }
    return render(request, "assessment/ranking.html", context)


def _figures(board: queries.Board) -> list[tuple[str, str]]:
    """The few figures above the list."""
    figures = [
        ("Pot", str(board.pot) if board.funders else "Not stated"),
        ("Asked for", board.asked.short),
        ("Cut-off", "Not chosen" if board.cut_off is None else str(board.cut_off)),
        ("Funded", f"{board.funded} of {len(board.rows)}"),
        ("Awards", board.awarded.short),
    ]
    if not board.is_partial and board.funders:
        above = board.left < Money(0)
        figures.append(("Above the pot" if above else "Left", abs(board.left).short))
    return figures


def _chart(board: queries.Board) -> charts.StackedBars:
    """The money against the pot, fund by fund: used, left, and what is above it."""
    series = ["Recommended", "Left", "Above the pot"]

    def stack(name: str, amount: Money, used: Money) -> charts.Stack:
        inside = min(amount, used)
        sizes = [inside, amount - inside, used - inside]
        parts = tuple(
            charts.Figure(label, float(size.pence), size.short)
            for label, size in zip(series, sizes, strict=True)
        )
        return charts.Stack(name, parts, amount.short)

    stacks = [stack(one.name, one.amount, one.used) for one in board.funders]
    if len(stacks) > 1:
        stacks.append(stack("The whole pot", board.pot, board.awarded))
    return charts.stacked(
        title="Awards against the pot", things="Fund", total="Puts in", series=series, stacks=stacks
    )


def _draft(request: Request, of: Opportunity) -> Recommendation:
    """The ranking in hand; 404 where there is none."""
    only_if(access.may_recommend(request.person, of), actions.NOT_RECOMMENDER)
    found = queries.draft(of)
    if found is None:
        raise Http404("no ranking in hand")
    return found


def _act(
    request: Request,
    of: Opportunity,
    kept: Recommendation,
    form: Form,
    act: Callable[..., object],
    *,
    title: str,
    button: str,
    here: str,
    **more: Any,
) -> HttpResponse:
    """A form that changes the ranking in hand."""

    def again() -> Mapping[str, Any]:
        return {"version": Recommendation.objects.get(pk=kept.pk).version}

    return ask(
        request,
        form,
        lambda **said: act(recommendation=kept, **said),
        title=title,
        caption=of.reference,
        button=button,
        back=_list_of(of),
        breadcrumbs=office_trail(of, _step(of), ("", here)),
        again=again,
        in_words=list,
        **more,
    )


@office_page
def start(request: Request, reference: str) -> HttpResponse:
    """Begin the ranking."""
    of = queries.round_for(reference)
    only_if(access.may_recommend(request.person, of), actions.NOT_RECOMMENDER)
    funders = queries.left_of(of)
    pot = sum((one.amount for one in funders), Money(0))
    said = ", ".join(f"{one.name} {one.amount}" for one in funders)
    return ask(
        request,
        Start(sent(request), initial={"bands": [70, 60, 40], "sharing": "ratio"}),
        lambda **typed: actions.start_ranking(call=of.call, **typed),
        title="Start the ranking",
        caption=of.reference,
        button="Start the ranking",
        back=_list_of(of),
        breadcrumbs=office_trail(of, _step(of), ("", "Start")),
        words=[
            f"{queries.waiting_to_rank(of)} bids with locked scores are ranked.",
            f"The pot is {pot}: {said}." if funders else "The pot of this round is not stated yet.",
        ],
    )


@office_page
def bands(request: Request, reference: str) -> HttpResponse:
    """State the lower edges of the score bands."""
    of = queries.round_for(reference)
    kept = _draft(request, of)
    form = Bands(sent(request), initial={"version": kept.version, "bands": kept.bands})
    return _act(
        request, of, kept, form, actions.set_bands, title="Score bands", button="Save", here="Bands"
    )


@office_page
def cut_off(request: Request, reference: str) -> HttpResponse:
    """Choose the cut-off, with its reason."""
    of = queries.round_for(reference)
    kept = _draft(request, of)
    tried = _cut_off_in(request.GET)
    first = kept.cut_off if tried is None else tried
    form = CutOff(
        sent(request),
        initial={"version": kept.version, "cut_off": first, "why": kept.cut_off_why},
    )
    words = ["Bids that somebody placed by hand stay where they are."]
    if tried is not None and not sent(request):
        _, what_if = queries.tried(queries.ranking(request.person, of), tried)
        words.insert(0, f"At {tried}, {what_if.funded} bids are funded with {what_if.total.short}.")
    return _act(
        request,
        of,
        kept,
        form,
        actions.set_cut_off,
        title="Choose the cut-off",
        button="Choose this cut-off",
        here="Cut-off",
        words=words,
    )


@office_page
def place(request: Request, reference: str, bid: str) -> HttpResponse:
    """Place one bid by hand."""
    of = queries.round_for(reference)
    kept = _draft(request, of)
    found = queries.placing_for(request.person, kept, bid)
    asks = found.asked.short if found.asked else "an amount that is not known"
    return _act(
        request,
        of,
        kept,
        Place(sent(request), initial=Place.was(found, kept.version)),
        lambda **said: actions.place_bid(bid=found.bid, **said),
        title=found.title or bid,
        button="Place it",
        here=bid,
        words=[f"{found.organisation_name or 'The bidder'} asks for {asks}."],
    )


@office_page
def over(request: Request, reference: str) -> HttpResponse:
    """Allow awards above the pot."""
    of = queries.round_for(reference)
    only_if(access.may_allow_over(request.person, of), actions.NOT_AUTHORITY)
    kept = queries.draft(of)
    if kept is None:
        raise Http404("no ranking in hand")
    form = Over(
        sent(request),
        initial={"version": kept.version, "over": kept.over_by, "why": kept.over_why},
    )
    return _act(
        request,
        of,
        kept,
        form,
        actions.allow_over_programming,
        title="Allow awards above the pot",
        button="Allow it",
        here="Above the pot",
        is_grave=True,
    )


@office_page
def freeze(request: Request, reference: str) -> HttpResponse:
    """Freeze the ranking as what is recommended."""
    of = queries.round_for(reference)
    kept = _draft(request, of)
    board = queries.ranking(request.person, of)
    said = [
        f"{board.funded} of {len(board.rows)} bids are recommended, with {board.awarded} of"
        f" {board.pot}.",
        "After this nothing in it changes. It can be withdrawn, with a reason, until the decision.",
    ]
    return _act(
        request,
        of,
        kept,
        Freeze(sent(request), initial={"version": kept.version}),
        actions.freeze_recommendation,
        title="Freeze the recommendation",
        button="Freeze it",
        here="Freeze",
        words=said,
        is_grave=True,
    )


@office_page
def withdraw(request: Request, reference: str) -> HttpResponse:
    """Take the frozen recommendation back."""
    of = queries.round_for(reference)
    only_if(access.may_recommend(request.person, of), actions.NOT_RECOMMENDER)
    kept = queries.recommendation(of)
    if kept is None:
        raise Http404("nothing is frozen")
    frozen = kept
    return ask(
        request,
        Withdraw(sent(request)),
        lambda **said: actions.withdraw_recommendation(recommendation=frozen, **said),
        title="Withdraw the recommendation",
        caption=of.reference,
        button="Withdraw it",
        back=_list_of(of),
        breadcrumbs=office_trail(of, _step(of), ("", "Withdraw")),
        words=["It is kept as it was. The ranking goes on from where it ended."],
        is_grave=True,
    )


@office_page
def past(request: Request, reference: str) -> HttpResponse:
    """State the meeting and the cut-off of a past round whose bids were loaded from a file."""
    of = queries.round_for(reference)
    only_if(access.may_take_in_past(request.person), actions.NOT_PAST)
    kept = queries.draft(of)
    if kept is None or not kept.is_past:
        raise Http404("no past round in hand")
    doubts = [
        f"{one.reference + ': ' if one.reference else ''}{one.words}."
        for one in queries.ranking(request.person, of).problems[:20]
    ]
    return ask(
        request,
        FinishPast(
            sent(request), people=queries.people_choices(of), initial={"bands": [70, 60, 40]}
        ),
        lambda **said: actions.finish_past_round(opportunity=of, **said),
        title="Finish the past round",
        caption=of.reference,
        button="Finish it",
        back=_list_of(of),
        breadcrumbs=office_trail(of, _step(of), ("", "Finish")),
        words=[
            "The bids were loaded from a file. Say what else the papers state: after that the round"
            " is finished, its scores are locked and what was recommended is frozen.",
            *(["As loaded, the papers leave these open:", *doubts] if doubts else []),
        ],
        is_grave=True,
    )


_AT = "office/rounds/<str:reference>/ranking"
ADDRESSES: list[URLPattern] = [
    path(_AT, ranking, name="assessment.ranking"),
    path(f"{_AT}/start", start, name="assessment.start_ranking"),
    path(f"{_AT}/bands", bands, name="assessment.bands"),
    path(f"{_AT}/cut-off", cut_off, name="assessment.cut_off"),
    path(f"{_AT}/bids/<str:bid>", place, name="assessment.place"),
    path(f"{_AT}/over", over, name="assessment.over"),
    path(f"{_AT}/freeze", freeze, name="assessment.freeze"),
    path(f"{_AT}/withdraw", withdraw, name="assessment.withdraw"),
    path(f"{_AT}/finish", past, name="assessment.finish_past"),
]
