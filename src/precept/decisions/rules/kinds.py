"""The kinds of decision, read from the office's own table, and what each asks."""

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final

MOST_LETTERS: Final = 10


@dataclass(frozen=True)
class Kind:
    """A kind of decision: what it is called, whether it commits money, and what finance is asked of it."""

    key: str
    title: str
    in_a_sentence: str
    commits_money: bool
    finance: str


def read_kinds(text: str) -> tuple[Kind, ...]:
    """The kinds of a table, in its order. Raises ValueError where it cannot be relied on."""
    rows: list[dict[str, Any]] = tomllib.loads(text)["kind"]
    try:
        found = tuple(Kind(**row) for row in rows)
    except TypeError as slip:
        raise ValueError(f"kinds.toml: {slip}") from slip
    keys = [one.key for one in found]
    if len(set(keys)) != len(keys):
        raise ValueError("kinds.toml: two kinds have the same key")
    for one in found:
        if not one.key.isalpha() or not one.key.islower() or len(one.key) > MOST_LETTERS:
            raise ValueError(
                f"kinds.toml: a key is at most {MOST_LETTERS} small letters, not “{one.key}”"
            )
        if not (one.title.strip() and one.in_a_sentence.strip() and one.finance.strip()):
            raise ValueError(f"kinds.toml: the kind “{one.key}” lacks its words")
        if not isinstance(one.commits_money, bool):
            raise ValueError(f"kinds.toml: of “{one.key}”, commits_money is true or false")
    return found


def _table() -> str:
    return files("precept.decisions.data").joinpath("kinds.toml").read_text(encoding="utf-8")


kind_table: Final = {one.key: one for one in read_kinds(_table())}
kinds: Final = [(one.key, one.title) for one in kind_table.values()]
KINDS: Final = dict(kinds)
COMMITS_MONEY: Final = tuple(one.key for one in kind_table.values() if one.commits_money)
