"""A call of the reminders of duties, on a state where some are late."""

from datetime import date, timedelta
from typing import Any

from precept.foundation import clock
from precept.foundation.people.models import Person, RoleHeld
from precept.review.year import actions
from precept.review.year.models import Duty


def late() -> dict[str, Any]:
    """An officer owes two duties, of which the last times are late."""
    officer, manager = (
        Person.objects.create(name=name, email=f"{name.lower()}@opcc.example")
        for name in ("Ola", "Una")
    )
    for one, role in ((officer, "commissioning-officer"), (manager, "commissioning-manager")):
        RoleHeld.objects.create(person=one, role=role, starts=date(2020, 1, 1))
    actions.begin_year(by=manager, since=clock.today() - timedelta(days=60))
    Duty.objects.exclude(key="month-end").delete()
    Duty.objects.update(role="commissioning-officer")
    return {}


SAMPLES = {"year.reminders": late}
