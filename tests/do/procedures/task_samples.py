"""A call of the daily task of procedures, on a state where a review is due and a version has come into force."""

from datetime import date, timedelta
from typing import Any

from precept.do.procedures import actions
from precept.do.procedures.models import Standard, StandardVersion
from precept.foundation import clock
from precept.foundation.people.models import Person, RoleHeld


def due() -> dict[str, Any]:
    """A procedure that was approved for a day that has come since, and whose review is due."""
    officer, chief = (
        Person.objects.create(name=name, email=f"{name.lower()}@opcc.example")
        for name in ("Ola", "Ute")
    )
    RoleHeld.objects.create(person=officer, role="commissioning-officer", starts=date(2020, 1, 1))
    RoleHeld.objects.create(person=chief, role="chief-executive", starts=date(2020, 1, 1))
    draft = actions.adopt(by=officer, key="open", owner=officer)
    draft = actions.send_for_approval(by=officer, version=draft, revision=draft.revision)
    tomorrow = clock.today() + timedelta(days=1)
    actions.approve(by=chief, version=draft, revision=draft.revision, begins=tomorrow)
    StandardVersion.objects.update(begins=clock.today())
    Standard.objects.update(review_on=clock.today())
    return {}


SAMPLES = {"procedures.daily": due}
