"""What a marker reads: what waits for them, the bids they were given, their marks, later the others'."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from django.db.models import BooleanField, ExpressionWrapper, Prefetch, Q
from django.http import Http404
from django.urls import reverse

from precept.do.assessment import access, rules
from precept.do.assessment.models import (
    Allocation,
    Mark,
    MarkingPeriod,
    MarkSheet,
    SheetRevision,
)
from precept.do.assessment.queries.allocation import marking_period
from precept.do.assessment.queries.for_markers import (
    answers_for_markers,
    bidder_for_markers,
    files_of,
    is_nameless,
    title_for_markers,
)
from precept.do.bids import access as bids_access
from precept.do.bids import queries as bids_queries
from precept.do.bids.models import Bid
from precept.do.opportunities.models import Call, Criterion, Opportunity
from precept.foundation.documents import queries as documents
from precept.foundation.people.models import Person
from precept.foundation.questions.reading import SectionRead

MOST_ROUNDS: Final = 50
MOST_GIVEN: Final = 300


def criteria_of(of: Opportunity) -> list[Criterion]:
    """What the bids of a round are marked on, in order."""
    return list(Criterion.objects.filter(call__opportunity=of).order_by("place")[:60])


def asked_of(of: Opportunity) -> list[rules.Asked]:
    """What a sheet of a round asks: each criterion with the scores that may be given."""
    return [asked(one) for one in criteria_of(of)]


def asked(of: Criterion) -> rules.Asked:
    """A criterion as a sheet asks it."""
    return rules.Asked(of.key, of.title, tuple(int(level["score"]) for level in of.levels))


def given_by(marker: Person, of: Bid) -> dict[str, rules.Given]:
    """What a marker gave a bid so far, by criterion key."""
    marks = Mark.objects.filter(sheet__bid=of, sheet__marker=marker)
    return {
        key: rules.Given(score, reason)
        for key, score, reason in marks.values_list("criterion__key", "score", "reason")
    }


# What waits


@dataclass(frozen=True)
class RoundToMark:
    """A round of which somebody was given bids."""

    reference: str
    theme: str
    bids: int
    submitted: int
    due: date | None
    decision_expected: date | None
    has_declared: bool
    has_begun: bool
    is_open: bool

    @property
    def href(self) -> str:
        """Where its marker goes on."""
        return reverse("assessment.marking_round", args=[self.reference])

    @property
    def words(self) -> str:
        """What is to be done next, in words."""
        if not self.has_declared:
            return "Declare your interests first"
        if not self.has_begun:
            return "Marking has not begun yet"
        if not self.is_open:
            return "Marking is over"
        return rules.progress_words(self.submitted, self.bids)

    @property
    def waits(self) -> bool:
        """Whether something is left to do."""
        return not self.has_declared or (self.is_open and self.submitted < self.bids)


def rounds_to_mark(person: Person) -> list[RoundToMark]:
    """The rounds of which somebody was given bids, what is due first on top: six queries (at most 50)."""
    given: dict[int, set[int]] = {}
    rows = access.allocated_to(person).values_list("opportunity", "pk")
    for opportunity, pk in rows[: MOST_GIVEN * 10]:
        given.setdefault(opportunity, set()).add(pk)
    calls = Call.objects.filter(opportunity__in=given).select_related("opportunity")[:MOST_ROUNDS]
    sheets = MarkSheet.objects.filter(marker=person, state="submitted")
    submitted = set(sheets.filter(bid__opportunity__in=given).values_list("bid", flat=True))
    due = dict(
        MarkingPeriod.objects.filter(opportunity__in=given).values_list("opportunity", "due")
    )
    declared = set(
        Opportunity.objects.filter(access.declared(person, "pk"), pk__in=given).values_list(
            "pk", flat=True
        )
    )
    found = [
        RoundToMark(
            reference=call.opportunity.reference,
            theme=call.opportunity.theme,
            bids=len(given[call.opportunity_id]),
            submitted=len(given[call.opportunity_id] & submitted),
            due=due.get(call.opportunity_id),
            decision_expected=call.decision_expected,
            has_declared=call.opportunity_id in declared,
            has_begun=rules.is_read(call.stage, is_rolling=call.is_rolling),
            is_open=rules.is_marked(call.stage, is_rolling=call.is_rolling),
        )
        for call in calls
    ]
    return sorted(found, key=lambda one: (not one.waits, one.due or date.max, one.reference))


# One round


@dataclass(frozen=True)
class SheetRow:
    """A bid that somebody was given, with how far its marks are."""

    reference: str
    title: str
    bidder: str
    state: str
    tag: str
    done: str
    saved: datetime | None
    href: str


@dataclass(frozen=True)
class RoundSheets:
    """A round as its marker sees it; no bid at all before their interests are declared."""

    opportunity: Opportunity
    call: Call
    due: date | None
    given: int
    has_declared: bool
    has_joined: bool
    """Whether a bid came or changed since they declared their interests: they are asked again."""
    has_begun: bool
    is_open: bool
    rows: list[SheetRow]

    @property
    def submitted(self) -> int:
        """How many sheets are in."""
        return sum(one.state == "Submitted" for one in self.rows)


def round_sheets(person: Person, reference: str) -> RoundSheets:
    """A round with the bids that somebody was given to mark; 404 where they were given none."""
    call = (
        Call.objects.select_related("opportunity").filter(opportunity__reference=reference).first()
    )
    if call is None:
        raise Http404
    of = call.opportunity
    given = access.allocated_to(person).filter(opportunity=of).count()
    if not given:
        raise Http404
    rows = list(
        access.to_mark_by(person)
        .filter(opportunity=of)
        .select_related("organisation", "accountable_body")
        .prefetch_related(
            "organisation__former_names",
            "accountable_body__former_names",
            Prefetch(
                "sheets",
                queryset=MarkSheet.objects.filter(marker=person).prefetch_related(
                    "marks__criterion"
                ),
            ),
        )
        .order_by("reference")[:MOST_GIVEN]
    )
    criteria = criteria_of(of)
    period = marking_period(of)
    has_declared = bids_access.has_declared(person, of)
    return RoundSheets(
        opportunity=of,
        call=call,
        due=period.due if period else None,
        given=given,
        has_declared=has_declared,
        has_joined=not has_declared and bids_queries.declaration(person, of) is not None,
        has_begun=rules.is_read(call.stage, is_rolling=call.is_rolling),
        is_open=rules.is_marked(call.stage, is_rolling=call.is_rolling),
        rows=[_sheet_row(one, call, criteria) for one in rows],
    )


def _sheet_row(of: Bid, call: Call, criteria: Sequence[Criterion]) -> SheetRow:
    sheet = next(iter(of.sheets.all()), None)
    given = {one.criterion_id: rules.Given(one.score, one.reason) for one in _marks(sheet)}
    marks = {one.key: given[one.pk] for one in criteria if one.pk in given}
    state, tag = _state(sheet)
    return SheetRow(
        reference=of.reference,
        title=title_for_markers(of, call),
        bidder=bidder_for_markers(of, call),
        state=state,
        tag=tag,
        done=f"{rules.done([asked(one) for one in criteria], marks)} of {len(criteria)} criteria",
        saved=sheet.saved if sheet else None,
        href=reverse("assessment.marking_bid", args=[call.opportunity.reference, of.reference]),
    )


def _marks(sheet: MarkSheet | None) -> list[Mark]:
    return list(sheet.marks.all()) if sheet else []


def _state(sheet: MarkSheet | None) -> tuple[str, str]:
    if sheet is None or sheet.version == 0:
        return "Not begun", "govuk-tag--grey"
    if sheet.state == "submitted":
        return "Submitted", "govuk-tag--green"
    return "Begun", "govuk-tag--blue"


# One bid


@dataclass(frozen=True)
class PeerMark:
    """What another marker gave for a criterion."""

    who: str
    score: int | None
    reason: str


@dataclass(frozen=True)
class BidToMark:
    """A bid as one of its markers reads it, with their own sheet."""

    bid: Bid
    call: Call
    title: str
    bidder: str
    due: date | None
    sections: list[SectionRead]
    file_numbers: dict[str, int]
    """The place of each file in the bid, by its reference."""
    criteria: list[Criterion]
    sheet: MarkSheet | None
    given: dict[str, rules.Given]
    peers: dict[str, list[PeerMark]]
    """By criterion key; empty until one's own marks are in."""
    peers_out: int
    """How many of the others have not handed theirs in."""
    is_open: bool

    @property
    def is_in(self) -> bool:
        """Whether the marker's own marks are in."""
        return self.sheet is not None and self.sheet.state == "submitted"


