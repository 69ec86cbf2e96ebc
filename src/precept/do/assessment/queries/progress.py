"""How far the marking of a round is: who has done how much, never what anybody gave."""

from typing import TYPE_CHECKING, TypedDict

from django.db.models import F, Q, QuerySet
from django.http import QueryDict

from precept.do.assessment import access, rules
from precept.do.assessment.models import Allocation, MarkSheet
from precept.do.assessment.queries.allocation import handed_in, how_many, to_be_marked
from precept.do.bids.models import Bid
from precept.do.opportunities.models import Opportunity
from precept.foundation.people.models import Person
from precept.foundation.web.tables import Cell, Column, Filter, Table, listing

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class Counts(TypedDict):
    """What the database counts of a bid: its markers now, and how many have handed their marks in."""

    markers_now: int
    sheets_in: int


COLUMNS = (
    Column("bid", "Bid", order=("reference",)),
    Column("organisation", "Organisation", order=("organisation__name",)),
    Column("in", "Marks in", order=("sheets_in",)),
    Column("state", "State"),
)
STATES = (("out", "Marks are still out"), ("in", "All marks are in"))


def sheets_out(of: Opportunity) -> int:
    """How many sheets of a round are still to come in, whoever asks."""
    bids = Bid.objects.filter(access.in_marking(), opportunity=of)
    return Allocation.objects.filter(access.live(), ~handed_in(), bid__in=bids).count()


def has_marks(of: Opportunity) -> bool:
    """Whether any sheet of a round that counts is in."""
    bids = Bid.objects.filter(access.in_marking(), opportunity=of)
    return MarkSheet.objects.filter(access.counting(), bid__in=bids).exists()


def all_are_in(of: Opportunity) -> bool:
    """Whether every sheet of a round is in, and there are any."""
    return sheets_out(of) == 0 and has_marks(of)


def _counted(bids: QuerySet[Bid]) -> "QuerySet[WithAnnotations[Bid, Counts]]":
    live = Allocation.objects.filter(access.live())
    return bids.annotate(markers_now=how_many(live), sheets_in=how_many(live.filter(handed_in())))


def progress_page(asker: Person, of: Opportunity, query: QueryDict) -> Table:
    """The bids that are marked with how many marks are in: two queries, whatever the size."""

    def by_state(
        bids: "QuerySet[WithAnnotations[Bid, Counts]]", state: str
    ) -> "QuerySet[WithAnnotations[Bid, Counts]]":
        if state == "in":
            return bids.filter(sheets_in__gte=F("markers_now"), markers_now__gt=0)
        return bids.filter(Q(sheets_in__lt=F("markers_now")) | Q(markers_now=0))

    def cells(one: "WithAnnotations[Bid, Counts]") -> list[Cell]:
        now, has_in = one.markers_now, one.sheets_in
        is_in = now > 0 and has_in >= now
        return [
            Cell(one.reference, note=one.title),
            Cell(one.organisation.name if one.organisation else "Not stated"),
            Cell(rules.progress_words(has_in, now) if now else "No marker"),
            Cell("All in", tag="govuk-tag--green")
            if is_in
            else Cell("Out", tag="govuk-tag--yellow"),
        ]

    return listing(
        query,
        _counted(to_be_marked(asker, of)).select_related("organisation"),
        caption="Marks of each bid",
        noun=("bid", "bids"),
        columns=COLUMNS,
        cells=cells,
        default="bid",
        filters=(Filter("state", "Marks", STATES, by_state),),
        empty="No bid of this round is being marked.",
    )
