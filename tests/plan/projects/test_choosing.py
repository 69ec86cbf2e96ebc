"""Options, the choice between them, and assessments."""

from types import SimpleNamespace

import pytest

from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.money import Money
from precept.plan import actions, queries, rules
from precept.plan.models import Choice, Option, Project
from tests.plan.projects.conftest import A_DAY, assess, weigh

pytestmark = pytest.mark.django_db


def test_an_appraisal_names_every_way_that_was_not_weighed_and_what_an_option_does_not_say() -> (
    None
):
    whole = rules.Weighed("grant", "Grants", True, "a", "b", "c", "d")
    bare = rules.Weighed("contract", "A contract", False, "a", " ", "", "d")

    found = rules.options_missing([whole, bare])

    assert found == [
        "“Do nothing” was not weighed",
        "“Extend what is there” was not weighed",
        "“Commission together with others” was not weighed",
        "“Do it in-house” was not weighed",
        "“A contract” says nothing of cost, risk, equality",
    ]


def test_what_was_weighed_stands_once_the_project_may_go_ahead(
    project: Project, cast: SimpleNamespace
) -> None:
    option = actions.add_option(by=cast.officer, project=project, kind="grant", title="")
    Project.objects.update(phase="do")

    for act in (
        lambda: actions.add_option(by=cast.officer, project=project, kind="grant", title=""),
        lambda: actions.change_option(
            by=cast.officer, option=option, version=1, kind="grant", title=""
        ),
        lambda: actions.remove_option(by=cast.officer, option=option, why="An error"),
        lambda: actions.choose_option(
            by=cast.officer, project=project, version=0, option=option, reasons="x"
        ),
    ):
        with pytest.raises(Refused):
            act()
    assert option.title == "Give grants"


def test_a_choice_is_changed_and_a_stale_one_is_noticed(
    project: Project, cast: SimpleNamespace
) -> None:
    weigh(cast, project)
    other = Option.objects.get(project=project, kind="contract")
    chosen = Option.objects.get(project=project, kind="grant")
    with pytest.raises(Changed):
        actions.choose_option(
            by=cast.manager, project=project, version=0, option=other, reasons="Better"
        )
    with pytest.raises(Refused):
        actions.remove_option(by=cast.officer, option=chosen, why="An error")

    made = actions.choose_option(
        by=cast.manager, project=project, version=1, option=other, reasons="Better"
    )

    assert (made.option, made.version, made.chosen_by) == (other, 2, cast.manager)
    assert Choice.objects.count() == 1


def test_an_option_of_another_project_and_a_fund_that_is_not_there_are_refused(
    project: Project, cast: SimpleNamespace
) -> None:
    weigh(cast, project)
    another = actions.begin_project(by=cast.officer, title="b", purpose="c", owner=cast.officer)
    foreign = actions.add_option(by=cast.officer, project=another, kind="grant", title="")
    own = Option.objects.get(project=project, kind="grant")

    for option, funds in ((foreign, []), (own, ["none"])):
        with pytest.raises(Refused):
            actions.choose_option(
                by=cast.officer,
                project=project,
                version=1,
                option=option,
                reasons="x",
                funds=funds,
            )


def test_an_assessment_is_agreed_by_somebody_else_once_it_is_answered(
    project: Project, cast: SimpleNamespace
) -> None:
    made = actions.begin_assessment(by=cast.officer, project=project, kind="equality")
    with pytest.raises(Refused):
        actions.begin_assessment(by=cast.manager, project=project, kind="equality")
    with pytest.raises(NotAllowed):
        actions.agree_assessment(by=cast.officer, assessment=made, version=1, review_on=A_DAY)
    with pytest.raises(Refused) as empty:
        actions.agree_assessment(by=cast.manager, assessment=made, version=1, review_on=A_DAY)
    assert "Not answered yet" in empty.value.words
    with pytest.raises(Refused):
        actions.leave_assessment_out(by=cast.officer, assessment=made, version=1, why="x")

    answers = {one.key: "So" for one in rules.template_named(made.template).questions}
    made = actions.write_assessment(by=cast.manager, assessment=made, version=1, answers=answers)
    with pytest.raises(Refused) as own:
        actions.agree_assessment(by=cast.manager, assessment=made, version=2, review_on=A_DAY)
    assert own.value.field == "exception"
    with pytest.raises(Refused) as past:
        actions.agree_assessment(by=cast.chief, assessment=made, version=2, review_on=clock.today())
    assert past.value.field == "review_on"
    agreed = actions.agree_assessment(by=cast.chief, assessment=made, version=2, review_on=A_DAY)
    assert (agreed.state, agreed.agreed_by) == ("agreed", cast.chief)

    again = actions.write_assessment(
        by=cast.officer, assessment=agreed, version=3, answers={**answers, "who": "Others"}
    )
    assert (again.state, again.agreed_by, again.writers) == (
        "draft",
        None,
        [cast.officer.reference],
    )


def test_what_was_answered_for_another_project_is_carried_over(
    project: Project, cast: SimpleNamespace
) -> None:
    earlier = assess(cast, project, "risk")
    another = actions.begin_project(by=cast.officer, title="b", purpose="c", owner=cast.officer)
    assert queries.earlier_assessments(cast.officer, another, "risk") == [earlier]
    assert queries.earlier_assessments(cast.officer, another, "data") == []

    made = actions.begin_assessment(
        by=cast.officer, project=another, kind="risk", carried_from=earlier
    )

    assert made.answers == earlier.answers
    assert (made.state, made.carried_from) == ("draft", earlier)
    with pytest.raises(Refused):
        actions.begin_assessment(
            by=cast.officer, project=another, kind="data", carried_from=earlier
        )


def test_a_template_is_that_of_its_day() -> None:
    assert rules.template_on("equality", A_DAY).id == "equality-2026"
    for kind in rules.ASSESSMENT_KINDS:
        template = rules.template_on(kind, A_DAY)
        assert template.questions
        assert rules.unanswered(template, {}) == list(template.questions)
        assert rules.carried(template, {"nothing": "x"}) == {}


def test_an_option_says_its_money_in_the_history(project: Project, cast: SimpleNamespace) -> None:
    option = actions.add_option(
        by=cast.officer, project=project, kind="other", title="Wait", cost=Money.of("12.50")
    )
    changed = actions.change_option(
        by=cast.officer, option=option, version=1, kind="other", title="Wait a year"
    )

    assert (changed.title, changed.cost, changed.version) == ("Wait a year", None, 2)
