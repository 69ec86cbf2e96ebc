"""What of procedures may leave the house: the description in force, with its version, its dates and
its last review; the documents that it uses, word for word.
"""

from precept.foundation.documents.model import Block, Heading, blocks_from_text
from precept.foundation.publications.kinds import Struct


class StagePublished(Struct):
    """A stage: who does what, and how long it takes."""

    name: str
    who: str
    what: str
    how_long: str


class SectionPublished(Struct):
    """A section of the description."""

    heading: str
    text: str


class ReviewPublished(Struct):
    """A review that was held: what came of it, in words."""

    held_on: str
    outcome: str
    words: str


class DocumentPublished(Struct):
    """A document that procedures use, as anyone reads it: its fields say what belongs there. Days are ISO dates."""

    key: str
    title: str
    number: int
    """The version."""
    why: str
    """Why it followed the version before; empty of the first."""
    used_when: str
    sections: tuple[SectionPublished, ...]
    procedures: tuple[str, ...]
    """The names in addresses of the procedures that use it, published or not."""
    office: str
    begins: str
    approved_on: str
    retired_on: str | None
    retired_why: str
    is_invented: bool


class ProcedurePublished(Struct):
    """A procedure as anyone reads it. Days are ISO dates."""

    key: str
    title: str
    number: int
    """The version."""
    why: str
    """Why it followed the version before; empty of the first."""
    used_when: str
    stages: tuple[StagePublished, ...]
    sections: tuple[SectionPublished, ...]
    documents: tuple[str, ...]
    """The titles of the documents in force that it uses."""
    begins: str
    approved_on: str
    review_on: str | None
    reviews: tuple[ReviewPublished, ...]
    """The newest first; the last five."""
    retired_on: str | None
    retired_why: str
    is_invented: bool
    document_keys: tuple[str, ...] = ()
    """Their names in addresses, in the same order; of what was released before they were public, none."""


def document_blocks(said: DocumentPublished) -> tuple[Block, ...]:
    """The text of a document, for its page and its file alike."""
    blocks: list[Block] = []
    for one in said.sections:
        blocks += [Heading(1, one.heading), *blocks_from_text(one.text)]
    return tuple(blocks)
