"""Who may check, allocate and mark bids, and whose marks somebody may read.

Asked by every page and query of assessment at every request, so that a conflict declared a moment ago
shuts the bid, its files, marks, rank and counts in the next one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from precept.do.assessment import rules
from precept.do.assessment.models import (
    Allocation,
    Attendance,
    BidCheck,
    MarkSheet,
    Moderation,
    ScoreCorrection,
    counts,
)
from precept.do.bids import access as bids
from precept.do.bids.models import (
    AssistedEntry,
    Bid,
    BidMember,
    Conflict,
    ConflictList,
    Declaration,
)
from precept.do.opportunities.models import Opportunity
from precept.foundation.ledger.actions import TheSystem
from precept.foundation.people.models import Person

Asker = Person | TheSystem
"""A person, or the system where the command line loads a file."""

FOLLOWERS = ("run rounds", "moderate marks", "recommend awards")
"""Who in the office follows the marking, and reads marks once all are in."""


def may_check_bids(asker: Asker) -> bool:
    """Whether they may record checks of bids."""
    return isinstance(asker, TheSystem) or asker.may("run rounds")


def may_allocate_bids(asker: Asker) -> bool:
    """Whether they may say who marks which bid, and begin the marking."""
    return isinstance(asker, TheSystem) or asker.may("run rounds")


def may_follow_marking(asker: Asker) -> bool:
    """Whether they may see how far the markers are."""
    return isinstance(asker, TheSystem) or any(asker.may(power) for power in FOLLOWERS)


def may_mark_bids(asker: Asker) -> bool:
    """Whether they may be given bids to mark at all."""
    return isinstance(asker, Person) and asker.may("mark bids")


def entered_by(person: Person) -> Q:
    """The bids that somebody works on, or entered for the applicant."""
    return Q(Exists(BidMember.objects.filter(bid=OuterRef("pk"), person=person, ended=None))) | Q(
        Exists(AssistedEntry.objects.filter(bid=OuterRef("pk"), officer=person))
    )


def in_marking() -> Q:
    """The bids that are to be marked: submitted, opened, and not out for want of eligibility."""
    failed = BidCheck.objects.filter(
        counts(), bid=OuterRef("pk"), kind=rules.ELIGIBILITY, outcome="fail"
    )
    return Q(state="submitted", opened__isnull=False) & ~Q(Exists(failed))


def visible_to(asker: Asker) -> QuerySet[Bid]:
    """The bids that somebody in the office may know of in assessment: opened, and none of their conflicts."""
    if not may_follow_marking(asker):
        return Bid.objects.none()
    return bids.visible_to(asker).filter(state="submitted", opened__isnull=False)


def may_see_bid(asker: Asker, bid: Bid) -> bool:
    """Whether somebody in the office may know of a bid in assessment."""
    return visible_to(asker).filter(pk=bid.pk).exists()


def declared(person: Person, opportunity: str) -> Exists:
    """Whether somebody has declared their interests against the list of bidders as it is now.

    ``opportunity`` is the column that holds the round.
    """
    listed = ConflictList.objects.filter(opportunity=OuterRef("opportunity"))
    return Exists(
        Declaration.objects.filter(
            opportunity=OuterRef(opportunity),
            person=person,
            listed=Subquery(listed.values("sha256")[:1]),
        )
    )


def _stages(always: frozenset[str]) -> Q:
    return Q(opportunity__call__stage__in=always) | Q(
        opportunity__call__is_rolling=True, opportunity__call__stage__in=rules.ROLLING_AT
    )


def allocated_to(person: Person) -> QuerySet[Bid]:
    """The bids that somebody was given to mark and that nothing shuts to them, marking begun or not.

    To count and to ask for a declaration, not to read: ``to_mark_by`` is for reading.
    """
    if not may_mark_bids(person):
        return Bid.objects.none()
    return (
        Bid.objects.filter(in_marking(), _stages(rules.READ_AT | {"opened"}))
        .filter(Exists(Allocation.objects.filter(bid=OuterRef("pk"), marker=person, ended=None)))
        .filter(bids.open_to(person))
        .exclude(entered_by(person))
    )


def to_mark_by(person: Person) -> QuerySet[Bid]:
    """The bids that somebody may read as a marker: once marking began and they declared their interests."""
    return allocated_to(person).filter(_stages(rules.READ_AT), declared(person, "opportunity"))


def may_read_to_mark(person: Person, bid: Bid) -> bool:
    """Whether somebody may read a bid as one of its markers."""
    return to_mark_by(person).filter(pk=bid.pk).exists()


def may_mark(person: Person, bid: Bid) -> bool:
    """Whether somebody may give a bid marks now."""
    return to_mark_by(person).filter(_stages(rules.MARKED_AT), pk=bid.pk).exists()


def may_save_marks(person: Person, bid: Bid) -> bool:
    """Whether what somebody typed of a bid's marks may be kept: ``may_mark``, and where a bid that came since
    asks them to declare again. They read nothing by it.
    """
    before = Declaration.objects.filter(opportunity=bid.opportunity_id, person=person)
    mine = allocated_to(person).filter(_stages(rules.MARKED_AT), pk=bid.pk)
    return mine.exists() and before.exists()


_without_its_name: ContextVar[bool] = ContextVar("a file goes out without its name", default=False)


@contextmanager
def without_its_name() -> Iterator[None]:
    """Where a file is given out under a name that says nothing of the applicant."""
    token = _without_its_name.set(True)
    try:
        yield
    finally:
        _without_its_name.reset(token)


def may_open_file(person: Person, bid: Bid, is_hidden_from_markers: bool) -> bool:
    """Whether a marker may open a file of a bid; where the round hides applicants, only without its name."""
    if is_hidden_from_markers or not may_read_to_mark(person, bid):
        return False
    return _without_its_name.get() or not bid.opportunity.call.hides_applicant


def sheets_open_to(asker: Asker) -> QuerySet[MarkSheet]:
    """The marks that somebody may read.

    Their own, while the bid is open to them. Those of a bid's other markers once their own are in. In the
    office, those of everybody once marking is over, but for whoever still owes marks of that bid.
    """
    if isinstance(asker, TheSystem):
        return MarkSheet.objects.filter(state="submitted")
    own_in = MarkSheet.objects.filter(bid=OuterRef("bid"), marker=asker, state="submitted")
    owes = Allocation.objects.filter(bid=OuterRef("bid"), marker=asker, ended=None)
    submitted = Q(state="submitted")
    theirs = Q(bid__in=to_mark_by(asker)) & (Q(marker=asker) | (submitted & Q(Exists(own_in))))
    allowed = theirs
    if may_follow_marking(asker):
        over = Q(bid__opportunity__call__stage__in=rules.MODERATED_AT)
        allowed |= submitted & over & (Q(Exists(own_in)) | ~Q(Exists(owes)))
    return MarkSheet.objects.filter(allowed).filter(bids.open_to(asker, "bid"))


def counting() -> Q:
    """The sheets whose marks count: submitted, by somebody without a conflict in the bid."""
    shut = Conflict.objects.filter(bid=OuterRef("bid"), person=OuterRef("marker"), ended=None)
    return Q(state="submitted") & ~Q(Exists(shut))


def live() -> Q:
    """The allocations that stand: not ended by hand, and not by a conflict that was declared since."""
    shut = Conflict.objects.filter(bid=OuterRef("bid"), person=OuterRef("marker"), ended=None)
    return Q(ended=None) & ~Q(Exists(shut))


# Moderation, ranking and feedback

SEES_RANKING = (
    "run rounds",
    "moderate marks",
    "recommend awards",
    "allow over-programming",
    "advise on money",
    "advise on law",
    "draft decisions",
    "sign decisions",
)
"""Powers whose work rests on the ranking."""


@dataclass(frozen=True)
class Interests:
    """Whether somebody declared their interests in a round, and whether they have one in any bid of it."""

    is_declared: bool
    """They said, or there is nothing to declare against."""
    has_conflict: bool
    has_said: bool
    """They said, against the list of bidders as it stands; nil counts."""


def interests(asker: Asker, opportunity: Opportunity) -> Interests:
    """What somebody declared in a round, as it is now; with no list of bidders there is nothing to declare."""
    if isinstance(asker, TheSystem):
        return Interests(is_declared=True, has_conflict=False, has_said=True)
    listed = ConflictList.objects.filter(opportunity=OuterRef("pk"))
    conflicts = Conflict.objects.filter(bid__opportunity=OuterRef("pk"), person=asker, ended=None)
    found = (
        Opportunity.objects.filter(pk=opportunity.pk)
        .annotate(
            said=declared(asker, "pk"),
            is_listed=Exists(listed),
            shut=Exists(conflicts),
        )
        .values_list("said", "is_listed", "shut")
        .get()
    )
    said, is_listed, shut = found
    return Interests(is_declared=said or not is_listed, has_conflict=shut, has_said=said)


def is_declared(asker: Asker, opportunity: Opportunity, known: Interests | None = None) -> bool:
    """Whether they declared their interests, or there is no list of bidders to declare against."""
    return (known or interests(asker, opportunity)).is_declared


def has_conflict_in(asker: Asker, opportunity: Opportunity) -> bool:
    """Whether they declared an interest in any bid of a round."""
    return interests(asker, opportunity).has_conflict


def may_open_moderation(
    asker: Asker, opportunity: Opportunity, known: Interests | None = None
) -> bool:
    """Whether they may call a moderation meeting."""
    may = isinstance(asker, TheSystem) or asker.may("run rounds") or asker.may("moderate marks")
    return may and is_declared(asker, opportunity, known)


def may_moderate(asker: Asker, opportunity: Opportunity, known: Interests | None = None) -> bool:
    """Whether they may chair, close a meeting and settle corrections."""
    may = isinstance(asker, TheSystem) or asker.may("moderate marks")
    return may and is_declared(asker, opportunity, known)


def attends(asker: Asker, meeting: Moderation) -> bool:
    """Whether they are at a meeting."""
    return isinstance(asker, Person) and any(
        one.person_id == asker.pk for one in meeting.attendances.all()
    )


def may_read_minutes(asker: Asker, meeting: Moderation, known: Interests | None = None) -> bool:
    """Whether they may read what a meeting said of all bids together: without any interest in one, or in the chair."""
    if isinstance(asker, TheSystem) or meeting.chair_id == asker.pk:
        return True
    return not (known or interests(asker, meeting.opportunity)).has_conflict


def may_write_minutes(asker: Asker, meeting: Moderation) -> bool:
    """Whether they may keep the minutes: who is at the meeting or moderates, and may read them."""
    is_there = attends(asker, meeting) or may_moderate(asker, meeting.opportunity)
    return is_there and may_read_minutes(asker, meeting)


def may_see_moderation(
    asker: Asker, opportunity: Opportunity, known: Interests | None = None
) -> bool:
    """Whether they may see a round's marks side by side: who follows the marking, and who is at a meeting."""
    is_there = may_follow_marking(asker) or (
        isinstance(asker, Person)
        and Attendance.objects.filter(meeting__opportunity=opportunity, person=asker).exists()
    )
    return is_there and is_declared(asker, opportunity, known)


