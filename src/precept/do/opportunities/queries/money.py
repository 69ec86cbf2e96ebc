"""What of a decision's money rounds know: the funds that put something into the pot."""

from precept.decisions.models import Decision
from precept.decisions.sign_ups import MoneyKnown
from precept.do.opportunities import access
from precept.do.opportunities.queries.calls import MOST_SHARES
from precept.foundation.people.models import Person
from precept.plan.queries import money_in_words


def money_of_round(person: Person, decision: Decision) -> MoneyKnown | None:
    """The funds of the round that a decision is about. What each put in is not what each pays of the awards."""
    kind, _, reference = decision.about.partition(":")
    if kind != "opportunity":
        return None
    rows = access.visible_to(person).select_related("fund")
    one = rows.filter(reference=reference).first()
    if one is None:
        return None
    names = [row.fund.name for row in one.shares.select_related("fund")[:MOST_SHARES]]
    if not names and one.fund is not None:
        names = [one.fund.name]
    return MoneyKnown(one.called, money_in_words([(name, None) for name in names]))
