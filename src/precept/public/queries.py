"""What the public pages read: publications and search entries, never another table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, QueryDict

from precept.foundation import clock
from precept.foundation.clock import FinancialYear
from precept.foundation.publications import kinds
from precept.foundation.publications import queries as publications
from precept.foundation.publications import rules as publication_rules
from precept.foundation.publications.kinds import Released
from precept.foundation.publications.models import Publication
from precept.foundation.search import queries as search
from precept.foundation.search.entries import Found, Hit, Wanted
from precept.foundation.web.charts import Figure, Stack, StackedBars, stacked
from precept.foundation.web.tables import (
    COUNTED_TO,
    PAGE,
    Cell,
    Column,
    Offered,
    Table,
    asked,
    counted,
    headings,
    steps,
)
from precept.plan.published import FrameworkPublished
from precept.public import rules


@dataclass(frozen=True)
class YearsOfFrameworks:
    """The published frameworks by their place in time, on a day."""

    active: Released | None
    coming: list[Released]
    past: list[Released]


def frameworks(on: date) -> YearsOfFrameworks:
    """Every published framework: the one in force on a day, those to come, those past."""
    every = publications.all_latest("framework")
    current = FinancialYear.of(on)
    years = {FinancialYear.parse(one.key): one for one in every}
    return YearsOfFrameworks(
        active=years.get(current),
        coming=[years[year] for year in sorted(years) if year > current],
        past=[years[year] for year in sorted(years, reverse=True) if year < current],
    )


def active_framework(on: date) -> Released | None:
    """The framework in force on a day, or nothing."""
    return publications.latest_or_none("framework", str(FinancialYear.of(on)))


def picture(framework: FrameworkPublished) -> StackedBars | None:
    """A year's intended spend by fund and kind, or nothing where no amount is known."""
    funds, kind_titles, sums = rules.funds_and_kinds(framework.slices)
    if not any(amount.pence for amount in sums.values()):  # type: ignore[union-attr]
        return None
    stacks = []
    for code, name in funds:
        parts = []
        for kind, title in kind_titles:
            amount = sums.get((code, kind))
            pence = amount.pence if amount is not None else 0  # type: ignore[union-attr]
            parts.append(Figure(title, pence / 100, rules.amount(pence)))
        whole = sum(round(part.size * 100) for part in parts)
        stacks.append(Stack(name, tuple(parts), rules.amount(whole)))
    year = FinancialYear.parse(framework.year).spoken
    return stacked(
        title=f"Intended spend {year} by fund and kind",
        things="Fund",
        total="In all",
        series=[title for _, title in kind_titles],
        stacks=stacks,
    )


REGISTER_FACETS = ("kind", "status", "fund", "year", "table")
REGISTER_NAMES = {
    "kind": "Kind",
    "status": "Status",
    "fund": "Fund",
    "year": "Framework of",
    "table": "Table",
    "provider": "Provider",
    "programme": "Programme",
}
MOST_CHOICES = 60
Orders = dict[str, tuple[str, str]]
"""For each sortable column: the order when it goes up, and when it goes down, as search names them."""


def hits_table(
    query: QueryDict,
    *,
    kind: str,
    caption: str,
    noun: tuple[str, str],
    columns: Sequence[Column],
    cells: Any,
    empty: str,
    facets: Sequence[str] = (),
    orders: Orders,
    default: str,
) -> Table:
    """A list of what is published, found through search: pages, sorts and filters by its address."""
    counts = search.facets("public", facets, (kind,))
    offered = {name: [value for value, _ in counts[name]][:MOST_CHOICES] for name in facets}
    request = asked(query, [column.key for column in columns if column.order], offered)
    key = request.sort or default.removeprefix("-")
    down = request.descending if request.sort else default.startswith("-")
    found: Found = search.find(
        Wanted(
            scope="public",
            kinds=(kind,),
            words=request.words,
            facets=request.chosen,
            order=orders[key][1 if down else 0],
            page=request.page,
            size=PAGE,
        )
    )
    last = (
        (found.count + PAGE - 1) // PAGE
        if found.count <= COUNTED_TO
        else request.page + (1 if found.more else 0)
    )
    return Table(
        caption=caption,
        columns=headings(columns, request, default),
        rows=[cells(hit) for hit in found.hits],
        count=found.count,
        count_text=counted(found.count, noun),
        empty=empty,
        page=request.page,
        words=request.words,
        searchable=True,
        filters=[
            Offered(
                name,
                REGISTER_NAMES.get(name, name.capitalize()),
                tuple((value, value) for value in sorted(offered[name])),
                request.chosen.get(name, ()),
            )
            for name in facets
            if len(offered[name]) > 1
        ],
        pages=steps(request, last),
        previous=request.address(page=request.page - 1) if request.page > 1 else None,
        next=request.address(page=request.page + 1) if found.more else None,
        clear="?" if request.chosen or request.words else None,
        carried=[("sort", ("-" if request.descending else "") + request.sort)]
        if request.sort
        else [],
    )


