"""Accounts: adding people, inviting them, switching them off and on, passwords."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from precept.foundation.ledger.actions import SYSTEM, Changed, NotAllowed, Refused
from precept.foundation.people import actions, sign_ups
from precept.foundation.people.factors import factors_of
from precept.foundation.people.models import Person, SignedIn
from precept.foundation.people.testing import signed_in

pytestmark = pytest.mark.django_db
People = Callable[..., Person]


def test_a_person_added_has_no_role_and_no_password(events: Callable[[str], list[str]]) -> None:
    somebody = actions.make_person(by=SYSTEM, email=" Kim@B.example ", name="  Kim   Larch ")
    assert (somebody.email, somebody.name, somebody.roles_today) == (
        "kim@b.example",
        "Kim Larch",
        (),
    )
    assert somebody.has_password is False
    assert events(somebody.ledger_name) == ["person added"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " "}, "name"),
        ({"email": "no address"}, "email"),
        ({"email": "PERSON1@opcc.example"}, "email"),
    ],
)
def test_a_person_that_makes_no_sense_is_refused(
    person: People, change: dict[str, str], field: str
) -> None:
    person()
    with pytest.raises(Refused) as refused:
        actions.make_person(by=SYSTEM, **{"name": "Kim Larch", "email": "kim@b.example", **change})
    assert refused.value.field == field


def test_only_those_who_manage_people_add_them(person: People) -> None:
    with pytest.raises(NotAllowed):
        actions.make_person(
            by=person("commissioning-manager"), email="kim@b.example", name="Kim Larch"
        )
    assert Person.objects.filter(email="kim@b.example").count() == 0


def test_an_invitation_makes_the_person_gives_the_role_and_writes_to_them(
    person: People, letters: Any, events: Callable[[str], list[str]]
) -> None:
    kim = actions.invite(
        by=person("administrator"),
        email="kim@b.example",
        name="Kim Larch",
        role="marker",
        starts=date(2020, 1, 1),
        why="Joins the office",
    )
    assert kim.roles_today == ("marker",)
    (text,) = letters("kim@b.example", "invitation")
    assert "as marker" in text
    assert "/sign-in" in text
    assert events(kim.ledger_name) == ["person added", "role given", "person invited"]


def test_the_first_administrator_is_made_once() -> None:
    first = actions.first_administrator(
        email="wren@b.example", name="Wren Ash", password="heron lamp orchard"
    )
    assert (first.roles_today, first.check_password("heron lamp orchard")) == (
        ("administrator",),
        True,
    )
    with pytest.raises(Refused):
        actions.first_administrator(email="kim@b.example", name="Kim Larch")


def test_nobody_switches_off_their_own_account(person: People) -> None:
    administrator = person("administrator")
    person("administrator")
    with pytest.raises(Refused):
        actions.switch_off(by=administrator, person=administrator, why="Holiday")


def test_an_account_is_switched_off_and_on_once(
    person: People, events: Callable[[str], list[str]]
) -> None:
    administrator, somebody = person("administrator"), person("marker")
    for act in (actions.switch_off, actions.switch_on):
        act(by=administrator, person=somebody, why="Leave of absence")
        with pytest.raises(Changed):
            act(by=administrator, person=somebody, why="Leave of absence")
    assert Person.objects.get(pk=somebody.pk).roles_today == ("marker",)
    assert events(somebody.ledger_name) == ["account switched off", "account switched on"]


@pytest.mark.parametrize("act", [actions.switch_off, actions.switch_on])
def test_only_those_who_manage_people_switch_accounts(person: People, act: Any) -> None:
    somebody = person("marker", is_active=act is actions.switch_off)
    with pytest.raises(NotAllowed):
        act(by=person("chief-executive"), person=somebody, why="Because")


def test_a_password_set_ends_the_other_sessions_and_tells_its_person(
    person: People, letters: Any
) -> None:
    somebody = person("marker")
    signed_in(somebody)
    here = SignedIn.objects.latest("pk").reference
    signed_in(somebody)
    actions.set_password(
        by=somebody, person=somebody, password="heron lamp orchard", keep_session=here
    )
    left = SignedIn.objects.filter(ended=None).values_list("reference", flat=True)
    assert (list(left), somebody.check_password("heron lamp orchard")) == ([here], True)
    assert "your password was changed" in letters(somebody.email, "sign-in change")[0]


@pytest.mark.parametrize(
    "password",
    ["eleven char", "1q2w3e4r5t6y", "Wealdshire Office!", "person 1 person 1", "x" * 257],
)
def test_a_weak_password_is_refused(person: People, password: str) -> None:
    somebody = person("marker")
    sign_ups.sign_up_office_name(lambda: "Wealdshire Office")
    try:
        with pytest.raises(Refused) as refused:
            actions.set_password(by=somebody, person=somebody, password=password)
    finally:
        sign_ups.sign_up_office_name(lambda: "the office")
    assert refused.value.field == "password"
    assert somebody.check_password(password) is False


@pytest.mark.parametrize("password", ["twelve chars", "ünïcödé ✓ heron lamp", "heron " * 40])
def test_a_long_password_of_any_signs_is_taken(person: People, password: str) -> None:
    somebody = person("marker")
    actions.set_password(by=somebody, person=somebody, password=password)
    assert Person.objects.get(pk=somebody.pk).check_password(password) is True


def test_nobody_sets_the_password_of_somebody_else(person: People) -> None:
    with pytest.raises(NotAllowed):
        actions.set_password(
            by=person("administrator"), person=person("marker"), password="heron lamp orchard"
        )


def test_resetting_the_second_factor_needs_another_administrator(person: People) -> None:
    administrator = person("administrator")
    with pytest.raises(Refused):
        actions.reset_second_factor(by=administrator, person=administrator, why="Lost phone")
    with pytest.raises(NotAllowed):
        actions.reset_second_factor(by=person("marker"), person=administrator, why="Lost phone")


def test_staff_keep_at_least_one_second_factor(person: People, app: Any) -> None:
    somebody, provider = person("marker"), person("provider")
    app.give(somebody)
    app.give(provider)
    with pytest.raises(Refused):
        actions.remove_app(by=somebody)
    actions.remove_app(by=provider)
    assert (factors_of(somebody).has_app, factors_of(provider).any) == (True, False)
