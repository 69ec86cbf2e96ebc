"""A call of the reminders, on a state where an answer is late and another is due."""

from datetime import timedelta
from typing import Any

from precept.foundation import clock
from precept.foundation.people.models import Person, RoleHeld
from precept.review.answers import actions


def owed() -> dict[str, Any]:
    """An officer owes two answers."""
    officer = Person.objects.create(name="Ola", email="ola@opcc.example")
    today = clock.today()
    RoleHeld.objects.create(
        person=officer, role="commissioning-officer", starts=today - timedelta(days=400)
    )
    for days in (90, 20):
        actions.enter_question(
            by=officer,
            kind="foi",
            about="What it costs",
            text="What does it cost?",
            received=today - timedelta(days=days),
            owner=officer,
            name="Somebody Who Asks",
        )
    return {}


SAMPLES = {"answers.reminders": owed}
