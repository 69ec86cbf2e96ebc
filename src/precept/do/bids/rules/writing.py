"""Two people who write in one section, and what is next for a bid. Pure."""

from typing import Any, Final

from precept.foundation.questions.rules import is_answered

JOINED: Final = frozenset({"text", "choices", "areas", "files", "costs", "outcomes", "group"})
"""Kinds of question of which two answers can both be kept, one after the other."""


def differ(mine: Any, theirs: Any) -> bool:
    """Whether two answers say something different; two that say nothing do not."""
    return mine != theirs and (is_answered(mine) or is_answered(theirs))


def changed_by(base: Any, mine: Any, theirs: Any) -> str:
    """Who alone changed an answer from what both had read: "mine", "theirs"; "" where both did."""
    if not differ(base, theirs):
        return "mine"
    return "theirs" if not differ(base, mine) else ""


def joined(mine: Any, theirs: Any) -> Any:
    """Both answers in one: theirs, then what mine says beside."""
    if not is_answered(mine) or not is_answered(theirs):
        return mine if is_answered(mine) else theirs
    if isinstance(mine, str) and isinstance(theirs, str):
        return theirs if mine in theirs else mine if theirs in mine else f"{theirs}\n\n{mine}"
    return [*theirs, *(one for one in mine if one not in theirs)]


def next_step(state: str, stage: str, is_open: bool) -> str:
    """What somebody does next with a bid, in words."""
    if state == "submitted":
        return "Change or withdraw it" if is_open else "Read what you submitted"
    if state in {"draft", "withdrawn", "lapsed"} and is_open:
        return "Go on with it"
    if state == "late":
        return "Wait for the office’s decision"
    return (
        "Read what you wrote"
        if stage != "cancelled"
        else "Read what you wrote: the round is cancelled"
    )
