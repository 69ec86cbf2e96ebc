"""What every action on a decision does: read it as it is, move it on, write to those it waits for."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import F

from precept.decisions import queries, rules
from precept.decisions.models import Decision
from precept.foundation.ledger.actions import Changed, Refused
from precept.foundation.ledger.versions import write_next
from precept.foundation.outbox.actions import queue_mail
from precept.foundation.people.models import Person

STALE = "This decision changed after you opened it. Read it again before you go on."
NOT_DRAFTER = "Only people who draft decisions may do this."
NOT_PUBLISHER = "Only people who publish decisions may do this."


def as_it_is(decision: Decision) -> Decision:
    """The decision as the database has it now."""
    return Decision.objects.select_related("author").get(pk=decision.pk)


def refuse_unless(decision: Decision, *states: str) -> None:
    """Refused unless a decision is in one of these states."""
    if decision.state not in states:
        raise Refused(
            f"This decision is {rules.STATES[decision.state].lower()}, so this cannot be done to it now."
        )


def move_on(decision: Decision, move: str, *, read: int | None = None, **fields: Any) -> None:
    """Move a decision on, if it still is where it was and says what was read; else Changed."""
    state = rules.moved(decision.state, move)
    if state is None:
        refuse_unless(decision)
        raise AssertionError("unreachable")
    rows = Decision.objects.filter(pk=decision.pk, state=decision.state)
    if read is not None:
        rows = rows.filter(version=read)
    if not rows.update(state=state, version=F("version") + 1, **fields):
        raise Changed(STALE)


def write(decision: Decision, changes: dict[str, Any], read: int) -> None:
    """Write changes of a decision as the version after the one that was read."""
    if "title" in changes:
        changes = {**changes, "public_title": queries.public_title(decision, changes["title"])}
    write_next(decision, changes, read=read, stale=STALE)


def keep_title(decision: Decision) -> None:
    """Write what everybody may read of a decision's title, after its redactions changed."""
    shown = queries.public_title(decision, decision.title)
    if shown != decision.public_title:
        Decision.objects.filter(pk=decision.pk).update(public_title=shown)
        decision.public_title = shown


def tell(people: Iterable[Person], decision: Decision, what: str, place: str = "") -> int:
    """Write to people of the office what a decision waits for; how many were written to.

    The letter bears the reference and no title: what is not public yet stays out of mailboxes.
    """
    address = f"{settings.PRECEPT_ADDRESS}/office/decisions/{decision.reference}{place}"
    count = 0
    for person in people:
        queue_mail(
            to=person.email,
            subject=f"Decision {decision.reference}: {what}",
            text=f"Decision {decision.reference}: {what}.\n\nRead it here:\n{address}\n",
            kind="decision notice",
            about=decision.subject,
        )
        count += 1
    return count
