"""The duties as this office has them: its own rows from the first change on."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.text import slugify

from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, needed, record
from precept.foundation.ledger.names import free_name
from precept.foundation.ledger.versions import write_next
from precept.foundation.people.models import Person
from precept.foundation.people.rules import ROLES
from precept.review.year import access, queries, rules
from precept.review.year.models import Duty

NOT_KEEPER = "Only people who keep the calendar of the year may do this."
STALE = "Somebody changed this while you had it open."
NO_DUTY = "There is no such duty."


def ask_keeper(by: Person) -> None:
    """NotAllowed where they do not keep the calendar."""
    if not access.may_keep_year(by):
        raise NotAllowed(NOT_KEEPER)


def own_the_year(since: date) -> None:
    """Make the duties that an office begins with its own rows, at the first thing that is said of one."""
    if not queries.begun():
        Duty.objects.bulk_create(queries.first_rows(since), ignore_conflicts=True)


def own_duty(key: str) -> Duty:
    """A duty of the office by its key; Refused where there is none."""
    own_the_year(clock.today())
    found = Duty.objects.select_related("owner").filter(key=key).first()
    if found is None:
        raise Refused(NO_DUTY)
    return found


def _said(one: Duty) -> dict[str, Any]:
    return {
        "title": one.title,
        "guidance": one.guidance,
        "how often": rules.rhythm_words(one.rhythm),
        "source": one.source,
        "what shows it": one.shows,
        "role": ROLES[one.role].title,
        "owner": one.owner.reference if one.owner else "",
        "reminders": ", ".join(f"{days} days before" for days in one.remind),
        "counts from": clock.iso(one.since),
    }


@action
def begin_year(*, by: Person, since: date) -> int:
    """Begin the calendar with the duties that every office has, from a day on; how many they are."""
    ask_keeper(by)
    if since > clock.today():
        raise Refused("It counts from today or from an earlier day.", field="since")
    if queries.begun():
        raise Changed("The calendar is begun already.")
    own_the_year(since)
    count = Duty.objects.count()
    record(
        "duties:year",
        "calendar begun",
        by=by,
        after={"counts from": clock.iso(since), "duties": count},
    )
    return count


def _checked(said: dict[str, Any]) -> dict[str, Any]:
    """What a duty is to say; Refused where it cannot be so."""
    if (said["often"] == "once") != (said["once_on"] is not None):
        words = (
            "Enter the day by which it is due"
            if said["often"] == "once"
            else "Leave this day empty: it is due again and again"
        )
        raise Refused(words, field="once_on")
    if said["role"] not in ROLES:
        raise Refused("Choose the role that owes it", field="role")
    return {
        **said,
        "title": needed(said["title"], "Enter what is to be done", "title"),
        "guidance": said["guidance"].strip(),
        "source": needed(said["source"], "Enter what asks for it", "source"),
        "shows": needed(said["shows"], "Enter what shows that it was done", "shows"),
        "remind": sorted({*said["remind"]}, reverse=True),
    }


@action
def add_duty(
    *,
    by: Person,
    title: str,
    often: str,
    source: str,
    shows: str,
    role: str,
    month: int = 1,
    day: int = 1,
    once_on: date | None = None,
    guidance: str = "",
    owner: Person | None = None,
    remind: Sequence[int] = (),
    since: date | None = None,
) -> Duty:
    """Add something that this office must do, from a day (today) on."""
    ask_keeper(by)
    own_the_year(clock.today())
    said = _checked(
        {
            "title": title,
            "guidance": guidance,
            "often": often,
            "month": month,
            "day": day,
            "once_on": once_on,
            "source": source,
            "shows": shows,
            "role": role,
            "owner": owner,
            "remind": remind,
            "since": since or clock.today(),
        }
    )
    if Duty.objects.count() >= queries.MOST_DUTIES:
        raise Refused(f"The calendar holds at most {queries.MOST_DUTIES} duties.")
    key = free_name(Duty, slugify(said["title"])[:30] or "duty")
    made = Duty.objects.create(key=key, **said)
    record(made.subject, "duty added", by=by, after=_said(made))
    return made


@action
def change_duty(
    *,
    by: Person,
    key: str,
    version: int,
    title: str,
    often: str,
    month: int,
    day: int,
    once_on: date | None,
    source: str,
    shows: str,
    role: str,
    guidance: str,
    owner: Person | None,
    remind: Sequence[int],
    since: date,
) -> Duty:
    """Change what a duty says, how often it is due and whose it is; what was done of it stays."""
    ask_keeper(by)
    now = own_duty(key)
    before = _said(now)
    changes = _checked(
        {
            "title": title,
            "guidance": guidance,
            "often": often,
            "month": month,
            "day": day,
            "once_on": once_on,
            "source": source,
            "shows": shows,
            "role": role,
            "owner": owner,
            "remind": remind,
            "since": since,
        }
    )
    write_next(now, changes, read=version, stale=STALE)
    record(now.subject, "duty changed", by=by, before=before, after=_said(now))
    return now


@action
def retire_duty(*, by: Person, key: str, version: int, why: str) -> Duty:
    """Say that something need no longer be done, from today on."""
    ask_keeper(by)
    why = needed(why, "Say why it is no longer due", "why")
    now = own_duty(key)
    if now.retired:
        raise Refused("It is no longer due already.")
    write_next(now, {"retired": clock.today()}, read=version, stale=STALE)
    record(now.subject, "duty retired", by=by, why=why)
    return now
