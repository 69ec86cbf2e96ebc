"""The pack of an answer: question, answer, sources with addresses, versions and fingerprints; and the data cited."""

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from django.conf import settings

from precept.foundation import clock
from precept.foundation.documents import pdf, word
from precept.foundation.documents.letterheads import stationery
from precept.foundation.documents.model import (
    Block,
    Column,
    Document,
    Heading,
    KeyFacts,
    Link,
    Note,
    Paragraph,
    Table,
    Text,
    Words,
    blocks_from_text,
)
from precept.foundation.documents.sheets import write_csv
from precept.review.answers import rules
from precept.review.answers.models import Question
from precept.review.answers.published import CitedPublished, GroundPublished
from precept.review.answers.queries.released import (
    grounds_published,
    sources_in_order,
    versions_cited,
)

_ZIP_DATE: Final = (1980, 1, 1, 0, 0, 0)
REVIEW: Final = {
    "foi": "If this does not satisfy you, ask the office within 40 working days to review it. After that you may"
    " complain to the Information Commissioner (Freedom of Information Act 2000, section 50).",
    "eir": "If this does not satisfy you, ask the office within 40 working days to reconsider it (Environmental"
    " Information Regulations 2004, regulation 11). After that you may complain to the Information Commissioner.",
}
"""What a refusal must say of how to object (section 17(7); regulation 14(5)), and every answer does."""


def pack_document(one: Question, office: str) -> Document:
    """The pack as a document. The question stands in it as it came: it goes to whoever asked, and to nobody else."""
    sources = sources_in_order(one)
    answered = one.released_on
    facts: list[tuple[str, Words]] = [
        ("Reference", one.reference),
        ("Kind", rules.KINDS[one.kind]),
        ("Received", clock.spoken(one.received)),
        ("Answered", clock.spoken(answered) if answered else "Not yet: this is a draft"),
        ("What came of it", rules.OUTCOMES.get(one.outcome, "Not said yet")),
    ]
    blocks: list[Block] = [KeyFacts(tuple(facts))]
    if one.is_invented:
        blocks.append(Note("Invented for the demonstration. Nobody asked this."))
    blocks += [Heading(1, "The question"), *blocks_from_text(one.text)]
    blocks += [Heading(1, "The answer"), *answer_blocks(one.answer, sources)]
    blocks += withheld_blocks(grounds_published(one), one.cost_why)
    blocks += [Heading(1, "Sources"), *source_blocks(sources)]
    if one.kind in REVIEW:
        blocks += [Heading(1, "If this does not satisfy you"), Paragraph(REVIEW[one.kind])]
    return Document(
        title=one.about,
        subtitle="Answer with its sources",
        office=office,
        blocks=tuple(blocks),
        version_line=one.reference,
        date_line=clock.spoken(answered) if answered else "Draft",
        dated=answered,
    )


def answer_blocks(text: str, sources: tuple[CitedPublished, ...]) -> list[Block]:
    """The paragraphs of an answer, each number a link to its source where anyone can read that."""
    known = {one.number: one.address for one in sources if one.address}
    return [Paragraph(tuple(_pieces(one, known))) for one in rules.paragraphs(text)] or [
        Paragraph("Nothing is written yet.")
    ]


def _pieces(one: rules.Paragraph, known: dict[int, str]) -> Iterator[Text | Link]:
    for piece in one.pieces:
        if piece.source in known:
            yield Link(piece.words, known[piece.source])
        else:
            yield Text(piece.words)


def withheld_blocks(grounds: tuple[GroundPublished, ...], cost_why: str) -> list[Block]:
    """What is withheld, why, and how the public interest was weighed."""
    blocks: list[Block] = []
    if cost_why:
        blocks += [Heading(1, "What it would cost"), *blocks_from_text(cost_why)]
    if grounds:
        blocks.append(Heading(1, "What is withheld, and why"))
    for one in grounds:
        blocks += [Heading(2, f"{one.words} ({one.code})"), *blocks_from_text(one.why)]
        if one.interest:
            blocks += [
                Paragraph("How the public interest was weighed:"),
                *blocks_from_text(one.interest),
            ]
    return blocks


