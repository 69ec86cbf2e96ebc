"""Who may mark, who marks what, how much each has to do, and which bids are short of markers."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final, TypedDict

from django.db.models import Count, Exists, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, QueryDict
from django.urls import reverse

from precept.do.assessment import access, rules
from precept.do.assessment.models import Allocation, MarkingPeriod, MarkSheet
from precept.do.assessment.queries.checks import bid
from precept.do.bids.models import (
    AssistedEntry,
    Bid,
    BidMember,
    Conflict,
    ConflictList,
    Declaration,
)
from precept.do.opportunities.models import Opportunity
from precept.foundation import clock
from precept.foundation.people.models import Person, RoleHeld
from precept.foundation.people.queries import held_on, titles_on
from precept.foundation.people.rules import ROLES
from precept.foundation.web.tables import Cell, Column, Filter, Table, listing, words_in

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class Counts(TypedDict):
    """What the database counts of a bid: its markers now."""

    markers_now: int


MOST_MARKERS: Final = 200
MOST_BIDS: Final = 5_000
MARKING_ROLES: Final = tuple(key for key, role in ROLES.items() if "mark bids" in role.powers)


def marking_roles() -> dict[Person, str]:
    """Everybody who may be given bids to mark today, by name (at most 200), with the roles that let them: one query."""
    held = RoleHeld.objects.filter(
        held_on(clock.today()), role__in=MARKING_ROLES, person__is_active=True
    )
    called = titles_on()
    titles: dict[Person, set[str]] = {}
    rows = held.select_related("person").order_by("person__name", "person_id")
    for one in rows[: MOST_MARKERS * len(MARKING_ROLES)]:
        titles.setdefault(one.person, set()).add(called[one.role])
    return {
        person: ", ".join(sorted(found)) for person, found in list(titles.items())[:MOST_MARKERS]
    }


def possible_markers() -> list[Person]:
    """Everybody who may be given bids to mark today, staff and others, by name (at most 200)."""
    return list(marking_roles())


def declared_in(of: Opportunity) -> set[int]:
    """Who has declared their interests against the list of bidders as it is now."""
    listed = ConflictList.objects.filter(opportunity=of).values("sha256")[:1]
    return set(
        Declaration.objects.filter(opportunity=of, listed__in=listed).values_list(
            "person_id", flat=True
        )[: MOST_MARKERS * 5]
    )


def barred(bids: Collection[int], people: Collection[int]) -> set[tuple[int, int]]:
    """The pairs of bid and person that must not meet.

    Somebody with a declared conflict, who works on the bid, or who entered it for the applicant.
    """
    conflicts = Conflict.objects.filter(bid__in=bids, person__in=people, ended=None)
    members = BidMember.objects.filter(bid__in=bids, person__in=people, ended=None)
    entered = AssistedEntry.objects.filter(bid__in=bids, officer__in=people)
    pairs = conflicts.values_list("bid_id", "person_id").union(
        members.values_list("bid_id", "person_id"), entered.values_list("bid_id", "officer_id")
    )
    return {(bid, person) for bid, person in pairs if person is not None}


def to_be_marked(asker: access.Asker, of: Opportunity) -> QuerySet[Bid]:
    """The bids of a round that are to be marked and that this person may allocate."""
    return access.visible_to(asker).filter(access.in_marking(), opportunity=of)


def live_pairs(of: Opportunity) -> list[tuple[int, int]]:
    """Every pair of bid and marker that stands in a round."""
    rows = Allocation.objects.filter(access.live(), bid__opportunity=of).order_by("pk")
    return list(rows.values_list("bid_id", "marker_id")[: MOST_BIDS * 5])


@dataclass(frozen=True)
class Short:
    """A bid that has fewer markers than the round asks for."""

    reference: str
    title: str
    has: int
    needs: int
    href: str


def short_of_markers(asker: access.Asker, of: Opportunity) -> list[Short]:
    """The bids with fewer markers than the round asks for, those with the fewest first (at most 100).

    A conflict that a marker declares frees the bid: it then stands here.
    """
    needs = of.call.markers_per_bid
    rows = _with_markers(to_be_marked(asker, of)).filter(markers_now__lt=needs)
    return [
        Short(
            one.reference,
            one.title,
            one.markers_now,
            needs,
            reverse("assessment.bid_allocation", args=[of.reference, one.reference]),
        )
        for one in rows.order_by("markers_now", "reference")[:100]
    ]


def how_many_without(of: Opportunity, least: int) -> int:
    """How many bids that are to be marked have fewer markers than ``least``, whoever asks."""
    rows = Bid.objects.filter(access.in_marking(), opportunity=of)
    return _with_markers(rows).filter(markers_now__lt=least).count()


def _with_markers(bids: QuerySet[Bid]) -> "QuerySet[WithAnnotations[Bid, Counts]]":
    """The bids with how many markers each has now, as ``markers_now``."""
    return bids.annotate(markers_now=how_many(Allocation.objects.filter(access.live())))


def how_many(rows: QuerySet[Allocation]) -> Coalesce:
    """How many of these allocations each bid has: looked up bid by bid, so that a page costs a page."""
    own = rows.filter(bid=OuterRef("pk")).order_by().values("bid")
    number = own.annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(number, output_field=IntegerField()), 0)


# Load


@dataclass(frozen=True)
class Load:
    """A possible marker of a round, and how much they have to do."""

    person: Person
    role: str
    bids: int
    submitted: int
    has_declared: bool

    @property
    def words(self) -> str:
        """How far they are, in words."""
        return rules.progress_words(self.submitted, self.bids) if self.bids else "No bids"


def loads(asker: access.Asker, of: Opportunity) -> list[Load]:
    """Everybody who may mark, with how many bids they have and how many sheets are in: three queries.

    Only bids that the asker may know of count, so that nothing can be inferred of one that is shut to them.
    """
    given = Allocation.objects.filter(access.live(), bid__in=to_be_marked(asker, of))
    rows = given.values_list("marker").annotate(
        bids=Count("pk"), submitted=Count("pk", filter=handed_in())
    )
    counted = {marker: (bids, submitted) for marker, bids, submitted in rows}
    declared = declared_in(of)
    return [
        Load(
            person=one,
            role=role,
            bids=counted.get(one.pk, (0, 0))[0],
            submitted=counted.get(one.pk, (0, 0))[1],
            has_declared=one.pk in declared,
        )
        for one, role in marking_roles().items()
    ]


def handed_in() -> Q:
    """The allocations whose marker has submitted the sheet."""
    sheets = MarkSheet.objects.filter(
        bid=OuterRef("bid"), marker=OuterRef("marker"), state="submitted"
    )
    return Q(Exists(sheets))


def marking_period(of: Opportunity) -> MarkingPeriod | None:
    """When a round's bids are marked; None while the marking has not begun."""
    try:
        found: MarkingPeriod = of.marking_period
    except MarkingPeriod.DoesNotExist:
        return None
    return found


