"""How a published procedure or document is found by search, and a document taken away."""

from precept.do.procedures.published import (
    DocumentPublished,
    ProcedurePublished,
    document_blocks,
)
from precept.foundation.clock import from_iso, spoken
from precept.foundation.documents import word
from precept.foundation.documents.handing import WORD
from precept.foundation.documents.model import Document, Note
from precept.foundation.publications import kinds
from precept.foundation.publications.kinds import File, Released
from precept.foundation.search.entries import Entry


def address(key: str) -> str:
    """Where the public reads a procedure."""
    return f"/how-we-commission/{key}"


def entry(released: Released) -> Entry:
    """A procedure as search finds it: the list reads nothing else."""
    said: ProcedurePublished = released.payload
    texts = [
        said.used_when,
        *(f"{one.name}\n{one.who}\n{one.what}" for one in said.stages),
        *(f"{one.heading}\n{one.text}" for one in said.sections),
        *said.documents,
    ]
    return Entry(
        scope="public",
        kind="procedure",
        key=released.key,
        title=said.title,
        href=address(released.key),
        text="\n".join(texts),
        shown={
            "used_when": said.used_when,
            "number": said.number,
            "begins": said.begins,
            "review_on": said.review_on,
            "retired_on": said.retired_on,
            "is_invented": said.is_invented,
        },
        facets={},
        date=from_iso(said.begins),
    )


def document_address(key: str) -> str:
    """Where the public reads a document."""
    return f"/how-we-commission/documents/{key}"


def document_entry(released: Released) -> Entry:
    """A document as search finds it."""
    said: DocumentPublished = released.payload
    return Entry(
        scope="public",
        kind="procedure-document",
        key=released.key,
        title=said.title,
        href=document_address(released.key),
        text="\n".join([said.used_when, *(f"{one.heading}\n{one.text}" for one in said.sections)]),
        shown={"number": said.number, "begins": said.begins, "retired_on": said.retired_on},
        facets={},
        date=from_iso(said.begins),
    )


def document_files(released: Released) -> list[File]:
    """A published document as Word, made from its payload alone."""
    said: DocumentPublished = released.payload
    begins = from_iso(said.begins)
    note = [Note("Invented for the demonstration.")] if said.is_invented else []
    paper = Document(
        title=said.title,
        office=said.office,
        blocks=(*note, *document_blocks(said)),
        version_line=f"Version {said.number}",
        date_line=f"In force from {spoken(begins)}" if begins else "",
        dated=begins,
    )
    name = f"{said.key}-version-{said.number}.docx"
    return [File(name, "The document as Word", WORD, word.write_word(paper))]


def sign_up() -> None:
    """Tell publications of the kinds."""
    kinds.sign_up(
        kinds.Kind(
            name="procedure",
            title="How we commission",
            plural="How we commission",
            struct=ProcedurePublished,
            address=address,
            entry=entry,
        ),
        kinds.Kind(
            name="procedure-document",
            title="Document of how we commission",
            plural="Documents of how we commission",
            struct=DocumentPublished,
            address=document_address,
            entry=document_entry,
            files=document_files,
            in_feeds=False,
        ),
    )
