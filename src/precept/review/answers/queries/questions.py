"""Reading questions: the list, one of them, what waits for somebody, what stands against its release."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from django.db.models import QuerySet
from django.db.models.functions import Length
from django.http import Http404, QueryDict
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.foundation.publications import queries as publications
from precept.foundation.publications.kinds import Released
from precept.foundation.web.tables import Cell, Column, Filter, Table, by_field, listing, words_in
from precept.foundation.web.waits import Waits
from precept.parties.models import Organisation
from precept.review.answers import access, rules
from precept.review.answers.models import Asker, CitedSource, Question, ReliedGround

MOST_WAITING: Final = 20


def question(person: Person, reference: str) -> Question:
    """One question with its sources and exemptions, or 404 where it is not theirs."""
    rows = access.visible_to(person).filter(reference=reference)
    found = (
        rows.select_related("owner", "released_by").prefetch_related("sources", "grounds").first()
    )
    if found is None:
        raise Http404(f"no question {reference}")
    return found


def fresh(one: Question) -> Question:
    """A question as it stands now, for whoever may change it."""
    rows = Question.objects.select_related("owner").prefetch_related("sources", "grounds")
    return rows.get(pk=one.pk)


def asker_of(one: Question) -> Asker | None:
    """Who asked; None once that was taken away."""
    return Asker.objects.filter(question=one).first()


def source_of(one: Question, number: int) -> CitedSource:
    """A source of an answer by its number, or 404."""
    found = next((row for row in one.sources.all() if row.number == number), None)
    if found is None:
        raise Http404(f"no source {number} of {one.reference}")
    return found


def ground_of(one: Question, number: int) -> ReliedGround:
    """An exemption of an answer by its place from 1, or 404."""
    rows = list(one.grounds.all())
    if not 1 <= number <= len(rows):
        raise Http404(f"no exemption {number} of {one.reference}")
    return rows[number - 1]


def facts_of(one: Question) -> rules.AnswerFacts:
    """What is written of an answer, as far as rules ask."""
    return rules.AnswerFacts(
        kind=one.kind,
        outcome=one.outcome,
        answer=one.answer,
        sources=frozenset(row.number for row in one.sources.all()),
        relied=tuple(rules.Relied(row.code, row.why, row.interest) for row in one.grounds.all()),
        cost_why=one.cost_why,
        writers=frozenset(one.hands),
    )


def problems_of(one: Question) -> list[str]:
    """Everything that stands against releasing it today, in words."""
    return rules.release_problems(facts_of(one), on=clock.today())


def qualified_among(one: Question) -> list[str]:
    """The exemptions relied on that ask how the public interest was weighed."""
    known = rules.grounds(one.kind, clock.today())
    return [
        row.code for row in one.grounds.all() if row.code in known and known[row.code].is_qualified
    ]


def said_of(one: Question) -> dict[str, Any]:
    """What is recorded of a question in its events: never who asked, nor in which words."""
    return {
        "kind": rules.KINDS[one.kind],
        "about": one.about,
        "received": clock.iso(one.received),
        "due": clock.iso(one.due),
        "owner": one.owner.reference,
    }


def released_of(one: Question) -> Released | None:
    """Its answer as it stands in the disclosure log; None where it does not."""
    return publications.latest_or_none("answer", one.reference)


MOST_PROTECTED: Final = 500


def protected_named_in(title: str, words: str, one: Question) -> list[str]:
    """The protected bodies that the words about to be published name: the public reads no name of theirs."""
    grounds = [text for row in one.grounds.all() for text in (row.why, row.interest)]
    said = "\n".join([title, words, one.answer, one.cost_why, *grounds])
    names = Organisation.objects.filter(is_protected=True).values_list("name", flat=True)
    return sorted(
        name
        for name in names.order_by(Length("name").desc(), "pk")[:MOST_PROTECTED]
        if rules.names_area(said, name)
    )


def due_words(one: Question, today: date) -> str:
    """When it is due, in words."""
    if one.state == "released" and one.released_on:
        late = one.due is not None and one.released_on > one.due
        return f"Answered {clock.spoken(one.released_on)}" + (", late" if late else "")
    if one.state == "withdrawn":
        return "No answer is due"
    if one.due is None:
        return "The clock stands still"
    return ("Was due " if one.due < today else "Due ") + clock.spoken(one.due)


def due_tag(one: Question, today: date) -> str:
    """The colour of its day."""
    if one.state in rules.OVER:
        return ""
    tone = rules.pressing(one.due, today)
    return {"red": "govuk-tag--red", "amber": "govuk-tag--orange", "grey": ""}[tone]


def questions_page(person: Person, query: QueryDict) -> Table:
    """Every question that this person may look up, the most pressing first."""
    today = clock.today()

    def cells(one: Question) -> list[Cell]:
        return [
            Cell(one.about, href=reverse("answers.question", args=[one.reference])),
            Cell(rules.KINDS[one.kind]),
            Cell(clock.spoken(one.received)),
            Cell(due_words(one, today), tag=due_tag(one, today)),
            Cell(one.owner.name),
            Cell(rules.STATES[one.state], tag=rules.TAGS[one.state]),
        ]

    def that_wait(rows: QuerySet[Question], which: str) -> QuerySet[Question]:
        if which == "waiting":
            return rows.exclude(state__in=rules.OVER)
        if which == "late":
            return rows.exclude(state__in=rules.OVER).filter(due__lt=today)
        return rows.filter(state__in=rules.OVER)

    return listing(
        query,
        access.visible_to(person).select_related("owner"),
        caption="Questions to the office",
        noun=("question", "questions"),
        columns=(
            Column("about", "What it is about", order=("about",)),
            Column("kind", "Who asks", order=("kind", "due")),
            Column("received", "Came", order=("received",)),
            Column("due", "Due", order=("due",)),
            Column("owner", "Owner", order=("owner__name",)),
            Column("state", "State", order=("state", "due")),
        ),
        cells=cells,
        default="due",
        filters=(
            Filter(
                "show",
                "Show",
                (
                    ("waiting", "Those that wait for an answer"),
                    ("late", "Those past their day"),
                    ("done", "Those that are done"),
                ),
                that_wait,
            ),
            Filter("kind", "Who asks", tuple(rules.question_kinds), by_field("kind")),
        ),
        search=words_in("about", "reference"),
        empty="No question is entered yet, or none fits. Enter the first one when it comes in.",
    )


def waits_for(person: Person) -> list[Waits]:
    """What of questions waits for this person: their own that are due, and those to release."""
    if not access.may_see(person):
        return []
    return [*_owned(person), *_to_release(person)]


def _owned(person: Person) -> Iterator[Waits]:
    today = clock.today()
    rows = Question.objects.filter(owner=person, state="open")
    for one in rows.order_by("due", "pk")[:MOST_WAITING]:
        assert one.due is not None  # the database says so of one that is open
        verb = "was due" if one.due < today else "is due"
        yield Waits(
            f"The answer about “{one.about}” {verb} {clock.spoken(one.due)}",
            reverse("answers.question", args=[one.reference]),
            rules.pressing(one.due, today),
            rules.KINDS[one.kind],
        )


def _to_release(person: Person) -> Iterator[Waits]:
    if not access.may_publish(person):
        return
    today = clock.today()
    rows = Question.objects.filter(state="review").order_by("due", "pk")[:MOST_WAITING]
    for one in rows:
        if access.may_release(person, one):
            assert one.due is not None  # the database says so
            tone = rules.pressing(one.due, today)
            yield Waits(
                f"The answer about “{one.about}” waits to be released",
                reverse("answers.question", args=[one.reference]),
                "red" if tone == "red" else "amber",
                f"{rules.KINDS[one.kind]}, due {clock.spoken(one.due)}",
            )
