"""Paid money that was not spent: found, agreed, asked back, recovered or written off."""

from datetime import date
from typing import Any

from precept.do.agreements import queries as agreements
from precept.do.agreements.models import Agreement
from precept.do.spending import access, letters, queries, rules
from precept.do.spending.actions.budgets import NOT_KEEPER
from precept.do.spending.actions.committing import postings_of, said_of_parts
from precept.do.spending.actions.posting import Posting, post
from precept.do.spending.models import Underspend
from precept.foundation import clock
from precept.foundation.ledger.actions import NotAllowed, Refused, action, record
from precept.foundation.ledger.versions import as_read, write_next
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.parties import queries as parties
from precept.plan.models import Fund

STALE = "Somebody changed this underspend while you had it open."


@action
def find_underspend(
    *, by: Person, agreement: Agreement, amount: Money, why: str, found_on: date | None = None
) -> Underspend:
    """Open a case for paid money that was not spent. Refused where less was paid than that."""
    if not access.may_keep_books(by):
        raise NotAllowed(NOT_KEEPER)
    if not why.strip():
        raise Refused("Say how it is known, and why it was not spent", field="why")
    if amount.pence <= 0:
        raise Refused("Enter an amount of more than nothing", field="amount")
    open_already = agreement.underspends.filter(state="found")
    paid = sum(one.amount.pence for one in queries.held(agreement, rules.PAID))
    paid -= sum(one.amount.pence for one in open_already)
    if amount.pence > paid:
        raise Refused(f"{Money(paid)} was paid and not yet asked back", field="amount")
    made = Underspend.objects.create(
        agreement=agreement,
        amount=amount,
        found_by=by,
        found_on=found_on or clock.today(),
        why=why.strip(),
    )
    record(
        made.subject,
        "underspend found",
        by=by,
        why=why,
        after={"agreement": agreement.reference, "amount": str(amount)},
    )
    return made


@action
def agree_underspend(
    *, by: Person, underspend: Underspend, version: int, amount: Money, due: date, why: str = ""
) -> Underspend:
    """Agree with the provider what comes back, and by when: the money is underspent from now on."""
    now = _ask_keeper(by, underspend, version)
    if due < clock.today():
        raise Refused("The day must be today or later", field="due")
    year = clock.FinancialYear.of(clock.today()).label
    parts, problem = rules.taken(queries.held(now.agreement, rules.PAID), amount, year)
    if problem or amount.pence <= 0:
        raise Refused(problem or "Enter an amount of more than nothing", field="amount")
    post(postings_of("underspend", now.agreement, parts), by=by, day=clock.today(), why=why)
    _move(now, "agreed", amount=amount, due=due, parts=queries.kept_parts(parts))
    record(
        now.subject,
        "underspend agreed",
        by=by,
        why=why,
        after={
            "amount": str(amount),
            "back by": clock.spoken(due),
            "of": said_of_parts(parts),
        },
    )
    return _fresh(now)


@action
def ask_back(*, by: Person, underspend: Underspend, version: int) -> Underspend:
    """Send the letter that asks for the money; the digest of what it says is kept."""
    now = _ask_keeper(by, underspend, version)
    digest = queries.letter_digest(now, parties.office_name())
    kept = {
        "on": clock.iso(clock.today()),
        "kind": "asked back",
        "sha256": digest,
        "worded": agreements.wording_of_kind("recovery").version,
    }
    _move(now, "asked", letters=[*now.letters, kept])
    record(now.subject, "underspend asked back", by=by, after={"letter": digest})
    letters.send_asked_back(now)
    return _fresh(now)


