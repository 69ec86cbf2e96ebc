"""What applicants' pages read beside the answers: their list, files, texts side by side, submissions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import QuerySet
from django.http import Http404

from precept.do.bids import rules
from precept.do.bids.models import Bid, BidMember, Revision, SectionAnswers, Submission, WhyNot
from precept.do.bids.queries.around import problems_around
from precept.do.bids.queries.drafts import asks, is_open, my_bids, problems
from precept.do.opportunities.models import Call
from precept.foundation import clock
from precept.foundation.documents.models import StoredFile
from precept.foundation.people.models import Person
from precept.foundation.people.rules import same_address
from precept.foundation.questions.reading import AnswerRead, for_reading
from precept.foundation.questions.rules import Problem
from precept.foundation.questions.sets import Question, QuestionSet

MOST_LISTED: Final = 200
MOST_FILES: Final = 200


@dataclass(frozen=True)
class MyBid:
    """A bid as its team's list shows it: how long there is, and what to do next."""

    bid: Bid
    closes: str
    left: str
    state: str
    next_step: str


def listed_mine(person: Person) -> list[MyBid]:
    """The bids that they work on, the latest first, at most 200; one query."""
    now = clock.now()
    return [_listed(one, now) for one in my_bids(person)[:MOST_LISTED]]


def _listed(bid: Bid, now: datetime) -> MyBid:
    call: Call = bid.opportunity.call
    open_now = is_open(call, now)
    return MyBid(
        bid=bid,
        closes=clock.spoken_time(call.closes_at) if call.closes_at else "",
        left=rules.time_left(call.closes_at, now) if open_now and call.closes_at else "",
        state=rules.STATES[bid.state],
        next_step=rules.next_step(bid.state, call.stage, open_now),
    )


def is_invited(person: Person) -> bool:
    """Whether a place on the team of a bid waits for the address that somebody signed in with."""
    waiting = BidMember.objects.filter(email=same_address(person.email), person=None, ended=None)
    return waiting.exists()


def rehearsals(person: Person) -> list[Bid]:
    """The rehearsals that somebody has under way."""
    rows = Bid.with_rehearsals.filter(begun_by=person, is_rehearsal=True)
    return list(rows.select_related("opportunity").order_by("-pk")[:20])


def begun_in(person: Person, call: Call) -> list[Bid]:
    """The bids of a round that somebody works on already."""
    rows = my_bids(person).filter(opportunity=call.opportunity_id)
    return list(rows[:20])


def why_shut(call: Call) -> str:
    """Why nobody can begin a bid now, saying when it was or will be possible."""
    if call.stage in {"drafting", "ready"}:
        return "This round is not published yet."
    if call.stage == "cancelled":
        return "This round is cancelled."
    if call.opens_at and clock.now() < call.opens_at:
        return f"This round opens at {clock.spoken_time(call.opens_at)}."
    if call.closes_at:
        return f"This round closed at {clock.spoken_time(call.closes_at)}."
    return "This round is not open."


def may_ask_other_way(call: Call) -> bool:
    """Whether somebody may ask for another way of applying: before a round opens too, until it closes."""
    soon = call.stage == "published" and call.opens_at is not None and clock.now() < call.opens_at
    return soon or is_open(call)


def files_of(bid: Bid) -> dict[str, StoredFile]:
    """The files kept for a bid, by their reference, the newest last; at most 200."""
    rows = StoredFile.objects.filter(about=bid.subject).order_by("added", "pk")[:MOST_FILES]
    return {one.reference: one for one in rows}


def latest_submission(bid: Bid) -> Submission | None:
    """What was sent last, in force or not; None where nothing was."""
    return bid.submissions.select_related("by").order_by("-number").first()


def submission_of(bid: Bid, receipt: str) -> Submission:
    """A submission of a bid by the number on its receipt. Http404 where there is none."""
    found = bid.submissions.select_related("by").filter(receipt=receipt).first()
    if found is None:
        raise Http404
    return found


def other_submissions(bid: Bid, made: Submission) -> list[Submission]:
    """Whatever else was submitted of a bid, the latest first."""
    return list(bid.submissions.exclude(pk=made.pk).order_by("-number")[:50])


def problems_of(bid: Bid, call: Call, every: dict[str, Any] | None = None) -> list[Problem]:
    """Everything that stands against submitting a bid: its answers, and what stands around them."""
    return [*problems_around(bid, call), *problems(bid, call, every)]


def asks_why_not(bid: Bid) -> bool:
    """Whether its team is asked why it was not submitted, and has not said."""
    return WhyNot.objects.filter(bid=bid, answered=None).exists()


def latest_overtaken(person: Person, bid: Bid, section: str) -> Revision | None:
    """The last text of theirs that somebody else's save overtook; None where there is none."""
    rows = bid.revisions.filter(section=section, by=person, version=None)
    return rows.order_by("-at", "-pk").first()


def only_this_page_wrote(
    bid: Bid, section: str, *, by: Person, writer: str, after: int, to: int
) -> bool:
    """Whether every text of a section after a version, up to another, came from one page of one person."""
    rows = bid.revisions.filter(section=section, by=by, key__startswith=f"{writer}-")
    return rows.filter(version__gt=after, version__lte=to).count() == to - after


def revision(bid: Bid, section: str, number: int) -> Revision:
    """One text that was saved of a section. Http404 where there is none."""
    found = bid.revisions.select_related("by").filter(section=section, pk=number).first()
    if found is None:
        raise Http404
    return found


def revisions_of(bid: Bid, section: str) -> QuerySet[Revision]:
    """Every text that was saved of a section, for a list."""
    return bid.revisions.filter(section=section).select_related("by")


@dataclass(frozen=True)
class TwoAnswers:
    """A question that two people answered differently."""

    question: Question
    mine: AnswerRead
    theirs: AnswerRead
    likely: str
    """Which of the two alone was changed ("mine", "theirs"); "" where both were."""
    can_keep_both: bool


def two_texts(bid: Bid, mine: Revision, theirs: SectionAnswers) -> list[TwoAnswers]:
    """The questions of a section that two texts answer differently, with both answers."""
    asked = asks(bid)
    section = asked.section(mine.section)
    base = (
        bid.revisions.filter(section=mine.section, version=mine.read_version)
        .values_list("answers", flat=True)
        .first()
    ) or {}
    here, there = (
        read_section(asked, mine.section, mine.answers),
        read_section(asked, mine.section, theirs.answers),
    )
    return [
        TwoAnswers(
            question=question,
            mine=here[question.key],
            theirs=there[question.key],
            likely=rules.changed_by(
                base.get(question.key),
                mine.answers.get(question.key),
                theirs.answers.get(question.key),
            ),
            can_keep_both=question.kind in rules.JOINED,
        )
        for question in section.questions
        if rules.differ(mine.answers.get(question.key), theirs.answers.get(question.key))
    ]


def read_section(
    asked: QuestionSet, section: str, answers: Mapping[str, Any]
) -> dict[str, AnswerRead]:
    """The answers of one section as somebody reads them, by question; those not asked just now too."""
    bare = asked.section(section)
    bare = bare.model_copy(
        update={
            "questions": tuple(one.model_copy(update={"shown_if": ()}) for one in bare.questions)
        }
    )
    found = for_reading(QuestionSet(sections=(bare,)), answers)
    return {row.question.key: row for part in found for row in part.rows}