def bid_for(person: Person, opportunity: str, reference: str) -> Bid:
    """A bid that somebody may read as its marker now; 404 where it is shut, or not theirs."""
    found = (
        access.to_mark_by(person)
        .filter(opportunity__reference=opportunity, reference=reference)
        .select_related(
            "opportunity__call",
            "opportunity__marking_period",
            "organisation",
            "accountable_body",
            "in_force",
            "questions",
        )
        .first()
    )
    if found is None:
        raise Http404
    return found


def bid_to_mark(person: Person, opportunity: str, reference: str) -> BidToMark:
    """A bid with its criteria and somebody's own marks, and the others' once theirs are in: five queries."""
    of = bid_for(person, opportunity, reference)
    call = of.opportunity.call
    criteria = criteria_of(of.opportunity)
    sheets = list(
        access.sheets_open_to(person)
        .filter(Q(marker=person) | access.counting(), bid=of)
        .prefetch_related("marks")[:50]
    )
    keys = {one.pk: one.key for one in criteria}
    sheet = next((one for one in sheets if one.marker_id == person.pk), None)
    marks = sheet.marks.all() if sheet else []
    # Only whoever handed theirs in is given the others': access says so once more here.
    is_in = sheet is not None and sheet.state == "submitted"
    peers = [one for one in sheets if is_in and one.marker_id != person.pk]
    sections = answers_for_markers(of, call)
    files = [one.reference for one in files_of(sections)]
    period: MarkingPeriod | None = getattr(of.opportunity, "marking_period", None)
    shown, out = _peers(person, of, peers, keys) if is_in else ({}, 0)
    return BidToMark(
        bid=of,
        call=call,
        title=title_for_markers(of, call),
        bidder=bidder_for_markers(of, call),
        due=period.due if period else None,
        sections=sections,
        file_numbers={at: number for number, at in reversed(list(enumerate(files, 1)))},
        criteria=criteria,
        sheet=sheet,
        given={keys[one.criterion_id]: rules.Given(one.score, one.reason) for one in marks},
        peers=shown,
        peers_out=out,
        is_open=rules.is_marked(call.stage, is_rolling=call.is_rolling),
    )


