"""Who may do what with funds and frameworks, role by role."""

from collections.abc import Callable

import pytest

from precept.foundation.people.models import Person
from precept.foundation.people.rules import ROLES
from precept.plan import access
from precept.plan.models import Framework, Fund

pytestmark = pytest.mark.django_db

ALLOWED = {
    "may_keep_funds": {"chief-finance-officer", "finance-officer"},
    "may_publish_fund": {
        "chief-executive",
        "chief-finance-officer",
        "commissioning-manager",
        "finance-officer",
    },
    "may_draft": {"commissioning-manager", "commissioning-officer"},
    "may_approve": {"chief-executive", "chief-finance-officer", "commissioner", "deputy"},
    "may_send_back": {
        "chief-executive",
        "chief-finance-officer",
        "commissioner",
        "commissioning-manager",
        "commissioning-officer",
        "deputy",
    },
    "may_publish": {"chief-executive", "commissioning-manager"},
    "may_withdraw": {"chief-executive", "commissioning-manager"},
}


@pytest.mark.parametrize("predicate", ALLOWED)
def test_each_power_is_held_by_these_roles_and_no_other(
    person: Callable[..., Person], predicate: str
) -> None:
    may = getattr(access, predicate)

    assert {role for role in ROLES if may(person(role=role))} == ALLOWED[predicate]
    assert not may(person())


def test_funds_and_frameworks_are_seen_by_the_office_alone(
    person: Callable[..., Person], funds: dict[str, Fund], draft: Callable[..., Framework]
) -> None:
    draft()
    for role in ROLES:
        somebody = person(role=role)
        seen = 1 if ROLES[role].staff else 0
        assert access.frameworks_visible_to(somebody).count() == seen
        assert access.funds_visible_to(somebody).count() == 3 * seen
