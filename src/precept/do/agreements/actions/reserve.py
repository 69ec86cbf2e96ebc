"""The first of the reserve list, when money is free again: taken by one person, offered by another."""

from django.conf import settings

from precept.do.agreements import access, queries, rules
from precept.do.agreements.actions.allowing import ask_checked
from precept.do.agreements.actions.award_moves import as_read, move
from precept.do.agreements.actions.awarding import NOT_MAKER, new_award
from precept.do.agreements.actions.freed import give_back_free
from precept.do.agreements.actions.terms import ask_complete
from precept.do.agreements.models import (
    Award,
    BidResult,
)
from precept.foundation import clock
from precept.foundation.ledger.actions import (
    SYSTEM,
    Changed,
    NotAllowed,
    Refused,
    action,
    record,
)
from precept.foundation.money import Money
from precept.foundation.outbox.actions import queue_mail
from precept.foundation.people.models import Person


@action
def award_reserve(*, by: Person, result: BidResult, amount: Money, why: str) -> Award:
    """Take the first of the reserve list for money that is free again; somebody else sends the offer."""
    if not access.may_make_awards(by) or not access.results_for(by).filter(pk=result.pk).exists():
        raise NotAllowed(NOT_MAKER)
    of = result.awarding.opportunity
    board = queries.board(SYSTEM, of)
    first = next((one for one in board.reserve if one.result.pk == result.pk), None)
    if first is None:
        raise Refused("Another bid is first on the reserve list, or no money is free.")
    if amount > first.free:
        raise Refused(f"Only {first.free} is free", field="amount")
    if problem := rules.award_problem(amount, result.asked, of.limit, ()):
        raise Refused(problem, field="amount")
    if not why.strip():
        raise Refused("Say why this bid is awarded now", field="why")
    free = queries.free_money(of)[result.awarding_id]
    names = {code: name for row in board.rows for code, name, _ in row.award.shares}
    codes = [code for code, pence in free.items() if pence > 0]
    parts = rules.shared_anew(amount, [free[code] for code in codes])
    shares = [
        [code, names.get(code, code), part.pence] for code, part in zip(codes, parts, strict=True)
    ]
    series = rules.series_of(of.reference, clock.today().year)
    [reference] = rules.next_references(series, queries.taken_references(series), 1)
    if Award.objects.filter(result=result).exists():
        raise Changed("Somebody awarded this bid a moment ago.")
    award = new_award(result, reference, amount, shares, [])
    award.made_by, award.why = by, why.strip()
    award.save()
    record(
        award.subject,
        "award made from the reserve list",
        by=by,
        why=why.strip(),
        after={"bid": result.bid.reference, "amount": amount.short},
    )
    give_back_free(result.awarding)
    return award


@action
def send_offer(*, by: Person, award: Award, version: int) -> Award:
    """Send the offer of an award from the reserve list, as a second person; by mail, or recorded as printed."""
    now = as_read(award, version)
    if not access.may_change_award(by, now):
        raise NotAllowed(NOT_MAKER)
    if now.made_by_id is None or now.state != "decided":
        raise Refused("This offer goes out with the round’s letters.")
    if now.made_by_id == by.pk:
        raise NotAllowed("You took it from the reserve list, so somebody else sends the offer.")
    ask_complete([now], is_past=False)
    ask_checked([now], is_past=False)
    today = clock.today()
    awarding = now.result.awarding
    letter = queries.offer_letter(now, today)
    last_day = rules.accept_by(today, awarding.accept_days)
    move(now, "offered", offered=today, accept_by=last_day, letter=letter.as_json)
    to = queries.leads_of([now.result.bid]).get(now.result.bid_id, [])
    for address in to:
        queue_mail(
            to=address,
            subject=letter.subject,
            text=f"{letter.text}\n\nRead it here:\n{settings.PRECEPT_ADDRESS}/my/awards\n",
            kind="award letter",
            about=now.subject,
        )
    record(
        now.subject,
        "offer sent",
        by=by,
        after={"sha256": letter.sha256, "letters": len(to), "last day": last_day.isoformat()},
    )
    return queries.fresh_award(now)
