"""A theory of change on paper: the same as its picture, as lists and a table."""

from datetime import date

from precept.foundation import clock
from precept.foundation.documents.model import (
    Block,
    BulletList,
    Column,
    Document,
    Heading,
    KeyFacts,
    Note,
    Paragraph,
    Table,
    blocks_from_text,
)
from precept.understand import rules
from precept.understand.models import Theory
from precept.understand.queries.sources import titles_of
from precept.understand.queries.theories import shown_columns, theory_missing


def theory_document(one: Theory, office: str, today: date) -> Document:
    """A version as a document: what is to change, each column, how it is measured, what is assumed."""
    state = rules.THEORY_STATES[one.state]
    facts = [("Reference", one.reference), ("State", state)]
    if one.agreed_on:
        facts.append(("Agreed", clock.spoken(one.agreed_on)))
    facts.append(("Priorities", "; ".join(titles_of(one.priorities)) or "None stated"))
    blocks: list[Block] = [KeyFacts(tuple(facts))]
    if one.is_invented:
        blocks.append(Note("Invented for the demonstration."))
    blocks.append(Heading(1, "What is to change, and for whom"))
    blocks += blocks_from_text(one.problem) or (Paragraph("Not stated yet."),)
    measured: list[tuple[str, ...]] = []
    for key, title, means, rows in shown_columns(one):
        blocks += [Heading(1, title), Paragraph(means)]
        blocks.append(BulletList(tuple(shown.row.text for shown in rows) or ("Nothing yet",)))
        if key in rules.MEASURED:
            measured += [_measured(title, shown.row.text, dict(shown.figures)) for shown in rows]
    if measured:
        blocks += [Heading(1, "How it is measured"), _measures(measured)]
    blocks += [Heading(1, "What leads to what, and what is assumed"), *_links(one)]
    if one.state == "draft" and (lacks := theory_missing(one)):
        blocks += [Heading(1, "What is missing"), BulletList(tuple(lacks))]
    dated = one.agreed_on or today
    return Document(
        title="Theory of change",
        subtitle=one.title,
        office=office,
        blocks=tuple(blocks),
        version_line=f"Version {one.version}, {state.lower()}",
        date_line=clock.spoken(dated),
        dated=dated,
    )


def _measured(column: str, text: str, said: dict[str, str]) -> tuple[str, ...]:
    names = ("Measured by", "Source", "How often", "Baseline", "Target", "By")
    return (f"{text}\n({column.lower()})", *(said.get(name, "Not stated") for name in names))


def _measures(rows: list[tuple[str, ...]]) -> Table:
    return Table(
        "How it is measured",
        (
            Column("What", weight=2),
            Column("Measure", weight=2),
            Column("Source", weight=1.5),
            Column("How often", weight=1.3),
            Column("Baseline", weight=1),
            Column("Target", weight=1.5),
            Column("By when", weight=1),
        ),
        tuple(rows),
        rows_have_headings=True,
        is_wide=True,
        has_title_above=True,
    )


def _links(one: Theory) -> list[Block]:
    rows = tuple(
        (link.start.text, link.end.text, link.assumption or "Nothing is assumed yet")
        for link in one.links.all()
    )
    if not rows:
        return [Paragraph("Nothing leads to anything yet.")]
    columns = (Column("This", weight=2), Column("leads to", weight=2), Column("if", weight=2))
    return [Table("What leads to what, and what is assumed", columns, rows, has_title_above=True)]
