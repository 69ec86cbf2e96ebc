"""The gates between the phases: what each asks for, what is missing, and who may sign. Pure."""

import functools
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

gate_choices = [
    ("need", "Approve the need"),
    ("go", "Approve to procure or to open a round"),
    ("award", "Award"),
    ("future", "Renew, change or stop"),
]
gate_states = [("asked", "Waits for a signature"), ("passed", "Passed"), ("sent back", "Sent back")]
GATE_STATES: Final = dict(gate_states)
futures = [
    ("renew", "Renew it as it is"),
    ("change", "Change it"),
    ("stop", "Stop it"),
]
FUTURES: Final = dict(futures)


@dataclass(frozen=True)
class Asks:
    """Something that a gate asks for: ``when`` names a condition of the project, or is empty."""

    fact: str
    title: str
    source: str
    is_needed: bool
    when: str


@dataclass(frozen=True)
class GateRule:
    """A gate: the phase that it ends, the one that it leads to (empty at the last), the power that signs it."""

    key: str
    title: str
    what: str
    after: str
    to: str
    power: str
    asks: tuple[Asks, ...]


@dataclass(frozen=True)
class Fact:
    """What a part of the house knows of a thing that a gate asks for: whether it is there, in words, and where."""

    name: str
    is_met: bool
    words: str
    href: str = ""


@dataclass(frozen=True)
class Shown:
    """A line of a gate's list: what is asked for and how it stands. ``is_needed``: nobody passes without it."""

    fact: str
    title: str
    source: str
    is_needed: bool
    is_met: bool
    words: str
    href: str = ""


@functools.cache
def all_gates() -> tuple[GateRule, ...]:
    """Every gate, in order."""
    text = files("precept.plan.data").joinpath("gates.toml").read_text("utf-8")
    return tuple(
        GateRule(
            key=one["key"],
            title=one["title"],
            what=one["what"],
            after=one["after"],
            to=one["to"],
            power=one["power"],
            asks=tuple(
                Asks(
                    ask["fact"],
                    ask["title"],
                    ask["source"],
                    ask.get("needed", True),
                    ask.get("when", ""),
                )
                for ask in one["asks"]
            ),
        )
        for one in tomllib.loads(text)["gate"]
    )


def gate_named(key: str) -> GateRule:
    """A gate by its key. KeyError where there is none."""
    return next(one for one in all_gates() if one.key == key)


def gate_after(phase: str) -> GateRule:
    """The gate that ends a phase."""
    return next(one for one in all_gates() if one.after == phase)


def listed(gate: GateRule, facts: Iterable[Fact], conditions: Iterable[str]) -> list[Shown]:
    """What a gate asks for, line by line. What no part of the house knows of is not met.

    Where several parts answer to one name, each of them must be met.
    """
    holds = set(conditions)
    known: dict[str, list[Fact]] = {}
    for fact in facts:
        known.setdefault(fact.name, []).append(fact)
    lines = []
    for ask in gate.asks:
        if ask.when and ask.when not in holds:
            continue
        said = known.get(ask.fact, [])
        unmet = [one for one in said if not one.is_met]
        first = (unmet or said or [Fact(ask.fact, False, "Nothing is recorded.")])[0]
        words = " ".join(one.words for one in unmet or said) or first.words
        lines.append(
            Shown(
                fact=ask.fact,
                title=ask.title,
                source=ask.source,
                is_needed=ask.is_needed,
                is_met=bool(said) and not unmet,
                words=words,
                href=first.href,
            )
        )
    return lines


def missing(lines: Iterable[Shown]) -> list[Shown]:
    """What nobody passes a gate without and is not there."""
    return [one for one in lines if one.is_needed and not one.is_met]


def passing_problem(lines: Sequence[Shown]) -> str:
    """Why a gate is not passed, in words; empty where everything needed is there."""
    left = missing(lines)
    if not left:
        return ""
    named = "; ".join(one.title[0].lower() + one.title[1:] for one in left)
    things = "1 thing is" if len(left) == 1 else f"{len(left)} things are"
    return f"{things} missing: {named}."


def signing_problem(*, asked_it: bool, owns_it: bool, exception: str) -> tuple[str, str] | None:
    """Why somebody may not sign a gate: the field at fault and words; None where they may.

    Who asked for it or owns the project signs only with a recorded reason (separate hands).
    """
    if (asked_it or owns_it) and not exception.strip():
        whose = "You asked for this." if asked_it else "This project is yours."
        return (
            "exception",
            f"{whose} Ask somebody else to sign it, or say why nobody else can.",
        )
    return None
