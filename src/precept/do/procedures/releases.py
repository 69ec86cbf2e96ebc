"""How a published procedure is found by search."""

from precept.do.procedures.published import ProcedurePublished
from precept.foundation.clock import from_iso
from precept.foundation.publications import kinds
from precept.foundation.publications.kinds import Released
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


def sign_up() -> None:
    """Tell publications of the kind."""
    kinds.sign_up(
        kinds.Kind(
            name="procedure",
            title="How we commission",
            plural="How we commission",
            struct=ProcedurePublished,
            address=address,
            entry=entry,
        )
    )
