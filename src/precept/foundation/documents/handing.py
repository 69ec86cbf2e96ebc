"""Handing something out as a file to keep: one way, so that none is shown by a browser or stays in it."""

from typing import Final

from django.http import Http404, HttpResponse

from precept.foundation.documents import pdf, rules, word
from precept.foundation.documents.letterheads import stationery
from precept.foundation.documents.model import Document

PDF: Final = "application/pdf"
WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MEDIA_TYPES: Final = {"pdf": PDF, "docx": WORD}


def to_keep(content: bytes | str, name: str, media_type: str) -> HttpResponse:
    """A file to keep under a name. Should a browser show it all the same, nothing in it runs or loads."""
    return HttpResponse(
        content,
        content_type=media_type,
        headers={
            "Content-Disposition": rules.disposition(name),
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "Cache-Control": "no-store",
        },
    )


def as_file(document: Document, name: str, ending: str) -> HttpResponse:
    """A letter to keep on the office's own paper, Word or PDF; no browser keeps it. Http404 for other endings."""
    if ending not in MEDIA_TYPES:
        raise Http404
    on = stationery(document.office)
    if ending == "pdf":
        content = pdf.write_pdf(document, colour=on.colour, lines=on.lines)
    else:
        content = word.write_word(document, colour=on.colour, lines=on.lines, letterhead=on.word)
    return to_keep(content, f"{name}.{ending}", MEDIA_TYPES[ending])
