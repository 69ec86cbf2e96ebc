"""Where the parts above say what else words documents, and where bidders were asked what they think."""

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


@dataclass(frozen=True)
class Asked:
    """A round in which people were asked what they think of it: what they were asked, and where it is read."""

    words: str
    href: str


_asked: list[Callable[[Person, str], list[Asked]]] = []


def asks_bidders(tell: Callable[[Person, str], list[Asked]]) -> None:
    """Be asked, for a person and the key of a procedure, in which rounds people were asked what they think."""
    if tell not in _asked:
        _asked.append(tell)


def asked_bidders(person: Person, procedure: str) -> list[Asked]:
    """All of them that this person may read."""
    return [one for tell in _asked for one in tell(person, procedure)]
