"""What every act with a project begins with: the power, the project as it stands, the words of refusals."""

from precept.foundation.ledger.actions import NotAllowed, Refused
from precept.foundation.people.models import Person
from precept.plan import access
from precept.plan.models import Project

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
