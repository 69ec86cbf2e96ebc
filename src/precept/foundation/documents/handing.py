"""Handing a document out as a file to keep, Word or PDF."""

from typing import Final

from django.http import Http404, HttpResponse

from precept.foundation.documents import pdf, word
from precept.foundation.documents.model import Document

WRITERS: Final = {
    "pdf": (pdf.write_pdf, "application/pdf"),
    "docx": (
        word.write_word,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
}


def as_file(document: Document, name: str, ending: str) -> HttpResponse:
    """A letter to keep, as Word or PDF; never kept by a browser. Http404 for any other ending."""
    if ending not in WRITERS:
        raise Http404
    writer, media_type = WRITERS[ending]
    return HttpResponse(
        writer(document),
        content_type=media_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}.{ending}"',
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "Cache-Control": "no-store",
        },
    )
