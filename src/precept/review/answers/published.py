"""What may be released of a question: its words as typed anew, its answer, its sources. Never who asked."""

from datetime import date

from precept.foundation.clock import from_iso
from precept.foundation.publications import kinds
from precept.foundation.publications.kinds import Kind, Released, Struct
from precept.foundation.search.entries import Entry


class CitedPublished(Struct):
    """A source of an answer: which version it was, where it is read, its fingerprint."""

    number: int
    kind: str
    kind_title: str
    key: str
    version: int
    title: str
    address: str
    dated: str
    digest: str
    is_published: bool
    """Whether anyone can read it; a record of the office's own is named, and not shown."""


class GroundPublished(Struct):
    """Why something is withheld, and how the public interest was weighed."""

    code: str
    words: str
    why: str
    interest: str
    is_qualified: bool


class AnswerPublished(Struct):
    """An answer in the disclosure log."""

    reference: str
    kind: str
    kind_title: str
    title: str
    question: str
    outcome: str
    outcome_title: str
    answer: str
    """Paragraphs, parted by blank lines, that name their sources as [1]."""
    cost_why: str
    grounds: tuple[GroundPublished, ...]
    sources: tuple[CitedPublished, ...]
    received_on: str
    answered_on: str
    is_invented: bool


def address(key: str) -> str:
    """Where the public reads an answer."""
    return f"/answers/{key}"


def entry(released: Released) -> Entry:
    """An answer as search finds it, made from its payload alone."""
    said: AnswerPublished = released.payload
    return Entry(
        scope="public",
        kind="answer",
        key=released.key,
        title=said.title,
        href=address(released.key),
        text="\n".join([said.reference, said.question, said.answer]),
        shown={
            "reference": said.reference,
            "kind": said.kind_title,
            "outcome": said.outcome_title,
            "answered_on": said.answered_on,
            "sources": len(said.sources),
            "is_invented": said.is_invented,
        },
        facets={
            "kind": (said.kind,),
            "outcome": (said.outcome,),
            "year": (said.answered_on[:4],),
        },
        date=from_iso(said.answered_on),
    )


def took_days(said: AnswerPublished) -> int:
    """How many days passed between the question and its answer."""
    return (date.fromisoformat(said.answered_on) - date.fromisoformat(said.received_on)).days


def sign_up() -> None:
    """Tell the house that this part publishes answers."""
    kinds.sign_up(
        Kind(
            name="answer",
            title="Answer to a question",
            plural="Answers to questions",
            struct=AnswerPublished,
            address=address,
            entry=entry,
        )
    )
