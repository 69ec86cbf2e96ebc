"""Taking in a finished round from its papers, bid by bid, into a closed moderation and a frozen ranking."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from precept.do.assessment import access, queries, rules
from precept.do.assessment.access import Asker
from precept.do.assessment.actions.freezing import freeze
from precept.do.assessment.actions.ranking import keep
from precept.do.assessment.models import (
    AgreedScore,
    Attendance,
    Moderation,
    Placing,
    Recommendation,
)
from precept.do.bids.models import Bid, Submission
from precept.do.opportunities.models import Call, FrozenQuestions, Opportunity
from precept.foundation import clock
from precept.foundation.ledger.actions import (
    Changed,
    NotAllowed,
    Refused,
    action,
    record,
)
from precept.foundation.ledger.verify_ledger import canonical
from precept.foundation.people.models import Person
from precept.foundation.questions.sets import QuestionSet
from precept.parties import actions as parties
from precept.parties import queries as organisations
from precept.parties.models import Organisation

NOT_PAST: Final = "Only people who keep the register and recommend awards may take in a past round."
BEFORE_RANKING: Final = frozenset({"drafting", "ready", "published", "opened", "ranking"})


@action
def take_in_past_bid(
    *,
    by: Asker,
    opportunity: Opportunity,
    past: rules.PastBid,
    channel: str = "paper",
    is_invented: bool = False,
    why: str = "",
) -> Bid:
    """Take in one bid of a finished round: its organisation found or made, its scores, what came of it.

    The same organisation and project again changes nothing. Refused where the round has bids of its own.
    """
    if not access.may_take_in_past(by):
        raise NotAllowed(NOT_PAST)
    call = _call(by, opportunity)
    kept, meeting = _in_hand(by, opportunity, call)
    criteria = queries.scored_on(call)
    column, words = rules.past_problem(past, criteria)
    if words:
        raise Refused(words, field=column)
    organisation = _organisation(by, past, is_invented=is_invented, why=why)
    bid = Bid.objects.filter(
        opportunity=opportunity, organisation=organisation, title=past.title, state="submitted"
    ).first()
    if bid is not None:
        return bid
    bid = _bid(opportunity, call, organisation, past, channel, is_invented=is_invented)
    held = rules.scores_by_key(past, [one.key for one in criteria])
    is_whole = bool(criteria) and len(held) == len(criteria)
    if is_whole:
        AgreedScore.objects.bulk_create(
            AgreedScore(bid=bid, criterion=one, meeting=meeting, score=held[one.key])
            for one in criteria
        )
    entry = replace(
        queries.entry_of(bid),
        placing=rules.placing_of(past),
        amount=past.amount if past.placing in rules.FUNDED else None,
        score=None if is_whole else past.total,
        why=past.why,
        conditions=past.conditions,
        by_hand=True,
        reserve_place=_next_reserve(kept) if past.placing == "reserve" else None,
    )
    Placing.objects.create(
        recommendation=kept,
        bid=bid,
        title=entry.title,
        organisation_name=entry.organisation,
        organisation_reference=entry.organisation_reference,
        asked=entry.asked,
        score=entry.score,
        placing=entry.placing,
        amount=entry.amount,
        reserve_place=entry.reserve_place,
        why=entry.why,
        conditions=list(entry.conditions),
        by_hand=True,
    )
    record(kept.subject, "past bid taken in", by=by, why=why, after=rules.entered(entry))
    return bid


def _call(by: Asker, opportunity: Opportunity) -> Call:
    """The round's call, made where the register alone knows the round."""
    if opportunity.deadline >= clock.today():
        raise Refused("This round is not over: only a finished round is taken in from a file.")
    found = Call.objects.select_related("opportunity__fund").filter(opportunity=opportunity).first()
    if found is None:
        questions = _no_questions()
        found = Call.objects.create(
            opportunity=opportunity,
            stage="ranking",
            is_sealed=False,
            frozen=questions,
            questions=questions.content,
        )
        record(opportunity.subject, "past round begun to be taken in", by=by)
    if found.stage not in BEFORE_RANKING or found.is_rolling:
        raise Refused("This round is finished, or runs now: nothing is taken in from a file.")
    return found


