"""The office's pages of questions: the list, one of them, its pack."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.documents.handing import MEDIA_TYPES, to_keep
from precept.foundation.documents.html import write_blocks
from precept.foundation.ledger import queries as ledger
from precept.foundation.people.exports import handed_out
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, only_if, render, sent
from precept.parties import queries as parties
from precept.review.answers import access, actions, forms, queries, rules
from precept.review.answers.actions.shared import NOT_ANSWERER
from precept.review.answers.models import Question
from precept.review.answers.pages.shared import (
    LIST,
    address,
    only_answerers,
    only_known,
    trail_in,
)

ZIP = "application/zip"


@office_page
def questions(request: Request) -> HttpResponse:
    """Every question to the office, the most pressing first."""
    context = {
        "table": queries.questions_page(request.person, request.GET),
        "may_answer": access.may_answer(request.person),
        "breadcrumbs": trail_in(),
    }
    return render(request, "answers/questions.html", context)


@office_page
def new_question(request: Request) -> HttpResponse:
    """Enter a question that came in."""
    only_answerers(request)
    return ask(
        request,
        forms.NewQuestion(
            sent(request), initial={"received": clock.today(), "owner": request.person}
        ),
        actions.enter_question,
        address,
        title="Enter a question",
        button="Enter it",
        words=["By when it is to be answered is counted from the day on which it came."],
        back=reverse(LIST),
        breadcrumbs=trail_in(("", "Enter a question")),
    )


@office_page
def question(request: Request, reference: str) -> HttpResponse:
    """One question: what was asked, by when, its sources, its answer, what is still missing."""
    found = queries.question(request.person, reference)
    is_whole = access.may_read_whole(request.person, found)
    today = clock.today()
    may_answer = access.may_answer(request.person)
    context: dict[str, Any] = {
        "question": found,
        "kind": rules.KINDS[found.kind],
        "state": rules.STATES[found.state],
        "state_tag": rules.TAGS[found.state],
        "due": queries.due_words(found, today),
        "due_tag": queries.due_tag(found, today),
        "asker": queries.asker_of(found) if is_whole else None,
        "is_whole": is_whole,
        "outcome": rules.OUTCOMES.get(found.outcome, "Not said yet"),
        "problems": queries.problems_of(found) if found.state in ("open", "review") else [],
        "sources": [
            (row, queries.kind_title(row.is_published, row.kind)) for row in found.sources.all()
        ],
        "moved_on": queries.moved_on(found) if found.state not in rules.OVER else [],
        "grounds": [(row, rules.ground_words(row.code)) for row in found.grounds.all()],
        "answer": write_blocks(
            tuple(queries.answer_blocks(found.answer, queries.sources_in_order(found)))
        ),
        "may_answer": may_answer,
        "may_write": may_answer and found.state == "open",
        "may_withhold": bool(rules.grounds(found.kind, today)),
        "may_extend": rules.may_be_extended(found.kind, found.counted_from),
        "may_release": found.state == "review" and access.may_release(request.person, found),
        "may_publish": found.state == "released" and access.may_publish(request.person),
        "may_forget": found.state in rules.OVER and access.may_forget(request.person),
        "released": queries.released_of(found) if found.state == "released" else None,
        "story": ledger.story(found.subject),
        "breadcrumbs": trail_in(("", found.about)),
    }
    return render(request, "answers/question.html", context)


def _pack_owner(request: Request, reference: str) -> Question:
    found = queries.question(request.person, reference)
    only_if(access.may_read_whole(request.person, found), NOT_ANSWERER)
    return found


def _office_of(found: Question) -> str:
    """Whose office answered: as it was called on the day of the answer."""
    return parties.office_name(found.released_on or clock.today())


@office_page
def pack(request: Request, reference: str, ending: str) -> HttpResponse:
    """The answer with its sources, as PDF or Word: for whoever asked."""
    only_known(ending)
    found = _pack_owner(request, reference)
    return handed_out(
        request,
        "answer",
        lambda: to_keep(
            queries.pack_file(found, _office_of(found), ending),
            f"answer-{reference}.{ending}",
            MEDIA_TYPES[ending],
        ),
    )


@office_page
def pack_whole(request: Request, reference: str) -> HttpResponse:
    """The pack whole: the documents, the list of sources, and the data of each."""
    found = _pack_owner(request, reference)
    return handed_out(
        request,
        "answer",
        lambda: to_keep(queries.pack_zip(found, _office_of(found)), f"answer-{reference}.zip", ZIP),
    )
