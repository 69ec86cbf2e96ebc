"""How an organisation ends, and who takes its place."""

from datetime import date
from typing import Any

from precept.foundation.ledger.actions import Refused, action, record
from precept.parties import access, queries, rules, sign_ups
from precept.parties.actions.standing import (
    as_it_stands,
    given_reason,
    known_parts,
    only_who_keep,
    refuse_address,
    write,
)
from precept.parties.models import Office, OfficeSuccession, Organisation

OWN_BODY = "This is the office’s own body: what it did passes to its successor in one act. Plan a succession."


@action
def end_organisation(
    *,
    by: access.Asker,
    organisation: Organisation,
    ends: date,
    successor: Organisation | None = None,
    why: str,
    version: int | None = None,
) -> Organisation:
    """Note an organisation's last day, and the one it merged into or was replaced by.

    Done again, it corrects what was noted. Whoever signed up with ``when_succeeded`` hears of a successor
    that is new.
    """
    only_who_keep(by)
    row = as_it_stands(organisation, version)
    reason = given_reason(why)
    refuse_address(known_parts(row), why=reason)
    after = as_it_stands(successor, None) if successor is not None else None
    if after is not None and Office.objects.filter(body=row).exists():
        raise Refused(OWN_BODY, field="successor")
    _refuse_history(row)
    return note_ending(row, ends=ends, after=after, by=by, why=reason)


def note_ending(
    row: Organisation, *, ends: date, after: Organisation | None, by: access.Asker, why: str
) -> Organisation:
    """Within an act: note an organisation's last day and its successor; tell whoever signed up of a new one."""
    problem = rules.ending_problem(
        rules.Ending(
            reference=row.reference,
            starts=row.starts,
            ends=ends,
            successor=after.reference if after else None,
            successor_name=after.name if after else "",
            successor_starts=after.starts if after else None,
            successor_ends=after.ends if after else None,
            after_successor=queries.those_after(after) if after else (),
        )
    )
    if problem:
        raise Refused(problem[1], field=problem[0])
    before = _said(row)
    new = write(row, ends=ends, successor=after)
    if _said(new) == before:
        raise Refused("This is noted already", field="ends")
    record(
        new.subject,
        "organisation succeeded" if after else "organisation ended",
        by=by,
        why=why,
        before=before or None,
        after=_said(new),
    )
    if after is not None and row.successor_id != after.pk:
        record(
            after.subject,
            "organisation took the place of another",
            by=by,
            why=why,
            after={"predecessor": new.name},
        )
        sign_ups.tell_succeeded(sign_ups.Succession(new, after, ends, by, why))
    return new


@action
def undo_ending(
    *, by: access.Asker, organisation: Organisation, why: str, version: int | None = None
) -> Organisation:
    """Note that an organisation has not ended after all."""
    only_who_keep(by)
    row = as_it_stands(organisation, version)
    reason = given_reason(why)
    refuse_address(known_parts(row), why=reason)
    if row.ends is None:
        raise Refused("This organisation has not ended")
    _refuse_history(row)
    new = write(row, ends=None, successor=None)
    record(new.subject, "ending undone", by=by, why=reason, before=_said(row), after={"ends": ""})
    return new


def _refuse_history(row: Organisation) -> None:
    """What the office passed from ended with that act; a correction of it is an act of its own."""
    if OfficeSuccession.objects.filter(before__body_reference=row.reference).exists():
        raise Refused("The office passed from it to its successor: that is not changed here.")


def _said(row: Organisation) -> dict[str, Any]:
    said: dict[str, Any] = {}
    if row.ends is not None:
        said["ends"] = row.ends.isoformat()
    if row.successor is not None:
        said["successor"] = row.successor.name
    return said
