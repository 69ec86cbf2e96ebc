"""What a fund's giver allows it to pay for: noted in the giver's words, and taken away again."""

from collections.abc import Sequence

from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, record
from precept.foundation.people.models import Person
from precept.plan import access, rules
from precept.plan.actions.funds import NOT_YOURS
from precept.plan.models import Fund, FundRestriction


@action
def add_restriction(
    *, by: Person, fund: Fund, sort: str, values: Sequence[str], words: str
) -> FundRestriction:
    """Note what a fund may pay for. What was promised before stays promised."""
    if not access.may_keep_funds(by):
        raise NotAllowed(NOT_YOURS)
    if sort not in dict(rules.restriction_sorts):
        raise Refused("Choose what the fund is restricted to", field="sort")
    if not values:
        raise Refused("Choose at least one that it may pay for", field=sort)
    if not words.strip():
        raise Refused("Enter the condition in the giver’s words", field="words")
    made = FundRestriction.objects.create(
        fund=fund, sort=sort, values=list(values), words=words.strip()
    )
    record(
        fund.subject,
        "restriction added",
        by=by,
        after={"sort": sort, "values": list(values), "words": words.strip()},
    )
    return made


@action
def remove_restriction(*, by: Person, restriction: FundRestriction, why: str = "") -> None:
    """Take away a restriction that its giver lifted, or that was noted wrongly."""
    if not access.may_keep_funds(by):
        raise NotAllowed(NOT_YOURS)
    fund = restriction.fund
    before = {
        "sort": restriction.sort,
        "values": restriction.values,
        "words": restriction.words,
    }
    gone, _ = FundRestriction.objects.filter(pk=restriction.pk).delete()
    if not gone:
        raise Changed("Somebody removed this restriction a moment ago.")
    record(fund.subject, "restriction removed", by=by, why=why, before=before)
