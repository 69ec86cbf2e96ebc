"""What is due of what the office itself keeps and answers: procedures, holds, questions. A query or two each."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from precept.do.procedures import access as procedures
from precept.do.procedures.models import Standard, StandardVersion
from precept.foundation.people.models import Person
from precept.records import access as records
from precept.review.answers import access as answers
from precept.review.answers import rules as asked
from precept.review.year.rules import Due

MOST = 300


def reviews(person: Person, first: date, last: date) -> Iterator[Due]:
    """The yearly reviews of procedures and of the documents that they use."""
    if not person.may("see the office"):
        return
    rows = Standard.objects.filter(retired_on=None, review_on__range=(first, last))
    due = list(rows.select_related("owner").order_by("review_on", "pk")[:MOST])
    versions = StandardVersion.objects.filter(standard__in=due, state="approved")
    titles = dict(versions.order_by("number").values_list("standard", "title")) if due else {}
    for one in due:
        assert one.review_on is not None  # the query says so
        is_theirs = one.owner_id == person.pk and procedures.may_keep_procedures(person)
        yield Due(
            one.review_on,
            f"Review: {titles.get(one.pk, one.key)}",
            reverse("procedures.one", args=[one.key]),
            "review",
            one.owner.name,
            is_theirs,
            note="Tendering documents and processes are reviewed every year",
            key=f"standard-{one.key}-{one.review_on.isoformat()}",
        )


def holds(person: Person, first: date, last: date) -> Iterator[Due]:
    """The holds of records that are asked about again."""
    rows = records.holds_visible_to(person).filter(released=None, review_on__range=(first, last))
    for one in rows.order_by("review_on", "pk")[:MOST]:
        yield Due(
            one.review_on,
            f"Ask whether records must still be held: {one.case}",
            reverse("records.hold", args=[one.reference]),
            "review",
            "Who keeps records",
            records.may_keep(person),
            key=f"hold-{one.reference}-{one.review_on.isoformat()}",
        )


def questions(person: Person, first: date, last: date) -> Iterator[Due]:
    """The questions of the public, the panel, the press and councillors that wait for an answer."""
    rows = answers.visible_to(person).filter(due__range=(first, last))
    for one in rows.select_related("owner").order_by("due", "pk")[:MOST]:
        assert one.due is not None  # the query says so
        yield Due(
            one.due,
            f"Answer: {one.about}",
            reverse("answers.question", args=[one.reference]),
            "answer",
            one.owner.name,
            one.owner_id == person.pk,
            one.state in asked.OVER,
            one.due_words,
            f"question-{one.reference}",
        )
