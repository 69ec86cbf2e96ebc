"""Published rounds that are open or coming."""

from precept.foundation.publications import queries as publications
from precept.foundation.publications.kinds import Released
from precept.foundation.publications.models import Publication
from precept.foundation.search import queries as search
from precept.foundation.search.entries import Wanted

MOST_IN_A_CALENDAR = 50


def rounds_with_calls() -> list[Released]:
    """The published rounds that are open or planned and have a call, soonest deadline first."""
    found = search.find(
        Wanted(
            scope="public",
            kinds=("opportunity",),
            facets={"state": ("open", "planned")},
            order="oldest",
            size=MOST_IN_A_CALENDAR,
        )
    )
    keys = [hit.key for hit in found.hits if hit.shown.get("stage")]
    rows = Publication.objects.filter(
        kind="opportunity", key__in=keys, is_latest=True, is_tombstone=False
    )
    read = {row.key: publications.read(row) for row in rows}
    return [read[key] for key in keys if key in read]
