"""Downloading a file, and the page of files that nobody can open."""

from django.http import HttpResponse, HttpResponseNotAllowed

from precept.foundation.documents import access, queries, rules, scanner
from precept.foundation.people.exports import handed_out
from precept.foundation.web.pages import Request, my_page, office_page, only_if, render


@my_page
def file(request: Request, reference: str) -> HttpResponse:
    """One file, always as a download, to those who may open it."""
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    found = queries.opened(request.person, reference)
    return handed_out(request, "work" if found.is_work else "file", lambda: _download(found))


def _download(found: queries.Opened) -> HttpResponse:
    return HttpResponse(
        found.content,
        content_type=found.media_type,
        headers={
            "Content-Disposition": rules.disposition(found.name),
            "X-Content-Type-Options": "nosniff",
            # Should a browser show it all the same, nothing in it runs or loads.
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "Cache-Control": "no-store",
        },
    )


@office_page
def files(request: Request) -> HttpResponse:
    """The files that wait or were refused, and how the office stands with its scanner."""
    only_if(
        access.may_see_files(request.person),
        "Only people who may see the outbox can see which files wait.",
    )
    return render(
        request,
        "documents/files.html",
        {
            "table": queries.files_page(request.person, request.GET),
            "waiting": queries.how_many_wait(request.person),
            "scanner": scanner.state().value,
        },
    )
