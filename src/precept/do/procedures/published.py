"""What of procedures may leave the house: the description in force, with its version, its dates and its last review."""

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
