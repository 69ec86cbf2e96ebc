"""A succession whose day has come: it waits, is done at once, is not withdrawn but followed by another."""

from datetime import date

import pytest

from precept.foundation.ledger.actions import Refused
from precept.foundation.ledger.models import Event
from precept.foundation.outbox.models import Mail
from precept.foundation.people.models import Person
from precept.parties import actions, queries, sign_ups
from precept.parties.models import Office, OfficeSuccession
from tests.parties.succession.plans import ON, planned
from tests.parties.succession.test_office_passes import LAST, steps

pytestmark = pytest.mark.django_db


def test_it_waits_while_something_stands_in_the_way(
    approved: OfficeSuccession,
    office: Office,
    chief: Person,
    the_day: list[date],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stop = sign_ups.Stop("Payment file P1 is made and not released.", "/office/payments/files/P1")
    monkeypatch.setattr(sign_ups, "everything_in_the_way", lambda *_: [stop])
    the_day[0] = ON

    actions.pass_due()
    actions.pass_due()

    approved.refresh_from_db()
    office.refresh_from_db()
    assert (approved.state, approved.waits_for) == ("approved", stop.words)
    assert office.body.name == "Commissioner for Borderland"
    assert Event.objects.filter(type="succession waits").count() == 1
    assert set(Mail.objects.values_list("kind", flat=True)) == {"succession waits"}
    assert Mail.objects.count() == 2

    monkeypatch.undo()
    from precept.foundation import clock

    monkeypatch.setattr(clock, "today", lambda: ON)
    actions.pass_due()
    approved.refresh_from_db()
    assert (approved.state, approved.waits_for) == ("done", "")


def test_approved_on_the_day_it_is_done_at_once(
    plan: OfficeSuccession, chief: Person, office: Office, the_day: list[date]
) -> None:
    the_day[0] = ON

    now = actions.approve_succession(by=chief, succession=plan, version=plan.version)

    assert now.state == "done"
    office.refresh_from_db()
    assert office.body.name == "Borderland Policing Board"


def test_done_at_once_it_is_refused_with_everything_in_the_way(
    plan: OfficeSuccession, chief: Person, the_day: list[date], monkeypatch: pytest.MonkeyPatch
) -> None:
    stop = sign_ups.Stop("Payment file P1 is made and not released.", "/office/payments/files/P1")
    monkeypatch.setattr(sign_ups, "everything_in_the_way", lambda *_: [stop])
    the_day[0] = ON

    with pytest.raises(Refused, match="P1"):
        actions.approve_succession(by=chief, succession=plan, version=plan.version)

    plan.refresh_from_db()
    assert plan.state == "planned"


def test_from_the_day_on_it_is_not_withdrawn_but_followed_by_another(
    approved: OfficeSuccession,
    administrator: Person,
    chief: Person,
    manager: Person,
    office: Office,
    the_day: list[date],
) -> None:
    old = office.body
    the_day[0] = ON
    actions.pass_due()
    steps(approved)
    approved.refresh_from_db()

    with pytest.raises(Refused, match="plan another succession"):
        actions.withdraw_succession(
            by=administrator, succession=approved, version=approved.version, why="A mistake"
        )
    old.refresh_from_db()
    with pytest.raises(Refused):
        actions.undo_ending(by=manager, organisation=old, why="A mistake")

    mayor = actions.add_organisation(
        by=manager, name="Mayor of Borderland", kinds=["mayoral authority"], confirmed=True
    )
    again = planned(
        administrator,
        mayor,
        on=date(2029, 1, 1),
        name="Office of the Mayor",
        titles={"commissioner": "Mayor"},
    )
    the_day[0] = date(2029, 1, 1)
    actions.approve_succession(by=chief, succession=again, version=again.version)

    office = queries.office()  # type: ignore[assignment]  # it is there
    assert [(one.body, one.decider, one.ends) for one in queries.bodies_in_turn(office)] == [
        ("Commissioner for Borderland", "Commissioner", LAST),
        ("Borderland Policing Board", "Policing and crime lead", date(2028, 12, 31)),
        ("Mayor of Borderland", "Mayor", None),
    ]
    assert [queries.office_name(day) for day in (LAST, ON, date(2029, 1, 1))] == [
        "Office of the Commissioner for Borderland",
        "Office of the Borderland Policing Board",
        "Office of the Mayor",
    ]
