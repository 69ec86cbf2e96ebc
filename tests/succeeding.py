"""A succession for tests of any part: the office and a board that takes it over, by two pairs of hands."""

from datetime import date, timedelta
from typing import Any

import pytest

from precept.foundation import clock
from precept.foundation.ledger.actions import SYSTEM
from precept.foundation.outbox.models import QueuedTask
from precept.foundation.people.models import Person, RoleHeld
from precept.parties import actions
from precept.parties.models import Office, OfficeSuccession, Organisation

UNDER = "the Transfer Order 2026, article 4"


def _hands() -> tuple[Person, Person]:
    made = []
    for name, role in (("planner", "administrator"), ("approver", "chief-executive")):
        person, _ = Person.objects.get_or_create(
            email=f"{name}@succession.example", defaults={"name": name.capitalize()}
        )
        RoleHeld.objects.get_or_create(person=person, role=role, starts=date(2020, 1, 1))
        made.append(person)
    if not RoleHeld.objects.filter(role="commissioner").exists():
        RoleHeld.objects.create(person=made[1], role="commissioner", starts=date(2020, 1, 1))
    return made[0], made[1]


def prepared(on: date, **given: Any) -> OfficeSuccession:
    """The office passes to a board on a day; set up where there is none, and not approved yet."""
    planner, _ = _hands()
    if not Office.objects.exists():
        actions.set_up_office(
            by=SYSTEM, name="Office of the Old Body", short_name="Old", body_name="The Old Body"
        )
    board = Organisation.objects.filter(reference="the-board").first()
    board = board or actions.add_organisation(
        by=SYSTEM, name="The Board", kinds=["policing board"], confirmed=True
    )
    said: dict[str, Any] = {
        "successor": board,
        "on": on,
        "instrument": UNDER,
        "source": "https://law.example/2026/4",
        "name": "Office of the Board",
        "short_name": "Board",
        "titles": {"commissioner": "Policing and crime lead"},
    }
    return actions.prepare_succession(by=planner, **said | given)


def approved(on: date, **given: Any) -> OfficeSuccession:
    """The same, approved: it waits for its day."""
    row = prepared(on, **given)
    return actions.approve_succession(by=_hands()[1], succession=row, version=row.version)


def tomorrow(monkeypatch: pytest.MonkeyPatch) -> date:
    """Let it be the day after."""
    day = clock.today() + timedelta(days=1)
    monkeypatch.setattr(clock, "today", lambda: day)
    return day


def passed(monkeypatch: pytest.MonkeyPatch, **given: Any) -> OfficeSuccession:
    """The office passes tomorrow, and it is tomorrow; the steps are still to be done."""
    row = approved(clock.today() + timedelta(days=1), **given)
    tomorrow(monkeypatch)
    actions.pass_due()
    row.refresh_from_db()
    assert row.state == "done", row.waits_for
    return row


def write_all_down(most: int = 1_000) -> int:
    """Do the steps that wait, as a worker does; how many were done."""
    done = 0
    while done < most:
        waiting = QueuedTask.objects.filter(name="parties.write_passage").order_by("pk")
        task = waiting.select_related("result").first()
        if task is None:
            break
        arguments = task.result.args_kwargs["kwargs"]["arguments"]
        task.delete()
        actions.passage_step(**arguments)
        done += 1
    return done
