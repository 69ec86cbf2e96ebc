"""Where a decision's subject is read in public; the numbers that the log does not show; the log as rows."""

from dataclasses import dataclass

from django.db.models import Q

from precept.decisions import rules as decisions
from precept.decisions.published import NumberPublished
from precept.foundation.publications import queries as publications
from precept.foundation.publications.models import Publication
from precept.foundation.search import queries as search
from precept.foundation.search.entries import Hit, Wanted
from precept.public.queries.leads import PLACES

MOST_IN_A_FILE = 10_000
AT_ONCE = 200
MOST_LISTED = 500


def address_of(subject: str) -> str:
    """The public address of what the ledger calls "opportunity:CSF-2026-27-1"; empty where it has none."""
    kind, _, key = subject.partition(":")
    place = next((place for place, of in PLACES.items() if of == kind), "")
    return f"/{place}/{key}" if place and key else ""


@dataclass(frozen=True)
class MissingNumber:
    """A number of the series that has no decision in the log, and what the log says of it."""

    reference: str
    reason: str
    words: str
    is_explained: bool
    is_invented: bool


def years_of_numbers() -> list[int]:
    """The years of which the log shows a number, the latest first: by the day of signature, or as explained."""
    kinds = ("decision", "decision-number")
    found = search.facets("public", ["year"], kinds)["year"]
    return sorted({int(value) for value, _ in found if value.isdigit()}, reverse=True)


def missing_numbers(year: int) -> list[MissingNumber]:
    """The numbers of a year up to the highest that the log shows, and of which it shows no decision.

    Two queries. Numbers above the highest that is public are not told: that there are any is nobody's business
    until one of them is published.
    """
    series = decisions.series_of(year)
    if not series:
        return []
    begins = Q()
    for one in series:
        begins |= Q(key__startswith=f"{one.prefix}-{year}-")
    rows = Publication.objects.filter(begins, is_latest=True)
    there = set(rows.filter(kind="decision").values_list("key", flat=True))
    explained: dict[str, NumberPublished] = {
        row.key: publications.read(row).payload
        for row in rows.filter(kind="decision-number", is_tombstone=False)
    }
    found = []
    for one in series:
        for reference in decisions.missing(one, year, there, [*there, *explained]):
            said = explained.get(reference)
            found.append(
                MissingNumber(
                    reference,
                    said.reason_title if said else decisions.NOT_YET,
                    said.words if said else "",
                    said is not None,
                    said is not None and said.is_invented,
                )
            )
    return found[:MOST_LISTED]


def every_decision() -> list[Hit]:
    """The log's entries, the newest first, 200 a query (at most 10,000)."""
    found: list[Hit] = []
    for page in range(1, MOST_IN_A_FILE // AT_ONCE + 1):
        some = search.find(
            Wanted(scope="public", kinds=("decision",), order="newest", page=page, size=AT_ONCE)
        )
        found += some.hits
        if not some.more:
            break
    return found
