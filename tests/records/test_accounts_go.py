"""Accounts that nobody uses: whose go, whose stay, and what is left of one."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from precept.foundation import clock
from precept.foundation.ledger.actions import SYSTEM
from precept.foundation.ledger.models import Part
from precept.foundation.people import actions as people
from precept.foundation.people.models import Person, SignedIn
from precept.foundation.people.testing import signed_in
from precept.records import actions, queries
from precept.records.models import DisposalRun

pytestmark = pytest.mark.django_db
SEVEN_YEARS = timedelta(days=7 * 366)


@pytest.fixture
def outsider(officer: Person) -> Person:
    """Somebody of a provider who was added, and signed in once."""
    made = people.make_person(by=SYSTEM, email="wren@provider.example", name="Wren Outsider")
    signed_in(made)
    return made


def run_of(officer: Person, chief: Person) -> DisposalRun:
    """What goes by what is due, by the hands of two."""
    run = actions.propose_run(by=officer)
    actions.approve_run(by=chief, run=run, version=1)
    while not actions.dispose_some(reference=run.reference):
        pass
    run.refresh_from_db()
    return run


def due_of(person: Person) -> bool:
    return person.ledger_name in [one.record.subject for one in queries.all_due(clock.today())]


def test_an_account_goes_six_years_after_it_was_used_last(
    outsider: Person, officer: Person, chief: Person
) -> None:
    assert not due_of(outsider)
    with time_machine.travel(clock.now() + SEVEN_YEARS):
        assert due_of(outsider)
        run_of(officer, chief)

    outsider.refresh_from_db()
    assert (outsider.email, outsider.is_active) == (
        f"{outsider.reference.lower()}@forgotten.invalid",
        False,
    )
    assert outsider.name == "Somebody whose account was disposed of"
    assert not outsider.has_usable_password()
    assert not SignedIn.objects.filter(person=outsider).exists()
    assert not Part.objects.filter(text__contains="Wren Outsider").exists()
    assert not Part.objects.filter(text__contains="wren@provider.example").exists()


def test_whoever_signed_in_since_stays(outsider: Person, officer: Person, chief: Person) -> None:
    with time_machine.travel(clock.now() + timedelta(days=4 * 366)):
        signed_in(outsider)
    with time_machine.travel(clock.now() + SEVEN_YEARS):
        assert not due_of(outsider)


def test_nobody_goes_who_holds_a_role_in_the_office(officer: Person, chief: Person) -> None:
    with time_machine.travel(clock.now() + SEVEN_YEARS):
        assert not due_of(officer)
        assert not due_of(chief)


def test_the_name_of_somebody_who_worked_here_stays_beside_what_they_did(
    person: Callable[..., Person], officer: Person, chief: Person
) -> None:
    left = person(role="commissioning-officer", name="Lee Leaver")
    administrator = person(role="administrator", name="Ada Administrator")
    people.switch_off(by=administrator, person=left, why="Left")
    with time_machine.travel(clock.now() + SEVEN_YEARS):
        assert due_of(left)
        run_of(officer, chief)

    left.refresh_from_db()
    assert left.name == "Lee Leaver"
    assert left.email.endswith("@forgotten.invalid")


def test_a_hold_on_a_person_keeps_their_account(
    outsider: Person, officer: Person, chief: Person
) -> None:
    with time_machine.travel(clock.now() + SEVEN_YEARS):
        run = actions.propose_run(by=officer)
        actions.place_hold(
            by=officer,
            what="person",
            which=outsider.reference,
            kind="access",
            case="SAR-1",
            why="They asked for their data",
            review_on=clock.today() + timedelta(days=30),
        )
        actions.approve_run(by=chief, run=run, version=1)
        while not actions.dispose_some(reference=run.reference):
            pass

    outsider.refresh_from_db()
    assert outsider.email == "wren@provider.example"
    assert [one.state for one in run.lines.filter(thing=outsider.ledger_name)] == ["held"]


def test_whoever_comes_back_between_list_and_disposal_stays(
    outsider: Person, officer: Person, chief: Person
) -> None:
    with time_machine.travel(clock.now() + SEVEN_YEARS):
        run = actions.propose_run(by=officer)
        signed_in(outsider)
        actions.approve_run(by=chief, run=run, version=1)
        while not actions.dispose_some(reference=run.reference):
            pass

    outsider.refresh_from_db()
    assert outsider.email == "wren@provider.example"


def test_the_list_of_what_is_due_names_the_account(
    outsider: Person, officer: Person, client: Client
) -> None:
    with time_machine.travel(clock.now() + SEVEN_YEARS):
        page = signed_in(officer).get("/office/records").content.decode()

    assert "Account of Wren Outsider" in page
