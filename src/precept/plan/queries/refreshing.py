"""What taking a year's intended spend into a draft would do: read before it is done, and by the page that says so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from precept.foundation.money import Money
from precept.plan import intended_spend, rules
from precept.plan.intended_spend import IntendedSpend
from precept.plan.models import Framework, FrameworkLine, FrameworkSection


@dataclass(frozen=True)
class Refreshing:
    """What a refresh finds: rows with their line, where they have one already; lines whose source is gone.

    ``placed`` are in the order in which they stand; ``tables`` are the keys of tables that are to be made for them.
    """

    placed: tuple[tuple[IntendedSpend, FrameworkLine | None], ...]
    gone: tuple[FrameworkLine, ...]
    unplaced: tuple[IntendedSpend, ...]
    tables: tuple[str, ...]
    typed: tuple[FrameworkLine, ...]

    @property
    def added(self) -> list[IntendedSpend]:
        """What has no line yet."""
        return [one for one, line in self.placed if line is None]

    @property
    def changed(self) -> list[IntendedSpend]:
        """What has a line that says something else, or stands in another table."""
        return [one for one, line in self.placed if line is not None and differs(one, line)]

    @property
    def is_stale(self) -> bool:
        """Whether the draft no longer says what the register says."""
        return bool(self.added or self.changed or self.gone)


def refreshing(framework: Framework, sections: Sequence[FrameworkSection]) -> Refreshing:
    """What a refresh of a version would do; ``sections`` are its tables with their lines."""
    keys = {section.key for section in sections}
    lines = [line for section in sections for line in section.lines.all()]
    kept = {line.subject: line for line in lines if line.subject}
    wanted = {one.subject: one for one in intended_spend.intended_spend(framework.year)}
    goes = keys | set(rules.WRITTEN_TABLES)
    placed = [one for one in wanted.values() if one.section in goes]
    subjects = {one.subject for one in placed}
    return Refreshing(
        placed=tuple((one, kept.get(one.subject)) for one in placed),
        gone=tuple(line for subject, line in kept.items() if subject not in subjects),
        unplaced=tuple(one for one in wanted.values() if one.section not in goes),
        tables=tuple(dict.fromkeys(one.section for one in placed if one.section not in keys)),
        typed=tuple(line for line in lines if not line.subject),
    )


def differs(one: IntendedSpend, line: FrameworkLine) -> bool:
    """Whether a line says something else than its source says now; ``line.section`` is read."""
    return line.section.key != one.section or any(
        getattr(line, name) != said for name, said in content(one).items()
    )


def content(one: IntendedSpend) -> dict[str, Any]:
    """What a line keeps of intended spend, as its columns hold it."""
    return {
        "number": one.number,
        "name": one.name,
        "when": one.when,
        "limit": one.limit,
        "provider": one.provider,
        "fund": one.fund,
        "kind": one.kind,
        "amounts": [amount.model_dump() for amount in one.amounts],
        "shares": [share.model_dump() for share in one.shares],
        "available": None if one.available is None else Money(one.available),
        "links": [link.model_dump() for link in one.links],
        "priorities": list(one.priorities),
        "is_invented": one.is_invented,
        "note": one.note,
    }


def areas_before(year: str, subjects: Sequence[str]) -> Mapping[str, str]:
    """The resource area under which each thing stood in the latest framework before a year's, by subject."""
    rows = (
        FrameworkLine.objects.filter(subject__in=subjects, section__framework__year__lt=year)
        .exclude(section__framework__state="withdrawn")
        .order_by("section__framework__year", "section__framework__version")
    )
    return dict(rows.exclude(area="").values_list("subject", "area"))
