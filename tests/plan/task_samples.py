"""A call of the reminders of projects, on a state where a step is late and a review has come."""

from datetime import date, timedelta
from typing import Any

from precept.foundation import clock
from precept.foundation.people.models import Person, RoleHeld
from precept.plan import actions, rules
from precept.plan.models import Assessment, ProjectStep


def late() -> dict[str, Any]:
    """An officer owes a step whose day is over, and an assessment is to be looked at again."""
    officer, chief = (
        Person.objects.create(name=name, email=f"{name.lower()}@opcc.example")
        for name in ("Ola", "Ute")
    )
    RoleHeld.objects.create(person=officer, role="commissioning-officer", starts=date(2020, 1, 1))
    RoleHeld.objects.create(person=chief, role="chief-executive", starts=date(2020, 1, 1))
    project = actions.begin_project(
        by=officer, title="Calls at night", purpose="Somebody answers.", owner=officer
    )
    made = actions.begin_assessment(by=officer, project=project, kind="risk")
    questions = rules.template_named(made.template).questions
    made = actions.write_assessment(
        by=officer, assessment=made, version=1, answers={one.key: "So" for one in questions}
    )
    actions.agree_assessment(
        by=chief,
        assessment=made,
        version=made.version,
        review_on=clock.today() + timedelta(days=1),
    )
    yesterday = clock.today() - timedelta(days=1)
    Assessment.objects.update(review_on=yesterday)
    ProjectStep.objects.filter(project=project, key="mandate").update(due=yesterday)
    return {}


SAMPLES = {"plan.reminders": late}
