"""The gates of a project: nobody passes one while something needed is missing, and the right person signs."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precept.foundation.ledger.actions import NotAllowed, Refused
from precept.foundation.ledger.models import Event
from precept.foundation.money import Money
from precept.plan import actions, queries, rules
from precept.plan.models import Assessment, Gate, Project
from precept.plan.rules import Fact
from tests.plan.projects.conftest import A_DAY, assess, brought, settle_steps, weigh

pytestmark = pytest.mark.django_db


def names(gate: rules.GateRule) -> list[str]:
    return [one.fact for one in gate.asks]


@given(
    st.sampled_from(rules.all_gates()),
    st.sets(st.sampled_from(sorted({n for g in rules.all_gates() for n in names(g)}))),
    st.sets(st.sampled_from(["perpetrators", "over social value"])),
)
def test_no_gate_is_passed_with_something_needed_missing(
    gate: rules.GateRule, there: set[str], holds: set[str]
) -> None:
    lines = rules.listed(gate, [Fact(name, True, "There.") for name in there], holds)

    asked = [one for one in gate.asks if not one.when or one.when in holds]
    lacks = [one for one in asked if one.is_needed and one.fact not in there]
    assert [one.fact for one in lines] == [one.fact for one in asked]
    assert bool(rules.passing_problem(lines)) == bool(lacks)
    assert [one.fact for one in rules.missing(lines)] == [one.fact for one in lacks]


def test_where_two_parts_answer_both_must_say_that_it_is_there() -> None:
    gate = rules.gate_named("award")
    facts = [Fact("agreed", True, "One."), Fact("agreed", False, "The other is not.")]

    (line,) = [one for one in rules.listed(gate, facts, ()) if one.fact == "agreed"]

    assert (line.is_met, line.words) == (False, "The other is not.")


def test_every_phase_ends_at_a_gate_and_leads_to_the_next() -> None:
    assert [one.after for one in rules.all_gates()] == list(rules.ORDER)
    assert [one.to for one in rules.all_gates()] == [*rules.ORDER[1:], ""]


def test_a_project_goes_through_its_four_gates(
    project: Project, cast: SimpleNamespace, others_say: dict[str, bool]
) -> None:
    settle_steps(cast, project)
    brought(cast, project)
    assert project.phase == "plan"
    weigh(cast, project)
    for kind in ("equality", "data", "risk"):
        assess(cast, project, kind)
    settle_steps(cast, project)
    brought(cast, project)
    assert project.phase == "do"
    settle_steps(cast, project)
    brought(cast, project)
    assert project.phase == "review"
    settle_steps(cast, project)
    brought(cast, project)

    assert (project.phase, project.state) == ("review", "finished")
    answered = list(Gate.objects.values_list("key", "state", "capacity", "choice"))
    title = "Chief executive and monitoring officer"
    assert answered == [
        ("need", "passed", title, ""),
        ("go", "passed", title, ""),
        ("award", "passed", title, ""),
        ("future", "passed", title, "renew"),
    ]
    assert Event.objects.filter(type="gate passed").count() == 4


@pytest.mark.parametrize("missing", ["priority", "needs", "evidence", "voices"])
def test_the_need_is_not_approved_without_each_thing(
    missing: str, project: Project, cast: SimpleNamespace, others_say: dict[str, bool]
) -> None:
    settle_steps(cast, project)
    others_say[missing] = False

    with pytest.raises(Refused) as refused:
        actions.ask_gate(by=cast.officer, project=project, version=1)

    assert "1 thing is missing" in refused.value.words
    assert not Gate.objects.exists()


def test_what_went_missing_since_it_was_asked_for_stands_in_the_way_of_the_signature(
    project: Project, cast: SimpleNamespace, others_say: dict[str, bool]
) -> None:
    settle_steps(cast, project)
    waiting = actions.ask_gate(by=cast.officer, project=project, version=1)
    others_say["needs"] = False

    with pytest.raises(Refused):
        actions.pass_gate(by=cast.chief, gate=waiting, version=2)

    project.refresh_from_db()
    assert project.phase == "understand"


def test_who_asked_or_owns_it_signs_only_with_a_reason_and_others_not_at_all(
    project: Project, cast: SimpleNamespace, others_say: dict[str, bool]
) -> None:
    settle_steps(cast, project)
    waiting = actions.ask_gate(by=cast.manager, project=project, version=1)
    for person in (cast.officer, cast.auditor):
        with pytest.raises(NotAllowed):
            actions.pass_gate(by=person, gate=waiting, version=2)
        with pytest.raises(NotAllowed):
            actions.send_gate_back(by=person, gate=waiting, answer="No")
    with pytest.raises(Refused) as own:
        actions.pass_gate(by=cast.manager, gate=waiting, version=2)
    assert own.value.field == "exception"

    passed = actions.pass_gate(
        by=cast.manager, gate=waiting, version=2, exception="The office has one manager."
    )

    assert (passed.state, passed.exception) == ("passed", "The office has one manager.")


def test_a_manager_approves_a_need_and_does_not_let_a_project_go_ahead(
    project: Project, cast: SimpleNamespace, others_say: dict[str, bool]
) -> None:
    Project.objects.update(phase="plan")
    project.refresh_from_db()
    weigh(cast, project)
    for kind in ("equality", "data", "risk"):
        assess(cast, project, kind)
    settle_steps(cast, project)
    waiting = actions.ask_gate(by=cast.officer, project=project, version=1)

    with pytest.raises(NotAllowed):
        actions.pass_gate(by=cast.manager, gate=waiting, version=2)
    assert actions.pass_gate(by=cast.commissioner, gate=waiting, version=2).state == "passed"


def test_a_project_that_is_sent_back_stays_and_comes_again(
    project: Project, cast: SimpleNamespace, others_say: dict[str, bool]
) -> None:
    settle_steps(cast, project)
    first = actions.ask_gate(by=cast.officer, project=project, version=1, words="Please")
    with pytest.raises(Refused):
        actions.ask_gate(by=cast.officer, project=project, version=2)
    with pytest.raises(Refused):
        actions.stop_project(by=cast.officer, project=project, version=2, words="No")
    actions.send_gate_back(by=cast.chief, gate=first, answer="Ask younger people too")
    with pytest.raises(Refused):
        actions.pass_gate(by=cast.chief, gate=first, version=2)
    second = actions.ask_gate(by=cast.officer, project=project, version=2)
    actions.take_gate_back(by=cast.officer, gate=second, why="A figure was wrong")
    third = actions.ask_gate(by=cast.officer, project=project, version=3)

    assert [first.number, second.number, third.number] == [1, 2, 3]
    assert list(Gate.objects.values_list("state", flat=True)) == [
        "sent back",
        "sent back",
        "asked",
    ]
    project.refresh_from_db()
    assert project.phase == "understand"


def test_what_stood_when_a_gate_was_passed_is_kept_whatever_changes(
    project: Project, cast: SimpleNamespace, others_say: dict[str, bool]
) -> None:
    settle_steps(cast, project)
    brought(cast, project)
    others_say["needs"] = False

    shown = queries.lines_shown(Gate.objects.get().shown)

    assert all(one.is_met for one in shown)
    assert {one.fact for one in shown} == {"priority", "needs", "evidence", "voices", "steps"}


def test_social_value_is_asked_for_above_the_office_s_figure_and_victims_where_they_were_harmed(
    project: Project, cast: SimpleNamespace, others_say: dict[str, bool]
) -> None:
    rule = rules.gate_named("go")

    def asked() -> set[str]:
        return {one.fact for one in queries.gate_lines(project, rule)}

    assert not {"social", "victims"} & asked()
    project.estimate = Money.of("50000.01")
    assert "social" in asked()
    project.is_for_perpetrators = True
    assert {"social", "victims"} <= asked()


def test_the_way_is_lacking_until_everything_of_it_is_said(
    project: Project, cast: SimpleNamespace, others_say: dict[str, bool]
) -> None:
    rule = rules.gate_named("go")
    Project.objects.update(is_for_perpetrators=True, estimate=Money.of("60000"))
    project.refresh_from_db()
    weigh(
        cast,
        project,
        value="",
        is_longest=False,
        is_pilot=True,
        funds=[],
        hopes_for_grant=True,
    )

    lacks = {one.fact: one.words for one in rules.missing(queries.gate_lines(project, rule))}

    assert lacks["term"] == (
        "It is shorter than the longest workable term, and not said why; a pilot says how it is"
        " evaluated; a pilot has a day on which it is scaled up or stopped."
    )
    assert lacks["money"] == (
        "No fund is named; it is not said what happens if the grant that is hoped for fails."
    )
    assert {"value", "victims", "equality", "data", "risk", "social", "steps"} <= set(lacks)
    made = actions.begin_assessment(by=cast.officer, project=project, kind="social")
    made = actions.leave_assessment_out(
        by=cast.officer, assessment=made, version=1, why="It is a helpline of two people"
    )
    actions.agree_assessment(by=cast.manager, assessment=made, version=2, review_on=A_DAY)
    facts = {one.fact: one for one in queries.gate_lines(project, rule)}
    assert facts["social"].is_met
    assert Assessment.objects.get().is_left_out
