"""Where the parts above sign up: who else reads a bid, when it can no longer be changed, who holds its money."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from precept.do.bids.models import Bid
from precept.foundation.people.models import Person

_readers: list[Callable[[Person, Bid, bool], bool]] = []
_holds: list[Callable[[Bid], str]] = []
_funded: list[Callable[[], QuerySet[Any, int]]] = []
_settled: list[Callable[[Bid, Person], object]] = []


def who_also_reads(may: Callable[[Person, Bid, bool], bool]) -> None:
    """Say who may open a bid's files beside its team and the office: markers it was given to.

    Asked with the person, the bid and whether the file belongs to an answer hidden from markers. A
    conflict is asked first, and shuts the bid to whoever says yes here.
    """
    if may not in _readers:
        _readers.append(may)


def hold_where(words: Callable[[Bid], str]) -> None:
    """Say, in words, why a submitted bid can no longer be replaced or withdrawn; "" where it can.

    Asked in a rolling round, whose bids are marked while it is open.
    """
    if words not in _holds:
        _holds.append(words)


def funded_are(numbers: Callable[[], QuerySet[Any, int]]) -> None:
    """Say which bids were funded, by the numbers of their rows: their years of keeping count from elsewhere."""
    if numbers not in _funded:
        _funded.append(numbers)


def funded() -> list[QuerySet[Any, int]]:
    """The numbers of the bids that were funded, as each part says."""
    return [numbers() for numbers in _funded]


def when_body_settled(hear: Callable[[Bid, Person], object]) -> None:
    """Be called, in the same transaction, when it changed who would hold the money of a submitted bid."""
    if hear not in _settled:
        _settled.append(hear)


def tell_body_settled(bid: Bid, by: Person) -> None:
    """Tell those who signed up."""
    for hear in _settled:
        hear(bid, by)


def also_reads(person: Person, bid: Bid, is_hidden_from_markers: bool) -> bool:
    """Whether a part above lets them read it."""
    return any(may(person, bid, is_hidden_from_markers) for may in _readers)


def held_because(bid: Bid) -> str:
    """Why it can no longer be changed; "" where it can."""
    return next((words for hold in _holds if (words := hold(bid))), "")
