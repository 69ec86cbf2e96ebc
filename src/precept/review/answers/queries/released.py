"""An answer as it leaves the office: for whoever asked, and for the disclosure log. Never who asked."""

from typing import Final

from precept.foundation import clock
from precept.foundation.publications.models import Publication
from precept.review.answers import rules
from precept.review.answers.models import CitedSource, Question
from precept.review.answers.published import AnswerPublished, CitedPublished, GroundPublished
from precept.review.answers.queries.citing import kind_title

OWN_RECORD: Final = "A record of the office’s own, which is not published"


def cited_published(row: CitedSource) -> CitedPublished:
    """A source as it leaves the office: of a record of its own, only that there is one, and its fingerprint."""
    if not row.is_published:
        return CitedPublished(
            number=row.number,
            kind="",
            kind_title="The office’s own record",
            key="",
            version=row.version,
            title=OWN_RECORD,
            address="",
            dated=row.dated.isoformat(),
            digest=row.digest,
            is_published=False,
        )
    return CitedPublished(
        number=row.number,
        kind=row.kind,
        kind_title=kind_title(True, row.kind),
        key=row.key,
        version=row.version,
        title=row.title,
        address=row.address,
        dated=row.dated.isoformat(),
        digest=row.digest,
        is_published=True,
    )


def grounds_published(one: Question) -> tuple[GroundPublished, ...]:
    """What is withheld and why, as it leaves the office."""
    known = rules.grounds(one.kind, one.released_on or clock.today())
    return tuple(
        GroundPublished(
            code=row.code,
            words=rules.ground_words(row.code),
            why=row.why,
            interest=row.interest,
            is_qualified=row.code in known and known[row.code].is_qualified,
        )
        for row in one.grounds.all()
    )


def sources_in_order(one: Question) -> tuple[CitedPublished, ...]:
    """The sources that the answer names, by their numbers; those it does not name stay in the office."""
    named = rules.cited(one.answer)
    return tuple(cited_published(row) for row in one.sources.all() if row.number in named)


def answer_published(one: Question, *, title: str, question: str) -> AnswerPublished:
    """What the disclosure log says of an answered question; ``question`` is what an officer typed anew."""
    assert one.released_on is not None  # only a released answer is published
    return AnswerPublished(
        reference=one.reference,
        kind=one.kind,
        kind_title=rules.KINDS[one.kind],
        title=title,
        question=question,
        outcome=one.outcome,
        outcome_title=rules.OUTCOMES[one.outcome],
        answer=one.answer,
        cost_why=one.cost_why,
        grounds=grounds_published(one),
        sources=sources_in_order(one),
        received_on=one.received.isoformat(),
        answered_on=one.released_on.isoformat(),
        is_invented=one.is_invented,
    )


def versions_cited(one: Question) -> list[tuple[CitedSource, Publication | None]]:
    """The published sources that the answer names, each with its version: one query. None once it was withdrawn."""
    named = rules.cited(one.answer)
    rows = [row for row in one.sources.all() if row.is_published and row.number in named]
    found = {
        (each.kind, each.key, each.version): each
        for each in Publication.objects.filter(
            kind__in={row.kind for row in rows}, key__in={row.key for row in rows}
        )
    }
    gone = {
        (kind, key)
        for (kind, key, _), each in found.items()
        if each.is_latest and each.is_tombstone
    }
    return [
        (row, None if (row.kind, row.key) in gone else found.get((row.kind, row.key, row.version)))
        for row in rows
    ]


def moved_on(one: Question) -> list[str]:
    """The sources that say something else now than when they were chosen, in words."""
    found = []
    rows = [row for row in one.sources.all() if row.is_published]
    now = {
        (each.kind, each.key): each
        for each in Publication.objects.filter(
            is_latest=True, kind__in={row.kind for row in rows}, key__in={row.key for row in rows}
        ).defer("payload")
    }
    for row in rows:
        latest = now.get((row.kind, row.key))
        if latest is None or latest.is_tombstone:
            found.append(f"Source {row.number} was withdrawn since it was chosen.")
        elif latest.version != row.version or latest.digest_now != row.digest:
            found.append(
                f"Source {row.number} is version {row.version}; version {latest.version} is published now."
            )
    return found
