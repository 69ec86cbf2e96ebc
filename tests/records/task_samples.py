"""Calls of every task of records, on a state where there is something to do."""

from datetime import date, timedelta
from typing import Any

from precept.foundation import clock
from precept.foundation.people.models import Person, RoleHeld
from precept.parties import actions as parties
from precept.parties.models import Contact, Organisation
from precept.records import actions
from precept.records.models import Disposal, Hold


def _people() -> tuple[Person, Person]:
    officer, chief = (
        Person.objects.create(name=name, email=f"{name.lower()}@opcc.example")
        for name in ("Ola", "Ute")
    )
    RoleHeld.objects.create(person=officer, role="commissioning-officer", starts=date(2020, 1, 1))
    RoleHeld.objects.create(person=chief, role="chief-executive", starts=date(2020, 1, 1))
    return officer, chief


def disposal() -> dict[str, Any]:
    """An approved run with two contacts whose year is over."""
    officer, chief = _people()
    body = Organisation.objects.create(reference="a-body", name="A body")
    for name in ("One", "Two"):
        parties.add_contact(by=officer, organisation=body, name=name)
    Contact.objects.update(ends=date(2020, 1, 1))
    run = actions.propose_run(by=officer)
    actions.approve_run(by=chief, run=run, version=1)
    return {"run": run.reference}


def review() -> dict[str, Any]:
    """A hold whose review is due."""
    officer, _ = _people()
    actions.place_hold(
        by=officer,
        what="office",
        which="",
        kind="audit",
        case="A-1",
        why="An audit",
        review_on=clock.today() + timedelta(days=1),
    )
    Hold.objects.update(review_on=clock.today())
    return {}


def to_keep() -> dict[str, Any]:
    """A disposal that does not lie outside the database yet."""
    actions.dispose_some(reference=disposal()["run"])
    Disposal.objects.update(is_kept=False)
    return {}


SAMPLES = {
    "records.dispose": disposal,
    "records.reminders": review,
    "records.keep": to_keep,
}
