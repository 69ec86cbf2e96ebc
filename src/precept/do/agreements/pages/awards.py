"""The office's pages of awards: the board of a round, one award, the decision to be drafted, the reserve list."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse

from precept.decisions import access as decisions_access
from precept.decisions import queries as decisions
from precept.decisions import rules as deciding
from precept.do.agreements import access, actions, queries, rules
from precept.do.agreements.actions.awarding import NOT_MAKER
from precept.do.agreements.forms import awards as forms
from precept.do.agreements.models import Award, Awarding
from precept.do.assessment import queries as assessment
from precept.do.opportunities import queries as opportunities
from precept.do.opportunities.models import Opportunity
from precept.foundation.ledger import queries as ledger
from precept.foundation.web.asking import ask
from precept.foundation.web.forms import Versioned
from precept.foundation.web.pages import Request, office_page, only_if, render, sent
from precept.foundation.web.trails import Trail, trail
from precept.parties import access as parties_access
from precept.parties import queries as parties
from precept.parties import rules as party_rules

NOT_SEEN = "Only people whose work needs a round’s awards may see them before they are public."
TAGS = {
    "decided": "govuk-tag--grey",
    "offered": "govuk-tag--yellow",
    "accepted": "govuk-tag--green",
    "declined": "govuk-tag--orange",
    "lapsed": "govuk-tag--red",
}


def awards_trail(of: Opportunity, *steps: tuple[str, str]) -> Trail:
    """From the office's home over the round and its awards to here."""
    board = reverse("agreements.awards", args=[of.reference]) if steps else ""
    return trail(
        (reverse("opportunities.all"), "Rounds"),
        (reverse("opportunities.one", args=[of.reference]), of.reference),
        (board, "Awards"),
        *steps,
    )


def board_address(of: Opportunity) -> str:
    """Where a round's awards stand side by side."""
    return reverse("agreements.awards", args=[of.reference])


def award_address(of: Award) -> str:
    """Where the office reads an award."""
    return reverse("agreements.award", args=[of.reference])


def round_of(request: Request, reference: str) -> Opportunity:
    """A round whose awards they may see."""
    only_if(access.may_see_awards(request.person), NOT_SEEN)
    return queries.round_with_awards(request.person, reference)


@office_page
def awards(request: Request, reference: str) -> HttpResponse:
    """A round's awards side by side: told, offered, accepted, and what is missing; what to do next."""
    of = round_of(request, reference)
    found = queries.board(request.person, of)
    if request.method == "POST":
        return _finished(request, of)
    to_decide = assessment.to_decide(of)
    under_way = [
        one for one in decisions.decisions_about(of.subject) if one.state in deciding.UNSIGNED
    ]
    call = found.call
    is_rolling = call is not None and call.is_rolling and call.stage == "opened"
    not_finished = queries.why_not_finished(call) if call is not None and is_rolling else ""
    context = {
        "opportunity": of,
        "board": found,
        "is_recommended": to_decide is not None or bool(under_way) or bool(found.awardings),
        "under_way": under_way,
        "may_draft": decisions_access.may_draft(request.person) and to_decide is not None,
        "may_finish": is_rolling and not not_finished and access.may_finish_round(request.person),
        "not_finished": not_finished,
        "closable": queries.closable(found.awardings, call),
        "given_back": queries.given_back_by(of) if call is not None and call.is_rolling else {},
        "may_make": access.may_make_awards(request.person),
        "tags": TAGS,
        "states": rules.AWARD_STATES,
        "letter_states": rules.LETTER_STATES,
        "breadcrumbs": awards_trail(of),
    }
    return render(request, "agreements/award_board.html", context)


def _finished(request: Request, of: Opportunity) -> HttpResponse:
    """Say that a rolling round is finished."""
    only_if(access.may_finish_round(request.person), actions.NOT_FINISHER)
    call = opportunities.call(of.reference)
    actions.finish_round(by=request.person, call=call)
    return HttpResponseRedirect(board_address(of))


@office_page
def draft_decision(request: Request, reference: str) -> HttpResponse:
    """Draft the decision notice from the frozen recommendation."""
    of = round_of(request, reference)
    only_if(
        decisions_access.may_draft(request.person), "Only people who draft decisions may do this."
    )
    kept = assessment.to_decide(of) or assessment.recommendation(of)
    if kept is None:
        raise Http404("nothing is recommended")
    return ask(
        request,
        forms.DraftDecision(sent(request)),
        lambda **said: actions.draft_award_decision(recommendation=kept, **said),
        lambda made: reverse("decisions.one", args=[made.reference]),
        title="Draft the decision",
        caption=of.theme,
        words=[
            "The notice is drafted from the frozen recommendation: the round, its dates and numbers, how bids"
            " were marked, the cut-off and why, the awards, the funders, the power relied on.",
            "You can change its words before it goes for advice.",
        ],
        button="Draft the decision",
        back=board_address(of),
        breadcrumbs=awards_trail(of, ("", "Draft the decision")),
    )


