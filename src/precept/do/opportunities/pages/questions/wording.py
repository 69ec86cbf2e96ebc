"""The pages that say a question in plainer words, or in another language."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpResponse

from precept.do.opportunities.forms import questions as forms
from precept.do.opportunities.pages.questions.changing import change, form_of
from precept.do.opportunities.pages.questions.editing import at, draft, question_in
from precept.foundation.questions import rules as asking
from precept.foundation.questions.sets import Question, QuestionSet
from precept.foundation.questions.wording import LANGUAGES
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, sent


@office_page
def add_language(request: Request, reference: str, key: str) -> HttpResponse:
    """Choose in which other words a question is to be said."""
    call = draft(request, reference)
    question_in(call.draft, key)
    form = forms.Language(sent(request), initial={"version": call.version})
    return ask(
        request,
        form,
        lambda *, language, **_: language,
        lambda language: at(call, "language", key, language),
        title="Add plain words or another language",
        caption=reference,
        button="Go on",
        back=at(call, "one", key),
    )


@office_page
def language(request: Request, reference: str, key: str, language: str) -> HttpResponse:
    """Say a question in plainer words, or in another language."""
    if language not in LANGUAGES:
        raise Http404

    def make(one: Question) -> Callable[[Any, dict[str, Any]], Any]:
        return form_of(forms.Words, question=one)

    def do(held: QuestionSet, said: Mapping[str, Any]) -> QuestionSet:
        one = asking.find(held, key)
        form = forms.Words(None, question=one)
        wording = form.wording(language, said["label"], said["hint"], said.get("options") or ())
        return asking.set_wording(held, key, wording)

    return change(
        request,
        reference,
        key,
        make,
        lambda one: forms.Words.was(one, language),
        f"Change the words: {LANGUAGES[language]}",
        do,
    )
