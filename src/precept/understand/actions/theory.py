"""A theory of change: drafting it, its rows and links, agreeing it, beginning its next version."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, Refused, action, needed, record
from precept.foundation.ledger.versions import write_next
from precept.foundation.people.models import Person
from precept.understand import queries, rules
from precept.understand.actions.drafts import STALE, stated
from precept.understand.actions.keeping import (
    ask_keeper,
    ask_publisher,
    chosen_priorities,
    differences,
)
from precept.understand.models import Theory, TheoryLink, TheoryRow

NO_DRAFT = "This version is agreed. Begin a new version to change it."
MOVED_ON = "Somebody changed this draft since you read it. Read it again, then agree it."
ONE_DRAFT = "A new version of it is being drafted already."
COPIED = (
    "number",
    "column",
    "text",
    "people",
    "percent",
    "measure",
    "source",
    "how_often",
    "baseline",
    "target",
    "by_when",
)
"""What the next version takes over of each row."""


def _hold(theory: Theory) -> Theory:
    """The draft as it stands, held while it or a part of it changes; Changed where it is no draft any more."""
    # One statement asks and holds: nobody agrees a version between the question and the change.
    held = Theory.objects.filter(pk=theory.pk, state="draft")
    if not held.update(revision=F("revision") + 1):
        raise Changed(NO_DRAFT)
    return queries.theory(theory.reference, theory.version)


@action
def draft_theory(
    *,
    by: Person,
    title: str,
    problem: str,
    priorities: Sequence[str] = (),
    is_invented: bool = False,
) -> Theory:
    """Begin a theory of change: what is to change, and for whom."""
    ask_keeper(by)
    made = Theory.objects.create(
        title=needed(title, "Enter a title", "title"),
        problem=needed(problem, "Say what is to change, and for whom", "problem"),
        priorities=chosen_priorities(priorities),
        is_invented=is_invented,
    )
    record(made.subject, "theory drafted", by=by, after=stated(queries.theory_said(made)))
    return made


@action
def change_theory(
    *,
    by: Person,
    theory: Theory,
    title: str,
    problem: str,
    revision: int,
    priorities: Sequence[str] = (),
) -> Theory:
    """Change what a draft says of itself; ``revision`` is the head's as it was read."""
    ask_keeper(by)
    now = _hold(theory)
    before = queries.theory_said(now)
    changes = {
        "title": needed(title, "Enter a title", "title"),
        "problem": needed(problem, "Say what is to change, and for whom", "problem"),
        "priorities": chosen_priorities(priorities, now.priorities),
    }
    write_next(now, changes, read=revision, stale=STALE, counter="head_revision")
    was, became = differences(before, queries.theory_said(now))
    record(now.subject, "theory changed", by=by, before=was, after=became)
    return now


def _row(
    *,
    column: str,
    text: str,
    people: int | None,
    percent: int | None,
    measure: str,
    source: str,
    how_often: str,
    baseline: str,
    target: str,
    by_when: date | None,
) -> dict[str, Any]:
    if column not in rules.THEORY_COLUMNS:
        raise Refused("Choose a column", field="column")
    said = {
        "people": people,
        "percent": percent,
        "measure": measure.strip(),
        "source": source.strip(),
        "how_often": how_often.strip(),
        "baseline": baseline.strip(),
        "target": target.strip(),
        "by_when": by_when,
    }
    if column not in rules.MEASURED and any(value not in ("", None) for value in said.values()):
        raise Refused(
            "Inputs and activities are not measured: leave the measure empty", field="measure"
        )
    if percent is not None and percent > 100:
        raise Refused("The share must be 100% or less", field="percent")
    return {"column": column, "text": needed(text, "Enter what it is", "text"), **said}


@action
def add_theory_row(
    *,
    by: Person,
    theory: Theory,
    column: str,
    text: str,
    people: int | None = None,
    percent: int | None = None,
    measure: str = "",
    source: str = "",
    how_often: str = "",
    baseline: str = "",
    target: str = "",
    by_when: date | None = None,
) -> TheoryRow:
    """Add a row to a draft; outputs, outcomes and impact say how they are measured."""
    ask_keeper(by)
    now = _hold(theory)
    said = _row(
        column=column,
        text=text,
        people=people,
        percent=percent,
        measure=measure,
        source=source,
        how_often=how_often,
        baseline=baseline,
        target=target,
        by_when=by_when,
    )
    numbers = queries.columns_of(now)
    if len(numbers) >= rules.MOST_ROWS:
        raise Refused(f"A theory of change has at most {rules.MOST_ROWS} rows")
    made = TheoryRow.objects.create(theory=now, number=max(numbers, default=0) + 1, **said)
    record(now.subject, "row added", by=by, after=stated(queries.theory_row_said(made)))
    return made


@action
def change_theory_row(
    *,
    by: Person,
    row: TheoryRow,
    revision: int,
    column: str,
    text: str,
    people: int | None = None,
    percent: int | None = None,
    measure: str = "",
    source: str = "",
    how_often: str = "",
    baseline: str = "",
    target: str = "",
    by_when: date | None = None,
) -> TheoryRow:
    """Change a row of a draft; what leads to it and where it leads must still follow."""
    ask_keeper(by)
    now = _hold(row.theory)
    fresh = queries.theory_row(now, row.number)
    before = queries.theory_row_said(fresh)
    said = _row(
        column=column,
        text=text,
        people=people,
        percent=percent,
        measure=measure,
        source=source,
        how_often=how_often,
        baseline=baseline,
        target=target,
        by_when=by_when,
    )
    columns, links = queries.columns_of(now), queries.links_between(now)
    if problem := rules.column_problem(fresh.number, column, columns, links):
        raise Refused(problem, field="column")
    write_next(fresh, said, read=revision, stale=STALE, counter="revision")
    was, became = differences(before, queries.theory_row_said(fresh))
    record(
        now.subject,
        "row changed",
        by=by,
        before={"row": before["text"], **was},
        after={"row": fresh.text, **became},
    )
    return fresh


