"""A call of the decisions' task, on a day when one is to be published."""

from typing import Any

from precept.decisions.models import Decision
from precept.foundation import clock
from tests.architecture.decided import draft, signed
from tests.small_office import people


def a_decision_whose_day_has_come() -> dict[str, Any]:
    """A signed decision that is to be published today."""
    decision = signed(staff := people(), draft(staff, "DUE"))
    Decision.objects.filter(pk=decision.pk).update(publish_on=clock.today())
    return {}


SAMPLES = {"decisions.publish": a_decision_whose_day_has_come}
