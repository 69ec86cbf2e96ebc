"""Offers while they stand: more time, what the public reads of them, reminders, and lapsing."""

from datetime import date
from typing import Any, Final

from precept.do.agreements import access, queries, rules
from precept.do.agreements.actions.allowing import ask_checked
from precept.do.agreements.actions.award_moves import STALE, as_read, move, tell_office, write_to
from precept.do.agreements.actions.awarding import NOT_MAKER
from precept.do.agreements.actions.freed import give_back_free, take_back
from precept.do.agreements.models import (
    Award,
)
from precept.foundation import clock
from precept.foundation.ledger.actions import (
    SYSTEM,
    Changed,
    NotAllowed,
    Refused,
    StreamRaced,
    action,
    record,
    tried,
)
from precept.foundation.ledger.versions import write_next
from precept.foundation.people.models import Person

STEP: Final = 50


@action
def extend_offer(*, by: Person, award: Award, version: int, day: date, why: str) -> Award:
    """Give more time to accept, with a reason; a lapsed offer stands again while its money is free."""
    if not access.may_change_award(by, award):
        raise NotAllowed(NOT_MAKER)
    now = as_read(award, version)
    if now.state not in {"offered", "lapsed"}:
        raise Refused(f"This award is {rules.AWARD_STATES[now.state].lower()}.")
    if day < clock.today() or (now.accept_by is not None and day <= now.accept_by):
        raise Refused(
            "The last day must be after the one there is, and not in the past", field="day"
        )
    if not why.strip():
        raise Refused("Say why there is more time", field="why")
    if now.state == "lapsed":
        ask_checked([now], is_past=queries.is_of_the_past(now))
        take_back(now)
    before = {"last day": clock.iso(now.accept_by)}
    fields = {"accept_by": day, "extended_why": why.strip(), "reminded": []}
    if now.state == "lapsed":
        move(now, "offered", settled=None, settled_by=None, **fields)
    else:
        write_next(now, fields, read=version, stale=STALE)
    record(
        now.subject,
        "time to accept extended",
        by=by,
        why=why.strip(),
        before=before,
        after={"last day": day.isoformat()},
    )
    after = queries.fresh_award(now)
    write_to(after, "You have more time to accept your award", f"until {clock.spoken(day)}")
    return after


@action
def describe_award(
    *,
    by: Person,
    award: Award,
    version: int,
    purpose: str,
    summary: str,
    starts: date | None,
    ends: date | None,
) -> Award:
    """Say what the public reads of an award, and from when to when it pays, before it is accepted."""
    if not access.may_change_award(by, award):
        raise NotAllowed(NOT_MAKER)
    now = as_read(award, version)
    if now.state not in {"decided", "offered"}:
        raise Refused(
            "This award is settled: its agreement and the published results are corrected."
        )
    if not purpose.strip():
        raise Refused("Enter what the award is for", field="purpose")
    if starts and ends and ends < starts:
        raise Refused("The last day must be the same as or after the first day", field="ends")
    said: dict[str, Any] = {
        "purpose": purpose.strip()[:300],
        "summary": summary.strip(),
        "starts": starts,
        "ends": ends,
        "report_by": _report_by(now, ends),
    }
    if all(getattr(now, name) == value for name, value in said.items()):
        return now
    before = {name: str(getattr(now, name) or "") for name in said}
    write_next(now, {**said, "is_described": True}, read=version, stale=STALE)
    after = {name: str(value or "") for name, value in said.items()}
    record(now.subject, "award described", by=by, before=before, after=after)
    return now


def _report_by(award: Award, ends: date | None) -> date | None:
    """When an award is reported whose last day is now another: as before, but never before it ends."""
    if ends == award.ends or queries.is_of_the_past(award):
        return award.report_by
    as_usual = award.report_by in (None, rules.report_by(award.ends))
    is_too_early = award.report_by is not None and ends is not None and award.report_by < ends
    return rules.report_by(ends) if as_usual or is_too_early else award.report_by


def lapse_due() -> int:
    """End the offers whose last day is over; how many ended."""
    today = clock.today()
    due = Award.objects.filter(state="offered", accept_by__lt=today).order_by("accept_by", "pk")
    done = 0
    for award in due[:STEP]:
        try:
            _lapse(award)
        except (Changed, Refused, StreamRaced):
            continue
        done += 1
    return done


@action
def _lapse(award: Award) -> None:
    now = queries.fresh_award(award)
    if now.accept_by is None or now.accept_by >= clock.today():
        raise Changed(STALE)
    move(now, "lapsed", settled=clock.now())
    record(now.subject, "offer lapsed", by=SYSTEM, after={"last day": clock.iso(now.accept_by)})
    give_back_free(now.result.awarding)
    after = queries.fresh_award(now)
    write_to(after, "Your award was not accepted in time", "and has lapsed")
    tell_office(after, "lapsed")


def remind_due() -> int:
    """Call to mind the offers that near their last day; how many were written about."""
    today = clock.today()
    horizon = clock.add_working_days(today, max(rules.REMIND_BEFORE))
    rows = Award.objects.filter(
        state="offered", accept_by__gte=today, accept_by__lte=horizon
    ).order_by("accept_by", "pk")
    done = 0
    for award in rows[: STEP * 10]:
        assert award.accept_by is not None  # the filter says so
        if rules.reminders_due(award.accept_by, today, award.reminded):
            done += tried(_remind, award)
    return done


@action
def _remind(award: Award) -> None:
    now = queries.fresh_award(award)
    if now.state != "offered" or now.accept_by is None:
        raise Changed(STALE)
    due = rules.reminders_due(now.accept_by, clock.today(), now.reminded)
    if not due:
        raise Changed(STALE)
    write_next(now, {"reminded": [*now.reminded, *due]}, read=now.version, stale=STALE)
    record(now.subject, "offer called to mind", by=SYSTEM, after={"days before": min(due)})
    write_to(now, "Your award waits for you", f"until {clock.spoken(now.accept_by)}")
