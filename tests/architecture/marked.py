"""Rounds whose bids were opened: being marked, moderated, ranked, frozen; and a past one that is loaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from precept.do.assessment import actions, queries
from precept.do.assessment.actions import AgreedNow
from precept.do.assessment.models import AgreedScore, Feedback, Recommendation
from precept.do.assessment.rules import Given, PastBid
from precept.do.bids import actions as bids
from precept.do.bids import queries as bids_read
from precept.do.bids.models import Bid, Conflict
from precept.do.opportunities import actions as opportunities
from precept.do.opportunities.models import Call, Criterion, Opportunity
from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.parties.models import Organisation
from precept.plan.models import Fund
from tests.architecture.rounds import (
    CRITERIA,
    SHORT,
    People,
    References,
    begin_short,
    clean_file,
    close,
    publish,
    set_up,
    submit,
)

Bidders = Sequence[tuple[Person, Organisation]]


@dataclass
class Opened:
    """A round and its bids, the first with a file."""

    call: Call
    bids: list[Bid]

    @property
    def opportunity(self) -> Opportunity:
        """Its row of the register."""
        found: Opportunity = self.call.opportunity
        return found

    def score_of(self, at: int) -> int:
        """What a bid is worth: the last one less than the others."""
        return 3 if at == len(self.bids) - 1 else 4

    def again(self) -> Call:
        """The round as it stands now."""
        self.call = Call.objects.select_related("opportunity").get(pk=self.call.pk)
        return self.call


def opened(people: People, theme: str, bidders: Bidders = ()) -> Opened:
    """A round whose bids were opened, in which everybody declared that they have no interest."""
    call = publish(people, set_up(people, theme, SHORT))
    made = []
    for at, (person, organisation) in enumerate(bidders or people.bidders):
        bid = begin_short(call, person, organisation, f"{theme}, idea {at + 1}")
        if at == 0:
            clean_file(bid, person, "project")
        made.append(submit(bid, person))
    bids.open_bids(by=people.officer, call=close(call))
    found = Opened(call, made)
    found.again()
    for person in (*people.handlers, people.marker, people.expert):
        declare(person, found)
    return found


def declare(person: Person, found: Opened, *conflicts: tuple[Bid, str, str]) -> None:
    """Somebody declares interests against the list as it stands."""
    listed = bids_read.list_now(found.opportunity)
    assert listed is not None
    bids.declare(
        by=person, opportunity=found.opportunity, listed=listed.sha256, conflicts=conflicts
    )


def marking(people: People, theme: str, bidders: Bidders = ()) -> Opened:
    """A round at its marking: each bid is with the marker and the expert."""
    found = opened(people, theme, bidders)
    for bid in found.bids:
        for marker in (people.marker, people.expert):
            actions.allocate(by=people.officer, bid=bid, marker=marker)
    actions.begin_marking(by=people.officer, call=found.again())
    found.again()
    return found


def marked(people: People, theme: str, bidders: Bidders = ()) -> Opened:
    """A round whose sheets are all in, and whose meeting is open."""
    found = marking(people, theme, bidders)
    for at, bid in enumerate(found.bids):
        for marker in (people.marker, people.expert):
            score = found.score_of(at)
            given = {key: Given(score, f"We read it so: {key}") for key in keys()}
            saved = actions.save_marks(by=marker, bid=bid, given=given, overall="Good", read=0)
            actions.submit_sheet(by=marker, bid=bid, version=saved.version)
    actions.open_moderation(
        by=people.manager,
        call=found.again(),
        held=clock.today(),
        chair=people.manager,
        people=[people.officer, people.marker, people.chief],
        quorum=1,
    )
    found.again()
    return found


def keys() -> list[str]:
    """The criteria of these rounds."""
    return [one["key"] for one in CRITERIA]


def moderated(people: People, theme: str, bidders: Bidders = ()) -> Opened:
    """A round whose scores are agreed and locked."""
    found = marked(people, theme, bidders)
    meeting = queries.open_meeting(found.opportunity)
    assert meeting is not None
    for at, bid in enumerate(found.bids):
        score = found.score_of(at)
        given = {key: AgreedNow(score, "The meeting agreed") for key in keys()}
        actions.agree_scores(by=people.manager, meeting=meeting, bid=bid, given=given)
    meeting.refresh_from_db()
    actions.close_moderation(
        by=people.manager, meeting=meeting, version=meeting.version, minutes="All were discussed."
    )
    found.again()
    return found


def ranked(people: People, theme: str, bidders: Bidders = ()) -> tuple[Opened, Recommendation]:
    """A round with a ranking in hand and a cut-off."""
    found = moderated(people, theme, bidders)
    kept = actions.start_ranking(by=people.officer, call=found.call, bands=[70, 60, 40])
    kept = actions.set_cut_off(
        by=people.officer,
        recommendation=kept,
        version=kept.version,
        cut_off=70,
        why="Good evidence against every criterion",
    )
    return found, kept


def frozen(people: People, theme: str, bidders: Bidders = ()) -> tuple[Opened, Recommendation]:
    """A round whose recommendation is frozen."""
    found, kept = ranked(people, theme, bidders)
    kept = actions.place_bid(
        by=people.officer,
        recommendation=kept,
        version=kept.version,
        bid=found.bids[-1],
        placing="reserve",
        reserve_place=1,
    )
    kept = actions.freeze_recommendation(
        by=people.officer, recommendation=kept, version=kept.version
    )
    return found, kept


def feedback(found: Opened, by: Person, key: str) -> Feedback:
    """What a bidder is told about a criterion, written and not approved."""
    criterion = Criterion.objects.get(call=found.call, key=key)
    return actions.write_feedback(
        by=by, bid=found.bids[-1], criterion=criterion, words="Say who told you so."
    )


def past(people: People) -> Opportunity:
    """A round of the past whose bids are loaded, and which is not finished."""
    made = opportunities.record_round(
        by=people.manager,
        programme="Parish grants",
        year="2023-24",
        number=1,
        theme="Village halls",
        deadline=date(2023, 9, 29),
        fund=Fund.objects.get(code="csf"),
        reference="PAST-2023-24-1",
        state="closed",
        is_invented=True,
    )
    for name in ("Osierbrook Hall", "Fennelby Hall"):
        loaded = PastBid(organisation=name, title=f"A stage for {name}", placing="decline")
        actions.take_in_past_bid(by=people.manager, opportunity=made, past=loaded, is_invented=True)
    return made


def add_marked(people: People, references: References) -> None:
    """One round of each stage, and what the addresses of each speak of."""
    being_opened = opened(people, "Open doors")
    being_marked = marking(people, "Safe walks")
    shut = being_marked.bids[1]
    declare(people.other_marker, being_marked, (shut, "member", ""))
    being_moderated = marked(people, "Night buses")
    being_ranked, _ = ranked(people, "Street pastors")
    feedback(being_ranked, people.officer, "need")
    agreed = AgreedScore.objects.get(bid=being_ranked.bids[0], criterion__key="value")
    wrong = actions.propose_correction(by=people.officer, agreed=agreed, score=3, why="A slip")
    is_frozen, _ = frozen(people, "Kind phones")
    references |= {
        "opened": being_opened.opportunity.reference,
        "opened_bid": being_opened.bids[0].reference,
        "marking": being_marked.opportunity.reference,
        "given_bid": being_marked.bids[0].reference,
        "its_marker": people.expert.reference,
        "conflict": str(Conflict.objects.get(bid=shut).pk),
        "moderating": being_moderated.opportunity.reference,
        "moderated_bid": being_moderated.bids[0].reference,
        "ranking": being_ranked.opportunity.reference,
        "ranked_bid": being_ranked.bids[0].reference,
        "other_ranked_bid": being_ranked.bids[-1].reference,
        "correction": str(wrong.pk),
        "frozen": is_frozen.opportunity.reference,
        "past": past(people).reference,
    }
