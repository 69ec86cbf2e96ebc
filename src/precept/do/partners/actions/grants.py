"""Bids for central government's money: from considering one to the fund it becomes, or what happens instead."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from precept.do.partners import access, queries, rules
from precept.do.partners.actions.beginning import (
    STALE,
    ask_keeper,
    year_label,
)
from precept.do.partners.models import AgreedAction, GrantBid
from precept.foundation import clock
from precept.foundation.clock import DoubtfulTime, deadline_at
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, needed, record
from precept.foundation.ledger.versions import as_read, write_next
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.parties.models import Organisation
from precept.plan import actions as plan
from precept.plan.models import Fund
from precept.understand.actions import priorities_in_force


def _deadline(wall: datetime, confirmed: Sequence[str]) -> dict[str, object]:
    try:
        closes = deadline_at(wall, confirmed=confirmed)
    except DoubtfulTime as doubtful:
        raise Refused(str(doubtful), field="closes") from doubtful
    return {
        "closes_at": closes.instant,
        "closes_wall": closes.wall.isoformat(timespec="minutes"),
    }


@action
def consider_grant(
    *,
    by: Person,
    title: str,
    programme: str,
    department: Organisation,
    closes: datetime,
    lead: Organisation,
    amount: Money,
    owner: Person,
    instead: str,
    instead_owner: Person,
    instead_days: int = 14,
    confirmed: Sequence[str] = (),
    partners: Sequence[Organisation] = (),
    what: str = "",
    priorities: Sequence[str] = (),
    match: Money | None = None,
    match_words: str = "",
    is_invented: bool = False,
) -> GrantBid:
    """Note a department's opportunity, who would lead the bid, and what happens if it is lost.

    ``closes`` is a UK wall time; Refused where it is doubtful and that is not among ``confirmed``.
    """
    ask_keeper(by)
    made = GrantBid.objects.create(
        title=needed(title, "Enter what the bid is for", "title"),
        programme=needed(programme, "Enter what the department calls it", "programme"),
        department=department,
        what=what.strip(),
        priorities=priorities_in_force(priorities),
        lead=lead,
        amount=amount,
        match=match,
        match_words=match_words.strip(),
        owner=owner,
        instead=needed(instead, "Say what happens if the bid is lost", "instead"),
        instead_owner=instead_owner,
        instead_days=instead_days,
        is_invented=is_invented,
        **_deadline(closes, confirmed),
    )
    made.partners.set(partners)
    record(made.subject, "bid for a grant considered", by=by, after=queries.said_of_grant(made))
    return made


@action
def change_grant(
    *,
    by: Person,
    grant: GrantBid,
    version: int,
    title: str,
    programme: str,
    department: Organisation,
    closes: datetime,
    lead: Organisation,
    amount: Money,
    owner: Person,
    instead: str,
    instead_owner: Person,
    instead_days: int = 14,
    confirmed: Sequence[str] = (),
    partners: Sequence[Organisation] = (),
    what: str = "",
    priorities: Sequence[str] = (),
    match: Money | None = None,
    match_words: str = "",
) -> GrantBid:
    """Change what is kept of a bid, until it is settled."""
    ask_keeper(by)
    now = GrantBid.objects.get(pk=grant.pk)
    if now.state not in ("considering", "drafting", "submitted"):
        raise Refused("This bid is settled: what it says stays.")
    before = queries.said_of_grant(now)
    changes: dict[str, object] = {
        "title": needed(title, "Enter what the bid is for", "title"),
        "programme": needed(programme, "Enter what the department calls it", "programme"),
        "department": department,
        "what": what.strip(),
        "priorities": priorities_in_force(priorities, now.priorities),
        "lead": lead,
        "amount": amount,
        "match": match,
        "match_words": match_words.strip(),
        "owner": owner,
        "instead": needed(instead, "Say what happens if the bid is lost", "instead"),
        "instead_owner": instead_owner,
        "instead_days": instead_days,
        **_deadline(closes, confirmed),
    }
    write_next(now, changes, read=version, stale=STALE)
    now.partners.set(partners)
    after = queries.said_of_grant(now)
    record(now.subject, "bid for a grant changed", by=by, before=before, after=after)
    return now


def _move(grant: GrantBid, version: int, to: str, **changes: object) -> GrantBid:
    now = GrantBid.objects.get(pk=grant.pk)
    as_read(now, version, stale=STALE)
    if not rules.may_become(now.state, to):
        words = rules.GRANT_STATES[now.state].lower()
        raise Refused(f"This bid is {words}: it cannot become {rules.GRANT_STATES[to].lower()}.")
    write_next(now, {"state": to, **changes}, read=version, stale=STALE)
    return now


@action
def draft_grant(*, by: Person, grant: GrantBid, version: int) -> GrantBid:
    """Say that the bid is being written."""
    ask_keeper(by)
    now = _move(grant, version, "drafting")
    record(now.subject, "bid for a grant begun", by=by)
    return now


@action
def submit_grant(*, by: Person, grant: GrantBid, version: int, at: datetime) -> GrantBid:
    """Record that it went to the department; ``at`` is the instant. Refused where that was not in time."""
    ask_keeper(by)
    if at > clock.now():
        raise Refused("It cannot have gone later than now", field="at")
    if not clock.in_time(at, GrantBid.objects.get(pk=grant.pk).closes):
        raise Refused("The opportunity had closed by then", field="at")
    now = _move(grant, version, "submitted", submitted_at=at)
    record(now.subject, "bid for a grant submitted", by=by, after={"at": at.isoformat()})
    return now


@action
def withdraw_grant(*, by: Person, grant: GrantBid, version: int, why: str) -> GrantBid:
    """Take a bid back, or leave an opportunity be, with the reason."""
    ask_keeper(by)
    why = needed(why, "Say why", "why")
    now = _move(grant, version, "withdrawn", outcome=why, settled_on=clock.today())
    record(now.subject, "bid for a grant withdrawn", by=by, why=why)
    return now


@action
def grant_won(
    *,
    by: Person,
    grant: GrantBid,
    version: int,
    on: date,
    won: Money,
    conditions: str,
    outcome: str = "",
) -> GrantBid:
    """Record that a bid was won, with the department's conditions, one a line; finance makes its fund."""
    ask_keeper(by)
    _not_later(on)
    now = _move(
        grant,
        version,
        "won",
        settled_on=on,
        won=won,
        conditions=needed(conditions, "Enter the conditions, or that there are none", "conditions"),
        outcome=outcome.strip(),
    )
    record(
        now.subject,
        "bid for a grant won",
        by=by,
        after={"on": on.isoformat(), "won": won.short, "conditions": now.conditions},
    )
    return now


