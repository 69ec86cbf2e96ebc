"""Changing how long a kind of record is kept: the office's own row from then on."""

from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, needed, record
from precept.foundation.ledger.versions import write_next
from precept.foundation.people.models import Person
from precept.records import access, queries, rules
from precept.records.models import ScheduleRow
from precept.records.rules import Rule

NOT_APPROVER = "Only people who approve disposals may do this."
STALE = "Somebody changed this since you read it."


@action
def change_rule(
    *,
    by: Person,
    key: str,
    version: int,
    years: int | None,
    source: str,
    is_confirmed: bool,
    why: str,
) -> Rule:
    """Say how long a kind of record is kept, by what source, and whether that is confirmed.

    ``version`` is the one that was read; 0 is the row that comes with the software. Lists that were
    proposed by the rule before are no longer carried out for this kind.
    """
    if not access.may_approve(by):
        raise NotAllowed(NOT_APPROVER)
    before = queries.rule_or_none(key)
    if before is None:
        raise Refused("There is no such kind of record.")
    why = needed(why, "Say why it is changed", "why")
    source = needed(source, "Enter the law or the policy that it rests on", "source")
    if before.action in rules.BY_RUN and years is None:
        raise Refused("Enter a number of years", field="years")
    if years is not None and not 1 <= years <= rules.MOST_YEARS:
        raise Refused(f"Enter a whole number of years from 1 to {rules.MOST_YEARS}", field="years")
    if (years, source, is_confirmed) == (before.years, before.source, before.is_confirmed):
        raise Refused("Nothing is different from what is kept already")
    row = _own(before, version)
    changes = {"years": years, "source": source, "is_confirmed": is_confirmed}
    write_next(row, changes, read=row.version, stale=STALE)
    record(
        row.subject,
        "retention changed",
        by=by,
        why=why,
        before=_said(before),
        after=_said(queries.rule(key)),
    )
    return queries.rule(key)


def _own(before: Rule, version: int) -> ScheduleRow:
    """The office's own row, made from the one that comes with the software at the first change of it."""
    if before.version != version:
        raise Changed(STALE)
    row, _ = ScheduleRow.objects.get_or_create(
        key=before.key,
        defaults={
            "years": before.years,
            "source": before.source,
            "is_confirmed": before.is_confirmed,
            "version": 0,
        },
    )
    return row


def _said(one: Rule) -> dict[str, object]:
    return {
        "kept for": one.kept_for,
        "source": one.source,
        "confirmed": one.is_confirmed,
    }
