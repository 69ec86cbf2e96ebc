"""Every address, part by part."""

from importlib import import_module
from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

PARTS = (
    "foundation.people",
    "foundation.outbox",
    "foundation.documents",
    "foundation.intake",
    "foundation.publications",
    "records",
    "parties",
    "understand",
    "decisions",
    "plan",
    "do.procedures",
    "do.opportunities",
    "do.bids",
    "do.assessment",
    "do.agreements",
    "do.partners",
    "do.spending",
    "review.management",
    "review.answers",
    "review.crossings",
    "review.year",
    "public",
    "desk",
    "demo",
)

SHARED_WORDS = 2
Addresses = list[URLPattern | URLResolver]


def by_leading_words(patterns: Addresses, words: int = SHARED_WORDS) -> Addresses:
    """The same addresses, gathered under the words they begin with: to find one, few others are tried."""
    found: Addresses = []
    gathered: dict[str, Addresses] = {}
    for one in patterns:
        head, slash, rest = str(one.pattern).partition("/")
        if isinstance(one, URLResolver) or not words or not slash or "<" in head:
            found.append(one)
            continue
        if head not in gathered:
            gathered[head] = []
            found.append(path(f"{head}/", include(gathered[head])))
        gathered[head].append(path(rest, one.callback, one.default_args, one.name))
    for within in gathered.values():
        within[:] = by_leading_words(within, words - 1)
    return found


urlpatterns = by_leading_words(
    [
        pattern
        for part in PARTS
        if find_spec(f"precept.{part}.urls")
        for pattern in import_module(f"precept.{part}.urls").urlpatterns
    ]
)

handler400 = "precept.foundation.web.errors.bad_request"
handler403 = "precept.foundation.web.errors.permission_denied"
handler404 = "precept.foundation.web.errors.not_found"
handler500 = "precept.foundation.web.errors.server_error"
