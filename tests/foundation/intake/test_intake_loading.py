"""Loading what was confirmed: each row once, in bounded steps, whatever goes wrong on the way."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import OperationalError, connection

from precept.foundation.intake import actions, rules, sheets, tasks
from precept.foundation.intake.actions import loading, staging
from precept.foundation.intake.models import Intake, IntakeRow
from precept.foundation.ledger.actions import Changed, Refused
from precept.foundation.ledger.models import Event
from precept.foundation.ledger.queries import story
from precept.foundation.outbox.models import Progress, QueuedTask
from precept.foundation.outbox.registry import registered
from precept.foundation.people.models import Person
from tests.foundation.intake.example_sheets import CONTRACTS, load
from tests.foundation.intake.made_files import as_csv, office_file

pytestmark = pytest.mark.django_db
Give = Callable[..., Intake]
HEADINGS = ["contract_number", "contract_name", "contract_due", "contract_value"]


def table(*numbers: str) -> bytes:
    return as_csv([HEADINGS, *([number, "A name", "01/04/2023", "£1,000"] for number in numbers)])


def agreements() -> list[str]:
    events = Event.objects.filter(subject__startswith="agreement:").order_by("id")
    return [subject[10:] for subject in events.values_list("subject", flat=True)]


def states(intake: Intake) -> dict[int, str]:
    rows = IntakeRow.objects.filter(intake=intake, turn=intake.turn)
    return dict(rows.order_by("line").values_list("line", "state"))


def confirmed_only(manager: Person, intake: Intake, monkeypatch: pytest.MonkeyPatch) -> Intake:
    """Confirm, with the loading left to the task."""
    with monkeypatch.context() as patch:
        patch.setattr(loading, "load_rows", lambda **_: None)
        return actions.confirm(by=manager, intake=intake, why="Test", rows=intake.rows_to_load)


def test_a_small_file_is_loaded_while_the_person_waits(given: Give, manager: Person) -> None:
    intake = given(office_file("violence-reduction-network"), "vrn.csv", "network")

    intake = actions.confirm(by=manager, intake=intake, why="The network’s register.", rows=5)

    assert (intake.state, intake.rows_loaded) == ("loaded", 5)
    assert agreements() == ["VRN003", "VRN001", "VRN002", "VRN005", "VRN004", "VRN006"]
    row = IntakeRow.objects.get(intake=intake, line=3)
    assert row.subjects == ["agreement:VRN001", "agreement:VRN002"]
    assert [event.type for event in reversed(story(intake.subject))] == [
        "file given",
        "rows read",
        "loading confirmed",
        "rows loaded",
        "file loaded",
    ]
    made = Event.objects.filter(subject__startswith="agreement:")
    assert set(made.values_list("actor", flat=True)) == {manager.ledger_name}


def test_refused_and_left_out_rows_stay_out_and_the_rest_is_loaded(
    given: Give, manager: Person
) -> None:
    rows = [[f"CORE00{n}", "A name", "01/04/2023", "£1"] for n in range(1, 6)]
    rows[1][3] = "lots"
    intake = given(as_csv([HEADINGS, *rows]))
    intake = actions.leave_out(by=manager, intake=intake, line=5)

    intake = actions.confirm(by=manager, intake=intake, why="Test", rows=3)

    assert agreements() == ["CORE001", "CORE003", "CORE005"]
    assert states(intake) == {
        2: "loaded",
        3: "refused",
        4: "loaded",
        5: "left out",
        6: "loaded",
    }
    assert (intake.rows_loaded, intake.rows_refused, intake.rows_left_out) == (3, 1, 1)


def test_a_row_that_an_action_refuses_is_refused_alone(given: Give, manager: Person) -> None:
    intake = given(table("CORE001", "CORE002 and CORE666", "CORE003"))

    intake = actions.confirm(by=manager, intake=intake, why="Test", rows=3)

    # Nothing stays of the row whose second agreement was refused.
    assert agreements() == ["CORE001", "CORE003"]
    assert (intake.state, intake.rows_loaded, intake.rows_refused) == ("loaded", 2, 1)
    assert IntakeRow.objects.get(intake=intake, line=3).problems == [
        {"column": "number", "words": "CORE666 is an agreement that ended."}
    ]
    said = json.loads(story(intake.subject)[1].parts.get(name="facts").text)["after"]
    assert said["refused"] == {"3": "CORE666 is an agreement that ended."}
    assert (said["rows"], said["lines"]) == (2, [2, 4])


def test_a_fault_of_ours_stops_before_its_row_and_the_rest_can_go_on(
    given: Give, manager: Person
) -> None:
    intake = given(table("CORE001", "CORE500", "CORE003"))

    intake = actions.confirm(by=manager, intake=intake, why="Test", rows=3)

    assert (intake.state, agreements()) == ("stopped", ["CORE001"])
    assert intake.stopped_because == (
        "Loading stopped at line 3 because of a fault of ours. The rows before it are loaded; that"
        " row and those after it are not. You can leave that row out and go on."
    )
    assert states(intake) == {2: "loaded", 3: "waiting", 4: "waiting"}

    intake = actions.resume(by=manager, intake=intake)
    assert (intake.state, agreements()) == ("stopped", ["CORE001"])
    intake = actions.leave_out(by=manager, intake=intake, line=3)
    intake = actions.resume(by=manager, intake=intake)

    assert (intake.state, agreements()) == ("loaded", ["CORE001", "CORE003"])
    assert (intake.rows_loaded, intake.rows_left_out, intake.rows_to_load) == (2, 1, 0)


def test_a_task_that_runs_twice_loads_once(
    given: Give, manager: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    intake = confirmed_only(manager, given(office_file("contracts")), monkeypatch)
    assert agreements() == []
    assert QueuedTask.objects.filter(name="intake.load_rows", key=intake.reference).count() == 1

    tasks.load_rows(reference=intake.reference)
    tasks.load_rows(reference=intake.reference)

    assert set(Counter(agreements()).values()) == {1}
    assert len(agreements()) == 7
    assert story(intake.subject)[0].type == "file loaded"


def test_a_run_that_is_killed_between_steps_is_gone_on_with(
    given: Give, manager: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sheets._sheets, "contracts", replace(CONTRACTS, rows_a_step=2))
    intake = confirmed_only(manager, given(office_file("contracts")), monkeypatch)

    assert actions.load_step(reference=intake.reference) is True
    assert len(agreements()) == 2
    tasks.load_rows(reference=intake.reference)

    assert len(agreements()) == len(set(agreements())) == 7


def test_of_two_runs_at_one_place_the_second_loads_nothing(
    given: Give, manager: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def overtaken(row: Any, answers: Any, by: Any, why: str) -> list[str]:
        raise AssertionError("the second run must not come to any row")

    intake = confirmed_only(manager, given(table("CORE001")), monkeypatch)
    original = Intake.objects.filter

    def meanwhile(*args: Any, **kwargs: Any) -> Any:
        if "cursor" in kwargs:
            original(pk=intake.pk).update(cursor=2)
        return original(*args, **kwargs)

    monkeypatch.setitem(sheets._sheets, "contracts", replace(CONTRACTS, load=overtaken))
    monkeypatch.setattr(Intake.objects, "filter", meanwhile)

    with pytest.raises(Changed):
        actions.load_step(reference=intake.reference)
    tasks.load_rows(reference=intake.reference)
    assert agreements() == []


def test_a_step_that_fails_half_way_leaves_nothing_of_itself(
    given: Give, manager: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = []

    def load_then_lose(row: Any, answers: Any, by: Any, why: str) -> list[str]:
        tries.append(row.line)
        if tries == [2, 3]:
            raise OperationalError("the connection was lost")
        return load(row, answers, by, why)

    monkeypatch.setitem(sheets._sheets, "contracts", replace(CONTRACTS, load=load_then_lose))
    intake = confirmed_only(manager, given(table("CORE001", "CORE002")), monkeypatch)

    with pytest.raises(OperationalError):
        tasks.load_rows(reference=intake.reference)
    assert (agreements(), states(intake)) == ([], {2: "waiting", 3: "waiting"})
    tasks.load_rows(reference=intake.reference)

    assert agreements() == ["CORE001", "CORE002"]


def test_what_was_not_seen_is_not_loaded(given: Give, manager: Person) -> None:
    intake = given(table("CORE001", "CORE002"))
    actions.leave_out(by=manager, intake=Intake.objects.get(pk=intake.pk), line=2)

    with pytest.raises(Changed):
        actions.confirm(by=manager, intake=intake, why="Test", rows=2)
    with pytest.raises(Refused) as refused:
        actions.confirm(by=manager, intake=intake, why="  ", rows=1)

    assert refused.value.field == "why"
    assert agreements() == []


def test_a_file_whose_every_row_is_refused_cannot_be_loaded(given: Give, manager: Person) -> None:
    intake = given(table("CORE001", "CORE001"))

    with pytest.raises(Refused):
        actions.confirm(by=manager, intake=intake, why="Test", rows=0)


def test_a_file_is_confirmed_once(given: Give, manager: Person) -> None:
    intake = given(table("CORE001"))
    stale = Intake.objects.get(pk=intake.pk)
    actions.confirm(by=manager, intake=intake, why="Test", rows=1)

    with pytest.raises(Refused):
        actions.confirm(by=manager, intake=stale, why="Test", rows=1)
    assert agreements() == ["CORE001"]


def test_known_numbers_are_a_doubt_and_no_problem(given: Give, manager: Person) -> None:
    actions.confirm(by=manager, intake=given(table("CORE001")), why="Test", rows=1)

    again = given(table("CORE001", "CORE002"))

    assert (again.rows_doubtful, again.rows_refused) == (1, 0)
    assert IntakeRow.objects.get(intake=again, line=2).doubts == [
        {"column": "number", "words": "CORE001 is known: it will change."}
    ]


def test_a_stopped_loading_keeps_what_it_loaded(
    given: Give, manager: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sheets._sheets, "contracts", replace(CONTRACTS, rows_a_step=2))
    intake = confirmed_only(manager, given(office_file("contracts")), monkeypatch)
    actions.load_step(reference=intake.reference)

    actions.stop_loading(by=manager, reference=intake.reference, because="Wrong year.")
    tasks.load_rows(reference=intake.reference)

    intake.refresh_from_db()
    assert (intake.state, intake.stopped_because, len(agreements())) == (
        "stopped",
        "Wrong year.",
        2,
    )


def test_a_task_that_gave_up_says_so_on_the_file(
    given: Give, manager: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    intake = confirmed_only(manager, given(table("CORE001")), monkeypatch)
    when_dead = registered("intake.load_rows").when_dead
    assert when_dead is not None

    when_dead(reference=intake.reference)
    when_dead(reference=intake.reference)

    intake.refresh_from_db()
    assert (intake.state, intake.stopped_because) == ("stopped", tasks.GAVE_UP)


ROWS = 5_000


class Steps:
    """Counts the statements of each call of a function: what a step costs, whatever the machine."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, module: Any, name: str) -> None:
        self.statements: list[int] = []
        original = getattr(module, name)

        def watched(*args: Any, **kwargs: Any) -> Any:
            self.statements.append(0)
            with connection.execute_wrapper(self.count):
                return original(*args, **kwargs)

        monkeypatch.setattr(module, name, watched)

    def count(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.statements[-1] += 1
        return execute(sql, params, many, context)


def test_five_thousand_rows_are_staged_and_loaded_in_bounded_steps(
    manager: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = table(*(f"N{n:05}" for n in range(ROWS)))
    intake = actions.begin(by=manager, kind_name="contracts", name="a.csv", content=content)
    intake = actions.answer_options(by=manager, intake=intake, answers={"year": "2022-23"})
    assert (intake.state, intake.rows_in_file, intake.rows_read) == ("mapped", ROWS, 0)
    job = Progress.objects.get(reference=intake.job)
    assert (job.done, job.total, job.state) == (0, ROWS, "running")

    stages = Steps(monkeypatch, staging, "_write_stage")
    tasks.read_rows(reference=intake.reference, turn=intake.turn)

    intake.refresh_from_db()
    job.refresh_from_db()
    assert (intake.state, intake.rows_read, intake.rows_to_load) == ("ready", ROWS, ROWS)
    assert (job.done, job.state) == (ROWS, "done")
    assert len(stages.statements) == ROWS // rules.ROWS_A_STEP
    assert len(set(stages.statements)) == 1
    assert stages.statements[0] <= 12

    made: list[int] = []

    def note(row: Any, answers: Any, by: Any, why: str) -> list[str]:
        made.append(row.line)
        return [f"agreement:{row.values['number'][0]}"]

    monkeypatch.setitem(sheets._sheets, "contracts", replace(CONTRACTS, load=note))
    loads = Steps(monkeypatch, loading, "load_step")
    intake = actions.confirm(by=manager, intake=intake, why="The whole register.", rows=ROWS)
    assert (intake.state, made) == ("loading", [])
    runs = 0
    while Intake.objects.get(pk=intake.pk).state == "loading":
        tasks.load_rows(reference=intake.reference)
        runs += 1

    # The last of them finds that nothing is left.
    assert len(loads.statements) == ROWS // CONTRACTS.rows_a_step + 1
    assert runs == 2
    # A row costs the two statements of its savepoint and its own, besides what its action costs.
    assert max(loads.statements) <= 3 * CONTRACTS.rows_a_step + 20
    assert made == list(range(2, ROWS + 2))
    assert Counter(states(intake).values()) == {"loaded": ROWS}
    assert Progress.objects.filter(subject=intake.subject, state="done").count() == 2
