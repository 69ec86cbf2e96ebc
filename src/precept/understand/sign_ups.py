"""Where the parts above tell this one what they know of things that it only names by reference."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class AgreementNamed:
    """An agreement of the register as evidence names it: ``href`` is its page in the office."""

    reference: str
    title: str
    href: str


Knows = Callable[[str], AgreementNamed | None]
"""The agreement of a reference as it was typed, in capitals or not; None where the register has none."""

_knows: list[Knows] = []


def knows_agreements(answer: Knows) -> None:
    """Say which agreement of the register a reference names; asked when evidence is kept, and on its page."""
    if answer not in _knows:
        _knows.append(answer)


def agreement_named(reference: str) -> AgreementNamed | None:
    """The agreement of this reference; None where nobody knows one."""
    return next((found for know in _knows if (found := know(reference)) is not None), None)
