"""What an action of a bid leaves behind: an event, or in a rehearsal nothing."""

import functools
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from django.db import transaction

from precept.do.bids.models import Bid
from precept.foundation.ledger.actions import Actor, action, record

P = ParamSpec("P")
R = TypeVar("R")


def bid_action(function: Callable[P, R]) -> Callable[P, R]:
    """Make a function of a ``bid`` an action; in a rehearsal a transaction that records nothing."""
    traced = action(function)

    @functools.wraps(function)
    def act(*args: P.args, **kwargs: P.kwargs) -> R:
        bid = kwargs["bid"]
        if isinstance(bid, Bid) and bid.is_rehearsal:
            with transaction.atomic():
                return function(*args, **kwargs)
        return traced(*args, **kwargs)

    return act


def note(
    bid: Bid,
    what: str,
    *,
    by: Actor,
    why: str = "",
    before: Any = None,
    after: Any = None,
    private: Any = None,
) -> None:
    """Record what was done to a bid; a rehearsal leaves no trace."""
    if not bid.is_rehearsal:
        record(bid.subject, what, by=by, why=why, before=before, after=after, private=private)
