"""Reading theories of change: the list, one with its rows and links, what is missing, its outcomes for agreements."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, QueryDict
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.web import charts
from precept.foundation.web.tables import Cell, Column, Filter, Table, by_field, listing, words_in
from precept.understand import rules
from precept.understand.models import Theory, TheoryLink, TheoryRow
from precept.understand.queries.sources import MOST_AT_ONCE, priority_filter

THEORY_TAGS: Final = {
    "draft": "govuk-tag--yellow",
    "agreed": "govuk-tag--green",
    "superseded": "govuk-tag--grey",
}


def _whole(rows: QuerySet[Theory]) -> QuerySet[Theory]:
    return rows.select_related("agreed_by").prefetch_related("rows", "links__start", "links__end")


def _current(rows: QuerySet[Theory]) -> QuerySet[Theory]:
    """Of each theory the version that stands: the agreed one; the newest where none is."""
    others = Theory.objects.filter(reference=OuterRef("reference"))
    agreed, later = others.filter(state="agreed"), others.filter(version__gt=OuterRef("version"))
    return rows.filter(Q(state="agreed") | (~Exists(agreed) & ~Exists(later)))


def theory(reference: str, version: int | None = None) -> Theory:
    """A version of a theory with its rows and links, or 404; without a version the one that stands."""
    rows = _whole(Theory.objects.filter(reference=reference))
    rows = _current(rows) if version is None else rows.filter(version=version)
    found = rows.first()
    if found is None:
        raise Http404(f"no theory of change {reference}, version {version}")
    return found


def theories_by_reference(references: Iterable[str]) -> dict[str, Theory]:
    """Of some theories the version that stands, and whether it ``states_outcomes``: one query."""
    asked = list(dict.fromkeys(references))[:MOST_AT_ONCE]
    outcomes = TheoryRow.objects.filter(theory=OuterRef("pk"), column="outcomes")
    rows = _current(Theory.objects.filter(reference__in=asked))
    rows = rows.annotate(states_outcomes=Exists(outcomes))
    return {row.reference: row for row in rows}


def theory_versions(reference: str) -> list[Theory]:
    """Every version of a theory, the newest first."""
    return list(Theory.objects.filter(reference=reference).order_by("-version"))


def theory_row(one: Theory, number: int) -> TheoryRow:
    """A row of a theory by its number, or 404."""
    found = next((row for row in one.rows.all() if row.number == number), None)
    if found is None:
        raise Http404(f"no row {number} of {one.reference}")
    return found


def theory_link(one: Theory, start: int, end: int) -> TheoryLink:
    """A link of a theory by the numbers of its rows, or 404."""
    found = next((row for row in one.links.all() if ends_of(row) == (start, end)), None)
    if found is None:
        raise Http404(f"nothing leads from {start} to {end} in {one.reference}")
    return found


def ends_of(link: TheoryLink) -> tuple[int, int]:
    """The numbers of the rows that a link lies between."""
    return link.start.number, link.end.number


def columns_of(one: Theory) -> dict[int, str]:
    """The column of each row, by its number."""
    return {row.number: row.column for row in one.rows.all()}


def links_between(one: Theory) -> list[tuple[int, int]]:
    """The links of a theory as pairs of the numbers of rows."""
    return [ends_of(link) for link in one.links.all()]


def measure_of(row: TheoryRow) -> dict[str, Any]:
    """What a row says of how it is measured."""
    return {name: getattr(row, name) for name, _ in rules.MEASURE_PARTS}


def theory_missing(one: Theory) -> list[str]:
    """What a version lacks before it can be agreed, in words; nothing where it is whole."""
    return rules.missing_of_theory(
        [
            rules.RowSaid(row.number, row.column, row.text, rules.measure_lacks(measure_of(row)))
            for row in one.rows.all()
        ],
        [rules.LinkSaid(*ends_of(link), link.assumption) for link in one.links.all()],
        problem=one.problem,
    )


def outcomes_of_theory(reference: str) -> list[rules.TheoryOutcome]:
    """The outcomes of the agreed version of a theory, as the terms of an agreement take them.

    None where no version is agreed: what is drafted binds nobody.
    """
    rows = TheoryRow.objects.filter(
        theory__reference=reference, theory__state="agreed", column="outcomes"
    )
    return [
        rules.TheoryOutcome(
            people=row.people,
            percent=row.percent,
            change=row.text,
            measure=rules.measure_words(
                measure=row.measure,
                source=row.source,
                how_often=row.how_often,
                baseline=row.baseline,
                target=row.target,
            ),
            report_by=row.by_when,
        )
        for row in rows.order_by("number")
    ]


def theory_said(one: Theory) -> dict[str, Any]:
    """What a version says of itself, for its events."""
    return {
        "title": one.title,
        "what is to change": one.problem,
        "priorities": ", ".join(one.priorities),
    }


def theory_row_said(row: TheoryRow) -> dict[str, Any]:
    """What a row says, for its events."""
    return {
        "column": rules.THEORY_COLUMNS[row.column],
        "text": row.text,
        "people": row.people,
        "percent": row.percent,
        "measure": row.measure,
        "source": row.source,
        "how often": row.how_often,
        "baseline": row.baseline,
        "target": row.target,
        "by when": clock.iso(row.by_when),
    }


@dataclass(frozen=True)
class RowShown:
    """A row as its page lists it, with where it leads and what is assumed on the way."""

    row: TheoryRow
    leads: list[TheoryLink]
    figures: list[tuple[str, str]]
    lacks: str


def _figures(row: TheoryRow) -> list[tuple[str, str]]:
    said = [
        ("People", f"{row.people:,}" if row.people is not None else ""),
        ("Share of them", f"{row.percent}%" if row.percent is not None else ""),
        ("Measured by", row.measure),
        ("Source", row.source),
        ("How often", row.how_often),
        ("Baseline", row.baseline),
        ("Target", row.target),
        ("By", clock.spoken(row.by_when) if row.by_when else ""),
    ]
    return [(name, words) for name, words in said if words]


def shown_columns(one: Theory) -> list[tuple[str, str, str, list[RowShown]]]:
    """Each column with its name, what it means, and its rows."""
    links = list(one.links.all())
    found = []
    for key, title in rules.theory_columns:
        shown = [
            RowShown(
                row,
                [link for link in links if link.start_id == row.pk],
                _figures(row),
                ", ".join(rules.measure_lacks(measure_of(row)))
                if row.column in rules.MEASURED
                else "",
            )
            for row in one.rows.all()
            if row.column == key
        ]
        found.append((key, title, rules.COLUMN_MEANS[key], shown))
    return found


def theory_picture(one: Theory) -> charts.Chain:
    """A version as a picture: a link of which nothing is assumed is drawn dashed."""
    return charts.chain(
        title=f"Theory of change: {one.title}",
        columns=rules.THEORY_COLUMNS,
        boxes=[charts.Box(row.number, row.column, row.text, _note(row)) for row in one.rows.all()],
        arrows=[
            charts.Arrow(*ends_of(link), is_open=not link.assumption.strip())
            for link in one.links.all()
        ],
    )


def _note(row: TheoryRow) -> str:
    return f"Target: {row.target}" if row.target and row.column in rules.MEASURED else ""


def theories_page(query: QueryDict) -> Table:
    """Every theory of change, each as it stands."""

    def cells(one: Theory) -> list[Cell]:
        return [
            Cell(one.title, href=reverse("understand.theory", args=[one.reference])),
            Cell(one.reference),
            Cell(str(one.version)),
            Cell(clock.spoken(one.agreed_on) if one.agreed_on else "Not yet"),
            Cell(rules.THEORY_STATES[one.state], tag=THEORY_TAGS[one.state]),
        ]

    return listing(
        query,
        _current(Theory.objects.all()),
        caption="Theories of change",
        noun=("theory of change", "theories of change"),
        columns=(
            Column("title", "What is to change", order=("title",)),
            Column("reference", "Reference"),
            Column("version", "Version", numeric=True),
            Column("agreed", "Agreed", order=("agreed_on",)),
            Column("state", "State"),
        ),
        cells=cells,
        default="title",
        filters=(
            Filter("state", "State", (("draft", "Draft"), ("agreed", "Agreed")), by_field("state")),
            priority_filter(),
        ),
        search=words_in("title", "problem", "reference"),
        empty="No theory of change is written yet, or none fits. Write one where there is no evidence to rest on.",
    )
