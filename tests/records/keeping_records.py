"""Records of a kind that stand in memory, as a part would keep them: for tests of what is asked of every kind."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from precept.foundation.ledger.actions import Actor
from precept.foundation.people.models import Person
from precept.records import sign_ups
from precept.records.rules import Record
from precept.records.sign_ups import Gone, Kind, Shown

NAME = "contact"


@dataclass
class Shelf:
    """Records by subject; how many steps each takes to go; which ones somebody disposed of."""

    records: dict[str, Record] = field(default_factory=dict)
    steps: dict[str, int] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)
    asked: list[int] = field(default_factory=list)

    def put(self, name: str, trigger_on: date, *under: str, steps: int = 1) -> Record:
        """A record."""
        made = Record(f"contact:{name}", trigger_on, under)
        self.records[made.subject] = made
        self.steps[made.subject] = steps
        return made

    def find(self, before: date, after: str, most: int) -> list[Record]:
        """As a part does."""
        self.asked.append(most)
        rows = sorted(self.records.values(), key=lambda one: one.subject)
        return [one for one in rows if one.trigger_on <= before and one.subject > after][:most]

    def look(self, subject: str) -> Record | None:
        """As a part does."""
        return self.records.get(subject)

    def dispose(self, subject: str, by: Actor, why: str) -> Gone:  # noqa: ARG002 - as a part does
        """As a part does, a step at a time."""
        self.steps[subject] -= 1
        if self.steps[subject] > 0:
            return Gone(False, 1)
        del self.records[subject]
        self.gone.append(subject)
        return Gone(True, 1)

    def describe(
        self,
        person: Person,  # noqa: ARG002 - as a part does
        subjects: Collection[str],
    ) -> Mapping[str, Shown]:
        """As a part does."""
        return {one: Shown(f"Shown {one[8:]}", "/office/") for one in subjects}


@contextmanager
def shelf_in_place() -> Iterator[Shelf]:
    """The only kind of record is the shelf's: three fields are the schedule's kind of contacts."""
    shelf = Shelf()
    before = (dict(sign_ups._kinds), dict(sign_ups._with), dict(sign_ups._back))
    for one in (sign_ups._kinds, sign_ups._with, sign_ups._back):
        one.clear()
    sign_ups.kept(Kind(NAME, shelf.find, shelf.look, shelf.dispose, shelf.describe))
    yield shelf
    for one, was in zip((sign_ups._kinds, sign_ups._with, sign_ups._back), before, strict=True):
        one.clear()
        one.update(was)  # type: ignore[arg-type]
