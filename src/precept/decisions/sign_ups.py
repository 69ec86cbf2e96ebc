"""Where the parts above sign up for what happens to decisions, and say what stands against publishing one."""

from collections.abc import Callable

from django.db.models import Q

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
