"""What of projects waits for somebody, and what the clock calls to mind."""

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from precept.foundation import clock
from precept.foundation.ledger.models import Event
from precept.foundation.outbox.models import Mail
from precept.plan import actions, queries
from precept.plan.models import Assessment, Project
from tests.plan.projects.conftest import assess, settle_steps

pytestmark = pytest.mark.django_db


def test_a_gate_waits_on_the_desks_of_those_who_may_sign_it(
    project: Project, cast: SimpleNamespace, others_say: dict[str, bool]
) -> None:
    settle_steps(cast, project)
    actions.ask_gate(by=cast.officer, project=project, version=1)

    for person in (cast.manager, cast.chief, cast.commissioner):
        (line,) = queries.waits_for(person)
        assert line.text == "Calls at night: approve the need"
        assert line.note.startswith("Ada Officer asked for it ")
    assert queries.waits_for(cast.auditor) == []


def test_an_owner_is_reminded_once_before_a_step_is_due_and_once_when_it_is_late(
    project: Project, cast: SimpleNamespace, on: Callable[[date], None]
) -> None:
    first = project.steps.order_by("due")[0]
    assert actions.remind_of_projects() == 0
    on(first.due - timedelta(days=6))
    assert [one.tone for one in queries.waits_for(cast.officer)][:1] == ["amber"]
    assert actions.remind_of_projects() == 1
    assert actions.remind_of_projects() == 0
    on(first.due + timedelta(days=1))
    assert actions.remind_of_projects() == 1
    assert actions.remind_of_projects() == 0

    mails = list(Mail.objects.order_by("pk"))
    assert [one.subject for one in mails] == [
        "A step of a project is due soon",
        "A step of a project is late",
    ]
    assert Event.objects.filter(type="owner reminded", subject=first.subject).count() == 2


def test_a_stopped_project_reminds_nobody(
    project: Project, cast: SimpleNamespace, on: Callable[[date], None]
) -> None:
    actions.stop_project(by=cast.officer, project=project, version=1, words="No money")
    on(date(2024, 1, 5))

    assert actions.remind_of_projects() == 0
    assert queries.waits_for(cast.officer) == []


def test_an_assessment_whose_review_has_come_is_called_to_mind_once(
    project: Project, cast: SimpleNamespace, on: Callable[[date], None]
) -> None:
    made = assess(cast, project, "risk")
    settle_steps(cast, project)
    assert made.review_on is not None
    on(made.review_on)
    Project.objects.get().steps.all().delete()

    assert actions.remind_of_projects() == 1
    assert actions.remind_of_projects() == 0
    (line,) = [one for one in queries.waits_for(cast.manager) if "assessment" in one.text]
    assert line.text == "Calls at night: look at the assessment of risk again"
    assert Assessment.objects.get().reminded == clock.today()
