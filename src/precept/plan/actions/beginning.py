"""What every act with a project begins with: the power, the project as it stands, the words of refusals."""

from collections.abc import Sequence

from precept.foundation.ledger.actions import NotAllowed, Refused
from precept.foundation.people.models import Person
from precept.plan import access
from precept.plan.models import Project
from precept.understand import queries as understand

NOT_KEEPER = "Only people who keep projects may do this."
STALE = "Somebody changed this while you had it open."
OVER = "This project is over."


def ask_keeper(by: Person) -> None:
    """NotAllowed where they do not keep projects."""
    if not access.may_keep_projects(by):
        raise NotAllowed(NOT_KEEPER)


def going(project: Project) -> Project:
    """The project as it stands now; Refused where it is over."""
    now = Project.objects.select_related("owner").get(pk=project.pk)
    if now.state != "going":
        raise Refused(OVER)
    return now


def check_priorities(slugs: Sequence[str], held: Sequence[str] = ()) -> list[str]:
    """The priorities, each of the plan in force or held already; Refused for any other."""
    known = {*understand.published_priorities(), *held}
    if any(slug not in known for slug in slugs):
        raise Refused("Choose priorities of the plan", field="priorities")
    return list(dict.fromkeys(slugs))
