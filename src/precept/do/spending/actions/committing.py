"""Money is committed when an agreement is signed, and follows its terms from then on."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from precept.do.agreements.models import Agreement
from precept.do.agreements.rules import Held
from precept.do.spending import access, queries, rules
from precept.do.spending.access import Asker
from precept.do.spending.actions.budgets import NOT_KEEPER
from precept.do.spending.actions.posting import Posting, ask_payable, post
from precept.do.spending.models import WaitingCommitment
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
from precept.foundation.money import Money
from precept.plan.models import Fund


@action
def commit(
    *,
    by: Asker,
    agreement: Agreement,
    parts: Sequence[rules.Part],
    why: str = "",
    as_read: Sequence[rules.Part] | None = None,
) -> None:
    """Commit money to an agreement, or release it, so that these parts are what it is promised in all.

    ``as_read`` is what it was promised when somebody read it, who is told where that changed since.
    Refused where a fund may not pay for it, has too little and no authority, or where more was claimed
    or paid already.
    """
    if not access.may_keep_books(by):
        raise NotAllowed(NOT_KEEPER)
    funds = {one.code: one for one in Fund.objects.filter(code__in={part.fund for part in parts})}
    unknown = next((part.fund for part in parts if part.fund not in funds), None)
    if unknown is not None:
        raise Refused(f"There is no fund with the code {unknown}.")
    promised = queries.promised(agreement)
    if as_read is not None and list(as_read) != promised:
        raise Changed("What it is promised was changed while you had this open.")
    funds |= {
        one.code: one for one in Fund.objects.filter(code__in={part.fund for part in promised})
    }
    moves = rules.in_line(parts, promised)
    postings = []
    for code, year, pence in moves:
        if pence > 0:
            ask_payable(agreement, funds[code], year)
        kind = "commitment" if pence > 0 else "release"
        postings.append(Posting(kind, funds[code], year, Money(abs(pence)), agreement))
    # What is released first can be committed again.
    postings.sort(key=lambda one: one.kind == "commitment")
    post(postings, by=by, day=clock.today(), why=why)
    waiting = WaitingCommitment.objects.filter(agreement=agreement)
    if waited := waiting.exists():
        waiting.delete()
    if postings or waited:
        record(
            agreement.subject,
            "money committed",
            by=by,
            why=why,
            before=said_of_parts(promised) or None,
            after=said_of_parts(queries.promised(agreement)),
        )


def said_of_parts(parts: Sequence[rules.Part]) -> list[str]:
    """Parts in words, for an event: "CORE, 2022–23: £56,000"."""
    return [
        f"{one.fund}, {clock.FinancialYear.parse(one.year).spoken}: {one.amount.short}"
        for one in parts
    ]


def bring_in_line(agreement: Agreement, *, by: Actor, why: str = "") -> None:
    """Commit what an agreement's terms say; where the books can't take it, it waits and says why.

    The agreement is signed or varied all the same: what was promised is promised. Nothing can be claimed
    of what waits.
    """
    promised = queries.promised(agreement)
    wanted, because = queries.parts_wanted(agreement, promised)
    if not because:
        try:
            with transaction.atomic():
                commit(by=SYSTEM, agreement=agreement, parts=wanted, why=why)
        except Refused as refused:
            because = refused.words
        else:
            return
    WaitingCommitment.objects.update_or_create(
        agreement=agreement,
        defaults={
            "parts": [[one.fund, one.year, one.amount.pence] for one in wanted],
            "because": because,
        },
    )
    record(
        agreement.subject,
        "commitment waits",
        by=by,
        why=why,
        after={"because": because, "parts": said_of_parts(wanted)},
    )


@action
def sign(*, by: Asker, agreement: Agreement) -> None:
    """Commit what an agreement promises that was signed without the books hearing of it."""
    if not access.may_keep_books(by):
        raise NotAllowed(NOT_KEEPER)
    hear_signed(agreement, by, "It was signed before the books heard of it.")


@action
def follow(*, by: Asker, agreement: Agreement) -> None:
    """Let the books follow an agreement's terms as they are now."""
    if not access.may_keep_books(by):
        raise NotAllowed(NOT_KEEPER)
    bring_in_line(agreement, by=by)


def hear_signed(agreement: Agreement, by: Actor, why: str) -> None:
    """Commit what a newly signed agreement promises; called in the action that signs it.

    One of the past that has ended promises nothing any more.
    """
    if agreement.status == "ended":
        return
    bring_in_line(agreement, by=by, why=why)


def hear_varied(agreement: Agreement, _before: Held, _after: Held, by: Actor, why: str) -> None:
    """Let the books follow a variation; called in the action that puts it in force."""
    bring_in_line(agreement, by=by, why=why)


def hear_onboarded(agreement: Agreement, paid: Money, on: date, by: Actor, why: str) -> None:
    """Enter what was paid before; called in the action that takes an agreement in, and when it is corrected.

    While its commitment waits, so does this: what was paid is entered when the money is committed.
    """
    entered = queries.paid_before(agreement)
    if WaitingCommitment.objects.filter(agreement=agreement).exists() or paid == entered:
        return
    kind = "paid before" if paid > entered else "paid before corrected"
    _enter(kind, agreement, abs(paid - entered), on=on, by=by, why=why, total=paid)


@action
def commit_waiting(*, by: Asker, agreement: Agreement, why: str = "") -> None:
    """Commit what waited: after authority was given, a budget changed, or the terms were put right."""
    if not access.may_keep_books(by):
        raise NotAllowed(NOT_KEEPER)
    promised = queries.promised(agreement)
    wanted, because = queries.parts_wanted(agreement, promised)
    if because:
        raise Refused(because)
    commit(by=by, agreement=agreement, parts=wanted, why=why)


@action
def enter_paid_before(*, by: Asker, agreement: Agreement, amount: Money, why: str = "") -> None:
    """Enter what was paid of an agreement before these books began; it must be committed first."""
    if not access.may_keep_books(by):
        raise NotAllowed(NOT_KEEPER)
    total = queries.paid_before(agreement) + amount
    try:
        _enter("paid before", agreement, amount, on=clock.today(), by=by, why=why, total=total)
    except Refused as problem:
        raise Refused(problem.words, field="amount") from problem


def _enter(
    kind: str, agreement: Agreement, amount: Money, *, on: date, by: Actor, why: str, total: Money
) -> None:
    """Move what was paid before these books began, the oldest year first; ``total`` is what that comes to then."""
    year = clock.FinancialYear.of(on).label
    parts, problem = rules.taken(queries.held(agreement, rules.MOVES[kind].source), amount, year)
    if problem:
        raise Refused(problem)
    post(postings_of(kind, agreement, parts), by=by, day=on, why=why)
    record(
        agreement.subject,
        "paid before entered",
        by=by,
        why=why,
        after={"paid": str(total), "up to": clock.spoken(on), "parts": said_of_parts(parts)},
    )


def postings_of(kind: str, agreement: Agreement, parts: Sequence[rules.Part]) -> list[Posting]:
    """One movement of a kind for each part of an agreement."""
    funds = Fund.objects.in_bulk({one.fund for one in parts}, field_name="code")
    return [Posting(kind, funds[one.fund], one.year, one.amount, agreement) for one in parts]
