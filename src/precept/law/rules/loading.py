"""Reading the law's data files, strictly: a slip names its file, its rule and its field."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import pairwise
from types import MappingProxyType

from pydantic import ValidationError

from precept.foundation.clock import spoken
from precept.law.rules.shape import Rule


class BrokenLaw(ValueError):
    """A data file that cannot be relied on; says which file, rule and field, and why."""


@dataclass(frozen=True)
class Book:
    """Every rule held: each id with its versions, the oldest first."""

    versions: Mapping[str, tuple[Rule, ...]]

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every version of every rule."""
        return tuple(rule for versions in self.versions.values() for rule in versions)


@cache
def book() -> Book:
    """The rules that come with Precept, read once; raises BrokenLaw."""
    return read(files("precept.law.data"))


def read(folder: Traversable) -> Book:
    """Every rule of a folder's TOML files, checked one by one and against each other.

    Raises BrokenLaw for a file or rule that cannot be read, for two versions of one id in force on
    the same day, for days between two versions that neither covers, and for a power that names a
    publication duty there is none of.
    """
    found: list[tuple[str, Rule]] = []
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".toml"):
            rules = _rules_in(file.name, file.read_text(encoding="utf-8"))
            found.extend((file.name, rule) for rule in rules)
    by_id: dict[str, tuple[Rule, ...]] = {}
    for identity in sorted({rule.id for _, rule in found}):
        by_id[identity] = _in_order([pair for pair in found if pair[1].id == identity])
    for name, rule in found:
        _check_publication(name, rule, by_id)
    return Book(MappingProxyType(by_id))


def _rules_in(name: str, text: str) -> Iterable[Rule]:
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BrokenLaw(f"{name}: not readable as TOML: {error}") from error
    entries = document.pop("rule", None)
    if document or not isinstance(entries, list):
        raise BrokenLaw(f"{name}: a file holds [[rule]] tables and nothing else")
    return [_rule(name, place, entry) for place, entry in enumerate(entries, start=1)]


def _rule(name: str, place: int, entry: object) -> Rule:
    identity = entry.get("id") if isinstance(entry, dict) else None
    try:
        return Rule.model_validate(entry)
    except ValidationError as error:
        slips = "; ".join(_slip(slip["loc"], slip["msg"]) for slip in error.errors())
        raise BrokenLaw(f"{name}, {identity or f'rule {place}'}: {slips}") from error


def _slip(field: tuple[int | str, ...], message: str) -> str:
    where = ".".join(str(step) for step in field)
    words = message.removeprefix("Value error, ")
    return f"{where}: {words}" if where else words


def _in_order(pairs: list[tuple[str, Rule]]) -> tuple[Rule, ...]:
    pairs = sorted(pairs, key=lambda pair: pair[1].applies_from)
    for (_, earlier), (name, later) in pairwise(pairs):
        where = f"{name}, {later.id}: applies_from: {spoken(later.applies_from)}"
        if earlier.applies_to is None or later.applies_from <= earlier.applies_to:
            end = spoken(earlier.applies_to) if earlier.applies_to else "no end"
            raise BrokenLaw(
                f"{where} overlaps the version from {spoken(earlier.applies_from)} to {end}"
            )
        if later.applies_from > earlier.applies_to + timedelta(days=1):
            raise BrokenLaw(
                f"{where} leaves a gap: the version before ends on {spoken(earlier.applies_to)}"
            )
    return tuple(rule for _, rule in pairs)


def _check_publication(name: str, rule: Rule, by_id: Mapping[str, tuple[Rule, ...]]) -> None:
    for duty in rule.publication:
        if duty not in by_id or by_id[duty][-1].kind != "duty":
            raise BrokenLaw(f"{name}, {rule.id}: publication: there is no duty “{duty}”")
