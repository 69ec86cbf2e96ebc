"""Where the parts above tell this one what they know of things that it only names by reference."""

from collections.abc import Callable, Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class KnownService:
    """A service as the part that keeps it calls it. ``by_whom`` is as the public may read it."""

    reference: str
    """With what kind it is of: "agreement:CORE004"."""
    title: str
    by_whom: str
    href: str
    """Where the office reads it."""
    public_href: str
    """Where the public reads it, once it is published."""


Finds = Callable[[Collection[str]], list[KnownService]]
"""Given references without their kind, those that are known: one query."""

_finds: dict[str, Finds] = {}


def knows_services(kind: str, find: Finds) -> None:
    """Say what is known of services of a kind, such as "agreement"."""
    _finds[kind] = find


def known_services(references: Collection[str]) -> dict[str, KnownService]:
    """What is known of each of these typed references; one that nobody knows is not among them."""
    asked: dict[str, set[str]] = {}
    for typed in references:
        kind, colon, reference = typed.partition(":")
        if colon and reference and kind in _finds:
            asked.setdefault(kind, set()).add(reference)
    return {one.reference: one for kind, said in asked.items() for one in _finds[kind](said)}


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