# The list of bids with their markers

COLUMNS = (
    Column("bid", "Bid", order=("reference",)),
    Column("organisation", "Organisation", order=("organisation__name",)),
    Column("markers", "Markers", order=("markers_now",)),
    Column("state", "State"),
)
STATES = (("short", "Short of markers"), ("full", "Has its markers"))


def allocation_page(asker: Person, of: Opportunity, query: QueryDict) -> Table:
    """The bids that are to be marked with who marks each: four queries, whatever the size."""
    needs = of.call.markers_per_bid

    def by_state(
        bids: "QuerySet[WithAnnotations[Bid, Counts]]", state: str
    ) -> "QuerySet[WithAnnotations[Bid, Counts]]":
        if state == "short":
            return bids.filter(markers_now__lt=needs)
        return bids.filter(markers_now__gte=needs)

    def cells(one: "WithAnnotations[Bid, Counts]") -> list[Cell]:
        names = sorted(row.marker.name for row in one.allocations.all())
        missing = needs - len(names)
        return [
            Cell(
                one.reference,
                href=reverse("assessment.bid_allocation", args=[of.reference, one.reference]),
                note=one.title,
            ),
            Cell(one.organisation.name if one.organisation else "Not stated"),
            Cell(", ".join(names) or "Nobody yet"),
            Cell(f"{missing} more needed", tag="govuk-tag--yellow")
            if missing > 0
            else Cell("Complete", tag="govuk-tag--green"),
        ]

    live = Allocation.objects.filter(access.live()).select_related("marker")
    return listing(
        query,
        _with_markers(to_be_marked(asker, of))
        .select_related("organisation")
        .prefetch_related(Prefetch("allocations", queryset=live)),
        caption="Who marks which bid",
        noun=("bid", "bids"),
        columns=COLUMNS,
        cells=cells,
        default="bid",
        filters=(Filter("state", "Markers", STATES, by_state),),
        search=words_in("reference", "title", "organisation__name"),
        empty="No bid waits to be marked. Bids can be given to markers once they are opened.",
    )