def moderated(
    asker: Asker, opportunity: Opportunity, known: Interests | None = None
) -> QuerySet[Bid]:
    """The bids of a round whose marks they may see side by side: none of their conflicts, none they wrote."""
    if not may_see_moderation(asker, opportunity, known):
        return Bid.objects.none()
    rows = Bid.objects.filter(in_marking(), bids.open_to(asker), opportunity=opportunity)
    return rows if isinstance(asker, TheSystem) else rows.exclude(entered_by(asker))


def may_agree_scores(
    asker: Asker, meeting: Moderation, bid: Bid, known: Interests | None = None
) -> bool:
    """Whether they may write down what a meeting agrees for a bid: at the meeting and not recused."""
    return (
        attends(asker, meeting)
        and moderated(asker, meeting.opportunity, known).filter(pk=bid.pk).exists()
    )


def may_propose_correction(asker: Asker, bid: Bid, known: Interests | None = None) -> bool:
    """Whether they may say that a locked score is wrong."""
    return may_follow_marking(asker) and may_see_ranked(asker, bid, known)


def may_settle_correction(asker: Asker, correction: ScoreCorrection) -> bool:
    """Whether they may approve or refuse a correction: never their own."""
    bid = correction.agreed.bid
    return (
        isinstance(asker, Person)
        and may_moderate(asker, bid.opportunity)
        and may_see_ranked(asker, bid)
        and asker.pk != correction.proposed_by_id
    )


