"""Partnerships and boards: setting one up, its members, meetings, attendance, decisions and actions."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.files.base import File
from django.db import IntegrityError, transaction

from precept.do.partners import access, queries, rules
from precept.do.partners.actions.beginning import (
    STALE,
    ask_keeper,
    free_slug,
)
from precept.do.partners.models import (
    AgreedAction,
    Attendance,
    Meeting,
    Partnership,
    PartnershipMember,
)
from precept.foundation import clock
from precept.foundation.documents import actions as documents
from precept.foundation.documents.models import StoredFile
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, needed, record
from precept.foundation.ledger.versions import write_next
from precept.foundation.people.models import Person
from precept.parties.models import Organisation
from precept.understand.actions import priorities_in_force

Outcomes = Sequence[Mapping[str, str]]


@action
def set_up_partnership(
    *,
    by: Person,
    name: str,
    kind: str,
    purpose: str = "",
    run_by: Organisation | None = None,
    attends: Person | None = None,
    area: str = "",
    terms: str = "",
    terms_dated: date | None = None,
    review_on: date | None = None,
    outcomes: Outcomes = (),
    priorities: Sequence[str] = (),
    source: str = "",
    is_invented: bool = False,
) -> Partnership:
    """Note a partnership, or somebody else's board that the office sits on.

    ``outcomes`` are [{"outcome", "measure"}]. Refused where another board's owner, or who attends it for the
    office, is not said.
    """
    ask_keeper(by)
    name = needed(name, "Enter the partnership’s name", "name")
    if kind == "theirs" and run_by is None:
        raise Refused("Say whose board it is", field="run_by")
    if kind == "theirs" and attends is None:
        raise Refused("Say who attends it for the office", field="attends")
    made = Partnership.objects.create(
        reference=free_slug(Partnership, name, "name"),
        name=name,
        kind=kind,
        purpose=purpose.strip(),
        run_by=run_by,
        attends=attends,
        area=area.strip(),
        terms=terms.strip(),
        terms_dated=terms_dated,
        review_on=review_on,
        outcomes=[dict(one) for one in outcomes],
        priorities=priorities_in_force(priorities),
        source=source.strip(),
        is_invented=is_invented,
    )
    record(made.subject, "partnership noted", by=by, after=queries.said_of_partnership(made))
    return made


@action
def change_partnership(
    *, by: Person, partnership: Partnership, version: int, **changes: Any
) -> Partnership:
    """Change what is kept of a partnership, by the names of ``set_up_partnership``; its address stays."""
    ask_keeper(by)
    now = Partnership.objects.get(pk=partnership.pk)
    before = queries.said_of_partnership(now)
    if "name" in changes:
        changes["name"] = needed(changes["name"], "Enter the partnership’s name", "name")
    if "priorities" in changes:
        changes["priorities"] = priorities_in_force(changes["priorities"], now.priorities)
    if "outcomes" in changes:
        changes["outcomes"] = [dict(one) for one in changes["outcomes"]]
    write_next(now, changes, read=version, stale=STALE)
    after = queries.said_of_partnership(now)
    record(now.subject, "partnership changed", by=by, before=before, after=after)
    return now


@action
def add_member(
    *,
    by: Person,
    partnership: Partnership,
    organisation: Organisation,
    role: str,
    starts: date | None = None,
) -> PartnershipMember:
    """Note that a body belongs to a partnership; Refused where it does already."""
    ask_keeper(by)
    try:
        with transaction.atomic():
            made = PartnershipMember.objects.create(
                partnership=partnership, organisation=organisation, role=role, starts=starts
            )
    except IntegrityError:
        raise Refused("It belongs to this partnership already", field="organisation") from None
    _touched(partnership)
    record(
        partnership.subject,
        "member of a partnership noted",
        by=by,
        after={"organisation": organisation.reference, "role": role},
    )
    return made


@action
def end_member(*, by: Person, member: PartnershipMember, ends: date) -> PartnershipMember:
    """Note that a body belongs to a partnership no more, from the day after ``ends``."""
    ask_keeper(by)
    if member.starts and ends < member.starts:
        raise Refused("It cannot leave before it joined", field="ends")
    if not PartnershipMember.objects.filter(pk=member.pk, ends=None).update(ends=ends):
        raise Changed(STALE)
    member.ends = ends
    _touched(member.partnership)
    record(
        member.partnership.subject,
        "member of a partnership ended",
        by=by,
        after={"organisation": member.organisation.reference, "ends": ends.isoformat()},
    )
    return member


def _touched(partnership: Partnership) -> None:
    now = Partnership.objects.get(pk=partnership.pk)
    write_next(now, {}, read=now.version, stale=STALE)
    partnership.version = now.version


@action
def call_meeting(
    *, by: Person, partnership: Partnership, on: date, place: str = "", agenda: str = ""
) -> Meeting:
    """Note a meeting to come, or one that was, with its agenda: an item a line."""
    ask_keeper(by)
    if partnership.ended and on > partnership.ended:
        raise Refused("The partnership had ended by then", field="on")
    made = Meeting.objects.create(
        partnership=partnership, on=on, place=place.strip(), agenda=agenda.strip()
    )
    record(
        made.subject,
        "meeting of a partnership noted",
        by=by,
        after={"partnership": partnership.reference, "on": on.isoformat(), "agenda": made.agenda},
    )
    return made


@action
def change_meeting(
    *, by: Person, meeting: Meeting, version: int, on: date, place: str = "", agenda: str = ""
) -> Meeting:
    """Change a meeting's day, place or agenda."""
    ask_keeper(by)
    now = Meeting.objects.get(pk=meeting.pk)
    before = {"on": now.on.isoformat(), "place": now.place, "agenda": now.agenda}
    changes = {"on": on, "place": place.strip(), "agenda": agenda.strip()}
    write_next(now, changes, read=version, stale=STALE)
    after = {"on": on.isoformat(), "place": now.place, "agenda": now.agenda}
    record(now.subject, "meeting of a partnership changed", by=by, before=before, after=after)
    return now


