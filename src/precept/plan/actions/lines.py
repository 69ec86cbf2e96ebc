"""The lines of a draft: taken from the register, or typed where the register has them not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import F, Max

from precept.foundation.clock import FinancialYear
from precept.foundation.ledger.actions import Changed, Refused, action, record
from precept.foundation.money import Amount, Money
from precept.foundation.people.models import Person
from precept.plan import queries, rules
from precept.plan.actions.drafting import STALE, hold, only_who_draft
from precept.plan.models import Framework, FrameworkLine, FrameworkSection, Fund
from precept.understand import queries as understand

FROM_REGISTER: Final = "This line comes from the register. Change it there, then refresh."
TOO_MANY: Final = f"A framework holds at most {rules.MOST_LINES:,} lines."


@dataclass(frozen=True)
class Refreshed:
    """What a refresh did, each line by its number and name; ``unplaced`` has no table to go into."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unplaced: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """What to tell whoever asked for it."""
        parts = [
            f"{len(names)} {word}"
            for names, word in (
                (self.added, "added"),
                (self.changed, "changed"),
                (self.removed, "removed"),
                (self.unplaced, "without a table"),
            )
            if names
        ]
        return (
            f"Refreshed from the register: {', '.join(parts)}."
            if parts
            else ("The draft says what the register says already.")
        )


@action
def refresh_from_register(*, by: Person, framework: Framework) -> Refreshed:
    """Take what the register and the rounds intend for the year into the draft's tables.

    What somebody typed stays, after what comes from the register. Twice changes nothing more.
    """
    only_who_draft(by)
    hold(framework)
    found = queries.refreshing(framework, queries.sections_with_lines(framework))
    if len(found.placed) + len(found.typed) > rules.MOST_LINES:
        raise Refused(TOO_MANY)
    FrameworkLine.objects.filter(pk__in=[line.pk for line in found.gone]).delete()
    _write_tables(framework, found.tables)
    sections = dict(framework.sections.values_list("key", "pk"))
    places = dict.fromkeys(sections.values(), 0)
    areas = queries.areas_before(framework.year, [one.subject for one in found.added])
    for one, line in found.placed:
        section = sections[one.section]
        places[section] += 1
        kept = {**queries.content(one), "place": places[section], "section_id": section}
        if line is None:
            FrameworkLine.objects.create(
                subject=one.subject, area=areas.get(one.subject, ""), **kept
            )
        elif any(getattr(line, name) != value for name, value in kept.items()):
            FrameworkLine.objects.filter(pk=line.pk).update(revision=F("revision") + 1, **kept)
    for line in found.typed:
        places[line.section_id] += 1
        if line.place != places[line.section_id]:
            FrameworkLine.objects.filter(pk=line.pk).update(place=places[line.section_id])
    done = Refreshed(
        added=tuple(rules.line_name(one) for one in found.added),
        changed=tuple(rules.line_name(one) for one in found.changed),
        removed=tuple(rules.line_name(line) for line in found.gone),
        unplaced=tuple(rules.line_name(one) for one in found.unplaced),
    )
    record(
        framework.subject,
        "framework refreshed from the register",
        by=by,
        after={
            name: list(names)
            for name, names in (
                ("added", done.added),
                ("changed", done.changed),
                ("removed", done.removed),
                ("without a table", done.unplaced),
            )
            if names
        },
    )
    return done


@action
def add_line(*, by: Person, section: FrameworkSection, line: rules.TypedLine) -> FrameworkLine:
    """Add a line that the register has not got: a project, formula funding, what is still to come."""
    only_who_draft(by)
    _check(line)
    hold(section.framework)
    in_framework = FrameworkLine.objects.filter(section__framework=section.framework)
    if in_framework.count() >= rules.MOST_LINES:
        raise Refused(TOO_MANY)
    last = section.lines.aggregate(last=Max("place"))["last"] or 0
    added = FrameworkLine.objects.create(section=section, place=last + 1, **_typed_content(line))
    record(
        section.framework.subject,
        "line added",
        by=by,
        after={
            "table": section.title,
            **{name: words for name, words in _said(added).items() if words},
        },
    )
    return added


@action
def change_line(
    *, by: Person, line: FrameworkLine, revision: int, typed: rules.TypedLine
) -> FrameworkLine:
    """Change a typed line; ``revision`` is the line's that was read."""
    only_who_draft(by)
    _only_typed(line)
    _check(typed)
    framework = line.section.framework
    hold(framework)
    before = _said(FrameworkLine.objects.get(pk=line.pk))
    rows = FrameworkLine.objects.filter(pk=line.pk, revision=revision)
    if not rows.update(revision=F("revision") + 1, **_typed_content(typed)):
        raise Changed(STALE)
    now = FrameworkLine.objects.select_related("section__framework").get(pk=line.pk)
    record(framework.subject, "line changed", by=by, before=before, after=_said(now))
    return now


