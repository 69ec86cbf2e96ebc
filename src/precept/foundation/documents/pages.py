"""Downloading a file, and the page of files that nobody can open."""

from django.http import HttpResponse, HttpResponseNotAllowed

from precept.foundation.documents import access, queries, scanner
from precept.foundation.documents.handing import to_keep
from precept.foundation.people.exports import handed_out
from precept.foundation.web.pages import Request, my_page, office_page, only_if, render


@my_page
def file(request: Request, reference: str) -> HttpResponse:
    """One file, always as a download, to those who may open it."""
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    found = queries.opened(request.person, reference)
    return handed_out(
        request,
        "work" if found.is_work else "file",
        lambda: to_keep(found.content, found.name, found.media_type),
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
