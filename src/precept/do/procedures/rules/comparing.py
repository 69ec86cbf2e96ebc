"""Two versions side by side, in plain words: what changed, from what, to what. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from precept.do.procedures.rules.standing import Section, Stage


@dataclass(frozen=True)
class Words:
    """What a version says, as far as it is compared."""

    title: str
    used_when: str
    stages: Sequence[Stage] = ()
    sections: Sequence[Section] = ()
    procedures: Sequence[str] = ()
    """The titles of the procedures that use it."""


@dataclass(frozen=True)
class Difference:
    """Something that changed: where, what it said, what it says. Empty where there was, or is, nothing."""

    where: str
    before: str
    after: str


def differences(before: Words, after: Words) -> list[Difference]:
    """Everything that is not the same, in the order in which the later version says it; what was taken out last."""
    return [
        *_one("Title", before.title, after.title),
        *_one("When it is used", before.used_when, after.used_when),
        *_one("Used by", "; ".join(before.procedures), "; ".join(after.procedures)),
        *_parts(
            [(f"Stage: {one.name}", _stage(one)) for one in before.stages],
            [(f"Stage: {one.name}", _stage(one)) for one in after.stages],
        ),
        *_one("Order of the stages", _order(before, after), _order(after, before)),
        *_parts(
            [(one.heading, one.text) for one in before.sections],
            [(one.heading, one.text) for one in after.sections],
        ),
    ]


def _stage(one: Stage) -> str:
    return f"{one.who}. {one.what} ({one.how_long})"


def _order(one: Words, other: Words) -> str:
    """The order of the stages that both have."""
    shared = {stage.name for stage in other.stages}
    return " → ".join(stage.name for stage in one.stages if stage.name in shared)


def _one(where: str, before: str, after: str) -> list[Difference]:
    return [Difference(where, before, after)] if before != after else []


def _parts(before: Iterable[tuple[str, str]], after: Iterable[tuple[str, str]]) -> list[Difference]:
    """What changed of named parts; those of one name are told apart by their order."""
    was, now = _numbered(before), _numbered(after)
    changed = [
        Difference(name, was.get((name, at), ""), text)
        for (name, at), text in now.items()
        if was.get((name, at)) != text
    ]
    return changed + [
        Difference(name, text, "") for (name, at), text in was.items() if (name, at) not in now
    ]


def _numbered(parts: Iterable[tuple[str, str]]) -> dict[tuple[str, int], str]:
    found: dict[tuple[str, int], str] = {}
    for name, text in parts:
        at = sum(1 for other, _ in found if other == name)
        found[(name, at)] = text
    return found
