"""What is public of the work with partners."""

from django.db.models import Q

from precept.do.partners.published import KIND_NAMES
from precept.foundation.publications import queries as publications
from precept.foundation.publications.kinds import Released
from precept.foundation.publications.models import Publication

MOST = 400


def office_and_partners() -> tuple[Released | None, dict[str, list[Released]]]:
    """The office, and everything that is public of its partners by kind, by title: one query (at most 400)."""
    rows = Publication.objects.filter(
        Q(kind="office", key="office") | Q(kind__in=KIND_NAMES), is_latest=True, is_tombstone=False
    ).order_by("title", "key")[:MOST]
    office = None
    found: dict[str, list[Released]] = {name: [] for name in KIND_NAMES}
    for row in rows:
        if row.kind == "office":
            office = publications.read(row)
        else:
            found[row.kind].append(publications.read(row))
    return office, found
