"""Disposal runs and their lists."""

from collections.abc import Sequence
from typing import Any, Final

from django.db.models import Count
from django.http import Http404, QueryDict
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.outbox.models import Progress
from precept.foundation.people.models import Person
from precept.foundation.web.tables import Cell, Column, Filter, Table, by_field, listing
from precept.records import access, rules
from precept.records.models import DisposalRun, RunLine
from precept.records.queries.due import described


def run(person: Person, reference: str) -> DisposalRun:
    """A run; 404 where there is none."""
    rows = access.runs_visible_to(person).select_related("proposed_by", "settled_by")
    found = rows.filter(reference=reference).first()
    if found is None:
        raise Http404
    return found


def lines_for_digest(of: DisposalRun) -> list[tuple[Any, ...]]:
    """A run's list as its fingerprint is made of it."""
    rows = of.lines.order_by("place").values_list(
        "kind", "thing", "trigger_on", "rule_version", "years"
    )
    return [
        (kind, thing, day.isoformat(), version, years) for kind, thing, day, version, years in rows
    ]


def counts_of(of: DisposalRun) -> list[tuple[str, int]]:
    """How many of a run's records stand how, in words."""
    rows = of.lines.order_by().values_list("state").annotate(number=Count("pk"))
    counted = dict(rows)
    return [(words, counted[key]) for key, words in rules.line_states if counted.get(key)]


LINE_TAGS: Final = {
    "waiting": "govuk-tag--yellow",
    "disposed": "govuk-tag--green",
    "held": "govuk-tag--blue",
    "changed": "govuk-tag--grey",
}


def lines_page(person: Person, of: DisposalRun, query: QueryDict) -> Table:
    """The records on a run's list."""
    titles = {one.key: one.title for one in rules.first_schedule()}
    rows = of.lines.all()

    def cells(one: RunLine) -> list[Cell]:
        return [
            Cell(one.thing),
            Cell(titles.get(one.kind, one.kind)),
            Cell(clock.spoken(one.trigger_on)),
            Cell(clock.spoken(one.due_on)),
            Cell(rules.LINE_STATES[one.state], tag=LINE_TAGS[one.state], note=one.words),
        ]

    table = listing(
        query,
        rows,
        caption="The list",
        noun=("record", "records"),
        columns=(
            Column("thing", "Record", order=("thing",)),
            Column("kind", "Kind"),
            Column("trigger", "Its years count from", order=("trigger_on",)),
            Column("due", "May go from"),
            Column("state", "State"),
        ),
        cells=cells,
        default="thing",
        filters=(Filter("state", "State", tuple(rules.line_states), by_field("state")),),
        empty="No record on the list fits.",
    )
    _name(person, table, table.things)
    return table


def _name(person: Person, table: Table, lines: Sequence[RunLine]) -> None:
    """Put the names that this person may know beside the references of the records on a page."""
    shown = described(person, [(one.kind, one.thing) for one in lines if one.state != "disposed"])
    for one, cells in zip(lines, table.rows, strict=True):
        if found := shown.get(one.thing):
            cells[0] = Cell(found.title, href=found.href or None, note=one.thing)


RUN_TAGS: Final = {
    "proposed": "govuk-tag--yellow",
    "approved": "govuk-tag--blue",
    "done": "govuk-tag--green",
    "withdrawn": "govuk-tag--grey",
}


def runs_page(person: Person, query: QueryDict) -> Table:
    """The disposal runs, the newest first."""

    def cells(one: DisposalRun) -> list[Cell]:
        return [
            Cell(one.reference, href=reverse("records.run", args=[one.reference])),
            Cell(clock.spoken(one.on)),
            Cell(f"{one.count:,}"),
            Cell(one.proposed_by.name),
            Cell(one.settled_by.name if one.settled_by else "Nobody yet"),
            Cell(rules.RUN_STATES[one.state], tag=RUN_TAGS[one.state]),
        ]

    return listing(
        query,
        access.runs_visible_to(person).select_related("proposed_by", "settled_by"),
        caption="Disposal runs",
        noun=("run", "runs"),
        columns=(
            Column("reference", "Run"),
            Column("on", "What was due on", order=("on",)),
            Column("count", "Records", numeric=True, order=("count",)),
            Column("proposed", "Proposed by"),
            Column("settled", "Settled by"),
            Column("state", "State"),
        ),
        cells=cells,
        default="-on",
        filters=(Filter("state", "State", tuple(rules.run_states), by_field("state")),),
        empty="Nothing was proposed yet. Look at what is due, and propose a run from there.",
    )


def job_of(of: DisposalRun) -> Progress | None:
    """How far a run is."""
    return Progress.objects.filter(reference=of.job).first() if of.job else None