@action
def remove_theory_row(*, by: Person, row: TheoryRow, revision: int) -> None:
    """Take a row out of a draft, with the links that begin or end at it."""
    ask_keeper(by)
    now = _hold(row.theory)
    fresh = queries.theory_row(now, row.number)
    said = queries.theory_row_said(fresh)
    write_next(fresh, {}, read=revision, stale=STALE, counter="revision")
    fresh.delete()
    record(now.subject, "row removed", by=by, before=stated(said))


@action
def link_rows(
    *, by: Person, theory: Theory, start: int, end: int, assumption: str = ""
) -> TheoryLink:
    """Say that one row leads to another, by their numbers, and what is assumed for it to do so. Never in a circle."""
    ask_keeper(by)
    now = _hold(theory)
    columns, links = queries.columns_of(now), queries.links_between(now)
    if problem := rules.link_problem(columns, links, start, end):
        raise Refused(problem, field="end")
    if len(links) >= rules.MOST_LINKS:
        raise Refused(f"A theory of change has at most {rules.MOST_LINKS} links")
    made = TheoryLink.objects.create(
        theory=now,
        start=queries.theory_row(now, start),
        end=queries.theory_row(now, end),
        assumption=assumption.strip(),
    )
    record(now.subject, "rows linked", by=by, after=stated(_link_said(made)))
    return made


def _link_said(link: TheoryLink) -> dict[str, Any]:
    return {"from": link.start.text, "to": link.end.text, "assumed": link.assumption}


@action
def assume(*, by: Person, link: TheoryLink, revision: int, assumption: str) -> TheoryLink:
    """Say what is assumed for one row to lead to another."""
    ask_keeper(by)
    now = _hold(link.theory)
    fresh = queries.theory_link(now, link.start.number, link.end.number)
    before = _link_said(fresh)
    changes = {"assumption": needed(assumption, "Enter what is assumed", "assumption")}
    write_next(fresh, changes, read=revision, stale=STALE, counter="revision")
    record(now.subject, "assumption changed", by=by, before=before, after=_link_said(fresh))
    return fresh


@action
def unlink_rows(*, by: Person, link: TheoryLink, revision: int) -> None:
    """Take a link away from a draft."""
    ask_keeper(by)
    now = _hold(link.theory)
    fresh = queries.theory_link(now, link.start.number, link.end.number)
    said = _link_said(fresh)
    write_next(fresh, {}, read=revision, stale=STALE, counter="revision")
    fresh.delete()
    record(now.subject, "link removed", by=by, before=stated(said))


@action
def agree_theory(*, by: Person, theory: Theory, revision: int) -> Theory:
    """Agree a draft in which nothing is missing; the version before it is superseded.

    ``revision`` is the draft's as it was read: Changed where it or a part of it changed since.
    """
    ask_publisher(by)
    now = queries.theory(theory.reference, theory.version)
    if not rules.theory_may_become(now.state, "agreed"):
        raise Changed("This version is no draft any more: somebody agreed it before you.")
    if lacks := queries.theory_missing(now):
        raise Refused("It cannot be agreed yet. " + " ".join(lacks))
    held = Theory.objects.filter(pk=now.pk, state="draft", revision=revision)
    earlier = Theory.objects.filter(reference=now.reference, state="agreed")
    superseded = list(earlier.values_list("version", flat=True))
    earlier.update(state="superseded")
    if not held.update(state="agreed", agreed_on=clock.today(), agreed_by=by):
        raise Changed(MOVED_ON)
    now.state, now.agreed_on, now.agreed_by = "agreed", clock.today(), by
    record(
        now.subject,
        "theory agreed",
        by=by,
        why=now.why,
        after={"version": now.version, **({"superseded": superseded[0]} if superseded else {})},
    )
    return now


@action
def begin_theory_version(*, by: Person, theory: Theory, why: str) -> Theory:
    """Begin the next version of an agreed theory as a copy, its rows keeping their numbers."""
    ask_keeper(by)
    why = needed(why, "Say why it changes", "why")
    now = queries.theory(theory.reference, theory.version)
    if now.state != "agreed":
        raise Refused("Only the agreed version has a next one.")
    newest = queries.theory_versions(now.reference)[0]
    if newest.state == "draft":
        raise Refused(ONE_DRAFT)
    try:
        with transaction.atomic():
            made = Theory.objects.create(
                reference=now.reference,
                version=newest.version + 1,
                title=now.title,
                problem=now.problem,
                priorities=now.priorities,
                why=why,
                is_invented=now.is_invented,
            )
    except IntegrityError:
        raise Changed(ONE_DRAFT) from None
    _copy(now, made)
    record(made.subject, "new version begun", by=by, why=why, after={"version": made.version})
    return made


def _copy(before: Theory, after: Theory) -> None:
    TheoryRow.objects.bulk_create(
        TheoryRow(theory=after, **{name: getattr(row, name) for name in COPIED})
        for row in before.rows.all()
    )
    rows = {row.number: row for row in TheoryRow.objects.filter(theory=after)}
    TheoryLink.objects.bulk_create(
        TheoryLink(
            theory=after,
            start=rows[link.start.number],
            end=rows[link.end.number],
            assumption=link.assumption,
        )
        for link in before.links.all()
    )
