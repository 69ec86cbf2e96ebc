"""Where the parts above sign up: who holds an agreement's payments back, and what others bear of its cost."""

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


Borne = Callable[[str], list[tuple[str, int, int]]]
"""Of a financial year: the short name of the fund that pays, the agreement's key, and the pence that others bear."""

_bear: list[Borne] = []


def others_bear(of: Borne) -> None:
    """Say what others than the office's funds bear of agreements that those funds pay."""
    if of not in _bear:
        _bear.append(of)


def borne_by_others(year: str) -> list[tuple[str, int, int]]:
    """What others bear in a financial year of what the office's funds pay."""
    return [part for of in _bear for part in of(year)]
