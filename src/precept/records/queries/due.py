"""What is due on a day, and what stands against disposing of it."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from precept.foundation.people.models import Person
from precept.records import rules, sign_ups
from precept.records.models import Hold
from precept.records.queries.schedule import schedule
from precept.records.rules import Record, Rule
from precept.records.sign_ups import Kind, Shown

PAGE: Final = 200
MOST_DUE: Final = 500
"""The most records that one run lists."""
SHOWN: Final = 100
"""The most records that a page of what is due lists."""


def held_among(records: Iterable[Record]) -> set[str]:
    """What is held of these records and of what they lie under."""
    asked = {rules.EVERYTHING}
    for one in records:
        asked |= {one.subject, *one.under}
    rows = Hold.objects.filter(released=None, thing__in=asked)
    return set(rows.values_list("thing", flat=True))


@dataclass(frozen=True)
class DueNow:
    """A record that is due: the hold that keeps it, or what a part says against it, where there is one."""

    kind: str
    record: Record
    rule: Rule
    hold: str = ""
    kept_back: str = ""

    @property
    def goes(self) -> bool:
        """Whether nothing stands against disposing of it."""
        return not (self.hold or self.kept_back)


def due(kind: Kind, rule_now: Rule, on: date) -> Iterator[DueNow]:
    """Every record of a kind that is due on a day, a page at a time."""
    if rule_now.years is None or rule_now.action not in rules.BY_RUN:
        return
    after, before = "", rules.latest_trigger(on, rule_now.years)
    while True:
        page = kind.find(before, after, PAGE)
        records = [one for one in page if rules.is_due(one, rule_now, on)]
        held = held_among(records)
        back = sign_ups.kept_back(kind.name, [one.subject for one in records])
        for one in records:
            yield DueNow(
                kind.name, one, rule_now, rules.hold_on(one, held), back.get(one.subject, "")
            )
        if len(page) < PAGE:
            return
        after = page[-1].subject


def all_due(on: date) -> Iterator[DueNow]:
    """Every record that is due on a day, kind by kind in the order of the schedule."""
    kinds = sign_ups.kinds()
    for one in schedule():
        if one.key in kinds:
            yield from due(kinds[one.key], one, on)


def described(person: Person, lines: Iterable[tuple[str, str]]) -> dict[str, Shown]:
    """How records are called, as a person may know them: pairs of a kind and a subject."""
    by_kind: dict[str, list[str]] = {}
    for kind, subject in lines:
        by_kind.setdefault(kind, []).append(subject)
    known = sign_ups.kinds()
    found: dict[str, Shown] = {}
    for kind, subjects in by_kind.items():
        if kind in known:
            found |= known[kind].describe(person, subjects)
    return found


def due_shown(person: Person, on: date) -> tuple[list[tuple[DueNow, Shown]], bool]:
    """The first records that are due, with how this person may know them, and whether there are more."""
    found: list[DueNow] = []
    for one in all_due(on):
        if len(found) == SHOWN:
            return _shown(person, found), True
        found.append(one)
    return _shown(person, found), False


def _shown(person: Person, found: Collection[DueNow]) -> list[tuple[DueNow, Shown]]:
    names = described(person, [(one.kind, one.record.subject) for one in found])
    return [(one, names.get(one.record.subject, Shown(one.record.subject))) for one in found]
