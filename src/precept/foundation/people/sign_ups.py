"""What the parts above tell: the office's name, whether this is the demonstration, what things belong to."""

from collections.abc import Callable

from precept.foundation.people.models import Person

WayBack = Callable[[Person, str], list[tuple[str, str]]]
"""What a thing, as the ledger calls it, belongs to as far as somebody may see: title and page of each."""

_office_name: list[Callable[[], str]] = [lambda: "the office"]
_ways_back: list[WayBack] = []
_is_demonstration: list[Callable[[], bool]] = [lambda: False]


def sign_up_office_name(name: Callable[[], str]) -> None:
    """Say how the office's name is found; letters bear it and passwords must not rest on it."""
    _office_name[:] = [name]


def sign_up_demonstration(is_demonstration: Callable[[], bool]) -> None:
    """Say how to tell that this database is a demonstration, whose invented people anyone may be."""
    _is_demonstration[:] = [is_demonstration]


def office_name() -> str:
    """The office's name."""
    return _office_name[0]()


def is_demonstration() -> bool:
    """Whether the demonstration made this database; no, where nobody said so."""
    return _is_demonstration[0]()


def belongs_to(way: WayBack) -> None:
    """Say what things belong to: a page about one then leads back to it."""
    if way not in _ways_back:
        _ways_back.append(way)


def way_back(person: Person, subject: str) -> list[tuple[str, str]]:
    """What a thing belongs to, as far as this person may see: title and page of each."""
    return [found for way in _ways_back for found in way(person, subject)]