@office_page
def award(request: Request, reference: str) -> HttpResponse:
    """One award: where it stands, what is missing, what was said."""
    one = queries.award_for(request.person, reference)
    terms = queries.terms_of(one)
    context = {
        "award": one,
        "state": rules.AWARD_STATES[one.state],
        "tag": TAGS[one.state],
        "shares": queries.shares_of_award(one),
        "missing": queries.missing_for(one),
        "unchecked": queries.checks_left([one])[one.pk],
        "failed": queries.failed_checks([one])[one.pk],
        "may_check": parties_access.may_check(request.person),
        "doors": _doors(request, one),
        "subsidy": _subsidy(one),
        "period": rules.period_words(one.starts, one.ends) or "Not stated",
        "outcomes": [rules.outcome_row(row) for row in terms.outcomes],
        "conditions": terms.conditions,
        "payments": [rules.payment_row(row) for row in terms.payments],
        "total": rules.payments_total(terms.payments),
        "story": ledger.story(one.subject),
        "breadcrumbs": awards_trail(one.opportunity, ("", one.reference)),
    }
    return render(request, "agreements/award.html", context)


def _subsidy(of: Award) -> str:
    """Where the award stands with subsidy control, in words."""
    about = of.result.bid.subject
    check = parties.subsidy_check_of(about)
    problem = parties.subsidy_problem(about)
    said = dict(party_rules.SUBSIDY_OUTCOMES)[check.outcome] + "." if check else ""
    return " ".join(part for part in (said, problem or "") if part)


def _links(one: Award, doors: list[tuple[str, str]]) -> list[dict[str, str]]:
    return [
        {"href": reverse(f"agreements.{name}", args=[one.reference]), "text": words}
        for name, words in doors
    ]


def _doors(request: Request, one: Award) -> list[dict[str, str]]:
    """What this person may do with an award now."""
    doors = []
    if access.may_allow_offer(request.person, one) and queries.failed_checks([one])[one.pk]:
        doors.append(("allow_offer", "Allow the offer in spite of a failed check"))
    if not access.may_change_award(request.person, one):
        return _links(one, doors)
    if one.state == "decided" and one.made_by_id not in (None, request.person.pk):
        doors.append(("send_offer", "Send the offer"))
    if one.state == "offered":
        doors += [
            ("record_acceptance", "Record that it was accepted on paper"),
            ("record_decline", "Record that it was declined"),
        ]
    if one.state in {"offered", "lapsed"}:
        doors.append(("extend_offer", "Give more time"))
    if one.state in {"decided", "offered"}:
        doors.append(("describe_award", "Change what the public reads"))
    if queries.outcomes_are_open(one):
        doors.append(("state_outcomes", "State the outcomes and when they are reported"))
    if one.agreement_id is not None:
        doors.append(("payments", "Change the payments"))
    links = _links(one, doors)
    if one.recipient is not None and parties_access.may_check(request.person):
        about = urlencode({"about": one.result.bid.subject})
        place = reverse("parties.new_subsidy", args=[one.recipient.reference])
        links.append({"href": f"{place}?{about}", "text": "Check whether it is a subsidy"})
    return links


def _changing(
    request: Request,
    reference: str,
    title: str,
    kind: type[Versioned],
    act: Callable[..., object],
    initial: Callable[[Award], dict[str, Any]] = lambda of: {"version": of.version},
    **more: Any,
) -> HttpResponse:
    """One form on one award."""
    one = queries.award_for(request.person, reference)
    only_if(access.may_change_award(request.person, one), NOT_MAKER)
    return ask(
        request,
        kind(sent(request), initial=initial(one)),
        lambda **said: act(award=one, **said),
        title=title,
        caption=f"{one.reference} {one.purpose}".strip(),
        button=title,
        back=award_address(one),
        breadcrumbs=awards_trail(one.opportunity, (award_address(one), one.reference), ("", title)),
        again=lambda: initial(queries.fresh_award(one)),
        **more,
    )


@office_page
def describe_award(request: Request, reference: str) -> HttpResponse:
    """Say what the public reads of an award."""
    return _changing(
        request,
        reference,
        "Change what the public reads",
        forms.Describe,
        actions.describe_award,
        forms.initial_description,
    )


