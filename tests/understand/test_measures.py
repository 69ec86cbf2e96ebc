"""A year's aims and measures: by state, event and refusal."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.people.models import Person
from precept.foundation.publications import queries as publications
from precept.parties.models import Organisation
from precept.understand import actions, queries
from precept.understand.models import Aim, CrimePlan, Measure
from precept.understand.rules import Timeliness
from tests.understand.conftest import TODAY, YEAR
from tests.understand.making import DUE, SUBJECT, assessed, fresh, received, requested
from tests.understand.told import last, told


def test_an_aim_belongs_to_a_year(aim: Aim, officer: Person) -> None:
    assert (aim.year, aim.slug, aim.place) == (YEAR, "victims-of-crime", 1)
    assert last("aim:2022-23:victims-of-crime") == {
        "type": "aim added",
        "by": officer.ledger_name,
        "after": {
            "title": "Victims of Crime",
            "statement": "To alleviate the suffering of victims.",
            "lead": "By the end of the year:",
            "priorities": "support-for-victims",
        },
    }


def test_a_year_has_one_spelling(officer: Person) -> None:
    made = actions.add_aim(by=officer, year="2026/27", title="A", statement="B")

    assert made.year == "2026-27"


def test_an_aim_of_no_year_is_refused(officer: Person) -> None:
    with pytest.raises(Refused) as refused:
        actions.add_aim(by=officer, year="2026-28", title="A", statement="B")

    assert refused.value.field == "year"


def test_an_aim_serves_priorities_that_are_there(aim: Aim, officer: Person) -> None:
    with pytest.raises(Refused) as refused:
        actions.add_aim(by=officer, year=YEAR, title="A", statement="B", priorities=["nothing"])

    assert (refused.value.words, refused.value.field) == (
        "Choose priorities of the plan",
        "priorities",
    )


def test_an_aim_keeps_a_priority_that_a_later_plan_dropped(
    aim: Aim, officer: Person, commissioner: Person
) -> None:
    second = actions.amend_plan(by=officer, why="Another view.")
    actions.remove_priority(
        by=officer, priority=queries.priority("2021-24", 2, "support-for-victims")
    )
    actions.publish_plan(by=commissioner, plan=second)

    actions.change_aim(
        by=officer,
        aim=aim,
        title="Victims",
        statement="More.",
        introduction="",
        lead="",
        priorities=["support-for-victims"],
    )

    assert queries.aim(YEAR, aim.slug).priorities == ["support-for-victims"]
    assert queries.priority_titles(["support-for-victims"]) == {
        "support-for-victims": "Support for victims"
    }


def test_what_a_draft_calls_a_priority_stays_in_the_draft(aim: Aim, officer: Person) -> None:
    actions.amend_plan(by=officer, why="Another view.")
    actions.change_priority(
        by=officer,
        priority=queries.priority("2021-24", 2, "support-for-victims"),
        title="Not decided yet",
        text="More.",
        term="not stated",
    )

    assert queries.priority_titles(aim.priorities) == {"support-for-victims": "Support for victims"}


def test_each_priority_knows_the_aims_that_serve_it(aim: Aim, officer: Person) -> None:
    later = actions.add_aim(
        by=officer, year="2023-24", title="Later", statement="B", priorities=["support-for-victims"]
    )

    assert queries.aims_that_serve() == {"support-for-victims": [later, aim]}


def test_the_second_of_two_people_is_told(aim: Aim, deliverable: Measure, officer: Person) -> None:
    stale, stale_measure = queries.aim(YEAR, aim.slug), fresh(deliverable)
    said = {"statement": "S", "introduction": "", "lead": ""}
    owed: dict[str, Any] = {"responsible": None, "owner": "", "due": None, "timescale": ""}
    actions.change_aim(by=officer, aim=aim, title="Hers", **said)
    actions.change_measure(by=officer, measure=deliverable, kind="deliverable", text="Hers", **owed)

    with pytest.raises(Changed):
        actions.change_aim(by=officer, aim=stale, title="His", **said)
    with pytest.raises(Changed):
        actions.change_measure(
            by=officer, measure=stale_measure, kind="deliverable", text="His", **owed
        )

    assert queries.aim(YEAR, aim.slug).title == "Hers"
    assert fresh(deliverable).text == "Hers"


def test_an_aim_with_measures_stays(aim: Aim, monitored: Measure, officer: Person) -> None:
    with pytest.raises(Refused) as refused:
        actions.remove_aim(by=officer, aim=aim, why="A mistake.")

    assert refused.value.words == (
        "Remove its measures first. An aim whose measures were asked for stays."
    )


def test_an_aim_without_measures_goes_with_a_reason(aim: Aim, officer: Person) -> None:
    actions.remove_aim(by=officer, aim=aim, why="A mistake.")

    assert queries.aims(YEAR) == []
    facts = last("aim:2022-23:victims-of-crime")
    assert (facts["type"], facts["why"]) == ("aim removed", "A mistake.")


def test_a_measure_says_who_owes_it(deliverable: Measure, officer: Person) -> None:
    assert (deliverable.state, deliverable.revision) == ("planned", 1)
    assert last(SUBJECT) == {
        "type": "measure added",
        "by": officer.ledger_name,
        "after": {
            "kind": "Deliverable",
            "text": "A written strategy from the Force",
            "who_owes_it": "The Force",
            "owner": "Head of Crime",
            "due": "2023-03-31",
        },
    }


def test_short_names_of_measures_are_free_in_the_whole_year(
    aim: Aim, monitored: Measure, officer: Person
) -> None:
    other = actions.add_aim(by=officer, year=YEAR, title="Another", statement="B")

    made = actions.add_measure(by=officer, aim=other, kind="monitored", text=monitored.text)

    assert made.slug == "satisfaction-of-victims-2"
    with pytest.raises(Refused):
        actions.add_measure(
            by=officer, aim=other, kind="monitored", text="A", slug="satisfaction-of-victims"
        )


def test_a_protected_organisation_owes_no_measure(
    aim: Aim, deliverable: Measure, force: Organisation, officer: Person
) -> None:
    Organisation.objects.filter(pk=force.pk).update(is_protected=True)
    force.refresh_from_db()
    said: dict[str, Any] = {"kind": "deliverable", "text": "A", "responsible": force}

    with pytest.raises(Refused) as refused:
        actions.add_measure(by=officer, aim=aim, **said)
    # One that was protected later stays, so that the rest can still be changed.
    changed = actions.change_measure(
        by=officer, measure=fresh(deliverable), owner="", due=None, timescale="", **said
    )

    assert refused.value.field == "responsible"
    assert changed.text == "A"


def test_what_was_asked_for_stays_a_deliverable_and_on_record(
    deliverable: Measure, officer: Person
) -> None:
    requested(deliverable, officer)

    with pytest.raises(Refused) as kind:
        actions.change_measure(
            by=officer,
            measure=deliverable,
            kind="monitored",
            text="A",
            responsible=None,
            owner="",
            due=None,
            timescale="",
        )
    with pytest.raises(Refused) as removal:
        actions.remove_measure(by=officer, measure=deliverable, why="Not wanted.")

    assert kind.value.field == "kind"
    assert removal.value.words == "This has already been asked for, so it stays on record."


def test_a_measure_removed_is_told_of_by_its_aim(
    aim: Aim, deliverable: Measure, officer: Person
) -> None:
    actions.remove_measure(by=officer, measure=deliverable, why="Entered twice.")

    assert Measure.objects.count() == 0
    assert told(SUBJECT) == ["measure added", "measure removed"]
    assert last(aim.subject) == {
        "type": "measure removed",
        "by": officer.ledger_name,
        "why": "Entered twice.",
        "before": {"measure": "A written strategy from the Force"},
    }


def test_a_schedule_has_a_next_date(monitored: Measure, officer: Person) -> None:
    actions.set_schedule(by=officer, measure=monitored, schedule="monthly", next_due=DUE)

    now = fresh(monitored)
    assert (now.schedule, now.next_due) == ("monthly", DUE)
    assert last(monitored.subject) == {
        "type": "schedule set",
        "by": officer.ledger_name,
        "before": {"schedule": "Not stated", "next_due": None},
        "after": {"schedule": "Every month", "next_due": "2023-03-31"},
    }


def test_no_schedule_has_no_next_date(monitored: Measure, officer: Person) -> None:
    actions.set_schedule(by=officer, measure=monitored, schedule="not stated", next_due=DUE)

    assert fresh(monitored).next_due is None


@pytest.mark.parametrize(
    ("next_due", "words"),
    [
        (None, "Enter when it is next due."),
        (date(2022, 11, 30), "The next date must be today or later."),
    ],
)
def test_a_schedule_without_a_date_to_come_is_refused(
    monitored: Measure, officer: Person, next_due: date | None, words: str
) -> None:
    with pytest.raises(Refused) as refused:
        actions.set_schedule(by=officer, measure=monitored, schedule="monthly", next_due=next_due)

    assert (refused.value.words, refused.value.field) == (words, "next_due")


def test_a_deliverable_has_no_schedule(deliverable: Measure, officer: Person) -> None:
    with pytest.raises(Refused):
        actions.set_schedule(by=officer, measure=deliverable, schedule="monthly", next_due=DUE)


KEEPERS = "Only people who keep the plan may change aims and measures."
ASKERS = "Only people who ask for returns may do this."


@pytest.mark.parametrize(
    ("act", "words"),
    [
        ("add aim", KEEPERS),
        ("change aim", KEEPERS),
        ("remove aim", KEEPERS),
        ("add", KEEPERS),
        ("change", KEEPERS),
        ("remove", KEEPERS),
        ("schedule", KEEPERS),
        ("request", ASKERS),
        ("receive", ASKERS),
        ("assess", ASKERS),
    ],
)
def test_only_those_with_the_power_do_it(
    aim: Aim, deliverable: Measure, commissioner: Person, act: str, words: str
) -> None:
    owed: dict[str, Any] = {"by": commissioner, "kind": "deliverable", "text": "A"}
    said: dict[str, Any] = {"by": commissioner, "title": "A", "statement": "B"}
    one: dict[str, Any] = {"by": commissioner, "measure": deliverable}
    do: dict[str, Callable[[], Any]] = {
        "add aim": lambda: actions.add_aim(year=YEAR, **said),
        "change aim": lambda: actions.change_aim(aim=aim, introduction="", lead="", **said),
        "remove aim": lambda: actions.remove_aim(by=commissioner, aim=aim, why="A"),
        "add": lambda: actions.add_measure(aim=aim, **owed),
        "change": lambda: actions.change_measure(
            measure=deliverable, responsible=None, owner="", due=None, timescale="", **owed
        ),
        "remove": lambda: actions.remove_measure(why="A", **one),
        "schedule": lambda: actions.set_schedule(schedule="monthly", next_due=DUE, **one),
        "request": lambda: actions.request_deliverable(due=DUE, **one),
        "receive": lambda: actions.receive_deliverable(received=TODAY, evidence="A", **one),
        "assess": lambda: actions.assess_deliverable(assessment="A", **one),
    }

    with pytest.raises(NotAllowed) as refused:
        do[act]()

    assert refused.value.words == words
    assert told(SUBJECT) == ["measure added"]
    assert told(aim.subject) == ["aim added"]


def test_what_waits_is_late_or_came(
    aim: Aim, deliverable: Measure, monitored: Measure, officer: Person, on: Callable[[date], None]
) -> None:
    actions.set_schedule(
        by=officer, measure=monitored, schedule="monthly", next_due=date(2022, 12, 31)
    )
    came = actions.add_measure(by=officer, aim=aim, kind="deliverable", text="Came")
    received(came, officer)
    done = actions.add_measure(by=officer, aim=aim, kind="deliverable", text="Done")
    assessed(done, officer)

    def waits(day: date) -> list[tuple[str, Timeliness]]:
        return [(one.measure.text, one.stands) for one in queries.measures_that_wait(day)]

    overdue = Timeliness("Overdue", "red")
    to_assess = ("Came", Timeliness("Received, to be assessed", "blue"))
    assert waits(TODAY) == [to_assess]
    assert waits(date(2023, 1, 1)) == [to_assess, ("Satisfaction of victims", overdue)]
    assert waits(date(2023, 4, 1)) == [
        ("A written strategy from the Force", overdue),
        to_assess,
        ("Satisfaction of victims", overdue),
    ]
    # Two years on, another year's measures are what the office works on.
    assert waits(date(2024, 4, 1)) == []


def test_only_who_publishes_publishes(aim: Aim, officer: Person) -> None:
    with pytest.raises(NotAllowed):
        actions.publish_measures(by=officer, year=YEAR)

    assert publications.latest_or_none("measures", YEAR) is None


def test_a_year_without_aims_is_not_published(
    plan_in_force: CrimePlan, commissioner: Person
) -> None:
    with pytest.raises(Refused) as refused:
        actions.publish_measures(by=commissioner, year=YEAR)

    assert refused.value.words == "This year has no aim yet."