@action
def remove_line(*, by: Person, line: FrameworkLine, revision: int) -> Framework:
    """Take a typed line out of a draft; ``revision`` is the line's that was read."""
    only_who_draft(by)
    _only_typed(line)
    framework = line.section.framework
    hold(framework)
    before = _said(line)
    if not FrameworkLine.objects.filter(pk=line.pk, revision=revision).delete()[0]:
        raise Changed(STALE)
    record(framework.subject, "line removed", by=by, before=before)
    return framework


@action
def move_line(*, by: Person, line: FrameworkLine, up: bool) -> FrameworkLine:
    """Move a typed line past its neighbour in the same table; the first stays first, the last last.

    Lines from the register stand before it, in the register's own order.
    """
    only_who_draft(by)
    _only_typed(line)
    framework = line.section.framework
    hold(framework)
    lines = list(
        FrameworkLine.objects.filter(section_id=line.section_id, subject="").order_by("place", "pk")
    )
    at = next((place for place, one in enumerate(lines) if one.pk == line.pk), None)
    if at is None:
        raise Changed(STALE)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(lines):
        raise Refused("This line is at the end of its table already.")
    one, other = lines[at], lines[to]
    FrameworkLine.objects.filter(pk=one.pk).update(place=other.place)
    FrameworkLine.objects.filter(pk=other.pk).update(place=one.place)
    record(
        framework.subject,
        "line moved",
        by=by,
        after={
            "line": rules.line_name(one),
            "now": "before" if up else "after",
            "of": rules.line_name(other),
        },
    )
    return FrameworkLine.objects.select_related("section__framework").get(pk=line.pk)


@action
def set_areas(
    *, by: Person, framework: Framework, revision: int, areas: Mapping[str, str]
) -> Framework:
    """Say under which resource area lines are counted, by their reference; "" for none.

    ``revision`` is the framework's that was read. What is taken from the register again keeps its area.
    """
    only_who_draft(by)
    known = {"", *understand.areas_in_force()}
    lines = list(FrameworkLine.objects.filter(section__framework=framework, reference__in=areas))
    if len(lines) != len(areas):
        raise Changed(STALE)
    changed = [line for line in lines if line.area != areas[line.reference]]
    for line in changed:
        if areas[line.reference] not in known:
            raise Refused(rules.NOT_AN_AREA, field=line.reference)
    hold(framework, revision=revision)
    before = {rules.line_name(line): line.area for line in changed}
    for line in changed:
        line.area = areas[line.reference]
    FrameworkLine.objects.bulk_update(changed, ["area"])
    record(
        framework.subject,
        "resource areas of lines set",
        by=by,
        before=before,
        after={rules.line_name(line): line.area for line in changed},
    )
    return framework


def _only_typed(line: FrameworkLine) -> None:
    if line.subject:
        raise Refused(FROM_REGISTER)


def _check(line: rules.TypedLine) -> None:
    funds = list(Fund.objects.values_list("code", flat=True))
    problem = rules.typed_problem(line, funds, understand.areas_in_force())
    if problem:
        field, words = problem
        raise Refused(words, field=field)


def _write_tables(framework: Framework, keys: Sequence[str]) -> None:
    """Make the tables that a framework gets by itself, after those that it has."""
    last = framework.sections.aggregate(last=Max("place"))["last"] or 0
    for place, key in enumerate(keys, start=last + 1):
        layout, title = rules.WRITTEN_TABLES[key]
        FrameworkSection.objects.create(
            framework=framework,
            place=place,
            key=key,
            layout=layout,
            title=title.format(FinancialYear.parse(framework.year).spoken),
        )


def _typed_content(line: rules.TypedLine) -> dict[str, Any]:
    return {
        "number": line.number.strip(),
        "name": line.name.strip(),
        "when": line.when.strip(),
        "limit": line.limit.strip(),
        "provider": line.provider.strip(),
        "fund": line.fund or (line.shares[0].fund if line.shares else ""),
        "kind": line.kind,
        "amounts": []
        if line.amount is None
        else [{"of": line.number.strip(), "pence": _pence(line.amount)}],
        "shares": _shares_kept(line),
        "available": line.available,
        "links": [],
        "area": line.area,
        "is_invented": line.is_invented,
        "note": line.note.strip(),
    }


def _shares_kept(line: rules.TypedLine) -> list[dict[str, Any]]:
    """What each fund pays; the one fund of a line by its name too, because that is what is printed."""
    if line.shares or not line.fund:
        return [
            {"fund": share.fund, "name": share.name, "pence": _pence(share.amount)}
            for share in line.shares
        ]
    name = Fund.objects.values_list("short_name", flat=True).get(code=line.fund)
    return [{"fund": line.fund, "name": name, "pence": None}]


def _pence(amount: Amount) -> int | None:
    return amount.pence if isinstance(amount, Money) else None


def _said(line: FrameworkLine) -> dict[str, str]:
    """A line as its event tells it."""
    published = queries.line_published(line)
    return {
        "line": rules.line_name(line),
        "kind": dict(rules.line_kinds)[line.kind],
        "when": line.when,
        "limit": line.limit,
        "provider": line.provider,
        "fund": rules.cell_text(published, "fund"),
        "value": rules.cell_text(published, "value"),
        "resource area": line.area,
        "note": line.note,
    }
