"""The kinds of publication: each part signs its own up."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict

from precept.foundation.search.entries import Entry


class Struct(BaseModel):
    """The base of everything that may be released: frozen, and nothing but the fields it names."""

    model_config = ConfigDict(frozen=True, extra="forbid")


@dataclass(frozen=True)
class Released:
    """A released version, read back. ``payload`` is None in a tombstone."""

    kind: str
    key: str
    version: int
    title: str
    payload: Any
    digest: str
    released: datetime
    why: str
    is_latest: bool
    is_tombstone: bool
    details_removed: bool

    @property
    def address(self) -> str:
        """Where the public reads it."""
        return kind(self.kind).address(self.key)


@dataclass(frozen=True)
class File:
    """A file of a release: ``name`` ends its address, ``text`` says what it is."""

    name: str
    text: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Kind:
    """A kind of publication: its struct, its address, how search finds it, which files go with it."""

    name: str
    title: str
    plural: str
    struct: type[Struct]
    address: Callable[[str], str]
    entry: Callable[[Released], Entry] | None = None
    files: Callable[[Released], list[File]] | None = None
    in_feeds: bool = True
    withdrawn_at: Callable[[str], str] | None = None
    """The part's own page for taking one down, where the part has rules of its own about that."""


_kinds: dict[str, Kind] = {}


def sign_up(*added: Kind) -> None:
    """Add kinds of publication."""
    for new in added:
        known = _kinds.get(new.name)
        if known is not None and known != new:
            raise ValueError(f"two parts publish the kind “{new.name}”")
        _kinds[new.name] = new


def kind(name: str) -> Kind:
    """The kind of this name."""
    return _kinds[name]


def kinds() -> list[Kind]:
    """Every kind, by name."""
    return [_kinds[name] for name in sorted(_kinds)]