def _no_questions() -> FrozenQuestions:
    """The set without questions that bids on paper answer."""
    empty = QuestionSet()
    made, _ = FrozenQuestions.objects.get_or_create(
        digest=empty.digest, defaults={"content": empty.model_dump(mode="json")}
    )
    return made


def _in_hand(by: Asker, opportunity: Opportunity, call: Call) -> tuple[Recommendation, Moderation]:
    kept = queries.draft(opportunity)
    if kept is None:
        if queries.recommendation(opportunity) is not None:
            raise Refused("This round is finished already.")
        if Bid.objects.filter(opportunity=opportunity).exists():
            raise Refused("This round has bids of its own: a file cannot be taken in beside them.")
        maker = by if isinstance(by, Person) else None
        ranking = replace(queries.fresh(opportunity), entries={})
        kept = keep(opportunity, ranking, maker)
        Recommendation.objects.filter(pk=kept.pk).update(is_past=True)
        kept.is_past = True
        record(kept.subject, "past ranking started", by=by, after=rules.started(ranking))
        if call.stage != "ranking":
            Call.objects.filter(pk=call.pk, stage=call.stage).update(stage="ranking")
            record(opportunity.subject, "past round begun to be taken in", by=by)
    if not kept.is_past:
        raise Refused("This round is ranked here: a file cannot be taken in beside that.")
    meeting = queries.open_meeting(opportunity)
    if meeting is None:
        meeting = Moderation.objects.create(
            opportunity=opportunity, held=opportunity.deadline, chair=None, quorum=0
        )
    return kept, meeting


def _organisation(by: Asker, past: rules.PastBid, *, is_invented: bool, why: str) -> Organisation:
    found = organisations.named(past.organisation)
    if found is not None:
        return found
    return parties.add_organisation(
        by=by,
        name=past.organisation,
        confirmed=True,
        why=why,
        kinds=[],
        area=past.area,
        source=why[:300],
        is_invented=is_invented,
    )


def _bid(
    opportunity: Opportunity,
    call: Call,
    organisation: Organisation,
    past: rules.PastBid,
    channel: str,
    *,
    is_invented: bool,
) -> Bid:
    now = clock.now()
    bid = Bid.objects.create(
        opportunity=opportunity,
        questions=call.frozen or _no_questions(),
        organisation=organisation,
        state="submitted",
        channel=channel,
        is_invented=is_invented,
        title=past.title,
        summary=past.summary,
        amount=past.asked,
        areas=[past.area] if past.area else [],
        opened=now,
    )
    content = canonical(
        {
            "bid": bid.reference,
            "opportunity": opportunity.reference,
            "number": 1,
            "channel": channel,
            "organisation": {"reference": organisation.reference, "name": organisation.name},
            "accountable_body": None,
            "by": "papers of a past round",
            "begun": now.isoformat(),
            "received": now.isoformat(),
            "questions": bid.questions.digest,
            "answers": {},
            "files": [],
        }
    )
    bid.in_force = Submission.objects.create(
        bid=bid,
        number=1,
        key="past",
        content=content,
        sha256=hashlib.sha256(content.encode()).hexdigest(),
        channel=channel,
        begun=now,
        received=now,
    )
    bid.save(update_fields=["in_force"])
    return bid


def _next_reserve(kept: Recommendation) -> int:
    return Placing.objects.filter(recommendation=kept, placing="reserve").count() + 1


