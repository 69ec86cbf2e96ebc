"""What a briefing is drawn from: publications and search entries, never another table; at most four queries."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.http import Http404

from precept.do.agreements.published import AgreementPublished
from precept.foundation import clock
from precept.foundation.clock import FinancialYear
from precept.foundation.publications import queries as publications
from precept.foundation.publications.kinds import Released
from precept.foundation.publications.models import Publication
from precept.foundation.search.models import EntryRow
from precept.parties.published import OfficePublished
from precept.review.answers.queries.read import NeedRead
from precept.review.answers.rules import Briefing, Gathered, Subject, assemble, readers

MOST = 200
"""How many agreements or decisions a briefing is drawn from at most: the newest."""
MOST_SMALL = 60
"""How many of a kind of which an office has few."""
CITES = {"agreement", "round-results"}


def _keys(kind: str, most: int, *, facet: str = "", value: str = "") -> QuerySet[EntryRow, str]:
    """The keys of a kind that have a facet, the newest first, as search keeps them: part of another query."""
    rows = EntryRow.objects.filter(scope="public", kind=kind)
    if facet:
        rows = rows.filter(facet_rows__name=facet, facet_rows__value=value, facet_rows__kind=kind)
    return rows.order_by("newest_place", "id").values_list("key", flat=True)[:most]


def _in_force(*wanted: Q) -> list[Released]:
    """What is public of all that is asked for, the newest first: one query."""
    rows = Publication.objects.filter(
        reduce(or_, wanted), is_latest=True, is_tombstone=False
    ).order_by("-released", "-id")
    return [_read(row) for row in rows]


def _read(row: Publication) -> Released:
    """An assessment without what no briefing says: its counts by month are most of it."""
    if row.kind == "need":
        return publications.read_as(row, NeedRead)
    return publications.read(row)


def _of(kind: str, keys: Iterable[str]) -> Q:
    return Q(kind=kind, key__in=keys)


def _with_facet(kind: str, name: str, value: str, most: int = MOST) -> Q:
    return _of(kind, _keys(kind, most, facet=name, value=value))


def _few(kind: str) -> Q:
    return _of(kind, _keys(kind, MOST_SMALL))


def _rounds() -> Q:
    """The rounds that are open or planned."""
    rows = EntryRow.objects.filter(
        scope="public",
        kind="opportunity",
        facet_rows__name="state",
        facet_rows__value__in=("open", "planned"),
        facet_rows__kind="opportunity",
    )
    keys = rows.order_by("oldest_place", "id").values_list("key", flat=True)
    # By their day and not by how they were marked: one that closed long ago is none to come.
    return _of("opportunity", keys.filter(date__gte=clock.today())[:MOST_SMALL])


def _by_kind(found: Iterable[Released]) -> dict[str, list[Released]]:
    sorted_out: dict[str, list[Released]] = {}
    for one in found:
        sorted_out.setdefault(one.kind, []).append(one)
    return sorted_out


def gather(kind: str, key: str) -> "Drawn":
    """The office, and what is published of a subject; its tombstone where it was withdrawn, 404 where it is none."""
    if "\x00" in key or kind not in GATHERING:
        raise Http404("no briefing is about that")
    return GATHERING[kind](key)


Drawn = tuple[Released | None, Gathered | Released]


def _of_organisation(key: str) -> Drawn:
    wanted = Q(kind="office", key="office") | Q(kind="organisation", key=key)
    rows = {row.kind: row for row in Publication.objects.filter(wanted, is_latest=True)}
    office = publications.read(rows["office"]) if "office" in rows else None
    if "organisation" not in rows:
        raise Http404(f"no organisation {key} is published")
    body = publications.read(rows["organisation"])
    if body.is_tombstone:
        return office, body
    subject = Subject("organisation", key, body.payload.name)
    if body.payload.is_protected:
        return office, Gathered(subject)  # its name and area are all that is public of it
    found = _in_force(
        _with_facet("agreement", "organisation", key),
        _with_facet("round-results", "organisation", key, MOST_SMALL),
        _few("joint-service"),
        _few("formula-funding"),
        _few("need"),
    )
    return office, _whole(subject, found)


def _of_priority(key: str) -> Drawn:
    found = _in_force(_of("office", ["office"]), Q(kind="plan"))
    office = next((one for one in found if one.kind == "office"), None)
    titles = [
        (one.payload.first_year, priority.title)
        for one in found
        if one.kind == "plan"
        for priority in one.payload.priorities
        if priority.slug == key
    ]
    if not titles:
        raise Http404(f"no published plan has the priority {key}")
    subject = Subject("priority", key, max(titles)[1])
    year = FinancialYear.of(clock.today()).label
    given = _in_force(
        _with_facet("agreement", "priority", key),
        _with_facet("decision", "priority", key),
        _with_facet("joint-service", "priority", key, MOST_SMALL),
        _with_facet("need", "priority", key, MOST_SMALL),
        _with_facet("project", "priority", key, MOST_SMALL),
        _rounds(),
        Q(kind="measures", key__gte=year),
    )
    return office, _whole(subject, given)


def _of_area(key: str) -> Drawn:
    found = _in_force(_of("office", ["office"]), _few("need"))
    office = next((one for one in found if one.kind == "office"), None)
    needs = [one for one in found if one.kind == "need"]
    name = next((title for one in needs if (title := _area_named(one, key))), "")
    if not name:
        raise Http404(f"no published assessment names the area {key}")
    subject = Subject("area", key, name)
    hrefs = {
        service.href.removeprefix("/register/")
        for one in needs
        for service in one.payload.services
        if service.href and name in service.areas
    }
    given = _in_force(
        _of("agreement", sorted(hrefs)[:MOST]),
        _with_facet("project", "area", key, MOST_SMALL),
        _few("joint-service"),
        _few("formula-funding"),
        _rounds(),
    )
    return office, _whole(subject, [*needs, *given])


GATHERING = {"organisation": _of_organisation, "priority": _of_priority, "area": _of_area}


def _area_named(need: Released, code: str) -> str:
    """What an assessment calls the area of a code; empty where it says nothing of it."""
    figured = (area for figure in need.payload.figures for area in figure.areas)
    named = [one.name for one in (*figured, *need.payload.coverage) if one.code == code]
    return named[0] if named else ""


def _whole(subject: Subject, found: list[Released]) -> Gathered:
    """What was found, with the decisions that its agreements and results name: one query, where they name any."""
    named = {key for one in found if one.kind in CITES for key in _decisions_of(one)}
    known = {one.key for one in found if one.kind == "decision"}
    if missing := sorted(named - known)[:MOST]:
        found = [*found, *_in_force(_of("decision", missing))]
    by_kind = _by_kind(found)
    cut = frozenset(kind for kind, rows in by_kind.items() if len(rows) >= MOST)
    return Gathered(subject, by_kind, cut)


def _decisions_of(one: Released) -> list[str]:
    if one.kind == "agreement":
        of: AgreementPublished = one.payload
        return [of.decision] if of.decision else []
    return [each.reference for each in one.payload.decisions]


def contact_of(office: OfficePublished | None) -> str:
    """How the press reaches the office, as it is published."""
    if office is None:
        return ""
    return ", ".join(filter(None, (office.mailbox, office.telephone)))


def briefing_and_office(
    kind: str, key: str, reader: str
) -> tuple[Released | None, Briefing | Released]:
    """The office, and the briefing about a subject for a reader as publications stand today; a tombstone, or 404."""
    known = readers()
    if reader not in known:
        raise Http404(f"no reader {reader}")
    office, found = gather(kind, key)
    if isinstance(found, Released):
        return office, found
    contact = contact_of(None if office is None else office.payload)
    return office, assemble(found, known[reader], clock.today(), contact=contact)


def briefing(kind: str, key: str, reader: str) -> Briefing | None:
    """The same by itself; None where what it is about was withdrawn."""
    _, found = briefing_and_office(kind, key, reader)
    return found if isinstance(found, Briefing) else None
