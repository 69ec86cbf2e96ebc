"""The rules in force on a day, in words: what the public page of rules shows."""

from dataclasses import dataclass
from datetime import date

from precept.foundation.clock import spoken
from precept.law.rules.duties import due_words
from precept.law.rules.lookup import KINDS, rules_on
from precept.law.rules.shape import Kind, Rule

_HEADINGS: dict[Kind, str] = {
    "threshold": "Amounts and limits in law",
    "duty": "What must be published or done",
    "period": "Periods in law",
    "power": "Powers",
    "policy": "The office's own policies, which are not law",
}


@dataclass(frozen=True)
class Line:
    """One rule as it is shown; every text is ready to print, and an empty one is left out."""

    id: str
    title: str
    figures: tuple[tuple[str, str], ...]
    what: str
    condition: str
    due: str
    applies: str
    light_touch: str
    source: str
    link: str
    note: str
    is_law: bool
    is_confirmed: bool


@dataclass(frozen=True)
class Group:
    """The rules of one kind."""

    kind: Kind
    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Statement:
    """Every rule in force on a day, by kind; kinds with none are left out."""

    on: date
    on_text: str
    groups: tuple[Group, ...]


def statement(on: date) -> Statement:
    """Every rule in force on a day with its source, by kind and in words; empty before any."""
    by_kind = ((kind, rules_on(on, kind)) for kind in KINDS)
    groups = tuple(
        Group(kind, _HEADINGS[kind], tuple(_line(rule) for rule in rules))
        for kind, rules in by_kind
        if rules
    )
    return Statement(on, spoken(on), groups)


def _line(rule: Rule) -> Line:
    return Line(
        id=rule.id,
        title=rule.title,
        figures=tuple((figure.name, figure.text) for figure in rule.figures),
        what=rule.what or "",
        condition=rule.condition,
        due=due_words(rule.due) if rule.due else "",
        applies=_applies(rule),
        light_touch=rule.light_touch or "",
        source=rule.source,
        link=rule.link or "",
        note=rule.note or "",
        is_law=rule.is_law,
        is_confirmed=rule.confidence == "confirmed",
    )


def _applies(rule: Rule) -> str:
    text = f"From {spoken(rule.applies_from)}"
    if rule.applies_to is not None:
        text += f" to {spoken(rule.applies_to)}"
    if rule.revision_due is not None:
        text += f"; next revision due {spoken(rule.revision_due)}"
    return text
