"""The moderation of a round: meetings, every bid's marks side by side, what was agreed and corrected."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import Http404

from precept.do.assessment import access, rules
from precept.do.assessment.access import Asker
from precept.do.assessment.models import (
    AgreedScore,
    Allocation,
    Mark,
    MarkSheet,
    Moderation,
    ScoreCorrection,
)
from precept.do.assessment.queries.allocation import handed_in, how_many
from precept.do.assessment.queries.meetings import scored_on, to_moderate
from precept.do.bids.models import Bid, Conflict
from precept.do.opportunities.models import Criterion, Opportunity
from precept.foundation.people.models import Person

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class Correction(TypedDict):
    """What the database says of an agreed score: what it was corrected to."""

    corrected: int | None


if TYPE_CHECKING:
    Corrected = WithAnnotations[AgreedScore, Correction]


@dataclass(frozen=True)
class GivenMark:
    """What a marker gave for a criterion."""

    marker: str
    score: int
    reason: str


@dataclass(frozen=True)
class CriterionMarks:
    """The marks for one criterion side by side, and what is agreed of it."""

    criterion: Criterion
    given: tuple[GivenMark, ...]
    spread: int
    outliers: tuple[tuple[str, str], ...]
    """Who stands out, and why."""
    agreed: AgreedScore | None
    in_force: int | None
    """The agreed score, or what it was corrected to."""

    @property
    def lacks(self) -> str:
        """What is missing before it can be locked; "" where nothing is."""
        if self.agreed is None or self.agreed.score is None:
            return f"Agree a score for “{self.criterion.title}”"
        moved = rules.needs_reason(self.agreed.score, [one.score for one in self.given])
        if moved and not self.agreed.reason.strip():
            return f"Give the reason for the agreed score for “{self.criterion.title}”"
        return ""


@dataclass(frozen=True)
class BidMarks:
    """One bid at moderation."""

    bid: Bid
    criteria: tuple[CriterionMarks, ...]
    sheets: int
    waiting: int
    """How many of its markers' sheets are not in."""
    recused: tuple[str, ...]
    """Who of the meeting declared an interest in it."""
    present: int
    """Who is at the meeting and not recused."""
    score: Decimal | None

    @property
    def is_ready(self) -> bool:
        """Whether marks may be shown: all are in, or the allocation of the rest was ended."""
        return not self.waiting

    @property
    def spread(self) -> int:
        """The widest spread of any criterion."""
        return max((one.spread for one in self.criteria), default=0)

    @property
    def outliers(self) -> int:
        """How many marks stand out."""
        return sum(len(one.outliers) for one in self.criteria)

    @property
    def agreed(self) -> int:
        """How many criteria have everything they need."""
        return sum(1 for one in self.criteria if not one.lacks)

    @property
    def is_locked(self) -> bool:
        """Whether its scores were locked."""
        return bool(self.criteria) and all(
            one.agreed is not None and one.agreed.is_locked for one in self.criteria
        )


def _sheets_out(bids: QuerySet[Bid]) -> dict[int, int]:
    """How many sheets of each bid are not in, of those whose marker still has it."""
    rows = Allocation.objects.filter(access.live(), ~handed_in(), bid__in=bids)
    return dict(rows.values_list("bid").annotate(number=Count("pk")))


def not_ready(bids: QuerySet[Bid]) -> tuple[int, int]:
    """How many bids wait for a sheet, and how many have no marks at all."""
    waiting = _sheets_out(bids)
    marked = set(
        MarkSheet.objects.filter(access.counting(), bid__in=bids).values_list("bid_id", flat=True)
    )
    unmarked = [pk for pk in bids.values_list("pk", flat=True) if pk not in marked]
    return len(waiting), len([pk for pk in unmarked if pk not in waiting])


def recused_of(bids: QuerySet[Bid], people: Collection[int]) -> dict[int, list[Person]]:
    """Who of these people declared an interest in which bid."""
    rows = Conflict.objects.filter(bid__in=bids, person__in=people, ended=None)
    found: dict[int, list[Person]] = {}
    for one in rows.select_related("person").order_by("person__name"):
        found.setdefault(one.bid_id, []).append(one.person)
    return found


def agreed_in_force(bids: QuerySet[Bid], *, locked_only: bool = True) -> dict[str, dict[str, int]]:
    """The scores in force, by bid and criterion: as agreed, or as corrected since."""
    rows = AgreedScore.objects.filter(bid__in=bids, score__isnull=False)
    if locked_only:
        rows = rows.filter(is_locked=True)
    rows = rows.annotate(corrected=corrected_to())
    found: dict[str, dict[str, int]] = {}
    for bid, key, score, corrected in rows.values_list(
        "bid__reference", "criterion__key", "score", "corrected"
    ):
        if score is not None:
            found.setdefault(bid, {})[key] = score if corrected is None else corrected
    return found


def corrected_to() -> Subquery:
    """What a locked score was corrected to, the latest approved one; nothing where it stands as agreed."""
    corrections = ScoreCorrection.objects.filter(agreed=OuterRef("pk"), approved__isnull=False)
    return Subquery(corrections.order_by("-approved", "-pk").values("after")[:1])


