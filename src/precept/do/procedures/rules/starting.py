"""The procedures and documents that an office begins with, until it makes each of them its own. Pure."""

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from precept.do.procedures.rules.standing import PARTS, Section, Stage


@dataclass(frozen=True)
class Starting:
    """A procedure or document as Precept brings it."""

    kind: str
    key: str
    title: str
    used_when: str
    stages: tuple[Stage, ...]
    sections: tuple[Section, ...]
    procedures: tuple[str, ...]


@functools.cache
def starting() -> Mapping[str, Starting]:
    """All that an office begins with, by key, in the order of the files."""
    found = [
        *(_procedure(one) for one in _read("procedures")["procedure"]),
        *(_document(one) for one in _read("documents")["document"]),
    ]
    return {one.key: one for one in found}


def starting_of(key: str) -> Starting | None:
    """What an office begins with under this key, if anything."""
    return starting().get(key)


def _read(name: str) -> dict[str, Any]:
    text = files("precept.do.procedures.data").joinpath(f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


def _procedure(said: Mapping[str, Any]) -> Starting:
    return Starting(
        kind="procedure",
        key=said["key"],
        title=said["title"],
        used_when=said["used_when"],
        stages=tuple(Stage(**one) for one in said["stage"]),
        sections=tuple(Section(words, said[key].strip(), key) for key, words in PARTS.items()),
        procedures=(),
    )


def _document(said: Mapping[str, Any]) -> Starting:
    return Starting(
        kind="document",
        key=said["key"],
        title=said["title"],
        used_when=said["used_when"],
        stages=(),
        sections=tuple(Section(one["heading"], one["text"].strip()) for one in said["section"]),
        procedures=tuple(said["procedures"]),
    )
