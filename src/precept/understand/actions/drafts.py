"""What every change asks first: is it still a draft, and is it still what was read."""

from typing import Any, TypeVar

from django.db.models import F, Max

from precept.foundation.ledger.actions import Changed, Refused, record
from precept.foundation.ledger.versions import write_next
from precept.foundation.people.models import Person
from precept.understand import rules
from precept.understand.models import (
    Aim,
    CrimePlan,
    Measure,
    Priority,
    PriorityEvidence,
    Strategy,
    StrategySection,
)

Draft = TypeVar("Draft", Strategy, CrimePlan)
STALE = (
    "Somebody else changed this while you were typing. What you typed is still here: look at what"
    " it says now, then save again."
)
PUBLISHED = "This version is published. Begin a new version to change it."
MOVED_ON = "Somebody changed this draft since you read it. Read it again, then publish it."


def hold(draft: Strategy | CrimePlan) -> None:
    """Hold a draft while it or a part of it changes; Changed where it is no draft any more."""
    # One statement asks and holds: nobody publishes a version between the question and the change.
    held = type(draft)._default_manager.filter(pk=draft.pk, state="draft")
    if not held.update(revision=F("revision") + 1):
        raise Changed(PUBLISHED)


def to_publish(asked: Draft, revision: int | None) -> Draft:
    """A draft that is published now; Changed where it is none any more, or changed since it was read."""
    rows = type(asked)._default_manager.select_for_update()
    draft = rows.filter(pk=asked.pk, state="draft").first()
    if draft is None:
        raise Changed("This version is no draft any more: somebody published it before you.")
    if revision is not None and revision != draft.revision:
        raise Changed(MOVED_ON)
    return draft


def put_in_force(
    draft: Strategy | CrimePlan, *, what: str, by_version: int | str, by: Person
) -> None:
    """Make a draft the version in force; the one before it is superseded ``by_version``, and stays public."""
    rows = type(draft)._default_manager
    for old in rows.filter(state="published"):
        rows.filter(pk=old.pk).update(state="superseded")
        record(
            old.subject,
            f"{what} superseded",
            by=by,
            before={"state": "published"},
            after={"state": "superseded", "by_version": by_version},
        )
    rows.filter(pk=draft.pk).update(state="published")
    draft.state = "published"
    record(
        draft.subject,
        f"{what} published",
        by=by,
        why=draft.why,
        before={"state": "draft"},
        after={"state": "published"},
    )


def save_head(draft: Strategy | CrimePlan, revision: int | None, fields: dict[str, Any]) -> None:
    """Save what a draft says of itself, unless somebody else did since that revision was read."""
    read = draft.head_revision if revision is None else revision
    write_next(draft, fields, read=read, stale=STALE, counter="head_revision")


def save(
    thing: StrategySection | Priority | Aim | Measure,
    revision: int | None,
    fields: dict[str, Any],
) -> None:
    """Save what a thing says, unless somebody else did since that revision was read."""
    read = thing.revision if revision is None else revision
    write_next(thing, fields, read=read, stale=STALE, counter="revision")


def remove(thing: StrategySection | Priority | Aim | Measure, revision: int | None) -> None:
    """Take a thing away, unless somebody else changed it since that revision was read."""
    read = thing.revision if revision is None else revision
    write_next(thing, {}, read=read, stale=STALE, counter="revision")
    thing.delete()


def next_place(rows: Any) -> int:
    """The place after the last of these rows."""
    last: int | None = rows.aggregate(last=Max("place"))["last"]
    return (last or 0) + 1


def short_name(slug: str, words: str, taken: frozenset[str]) -> str:
    """The short name that was asked for, or one made of the words. Refused where it cannot be."""
    if not slug:
        return rules.slug_of(words, taken)
    if slug in taken | rules.RESERVED:
        raise Refused("Another one already has this short name.", field="slug")
    return slug


def moved(
    rows: list[StrategySection] | list[Priority],
    thing: StrategySection | Priority,
    *,
    up: bool,
) -> tuple[int, int]:
    """Move one of these rows a place up or down; its place before and after, counted from 1."""
    order = [row.pk for row in rows]
    at = order.index(thing.pk)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(order):
        raise Refused("It cannot move further.")
    order.insert(to, order.pop(at))
    for place, key in enumerate(order, start=1):
        type(thing)._default_manager.filter(pk=key).update(place=place)
    thing.place = to + 1
    return at + 1, to + 1


def stated(said: dict[str, Any]) -> dict[str, Any]:
    """What an event says of something new: nothing of what was left empty."""
    return {name: value for name, value in said.items() if value not in (None, "", [])}


def said_of(evidence: PriorityEvidence) -> dict[str, Any]:
    """What an event says of a piece of evidence."""
    said = {
        "priority": evidence.priority.title,
        "kind": evidence.get_kind_display(),
        "text": evidence.text,
        "source": evidence.source,
        "dated": evidence.dated.isoformat() if evidence.dated else None,
    }
    return stated(said)
