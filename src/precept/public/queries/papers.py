"""The strategy, the plan, the measures and the frameworks, each with its versions and files."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Case, Exists, F, Q, QuerySet, Subquery, TextField, Value, When
from django.http import Http404

from precept.foundation.clock import FinancialYear
from precept.foundation.publications import queries as publications
from precept.foundation.publications.kinds import Released
from precept.foundation.publications.models import Publication, PublishedFile
from precept.foundation.search import queries as search
from precept.foundation.search.entries import Hit, Wanted
from precept.foundation.web.charts import Figure, Stack, StackedBars, stacked
from precept.plan import rules as plan
from precept.plan.published import FrameworkPublished
from precept.public import rules

MOST_YEARS = 100
MOST_VERSIONS = 100
MOST_NEEDS = 100
MOST_VERSIONS_EVER = 1_000_000
"""A number beyond this is not asked of the database, which could not hold every one that can be typed."""


@dataclass(frozen=True)
class Paper:
    """A version of a paper, the version before it, all its versions, and the latest one's files."""

    released: Released
    before: Released | None
    versions: Sequence[Publication]
    files: Sequence[PublishedFile]


def paper(kind_name: str, key: str, version: int | None = None) -> Paper | None:
    """A paper in its latest version or another; None where no version was ever published.

    404 for a version there is none of, and for every version once the paper is withdrawn.
    """
    if version is not None and version > MOST_VERSIONS_EVER:
        raise Http404(f"no version {version} of {kind_name} {key} is published")
    rows = _versions(kind_name, key, version)
    if not rows:
        return None
    latest = rows[0]
    if latest.is_tombstone:
        if version is not None:
            raise Http404(f"{kind_name} {key} is withdrawn")
        return Paper(publications.read(latest), None, [latest], [])
    row = latest if version is None else next((one for one in rows if one.version == version), None)
    if row is None or row.is_tombstone:
        raise Http404(f"no version {version} of {kind_name} {key} is published")
    before = next((one for one in rows if one.version == row.version - 1), None)
    return Paper(
        released=publications.read(row),
        before=None if before is None or before.is_tombstone else publications.read(before),
        versions=rows,
        files=publications.files_of(kind_name, key) if row.is_latest else [],
    )


def _versions(kind_name: str, key: str, version: int | None) -> Sequence[Publication]:
    """Every version, newest first; of all but the one wanted and the one before it, no payload."""
    rows = Publication.objects.filter(kind=kind_name, key=key)
    last = rows.order_by("-version").values("version")[:1]
    wanted = (
        Q(version__in=(version, version - 1))
        if version is not None
        else Q(version__gte=Subquery(last) - 1)
    )
    found = rows.defer("payload").annotate(
        said=Case(When(wanted, then=F("payload")), default=Value(""), output_field=TextField())
    )
    listed = list(found.order_by("-version")[:MOST_VERSIONS])
    for row in listed:
        row.payload = row.said
    return listed


@dataclass(frozen=True)
class YearsOfFrameworks:
    """The published frameworks by their place in time, on a day, as search finds them."""

    active: Hit | None
    coming: list[Hit]
    past: list[Hit]

    @property
    def all(self) -> list[Hit]:
        """Every one: to come, in force, past."""
        return [*reversed(self.coming), *([self.active] if self.active else []), *self.past]


def frameworks(on: date) -> YearsOfFrameworks:
    """Every published framework: the one in force on a day, those to come, those past.

    Read from search, which keeps a line of each; a framework whole is a hundred pages of JSON.
    """
    found = search.find(
        Wanted(scope="public", kinds=("framework",), order="newest", size=MOST_YEARS)
    )
    current = FinancialYear.of(on)
    years = {FinancialYear.parse(hit.key): hit for hit in found.hits}
    return YearsOfFrameworks(
        active=years.get(current),
        coming=[years[year] for year in sorted(years) if year > current],
        past=[years[year] for year in sorted(years, reverse=True) if year < current],
    )


def active_framework(on: date) -> Released | None:
    """The framework in force on a day, or nothing."""
    return publications.latest_or_none("framework", str(FinancialYear.of(on)))


