"""Answers of the public site: a page with its fingerprint, a tombstone, a file."""

import hashlib
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header, parse_etags, quote_etag

from precept.foundation.publications.kinds import Released, kind
from precept.foundation.publications.models import PublishedFile
from precept.foundation.web.pages import render


def fingerprinted(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The same answer with an ETag of its bytes; 304 where the reader has it already."""
    etag = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        response = HttpResponse(status=304)
    response["ETag"] = etag
    return response


def shown(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """A public page with its fingerprint."""
    return fingerprinted(request, render(request, template, context, status=status))


def tombstone(request: HttpRequest, released: Released) -> HttpResponse:
    """Something withdrawn: when and why, and nothing else (410)."""
    context = {"released": released, "kind": kind(released.kind)}
    return render(request, "public/withdrawn.html", context, status=410)


def attached(request: HttpRequest, file: PublishedFile) -> HttpResponse:
    """A published file, to keep."""
    response = HttpResponse(bytes(file.content), content_type=file.media_type)
    response["Content-Disposition"] = content_disposition_header(True, file.name) or "attachment"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["ETag"] = quote_etag(file.digest[:32])
    if response["ETag"] in parse_etags(request.headers.get("If-None-Match", "")):
        unchanged = HttpResponse(status=304)
        unchanged["ETag"] = response["ETag"]
        return unchanged
    return response
