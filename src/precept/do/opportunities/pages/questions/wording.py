"""The pages that say a question, a section or a check in plainer words, or in another language."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpResponse

from precept.do.opportunities.forms import questions as forms
from precept.do.opportunities.models import Call
from precept.do.opportunities.pages.questions.changing import change, form_of
from precept.do.opportunities.pages.questions.editing import (
    at,
    check_in,
    draft,
    edit,
    home,
    question_in,
    section_in,
    trail,
)
from precept.foundation.questions import rules as asking
from precept.foundation.questions.sets import CheckWording, Question, QuestionSet, SectionWording
from precept.foundation.questions.wording import LANGUAGES
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, sent


@office_page
def add_language(request: Request, reference: str, key: str) -> HttpResponse:
    """Choose in which other words a question is to be said."""
    call = draft(request, reference)
    question_in(call.draft, key)
    return _choose(request, call, "language", key, at(call, "one", key))


@office_page
def add_section_language(request: Request, reference: str, key: str) -> HttpResponse:
    """Choose in which other words a section's title and introduction are to be said."""
    call = draft(request, reference)
    section_in(call.draft, key)
    return _choose(request, call, "section_language", key, home(call))


@office_page
def add_check_language(request: Request, reference: str, key: str) -> HttpResponse:
    """Choose in which other words a check is to be said."""
    call = draft(request, reference)
    check_in(call.draft, key)
    return _choose(request, call, "check_language", key, home(call))


def _choose(request: Request, call: Call, page: str, key: str, back: str) -> HttpResponse:
    title = "Add plain words or another language"
    return ask(
        request,
        forms.Language(sent(request), initial={"version": call.version}),
        lambda *, language, **_: language,
        lambda language: at(call, page, key, language),
        title=title,
        caption=call.opportunity.reference,
        button="Go on",
        back=back,
        breadcrumbs=trail(call, ("", title)),
    )


@office_page
def language(request: Request, reference: str, key: str, language: str) -> HttpResponse:
    """Say a question in plainer words, or in another language."""
    called = _called(language)

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
        f"Change the words: {called}",
        do,
    )


@office_page
def section_language(request: Request, reference: str, key: str, language: str) -> HttpResponse:
    """Say a section's title and introduction in plainer words, or in another language."""
    called, call = _called(language), draft(request, reference)
    found = section_in(call.draft, key)
    return edit(
        request,
        call,
        form_of(forms.SectionInWords),
        lambda held, said: asking.set_section_wording(
            held, key, SectionWording(language=language, **said)
        ),
        f"Changed the words of the section {asking.quoted(found.title)}: {called}",
        title=f"The section “{found.title}”: {called}",
        was=lambda now: forms.SectionInWords.was(section_in(now.draft, key), language),
    )


@office_page
def check_language(request: Request, reference: str, key: str, language: str) -> HttpResponse:
    """Say in plainer words, or in another language, what people read where a check does not hold."""
    called, call = _called(language), draft(request, reference)
    found = check_in(call.draft, key)
    return edit(
        request,
        call,
        form_of(forms.CheckInWords),
        lambda held, said: asking.set_check_wording(
            held, key, CheckWording(language=language, **said)
        ),
        f"Changed the words of the check {asking.quoted(found.words)}: {called}",
        title=f"The check “{found.words}”: {called}",
        was=lambda now: forms.CheckInWords.was(check_in(now.draft, key), language),
    )


def _called(language: str) -> str:
    """What a language is called, or 404 for one that words can't be in."""
    if language not in LANGUAGES:
        raise Http404
    return LANGUAGES[language]