def may_see_ranking(asker: Asker, opportunity: Opportunity, known: Interests | None = None) -> bool:
    """Whether they may see a round's ranking: their work rests on it, and they declared their interests."""
    may = isinstance(asker, TheSystem) or any(asker.may(power) for power in SEES_RANKING)
    return may and is_declared(asker, opportunity, known)


def ranked_for(
    asker: Asker, opportunity: Opportunity, known: Interests | None = None
) -> QuerySet[Bid]:
    """The bids that they may see in a ranking: opened ones, none of their conflicts."""
    if not may_see_ranking(asker, opportunity, known):
        return Bid.objects.none()
    rows = Bid.objects.filter(opportunity=opportunity, opened__isnull=False)
    return rows.filter(bids.open_to(asker))


def may_see_ranked(asker: Asker, bid: Bid, known: Interests | None = None) -> bool:
    """Whether they may see a bid's place in a ranking."""
    return ranked_for(asker, bid.opportunity, known).filter(pk=bid.pk).exists()


def may_recommend(asker: Asker, opportunity: Opportunity, known: Interests | None = None) -> bool:
    """Whether they may rank a round's bids against the money: without any interest in one of them."""
    if not (isinstance(asker, TheSystem) or asker.may("recommend awards")):
        return False
    found = known or interests(asker, opportunity)
    return found.is_declared and not found.has_conflict


def may_allow_over(asker: Asker, opportunity: Opportunity, known: Interests | None = None) -> bool:
    """Whether they may allow awards above the pot."""
    if not (isinstance(asker, Person) and asker.may("allow over-programming")):
        return False
    found = known or interests(asker, opportunity)
    return found.is_declared and not found.has_conflict


def may_write_feedback(asker: Asker, bid: Bid) -> bool:
    """Whether they may write what a bidder is told."""
    may = isinstance(asker, Person) and (asker.may("run rounds") or asker.may("recommend awards"))
    return may and may_see_ranked(asker, bid)


def may_approve_feedback(asker: Asker, bid: Bid) -> bool:
    """Whether they may approve what somebody else wrote for a bidder."""
    may = isinstance(asker, Person) and (asker.may("moderate marks") or asker.may("run rounds"))
    return may and may_see_ranked(asker, bid)


def may_take_in_past(asker: Asker) -> bool:
    """Whether they may take in a finished round from its papers."""
    return isinstance(asker, TheSystem) or (
        asker.may("keep the register") and asker.may("recommend awards")
    )
