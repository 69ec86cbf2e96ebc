"""The commissioning projects of the demonstration office, as the access table's examples name them."""

from __future__ import annotations

from precept.foundation import clock
from precept.plan import actions
from precept.plan.models import Gate, Project
from tests.architecture.rounds import People, References


def add_projects(people: People, references: References) -> None:
    """The project whose options are weighed, one that has just begun, and one that waits at a gate."""
    weighed = Project.objects.get(title="A programme for people who harm a partner")
    fresh = Project.objects.get(title="What follows the advocates at court")
    waits = actions.begin_project(
        by=people.officer,
        title="Calls at night",
        purpose="Somebody answers at night.",
        owner=people.manager,
        is_invented=True,
    )
    # The rules let nobody come here with so little: the pages are to be seen all the same.
    Gate.objects.create(project=waits, key="need", number=1, asked_by=people.officer)
    over = actions.stop_project(
        by=people.manager,
        project=actions.begin_project(
            by=people.manager,
            title="A thing that was not needed",
            purpose="Nobody asked for it.",
            owner=people.manager,
            wanted_on=clock.today(),
            is_invented=True,
        ),
        version=1,
        words="Nobody asked for it.",
    )
    actions.begin_assessment(by=people.officer, project=fresh, kind="social")
    references |= {
        "project": weighed.reference,
        "project_fresh": fresh.reference,
        "project_waits": waits.reference,
        "project_over": over.reference,
        "project_tie": str(weighed.links.all()[0].pk),
    }
