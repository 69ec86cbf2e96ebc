"""A call's life: the stages people move it through, and what the clock makes of it. Pure."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final, Literal

from precept.foundation.clock import Deadline

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
