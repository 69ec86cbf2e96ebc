"""What the other parts know to be due stands in the calendar, as each may see it, at the same cost however much."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from precept.decisions.models import Decision, Redaction
from precept.do.agreements.models import Agreement
from precept.foundation.clock import FinancialYear
from precept.parties.models import Organisation
from precept.plan.models import Assessment, Project, ProjectStep
from precept.review.management.models import ImprovementPlan, Meeting
from precept.review.year import queries
from precept.review.year.queries import gathered
from precept.review.year.rules import Due
from precept.understand import actions as understand
from precept.understand.models import Aim, CrimePlan, EvidenceSource, Measure, NeedsAssessment
from tests.review.year.conftest import TODAY

pytestmark = pytest.mark.django_db
YEAR = FinancialYear(2026)
SOON = date(2027, 1, 20)


def one_of_everything(cast: Any, number: int = 1) -> None:
    """A thing of every part that is due on one day, and the same again by other names."""
    name = f"T{number}"
    body = Organisation.objects.create(name=f"Body {name}", reference=f"body-{number}")
    agreement = Agreement.objects.create(
        reference=f"CORE{number:03}",
        title=name,
        status="active",
        ends=date(2027, 6, 30),
        decide_by=SOON,
        manager=cast.officer,
        signed_on=SOON,
        provider=body,
    )
    project = Project.objects.create(
        title=name, purpose="So", owner=cast.officer, begun_by=cast.officer, wanted_on=SOON
    )
    ProjectStep.objects.create(
        project=project,
        phase="understand",
        place=1,
        key="needs",
        title="Assess the need",
        owner=cast.officer,
        due=SOON,
    )
    Assessment.objects.create(
        project=project,
        kind="risk",
        template="t",
        state="agreed",
        review_on=SOON,
        begun_by=cast.officer,
        agreed_by=cast.manager,
        agreed=datetime(2026, 5, 1, tzinfo=UTC),
    )
    NeedsAssessment.objects.create(
        reference=f"N{number}", title=name, state="agreed", review_on=SOON
    )
    EvidenceSource.objects.create(
        title=name,
        publisher="P",
        kind="study",
        scale="s",
        strength=1,
        relevance=1,
        says="S",
        does_not_say="D",
        review_on=SOON,
        looked_on=TODAY,
    )
    decision = Decision.objects.create(reference=f"EXE-{number}", title=name, state="published")
    Redaction.objects.create(
        decision=decision,
        number=1,
        state="released",
        part="background",
        words="w",
        exemption="x",
        review=SOON,
        marked_by=cast.manager,
    )
    ImprovementPlan.objects.create(
        agreement=agreement,
        provider=body,
        title=name,
        reason="issue",
        why="W",
        must="M",
        shown_how="S",
        by_when=SOON,
        owner=cast.officer,
        state="agreed",
    )
    Meeting.objects.create(
        agreement=agreement, kind="review", on=SOON, at="10:00", called_by=cast.officer
    )
    aim = Aim.objects.create(
        year="2026-27", place=number, slug=f"aim-{number}", title=name, statement="S"
    )
    Measure.objects.create(
        aim=aim,
        place=1,
        slug=f"written-{number}",
        kind="deliverable",
        text=f"{name} written",
        due=SOON,
    )
    Measure.objects.create(
        aim=aim,
        place=2,
        slug=f"watched-{number}",
        kind="monitored",
        text=f"{name} watched",
        schedule="monthly",
        next_due=SOON,
    )


def by_part(found: list[Due]) -> set[str]:
    return {one.key.partition("-")[0] for one in found}


def test_every_part_gives_what_it_knows_to_be_due(begun: SimpleNamespace) -> None:
    CrimePlan.objects.create(
        reference="2021-24",
        version=1,
        title="The plan",
        term="2021–2024",
        first_year=2021,
        last_year=2024,
        state="published",
        review_on=SOON,
    )
    one_of_everything(begun)
    found = queries.everything(begun.manager, YEAR.start, YEAR.end)

    assert by_part(found) == {
        "duty",
        "framework",
        "plan",
        "measure",
        "assessment",
        "need",
        "evidence",
        "redaction",
        "step",
        "project",
        "decide",
        "publish",
        "improvement",
        "meeting",
    }
    assert [one.day for one in found] == sorted(one.day for one in found)
    assert len({one.key for one in found}) == len(found)
    titles = {one.key: one.title for one in found}
    assert titles["decide-CORE001"] == "Decide what follows CORE001 T1"
    assert titles["framework-2027-28"] == "Publish the Commissioning Framework 2027–28"
    assert next(one for one in found if one.key == "publish-CORE001").day == date(2027, 1, 31)
    monthly = [one.day for one in found if "watched" in one.key]
    assert monthly == [SOON, date(2027, 2, 20), date(2027, 3, 20)]
    mine = {one.key.partition("-")[0] for one in queries.mine(begun.officer)}
    assert mine >= {"step", "project", "decide", "meeting", "assessment", "duty", "improvement"}
    assert "redaction" not in mine


def test_what_was_done_or_stopped_is_not_called_late(begun: SimpleNamespace) -> None:
    one_of_everything(begun)
    Agreement.objects.update(what_follows="end", published_version=1)
    Project.objects.update(state="stopped", ended_on=TODAY)
    EvidenceSource.objects.update(
        state="withdrawn", withdrawn_on=TODAY, withdrawn_why="A better one came"
    )
    NeedsAssessment.objects.update(state="superseded")
    Meeting.objects.update(state="cancelled", cancelled_why="So")
    ImprovementPlan.objects.update(state="draft")
    Measure.objects.filter(kind="deliverable").update(state="assessed")
    found = queries.everything(begun.manager, SOON, SOON + timedelta(days=20))

    assert [(one.key.partition("-")[0], one.is_done) for one in found if one.kind != "duty"] == [
        ("redaction", False),
        ("decide", True),
        ("measure", False),
        ("measure", True),
    ]


def test_a_measure_that_was_looked_at_stands_as_done_and_comes_again(
    begun: SimpleNamespace, today: Callable[[date], None]
) -> None:
    one_of_everything(begun)
    watched = Measure.objects.select_related("aim").get(kind="monitored")
    today(date(2027, 1, 25))
    understand.look_at_measure(
        by=begun.manager,
        measure=watched,
        looked_on=date(2027, 1, 22),
        found="312 of 410 were satisfied",
    )
    found = queries.everything(begun.auditor, YEAR.start, YEAR.end)

    assert [(one.day, one.is_done) for one in found if "watched" in one.key] == [
        (SOON, True),
        (date(2027, 2, 20), False),
        (date(2027, 3, 20), False),
    ]


def test_who_does_not_work_here_finds_nothing_and_who_may_not_see_drafts_no_redactions(
    begun: SimpleNamespace,
) -> None:
    one_of_everything(begun)

    assert queries.everything(begun.provider, YEAR.start, YEAR.end) == []
    seen = by_part(queries.everything(begun.finance, YEAR.start, YEAR.end))
    assert "redaction" not in seen
    assert {"duty", "step", "measure"} <= seen


def test_the_calendar_costs_the_same_however_much_is_due(begun: SimpleNamespace) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as caught:
            queries.everything(begun.manager, YEAR.start, YEAR.end)
        return len(caught)

    one_of_everything(begun)
    once = asked()
    for number in range(2, 12):
        one_of_everything(begun, number)

    assert asked() == once <= 22


def test_a_part_gives_no_more_than_its_most(
    begun: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1, 5):
        one_of_everything(begun, number)
    monkeypatch.setattr(gathered, "MOST", 3)
    found = queries.everything(begun.manager, SOON, SOON)

    assert sum(one.key.startswith("step") for one in found) == 3
