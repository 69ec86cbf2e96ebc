"""What was published last, and every public address: feeds and the site map."""

from collections.abc import Sequence

from django.db.models import Max
from django.http import Http404

from precept.foundation import clock
from precept.foundation.publications import kinds
from precept.foundation.publications import queries as publications
from precept.foundation.publications.models import Publication

A_FEED = 50
A_PART = 2_000
"""How many versions one part of the site map goes through; a part's cost does not grow."""


def feed_kinds() -> list[kinds.Kind]:
    """The kinds that have a feed."""
    return [kind for kind in kinds.kinds() if kind.in_feeds]


def for_feed(name: str) -> list[Publication]:
    """The newest publications of a kind, or of all kinds that have a feed, without payloads."""
    if name == "all":
        return published_last(A_FEED)
    return publications.newest([name], A_FEED)


def published_last(limit: int, but: Sequence[str] = ()) -> list[Publication]:
    """What was released last of the kinds that have a feed, but for some; without payloads.

    Read from the newest row back: asking for the kinds wanted would read and sort every row of theirs.
    """
    unwanted = [kind.name for kind in kinds.kinds() if not kind.in_feeds or kind.name in but]
    rows = Publication.objects.filter(is_latest=True).exclude(kind__in=unwanted).defer("payload")
    return list(rows.order_by("-id")[:limit])


def known_kind(name: str) -> kinds.Kind:
    """A kind of publication by name, or 404."""
    try:
        return kinds.kind(name)
    except KeyError:
        raise Http404(f"nothing of the kind {name} is published") from None


def parts_of_site_map() -> int:
    """How many parts the site map has; at least one."""
    last = Publication.objects.aggregate(last=Max("id"))["last"] or 0
    return int(last) // A_PART + 1


def addresses(part: int) -> list[tuple[str, str]]:
    """The public addresses of a part of the site map with the day each last changed, in their order."""
    rows = Publication.objects.filter(
        id__gte=(part - 1) * A_PART, id__lt=part * A_PART, is_latest=True, is_tombstone=False
    ).order_by("id")
    return [
        (kinds.kind(kind).address(key), clock.uk_date(moment).isoformat())
        for kind, key, moment in rows.values_list("kind", "key", "released")
    ]
