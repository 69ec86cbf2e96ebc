"""The register as rows of a year's commissioning framework."""

from collections.abc import Sequence

from precept.do.agreements import rules
from precept.do.agreements.models import Agreement, Listing
from precept.do.agreements.published import address
from precept.foundation.money import Money
from precept.plan.intended_spend import IntendedSpend
from precept.plan.models import Fund
from precept.plan.published import AmountPublished, LinkPublished, SharePublished

MOST_LISTED = 2_000
LINE_KINDS = {"contract": "contract", "grant agreement": "formula"}


def intended_spend(year: str) -> list[IntendedSpend]:
    """The agreements listed for a financial year as rows of its framework: five queries.

    Those of one programme that stand in the same table are one row, as the strategy prints them.
    """
    listings = (
        Listing.objects.filter(year=year)
        .select_related("agreement__provider", "agreement__programme")
        .prefetch_related("agreement__shares__fund")
        .order_by("section", "place", "agreement__reference")[:MOST_LISTED]
    )
    rows: dict[tuple[str, str], list[Listing]] = {}
    for one in listings:
        programme = one.agreement.programme
        name = f"programme:{programme.reference}" if programme else one.agreement.subject
        rows.setdefault((one.section, name), []).append(one)
    return [_row(section, members) for (section, _), members in rows.items()]


def _row(section: str, listings: Sequence[Listing]) -> IntendedSpend:
    members = [one.agreement for one in listings]
    first = members[0]
    programme = first.programme
    providers = [
        rules.provider_in_public(
            one.provider.name, one.provider.area, is_protected=one.provider.is_protected
        )
        for one in members
        if one.provider
    ]
    shares = _shares(members)
    return IntendedSpend(
        section=section,
        subject=first.subject,
        number=rules.joined([one.reference for one in members]),
        name=programme.title if programme and len(members) > 1 else first.title,
        when="; ".join(
            dict.fromkeys(
                words
                for one in members
                if (words := rules.when_words(one.due, one.starts, one.ends))
            )
        ),
        provider="; ".join(dict.fromkeys(providers)),
        fund=_most(shares),
        kind=LINE_KINDS[first.kind],
        amounts=tuple(
            AmountPublished(of=one.reference, pence=_pence(one.current_amount))
            for one in members
            if one.current_kind
        ),
        shares=tuple(shares) if len(shares) > 1 else (),
        links=tuple(
            LinkPublished(text=one.reference, href=address(one.reference)) for one in members
        ),
        is_invented=any(one.is_invented for one in members),
        note="\n".join(dict.fromkeys(one.note for one in members if one.note)),
        priorities=tuple(dict.fromkeys(slug for one in members for slug in one.priorities)),
        begins=min((one.starts for one in members if one.starts), default=None),
        place=min(one.place for one in listings),
    )


def _shares(members: Sequence[Agreement]) -> list[SharePublished]:
    """What each fund pays of a row: the sum over its agreements, unknown where any part is."""
    funds: dict[str, Fund] = {}
    added: dict[str, int | None] = {}
    for member in members:
        held = list(member.shares.all())
        for one in held:
            amount = one.amount
            if amount is None and len(held) == 1:
                amount = member.current_amount
            code = one.fund.code
            before = added.get(code, 0)
            added[code] = None if before is None or amount is None else before + amount.pence
            funds[code] = one.fund
    return [
        SharePublished(fund=code, name=funds[code].short_name, pence=pence)
        for code, pence in added.items()
    ]


def _most(shares: Sequence[SharePublished]) -> str:
    """The fund that pays most, the first where that is not known."""
    if not shares:
        return ""
    return max(shares, key=lambda one: -1 if one.pence is None else one.pence).fund


def _pence(amount: Money | None) -> int | None:
    return None if amount is None else amount.pence
