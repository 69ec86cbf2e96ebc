"""What an agreement is worth, and which funds pay how much of it."""

from collections.abc import Sequence
from datetime import date

from precept.do.agreements import queries, rules
from precept.do.agreements.access import Asker
from precept.do.agreements.actions.moving import as_seen, ask_keeper, heard, move_on, read
from precept.do.agreements.models import Agreement, AgreementValue, FundShare
from precept.foundation.ledger.actions import Refused, action, record
from precept.foundation.money import Amount, Money
from precept.plan.models import Fund


@action
def state_value(
    *,
    by: Asker,
    agreement: Agreement,
    version: int,
    amount: Amount,
    kind: str = "contract value",
    vat: str = "not stated",
    dated: date | None = None,
    source: str = "",
    shares_become: str = rules.SHARES_ARE_KEPT,
    why: str = "",
) -> Agreement:
    """State a value, which is the current one from now on; those stated before stay on record.

    TBC is a value that is not yet known. ``shares_become`` says what happens to funds' shares that no
    longer add up: "keep" (Refused where they don't), "in proportion" to the penny, or "not stated".
    The very same value as the current one changes nothing.
    """
    ask_keeper(by)
    now = as_seen(agreement, version)
    known = amount if isinstance(amount, Money) else None
    current = now.values.filter(is_current=True).first()
    if current is not None and (
        (current.amount, current.kind, current.vat) == (known, kind, vat)
        and current.dated == dated
        and source in (current.source, "")
    ):
        return now
    shares = queries.shares_of(now)
    old = [one.amount for one in shares]
    new = read(lambda: rules.shares_after(known, old, shares_become), "shares_become")
    with heard(now, by=by, why=why):
        move_on(now, current_amount=known, current_kind=kind)
        now.values.filter(is_current=True).update(is_current=False)
        AgreementValue.objects.create(
            agreement=now, amount=known, kind=kind, vat=vat, dated=dated, source=source
        )
        if new != old:
            for one, share in zip(shares, new, strict=True):
                FundShare.objects.filter(pk=one.pk).update(amount=share)
    after = queries.said_of_value(amount=known, kind=kind, vat=vat, dated=dated, source=source)
    before = (
        queries.said_of_value(
            amount=current.amount,
            kind=current.kind,
            vat=current.vat,
            dated=current.dated,
            source=current.source,
        )
        if current
        else None
    )
    if new != old:
        after |= queries.said_of_shares(
            [(one.fund, share) for one, share in zip(shares, new, strict=True)]
        )
    record(now.subject, "value stated", by=by, why=why, before=before, after=after)
    return now


@action
def set_shares(
    *,
    by: Asker,
    agreement: Agreement,
    version: int,
    shares: Sequence[tuple[Fund, Money | None]],
    why: str = "",
) -> Agreement:
    """Say which funds pay for an agreement, and how much (None: not stated, or all of it).

    Where the value and all shares are known they add up to the penny, else Refused. The same shares
    as before change nothing.
    """
    ask_keeper(by)
    now = as_seen(agreement, version)
    held = [(one.fund, one.amount) for one in queries.shares_of(now)]
    if held == list(shares):
        return now
    codes = [fund.code for fund, _ in shares]
    if len(set(codes)) < len(codes):
        raise Refused("Name each fund once", field="shares")
    amounts = [amount for _, amount in shares]
    read(lambda: rules.check_fund_shares(now.current_amount, amounts), "shares")
    with heard(now, by=by, why=why):
        move_on(now)
        now.shares.all().delete()
        FundShare.objects.bulk_create(
            FundShare(agreement=now, fund=fund, amount=amount) for fund, amount in shares
        )
    record(
        now.subject,
        "fund shares set",
        by=by,
        why=why,
        before=queries.said_of_shares(held) if held else None,
        after=queries.said_of_shares(shares),
    )
    return now