# One bid


@dataclass(frozen=True)
class Given:
    """One of a bid's markers, now or before."""

    marker: Person
    at: datetime
    state: str
    tag: str
    ended: datetime | None
    why: str
    may_end: bool


@dataclass(frozen=True)
class BidAllocation:
    """Who marks a bid, who did, and who could."""

    bid: Bid
    needs: int
    given: list[Given]
    free: list[Load]

    @property
    def has(self) -> int:
        """How many markers it has now."""
        return sum(one.ended is None for one in self.given)


def bid_allocation(asker: Person, of: Opportunity, reference: str) -> BidAllocation:
    """One bid with its markers; 404 where it is shut or not there."""
    found = bid(asker, of, reference)
    rows = list(
        Allocation.objects.filter(bid=found).select_related("marker").order_by("pk")[:MOST_MARKERS]
    )
    states = dict(MarkSheet.objects.filter(bid=found).values_list("marker", "state"))
    people = loads(asker, of)
    shut = barred([found.pk], {row.marker_id for row in rows} | {one.person.pk for one in people})
    now = {row.marker_id for row in rows if row.ended is None}
    return BidAllocation(
        bid=found,
        needs=of.call.markers_per_bid,
        given=[
            _given(row, states.get(row.marker_id, ""), is_shut=(found.pk, row.marker_id) in shut)
            for row in rows
        ],
        free=[
            one
            for one in people
            if one.person.pk not in now and (found.pk, one.person.pk) not in shut
        ],
    )


def _given(row: Allocation, sheet: str, *, is_shut: bool) -> Given:
    words, tag = {
        "submitted": ("Submitted", "govuk-tag--green"),
        "draft": ("Begun", "govuk-tag--blue"),
    }.get(sheet, ("Not begun", "govuk-tag--grey"))
    if row.ended is not None or is_shut:
        words, tag = "Ended", "govuk-tag--grey"
    return Given(
        marker=row.marker,
        at=row.at,
        state=words,
        tag=tag,
        ended=row.ended or (clock.now() if is_shut else None),
        why=row.ended_why
        or ("They declared a conflict of interest, or wrote it" if is_shut else ""),
        may_end=row.ended is None and not is_shut and sheet != "submitted",
    )


def allocation(asker: Person, of: Opportunity, reference: str, marker: str) -> Allocation:
    """Who marks a bid, by the marker's reference; 404 where it ended, or the bid is shut."""
    found = (
        Allocation.objects.filter(
            access.live(), bid=bid(asker, of, reference), marker__reference=marker
        )
        .select_related("marker", "bid__opportunity__call")
        .first()
    )
    if found is None:
        raise Http404
    return found