@action
def record_meeting(
    *,
    by: Person,
    meeting: Meeting,
    version: int,
    came: Mapping[str, str],
    decisions: str = "",
) -> Meeting:
    """Record who came and what was decided. ``came``: a state of ``rules.ATTENDANCES`` by organisation.

    Refused before the day of the meeting, or for a body that was no member then.
    """
    ask_keeper(by)
    now = Meeting.objects.select_related("partnership").get(pk=meeting.pk)
    if now.on > clock.today():
        raise Refused("The meeting has not been held yet")
    members = {one.organisation.reference: one for one in queries.members_on(now)}
    for reference, state in came.items():
        if reference not in members or state not in rules.ATTENDANCES:
            raise Refused("Only members of the partnership can be recorded")
    write_next(now, {"decisions": decisions.strip()}, read=version, stale=STALE)
    Attendance.objects.filter(meeting=now).delete()
    Attendance.objects.bulk_create(
        [
            Attendance(meeting=now, organisation=members[reference].organisation, state=state)
            for reference, state in came.items()
        ]
    )
    record(
        now.subject,
        "meeting of a partnership recorded",
        by=by,
        after={"came": dict(came), "decisions": now.decisions},
    )
    return now


def add_paper(*, by: Person, meeting: Meeting, name: str, content: bytes | File[Any]) -> StoredFile:
    """Keep a paper of a meeting; called outside a transaction. Refused where the file is not taken."""
    ask_keeper(by)
    return documents.keep(by=by, about=meeting.subject, name=name, content=content, field="file")


@action
def agree_action(
    *,
    by: Person,
    what: str,
    due: date,
    owner: Person | None = None,
    body: Organisation | None = None,
    meeting: Meeting | None = None,
    about: str = "",
) -> AgreedAction:
    """Note what somebody owes by a day: of a meeting, or about another subject.

    Refused where neither somebody of the office nor a partner owes it.
    """
    ask_keeper(by)
    what = needed(what, "Enter what is to be done", "what")
    if owner is None and body is None:
        raise Refused("Say who owes it: somebody here, or a partner", field="owner")
    made = AgreedAction.objects.create(
        about=meeting.subject if meeting else about,
        meeting=meeting,
        what=what,
        owner=owner,
        body=body,
        due=due,
    )
    record(
        made.subject,
        "action agreed",
        by=by,
        after={
            "about": made.about,
            "what": what,
            "owner": owner.reference if owner else "",
            "body": body.reference if body else "",
            "due": due.isoformat(),
        },
    )
    return made


@action
def finish_action(
    *, by: Person, agreed: AgreedAction, version: int, outcome: str, done_on: date | None = None
) -> AgreedAction:
    """Say what came of an action; whoever owes it, or keeps partnerships. Changed where it is done."""
    if not access.may_finish(by, agreed):
        raise NotAllowed("Only whoever owes this, or keeps partnerships, may finish it.")
    outcome = needed(outcome, "Say what came of it", "outcome")
    now = AgreedAction.objects.get(pk=agreed.pk)
    if now.done_on:
        raise Changed("Somebody finished this already.")
    on = done_on or clock.today()
    if on > clock.today():
        raise Refused("The day it was done cannot be later than today", field="done_on")
    write_next(now, {"done_on": on, "outcome": outcome}, read=version, stale=STALE)
    record(now.subject, "action finished", by=by, after={"on": on.isoformat(), "outcome": outcome})
    return now


@action
def move_action(
    *, by: Person, agreed: AgreedAction, version: int, due: date, why: str
) -> AgreedAction:
    """Give an action another day, with the reason."""
    ask_keeper(by)
    why = needed(why, "Say why it moves", "why")
    now = AgreedAction.objects.get(pk=agreed.pk)
    if now.done_on:
        raise Refused("It is done already.")
    before = now.due
    write_next(now, {"due": due}, read=version, stale=STALE)
    record(
        now.subject,
        "action moved",
        by=by,
        why=why,
        before={"due": before.isoformat()},
        after={"due": due.isoformat()},
    )
    return now
