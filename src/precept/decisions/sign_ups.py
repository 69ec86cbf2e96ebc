"""Where the parts above sign up for what happens to decisions, say what stands against publishing one,
and know where its money comes from.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from django.db.models import Q

from precept.decisions import rules
from precept.decisions.models import Decision
from precept.foundation.ledger.actions import Actor
from precept.foundation.people.models import Person

Hearer = Callable[[Decision, Actor], object]
Check = Callable[[Decision], str]
Closer = Callable[[Person], Q]

_when_signed: list[Hearer] = []
_when_refused: list[Hearer] = []
_when_published: list[Hearer] = []
_hold_until: list[Check] = []
_closed_to: list[Closer] = []
Warn = Callable[[Person, Decision], list[tuple[str, str]]]
_warns: list[Warn] = []


def when_signed(hear: Hearer) -> None:
    """Be called with a decision and who signed it, in the same transaction."""
    if hear not in _when_signed:
        _when_signed.append(hear)


def when_refused(hear: Hearer) -> None:
    """Be called with a decision that was not approved, or whose draft was withdrawn, and by whom."""
    if hear not in _when_refused:
        _when_refused.append(hear)


def when_published(hear: Hearer) -> None:
    """Be called with a decision that was published and who published it, in the same transaction."""
    if hear not in _when_published:
        _when_published.append(hear)


def hold_until(check: Check) -> None:
    """Be asked, of a signed decision, what must happen before it is published; empty where nothing.

    The answer is shown to people: "Applicants have not been told."
    """
    if check not in _hold_until:
        _hold_until.append(check)


def closed_to(close: Closer) -> None:
    """Say which unpublished decisions a person may not see: those about a bid they have a conflict with.

    The answer narrows decisions, mostly by ``about``; of nothing it is an empty ``Q()``.
    """
    if close not in _closed_to:
        _closed_to.append(close)


def warn_of(warn: Warn) -> None:
    """Offer what a decision's page warns somebody of: words, and where they lead."""
    if warn not in _warns:
        _warns.append(warn)


def warnings_for(person: Person, decision: Decision) -> list[tuple[str, str]]:
    """What the parts above warn somebody of."""
    return [line for warn in _warns for line in warn(person, decision)]


def tell_signed(decision: Decision, by: Actor) -> None:
    """Tell those who signed up for signatures."""
    for hear in _when_signed:
        hear(decision, by)


def tell_refused(decision: Decision, by: Actor) -> None:
    """Tell those who signed up for decisions that came to nothing."""
    for hear in _when_refused:
        hear(decision, by)


def tell_published(decision: Decision, by: Actor) -> None:
    """Tell those who signed up for publications."""
    for hear in _when_published:
        hear(decision, by)


def still_to_happen(decision: Decision) -> list[str]:
    """What the parts above say must happen before a decision is published, in words."""
    return [words for check in _hold_until if (words := check(decision))]


def closed_for(person: Person) -> list[Q]:
    """The unpublished decisions that are closed to a person, as each part says."""
    return [found for close in _closed_to if (found := close(person))]


@dataclass(frozen=True)
class MoneyKnown:
    """Where the money of a decision comes from, as what it is about names it: of what, funds in words, years.

    ``years`` is {"year", "pence"} for each financial year, in order; nothing where they are not known.
    """

    of: str
    source: str
    years: tuple[Mapping[str, object], ...] = ()


MoneyOf = Callable[[Person, Decision], MoneyKnown | None]
_money: list[MoneyOf] = []


def knows_money(known: MoneyOf) -> None:
    """Be asked what is known of the money of a decision, as somebody who drafts may know it."""
    if known not in _money:
        _money.append(known)


def money_known(person: Person, decision: Decision) -> MoneyKnown | None:
    """What the parts above know of a decision's money: the highest part that names funds knows them best.

    The years are those of the first that states some that add up to the amount.
    """
    found = [known for ask in reversed(_money) if (known := ask(person, decision)) is not None]
    named = next((one for one in found if one.source), None)
    if named is None:
        return None
    adding_up = (one.years for one in found if one.years and _adds_up(one, decision))
    return replace(named, years=next(adding_up, ()))


def _adds_up(known: MoneyKnown, decision: Decision) -> bool:
    return rules.profile_problem(known.years, decision.amount) is None
