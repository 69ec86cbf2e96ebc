"""What the acts on a question share: who may, how it moves from state to state, what is counted of it."""

from collections.abc import Mapping
from typing import Any, Final

from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.ledger.versions import write_next
from precept.foundation.people.models import Person
from precept.review.answers import access, queries, rules
from precept.review.answers.models import Question

STALE: Final = "Somebody changed this since you read it."
NOT_ANSWERER: Final = "Only people who answer questions may do this."
NOT_RELEASER: Final = (
    "Only people who release answers may do this, and never of an answer that they wrote."
)
NOT_OPEN: Final = "This answer can no longer be changed."


def ask_answerer(by: Person) -> None:
    """Refuse people who do not answer questions."""
    if not access.may_answer(by):
        raise NotAllowed(NOT_ANSWERER)


def open_now(one: Question) -> Question:
    """A question as it stands, where its answer can still be written; Changed where it cannot."""
    now = queries.fresh(one)
    if now.state != "open":
        raise Changed(NOT_OPEN)
    return now


def write(now: Question, version: int, changes: Mapping[str, Any]) -> None:
    """Write changes as the version after the one that was read; Changed where somebody else was first."""
    write_next(now, changes, read=version, stale=STALE)


def write_by(now: Question, version: int, by: Person, changes: Mapping[str, Any]) -> None:
    """The same, and note that this person had a hand in the answer: they can never release it."""
    write(now, version, {**changes, "hands": [*dict.fromkeys([*now.hands, by.reference])]})


def move(now: Question, version: int, to: str, changes: Mapping[str, Any]) -> None:
    """Let a question go on to another state; Refused where it cannot go there from where it stands."""
    if not rules.may_become(now.state, to):
        raise Refused(f"It is {rules.STATES[now.state].lower()}: this cannot be done to it now.")
    write(now, version, {**changes, "state": to})
