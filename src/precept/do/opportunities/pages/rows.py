"""The office's pages of what a round has several of: eligibility rules, and criteria with their weights."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse

from precept.do.opportunities import access, actions, forms, queries, rules
from precept.do.opportunities.models import Call, Criterion, EligibilityRule
from precept.do.opportunities.pages.set_up import ROUND, changing, only_runners
from precept.do.opportunities.pages.trails import way
from precept.foundation.people.models import Person
from precept.foundation.web.asking import attempt
from precept.foundation.web.pages import Request, office_page, render, sent

Given = Mapping[str, Any]
"""A row as the action takes it."""
MakeForm = Callable[[Any, dict[str, Any], Call], forms.CriterionForm | forms.RuleForm]


@dataclass(frozen=True)
class Kind:
    """A kind of row: how it is read, typed and kept, and what its pages are called."""

    part: str
    page: str
    called: str
    held: Callable[[Call], dict[str, Given]]
    """What stands there, by key."""
    usual: Callable[[], Sequence[Given]]
    """What an office may begin with."""
    initial: Callable[[Given | None], dict[str, Any]]
    form: MakeForm
    keep: Callable[..., Call]
    in_short: Callable[[Given], str]


def _listed(
    kind: Kind, request: Request, reference: str, template: str, **more: Any
) -> HttpResponse:
    """Every row, and where there is none yet the usual ones to begin with."""
    found = queries.call_for(request.person, reference)
    may_change = access.may_run_rounds(request.person) and found.stage == "drafting"
    form = forms.Usual(sent(request), initial=_version(found))
    if request.method == "POST":
        only_runners(request)
        if kind.held(found):
            raise Http404(f"{reference} has its own already")
        outcome = attempt(
            form,
            lambda: kind.keep(
                request.person, found, form.cleaned_data["version"], kind.usual(), ""
            ),
        )
        if outcome.is_done:
            return HttpResponseRedirect(request.path)
    context = {
        "call": found,
        "round": found.opportunity,
        "form": form,
        "usual": [kind.in_short(one) for one in kind.usual()],
        "may_change": may_change,
        "following": queries.next_part(found, kind.part) if may_change else None,
        "breadcrumbs": way(of=found.opportunity, here=rules.PARTS[kind.part]),
        **more,
    }
    return render(request, template, context)


def _one(kind: Kind, request: Request, reference: str, key: str) -> HttpResponse:
    """Add a row, or change one."""
    only_runners(request)
    found = queries.call_for(request.person, reference)
    held = kind.held(found)
    if key and key not in held:
        raise Http404
    initial = kind.initial(held.get(key)) | _version(found)
    form = kind.form(sent(request), initial, found)

    def do(*, by: Person, version: int, why: str, **_typed: Any) -> Call:
        rows = {**held, key: {**form.given(), "key": key}}
        return kind.keep(by, found, version, list(rows.values()), why)

    return changing(
        request,
        found,
        form,
        do,
        title=f"Change {kind.called}" if key else f"Add {kind.called}",
        initial=_version,
        back=reverse(kind.page, args=[reference]),
        in_words=list,
    )


def _take_out(kind: Kind, request: Request, reference: str, key: str) -> HttpResponse:
    """Take a row out."""
    only_runners(request)
    found = queries.call_for(request.person, reference)
    held = kind.held(found)
    if key not in held:
        raise Http404
    rest = [one for name, one in held.items() if name != key]
    return changing(
        request,
        found,
        forms.TakeOut(sent(request), initial=_version(found)),
        lambda *, by, version, why: kind.keep(by, found, version, rest, why),
        title=f"Take out {kind.called}",
        button="Take it out",
        initial=_version,
        back=reverse(kind.page, args=[reference]),
        words=[kind.in_short(held[key])],
        in_words=list,
    )


def _version(of: Call) -> dict[str, Any]:
    return {"version": of.version}


def _row(one: Criterion | EligibilityRule, names: Sequence[str]) -> Given:
    return {name: getattr(one, name) for name in names}


# Who may apply

RULE_NAMES = ("key", "asks", "right_answer", "reason", "instead")


def _rule_initial(one: Given | None) -> dict[str, Any]:
    return {**one, "right_answer": "yes" if one["right_answer"] else "no"} if one else {}


def _keep_rules(by: Person, of: Call, version: int, rows: Sequence[Any], why: str) -> Call:
    return actions.set_eligibility(by=by, call=of, version=version, rules_given=rows, why=why)


RULES = Kind(
    part="eligibility",
    page="opportunities.eligibility_rules",
    called="an eligibility rule",
    held=lambda of: {one.key: _row(one, RULE_NAMES) for one in of.eligibility.all()},
    usual=lambda: [dict(zip(RULE_NAMES, ("", *one), strict=True)) for one in rules.usual_rules],
    initial=_rule_initial,
    form=lambda data, initial, _: forms.RuleForm(data, initial=initial),
    keep=_keep_rules,
    in_short=lambda one: str(one["asks"]),
)


@office_page
def eligibility(request: Request, reference: str) -> HttpResponse:
    """The rules that decide who may apply, in order."""
    held = queries.call_for(request.person, reference).eligibility.all()
    return _listed(
        RULES, request, reference, "opportunities/eligibility_rules.html", rules=list(held)
    )


@office_page
def rule(request: Request, reference: str, key: str = "") -> HttpResponse:
    """Add an eligibility rule, or change one."""
    return _one(RULES, request, reference, key)


@office_page
def take_out_rule(request: Request, reference: str, key: str) -> HttpResponse:
    """Take an eligibility rule out."""
    return _take_out(RULES, request, reference, key)


# What bids are marked on

CRITERION_NAMES = ("key", "title", "words", "weight", "levels", "questions")


def _criterion_initial(one: Given | None) -> dict[str, Any]:
    levels = one["levels"] if one else _levels()
    return {**(one or {}), **{f"level_{level['score']}": level["words"] for level in levels}}


def _levels() -> list[dict[str, Any]]:
    return [{"score": score, "words": words} for score, words in enumerate(rules.usual_levels)]


def _keep_criteria(by: Person, of: Call, version: int, rows: Sequence[Any], why: str) -> Call:
    return actions.set_criteria(by=by, call=of, version=version, criteria=rows, why=why)


CRITERIA = Kind(
    part="criteria",
    page="opportunities.criteria",
    called="a criterion",
    held=lambda of: {one.key: _row(one, CRITERION_NAMES) for one in of.criteria.all()},
    usual=lambda: [
        dict(zip(CRITERION_NAMES, ("", *one, _levels(), []), strict=True))
        for one in rules.usual_criteria
    ],
    initial=_criterion_initial,
    form=lambda data, initial, of: forms.CriterionForm(
        data,
        initial=initial,
        asked=tuple((one.key, one.label) for one in of.asks.questions()),
    ),
    keep=_keep_criteria,
    in_short=lambda one: f"{one['title']}, {one['weight']}%",
)


@office_page
def criteria(request: Request, reference: str) -> HttpResponse:
    """What bids are marked on, with weights and what earns each score."""
    held = list(queries.call_for(request.person, reference).criteria.all())
    return _listed(
        CRITERIA,
        request,
        reference,
        "opportunities/criteria.html",
        criteria=held,
        problem=rules.weights_problem([one.weight for one in held]) if held else "",
    )


@office_page
def criterion(request: Request, reference: str, key: str = "") -> HttpResponse:
    """Add a criterion, or change one."""
    return _one(CRITERIA, request, reference, key)


@office_page
def take_out_criterion(request: Request, reference: str, key: str) -> HttpResponse:
    """No longer mark bids by a criterion."""
    return _take_out(CRITERIA, request, reference, key)


@office_page
def weights(request: Request, reference: str) -> HttpResponse:
    """The weights of all criteria, side by side."""
    only_runners(request)
    found = queries.call_for(request.person, reference)
    held = CRITERIA.held(found)
    if not held:
        raise Http404
    form = forms.Weights(
        sent(request),
        criteria=tuple((key, one["title"]) for key, one in held.items()),
        initial=_version(found) | {f"weight_{key}": one["weight"] for key, one in held.items()},
    )

    def do(*, by: Person, version: int, why: str, **_typed: Any) -> Call:
        given = form.weights()
        rows = [{**one, "weight": given[key]} for key, one in held.items()]
        return CRITERIA.keep(by, found, version, rows, why)

    return changing(
        request,
        found,
        form,
        do,
        title="Weights",
        initial=_version,
        back=reverse(CRITERIA.page, args=[reference]),
        in_words=list,
    )


ADDRESSES = [
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
