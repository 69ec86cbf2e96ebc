"""Lists of what is published, found through search: pages, sorts and filters by their address."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.db.models import Q
from django.http import QueryDict

from precept.foundation import clock
from precept.foundation.publications import kinds
from precept.foundation.publications import queries as publications
from precept.foundation.publications.kinds import Released
from precept.foundation.publications.models import Publication
from precept.foundation.search import queries as search
from precept.foundation.search.entries import Found, Hit, Wanted
from precept.foundation.web.tables import (
    COUNTED_TO,
    PAGE,
    Asked,
    Cell,
    Column,
    Offered,
    Table,
    asked,
    counted,
    headings,
    steps,
)

MOST_CHOICES = 60
MOST_FUNDS = 200
INVENTED = "Invented for the demonstration"
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
Orders = Mapping[str, tuple[str, str]]
"""For each sortable column: the order when it goes up, and when it goes down, as search names them."""


def _as_it_is(value: str) -> str:
    return value


@dataclass(frozen=True)
class Facet:
    """Something a list can be narrowed by.

    ``titles`` are the words for its values, in the order in which they are offered. One that is
    ``linked`` has too many values to offer: other pages link to one of them, and then it is shown.
    """

    name: str
    text: str
    titles: Mapping[str, str] = field(default_factory=dict)
    called: Callable[[str], str] = _as_it_is
    linked: bool = False
    kept_as: str = ""
    """Its name in search, where that is not its name in addresses."""

    @property
    def sought_as(self) -> str:
        """Its name in search."""
        return self.kept_as or self.name

    def title(self, value: str) -> str:
        """A value in words."""
        return self.titles.get(value) or self.called(value)

    def choices(self, values: Sequence[str]) -> tuple[tuple[str, str], ...]:
        """Its values with their words: in the order of ``titles``, then by their words."""
        order = list(self.titles)
        return tuple(
            sorted(
                ((value, self.title(value)) for value in values),
                key=lambda one: (
                    order.index(one[0]) if one[0] in self.titles else len(order),
                    one[1].casefold(),
                ),
            )
        )


def office_and_funds() -> tuple[Released | None, dict[str, str]]:
    """The office, and the name of each fund by its code: one query for both."""
    rows = Publication.objects.filter(
        Q(kind="office", key="office") | Q(kind="fund"), is_latest=True, is_tombstone=False
    ).order_by("kind", "title")[:MOST_FUNDS]
    office, funds = None, {}
    for row in rows:
        if row.kind == "office":
            office = publications.read(row)
        else:
            funds[row.key] = row.title
    return office, funds


def hits_table(
    query: QueryDict,
    *,
    kind: str,
    caption: str,
    noun: tuple[str, str],
    columns: Sequence[Column],
    cells: Callable[[Hit], list[Cell]],
    nothing: str,
    facets: Sequence[Facet] = (),
    orders: Orders,
    default: str,
) -> Table:
    """A list of what is published; at most four queries, whatever its size.

    ``nothing`` is what it says while nothing of the kind is published.
    """
    names = [facet.sought_as for facet in facets if not facet.linked]
    counts = search.facets("public", names, (kind,))
    offered = {
        facet.name: [value for value, _ in counts[facet.sought_as]][:MOST_CHOICES]
        for facet in facets
        if not facet.linked
    }
    for facet in facets:
        if facet.linked:
            offered[facet.name] = [
                value for value in query.getlist(facet.name)[:1] if _KEY.fullmatch(value)
            ]
    request = asked(query, [column.key for column in columns if column.order], offered)
    one_way = {key for key, (up, down) in orders.items() if up == down}
    if request.sort in one_way:
        request = replace(request, descending=False)
    sought = {facet.name: facet.sought_as for facet in facets}
    chosen = {sought[name]: values for name, values in request.chosen.items()}
    found = _found(kind, request, chosen, orders, default)
    last = (
        (found.count + PAGE - 1) // PAGE
        if found.count <= COUNTED_TO
        else request.page + (1 if found.more else 0)
    )
    return Table(
        caption=caption,
        columns=[
            # Search keeps names and references in one order alone: there is no turning it round.
            replace(one, href=request.address(sort=one.key)) if one.key in one_way else one
            for one in headings(columns, request, default)
        ],
        rows=[cells(hit) for hit in found.hits],
        count=found.count,
        count_text=counted(found.count, noun),
        empty=_empty(request, found, nothing),
        page=request.page,
        words=request.words,
        searchable=True,
        filters=[
            Offered(
                facet.name,
                facet.text,
                facet.choices(offered[facet.name]),
                request.chosen.get(facet.name, ()),
            )
            for facet in facets
            if len(offered[facet.name]) > 1 or request.chosen.get(facet.name)
        ],
        pages=steps(request, last) if found.hits else [],
        previous=request.address(page=request.page - 1) if request.page > 1 else None,
        next=request.address(page=request.page + 1) if found.more else None,
        clear="?" if request.chosen or request.words or (not found.hits and found.count) else None,
        carried=[("sort", ("-" if request.descending else "") + request.sort)]
        if request.sort
        else [],
    )


def _found(
    kind: str,
    request: Asked,
    chosen: Mapping[str, tuple[str, ...]],
    orders: Orders,
    default: str,
) -> Found:
    key = request.sort or default.removeprefix("-")
    down = request.descending if request.sort else default.startswith("-")
    return search.find(
        Wanted(
            scope="public",
            kinds=(kind,),
            words=request.words,
            facets=chosen,
            order=orders[key][1 if down else 0],
            page=request.page,
            size=PAGE,
        )
    )


def _empty(request: Asked, found: Found, nothing: str) -> str:
    if found.count and not found.hits:
        return f"The list has no page {request.page}."
    if request.words or request.chosen:
        return "Nothing matches. Take a filter away, or search for fewer words."
    return nothing


def search_everything(query: QueryDict, words: str) -> Table:
    """A page of everything found by words: what bears them as its reference first, then the newest."""
    known = {kind.name: kind.plural for kind in kinds.kinds() if kind.entry is not None}
    request = replace(asked(query, [], {"kind": list(known)}), words=words)
    found = search.find(
        Wanted(
            scope="public",
            kinds=request.chosen.get("kind", ())[:1],
            words=words,
            order="newest",
            page=request.page,
            size=PAGE,
        )
    )
    hits = sorted(found.hits, key=lambda hit: hit.key.casefold() != words.casefold())
    last = (found.count + PAGE - 1) // PAGE if found.count <= COUNTED_TO else request.page + 1
    columns = (Column("title", "What"), Column("kind", "Kind"), Column("date", "Date"))
    return Table(
        caption="What was found",
        columns=headings(columns, request),
        rows=[
            [
                Cell(
                    hit.title, href=hit.href, note=INVENTED if hit.shown.get("is_invented") else ""
                ),
                Cell(kinds.kind(hit.kind).title, note=_reference(hit)),
                Cell(clock.spoken(hit.date) if hit.date else ""),
            ]
            for hit in hits
        ],
        count=found.count,
        count_text=counted(found.count, ("thing found", "things found")),
        empty="Nothing published has all of these words. Try fewer, or a reference such as CORE004."
        if not found.count
        else f"The list has no page {request.page}.",
        page=request.page,
        words=words,
        filters=[
            Offered(
                "kind",
                "Look in",
                tuple(sorted(known.items(), key=lambda one: one[1])),
                request.chosen.get("kind", ()),
            )
        ],
        pages=steps(request, last) if found.hits else [],
        previous=request.address(page=request.page - 1) if request.page > 1 else None,
        next=request.address(page=request.page + 1) if found.more else None,
    )


def _reference(hit: Hit) -> str:
    return str(hit.shown.get("reference") or "")


def agreements_of(facet: str, value: str, limit: int = PAGE) -> Found:
    """The published agreements with a facet: an organisation's, a fund's, a priority's."""
    return search.find(
        Wanted(
            scope="public", kinds=("agreement",), facets={facet: (value,)}, order="key", size=limit
        )
    )