def source_blocks(sources: tuple[CitedPublished, ...]) -> list[Block]:
    """The sources as a table: what each is, where it is read, and its fingerprint."""
    if not sources:
        return [Paragraph("The answer names no source.")]
    rows: list[tuple[Words, ...]] = [
        (
            str(one.number),
            f"{one.title}\n{one.kind_title} {one.key}, version {one.version},"
            f" {clock.spoken(date.fromisoformat(one.dated))}".replace(" ,", ","),
            (Link(settings.PRECEPT_ADDRESS.rstrip("/") + one.address, one.address),)
            if one.address
            else "Not published",
            one.digest,
        )
        for one in sources
    ]
    return [
        Table(
            "Sources",
            (
                Column("No.", weight=0.5),
                Column("Source", weight=3),
                Column("Where", weight=2.2),
                Column("Fingerprint (SHA-256)", weight=2.2),
            ),
            tuple(rows),
            notes=(
                "A fingerprint shows whether a source says the same now: anyone can work it out from the data.",
            ),
            has_title_above=True,
        )
    ]


def pack_file(one: Question, office: str, ending: str) -> bytes:
    """The pack as PDF or Word, on the office's own paper."""
    document, on = pack_document(one, office), stationery(office)
    if ending == "pdf":
        return pdf.write_pdf(
            document, colour=on.colour, lines=on.lines, site=settings.PRECEPT_ADDRESS
        )
    return word.write_word(
        document,
        colour=on.colour,
        lines=on.lines,
        letterhead=on.word,
        site=settings.PRECEPT_ADDRESS,
    )


def pack_zip(one: Question, office: str) -> bytes:
    """The pack whole: the documents, a list of sources, and each cited publication as JSON and as CSV.

    The JSON of a publication is its payload to the byte, so that its fingerprint can be worked out from the file.
    """
    written = io.BytesIO()
    name = f"answer-{one.reference}"
    with zipfile.ZipFile(written, "w") as made:
        _put(made, f"{name}.pdf", pack_file(one, office, "pdf"))
        _put(made, f"{name}.docx", pack_file(one, office, "docx"))
        _put(
            made, "sources.csv", write_csv(SOURCE_COLUMNS, map(_source_row, sources_in_order(one)))
        )
        for row, version in versions_cited(one):
            if version is None or not version.payload:
                continue
            stem = f"sources/{row.number}-{row.kind}-{_plain(row.key)}-version-{row.version}"
            _put(made, f"{stem}.json", version.payload.encode())
            said = json.loads(version.payload)
            _put(made, f"{stem}.csv", write_csv(("Where", "What it says"), leaves(said)))
    return written.getvalue()


SOURCE_COLUMNS: Final = (
    "Number",
    "Kind",
    "Reference",
    "Version",
    "Title",
    "Address",
    "Dated",
    "SHA-256",
    "Published",
)


def _source_row(one: CitedPublished) -> tuple[str, ...]:
    return (
        str(one.number),
        one.kind_title,
        one.key,
        str(one.version),
        one.title,
        settings.PRECEPT_ADDRESS.rstrip("/") + one.address if one.address else "",
        one.dated,
        one.digest,
        "yes" if one.is_published else "no",
    )


def leaves(thing: Any, where: str = "") -> Iterator[tuple[str, str]]:
    """Every value in a publication with where it stands: "values › 1 › pence"."""
    if isinstance(thing, dict):
        for key, value in thing.items():
            yield from leaves(value, f"{where} › {key}" if where else key)
    elif isinstance(thing, list):
        for place, value in enumerate(thing, start=1):
            yield from leaves(value, f"{where} › {place}")
    else:
        yield where, "" if thing is None else str(thing)


def _put(made: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _ZIP_DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    made.writestr(entry, content)


def _plain(key: str) -> str:
    return "".join(sign if sign.isalnum() or sign in "-_" else "-" for sign in key)
