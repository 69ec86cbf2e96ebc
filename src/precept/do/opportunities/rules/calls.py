"""A call's life: the stages people move it through, and what the clock makes of it. Pure."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final, Literal

from precept.foundation.clock import Deadline
from precept.foundation.clock.days import wall_words
from precept.parties.rules import paper_choices

Standing = Literal["drafting", "coming", "open", "closed", "cancelled"]
"""What a call is to somebody who may want to bid."""

stages = [
    ("drafting", "Being set up"),
    ("ready", "Waiting for a second person"),
    ("published", "Published"),
    ("opened", "Bids opened"),
    ("marking", "Marking"),
    ("moderating", "Moderation"),
    ("ranking", "Ranking against the money"),
    ("recommended", "Recommended"),
    ("decided", "Decided"),
    ("awarded", "Awarded"),
    ("cancelled", "Cancelled"),
]
STAGES: Final = dict(stages)
ROLLING_STAGES: Final = {
    "drafting": STAGES["drafting"],
    "ready": STAGES["ready"],
    "published": "Published: bids are marked and decided batch by batch",
    "opened": "Closed: the last bids are decided",
    "awarded": "Finished",
}
"""The stages that a rolling round goes through, as it is told on its way."""
MOVES: Final[Mapping[str, frozenset[str]]] = {
    "drafting": frozenset({"ready"}),
    "ready": frozenset({"drafting", "published"}),
    "published": frozenset({"opened", "cancelled"}),
    "opened": frozenset({"marking", "cancelled"}),
    "marking": frozenset({"moderating", "cancelled"}),
    "moderating": frozenset({"marking", "ranking", "cancelled"}),
    "ranking": frozenset({"moderating", "recommended", "cancelled"}),
    "recommended": frozenset({"ranking", "decided", "cancelled"}),
    "decided": frozenset({"awarded"}),
    "awarded": frozenset(),
    "cancelled": frozenset(),
}
"""Where a call may go next from each stage."""

match_rules = [
    ("none", "No match funding is asked for"),
    ("welcome", "Match funding is welcome and not required"),
    ("required", "Match funding is required"),
]
MATCH_RULES: Final = dict(match_rules)
papers_from = [
    ("winners", "Those who are to be awarded"),
    ("everyone", "Everyone who bids"),
]
PAPERS_FROM: Final = dict(papers_from)
body_agrees_before = [
    ("award", "Before money is awarded. A bid may be submitted that says it was asked"),
    ("submission", "Before a bid is submitted"),
]
BODY_AGREES_BEFORE: Final = dict(body_agrees_before)
"""By when an accountable body that would hold the money has agreed to."""
PAPER_KINDS: Final = dict(paper_choices())
"""Papers an organisation keeps on its profile, by kind."""
proposal_states = [
    ("waiting", "Waiting for a second person"),
    ("agreed", "Agreed"),
    ("refused", "Turned down"),
]
correction_kinds = [("typing", "Typing error"), ("material", "Material correction")]
CORRECTION_KINDS: Final = dict(correction_kinds)
clarification_states = [
    ("waiting", "Waiting for an answer"),
    ("answered", "Answered to all"),
    ("declined", "Not answered"),
]


def may_move(stage: str, to: str) -> bool:
    """Whether a call at a stage may go to another."""
    return to in MOVES[stage]


def moment(instant: datetime | None, wall: str) -> Deadline | None:
    """An instant with the wall time that was published for it; None where none is set."""
    if instant is None or not wall:
        return None
    return Deadline(instant=instant, wall=datetime.fromisoformat(wall))


def standing(
    stage: str, opens: datetime | None, closes: datetime | None, now: datetime
) -> Standing:
    """What a call is at a moment, to somebody who may want to bid. Open from ``opens``, before ``closes``."""
    if stage in {"drafting", "ready"} or opens is None or closes is None:
        return "drafting"
    if stage == "cancelled":
        return "cancelled"
    if now < opens:
        return "coming"
    return "open" if now < closes else "closed"


def is_public(stage: str) -> bool:
    """Whether what a call says is public: once it is published, for good."""
    return stage not in {"drafting", "ready"}


def register_state(
    stage: str, opens: datetime | None, closes: datetime | None, now: datetime
) -> str:
    """How the register states a call: planned, open, closed or awarded."""
    if stage == "awarded":
        return "awarded"
    if is_public(stage) and closes is None:
        return "closed"  # a past round whose papers do not say when it was open
    known = {"drafting": "planned", "coming": "planned", "open": "open"}
    return known.get(standing(stage, opens, closes, now), "closed")


def move_problem(stage: str, to: str, *, has_closed: bool, is_rolling: bool) -> str:
    """Why a call may not be moved on to a stage, fit to show; "" where it may.

    Drafting, publishing and cancelling have actions of their own. Bids are opened after closing only,
    unless the round is rolling: its bids go through marking and ranking batch by batch while the round
    itself stays where it is, and its end is from there.
    """
    if to not in STAGES or stage not in MOVES:
        return "There is no such stage."
    if is_rolling and stage == "opened" and to == "awarded" and has_closed:
        return ""
    if is_rolling and to == "marking":
        return "A rolling round is marked bid by bid: there is nothing to begin."
    if to in {"drafting", "ready", "published", "cancelled"} or not may_move(stage, to):
        return f"A round at “{STAGES[stage]}” cannot go on to “{STAGES[to]}”."
    if to == "opened" and not has_closed and not is_rolling:
        return "Bids are opened after the round has closed, not before."
    return ""


def match_words(rule: str, percent: int | None) -> str:
    """The match-funding rule in words."""
    if rule == "required" and percent:
        return f"Match funding of at least {percent}% of the amount asked for is required"
    return MATCH_RULES[rule]


def wall_said(wall: str) -> str:
    """A UK wall time as it is kept ("2026-12-09T17:00"), in words: "5pm on 9 December 2026"."""
    return wall_words(datetime.fromisoformat(wall)) if wall else ""
