"""Pages: the moderation meeting, every bid's marks side by side, corrections of what was locked."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.urls import URLPattern, path, reverse

from precept.do.assessment import access, actions, queries, rules
from precept.do.assessment.forms.moderation import (
    AgreedScores,
    Correct,
    Minutes,
    OpenMeeting,
    Settle,
)
from precept.do.assessment.models import Moderation, ScoreCorrection
from precept.do.assessment.pages.trails import Step, interests_of, office_trail
from precept.do.bids import access as bids
from precept.do.opportunities.models import Opportunity
from precept.foundation import clock
from precept.foundation.ledger import queries as ledger
from precept.foundation.ledger.actions import Refused
from precept.foundation.people.models import Person
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, only_if, render, sent

NOT_SEEN = (
    "Moderation is for people at the meeting and those who follow the marking, once they have"
    " declared their interests in the round."
)


def _round(request: Request, reference: str) -> Opportunity:
    found = queries.round_for(reference)
    only_if(access.may_see_moderation(request.person, found), NOT_SEEN)
    return found


def _list_of(of: Opportunity) -> str:
    return reverse("assessment.moderation", args=[of.reference])


def _step(of: Opportunity) -> Step:
    return _list_of(of), "Moderation"


def _meeting_now(of: Opportunity, held: Sequence[Moderation]) -> Moderation | None:
    """The meeting that is open, else the latest one."""
    found = next((one for one in held if one.state == "open"), held[-1] if held else None)
    if found is not None:
        found.opportunity = of
    return found


@office_page
def moderation(request: Request, reference: str) -> HttpResponse:
    """The meeting, and every bid with its spread, its outliers and what is agreed."""
    of = queries.round_for(reference)
    known = access.interests(request.person, of)
    only_if(access.may_see_moderation(request.person, of, known), NOT_SEEN)
    held = queries.meetings(of)
    meeting = _meeting_now(of, held)
    boards = queries.board(request.person, of, meeting, known=known)
    is_open = meeting is not None and meeting.state == "open"
    context = {
        "opportunity": of,
        "meeting": meeting,
        "record": _record_of(request.person, meeting, known) if meeting else None,
        "earlier": [
            _record_of(request.person, one, known)
            for one in held
            if meeting and one.pk != meeting.pk
        ],
        "is_open": is_open,
        "rows": [_board_row(of, one) for one in boards],
        "severity_rows": [
            (one.marker, one.words, one.compared) for one in queries.severities(boards)
        ],
        "to_do": [
            one
            for one in boards
            if is_open and not one.is_locked and one.agreed < len(one.criteria)
        ],
        "total": len(boards),
        "is_partial": known.has_conflict,
        "may_open": access.may_open_moderation(request.person, of, known),
        "may_close": access.may_moderate(request.person, of, known),
        "may_write": meeting is not None
        and any(one.person_id == request.person.pk for one in meeting.attendances.all())
        and access.may_read_minutes(request.person, meeting, known),
        "may_see_ranking": access.may_see_ranking(request.person, of, known),
        "interests": interests_of(of),
        "waiting": [
            one for one in queries.corrections(request.person, of, known) if _is_waiting(one)
        ],
        "breadcrumbs": office_trail(of, ("", "Moderation")),
    }
    return render(request, "assessment/moderation.html", context)


def _record_of(person: Person, meeting: Moderation, known: access.Interests) -> dict[str, Any]:
    """Who met, when, with what quorum; and what was said, for whoever may read it."""
    may_read = access.may_read_minutes(person, meeting, known)
    chair = meeting.chair.name if meeting.chair else "somebody not stated"
    return {
        "title": f"{clock.spoken(meeting.held)}, chaired by {chair}",
        "there": ", ".join(sorted(one.person.name for one in meeting.attendances.all())),
        "quorum": meeting.quorum,
        "minutes": meeting.minutes.splitlines() if may_read else [],
        "is_shut": bool(meeting.minutes) and not may_read,
    }


def _is_waiting(one: ScoreCorrection) -> bool:
    return one.approved is None and one.refused_by_id is None


def _board_row(of: Opportunity, one: queries.BidMarks) -> dict[str, Any]:
    if one.waiting:
        state = "Waiting for a sheet" if one.waiting == 1 else f"Waiting for {one.waiting} sheets"
    elif one.is_locked:
        state = "Locked"
    elif one.agreed == len(one.criteria):
        state = "Agreed"
    else:
        state = f"{one.agreed} of {len(one.criteria)} agreed"
    return {
        "href": reverse("assessment.agree", args=[of.reference, one.bid.reference]),
        "title": one.bid.title or one.bid.reference,
        "reference": one.bid.reference,
        "sheets": one.sheets,
        "spread": one.spread if one.is_ready else "",
        "outliers": one.outliers if one.is_ready else "",
        "recused": ", ".join(one.recused) or "Nobody",
        "score": rules.score_words(one.score) if one.score is not None else "Not agreed",
        "state": state,
    }


@office_page
def open_meeting(request: Request, reference: str) -> HttpResponse:
    """Call a moderation meeting."""
    of = queries.round_for(reference)
    only_if(access.may_open_moderation(request.person, of), actions.NOT_OPENER)
    form = OpenMeeting(
        sent(request),
        chairs=queries.chair_choices(of),
        people=queries.people_choices(of),
        initial={"quorum": of.call.quorum, "held": clock.today()},
    )
    return ask(
        request,
        form,
        lambda **said: actions.open_moderation(call=of.call, **said),
        title="Open a moderation meeting",
        caption=of.reference,
        button="Open the meeting",
        back=_list_of(of) if access.may_see_moderation(request.person, of) else _of(of),
        onwards=lambda _: (
            _list_of(of) if access.may_see_moderation(request.person, of) else _of(of)
        ),
        breadcrumbs=office_trail(of, _step(of), ("", "Open a meeting")),
        words=[
            "Opening it ends the marking. Who declared an interest in a bid is recused from it by"
            " itself: they see nothing of that bid at the meeting."
        ],
    )


def _of(of: Opportunity) -> str:
    return reverse("opportunities.one", args=[of.reference])


@office_page
def minutes(request: Request, reference: str) -> HttpResponse:
    """Keep the minutes so far."""
    return _minuted(request, reference, closes=False)


@office_page
def close(request: Request, reference: str) -> HttpResponse:
    """Close the meeting: the agreed scores are locked."""
    return _minuted(request, reference, closes=True)


def _minuted(request: Request, reference: str, *, closes: bool) -> HttpResponse:
    of = _round(request, reference)
    meeting = queries.open_meeting(of)
    if meeting is None:
        raise Refused("No moderation meeting of this round is open.")
    if closes:
        only_if(access.may_moderate(request.person, of), actions.NOT_CHAIR)
        only_if(access.may_read_minutes(request.person, meeting), actions.NOT_MINUTED)
    else:
        only_if(access.may_write_minutes(request.person, meeting), actions.NOT_MINUTED)
    act = actions.close_moderation if closes else actions.save_minutes
    title = "Close the meeting and lock the scores" if closes else "Minutes of the meeting"

    def again() -> dict[str, Any]:
        now = Moderation.objects.get(pk=meeting.pk)
        return {"version": now.version, "minutes": now.minutes}

    seen = set(access.moderated(request.person, of).values_list("reference", flat=True))
    against = (
        actions.against_closing(queries.whole_board(of, meeting), meeting.quorum, seen)
        if closes
        else []
    )
    return ask(
        request,
        Minutes(sent(request), initial={"version": meeting.version, "minutes": meeting.minutes}),
        lambda **said: act(meeting=meeting, **said),
        title=title,
        caption=of.reference,
        button="Close the meeting" if closes else "Save",
        back=_list_of(of),
        breadcrumbs=office_trail(of, _step(of), ("", "Close" if closes else "Minutes")),
        is_grave=closes,
        again=again,
        template="assessment/close.html",
        more={"against": against, "closes": closes},
    )


@office_page
def agree(request: Request, reference: str, bid: str) -> HttpResponse:
    """One bid: its marks side by side with the markers' reasons, and what the meeting agrees."""
    of = queries.round_for(reference)
    known = access.interests(request.person, of)
    only_if(access.may_see_moderation(request.person, of, known), NOT_SEEN)
    meeting = _meeting_now(of, queries.meetings(of))
    shown = queries.one_board(request.person, of, meeting, bid, known=known)
    may = (
        meeting is not None
        and meeting.state == "open"
        and shown.is_ready
        and not shown.is_locked
        and access.may_agree_scores(request.person, meeting, shown.bid, known)
    )
    more = {
        "shown": shown,
        "opportunity": of,
        "may": may,
        "may_correct": shown.is_locked
        and access.may_propose_correction(request.person, shown.bid, known),
        "score": rules.score_words(shown.score),
        "bid_address": reverse("bids.one", args=[of.reference, shown.bid.reference])
        if bids.may_read_content(request.person, shown.bid, known.has_said)
        else "",
        "story": ledger.story(f"scores:{shown.bid.reference}"),
    }
    title, caption = shown.bid.title or shown.bid.reference, shown.bid.reference
    trail = office_trail(of, _step(of), ("", shown.bid.reference))
    if not may or meeting is None:
        context = {**more, "title": title, "caption": caption, "breadcrumbs": trail, "form": None}
        return render(request, "assessment/agree.html", context)
    open_now = meeting
    return ask(
        request,
        AgreedScores(sent(request), shown=shown),
        lambda **said: actions.agree_scores(meeting=open_now, bid=shown.bid, **said),
        title=title,
        caption=caption,
        button="Save",
        back=_list_of(of),
        breadcrumbs=trail,
        again=lambda: AgreedScores.was(queries.one_board(request.person, of, open_now, bid)),
        template="assessment/agree.html",
        more=more,
    )


