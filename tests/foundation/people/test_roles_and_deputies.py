"""Roles between dates, and standing in for somebody."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine

from precept.foundation.ledger.actions import SYSTEM, Changed, NotAllowed, Refused
from precept.foundation.people import actions
from precept.foundation.people.models import Person, RoleHeld

pytestmark = pytest.mark.django_db
People = Callable[..., Person]
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


def today(somebody: Person) -> tuple[str, ...]:
    return Person.objects.get(pk=somebody.pk).roles_today


def on(day: date) -> Any:
    return time_machine.travel(datetime(day.year, day.month, day.day, 12, tzinfo=UTC), tick=False)


def test_a_role_is_held_from_its_first_to_its_last_day_both_included(person: People) -> None:
    somebody = person()
    actions.give_role(
        by=person("administrator"),
        person=somebody,
        role="marker",
        starts=date(2026, 5, 4),
        ends=date(2026, 5, 8),
        why="Marks the May round",
    )
    held = {}
    for day in (3, 4, 8, 9):
        with on(date(2026, 5, day)):
            held[day] = today(somebody)
    assert held == {3: (), 4: ("marker",), 8: ("marker",), 9: ()}


def test_only_those_who_manage_people_give_and_end_roles(person: People) -> None:
    somebody, officer = person("marker"), person("commissioning-manager")
    with pytest.raises(NotAllowed):
        actions.give_role(
            by=officer, person=somebody, role="auditor", starts=date(2026, 1, 1), why="Help"
        )
    with pytest.raises(NotAllowed):
        actions.end_role(by=officer, held=somebody.roles_held.get(), why="Help")
    assert today(somebody) == ("marker",)


def test_an_administrator_gives_no_role_to_themself(person: People) -> None:
    administrator = person("administrator")
    with pytest.raises(Refused) as refused:
        actions.give_role(
            by=administrator,
            person=administrator,
            role="commissioner",
            starts=date(2026, 1, 1),
            why="I would like to",
        )
    assert refused.value.field == "role"
    assert today(administrator) == ("administrator",)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"role": "king"}, "role"),
        ({"why": "  "}, "why"),
        ({"ends": date(2026, 5, 3)}, "ends"),
        ({"role": "marker"}, "role"),
    ],
)
def test_a_role_that_makes_no_sense_is_refused_beside_its_answer(
    person: People, change: dict[str, Any], field: str
) -> None:
    somebody = person("marker")
    given = {"role": "auditor", "starts": date(2026, 5, 4), "ends": None, "why": "Asked to"}
    with pytest.raises(Refused) as refused:
        actions.give_role(by=SYSTEM, person=somebody, **{**given, **change})
    assert refused.value.field == field


def test_the_same_role_can_be_held_again_later(person: People) -> None:
    somebody = person()
    for year in (2026, 2027):
        actions.give_role(
            by=SYSTEM,
            person=somebody,
            role="marker",
            starts=date(year, 1, 1),
            ends=date(year, 12, 31),
            why="Marks this year",
        )
    assert somebody.roles_held.count() == 2


def test_a_role_ends_once(person: People, events: Callable[[str], list[str]]) -> None:
    somebody, administrator = person("marker"), person("administrator")
    held = somebody.roles_held.get()
    actions.end_role(by=administrator, held=held, why="Moved on")
    assert today(somebody) == ()
    with pytest.raises(Changed):
        actions.end_role(by=administrator, held=held, why="Moved on")
    assert events(somebody.ledger_name) == ["role ended"]


def test_the_last_administrator_stays(person: People) -> None:
    administrator = person("administrator")
    with pytest.raises(Refused):
        actions.end_role(by=SYSTEM, held=administrator.roles_held.get(), why="Moved on")
    with pytest.raises(Refused):
        actions.switch_off(by=SYSTEM, person=administrator, why="Moved on")
    assert today(administrator) == ("administrator",)
    person("administrator")
    actions.switch_off(by=SYSTEM, person=administrator, why="Moved on")
    assert today(administrator) == ()


# Deputies.

MAY = {"starts": date(2026, 5, 4), "ends": date(2026, 5, 8), "why": "On leave"}


def held_by(somebody: Person) -> RoleHeld:
    return somebody.roles_held.get()


def test_the_holder_names_a_deputy_who_may_all_that_the_role_may_on_those_days(
    person: People, events: Callable[[str], list[str]]
) -> None:
    commissioner, deputy = person("commissioner"), person("deputy")
    actions.name_deputy(by=commissioner, held=held_by(commissioner), deputy=deputy, **MAY)
    may = {}
    for day in (3, 4, 8, 9):
        with on(date(2026, 5, day)):
            may[day] = Person.objects.get(pk=deputy.pk).may("publish the plan")
    assert may == {3: False, 4: True, 8: True, 9: False}
    assert events(deputy.ledger_name) == ["deputy named"]


def test_an_administrator_may_name_a_deputy_and_a_stranger_may_not(person: People) -> None:
    commissioner, deputy = person("commissioner"), person("deputy")
    actions.name_deputy(
        by=person("administrator"), held=held_by(commissioner), deputy=deputy, **MAY
    )
    with pytest.raises(NotAllowed):
        actions.name_deputy(
            by=person("commissioning-manager"), held=held_by(commissioner), deputy=deputy, **MAY
        )


def test_an_administrator_does_not_name_themself(person: People) -> None:
    commissioner, administrator = person("commissioner"), person("administrator")
    with pytest.raises(Refused):
        actions.name_deputy(
            by=administrator, held=held_by(commissioner), deputy=administrator, **MAY
        )
    assert today(administrator) == ("administrator",)


@pytest.mark.parametrize("role", ["marker", "commissioning-manager", "administrator"])
def test_a_role_that_may_not_be_delegated_has_no_deputy(person: People, role: str) -> None:
    holder = person(role)
    with pytest.raises(Refused) as refused:
        actions.name_deputy(by=holder, held=held_by(holder), deputy=person("auditor"), **MAY)
    assert refused.value.field == "deputy"


def test_a_deputy_names_no_deputy_of_their_own(person: People) -> None:
    commissioner, deputy = person("commissioner"), person("deputy")
    standing_in = actions.name_deputy(
        by=commissioner, held=held_by(commissioner), deputy=deputy, **MAY
    )
    with pytest.raises(Refused):
        actions.name_deputy(by=deputy, held=standing_in, deputy=person("marker"), **MAY)


def test_a_deputy_works_in_the_office_and_is_somebody_else(person: People) -> None:
    commissioner = person("commissioner")
    for deputy in (commissioner, person("provider"), person("marker", is_active=False)):
        with pytest.raises(Refused) as refused:
            actions.name_deputy(by=commissioner, held=held_by(commissioner), deputy=deputy, **MAY)
        assert refused.value.field == "deputy"


def test_when_a_role_ends_its_deputies_end_with_it(
    person: People, events: Callable[[str], list[str]]
) -> None:
    commissioner, deputy = person("commissioner"), person("deputy")
    with on(date(2026, 5, 5)):
        actions.name_deputy(by=commissioner, held=held_by(commissioner), deputy=deputy, **MAY)
        actions.end_role(by=SYSTEM, held=held_by(commissioner), why="Term ended")
        assert today(deputy) == ("deputy",)
    assert events(deputy.ledger_name) == ["deputy named", "role ended"]
