"""The lines of a draft: taken from the register, or typed where the register has them not."""

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import F, Max

from precept.foundation.ledger.actions import Changed, Refused, action, record
from precept.foundation.money import Amount, Money
from precept.foundation.people.models import Person
from precept.plan import intended_spend, queries, rules
from precept.plan.actions.drafting import STALE, hold, only_who_draft
from precept.plan.intended_spend import IntendedSpend
from precept.plan.models import Framework, FrameworkLine, FrameworkSection, Fund

FROM_REGISTER: Final = "This line comes from the register. Change it there, then refresh."
TOO_MANY: Final = f"A framework holds at most {rules.MOST_LINES:,} lines."
CONTENT: Final = (
    "number",
    "name",
    "when",
    "limit",
    "provider",
    "fund",
    "kind",
    "amounts",
    "shares",
    "available",
    "links",
    "is_invented",
    "note",
)


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
    sections = {section.key: section for section in queries.sections_with_lines(framework)}
    lines = [line for section in sections.values() for line in section.lines.all()]
    kept = {line.subject: line for line in lines if line.subject}
    typed = [line for line in lines if not line.subject]
    wanted = {one.subject: one for one in intended_spend.intended_spend(framework.year)}
    placed = [one for one in wanted.values() if one.section in sections]
    if len(placed) + len(typed) > rules.MOST_LINES:
        raise Refused(TOO_MANY)
    gone = [
        line for subject, line in kept.items() if subject not in {one.subject for one in placed}
    ]
    FrameworkLine.objects.filter(pk__in=[line.pk for line in gone]).delete()
    added, changed = [], []
    places = dict.fromkeys(sections, 0)
    for one in placed:
        places[one.section] += 1
        section = sections[one.section]
        content = {**_content(one), "place": places[one.section], "section_id": section.pk}
        line = kept.get(one.subject)
        if line is None:
            FrameworkLine.objects.create(subject=one.subject, **content)
            added.append(_named(one))
        elif any(getattr(line, name) != value for name, value in content.items()):
            if any(getattr(line, name) != content[name] for name in (*CONTENT, "section_id")):
                changed.append(_named(one))
            FrameworkLine.objects.filter(pk=line.pk).update(revision=F("revision") + 1, **content)
    for line in typed:
        key = next(key for key, section in sections.items() if section.pk == line.section_id)
        places[key] += 1
        if line.place != places[key]:
            FrameworkLine.objects.filter(pk=line.pk).update(place=places[key])
    done = Refreshed(
        added=tuple(added),
        changed=tuple(changed),
        removed=tuple(_named(line) for line in gone),
        unplaced=tuple(_named(one) for one in wanted.values() if one.section not in sections),
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
        after={"line": _named(one), "now": "before" if up else "after", "of": _named(other)},
    )
    return FrameworkLine.objects.select_related("section__framework").get(pk=line.pk)


def _only_typed(line: FrameworkLine) -> None:
    if line.subject:
        raise Refused(FROM_REGISTER)


def _check(line: rules.TypedLine) -> None:
    problem = rules.typed_problem(line, list(Fund.objects.values_list("code", flat=True)))
    if problem:
        field, words = problem
        raise Refused(words, field=field)


def _named(line: IntendedSpend | FrameworkLine) -> str:
    return " ".join(part for part in (line.number, line.name) if part)


def _content(one: IntendedSpend) -> dict[str, Any]:
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
        "is_invented": one.is_invented,
        "note": one.note,
    }


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
        "shares": [
            {"fund": share.fund, "name": share.name, "pence": _pence(share.amount)}
            for share in line.shares
        ],
        "available": line.available,
        "links": [],
        "is_invented": line.is_invented,
        "note": line.note.strip(),
    }


def _pence(amount: Amount) -> int | None:
    return amount.pence if isinstance(amount, Money) else None


def _said(line: FrameworkLine) -> dict[str, str]:
    """A line as its event tells it."""
    published = queries.line_published(line)
    return {
        "line": _named(line),
        "kind": dict(rules.line_kinds)[line.kind],
        "when": line.when,
        "limit": line.limit,
        "provider": line.provider,
        "fund": rules.cell_text(published, "fund"),
        "value": rules.cell_text(published, "value"),
        "note": line.note,
    }
