"""The mailbox page of a demonstration: every mail, for anybody. Nowhere else is it open."""

from collections.abc import Callable

_opens_when: list[Callable[[], bool]] = []


def opens_when(is_so: Callable[[], bool]) -> None:
    """Sign up what knows whether this database is a demonstration, where nobody's mail is real."""
    if is_so not in _opens_when:
        _opens_when.append(is_so)


def is_open() -> bool:
    """Whether anybody may read the mail here; no, unless somebody signed up says yes."""
    return any(is_so() for is_so in _opens_when)
