"""What a briefing is drawn from: publications and search entries, never another table; at most four queries."""

# The words of SQL are constant; whatever comes from outside is a parameter.

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.http import Http404

from precept.do.agreements.published import AgreementPublished
from precept.foundation import clock
from precept.foundation.clock import FinancialYear
from precept.foundation.publications import queries as publications
from precept.foundation.publications.kinds import Released
from precept.foundation.publications.models import Publication
from precept.parties.published import OfficePublished
from precept.review.answers.queries.read import NeedRead
from precept.review.answers.rules import Briefing, Gathered, Subject, assemble, readers

MOST = 200
"""How many agreements or decisions a briefing is drawn from at most: the newest."""
MOST_SMALL = 60
"""How many of a kind of which an office has few."""
CITES = {"agreement", "round-results"}


SELECTED = (
    "SELECT p.* FROM publications_publication p WHERE p.is_latest AND NOT p.is_tombstone AND ({})"
    " ORDER BY p.released DESC, p.id DESC"
)
NEWEST = (
    "p.kind = %s AND p.key IN (SELECT e.key FROM search_entry e WHERE e.scope = 'public'"
    " AND e.kind = %s ORDER BY e.newest_place, e.id LIMIT %s)"
)
WITH_FACET = (
    "p.kind = %s AND p.key IN (SELECT e.key FROM search_entry e JOIN search_facet f ON f.entry_id = e.id"
    " WHERE e.scope = 'public' AND e.kind = %s AND f.scope = 'public' AND f.kind = %s AND f.name = %s"
    " AND f.value = %s ORDER BY e.newest_place, e.id LIMIT %s)"
)
# By their day and not by how they were marked: a round that closed long ago is none to come.
TO_COME = (
    "p.kind = 'opportunity' AND p.key IN (SELECT e.key FROM search_entry e WHERE e.scope = 'public'"
    " AND e.kind = 'opportunity' AND e.date >= %s AND EXISTS (SELECT 1 FROM search_facet f WHERE"
    " f.entry_id = e.id AND f.scope = 'public' AND f.kind = 'opportunity' AND f.name = 'state'"
    " AND f.value IN ('open', 'planned')) ORDER BY e.oldest_place, e.id LIMIT %s)"
)


@dataclass(frozen=True)
class Wanted:
    """Which publications are asked for: constant words of SQL, with what they are asked with."""

    where: str
    values: tuple[object, ...]


def _in_force(*wanted: Wanted) -> list[Released]:
    """What is public of all that is asked for, the newest first: one query.

    Written out: putting six conditions together took more than half of what a briefing cost.
    """
    asked = [one for one in wanted if one.where]
    sql = SELECTED.format(" OR ".join(f"({one.where})" for one in asked))
    rows = Publication.objects.raw(sql, [value for one in asked for value in one.values])
    return [_read(row) for row in rows]


def _read(row: Publication) -> Released:
    """An assessment without what no briefing says: its counts by month are most of it."""
    if row.kind == "need":
        return publications.read_as(row, NeedRead)
    return publications.read(row)


def _of(kind: str, keys: Sequence[str]) -> Wanted:
    if not keys:
        return Wanted("", ())
    return Wanted(f"p.kind = %s AND p.key IN ({', '.join(['%s'] * len(keys))})", (kind, *keys))


def _with_facet(kind: str, name: str, value: str, most: int = MOST) -> Wanted:
    return Wanted(WITH_FACET, (kind, kind, kind, name, value, most))


def _few(kind: str) -> Wanted:
    return Wanted(NEWEST, (kind, kind, MOST_SMALL))


def _rounds() -> Wanted:
    """The rounds that are open or planned."""
    return Wanted(TO_COME, (clock.today(), MOST_SMALL))


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
    found = _in_force(_of("office", ["office"]), Wanted("p.kind = %s", ("plan",)))
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
        Wanted("p.kind = %s AND p.key >= %s", ("measures", year)),
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
