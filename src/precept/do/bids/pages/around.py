"""What stands around every page of a bid: whose it is, what may still be done with it, and the way back."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse

from precept.do.bids import access, actions, queries, rules
from precept.do.bids.models import AssistedEntry, Bid, BodyAsked, SectionAnswers
from precept.do.opportunities.models import Call
from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.foundation.questions.sets import QuestionSet
from precept.foundation.questions.wording import languages
from precept.foundation.web.pages import Request
from precept.foundation.web.trails import Trail, outside_trail

WORDS_IN = "words-in"
"""In the session: which wording of the questions somebody reads."""


@dataclass(frozen=True)
class Opened:
    """A bid as somebody opened it."""

    person: Person
    bid: Bid

    @property
    def call(self) -> Call:
        """The call that it answers."""
        call: Call = self.bid.opportunity.call
        return call

    @cached_property
    def asked(self) -> QuestionSet:
        """What it answers: the questions as they were last corrected."""
        return queries.asks(self.bid, self.call)

    @cached_property
    def rows(self) -> dict[str, SectionAnswers]:
        """Its sections with what they said when this was opened: asked once a page."""
        return queries.sections(self.bid)

    @property
    def answers(self) -> dict[str, Any]:
        """Every answer of it when this was opened."""
        return queries.merged(self.rows)

    @cached_property
    def held(self) -> frozenset[str]:
        """The rights that this person holds on its team: asked once a page."""
        return access.rights_held(self.person, self.bid)

    @cached_property
    def edits(self) -> bool:
        """Whether this person writes answers."""
        return access.may_edit(self.person, self.bid, self.held)

    @cached_property
    def leads(self) -> bool:
        """Whether this person invites, submits and withdraws."""
        return access.may_lead(self.person, self.bid, self.held)

    @cached_property
    def is_open(self) -> bool:
        """Whether its round is open now."""
        return queries.is_open(self.call)

    @property
    def is_written_on(self) -> bool:
        """Whether its answers can still be written at all."""
        return self.bid.is_rehearsal or rules.is_written_on(
            self.bid.state, self.call.stage, self.is_open
        )

    @cached_property
    def entry(self) -> AssistedEntry | None:
        """Whom this person enters it for; None where it is their own."""
        if not self.person.may("enter for others"):
            return None
        return queries.entry(self.person, self.bid)

    @cached_property
    def body_asked(self) -> BodyAsked | None:
        """The organisation that is asked to hold the money; None where none is."""
        return queries.body_asked(self.bid)

    @property
    def may_change_bidder(self) -> bool:
        """Whether this person can still say who bids, or after a no who holds the money."""
        return self.leads and queries.may_change_bidder(
            self.bid, self.call, self.body_asked, self.bid.organisation
        )

    @cached_property
    def papers(self) -> queries.PapersAsked | None:
        """The papers that stand between this bid and submitting it; None where none are asked for."""
        return queries.papers_asked(self.bid, self.call, self.person)

    @property
    def papers_address(self) -> str:
        """Where they are given, back to here; "" for whoever does not keep that profile."""
        return self.paper_address("")

    def paper_address(self, kind: str) -> str:
        """Where one kind of paper is given, back to here; "" for whoever does not keep that profile."""
        papers = self.papers
        if papers is None or papers.holder is None or not papers.may_give:
            return ""
        who = papers.holder.reference
        there = (
            reverse("parties.give_paper", args=[who, kind])
            if kind
            else reverse("parties.my_papers", args=[who])
        )
        return f"{there}?{urlencode({'next': self.home})}"

    @property
    def closes(self) -> str:
        """When its round closes, in words."""
        return clock.spoken_time(self.call.closes_at) if self.call.closes_at else "not yet set"

    @property
    def left(self) -> str:
        """How long there still is, in words; "" when it is over."""
        if not self.is_open or self.call.closes_at is None:
            return ""
        return rules.time_left(self.call.closes_at, clock.now())

    @property
    def now(self) -> str:
        """What time it is for the office: this decides, and not the clock of somebody's computer."""
        return clock.spoken_time(clock.now())

    @property
    def home(self) -> str:
        """Where its task list is."""
        return draft_address(self.bid)

    def address(self, name: str, *more: object) -> str:
        """A page of this bid."""
        return reverse(f"bids.{name}", args=[self.bid.reference, *more])

    def section_address(self, section: str) -> str:
        """Where a section is answered."""
        return self.address("section", section)

    def trail(self, *places: tuple[str, str]) -> Trail:
        """The way from one's bids down to a page of this one."""
        return outside_trail(
            (reverse("bids.mine"), "Your bids"), (self.home, self.bid.reference), *places
        )

    def context(self, *places: tuple[str, str], **more: Any) -> dict[str, Any]:
        """What every page of a bid is given."""
        return {
            "opened": self,
            "bid": self.bid,
            "call": self.call,
            "breadcrumbs": self.trail(*places),
            **more,
        }


def draft_address(bid: Bid, done: str = "") -> str:
    """Where the task list of a bid is; ``done`` is the word for what was just done."""
    return reverse("bids.draft", args=[bid.reference]) + (f"?done={done}" if done else "")


def open_bid(request: Request, reference: str) -> Opened:
    """A bid that whoever asks works on. Http404 where it is not theirs.

    Somebody who was invited and comes for the first time takes their place up.
    """
    try:
        found = queries.bid(request.person, reference)
    except Http404:
        if not actions.take_up_invitations(by=request.person):
            raise
        found = queries.bid(request.person, reference)
    return Opened(request.person, found)


def language_of(request: Request, opened: Opened) -> str:
    """The wording in which somebody reads the questions: what they chose last, where the set has it."""
    known = languages(opened.asked)
    chosen = request.GET.get("in")
    if chosen is not None and (chosen in known or not chosen):
        if chosen:
            request.session[WORDS_IN] = chosen
        else:
            request.session.pop(WORDS_IN, None)
    kept = request.session.get(WORDS_IN, "") if known else ""
    return kept if kept in known else ""


def offered_languages(opened: Opened, chosen: str) -> list[tuple[str, str, bool]]:
    """The wordings one can read the questions in: (key, name, whether it is shown now); none where one alone."""
    known: Mapping[str, str] = languages(opened.asked)
    if not known:
        return []
    every = [("", "English"), *known.items()]
    return [(key, name, key == chosen) for key, name in every]