def search_everything(query: QueryDict, words: str) -> Table:
    """A page of everything found by words, newest first."""
    request = asked(query, [], {})
    found = search.find(
        Wanted(scope="public", words=words, order="newest", page=request.page, size=PAGE)
    )
    return Table(
        caption="What was found",
        columns=headings(
            (Column("title", "What"), Column("kind", "Kind"), Column("date", "Date")), request
        ),
        rows=[
            [
                Cell(hit.title, href=hit.href),
                Cell(kinds.kind(hit.kind).title),
                Cell(clock.spoken(hit.date) if hit.date else ""),
            ]
            for hit in found.hits
        ],
        count=found.count,
        count_text=counted(found.count, ("thing found", "things found")),
        empty="Nothing published has all of these words. Try fewer, or a reference such as CORE004.",
        page=request.page,
        words=words,
        previous=request.address(page=request.page - 1) if request.page > 1 else None,
        next=request.address(page=request.page + 1) if found.more else None,
    )


def whole(hit: Hit, name: str, otherwise: str = "") -> str:
    """A shown field of a hit as text."""
    value = hit.shown.get(name)
    return otherwise if value in (None, "") else str(value)


def invented(hit: Hit) -> Cell | None:
    """The mark of something invented."""
    return Cell("Invented", tag="govuk-tag--purple") if hit.shown.get("is_invented") else None


def agreements_of(facet: str, value: str, limit: int = 50) -> Found:
    """The published agreements with a facet: an organisation's, a fund's."""
    return search.find(
        Wanted(
            scope="public",
            kinds=("agreement",),
            facets={facet: (value,)},
            order="key",
            size=limit,
        )
    )


def released(kind_name: str, key: str) -> Released:
    """The latest version of a publication, or 404; a tombstone is for the caller to show."""
    return publications.latest(kind_name, key)


def feed_kinds() -> list[kinds.Kind]:
    """The kinds that have a feed."""
    return [kind for kind in kinds.kinds() if kind.in_feeds]


def for_feed(names: Sequence[str]) -> list[Publication]:
    """The newest publications of some kinds."""
    return publications.newest(names, 50)


def everything(limit: int = 5_000) -> list[tuple[str, str]]:
    """Every public address with the day it last changed, for the site map; newest first."""
    rows = (
        Publication.objects.filter(is_latest=True, is_tombstone=False)
        .order_by("-released", "-id")
        .values_list("kind", "key", "released")[:limit]
    )
    return [
        (kinds.kind(kind).address(key), clock.uk_date(moment).isoformat())
        for kind, key, moment in rows
    ]


def known_kind(name: str) -> kinds.Kind:
    """A kind of publication by name, or 404."""
    try:
        return kinds.kind(name)
    except KeyError:
        raise Http404(f"nothing of the kind {name} is published") from None


@dataclass(frozen=True)
class VersionChange:
    """A version with what it changed against the one before: (where, before, after)."""

    row: Publication
    changes: list[tuple[str, str, str]]
    more: int


MOST_CHANGES = 30


def every_version(kind_name: str, key: str, limit: int = 20) -> list[VersionChange]:
    """The versions of a publication, newest first, each with what it changed; none once withdrawn."""
    rows = list(
        Publication.objects.filter(kind=kind_name, key=key).order_by("-version")[: limit + 1]
    )
    if rows and rows[0].is_tombstone:
        return [VersionChange(rows[0], [], 0)]
    found = []
    for now, before in zip(rows, [*rows[1:], None], strict=True):
        changes = (
            publication_rules.first_difference(before.payload, now.payload)
            if before is not None and before.payload and now.payload
            else []
        )
        found.append(
            VersionChange(now, changes[:MOST_CHANGES], max(0, len(changes) - MOST_CHANGES))
        )
    return found[:limit]