def board(
    asker: Asker,
    opportunity: Opportunity,
    meeting: Moderation | None,
    *,
    known: access.Interests | None = None,
) -> list[BidMarks]:
    """Every bid that somebody may see, its marks side by side; of a bid in conflict nothing at all.

    The marks of a bid are there only once all its sheets are in or the rest of its allocations ended.
    """
    mine = access.moderated(asker, opportunity, known)
    return _boards(mine, opportunity, meeting, with_reasons=False)


def one_board(
    asker: Asker,
    opportunity: Opportunity,
    meeting: Moderation | None,
    reference: str,
    *,
    known: access.Interests | None = None,
) -> BidMarks:
    """One bid at moderation, with the reasons that markers gave; 404 where it is shut."""
    mine = access.moderated(asker, opportunity, known).filter(reference=reference)
    found = _boards(mine, opportunity, meeting, with_reasons=True)
    if not found:
        raise Http404(f"no bid {reference}")
    return found[0]


def whole_board(opportunity: Opportunity, meeting: Moderation) -> list[BidMarks]:
    """Every bid of a meeting, whoever may see it: what closing looks at."""
    rows = to_moderate(opportunity, meeting)
    if opportunity.call.is_rolling:
        rows = rows.filter(agreed__meeting=meeting).distinct()
    return _boards(rows, opportunity, meeting, with_reasons=False)


def _boards(
    bids: QuerySet[Bid],
    opportunity: Opportunity,
    meeting: Moderation | None,
    *,
    with_reasons: bool,
) -> list[BidMarks]:
    people = [one.person_id for one in meeting.attendances.all()] if meeting else []
    criteria = scored_on(opportunity.call)
    out = Allocation.objects.filter(access.live(), ~handed_in())
    rows = list(bids.annotate(waiting=how_many(out)).order_by("title", "reference"))
    for one in rows:
        one.opportunity = opportunity
    marks, sheets = _marks(bids, with_reasons=with_reasons)
    scores = AgreedScore.objects.filter(bid__in=bids).annotate(corrected=corrected_to())
    agreed = {(one.bid_id, one.criterion_id): one for one in scores}
    recused = recused_of(bids, people)
    return [
        _one(
            bid,
            criteria,
            {} if bid.waiting else marks.get(bid.pk, {}),
            {key: agreed[bid.pk, key] for key in _keys(criteria) if (bid.pk, key) in agreed},
            sheets=sheets.get(bid.pk, 0),
            waiting=bid.waiting,
            recused=recused.get(bid.pk, []),
            people=len(people),
        )
        for bid in rows
    ]


def _keys(criteria: Iterable[Criterion]) -> list[int]:
    return [one.pk for one in criteria]


def _one(
    bid: Bid,
    criteria: Sequence[Criterion],
    marks: dict[int, list[GivenMark]],
    agreed: "dict[int, Corrected]",
    *,
    sheets: int,
    waiting: int,
    recused: Sequence[Person],
    people: int,
) -> BidMarks:
    rows = tuple(_criterion(one, marks.get(one.pk, []), agreed.get(one.pk)) for one in criteria)
    scores = {one.criterion.key: one.in_force for one in rows if one.in_force is not None}
    return BidMarks(
        bid=bid,
        criteria=rows,
        sheets=sheets,
        waiting=waiting,
        recused=tuple(one.name for one in recused),
        present=people - len(recused),
        score=(
            rules.weighted_score(scores, criteria)
            if criteria and len(scores) == len(criteria)
            else None
        ),
    )


def _criterion(
    criterion: Criterion,
    given: Sequence[GivenMark],
    agreed: "Corrected | None",
) -> CriterionMarks:
    scores = [one.score for one in given]
    far = rules.outliers(scores, [int(level["score"]) for level in criterion.levels])
    return CriterionMarks(
        criterion=criterion,
        given=tuple(given),
        spread=rules.spread(scores),
        outliers=tuple((given[one.place].marker, one.words) for one in far),
        agreed=agreed,
        in_force=None
        if agreed is None
        else (agreed.score if agreed.corrected is None else agreed.corrected),
    )


def _marks(
    bids: QuerySet[Bid], *, with_reasons: bool
) -> tuple[dict[int, dict[int, list[GivenMark]]], dict[int, int]]:
    """The marks that count, by bid and criterion, and how many sheets each bid has."""
    sheets = MarkSheet.objects.filter(access.counting(), bid__in=bids)
    columns = ["sheet__bid_id", "criterion_id", "sheet__marker__name", "score", "sheet_id"]
    if with_reasons:
        columns.append("reason")
    rows = (
        Mark.objects.filter(sheet__in=sheets, score__isnull=False)
        .order_by("sheet__marker__name", "sheet_id")
        .values_list(*columns)
    )
    found: dict[int, dict[int, list[GivenMark]]] = {}
    seen: dict[int, set[int]] = {}
    for bid, criterion, marker, score, sheet, *reason in rows:
        mark = GivenMark(marker, score, reason[0] if reason else "")
        found.setdefault(bid, {}).setdefault(criterion, []).append(mark)
        seen.setdefault(bid, set()).add(sheet)
    return found, {bid: len(held) for bid, held in seen.items()}


def severities(boards: Sequence[BidMarks]) -> list[rules.Severity]:
    """How strict each marker is beside those who marked the same bids, over what a board shows."""
    return rules.severities(
        [
            (given.marker, one.bid.reference, row.criterion.key, given.score)
            for one in boards
            for row in one.criteria
            for given in row.given
        ]
    )
