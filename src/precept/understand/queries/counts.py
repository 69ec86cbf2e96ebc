"""Reading counts of need: added up by the database, by area and by month."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Count, Max, Min, Q, QuerySet, Sum
from django.http import Http404

from precept.understand.models import Area, AreaPopulation, CountKind, NeedCount
from precept.understand.published import AreaFigure, FigurePublished, MonthFigure
from precept.understand.queries.areas import AreaMap, populations
from precept.understand.rules import counts as rules
from precept.understand.rules import needs

MOST_KINDS = 400
MOST_SOURCES = 10


@dataclass(frozen=True)
class Kept:
    """What is kept of a type and a group: from when to when, how many figures."""

    kind: CountKind
    group: str
    first: date
    last: date
    rows: int

    @property
    def key(self) -> str:
        """What forms call it."""
        return needs.figure_key(self.kind.slug, self.group)

    @property
    def title(self) -> str:
        """What people call it."""
        return title_of(self.kind.title, self.group)


def title_of(kind: str, group: str) -> str:
    """A type of count with its group, in words."""
    return f"{kind}, {rules.GROUPS[group].lower()}" if group else kind


def titles_of(keys: Sequence[str]) -> list[str]:
    """What people call these types and groups."""
    asked = [needs.figure_parts(key) for key in keys]
    kinds = CountKind.objects.filter(slug__in={slug for slug, _ in asked})
    titles = dict(kinds.values_list("slug", "title"))
    return [title_of(titles[slug], group) for slug, group in asked if slug in titles]


def kept_counts() -> list[Kept]:
    """Every type and group of which there are counts, by title: two queries, added up by the database."""
    kinds = {one.pk: one for one in CountKind.objects.all()[:MOST_KINDS]}
    rows = (
        NeedCount.objects.order_by()
        .values("kind_id", "group")
        .annotate(first=Min("month"), last=Max("month"), rows=Count("pk"))
    )
    found = [
        Kept(kinds[row["kind_id"]], row["group"], row["first"], row["last"], row["rows"])
        for row in rows[:MOST_KINDS]
        if row["kind_id"] in kinds
    ]
    return sorted(found, key=lambda one: one.title.casefold())


def count_kind(slug: str) -> CountKind:
    """A type of count, or 404."""
    found = CountKind.objects.filter(slug=slug).first()
    if found is None:
        raise Http404(f"nothing is counted as {slug}")
    return found


def groups_of(kind: CountKind) -> list[tuple[str, date, date]]:
    """The groups of which there are counts of a type, each with its first and last month."""
    rows = kind.counts.order_by().values_list("group").annotate(Min("month"), Max("month"))
    return sorted(rows)


@dataclass(frozen=True)
class Figure:
    """A type and group added up over a time: by area and by month. What stands nowhere was none."""

    key: str
    title: str
    source: str
    is_invented: bool
    months: Sequence[date]
    by_area: Mapping[int, int]
    by_month: Mapping[date, int]

    @property
    def total(self) -> int:
        """Everything of it, in all areas and months asked for."""
        return sum(self.by_area.values())


def figures(
    keys: Sequence[str], areas: Collection[int], known: AreaMap, first: date, last: date
) -> list[Figure]:
    """These types and groups, added up over some areas and months: three queries for all of them.

    A count that came under the code of an area that ended is read as that of the one area that
    followed it. A type that is not known is left out.
    """
    asked = [needs.figure_parts(key) for key in keys[: needs.MOST_FIGURES]]
    kinds = {
        one.slug: one for one in CountKind.objects.filter(slug__in={slug for slug, _ in asked})
    }
    asked = [(slug, group) for slug, group in asked if slug in kinds]
    if not asked:
        return []
    of_today = known.read_as_these(areas)
    rows = _rows(asked, kinds, list(of_today), first, last)
    by_area: dict[tuple[int, str], dict[int, int]] = {}
    sources: dict[tuple[int, str], set[str]] = {}
    said = rows.values_list("kind_id", "group", "area_id", "source").annotate(Sum("count"))
    for kind, group, area, source, count in said:
        sums = by_area.setdefault((kind, group), {})
        sums[of_today[area]] = sums.get(of_today[area], 0) + count
        sources.setdefault((kind, group), set()).add(source)
    by_month: dict[tuple[int, str], dict[date, int]] = {}
    for kind, group, month, count in rows.values_list("kind_id", "group", "month").annotate(
        Sum("count")
    ):
        by_month.setdefault((kind, group), {})[month] = count
    months = rules.months_between(first, last)
    return [
        Figure(
            key=needs.figure_key(slug, group),
            title=title_of(kinds[slug].title, group),
            source="; ".join(
                sorted(sources.get((kinds[slug].pk, group), set()) - {""})[:MOST_SOURCES]
            ),
            is_invented=kinds[slug].is_invented,
            months=months,
            by_area=by_area.get((kinds[slug].pk, group), {}),
            by_month=by_month.get((kinds[slug].pk, group), {}),
        )
        for slug, group in asked
    ]


def _rows(
    asked: Sequence[tuple[str, str]],
    kinds: Mapping[str, CountKind],
    areas: list[int],
    first: date,
    last: date,
) -> QuerySet[NeedCount]:
    of_these = reduce(or_, (Q(kind=kinds[slug], group=group) for slug, group in asked))
    return NeedCount.objects.filter(of_these, area__in=areas, month__range=(first, last)).order_by()


def as_figure(
    figure: Figure,
    areas: Sequence[Area],
    people: Mapping[int, AreaPopulation],
    *,
    in_public: bool,
) -> FigurePublished:
    """A figure as it is drawn: whole in the office, without its small counts in public.

    In public a line of areas and a line of months stand beside one sum, each kept from being taken
    apart (``rules.withheld``); where either cannot be, nothing of the figure is shown.
    """
    area_counts = [figure.by_area.get(one.pk, 0) for one in areas]
    month_counts = [figure.by_month.get(month, 0) for month in figure.months]
    shown_areas = rules.withheld(area_counts) if in_public else _whole(area_counts)
    shown_months = rules.withheld(month_counts) if in_public else _whole(month_counts)
    is_withheld = shown_areas is None or shown_months is None
    if shown_areas is None or shown_months is None:
        nothing = rules.Shown(None, rules.KEPT_BACK)
        shown_areas, shown_months = [nothing] * len(areas), [nothing] * len(figure.months)
    total = None if is_withheld else sum(area_counts)
    return FigurePublished(
        key=figure.key,
        title=figure.title,
        source=figure.source,
        is_invented=figure.is_invented,
        is_withheld=is_withheld,
        areas=tuple(
            _area_figure(one, shown, people.get(one.pk))
            for one, shown in zip(areas, shown_areas, strict=True)
        ),
        months=tuple(
            MonthFigure(month=month.isoformat(), count=shown.count, words=shown.words)
            for month, shown in zip(figure.months, shown_months, strict=True)
        ),
        total=total,
    )


def _whole(counts: Sequence[int]) -> list[rules.Shown]:
    return [rules.Shown(one, f"{one:,}") for one in counts]


def _area_figure(one: Area, shown: rules.Shown, people: AreaPopulation | None) -> AreaFigure:
    tenths = (
        rules.tenths_of_rate(shown.count, people.people)
        if people is not None and shown.count is not None
        else None
    )
    return AreaFigure(
        code=one.code,
        name=one.name,
        row=one.row,
        column=one.column,
        count=shown.count,
        words=shown.words,
        people=people.people if people else None,
        people_source=f"{people.source}" if people else "",
        people_dated=people.dated.isoformat() if people else None,
        tenths=tenths,
    )


def all_of(kind: CountKind, group: str, known: AreaMap, first: date, last: date) -> FigurePublished:
    """A type and group in every area that did not end and has counts, for the office alone."""
    keys = [one.pk for one in known.current]
    (figure,) = figures([needs.figure_key(kind.slug, group)], keys, known, first, last)
    areas = [one for one in known.current if one.pk in figure.by_area]
    return as_figure(figure, areas, populations([one.pk for one in areas]), in_public=False)