@office_page
def correct(request: Request, reference: str, bid: str, criterion: str) -> HttpResponse:
    """Say that a locked score is wrong."""
    of = queries.round_for(reference)
    agreed = queries.agreed_score(request.person, of, bid, criterion)
    only_if(access.may_propose_correction(request.person, agreed.bid), actions.NOT_CORRECTOR)
    back = reverse("assessment.corrections", args=[of.reference])
    return ask(
        request,
        Correct(sent(request), criterion=agreed.criterion),
        lambda **said: actions.propose_correction(agreed=agreed, **said),
        title=f"Correct the score for “{agreed.criterion.title}”",
        caption=agreed.bid.title or agreed.bid.reference,
        button="Propose the correction",
        back=back,
        breadcrumbs=office_trail(of, _step(of), (back, "Corrections"), ("", "Propose")),
        words=[
            f"The score in force is {queries.in_force(agreed)}. A second person has to approve the"
            " correction; both scores and the reason are kept, and stand in the decision."
        ],
    )


@office_page
def corrections(request: Request, reference: str) -> HttpResponse:
    """Every correction of the round's scores."""
    of = queries.round_for(reference)
    only_if(access.may_see_ranking(request.person, of), NOT_SEEN)
    found = queries.corrections(request.person, of)
    context = {
        "opportunity": of,
        "corrections": found,
        "settles": {
            one.pk
            for one in found
            if _is_waiting(one) and access.may_settle_correction(request.person, one)
        },
        "breadcrumbs": office_trail(of, _step(of), ("", "Corrections")),
    }
    return render(request, "assessment/corrections.html", context)


