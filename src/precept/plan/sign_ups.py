"""Where the parts above sign up: who enters a budget in the books."""

from collections.abc import Callable

from precept.foundation.people.models import Person
from precept.plan.models import Budget

_budgeted: list[Callable[[Budget, Person], object]] = []


def when_budgeted(hear: Callable[[Budget, Person], object]) -> None:
    """Be called, in the same transaction, when a budget is stated or changed."""
    if hear not in _budgeted:
        _budgeted.append(hear)


def tell_budgeted(budget: Budget, by: Person) -> None:
    """Tell those who signed up."""
    for hear in _budgeted:
        hear(budget, by)
