"""Where the parts above sign up: who holds an agreement's payments back, and why."""

from collections.abc import Callable

from precept.do.agreements.models import Agreement

_holds: list[Callable[[Agreement], str]] = []


def hold_payments_where(words: Callable[[Agreement], str]) -> None:
    """Say, in words, why no claim of an agreement may be approved; "" where it may. A late return, say."""
    if words not in _holds:
        _holds.append(words)


def held_because(agreement: Agreement) -> str:
    """Why nothing may be paid under an agreement; "" where it may."""
    return next((words for hold in _holds if (words := hold(agreement))), "")