def _peers(
    person: Person, of: Bid, sheets: Sequence[MarkSheet], keys: Mapping[int, str]
) -> tuple[dict[str, list[PeerMark]], int]:
    """The others' marks by criterion, under their places instead of their names, and how many are out."""
    rows = list(
        Allocation.objects.filter(bid=of)
        .annotate(is_live=ExpressionWrapper(access.live(), output_field=BooleanField()))
        .order_by("pk")
        .values_list("marker", "is_live")
    )
    places = {
        marker: place for place, marker in enumerate(dict.fromkeys(who for who, _ in rows), 1)
    }
    found: dict[str, list[PeerMark]] = {}
    for sheet in sorted(sheets, key=lambda one: places.get(one.marker_id, len(places) + 1)):
        who = rules.pseudonym(places.get(sheet.marker_id, len(places) + 1))
        for mark in sheet.marks.all():
            found.setdefault(keys[mark.criterion_id], []).append(
                PeerMark(who, mark.score, mark.reason)
            )
    live = {marker for marker, is_live in rows if is_live and marker != person.pk}
    return found, len(live - {sheet.marker_id for sheet in sheets})


def overtaken(person: Person, of: Bid, pk: int) -> SheetRevision | None:
    """A save of somebody's own that another window overtook; None where there is none of that number."""
    return SheetRevision.objects.filter(
        pk=pk, sheet__bid=of, sheet__marker=person, version=None
    ).first()


def only_this_page_wrote(sheet: MarkSheet, *, writer: str, after: int) -> bool:
    """Whether everything that a sheet says since a version was saved by one page of its marker."""
    rows = sheet.revisions.filter(key__startswith=f"{writer}-", version__gt=after)
    return rows.count() == sheet.version - after


def file_for(person: Person, opportunity: str, reference: str, number: int) -> documents.Opened:
    """A file of a bid as one of its markers opens it, by its place in the bid; 404 where it is not theirs.

    Under a name that says nothing of the applicant where that is withheld.
    """
    of = bid_for(person, opportunity, reference)
    call = of.opportunity.call
    listed = list(files_of(answers_for_markers(of, call)))
    if not 1 <= number <= len(listed):
        raise Http404
    with access.without_its_name():
        found = documents.opened(person, listed[number - 1].reference)
    if not is_nameless(of, call):
        return found
    ending = found.name.rpartition(".")[2].lower()
    return replace(found, name=f"{of.reference}-{number}.{ending}")
