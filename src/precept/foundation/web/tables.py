"""Lists that page, sort and filter by their address, from an allow-list (security: A05, A25).

A list declares what it may be sorted and filtered by. A parameter that it did not declare changes
nothing; a value that it did not declare is as if absent. Nothing in an address can widen what
``visible_to`` gave.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.db.models import Model, Q, QuerySet
from django.http import QueryDict

M = TypeVar("M", bound=Model)
PAGE = 50
COUNTED_TO = 1_000
LAST_PAGE = 200
LONGEST_WORDS = 100


@dataclass(frozen=True)
class Column:
    """A column; ``order`` names the fields it sorts by, or nothing where it cannot be sorted."""

    key: str
    text: str
    numeric: bool = False
    order: tuple[str, ...] = ()


@dataclass(frozen=True)
class Filter(Generic[M]):
    """A choice that narrows the list: ``apply`` takes the rows and one of ``choices``."""

    key: str
    text: str
    choices: tuple[tuple[str, str], ...]
    apply: Callable[[QuerySet[M], str], QuerySet[M]]
    unchosen: str = "Any"
    """What it is called to choose none of them; empty where one is always chosen."""


def by_field(name: str) -> Callable[[QuerySet[M], str], QuerySet[M]]:
    """What a filter applies whose choices are the values of a field; ``name`` may lead to other rows."""
    return lambda rows, chosen: rows.filter(**{name: chosen})


@dataclass(frozen=True)
class Cell:
    """What stands in a place of a table."""

    text: str = ""
    href: str | None = None
    tag: str | None = None
    """A design-system tag's colour class, such as ``govuk-tag--green``; None where it is plain text."""
    note: str = ""


@dataclass(frozen=True)
class Heading:
    """A column as the page shows it."""

    key: str
    text: str
    numeric: bool
    href: str | None
    sorted: str
    """``ascending``, ``descending`` or ``none``; empty where it cannot be sorted."""


@dataclass(frozen=True)
class Offered:
    """A filter as the page shows it, with what is chosen."""

    key: str
    text: str
    choices: tuple[tuple[str, str], ...]
    chosen: tuple[str, ...]
    unchosen: str = "Any"


@dataclass(frozen=True)
class PageLink:
    """A step through the pages; no number for the gap between them."""

    number: int | None
    href: str = ""
    current: bool = False


@dataclass
class Table:
    """A list as a page shows it."""

    caption: str
    columns: list[Heading]
    rows: list[list[Cell]]
    count: int
    count_text: str
    empty: str
    things: Sequence[Any] = ()
    """What stands on this page, row by row, for a picture of it."""
    page: int = 1
    words: str = ""
    searchable: bool = False
    filters: list[Offered] = field(default_factory=list)
    pages: list[PageLink] = field(default_factory=list)
    previous: str | None = None
    next: str | None = None
    clear: str | None = None
    carried: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Asked:
    """What an address asks of a list, after everything undeclared has been dropped."""

    sort: str
    descending: bool
    page: int
    words: str
    chosen: Mapping[str, tuple[str, ...]]

    def address(self, **changes: Any) -> str:
        """The same list, changed: a query string that names only what differs from the plain list."""
        page = changes.get("page", 1)
        sort = changes.get("sort", ("-" if self.descending else "") + self.sort)
        pairs: list[tuple[str, str]] = []
        if self.words:
            pairs.append(("words", self.words))
        for key, values in self.chosen.items():
            pairs.extend((key, value) for value in values)
        if sort:
            pairs.append(("sort", sort))
        if page > 1:
            pairs.append(("page", str(page)))
        return "?" + urlencode(pairs)


def asked(
    query: QueryDict,
    columns: Iterable[str],
    filters: Mapping[str, Sequence[str]],
) -> Asked:
    """Read an address by the list's own allow-list; ``columns`` are the sortable ones."""
    sort = query.get("sort", "")
    descending, sort = sort.startswith("-"), sort.removeprefix("-")
    if sort not in set(columns):
        sort, descending = "", False
    number = query.get("page", "1")
    page = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 1
    chosen = {}
    for key, allowed in filters.items():
        values = tuple(dict.fromkeys(value for value in query.getlist(key) if value in allowed))
        if values:
            chosen[key] = values
    words = " ".join(query.get("words", "").replace("\x00", "").split())[:LONGEST_WORDS]
    return Asked(sort, descending, max(1, min(page, LAST_PAGE)), words, chosen)


