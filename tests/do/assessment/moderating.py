"""Rounds as moderation and ranking meet them: marked, moderated, ranked."""

from collections.abc import Mapping, Sequence

from precept.do.assessment import actions, queries
from precept.do.assessment.actions import AgreedNow
from precept.do.assessment.models import Mark, MarkSheet, Moderation, Recommendation
from precept.do.bids.models import Bid
from precept.do.opportunities.models import Call, Criterion
from precept.foundation import clock
from precept.foundation.people.models import Person
from tests.do.assessment.conftest import declare

KEYS = ("need", "delivery", "value")


def mark(bid: Bid, marker: Person, *scores: int) -> MarkSheet:
    """A sheet that was handed in, with these scores for need, delivery and value."""
    sheet = MarkSheet.objects.create(bid=bid, marker=marker)
    criteria = {
        one.key: one for one in Criterion.objects.filter(call__opportunity=bid.opportunity_id)
    }
    Mark.objects.bulk_create(
        Mark(sheet=sheet, criterion=criteria[key], score=score, reason=f"{marker}: RAW {key}")
        for key, score in zip(KEYS, scores, strict=True)
    )
    MarkSheet.objects.filter(pk=sheet.pk).update(state="submitted", submitted=clock.now())
    return sheet


def mark_all(
    bids: Sequence[Bid], markers: Sequence[Person], scores: Sequence[tuple[int, int, int]] = ()
) -> None:
    """Every bid has a sheet of every marker: the same scores from all, bid by bid."""
    for at, bid in enumerate(bids):
        given = scores[at % len(scores)] if scores else (3, 2, 4)
        for marker in markers:
            mark(bid, marker, *given)


def meet(call: Call, chair: Person, *people: Person, quorum: int = 1) -> Moderation:
    """An open meeting; everybody there has declared their interests."""
    return actions.open_moderation(
        by=chair, call=call, held=clock.today(), chair=chair, people=people, quorum=quorum
    )


def agree(
    meeting: Moderation,
    by: Person,
    scores: Mapping[str, tuple[int, int, int]],
    reason: str = "The meeting agreed",
) -> None:
    """The meeting agrees scores for bids, by reference."""
    for reference, given in scores.items():
        bid = Bid.objects.get(reference=reference)
        actions.agree_scores(
            by=by,
            meeting=meeting,
            bid=bid,
            given={key: AgreedNow(score, reason) for key, score in zip(KEYS, given, strict=True)},
        )


def moderated(
    call: Call,
    bids: Sequence[Bid],
    chair: Person,
    scores: Sequence[tuple[int, int, int]],
) -> Moderation:
    """The whole moderation: everything agreed and locked, the round at its ranking."""
    if not queries.open_meeting(call.opportunity):
        declare(chair, call)
        meet(call, chair)
    meeting = queries.open_meeting(call.opportunity)
    assert meeting is not None
    agree(
        meeting,
        chair,
        {bid.reference: scores[at % len(scores)] for at, bid in enumerate(bids)},
    )
    meeting = actions.close_moderation(
        by=chair, meeting=meeting, version=meeting.version, minutes="All bids were discussed."
    )
    call.refresh_from_db()
    return meeting


def begin(call: Call, by: Person, sharing: str = "ratio") -> Recommendation:
    """The ranking, begun by somebody who declared no interest."""
    declare(by, call)
    return actions.start_ranking(by=by, call=call, bands=[70, 60, 40], sharing=sharing)
