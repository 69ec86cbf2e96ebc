"""How the office lets grants and contracts, as anyone reads it."""

from django.http import Http404, HttpRequest, HttpResponse

from precept.foundation.documents.html import write_blocks
from precept.foundation.documents.model import blocks_from_text
from precept.foundation.web.pages import public_page
from precept.public import queries
from precept.public.answers import shown, tombstone

LIST = {"href": "/how-we-commission", "text": "How we commission"}


@public_page
def procedures(request: HttpRequest) -> HttpResponse:
    """Every published procedure; those no longer used last."""
    return shown(request, "public/procedures.html", {"hits": queries.procedures()})


@public_page
def procedure(request: HttpRequest, key: str, version: int | None = None) -> HttpResponse:
    """One procedure in plain English: as it is in force, or as it was published in a version."""
    paper = queries.paper("procedure", key, version)
    if paper is None:
        raise Http404(f"no procedure {key}")
    released = paper.released
    if released.is_tombstone:
        return tombstone(request, released)
    said = released.payload
    context = {
        "released": released,
        "said": said,
        "used_when": write_blocks(blocks_from_text(said.used_when)),
        "sections": [
            (one.heading, write_blocks(blocks_from_text(one.text), heading_offset=2))
            for one in said.sections
        ],
        "versions": paper.versions,
        "breadcrumbs": [
            LIST,
            {"href": released.address, "text": released.title},
            {"text": f"Issue {version}"},
        ]
        if version is not None
        else [LIST, {"text": released.title}],
    }
    return shown(request, "public/procedure.html", context)