@action
def finish_past_round(
    *,
    by: Asker,
    opportunity: Opportunity,
    held: date,
    chair: Person | None = None,
    people: Sequence[Person] = (),
    minutes: str = "",
    cut_off: int | None = None,
    cut_off_why: str = "",
    bands: Sequence[int] = (),
    source: str = "",
    marked_from: date | None = None,
    marked_to: date | None = None,
) -> Recommendation:
    """State what else a past round's papers say, lock its scores and freeze what was recommended.

    What the papers leave open stays open ("not stated") and is kept in the event as doubts: nobody can
    answer it any more.
    """
    if not access.may_take_in_past(by):
        raise NotAllowed(NOT_PAST)
    kept = queries.draft(opportunity)
    if kept is None or not kept.is_past:
        raise Refused("No past round is taken in here.")
    if not source.strip():
        raise Refused("Enter where this comes from", field="source")
    if held > clock.today():
        raise Refused("The day of moderation must be in the past", field="held")
    if problem := rules.marking_window_problem(marked_from, marked_to, held):
        raise Refused(problem, field="marked_to" if marked_from else "marked_from")
    if bands and (problem := rules.check_bands(bands)):
        raise Refused(problem, field="bands")
    if cut_off is not None and not 0 <= cut_off <= rules.HIGHEST:
        raise Refused("The cut-off must be between 0 and 100", field="cut_off")
    if not kept.placings.exists():
        raise Refused("No bid of this round is loaded yet.")
    _close(by, opportunity, held, chair, people, minutes)
    edges = sorted(bands, reverse=True)
    changed = Recommendation.objects.filter(pk=kept.pk, state="draft", version=kept.version)
    if not changed.update(cut_off=cut_off, cut_off_why=cut_off_why.strip(), bands=edges):
        raise Changed("Somebody changed this round while you had it open.")
    kept.refresh_from_db()
    if edges:
        record(kept.subject, "bands set", by=by, after={"bands": edges})
    if cut_off is not None:
        after = {"cut_off": cut_off, "placed": []}
        record(kept.subject, "cut-off set", by=by, why=cut_off_why.strip(), after=after)
    ranking = queries.as_kept(kept)
    doubts = queries.problems_of(ranking, opportunity)
    record(
        kept.subject,
        "past round stated",
        by=by,
        why=source.strip(),
        after={
            "left open": [
                f"{one.reference}: {one.words}" if one.reference else one.words for one in doubts
            ]
        },
    )
    facts = queries.round_facts(opportunity, set(ranking.entries))
    if marked_from and marked_to:
        facts |= {"marking_began": clock.iso(marked_from), "marking_ended": clock.iso(marked_to)}
    freeze(kept, ranking, facts, by=by, why=source)
    Call.objects.filter(opportunity=opportunity, stage="ranking").update(stage="recommended")
    record(opportunity.subject, "past round taken in", by=by, why=source.strip())
    return kept


def _close(
    by: Asker,
    opportunity: Opportunity,
    held: date,
    chair: Person | None,
    people: Sequence[Person],
    minutes: str,
) -> None:
    meeting = queries.open_meeting(opportunity)
    if meeting is None:
        return
    there = {one.pk: one for one in ([chair, *people] if chair else people)}
    Attendance.objects.bulk_create(
        Attendance(
            meeting=meeting,
            person=one,
            role="Chair" if chair is not None and one.pk == chair.pk else "",
        )
        for one in there.values()
    )
    scores: dict[str, dict[str, int]] = {}
    rows = AgreedScore.objects.filter(meeting=meeting).select_related("bid", "criterion")
    for row in rows:
        assert row.score is not None
        scores.setdefault(row.bid.reference, {})[row.criterion.key] = row.score
    rows.update(is_locked=True)
    Moderation.objects.filter(pk=meeting.pk, state="open").update(
        state="closed",
        held=held,
        chair=chair,
        minutes=minutes.strip(),
        closed=clock.now(),
        version=meeting.version + 1,
    )
    record(
        meeting.subject,
        "moderation closed",
        by=by,
        after={
            "held": held.isoformat(),
            "present": sorted(one.ledger_name for one in there.values()),
            "scores": scores,
        },
    )
