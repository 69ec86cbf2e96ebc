"""How the office lets grants and contracts, as anyone reads it."""

from django.http import Http404, HttpRequest, HttpResponse

from precept.do.procedures.published import document_blocks
from precept.foundation.documents.html import write_blocks
from precept.foundation.documents.model import blocks_from_text
from precept.foundation.publications.kinds import Released
from precept.foundation.web.pages import public_page
from precept.public import queries
from precept.public.answers import attached, shown, tombstone, trail

LIST = {"href": "/how-we-commission", "text": "How we commission"}


def _here(released: Released) -> dict[str, str]:
    return {"href": released.address, "text": released.title}


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
    named = zip(said.document_keys, said.documents, strict=False)
    places = {title: f"{LIST['href']}/documents/{key}" for key, title in named}
    context = {
        "released": released,
        "said": said,
        "places": places,
        "leads": queries.leading(places.values()),
        "used_when": write_blocks(blocks_from_text(said.used_when)),
        "sections": [
            (one.heading, write_blocks(blocks_from_text(one.text), heading_offset=2))
            for one in said.sections
        ],
        "versions": paper.versions,
        "breadcrumbs": trail(LIST, _here(released), version, "Issue"),
    }
    return shown(request, "public/procedure.html", context)


@public_page
def document(request: HttpRequest, key: str, version: int | None = None) -> HttpResponse:
    """A document that procedures use, word for word: as it is in force, or as it was published in an issue."""
    paper = queries.paper("procedure-document", key, version)
    if paper is None:
        raise Http404(f"no document {key}")
    released = paper.released
    if released.is_tombstone:
        return tombstone(request, released)
    said = released.payload
    context = {
        "released": released,
        "said": said,
        "used_when": write_blocks(blocks_from_text(said.used_when)),
        "text": write_blocks(document_blocks(said)),
        "procedures": queries.titles(f"{LIST['href']}/{one}" for one in said.procedures),
        "versions": paper.versions,
        "files": queries.files_of_issue("procedure-document", key, released.version),
        "breadcrumbs": trail(LIST, _here(released), version, "Issue"),
    }
    return shown(request, "public/procedure_document.html", context)


@public_page
def document_file(request: HttpRequest, key: str, name: str) -> HttpResponse:
    """A document as Word, in any version that the public may read."""
    return attached(request, queries.file_of_any_issue("procedure-document", key, name))
