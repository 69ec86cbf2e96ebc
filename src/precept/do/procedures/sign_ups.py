"""Where the parts above say what else words documents."""

from collections.abc import Callable
from dataclasses import dataclass

from precept.foundation.people.models import Person


@dataclass(frozen=True)
class KeptElsewhere:
    """Words of the office that are kept on another page: what they are, where, and when they are used."""

    title: str
    href: str
    used_when: str


_kept: list[Callable[[Person], list[KeptElsewhere]]] = []


def keeps_words(tell: Callable[[Person], list[KeptElsewhere]]) -> None:
    """Be asked for the pages on which words of the office are kept."""
    if tell not in _kept:
        _kept.append(tell)


def kept_elsewhere(person: Person) -> list[KeptElsewhere]:
    """All of them that this person may change."""
    return [one for tell in _kept for one in tell(person)]
