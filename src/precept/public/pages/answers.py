"""Briefings, and what the office answered to questions, as anyone reads them: drawn from publications alone."""

from typing import Final

from django.http import HttpRequest, HttpResponse

from precept.foundation import clock
from precept.foundation.documents.html import write_blocks
from precept.foundation.publications.kinds import Released
from precept.foundation.search.entries import Hit
from precept.foundation.web.pages import public_page
from precept.foundation.web.tables import Cell, Column
from precept.public import queries
from precept.public.answers import shown, tombstone
from precept.public.queries import Facet
from precept.public.queries.lists import INVENTED
from precept.public.shell import shell_around
from precept.review.answers import queries as answered
from precept.review.answers import rules
from precept.review.answers.published import AnswerPublished

ANSWERS: Final = {"href": "/answers", "text": "Questions and answers"}
READER: Final = "press"
"""For whom the public page of a briefing is ordered."""
ABOUT: Final = {"organisation": "/organisations/{}", "priority": "/plan#{}", "area": "/needs"}
TRAILS: Final = {
    "organisation": {"href": "/organisations", "text": "Organisations"},
    "priority": {"href": "/plan", "text": "Plan"},
    "area": {"href": "/needs", "text": "Needs"},
}


@public_page
def briefing(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Everything that is published of an area, an organisation or a priority, on one page."""
    office, found = answered.briefing_and_office(kind, key, READER)
    if isinstance(found, Released):
        return tombstone(request, found)
    context = {
        "briefing": found,
        "kind_title": rules.SUBJECT_KINDS[kind],
        "about": ABOUT[kind].format(key),
        "shell": shell_around(request, office),
        "breadcrumbs": [TRAILS[kind], {"text": f"Briefing: {found.subject.title}"}],
    }
    return shown(request, "public/briefing.html", context)


def _answer(hit: Hit) -> list[Cell]:
    said = hit.shown
    return [
        Cell(hit.title, href=hit.href, note=INVENTED if said["is_invented"] else ""),
        Cell(said["kind"]),
        Cell(said["outcome"]),
        Cell(clock.spoken(hit.date) if hit.date else ""),
        Cell(str(said["sources"])),
    ]


@public_page
def answers(request: HttpRequest) -> HttpResponse:
    """The disclosure log: the newest answers first, by who asked, what came of it, year, and by words."""
    office, _ = queries.office_and_funds()
    table = queries.hits_table(
        request.GET,
        kind="answer",
        caption="Questions and answers",
        noun=("answer", "answers"),
        columns=(
            Column("title", "What it is about", order=("title",)),
            Column("kind", "Who asked"),
            Column("outcome", "What came of it"),
            Column("date", "Answered", order=("date",)),
            Column("sources", "Sources", numeric=True),
        ),
        cells=_answer,
        nothing="No answer is published yet. What the office was asked, and what it answered, stands here.",
        facets=(
            Facet("kind", "Who asked", rules.KINDS),
            Facet("outcome", "What came of it", rules.OUTCOMES),
            Facet("year", "Year"),
        ),
        orders={"title": ("title", "title"), "date": ("oldest", "newest")},
        default="-date",
    )
    context = {
        "table": table,
        "shell": shell_around(request, office),
        "breadcrumbs": [{"text": ANSWERS["text"]}],
    }
    return shown(request, "public/answers.html", context)


@public_page
def answer(request: HttpRequest, reference: str) -> HttpResponse:
    """One question and its answer, with its sources."""
    office, released = queries.with_office("answer", reference)
    if released.is_tombstone:
        return tombstone(request, released)
    said: AnswerPublished = released.payload
    leads = queries.public_now((one.kind, one.key) for one in said.sources if one.kind)
    readable = tuple(
        one if (one.kind, one.key) in leads else one.model_copy(update={"address": ""})
        for one in said.sources
    )
    context = {
        "released": released,
        "said": said,
        "answer": write_blocks(tuple(answered.answer_blocks(said.answer, readable))),
        "withheld": write_blocks(answered.withheld_blocks(said.grounds, said.cost_why)),
        "leads": leads,
        "shell": shell_around(request, office),
        "breadcrumbs": [ANSWERS, {"text": released.title}],
    }
    return shown(request, "public/answer.html", context)
