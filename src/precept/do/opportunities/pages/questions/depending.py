"""The pages of conditions ("show this if") and of checks across answers."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect

from precept.do.opportunities.forms import questions as forms
from precept.do.opportunities.models import Call
from precept.do.opportunities.pages.questions.editing import (
    at,
    called,
    check_in,
    draft,
    edit,
    home,
    question_in,
    trail,
)
from precept.foundation.questions import rules as asking
from precept.foundation.questions.sets import Check, Question, QuestionSet
from precept.foundation.web.asking import attempt
from precept.foundation.web.pages import Request, office_page, render, sent


def _before(question_set: QuestionSet, key: str) -> list[Question]:
    """The questions that one may depend on: those asked before it, outside of groups or in its own."""
    before: list[Question] = []
    for section in question_set.sections:
        for question in section.questions:
            inside = [one.key for one in question.questions]
            if key == question.key:
                return before
            if key in inside:
                return [*before, *question.questions[: inside.index(key)]]
            if question.kind in asking.COMPARISONS or not question.questions:
                before.append(question)
    raise Http404(f"no question {key}")


@office_page
def conditions(request: Request, reference: str, key: str) -> HttpResponse:
    """When a question is asked: its rows, and the choice of a question for another."""
    call = draft(request, reference)
    found = question_in(call.draft, key)
    before = _before(call.draft, key)
    form = forms.ConditionOn(sent(request), initial={"version": call.version}, before=before)
    outcome = attempt(form, lambda: form.cleaned_data["on"])
    if outcome.is_done:
        return HttpResponseRedirect(at(call, "condition", key, outcome.made))
    rows = [(place, _row_words(call, row)) for place, row in enumerate(found.shown_if)]
    context = {
        "call": call,
        "question": found,
        "form": form,
        "rows": rows,
        "has_before": bool(before),
        "back": at(call, "one", key),
        "breadcrumbs": trail(call, (at(call, "one", key), found.label), ("", "When it is asked")),
    }
    return render(request, "opportunities/questions_conditions.html", context)


def _row_words(call: Call, row: Any) -> str:
    on = call.draft.question(row.question)
    return asking.holds_words(row, on) if on else "A question that is no longer there"


@office_page
def condition(request: Request, reference: str, key: str, on: str) -> HttpResponse:
    """Add a row: how the answer to a question is compared, and with what."""
    call = draft(request, reference)
    found = question_in(call.draft, key)
    decides = next((one for one in _before(call.draft, key) if one.key == on), None)
    if decides is None:
        raise Http404
    return edit(
        request,
        call,
        lambda data, initial: forms.ConditionRow(data, initial=initial, on=decides),
        lambda held, said: asking.add_condition(held, key, said["row"]),
        f"Changed when {called(found)} is asked",
        title=f"Ask {called(found)} only for some answers to {called(decides)}",
        back=at(call, "conditions", key),
    )


@office_page
def remove_condition(request: Request, reference: str, key: str, place: int) -> HttpResponse:
    """Take a row out."""
    call = draft(request, reference)
    found = question_in(call.draft, key)
    if place >= len(found.shown_if):
        raise Http404
    return edit(
        request,
        call,
        lambda data, initial: forms.Sure(data, initial=initial),
        lambda held, _: asking.remove_condition(held, key, place),
        f"Changed when {called(found)} is asked",
        title="Take this condition out",
        button="Take it out",
        words=[f"Asked only if {_row_words(call, found.shown_if[place])}."],
        back=at(call, "conditions", key),
        is_grave=True,
    )


@office_page
def new_check(request: Request, reference: str) -> HttpResponse:
    """Choose what a new check compares."""
    call = draft(request, reference)
    form = forms.CheckKind(sent(request), initial={"version": call.version})
    outcome = attempt(form, lambda: form.cleaned_data["kind"])
    if outcome.is_done:
        return HttpResponseRedirect(at(call, "add_check", outcome.made.replace(" ", "-")))
    context = {
        "form": form,
        "title": "Add a check across answers",
        "caption": reference,
        "button": "Go on",
        "back": home(call),
        "breadcrumbs": trail(call, ("", "Add a check")),
        "words": [],
        "is_grave": False,
        "now": [],
    }
    return render(request, "web/act.html", context)


@office_page
def add_check(request: Request, reference: str, kind: str) -> HttpResponse:
    """Add a check of a kind."""
    call = draft(request, reference)
    spelled = kind.replace("-", " ")
    if spelled not in dict(forms.CHECK_KINDS):
        raise Http404

    def do(held: QuestionSet, said: Mapping[str, Any]) -> QuestionSet:
        key = asking.new_key(said["words"], {one.key for one in held.checks}, "check")
        return asking.add_check(held, Check.model_validate({"key": key, "kind": spelled, **said}))

    return edit(
        request,
        call,
        lambda data, initial: forms.CheckRow(
            data, initial=initial, kind=spelled, question_set=call.draft
        ),
        do,
        lambda said: f"Added the check {asking.quoted(said['words'])}",
        title=dict(forms.CHECK_KINDS)[spelled],
        button="Add the check",
    )


@office_page
def check(request: Request, reference: str, key: str) -> HttpResponse:
    """Change a check."""
    call = draft(request, reference)
    found = check_in(call.draft, key)

    def was(now: Call) -> Mapping[str, Any]:
        one = check_in(now.draft, key)
        return {"left": one.left, "right": one.right, "until": one.until, "words": one.words}

    return edit(
        request,
        call,
        lambda data, initial: forms.CheckRow(
            data, initial=initial, kind=found.kind, question_set=call.draft
        ),
        lambda held, said: asking.change_check(held, key, **said),
        f"Changed the check {asking.quoted(found.words)}",
        title="Change a check across answers",
        was=was,
    )


@office_page
def remove_check(request: Request, reference: str, key: str) -> HttpResponse:
    """Take a check out."""
    call = draft(request, reference)
    found = check_in(call.draft, key)
    return edit(
        request,
        call,
        lambda data, initial: forms.Sure(data, initial=initial),
        lambda held, _: asking.remove_check(held, key),
        f"Took the check {asking.quoted(found.words)} out",
        title="Take the check out",
        button="Take it out",
        words=[found.words],
        is_grave=True,
    )