def plans(asked: str, on: date) -> tuple[Released | None, list[Released]]:
    """The plan asked for, else the one in force on a day; and every plan, the latest term first.

    A plan that is withdrawn is a tombstone, for the caller to show.
    """
    rows = Publication.objects.filter(kind="plan", is_latest=True).order_by("key")[:MOST_YEARS]
    every = [publications.read(row) for row in rows]
    live = sorted(
        (one for one in every if not one.is_tombstone),
        key=lambda one: (one.payload.first_year, one.key),
        reverse=True,
    )
    begun = [one for one in live if one.payload.first_year <= FinancialYear.of(on).first]
    wanted = [one for one in every if one.key == asked] or begun[:1] or live[-1:] or every[:1]
    return (wanted[0] if wanted else None), live


def measures(asked: str, on: date) -> tuple[Released | None, list[str]]:
    """The measures of the year asked for, else of the current one, else of the latest; and the years."""
    rows = Publication.objects.filter(kind="measures", is_latest=True).order_by("-key")
    known = dict(rows.values_list("key", "is_tombstone")[:MOST_YEARS])
    live = [year for year, withdrawn in known.items() if not withdrawn]
    current = str(FinancialYear.of(on))
    begun = [year for year in live if year <= current]
    wanted = [year for year in known if year == asked] or begun[:1] or live[-1:] or list(known)[:1]
    return (publications.latest("measures", wanted[0]) if wanted else None), live


def needs() -> list[Hit]:
    """Every published needs assessment (at most 100), the one agreed last first, as search keeps it."""
    found = search.find(Wanted(scope="public", kinds=("need",), order="newest", size=MOST_NEEDS))
    return found.hits


def procedures() -> list[Hit]:
    """Every published procedure (at most 100) by title, those no longer used last, as search keeps it."""
    found = search.find(
        Wanted(scope="public", kinds=("procedure",), order="title", size=MOST_NEEDS)
    )
    return sorted(found.hits, key=lambda one: bool(one.shown["retired_on"]))


def _files(kind_name: str, key: str) -> QuerySet[PublishedFile]:
    """The files of every issue of something that is still public."""
    latest = Publication.objects.filter(kind=kind_name, key=key, is_latest=True, is_tombstone=False)
    return PublishedFile.objects.filter(
        Exists(latest), publication__kind=kind_name, publication__key=key
    )


def files_of_issue(kind_name: str, key: str, issue: int) -> list[PublishedFile]:
    """The files of one issue, without their content."""
    rows = _files(kind_name, key).filter(publication__version=issue)
    return list(rows.defer("content").order_by("name"))


def file_of_any_issue(kind_name: str, key: str, name: str) -> PublishedFile:
    """A file of the newest issue that has one of this name, or 404."""
    found = _files(kind_name, key).filter(name=name).order_by("-publication__version").first()
    if found is None:
        raise Http404(f"{name} of {kind_name} {key} is not published")
    return found


def interests() -> list[Hit]:
    """Every published register of interests and gifts (at most 100), as search keeps it."""
    found = search.find(Wanted(scope="public", kinds=("interests",), size=MOST_NEEDS))
    return found.hits


def picture(framework: FrameworkPublished) -> StackedBars | None:
    """A year's intended spend by fund and kind, or nothing where no amount is known."""
    said = rules.spending(framework.slices)
    if not any(whole.pence for _, _, whole in said.funds):
        return None
    drawn = stacked(
        title=f"Intended spend {FinancialYear.parse(framework.year).spoken} by fund and kind",
        things="Fund",
        total="In all",
        series=said.kinds,
        stacks=[
            Stack(
                name,
                tuple(
                    Figure(title, part.pence / 100, plan.total_text(part))
                    for title, part in zip(said.kinds, parts, strict=True)
                ),
                plan.total_text(whole),
            )
            for name, parts, whole in said.funds
        ],
    )
    # Beside a bar there is room for a sum, on a small screen for no more; the table says it whole.
    sums = [
        rules.amount(whole.pence) + (" +" if whole.unknown else "") for _, _, whole in said.funds
    ]
    bars = tuple(replace(bar, shown=shown) for bar, shown in zip(drawn.bars, sums, strict=True))
    return replace(drawn, bars=bars)
