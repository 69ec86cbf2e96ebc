"""When a request began: the moment that a deadline is held against."""

import re
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest

from precept.foundation import clock

ARRIVED = "precept.arrived"
"""Under which our own door to the web server notes when a request's head arrived; no header is called so."""
LONGEST_UPLOAD = timedelta(minutes=15)
"""The technical grace: a request begun in time has so long to arrive, and no longer."""

_WRITTEN = re.compile(r"(?:t=)?([0-9]{10,16}(?:\.[0-9]{1,6})?)(?:\|([0-9]{1,5}(?:\.[0-9]{1,6})?))?")
# What is larger than this many seconds since 1970 is counted in thousandths, and then in millionths.
_SECONDS_END = 10**11
_THOUSANDTHS_END = 10**14


def begun_at_the_proxy(written: str, now: datetime) -> datetime:
    """When a request began by what the proxy wrote of it, within ``LONGEST_UPLOAD`` before ``now``.

    nginx writes ``$msec|$request_time`` (the start is the one less the other) or ``t=$msec``; other
    proxies write thousandths or millionths of seconds. What is none of them says nothing: ``now``.
    """
    found = _WRITTEN.fullmatch(written.strip())
    if found is None:
        return now
    stamped, took = float(found[1]), float(found[2] or 0)
    if stamped >= _THOUSANDTHS_END:
        stamped /= 1_000_000
    elif stamped >= _SECONDS_END:
        stamped /= 1_000
    begun = datetime.fromtimestamp(stamped - took, UTC)
    return min(now, max(begun, now - LONGEST_UPLOAD))


def begun(request: HttpRequest) -> datetime:
    """When this request began: when its head arrived, or earlier where a proxy of our own says so.

    Only behind a proxy does a header say anything, because the proxy overwrites what came from outside.
    """
    now = clock.now()
    arrived: datetime = request.META.get(ARRIVED, now)
    seen = min(now, max(arrived, now - LONGEST_UPLOAD))
    if not getattr(settings, "PRECEPT_BEHIND_PROXY", False):
        return seen
    return min(seen, begun_at_the_proxy(str(request.META.get("HTTP_X_REQUEST_START", "")), now))
