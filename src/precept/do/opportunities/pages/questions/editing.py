"""What every page of the question builder does: read the draft, ask, edit, keep it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from precept.do.opportunities import access, actions, queries
from precept.do.opportunities.models import Call
from precept.do.opportunities.pages.trails import way
from precept.foundation.ledger.actions import Changed, Refused
from precept.foundation.questions.rules import NotPossible, quoted
from precept.foundation.questions.sets import Check, Question, QuestionSet, Section
from precept.foundation.web.asking import ask
from precept.foundation.web.forms import Versioned
from precept.foundation.web.pages import Request, only_if, sent
from precept.foundation.web.trails import Trail

NOT_RUNNER = "Only people who run rounds may change their questions."
STALE = "Somebody changed this round while you had it open."

MakeForm = Callable[[Any, dict[str, Any]], Versioned]
"""A form from what was sent and what stands there now."""
Edit = Callable[[QuestionSet, Mapping[str, Any]], QuestionSet]
"""The set with what was typed done to it."""


def home(call: Call) -> str:
    """The overview of a round's questions."""
    return reverse("opportunities.questions", args=[call.opportunity.reference])


def at(call: Call, name: str, *parts: object) -> str:
    """A page of the builder, by the end of its name."""
    return reverse(f"opportunities.questions_{name}", args=[call.opportunity.reference, *parts])


def trail(call: Call, *places: tuple[str, str]) -> Trail:
    """The way from the office's home to a page of the builder; the last place is where one is."""
    begun = way(of=call.opportunity, here="Questions")
    if not places:
        return begun
    return [
        *begun[:-1],
        {"href": home(call), "text": "Questions"},
        *({"href": href, "text": words} if href else {"text": words} for href, words in places),
    ]


def draft(request: Request, reference: str) -> Call:
    """The call whose questions somebody changes; refused to those who do not run rounds."""
    only_if(access.may_run_rounds(request.person), NOT_RUNNER)
    return queries.call_for(request.person, reference)


def section_in(question_set: QuestionSet, key: str) -> Section:
    """A section of the set, or 404."""
    try:
        return question_set.section(key)
    except KeyError:
        raise Http404(f"no section {key}") from None


def question_in(question_set: QuestionSet, key: str) -> Question:
    """A question of the set, or 404."""
    found = question_set.question(key)
    if found is None:
        raise Http404(f"no question {key}")
    return found


def check_in(question_set: QuestionSet, key: str) -> Check:
    """A check of the set, or 404."""
    found = next((one for one in question_set.checks if one.key == key), None)
    if found is None:
        raise Http404(f"no check {key}")
    return found


def edit(
    request: Request,
    call: Call,
    make: MakeForm,
    do: Edit,
    what: str | Callable[[Mapping[str, Any]], str],
    *,
    title: str,
    button: str = "Save",
    back: str = "",
    onwards: Callable[[Mapping[str, Any]], str] | None = None,
    was: Callable[[Call], Mapping[str, Any]] | None = None,
    words: Sequence[str] = (),
    is_grave: bool = False,
) -> HttpResponse:
    """The page of one edit: shown, or done to the draft that was read, and then back to where one was.

    ``was`` says of a call what the form's fields say; what is typed and what stands there now are both shown
    where somebody else was first.
    """
    if request.method == "GET" and call.stage != "drafting":
        # The overview says why nothing can be changed, and how a mistake is put right.
        return HttpResponseRedirect(home(call))
    stands: Callable[[Call], Mapping[str, Any]] = was or (lambda _: {})
    form = make(sent(request), {**stands(call), "version": call.version})
    typed: dict[str, Any] = {}

    def done(*, by: Any, version: int, **said: Any) -> Call:
        typed.update(said)
        now = queries.call_for(request.person, call.opportunity.reference)
        if now.version != version:
            raise Changed(STALE)
        try:
            changed = do(now.draft, said)
        except NotPossible as refused:
            raise Refused(refused.words, refused.field) from refused
        return actions.edit_questions(
            by=by,
            call=now,
            version=version,
            question_set=changed,
            what=what(said) if callable(what) else what,
        )

    def again() -> Mapping[str, Any]:
        now = queries.call_for(request.person, call.opportunity.reference)
        return {**stands(now), "version": now.version}

    return ask(
        request,
        form,
        done,
        (lambda _: onwards(typed)) if onwards else None,
        title=title,
        caption=call.opportunity.reference,
        button=button,
        back=back or home(call),
        breadcrumbs=trail(call, ("", title)),
        words=words,
        is_grave=is_grave,
        again=again,
    )


def called(question: Question) -> str:
    """A question as titles and events name it."""
    return quoted(question.label)
