"""A call of the reminders, on a state where something is late and something is due."""

from datetime import date, timedelta
from typing import Any

from precept.do.agreements.models import Agreement
from precept.foundation import clock
from precept.foundation.people.models import Person, RoleHeld
from precept.review.management import actions


def owed() -> dict[str, Any]:
    """An officer owes an action, and an exit has things to do."""
    officer = Person.objects.create(name="Ola", email="ola@opcc.example")
    RoleHeld.objects.create(person=officer, role="commissioning-officer", starts=date(2020, 1, 1))
    today = clock.today()
    agreement = Agreement.objects.create(
        reference="CORE004", title="Advocates", status="active", ends=today + timedelta(days=90)
    )
    actions.agree_action(
        by=officer, of=agreement, what="Send it", owner=officer, due=today - timedelta(days=1)
    )
    actions.begin_exit(by=officer, agreement=agreement, owner=officer)
    return {}


SAMPLES = {"management.reminders": owed}
