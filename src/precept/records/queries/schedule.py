"""The schedule as it holds here: what the office changed, and else what it began with."""

from django.http import Http404

from precept.records import rules
from precept.records.models import ScheduleRow
from precept.records.rules import Rule


def schedule() -> list[Rule]:
    """How long each kind of record is kept here: what the office changed, and else what it began with."""
    own = {row.key: row for row in ScheduleRow.objects.all()}
    return [_changed(rule, own.get(rule.key)) for rule in rules.first_schedule()]


def _changed(rule: Rule, row: ScheduleRow | None) -> Rule:
    if row is None:
        return rule
    return Rule(
        key=rule.key,
        title=rule.title,
        what=rule.what,
        trigger=rule.trigger,
        years=row.years,
        action=rule.action,
        source=row.source,
        is_confirmed=row.is_confirmed,
        version=row.version,
    )


def rule(key: str) -> Rule:
    """The rule of a kind; 404 where there is none."""
    found = rule_or_none(key)
    if found is None:
        raise Http404
    return found


def rule_or_none(key: str) -> Rule | None:
    """The rule of a kind; None where there is none."""
    first = next((one for one in rules.first_schedule() if one.key == key), None)
    return None if first is None else _changed(first, ScheduleRow.objects.filter(key=key).first())
