"""Where the parts above sign up for what happens to organisations."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from precept.foundation.ledger.actions import Actor
from precept.parties.models import Organisation


@dataclass(frozen=True)
class Succession:
    """An organisation ended and another took its place."""

    organisation: Organisation
    successor: Organisation
    ends: date
    by: Actor
    why: str


@dataclass(frozen=True)
class Protection:
    """An organisation was marked as protected: whatever names it must now say its area alone."""

    organisation: Organisation
    by: Actor
    why: str


_when_succeeded: list[Callable[[Succession], object]] = []
_when_protected: list[Callable[[Protection], object]] = []


def when_succeeded(hear: Callable[[Succession], object]) -> None:
    """Be called, in the same transaction, when an organisation was succeeded by another."""
    if hear not in _when_succeeded:
        _when_succeeded.append(hear)


def when_protected(hear: Callable[[Protection], object]) -> None:
    """Be called, in the same transaction, when an organisation was marked as protected.

    What names it is to be published again. Whoever hears this must not refuse: the marking would
    fail with it.
    """
    if hear not in _when_protected:
        _when_protected.append(hear)


def tell_succeeded(succession: Succession) -> None:
    """Tell those who signed up."""
    for hear in _when_succeeded:
        hear(succession)


def tell_protected(protection: Protection) -> None:
    """Tell those who signed up."""
    for hear in _when_protected:
        hear(protection)
