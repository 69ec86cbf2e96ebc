"""Answers of the public site: a page with its fingerprint, a tombstone, a file."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header, parse_etags, quote_etag

from precept.foundation.publications.kinds import Released, kind
from precept.foundation.publications.models import PublishedFile
from precept.foundation.web.pages import render
from precept.public.rules import standing

CALENDAR: Final = "text/calendar; charset=utf-8"
LONGEST_FRESH: Final = 60
"""Seconds that a browser may keep a page of rounds; fewer where one opens or closes sooner."""


def _unless_known(request: HttpRequest, response: HttpResponse, print_: str) -> HttpResponse:
    """The answer with its ETag; 304 where the reader has it already.

    Compared weakly (RFC 9110, section 13.1.2): a proxy that compresses marks the ETag as weak.
    """
    etag = quote_etag(print_)
    known = parse_etags(request.headers.get("If-None-Match", ""))
    if etag in {one.removeprefix("W/") for one in known}:
        response = HttpResponse(status=304)
        del response["Content-Type"]
    response["ETag"] = etag
    return response


def fingerprinted(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The same answer with an ETag of its bytes; 304 where the reader has it already.

    Of the bytes and not of the publication's hash: the office's name around a page, or a newer
    Precept, change a page whose publication did not.
    """
    return _unless_known(request, response, hashlib.sha256(response.content).hexdigest()[:32])


def shown(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """A public page with its fingerprint."""
    return fingerprinted(request, render(request, template, context, status=status))


def trail(
    listed: dict[str, str], here: dict[str, str], version: int | None, called: str = "Version"
) -> list[dict[str, str]]:
    """The way from a list to a thing in it, and on to one of its versions where that is asked for."""
    if version is None:
        return [listed, {"text": here["text"]}]
    return [listed, here, {"text": f"{called} {version}"}]


def tombstone(request: HttpRequest, released: Released) -> HttpResponse:
    """Something withdrawn: when and why, and nothing else (410)."""
    context = {"released": released, "kind": kind(released.kind)}
    return render(request, "public/withdrawn.html", context, status=410)


def attached(request: HttpRequest, file: PublishedFile) -> HttpResponse:
    """A published file, to keep."""
    response = HttpResponse(bytes(file.content), content_type=file.media_type)
    response["Content-Disposition"] = content_disposition_header(True, file.name) or "attachment"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return _unless_known(request, response, file.digest[:32])


def fresh(response: HttpResponse, moments: Sequence[str], now: datetime) -> HttpResponse:
    """A page that says how things stand at a moment: kept for no longer than until the next of the moments."""
    seconds = standing.fresh_for(moments, now, LONGEST_FRESH)
    response["Cache-Control"] = f"public, max-age={seconds}"
    return response
