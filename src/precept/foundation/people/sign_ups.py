"""What the parts above tell this one: the office's name, and whether this is the demonstration."""

from collections.abc import Callable

_office_name: list[Callable[[], str]] = [lambda: "the office"]
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