@action
def grant_lost(
    *, by: Person, grant: GrantBid, version: int, on: date, outcome: str
) -> AgreedAction:
    """Record that a bid was lost, and why; the planned alternative falls to whoever it was planned for."""
    ask_keeper(by)
    _not_later(on)
    outcome = needed(outcome, "Say what the department said", "outcome")
    now = _move(grant, version, "lost", settled_on=on, outcome=outcome)
    agreed = AgreedAction.objects.create(
        about=now.subject,
        what=now.instead,
        owner=now.instead_owner,
        due=max(on, clock.today()) + timedelta(days=now.instead_days),
    )
    record(now.subject, "bid for a grant lost", by=by, after={"on": on.isoformat(), "why": outcome})
    record(
        agreed.subject,
        "action agreed",
        by=by,
        why="A bid for a grant was lost",
        after={
            "about": now.subject,
            "what": agreed.what,
            "owner": now.instead_owner.reference,
            "due": agreed.due.isoformat(),
        },
    )
    return agreed


def _not_later(on: date) -> None:
    if on > clock.today():
        raise Refused("It cannot have been decided later than today", field="on")


@action
def make_fund(
    *,
    by: Person,
    grant: GrantBid,
    version: int,
    code: str,
    short_name: str,
    year: str,
    starts: date | None = None,
    ends: date | None = None,
) -> Fund:
    """Make the fund of a grant that was won, with its budget and the department's conditions.

    Every agreement that the fund pays for bears these conditions by reference. NotAllowed for people who do
    not keep funds. Changed where it has a fund.
    """
    if not access.may_keep_funds(by):
        raise NotAllowed("Only people who keep funds may make a fund of it.")
    now = GrantBid.objects.select_related("department").get(pk=grant.pk)
    if now.state != "won" or now.won is None:
        raise Refused("Only a grant that was won becomes a fund.")
    if now.fund_id:
        raise Changed("This grant has its fund already.")
    source = f"{now.programme}, won on {clock.spoken(now.settled_on or clock.today())}"
    fund = plan.add_fund(
        by=by,
        code=code,
        name=now.programme,
        short_name=short_name,
        kind="grant received",
        given_by=now.department,
        conditions=now.conditions,
        starts=starts,
        ends=ends,
        note=now.title,
        is_invented=now.is_invented,
    )
    plan.add_budget(
        by=by,
        fund=fund,
        year=year_label(year),
        amount=now.won,
        source=source,
        dated=now.settled_on,
        is_invented=now.is_invented,
    )
    write_next(now, {"fund": fund}, read=version, stale=STALE)
    record(now.subject, "fund made of a grant", by=by, after={"fund": fund.code})
    return fund