@action
def recover(
    *, by: Person, underspend: Underspend, version: int, amount: Money, day: date, goes: str
) -> Underspend:
    """Enter money that came back. ``goes`` is "reuse" (to the fund) or "given back" (to whom it came from)."""
    now = _ask_keeper(by, underspend, version)
    if goes not in ("reuse", "given back"):
        raise Refused("Choose where the money goes", field="goes")
    if day > clock.today():
        raise Refused("The day must be today or in the past", field="day")
    owed = now.amount.pence - now.recovered.pence
    if not 0 < amount.pence <= owed:
        raise Refused(f"{Money(owed)} is still to come back", field="amount")
    parts = _next_parts(now, amount)
    post(postings_of("recovery", now.agreement, parts), by=by, day=day, why=now.reference)
    funds = Fund.objects.in_bulk({one.fund for one in parts}, field_name="code")
    post(
        [Posting(goes, funds[one.fund], one.year, one.amount, now.agreement) for one in parts],
        by=by,
        day=day,
        why=now.reference,
    )
    is_all = amount.pence == owed
    changes: dict[str, Any] = {"recovered": now.recovered + amount}
    if is_all:
        changes["settled_on"] = day
    _move(now, "recovered" if is_all else now.state, **changes)
    record(
        now.subject,
        "underspend recovered",
        by=by,
        after={"amount": str(amount), "on": clock.spoken(day), "goes": goes},
    )
    return _fresh(now)


@action
def write_off(*, by: Person, underspend: Underspend, version: int, why: str) -> Underspend:
    """Let what did not come back be: it counts as spent. By somebody with the power, with a reason."""
    if not access.may_decide_carrying(by):
        raise NotAllowed("Only people who may write underspends off may do this.")
    now = as_read(_fresh(underspend), version, stale=STALE)
    if by.pk == now.found_by_id:
        raise Refused("You found this underspend: somebody else writes it off.")
    if not why.strip():
        raise Refused("Say why it is written off", field="why")
    left = Money(now.amount.pence - now.recovered.pence)
    parts = _next_parts(now, left)
    post(
        postings_of("underspend withdrawn", now.agreement, parts), by=by, day=clock.today(), why=why
    )
    _move(now, "written off", settled_on=clock.today(), settled_why=why.strip())
    record(now.subject, "underspend written off", by=by, why=why, after={"amount": str(left)})
    return _fresh(now)


@action
def withdraw_underspend(
    *, by: Person, underspend: Underspend, version: int, why: str
) -> Underspend:
    """Close a case that was none: nothing was agreed yet."""
    now = _ask_keeper(by, underspend, version)
    if not why.strip():
        raise Refused("Say why it is none", field="why")
    _move(now, "withdrawn", settled_on=clock.today(), settled_why=why.strip())
    record(now.subject, "underspend withdrawn", by=by, why=why)
    return _fresh(now)


MOVES = {
    "found": {"agreed", "withdrawn"},
    "agreed": {"agreed", "asked", "recovered", "written off"},
    "asked": {"asked", "recovered", "written off"},
}


def _next_parts(now: Underspend, amount: Money) -> list[rules.Part]:
    """Of which parts an amount comes back: in their order, after what came back before."""
    skip, left, parts = now.recovered.pence, amount.pence, []
    for one in queries.parts_of(now.parts):
        gone = min(skip, one.amount.pence)
        skip -= gone
        take = min(left, one.amount.pence - gone)
        left -= take
        if take:
            parts.append(rules.Part(one.fund, one.year, Money(take)))
    return parts


def _ask_keeper(by: Person, underspend: Underspend, version: int) -> Underspend:
    if not access.may_keep_books(by):
        raise NotAllowed(NOT_KEEPER)
    return as_read(_fresh(underspend), version, stale=STALE)


def _fresh(underspend: Underspend) -> Underspend:
    return Underspend.objects.select_related("agreement__provider").get(pk=underspend.pk)


def _move(now: Underspend, state: str, **changes: Any) -> None:
    if state not in MOVES.get(now.state, set()):
        raise Refused(
            f"This cannot be done with an underspend that is {now.get_state_display().lower()}."
        )
    write_next(now, {"state": state, **changes}, read=now.version, stale=STALE)
