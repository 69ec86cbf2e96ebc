"""Keeping counts by month, type and area: nothing of a place below an area, nothing of a person."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from precept.foundation import clock
from precept.foundation.ledger.actions import (
    SYSTEM,
    Actor,
    Changed,
    NotAllowed,
    Refused,
    action,
    record,
)
from precept.foundation.people.models import Person
from precept.understand import access
from precept.understand.models import Area, CountKind, NeedCount
from precept.understand.rules import counts as rules
from precept.understand.rules.planning import slug_of


@action
def keep_count(
    *,
    by: Actor,
    kind: str,
    month: date,
    area: Area,
    count: int,
    group: str = "",
    source: str = "",
    why: str = "",
    is_invented: bool = False,
) -> NeedCount:
    """Keep how many of a type there were in an area in a month; a later figure takes an earlier one's place.

    ``area`` is the one that the file named, which may have ended: it is read as what followed it.
    """
    if by != SYSTEM and not (isinstance(by, Person) and access.may_load_counts(by)):
        raise NotAllowed("Only people who keep the plan and load files may load counts.")
    kind = " ".join(kind.split())
    if not kind:
        raise Refused("Enter what is counted", field="kind")
    if month > clock.today():
        raise Refused("The month lies ahead.", field="month")
    if not 0 <= count <= rules.LARGEST:
        raise Refused(f"A count is 0 to {rules.LARGEST:,}.", field="count")
    named = kind_of(kind, is_invented=is_invented)
    month = rules.month_of(month)
    key: dict[str, Any] = {"kind": named, "group": group, "month": month, "area": area}
    before = NeedCount.objects.filter(**key).first()
    said = None if before is None else {"count": before.count, "source": before.source}
    kept = _write(before, key, {"count": count, "source": source})
    record(
        named.subject,
        "count kept" if before is None else "count kept anew",
        by=by,
        why=why,
        before=said,
        after={
            "month": rules.month_words(month),
            "area": str(area),
            "group": rules.GROUPS[group],
            "count": count,
            "source": source,
        },
    )
    return kept


def _write(before: NeedCount | None, key: dict[str, Any], fields: dict[str, Any]) -> NeedCount:
    if before is None:
        try:
            with transaction.atomic():
                return NeedCount.objects.create(**key, **fields)
        except IntegrityError:
            raise Changed("Somebody kept this count a moment ago. Look at it again.") from None
    NeedCount.objects.filter(pk=before.pk).update(**fields)
    before.count, before.source = fields["count"], fields["source"]
    return before


def kind_of(title: str, *, is_invented: bool = False) -> CountKind:
    """The type of count of a title, made where there is none; spelled like one that is there, it is that one."""
    slug = slug_of(title)
    made, _ = CountKind.objects.get_or_create(
        slug=slug, defaults={"title": title[:120], "is_invented": is_invented}
    )
    return made
