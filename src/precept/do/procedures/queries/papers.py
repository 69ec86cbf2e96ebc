"""A procedure or document on paper, as Word and PDF: as it stands, or with its fields filled in."""

from collections.abc import Mapping
from datetime import date

from precept.do.procedures import rules
from precept.do.procedures.models import StandardVersion
from precept.foundation import clock
from precept.foundation.documents.model import (
    Block,
    Column,
    Document,
    Heading,
    Note,
    Paragraph,
    Table,
    blocks_from_text,
)


def standard_document(
    version: StandardVersion, office: str, today: date, given: Mapping[str, str] | None = None
) -> Document:
    """A version on paper. ``given`` fills in the fields of a document; without it, it says what belongs there."""
    words = version.as_words
    known = {"office": office} | dict(given or {})
    is_procedure = version.standard.kind == "procedure"

    def said(text: str) -> str:
        return text if is_procedure else rules.filled(text, known)

    blocks: list[Block] = []
    if version.standard.is_invented:
        blocks.append(Note("Invented for the demonstration."))
    if is_procedure:
        blocks += [Heading(1, "When it is used"), *blocks_from_text(words.used_when)]
    if words.stages:
        blocks += [Heading(1, "Its stages"), _stages(words)]
    for one in words.sections:
        blocks += [
            Heading(1, said(one.heading)),
            *(blocks_from_text(said(one.text)) or (Paragraph("Not written yet."),)),
        ]
    state = rules.VERSION_STATES[version.state].lower()
    begins = f", in force from {clock.spoken(version.begins)}" if version.begins else ""
    dated = today if given is not None else version.approved_on or today
    return Document(
        title=version.title,
        office=office,
        blocks=tuple(blocks),
        version_line=f"Version {version.number}, {state}{begins}",
        date_line=clock.spoken(dated),
        dated=dated,
    )


def _stages(words: rules.Words) -> Table:
    return Table(
        "Its stages",
        (
            Column("Stage", weight=1.5),
            Column("Who", weight=1.5),
            Column("What is done", weight=3),
            Column("How long", weight=1.2),
        ),
        tuple((one.name, one.who, one.what, one.how_long) for one in words.stages),
        rows_have_headings=True,
        has_title_above=True,
    )
