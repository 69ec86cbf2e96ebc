"""Handing a document out as a file to keep, Word or PDF."""

from typing import Final

from django.http import Http404, HttpResponse

from precept.foundation.documents import pdf, word
from precept.foundation.documents.letterheads import stationery
from precept.foundation.documents.model import Document

MEDIA_TYPES: Final = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def as_file(document: Document, name: str, ending: str) -> HttpResponse:
    """A letter to keep on the office's own paper, Word or PDF; no browser keeps it. Http404 for other endings."""
    if ending not in MEDIA_TYPES:
        raise Http404
    on = stationery(document.office)
    if ending == "pdf":
        content = pdf.write_pdf(document, colour=on.colour, lines=on.lines)
    else:
        content = word.write_word(document, colour=on.colour, lines=on.lines, letterhead=on.word)
    return HttpResponse(
        content,
        content_type=MEDIA_TYPES[ending],
        headers={
            "Content-Disposition": f'attachment; filename="{name}.{ending}"',
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "Cache-Control": "no-store",
        },
    )
