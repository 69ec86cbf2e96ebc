"""The overview of a round's questions, one question with all its parts, the preview and the paper form."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.http import Http404, HttpResponse

from precept.do.opportunities import access, queries
from precept.do.opportunities.models import Call
from precept.do.opportunities.pages.questions.editing import (
    at,
    question_in,
    section_in,
    trail,
)
from precept.do.opportunities.pages.trails import address_of
from precept.foundation.documents import pdf
from precept.foundation.documents.handing import PDF, WORD, to_keep
from precept.foundation.people.exports import handed_out
from precept.foundation.questions import printing, telling
from precept.foundation.questions import rules as asking
from precept.foundation.questions.forms import section_form
from precept.foundation.questions.sets import Question, QuestionSet
from precept.foundation.questions.word import blank_form
from precept.foundation.questions.wording import LANGUAGES, languages
from precept.foundation.web.pages import Request, office_page, render, sent
from precept.parties import queries as parties


@dataclass(frozen=True)
class Line:
    """A question as the overview lists it."""

    number: str
    key: str
    label: str
    kind: str
    limits: tuple[str, ...]
    tags: tuple[tuple[str, str], ...]
    shown_if: str
    languages: tuple[str, ...]
    inside: tuple["Line", ...] = field(default=())


@dataclass(frozen=True)
class Listed:
    """A section as the overview lists it."""

    key: str
    title: str
    words: str
    wordings: tuple["InWords", ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class InWords:
    """What a section or a check says in plainer words or another language."""

    language: str
    called: str
    words: str


def _listed(question_set: QuestionSet) -> Iterator[Listed]:
    number = 0
    for section in question_set.sections:
        lines = []
        for question in section.questions:
            number += 1
            lines.append(_line(question_set, question, str(number)))
        said = _in_words((one.language, one.title) for one in section.wordings)
        yield Listed(section.key, section.title, section.words, said, tuple(lines))


def _in_words(said: Iterable[tuple[str, str]]) -> tuple[InWords, ...]:
    return tuple(InWords(key, LANGUAGES.get(key, key), words) for key, words in said)


@dataclass(frozen=True)
class ListedCheck:
    """A check as the overview lists it: what people read, and what it compares."""

    key: str
    words: str
    compares: str
    wordings: tuple[InWords, ...]


def _checks(question_set: QuestionSet) -> Iterator[ListedCheck]:
    titles = {one.key: one.label for one in question_set.questions()}
    for check in question_set.checks:
        said = _in_words((one.language, one.words) for one in check.wordings)
        yield ListedCheck(check.key, check.words, printing.check_words(check, titles), said)


def _line(question_set: QuestionSet, question: Question, number: str) -> Line:
    inside = tuple(
        _line(question_set, one, f"{number}.{place}")
        for place, one in enumerate(question.questions, start=1)
    )
    return Line(
        number=number,
        key=question.key,
        label=question.label,
        kind=asking.KINDS[question.kind],
        limits=tuple(
            one for one in telling.limits(question) if question.is_required or one != OPTIONAL
        ),
        tags=tuple(_tags(question)),
        shown_if=telling.shown_if_words(question_set, question),
        languages=tuple(LANGUAGES.get(one.language, one.language) for one in question.wordings),
        inside=inside,
    )


OPTIONAL = "You may leave this out"


def _tags(question: Question) -> Iterator[tuple[str, str]]:
    if not question.is_required:
        yield "Optional", "govuk-tag--grey"
    if question.is_public:
        yield "Public", "govuk-tag--green"
    if question.is_personal:
        yield "Personal data", "govuk-tag--orange"
    if question.hidden_from:
        yield f"Hidden from {' and '.join(question.hidden_from)}", "govuk-tag--purple"
    if question.meaning:
        yield asking.MEANINGS[question.meaning][0], "govuk-tag--blue"


@office_page
def overview(request: Request, reference: str) -> HttpResponse:
    """Everything a round asks at a glance, and what is missing."""
    call = queries.call_for(request.person, reference)
    question_set = call.asks
    context = {
        "call": call,
        "sections": list(_listed(question_set)),
        "checks": list(_checks(question_set)),
        "missing": asking.set_problems(question_set),
        "count": sum(1 for section in question_set.sections for _ in section.questions),
        "may_edit": _may_edit(request, call),
        "following": queries.next_part(call, "questions") if _may_edit(request, call) else None,
        "is_frozen": call.frozen is not None,
        "languages": languages(question_set),
        "round_address": address_of(call.opportunity),
        "breadcrumbs": trail(call),
    }
    return render(request, "opportunities/questions.html", context)


def _may_edit(request: Request, call: Call) -> bool:
    return access.may_run_rounds(request.person) and call.stage == "drafting"


@office_page
def question(request: Request, reference: str, key: str) -> HttpResponse:
    """One question: everything the set says of it, each thing with its own change."""
    call = queries.call_for(request.person, reference)
    found = question_in(call.asks, key)
    section = call.asks.section_of(key)
    assert section is not None
    may_edit = _may_edit(request, call)
    rows = [
        (
            name,
            words,
            [{"href": at(call, page[0], *page[1:]), "text": "Change", "hidden": name.lower()}],
        )
        if may_edit and page
        else (name, words)
        for name, words, page in _said(call, found, section.title, section.key)
    ]
    context = {
        "call": call,
        "question": found,
        "kind": asking.KINDS[found.kind],
        "section": section,
        "rows": rows,
        "inside": [_line(call.asks, one, "") for one in found.questions],
        "may_edit": may_edit,
        "breadcrumbs": trail(call, ("", found.label)),
    }
    return render(request, "opportunities/questions_one.html", context)


Said = Iterator[tuple[str, str, tuple[str, ...]]]


def _said(call: Call, one: Question, section: str, section_key: str) -> Said:
    key = one.key
    is_inside = all(top.key != key for top in call.asks.section(section_key).questions)
    yield "Question", one.label, ("words", key)
    yield "Help text", one.hint or "None", ("words", key)
    yield "How it is answered", asking.KINDS[one.kind], ("kind", key)
    if one.kind in {"choice", "choices", "areas"}:
        options = "\n".join(option.label for option in one.options)
        none = "Whatever people write" if one.kind == "areas" else "None yet"
        yield "Answers to choose from", options or none, ("options", key)
    limits = [words for words in telling.limits(one) if words != OPTIONAL]
    yield "Must it be answered?", "Yes" if one.is_required else "No", ("limits", key)
    yield "Limits", ". ".join(limits) or "None", ("limits", key)
    shown_if = telling.shown_if_words(call.asks, one)
    yield "Asked", f"Only if {shown_if}" if shown_if else "Always", ("conditions", key)
    public = (
        "Public"
        if one.is_public
        else "Personal data"
        if one.is_personal
        else "Neither public nor personal data"
    )
    yield "Who reads the answer", public, ("readers", key)
    hidden = " and ".join(one.hidden_from)
    yield "Hidden from", hidden.capitalize() or "Nobody in the office", ("readers", key)
    if not is_inside:
        meaning = asking.MEANINGS[one.meaning][0] if one.meaning else "Nothing"
        yield "What the office reads off it", meaning, ("meaning", key)
        yield "Section", section, ("section_of", key)
    for wording in one.wordings:
        name = LANGUAGES.get(wording.language, wording.language)
        yield name, wording.label, ("language", key, wording.language)


@office_page
def preview(request: Request, reference: str, section: str) -> HttpResponse:
    """A page of the form as an applicant meets it; nothing that is typed is kept."""
    call = queries.call_for(request.person, reference)
    question_set = call.asks
    section_in(question_set, section)
    language = request.GET.get("language", "")
    if language not in languages(question_set):
        language = ""
    form = section_form(
        question_set,
        section,
        data=sent(request),
        files=request.FILES if request.method == "POST" else None,
        answers={},
        language=language,
        is_complete=request.method == "POST",
        facts=call.facts,
        shows_all=True,
    )
    keys = [one.key for one in question_set.sections]
    place = keys.index(section)
    context = {
        "call": call,
        "form": form,
        "section": form.section,
        "before": keys[place - 1] if place else "",
        "after": keys[place + 1] if place + 1 < len(keys) else "",
        "number": place + 1,
        "count": len(keys),
        "language": language,
        "languages": languages(question_set),
        "is_fine": form.is_bound and form.is_valid(),
        "breadcrumbs": trail(call, ("", "Preview")),
    }
    return render(request, "opportunities/questions_preview.html", context)


@office_page
def paper(request: Request, reference: str, ending: str) -> HttpResponse:
    """The questions on paper: a PDF to print, or the Word form that people fill in."""
    call = queries.call_for(request.person, reference)
    title = f"{call.opportunity.programme}: {call.opportunity.theme}"
    if ending == "pdf":
        document = printing.document(
            call.asks,
            title=title,
            office=parties.office_name(),
            facts=[("Round", call.opportunity.reference)],
        )
        content, media_type = pdf.write_pdf(document), PDF
    elif ending == "docx":
        content = blank_form(
            call.asks, title=title, code=call.opportunity.reference, office=parties.office_name()
        )
        media_type = WORD
    else:
        raise Http404
    name = f"questions-{reference}.{ending}"
    return handed_out(request, "questions", lambda: to_keep(content, name, media_type))