@office_page
def correction(request: Request, reference: str, number: int) -> HttpResponse:
    """Approve or refuse a correction that somebody else proposed."""
    of = queries.round_for(reference)
    found = queries.correction(request.person, of, number)
    only_if(access.may_settle_correction(request.person, found), actions.NOT_SECOND)
    back = reverse("assessment.corrections", args=[of.reference])

    def settle(*, by: Any, outcome: str, why: str) -> ScoreCorrection:
        if outcome == "approve":
            return actions.approve_correction(by=by, correction=found)
        return actions.refuse_correction(by=by, correction=found, why=why)

    return ask(
        request,
        Settle(sent(request)),
        settle,
        title=f"From {found.before} to {found.after} for “{found.agreed.criterion.title}”?",
        caption=found.agreed.bid.title or found.agreed.bid.reference,
        button="Save",
        back=back,
        breadcrumbs=office_trail(of, _step(of), (back, "Corrections"), ("", "Settle")),
        words=[f"Proposed by {found.proposed_by}: {found.why}"],
    )


_AT = "office/rounds/<str:reference>/moderation"
ADDRESSES: list[URLPattern] = [
    path(_AT, moderation, name="assessment.moderation"),
    path(f"{_AT}/open", open_meeting, name="assessment.open_moderation"),
    path(f"{_AT}/minutes", minutes, name="assessment.minutes"),
    path(f"{_AT}/close", close, name="assessment.close_moderation"),
    path(f"{_AT}/bids/<str:bid>", agree, name="assessment.agree"),
    path(f"{_AT}/bids/<str:bid>/<slug:criterion>", correct, name="assessment.correct"),
    path(f"{_AT}/corrections", corrections, name="assessment.corrections"),
    path(f"{_AT}/corrections/<int:number>", correction, name="assessment.correction"),
]
