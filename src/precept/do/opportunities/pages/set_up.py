"""The office's pages that set a round up: begun, part by part, eligibility and criteria."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import path, reverse

from precept.do.opportunities import access, actions, forms, queries, rules
from precept.do.opportunities.actions import CriterionGiven, RuleGiven
from precept.do.opportunities.models import Call, Criterion, EligibilityRule
from precept.do.opportunities.pages.trails import address_of, way
from precept.foundation.people.models import Person
from precept.foundation.web.asking import ask
from precept.foundation.web.forms import Versioned
from precept.foundation.web.pages import Request, office_page, only_if, render, sent
from precept.plan import queries as plan


def _only_runners(request: Request) -> None:
    only_if(access.may_run_rounds(request.person), actions.NOT_RUNNER)


def set_up_address(of: Call) -> str:
    """Where a round is set up."""
    return reverse("opportunities.set_up", args=[of.opportunity.reference])


@office_page
def new_call(request: Request) -> HttpResponse:
    """Set up a round of a fund, or one like an earlier round."""
    _only_runners(request)
    return ask(
        request,
        forms.NewCall(sent(request), initial={"copy_from": request.GET.get("like", "")}),
        _begin_new,
        title="Set up a round",
        button="Go on",
        back=reverse("opportunities.all"),
        onwards=set_up_address,
        breadcrumbs=way(here="Set up a round"),
    )


def _begin_new(*, by: Person, copy_from: str, **typed: Any) -> Call:
    if copy_from != forms.AFRESH:
        kept = {name: typed[name] for name in ("theme", "year", "number")}
        return actions.copy_call(by=by, call=queries.call_for(by, copy_from), **kept)
    return actions.set_up_call(by=by, **typed | {"fund": plan.fund_or_none(typed["fund"])})


@office_page
def begin(request: Request, reference: str) -> HttpResponse:
    """Set up a round that the register knows already."""
    _only_runners(request)
    found = queries.one(request.person, reference)
    return ask(
        request,
        forms.BeginCall(sent(request)),
        lambda by: actions.set_up_call(by=by, opportunity=found),
        title="Set this round up for bids",
        caption=found.reference,
        button="Begin",
        back=address_of(found),
        onwards=set_up_address,
        breadcrumbs=way(of=found, here="Set it up"),
        words=["You say what it asks, when it is open and how bids are marked, part by part."],
    )


@office_page
def set_up(request: Request, reference: str) -> HttpResponse:
    """Every part of setting a round up, what is missing, and who does what next."""
    found = queries.call_for(request.person, reference)
    missing = queries.go_live(found) if found.stage == "drafting" else []
    context = {
        "call": found,
        "round": found.opportunity,
        "parts": queries.parts_of(found, missing),
        "missing": missing,
        "may_run": access.may_run_rounds(request.person),
        "is_drafting": found.stage == "drafting",
        "breadcrumbs": way(of=found.opportunity, here="Set it up"),
    }
    return render(request, "opportunities/set_up.html", context)


def changing(
    request: Request,
    found: Call,
    form: Versioned,
    do: Callable[..., object],
    *,
    title: str,
    initial: Callable[[Call], dict[str, Any]],
    back: str = "",
    **more: Any,
) -> HttpResponse:
    """The page that changes one thing of a call; where somebody else was first it shows both texts."""
    reference = found.opportunity.reference
    return ask(
        request,
        form,
        do,
        title=title,
        caption=reference,
        button=more.pop("button", "Save"),
        back=back or set_up_address(found),
        breadcrumbs=way(of=found.opportunity, here=title),
        again=lambda: initial(queries.call_for(request.person, reference)),
        **more,
    )


@office_page
def part(request: Request, reference: str, part: str) -> HttpResponse:
    """Say one part of what a round is."""
    _only_runners(request)
    if part not in forms.PARTS_OF_CALL:
        raise Http404
    found = queries.call_for(request.person, reference)
    form = forms.PARTS_OF_CALL[part](sent(request), initial=forms.initial_of_call(found))
    acts: dict[str, Callable[..., object]] = {"dates": actions.set_dates, "pot": actions.set_pot}
    act = acts.get(part, actions.amend_call)
    return changing(
        request,
        found,
        form,
        lambda **typed: act(call=found, **typed),
        title=rules.PARTS[part],
        initial=forms.initial_of_call,
    )


def _version(of: Call) -> dict[str, Any]:
    return {"version": of.version}


@office_page
def eligibility(request: Request, reference: str) -> HttpResponse:
    """The rules that decide who may apply, in order."""
    found = queries.call_for(request.person, reference)
    context = {
        "call": found,
        "round": found.opportunity,
        "rules": list(found.eligibility.all()),
        "may_change": access.may_run_rounds(request.person) and found.stage == "drafting",
        "breadcrumbs": way(of=found.opportunity, here="Eligibility rules"),
    }
    return render(request, "opportunities/eligibility_rules.html", context)


def _rule_given(one: EligibilityRule) -> RuleGiven:
    return {
        "key": one.key,
        "asks": one.asks,
        "right_answer": one.right_answer,
        "reason": one.reason,
        "instead": one.instead,
    }


@office_page
def rule(request: Request, reference: str, key: str = "") -> HttpResponse:
    """Add an eligibility rule, or change one."""
    _only_runners(request)
    found = queries.call_for(request.person, reference)
    held = {one.key: _rule_given(one) for one in found.eligibility.all()}
    if key and key not in held:
        raise Http404
    initial: dict[str, Any] = dict(held.get(key, {}))
    if initial:
        initial["right_answer"] = "yes" if initial["right_answer"] else "no"
    form = forms.RuleForm(sent(request), initial={**initial, "version": found.version})

    def do(*, by: Person, version: int, why: str, **_typed: Any) -> Call:
        given: Any = {**form.given(), "key": key}
        rows = {**held, key: given}
        return actions.set_eligibility(
            by=by, call=found, version=version, rules_given=list(rows.values()), why=why
        )

    return changing(
        request,
        found,
        form,
        do,
        title="Change an eligibility rule" if key else "Add an eligibility rule",
        initial=_version,
        back=reverse("opportunities.eligibility_rules", args=[reference]),
        in_words=list,
    )


@office_page
def take_out_rule(request: Request, reference: str, key: str) -> HttpResponse:
    """Take an eligibility rule out."""
    _only_runners(request)
    found = queries.call_for(request.person, reference)
    held = {one.key: _rule_given(one) for one in found.eligibility.all()}
    if key not in held:
        raise Http404
    rest = [one for name, one in held.items() if name != key]
    return changing(
        request,
        found,
        forms.TakeOut(sent(request), initial=_version(found)),
        lambda **typed: actions.set_eligibility(call=found, rules_given=rest, **typed),
        title="Take out an eligibility rule",
        button="Take it out",
        initial=_version,
        back=reverse("opportunities.eligibility_rules", args=[reference]),
        words=[held[key]["asks"]],
        in_words=list,
    )


@office_page
def criteria(request: Request, reference: str) -> HttpResponse:
    """What bids are marked on, with weights and what earns each score."""
    found = queries.call_for(request.person, reference)
    rows = list(found.criteria.all())
    context = {
        "call": found,
        "round": found.opportunity,
        "criteria": rows,
        "total": sum(one.weight for one in rows),
        "problem": rules.weights_problem([one.weight for one in rows]) if rows else "",
        "may_change": access.may_run_rounds(request.person) and found.stage == "drafting",
        "breadcrumbs": way(of=found.opportunity, here="Criteria and weights"),
    }
    return render(request, "opportunities/criteria.html", context)


def _criterion_given(one: Criterion) -> CriterionGiven:
    return {
        "key": one.key,
        "title": one.title,
        "words": one.words,
        "weight": one.weight,
        "levels": one.levels,
        "questions": one.questions,
    }


def _criterion_initial(one: CriterionGiven | None) -> dict[str, Any]:
    if one is None:
        return {f"level_{score}": words for score, words in enumerate(rules.usual_levels)}
    levels = {f"level_{level['score']}": level["words"] for level in one["levels"]}
    return {**one, **levels}


@office_page
def criterion(request: Request, reference: str, key: str = "") -> HttpResponse:
    """Add a criterion, or change one."""
    _only_runners(request)
    found = queries.call_for(request.person, reference)
    held = {one.key: _criterion_given(one) for one in found.criteria.all()}
    if key and key not in held:
        raise Http404
    asked = tuple((one.key, one.label) for one in found.asks.questions())
    initial = {**_criterion_initial(held.get(key)), "version": found.version}
    form = forms.CriterionForm(sent(request), initial=initial, asked=asked)

    def do(*, by: Person, version: int, why: str, **_typed: Any) -> Call:
        given: Any = {**form.given(), "key": key}
        rows = {**held, key: given}
        return actions.set_criteria(
            by=by, call=found, version=version, criteria=list(rows.values()), why=why
        )

    return changing(
        request,
        found,
        form,
        do,
        title="Change a criterion" if key else "Add a criterion",
        initial=_version,
        back=reverse("opportunities.criteria", args=[reference]),
        in_words=list,
    )


@office_page
def take_out_criterion(request: Request, reference: str, key: str) -> HttpResponse:
    """No longer mark bids by a criterion."""
    _only_runners(request)
    found = queries.call_for(request.person, reference)
    held = {one.key: _criterion_given(one) for one in found.criteria.all()}
    if key not in held:
        raise Http404
    rest = [one for name, one in held.items() if name != key]
    return changing(
        request,
        found,
        forms.TakeOut(sent(request), initial=_version(found)),
        lambda **typed: actions.set_criteria(call=found, criteria=rest, **typed),
        title="Take out a criterion",
        button="Take it out",
        initial=_version,
        back=reverse("opportunities.criteria", args=[reference]),
        words=[f"{held[key]['title']}, {held[key]['weight']}%"],
        in_words=list,
    )


@office_page
def weights(request: Request, reference: str) -> HttpResponse:
    """The weights of all criteria, side by side."""
    _only_runners(request)
    found = queries.call_for(request.person, reference)
    held = [_criterion_given(one) for one in found.criteria.all()]
    if not held:
        raise Http404
    form = forms.Weights(
        sent(request),
        criteria=tuple((one["key"], one["title"]) for one in held),
        initial=_version(found) | {f"weight_{one['key']}": one["weight"] for one in held},
    )

    def do(*, by: Person, version: int, why: str, **_typed: Any) -> Call:
        given = form.weights()
        rows: Any = [{**one, "weight": given[one["key"]]} for one in held]
        return actions.set_criteria(by=by, call=found, version=version, criteria=rows, why=why)

    return changing(
        request,
        found,
        form,
        do,
        title="Weights",
        initial=_version,
        back=reverse("opportunities.criteria", args=[reference]),
        in_words=list,
    )


ROUND = "office/rounds/<str:reference>"
ADDRESSES = [
    path("office/rounds/new-call", new_call, name="opportunities.new_call"),
    path(f"{ROUND}/begin", begin, name="opportunities.begin"),
    path(f"{ROUND}/set-up", set_up, name="opportunities.set_up"),
    path(f"{ROUND}/set-up/<slug:part>", part, name="opportunities.part"),
    path(f"{ROUND}/eligibility", eligibility, name="opportunities.eligibility_rules"),
    path(f"{ROUND}/eligibility/new", rule, name="opportunities.new_rule"),
    path(f"{ROUND}/eligibility/<slug:key>", rule, name="opportunities.rule"),
    path(
        f"{ROUND}/eligibility/<slug:key>/take-out",
        take_out_rule,
        name="opportunities.take_out_rule",
    ),
    path(f"{ROUND}/criteria", criteria, name="opportunities.criteria"),
    path(f"{ROUND}/criteria/new", criterion, name="opportunities.new_criterion"),
    path(f"{ROUND}/criteria/weights", weights, name="opportunities.weights"),
    path(f"{ROUND}/criteria/<slug:key>", criterion, name="opportunities.criterion"),
    path(
        f"{ROUND}/criteria/<slug:key>/take-out",
        take_out_criterion,
        name="opportunities.take_out_criterion",
    ),
]
