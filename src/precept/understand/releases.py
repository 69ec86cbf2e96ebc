"""How the strategy, the plan and the measures are found by search, and the files that go with them."""

from datetime import date

from precept.foundation import clock
from precept.foundation.documents import pdf, word
from precept.foundation.documents.handing import PDF, WORD
from precept.foundation.documents.model import Block, Document, Heading, Note, blocks_from_text
from precept.foundation.publications import kinds
from precept.foundation.publications.kinds import File, Released
from precept.foundation.search.entries import Entry
from precept.parties.queries import office_name
from precept.understand.published import (
    AimsPublished,
    PlanPublished,
    StrategyPublished,
    VoicePublished,
)


def strategy_entry(released: Released) -> Entry:
    """The strategy as search finds it."""
    said: StrategyPublished = released.payload
    return Entry(
        scope="public",
        kind="strategy",
        key=released.key,
        title=released.title,
        href="/strategy",
        text="\n".join(f"{one.heading}\n{one.text}" for one in said.sections),
        shown={"version": said.version, "dated": said.dated},
        date=date.fromisoformat(said.dated),
    )


def plan_entry(released: Released) -> Entry:
    """The plan as search finds it."""
    said: PlanPublished = released.payload
    return Entry(
        scope="public",
        kind="plan",
        key=released.key,
        title=released.title,
        href=f"/plan?plan={released.key}",
        text="\n".join(
            [
                said.basis,
                *(text for one in said.priorities for text in (one.title, one.text)),
                *said.resource_areas,
            ]
        ),
        shown={"term": said.term},
        date=date(said.first_year, 4, 1),
    )


def measures_entry(released: Released) -> Entry:
    """A year's aims and measures as search finds them."""
    said: AimsPublished = released.payload
    year = clock.FinancialYear.parse(said.year)
    texts = [
        text
        for aim in said.aims
        for text in (aim.title, aim.statement, *(measure.text for measure in aim.measures))
    ]
    return Entry(
        scope="public",
        kind="measures",
        key=released.key,
        title=released.title,
        href=f"/measures?year={said.year}",
        text="\n".join(texts),
        shown={"year": said.year},
        facets={"year": (said.year,)},
        date=year.start,
    )


def voice_entry(released: Released) -> Entry:
    """What people were asked and said, as search finds it."""
    said: VoicePublished = released.payload
    texts = [
        said.about,
        said.ways_words,
        said.victims_considered,
        said.told_back,
        *(text for one in said.points for text in (one.text, one.answer_words)),
    ]
    return Entry(
        scope="public",
        kind="voice",
        key=released.key,
        title=released.title,
        href=f"/voices/{released.key}",
        text="\n".join(texts),
        shown={
            "reference": said.reference,
            "groups": [one.group for one in said.groups],
            "points": len(said.points),
            "by_whom": said.by_whom,
            "is_invented": said.is_invented,
        },
        facets={
            "asked": tuple(one.group for one in said.groups),
            "priority": tuple(one.slug for one in said.priorities),
            "year": (said.starts[:4],),
        },
        date=date.fromisoformat(said.starts),
    )


def strategy_document(said: StrategyPublished, office: str) -> Document:
    """The strategy as a document: page, PDF and Word are made from it."""
    blocks: list[Block] = []
    deepest = 0
    for section in said.sections:
        level = min(section.level - 1, deepest + 1, 4)
        deepest = level
        blocks.append(Heading(level, section.heading))
        blocks.extend(blocks_from_text(section.text))
        if section.note:
            blocks.append(Note(section.note))
    dated = date.fromisoformat(said.dated)
    return Document(
        title=said.title,
        office=office,
        blocks=tuple(blocks),
        version_line=f"Version {said.version}",
        date_line=clock.spoken(dated),
        dated=dated,
    )


def strategy_files(released: Released) -> list[File]:
    """The strategy as PDF and as Word."""
    document = strategy_document(released.payload, office_name(clock.uk_date(released.released)))
    return [
        File("strategy.pdf", "The strategy as PDF", PDF, pdf.write_pdf(document)),
        File("strategy.docx", "The strategy as Word", WORD, word.write_word(document)),
    ]


def sign_up() -> None:
    """Tell publications of the kinds of this part."""
    kinds.sign_up(
        kinds.Kind(
            name="strategy",
            title="Commissioning strategy",
            plural="Commissioning strategy",
            struct=StrategyPublished,
            address=lambda _: "/strategy",
            entry=strategy_entry,
            files=strategy_files,
        ),
        kinds.Kind(
            name="plan",
            title="Police and crime plan",
            plural="Police and crime plan",
            struct=PlanPublished,
            address=lambda reference: f"/plan?plan={reference}",
            entry=plan_entry,
        ),
        kinds.Kind(
            name="measures",
            title="Aims and measures",
            plural="Aims and measures",
            struct=AimsPublished,
            address=lambda year: f"/measures?year={year}",
            entry=measures_entry,
        ),
        kinds.Kind(
            name="voice",
            title="What people told us",
            plural="What people told us",
            struct=VoicePublished,
            address=lambda reference: f"/voices/{reference}",
            entry=voice_entry,
        ),
    )