@office_page
def state_outcomes(request: Request, reference: str) -> HttpResponse:
    """Say what an award is to change, how that is measured, and when it is reported."""
    return _changing(
        request,
        reference,
        "State the outcomes",
        forms.Outcomes,
        actions.state_outcomes,
        forms.initial_outcomes,
        words=[
            "No award is offered without an outcome, a measure and a reporting date.",
            "Once it is offered, the outcomes stand as they were offered.",
        ],
    )


@office_page
def record_acceptance(request: Request, reference: str) -> HttpResponse:
    """Record that an award was accepted on paper."""
    return _changing(
        request,
        reference,
        "Record that it was accepted",
        forms.Acceptance,
        actions.record_acceptance,
        words=["It enters the register as a grant agreement, with its outcomes and payments."],
    )


@office_page
def record_decline(request: Request, reference: str) -> HttpResponse:
    """Record that an award was declined."""
    return _changing(
        request, reference, "Record that it was declined", forms.Declined, actions.record_decline
    )


@office_page
def extend_offer(request: Request, reference: str) -> HttpResponse:
    """Give more time to accept."""
    return _changing(request, reference, "Give more time", forms.Extend, actions.extend_offer)


@office_page
def payments(request: Request, reference: str) -> HttpResponse:
    """Change when an award is paid."""
    return _changing(
        request,
        reference,
        "Change the payments",
        forms.Payments,
        actions.set_payment_plan,
        forms.initial_payments,
        words=["The payments add up to the award, to the penny."],
    )


@office_page
def send_offer(request: Request, reference: str) -> HttpResponse:
    """Send the offer of an award from the reserve list, as a second person."""
    return _changing(request, reference, "Send the offer", forms.Checked, actions.send_offer)


@office_page
def allow_offer(request: Request, reference: str) -> HttpResponse:
    """Allow an offer in spite of a failed check."""
    one = queries.award_for(request.person, reference)
    only_if(access.may_allow_offer(request.person, one), actions.NOT_ALLOWER)
    title = "Allow the offer in spite of a failed check"
    return ask(
        request,
        forms.AllowOffer(sent(request), initial={"version": one.version}),
        lambda **said: actions.allow_offer(award=one, **said),
        title=title,
        caption=f"{one.reference} {one.purpose}".strip(),
        words=[f"{check.words.rstrip('.')}." for check in queries.failed_checks([one])[one.pk]],
        button="Allow the offer",
        back=award_address(one),
        breadcrumbs=awards_trail(one.opportunity, (award_address(one), one.reference), ("", title)),
        again=lambda: {"version": queries.fresh_award(one).version},
        is_grave=True,
    )


@office_page
def correct_results(request: Request, reference: str, decision: str) -> HttpResponse:
    """Publish the results anew as the records say now, with a public reason."""
    one = awarding_about(request, reference, decision)
    only_if(access.may_handle_letters(request.person, one), NOT_MAKER)
    return ask(
        request,
        forms.CorrectResults(sent(request), initial={"version": one.version}),
        lambda **said: actions.correct_results(awarding=one, **said),
        title="Publish the results anew",
        caption=one.opportunity.theme,
        button="Publish them",
        back=board_address(one.opportunity),
        breadcrumbs=awards_trail(one.opportunity, ("", "Publish the results anew")),
        again=lambda: {"version": queries.fresh_awarding(one).version},
    )


def awarding_about(request: Request, reference: str, decision: str) -> Awarding:
    """What follows from a decision about this round; 404 where it is about another."""
    found = queries.awarding_for(request.person, decision)
    if found.opportunity.reference != reference:
        raise Http404("no such decision about this round")
    return found


ROUND = "office/rounds/<str:reference>"
ONE = "office/awards/<str:reference>"
urlpatterns: list[URLPattern] = [
    path(f"{ROUND}/awards", awards, name="agreements.awards"),
    path(f"{ROUND}/awards/draft", draft_decision, name="agreements.draft_decision"),
    path(
        f"{ROUND}/awards/correct/<str:decision>",
        correct_results,
        name="agreements.correct_results",
    ),
    path(ONE, award, name="agreements.award"),
    path(f"{ONE}/describe", describe_award, name="agreements.describe_award"),
    path(f"{ONE}/outcomes", state_outcomes, name="agreements.state_outcomes"),
    path(f"{ONE}/accepted", record_acceptance, name="agreements.record_acceptance"),
    path(f"{ONE}/declined", record_decline, name="agreements.record_decline"),
    path(f"{ONE}/more-time", extend_offer, name="agreements.extend_offer"),
    path(f"{ONE}/payments", payments, name="agreements.payments"),
    path(f"{ONE}/allow", allow_offer, name="agreements.allow_offer"),
    path(f"{ONE}/offer", send_offer, name="agreements.send_offer"),
]
