"""What a worker does for bids, and what comes round by the clock."""

from collections.abc import Callable
from typing import Final

from precept.do.bids import actions
from precept.foundation.outbox.registry import every, task

MOST_STEPS: Final = 20


@task("bids.tell_change")
def tell_change(*, opportunity: str, kind: str, words: str, change: str, after: int) -> None:
    """Tell the next few bidders that their round changed."""
    actions.tell_change(opportunity=opportunity, kind=kind, words=words, change=change, after=after)


@every("bids.remind", minutes=1)
def remind() -> None:
    """Remind those who have not submitted yet, and accountable bodies that have not answered."""
    _in_steps(actions.remind_due)
    _in_steps(actions.remind_bodies_due)


@every("bids.lapse", minutes=1)
def lapse() -> None:
    """End what was begun and not submitted in time."""
    _in_steps(actions.lapse_due)


@every("bids.refused_files", minutes=5)
def refused_files() -> None:
    """Tell bidders of files that the scanner refused."""
    actions.tell_of_refused_files()


def _in_steps(step: Callable[[], int]) -> None:
    # What is left waits for the next minute.
    for _ in range(MOST_STEPS):
        if not step():
            return
