"""Moderation: a meeting agrees scores bid by bid, and its close locks them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from precept.do.assessment import access, queries, rules
from precept.do.assessment.models import (
    AgreedScore,
    Attendance,
    Moderation,
)
from precept.do.bids.models import Bid
from precept.do.opportunities import actions as opportunities
from precept.do.opportunities.models import Call, Criterion
from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, record
from precept.foundation.ledger.versions import as_read, write_next
from precept.foundation.people.models import Person

NOT_OPENER: Final = "Only people who run rounds and declared their interests may call a meeting."
NOT_CHAIR: Final = "Only people who moderate marks and declared their interests may do this."
NOT_THERE: Final = "Only people at the meeting who are not recused may write down what it agrees."
NOT_MINUTED: Final = (
    "The minutes speak of all bids together, so they are for people at the meeting who have no interest in"
    " one of them, and for its chair."
)
STALE: Final = "Somebody changed this meeting while you had it open."
STALE_SCORES: Final = "Somebody else wrote down scores for this bid while you had it open."
LONGEST_MINUTES: Final = 20_000


@dataclass(frozen=True)
class AgreedNow:
    """What a meeting says of a criterion: a score, its reason, and the version that was read (0: none)."""

    score: int | None
    reason: str = ""
    version: int = 0


@action
def open_moderation(
    *,
    by: Person,
    call: Call,
    held: date,
    chair: Person,
    people: Sequence[Person],
    quorum: int,
    exception: str = "",
) -> Moderation:
    """Call the meeting that agrees scores, and end the marking.

    Refused while sheets are out or a bid has no marks. The chair moderates marks and did not mark in the
    round; a small office says in ``exception`` why it has nobody else. Recusals are worked out from what
    people declared, bid by bid. A rolling round stays open and moderates what is marked so far.
    """
    of = call.opportunity
    if not access.may_open_moderation(by, of):
        raise NotAllowed(NOT_OPENER)
    if queries.open_meeting(of) is not None:
        raise Refused("A moderation meeting of this round is open already.")
    is_at_its_time = rules.is_marked(call.stage, is_rolling=call.is_rolling)
    if not is_at_its_time and call.stage != "moderating":
        raise Refused("A moderation meeting is called when the bids are marked.")
    _ask_all_in(call)
    there = {one.pk: one for one in [chair, *people]}
    if not chair.may("moderate marks"):
        raise Refused("Choose a chair who may moderate marks", field="chair")
    if queries.has_marked(chair, of) and not exception.strip():
        raise Refused(
            "The chair marked bids of this round. Choose somebody else, or say why nobody else can",
            field="exception",
        )
    if not 1 <= quorum <= len(there):
        raise Refused(f"The quorum must be between 1 and {len(there)}", field="quorum")
    if held > clock.today():
        raise Refused("The day of the meeting must be today or in the past", field="held")
    meeting = Moderation.objects.create(
        opportunity=of, held=held, chair=chair, quorum=quorum, exception=exception.strip()
    )
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, person=one, role="Chair" if one.pk == chair.pk else "")
        for one in there.values()
    )
    record(
        meeting.subject,
        "moderation opened",
        by=by,
        why=exception.strip(),
        after={
            "held": held.isoformat(),
            "chair": chair.ledger_name,
            "present": sorted(one.ledger_name for one in there.values()),
            "quorum": quorum,
        },
    )
    if not call.is_rolling and call.stage != "moderating":
        opportunities.move_on(by=by, call=call, to="moderating")
    return meeting


def _ask_all_in(call: Call) -> None:
    bids = queries.to_moderate(call.opportunity)
    waiting, unmarked = queries.not_ready(bids)
    total = bids.count()
    if call.is_rolling and total > waiting + unmarked:
        return
    if not total:
        raise Refused("No bid of this round waits for moderation.")
    if waiting:
        raise Refused(
            f"{_bids(waiting)} for a marker's sheet. Wait for it, or end that allocation with a"
            " reason."
        )
    if unmarked:
        raise Refused(f"{_bids(unmarked)} for marks: give them to markers first.")


def _bids(count: int) -> str:
    return "One bid waits" if count == 1 else f"{count} bids wait"


@action
def agree_score(
    *,
    by: Person,
    bid: Bid,
    criterion: Criterion,
    score: int,
    reason: str,
    meeting: Moderation,
    version: int | None = None,
) -> AgreedScore:
    """Write down the score that a meeting agreed for a criterion, with its reason where it moves."""
    held = AgreedScore.objects.filter(bid=bid, criterion=criterion).first()
    read = (held.version if held else 0) if version is None else version
    agree_scores(
        by=by, meeting=meeting, bid=bid, given={criterion.key: AgreedNow(score, reason, read)}
    )
    made = AgreedScore.objects.get(bid=bid, criterion=criterion)
    shown = queries.one_board(by, bid.opportunity, meeting, bid.reference)
    lacks = next((one.lacks for one in shown.criteria if one.criterion.pk == criterion.pk), "")
    if lacks:
        raise Refused(lacks, field="reason")
    return made


@action
def agree_scores(
    *, by: Person, meeting: Moderation, bid: Bid, given: Mapping[str, AgreedNow]
) -> list[AgreedScore]:
    """Write down what a meeting agrees for a bid, criterion by criterion; unfinished is saved too.

    What still lacks a score or its reason stands against closing the meeting. Nothing changed is no event.
    """
    now = Moderation.objects.select_related("opportunity__call").get(pk=meeting.pk)
    if now.state != "open":
        raise Refused("This meeting is closed: its scores are locked.")
    if not access.may_agree_scores(by, now, bid):
        raise NotAllowed(NOT_THERE)
    shown = queries.one_board(by, now.opportunity, now, bid.reference)
    if not shown.is_ready:
        raise Refused("Not all markers' sheets of this bid are in.")
    if shown.is_locked:
        raise Refused("The scores of this bid are locked.")
    after: dict[str, dict[str, object]] = {}
    before: dict[str, dict[str, object]] = {}
    for row in shown.criteria:
        said = given.get(row.criterion.key)
        if said is None:
            continue
        levels = [int(level["score"]) for level in row.criterion.levels]
        if said.score is not None and said.score not in levels:
            raise Refused(
                f"Choose a score of the list for “{row.criterion.title}”",
                field=f"score_{row.criterion.key}",
            )
        if _agree(now, bid, row.criterion, row.agreed, said):
            key = row.criterion.key
            if row.agreed is not None:
                before[key] = {"score": row.agreed.score, "reason": row.agreed.reason}
            after[key] = {"score": said.score, "reason": said.reason.strip()}
    if after:
        record(f"scores:{bid.reference}", "scores agreed", by=by, before=before, after=after)
    return list(AgreedScore.objects.filter(bid=bid))


def _agree(
    meeting: Moderation, bid: Bid, criterion: Criterion, held: AgreedScore | None, said: AgreedNow
) -> bool:
    reason = said.reason.strip()
    if held is None:
        if said.version:
            raise Changed(STALE_SCORES)
        if said.score is None and not reason:
            return False
        AgreedScore.objects.create(
            bid=bid, criterion=criterion, meeting=meeting, score=said.score, reason=reason
        )
        return True
    if held.version != said.version:
        raise Changed(STALE_SCORES)
    if (held.score, held.reason, held.meeting_id) == (said.score, reason, meeting.pk):
        return False
    changed = AgreedScore.objects.filter(pk=held.pk, version=said.version, is_locked=False)
    if not changed.update(
        score=said.score, reason=reason, meeting=meeting, version=said.version + 1
    ):
        raise Changed(STALE_SCORES)
    return True


@action
def save_minutes(*, by: Person, meeting: Moderation, version: int, minutes: str) -> Moderation:
    """Keep the minutes so far of an open meeting."""
    now = _open(meeting, version)
    if not access.may_write_minutes(by, now):
        raise NotAllowed(NOT_MINUTED)
    if minutes.strip() == now.minutes:
        return now
    before = now.minutes
    write_next(now, {"minutes": minutes.strip()}, read=version, stale=STALE)
    record(
        now.subject,
        "minutes written",
        by=by,
        before={"minutes": before} if before else None,
        after={"minutes": now.minutes},
    )
    return now


@action
def close_moderation(*, by: Person, meeting: Moderation, version: int, minutes: str) -> Moderation:
    """Close a meeting: everything is agreed, each bid had its quorum, and from now on the scores are locked."""
    now = _open(meeting, version)
    of = now.opportunity
    if not access.may_moderate(by, of):
        raise NotAllowed(NOT_CHAIR)
    if not access.may_read_minutes(by, now):
        raise NotAllowed(NOT_MINUTED)
    if not minutes.strip():
        raise Refused("Enter the minutes of the meeting", field="minutes")
    boards = queries.whole_board(of, now)
    if not boards:
        raise Refused("No bid was moderated at this meeting.")
    seen = set(access.moderated(by, of).values_list("reference", flat=True))
    lacking = against_closing(boards, now.quorum, seen)
    if lacking:
        raise Refused(" ".join(lacking[:5]))
    write_next(
        now,
        {"state": "closed", "closed": clock.now(), "minutes": minutes.strip()},
        read=version,
        stale=STALE,
    )
    bids = [one.bid.pk for one in boards]
    AgreedScore.objects.filter(meeting=now, bid__in=bids, is_locked=False).update(is_locked=True)
    people = list(now.attendances.select_related("person"))
    recused = queries.recused_of(Bid.objects.filter(pk__in=bids), [one.person_id for one in people])
    record(
        now.subject,
        "moderation closed",
        by=by,
        after={
            "held": now.held.isoformat(),
            "quorum": now.quorum,
            "present": sorted(one.person.ledger_name for one in people),
            "recused": {
                one.bid.reference: [who.ledger_name for who in recused[one.bid.pk]]
                for one in boards
                if one.bid.pk in recused
            },
            "minutes": now.minutes,
            "scores": {
                one.bid.reference: {row.criterion.key: row.in_force for row in one.criteria}
                for one in boards
            },
        },
    )
    call = of.call
    if not call.is_rolling:
        opportunities.move_on(by=by, call=call, to="ranking")
    return now


def against_closing(boards: Sequence[queries.BidMarks], quorum: int, seen: set[str]) -> list[str]:
    """What stands against closing a meeting, bid by bid; a bid that somebody may not see goes unnamed."""
    found = []
    for one in boards:
        named = f"“{one.bid}”" if one.bid.reference in seen else "A bid that is shut to you"
        if one.waiting:
            found.append(f"{named}: not all markers' sheets are in.")
        elif any(row.lacks for row in one.criteria):
            count = sum(1 for row in one.criteria if row.lacks)
            what = "one criterion is" if count == 1 else f"{count} criteria are"
            found.append(f"{named}: {what} not agreed with all that it needs.")
        if one.present < quorum:
            found.append(
                f"{named}: {one.present} could take part, and the quorum is {quorum}, because of"
                " declared interests."
            )
    return found


def _open(meeting: Moderation, version: int) -> Moderation:
    now = Moderation.objects.select_related("opportunity__call", "chair").get(pk=meeting.pk)
    if now.state != "open":
        raise Refused("This meeting is closed.")
    as_read(now, version, stale=STALE)
    return now