def counted(number: int, noun: tuple[str, str]) -> str:
    """«1 agreement», «37 agreements», «more than 1,000 agreements»."""
    if number > COUNTED_TO:
        return f"more than {COUNTED_TO:,} {noun[1]}"
    return f"{number:,} {noun[0] if number == 1 else noun[1]}"


def headings(columns: Iterable[Column], request: Asked, default: str = "") -> list[Heading]:
    """The columns with the address that sorts by each."""
    shown = []
    for column in columns:
        if not column.order:
            shown.append(Heading(column.key, column.text, column.numeric, None, ""))
            continue
        now = (request.sort or default.removeprefix("-")) == column.key
        down = request.descending if request.sort else default.startswith("-")
        state = ("descending" if down else "ascending") if now else "none"
        turn = f"-{column.key}" if now and not down else column.key
        shown.append(
            Heading(column.key, column.text, column.numeric, request.address(sort=turn), state)
        )
    return shown


def steps(request: Asked, last: int) -> list[PageLink]:
    """First, last, and those around the current page, with gaps."""
    if last <= 1:
        return []
    near = sorted({1, last, *range(max(1, request.page - 1), min(last, request.page + 1) + 1)})
    links: list[PageLink] = []
    before = 0
    for number in near:
        if number - before > 1:
            links.append(PageLink(None))
        links.append(PageLink(number, request.address(page=number), current=number == request.page))
        before = number
    return links


def words_in(*fields: str) -> Callable[[QuerySet[M], str], QuerySet[M]]:
    """A search of a list: the rows of which each word stands in one of these fields, in capitals or not."""

    def search(rows: QuerySet[M], words: str) -> QuerySet[M]:
        for word in words.split():
            rows = rows.filter(reduce(or_, (Q(**{f"{name}__icontains": word}) for name in fields)))
        return rows

    return search


def listing(
    query: QueryDict,
    rows: QuerySet[M],
    *,
    caption: str,
    noun: tuple[str, str],
    columns: Sequence[Column],
    cells: Callable[[M], list[Cell]],
    default: str,
    filters: Sequence[Filter[M]] = (),
    search: Callable[[QuerySet[M], str], QuerySet[M]] | None = None,
    empty: str,
    per_page: int = PAGE,
) -> Table:
    """A page of the rows that ``visible_to`` gave, as its address asks: two queries, whatever the size."""
    sortable = {column.key: column.order for column in columns if column.order}
    request = asked(
        query, sortable, {one.key: [value for value, _ in one.choices] for one in filters}
    )
    for one in filters:
        for value in request.chosen.get(one.key, ())[:1]:
            rows = one.apply(rows, value)
    if request.words and search is not None:
        rows = search(rows, request.words)
    key = request.sort or default.removeprefix("-")
    down = request.descending if request.sort else default.startswith("-")
    order = [("-" if down else "") + name for name in sortable[key]]
    # Counted to a thousand, and by number alone: a count's cost must not grow with what the page does not show,
    # nor with what else was worked out for each row.
    count = rows.order_by().values("pk")[: COUNTED_TO + 1].count()
    first = (request.page - 1) * per_page
    found = list(rows.order_by(*order, "pk")[first : first + per_page + 1])
    more, found = len(found) > per_page, found[:per_page]
    known_last = (
        (count + per_page - 1) // per_page
        if count <= COUNTED_TO
        else max(request.page + (1 if more else 0), 1)
    )
    return Table(
        caption=caption,
        columns=headings(columns, request, default),
        rows=[cells(row) for row in found],
        count=count,
        count_text=counted(count, noun),
        empty=empty,
        things=found,
        page=request.page,
        words=request.words,
        searchable=search is not None,
        filters=[
            Offered(one.key, one.text, one.choices, request.chosen.get(one.key, ()), one.unchosen)
            for one in filters
        ],
        pages=steps(request, known_last),
        previous=request.address(page=request.page - 1) if request.page > 1 else None,
        next=request.address(page=request.page + 1) if more else None,
        clear="?" if request.chosen or request.words else None,
        carried=[("sort", ("-" if request.descending else "") + request.sort)]
        if request.sort
        else [],
    )
