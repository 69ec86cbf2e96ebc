"""How a published needs assessment is found by search."""

from precept.foundation.clock import from_iso
from precept.foundation.publications import kinds
from precept.foundation.publications.kinds import Released
from precept.foundation.search.entries import Entry
from precept.understand.published import NeedPublished


def address(key: str) -> str:
    """Where the public reads an assessment."""
    return f"/needs/{key}"


def entry(released: Released) -> Entry:
    """An assessment as search finds it: a list reads nothing else."""
    said: NeedPublished = released.payload
    texts = [
        *said.questions,
        said.findings,
        *said.areas,
        *(one.what for one in said.services),
        *(one.what for one in said.gaps),
        *(one.title for one in said.figures),
    ]
    return Entry(
        scope="public",
        kind="need",
        key=released.key,
        title=said.title,
        href=address(released.key),
        text="\n".join(texts),
        shown={
            "agreed_on": said.agreed_on,
            "areas": list(said.areas),
            "gaps": len(said.gaps),
            "cold_spots": [one.name for one in said.coverage if one.is_cold],
            "priorities": [one.title for one in said.priorities],
            "is_invented": said.is_invented,
        },
        facets={"priority": tuple(one.slug for one in said.priorities)},
        date=from_iso(said.agreed_on),
    )


def sign_up() -> None:
    """Tell publications of the kind."""
    kinds.sign_up(
        kinds.Kind(
            name="need",
            title="Needs assessment",
            plural="Needs assessments",
            struct=NeedPublished,
            address=address,
            entry=entry,
        )
    )
