"""Giving, choosing, answering, reading, leaving out: nothing is loaded and everything is said."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage

from precept.foundation.intake import access, actions, tasks
from precept.foundation.intake.models import Intake, IntakeRow, NamedInRow
from precept.foundation.ledger.actions import SYSTEM, Changed, NotAllowed, Refused
from precept.foundation.ledger.models import Event
from precept.foundation.ledger.queries import story
from precept.foundation.outbox.models import Progress, QueuedTask
from precept.foundation.people.models import Person
from tests.foundation.intake.made_files import as_csv, as_xlsx, office_file

pytestmark = pytest.mark.django_db
Give = Callable[..., Intake]
HEADINGS = ["contract_number", "contract_name", "contract_due", "contract_value"]
NOT_MONEY = (
    "“lots” is not an amount. Enter an amount of money, like £1,234.56, or “tbc” if it is not yet"
    " known."
)
GOOD = ["CORE001", "One", "01/04/2023", "£1,000"]


def table(*rows: list[str]) -> bytes:
    return as_csv([HEADINGS, *rows])


def rows(intake: Intake) -> list[IntakeRow]:
    return list(IntakeRow.objects.filter(intake=intake, turn=intake.turn).order_by("line"))


def types(intake: Intake) -> list[str]:
    return [event.type for event in reversed(story(intake.subject))]


def problems(intake: Intake) -> dict[int, list[tuple[str | None, str]]]:
    return {
        row.line: [(one["column"], one["words"]) for one in row.problems]
        for row in rows(intake)
        if row.problems
    }


def test_a_file_is_kept_as_given_and_nothing_is_loaded(manager: Person) -> None:
    content = office_file("contracts")

    intake = actions.begin(
        by=manager,
        kind_name="contracts",
        name="C:\\Users\\ann\\contracts 2022-23.csv",
        content=content,
    )

    assert intake.state == "mapped"
    assert intake.name == "contracts 2022-23.csv"
    assert intake.how == ["Read as UTF-8 text.", "Cells are separated by commas."]
    assert (intake.heading_line, intake.headings) == (1, HEADINGS)
    assert intake.mapping == {"number": 0, "name": 1, "due": 2, "value": 3}
    assert (intake.rows_in_file, intake.given_by) == (7, manager)
    with intake.file.open("rb") as kept:
        assert kept.read() == content
    assert "contracts" not in Path(intake.file.name).name
    assert types(intake) == ["file given"]
    assert actions.guesses(intake) == {"year": "2022-23"}
    assert not IntakeRow.objects.exists()


def test_every_interpretation_of_the_office_tables_is_kept(given: Give) -> None:
    contracts = given(office_file("contracts"))
    network = given(office_file("violence-reduction-network"), "vrn.csv", "network")

    assert contracts.state == "ready"
    assert [row.readings["value"]["shown"] for row in rows(contracts)] == [
        "£56,000",
        "£32,050",
        "£20,767",
        "£105,000",
        "£2,800,000",
        "£572,798",
        "not yet known",
    ]
    assert [row.line for row in rows(contracts)] == list(range(2, 9))
    assert [row.values["number"] for row in rows(network)][1] == ["VRN001", "VRN002"]
    assert [row.doubts for row in rows(network)][1] == [
        {"column": "value", "words": "It holds several amounts."}
    ]
    assert types(contracts) == ["file given", "questions answered", "rows read"]
    assert types(network) == ["file given", "rows read"]
    assert not Event.objects.filter(subject__startswith="agreement:").exists()


def test_a_round_with_amounts_and_words_is_read_with_its_words(person: Any) -> None:
    keeper = person(role=("commissioning-officer", "finance-officer"))

    intake = actions.begin(
        by=keeper,
        kind_name="rounds",
        name="rounds.csv",
        content=office_file("safety-fund-rounds"),
    )

    assert [row.values["spend"] for row in rows(intake)][4:] == [
        [[20_403_033, ""], [10_000_000, "OPCC"], [10_403_033, "VRN"]],
        [[None, ""], [11_100_000, "available to spend"]],
    ]
    assert rows(intake)[4].values["value"] == [[2_000_000, "per contract"]]


def test_the_event_of_reading_holds_the_count_and_digest_of_the_rows(given: Give) -> None:
    first, second = given(table(GOOD)), given(as_xlsx([HEADINGS, GOOD]), "contracts.xlsx")
    other = given(table([*GOOD[:3], "£2,000"]))

    assert first.rows_digest == second.rows_digest
    assert first.rows_digest != other.rows_digest
    said = story(first.subject)[0].parts.get(name="facts").text
    assert f'"digest":"{first.rows_digest}"' in said
    assert '"rows_read":1' in said


def test_a_wrong_row_is_refused_with_line_column_and_reason_and_the_rest_stands(
    given: Give,
) -> None:
    intake = given(
        table(GOOD, ["CORE002", "", "01/04/2023", "lots"], ["CORE003", "Three", "x", "tbc"])
    )

    assert problems(intake) == {
        3: [("name", "Nothing stands here."), ("value", NOT_MONEY)],
        4: [("due", "“x” is not a date. Enter a day, month and year, like 1 April 2023.")],
    }
    assert [row.state for row in rows(intake)] == ["waiting", "refused", "refused"]
    assert (intake.rows_read, intake.rows_refused, intake.rows_to_load) == (3, 2, 1)


def test_headings_beneath_titles_are_found_and_said(given: Give) -> None:
    intake = given(as_csv([["Contracts"], ["draft", "v2"], HEADINGS, GOOD, HEADINGS]))

    assert intake.how[-1] == "The headings stand in line 3; 2 lines above skipped."
    assert [row.line for row in rows(intake)] == [4]


def test_the_same_number_twice_refuses_both_until_one_is_left_out(
    given: Give, manager: Person
) -> None:
    twice = ["CORE001", "Another", "01/04/2024", "£2,000"]
    intake = given(table(GOOD, ["CORE002", *GOOD[1:]], twice, ["CORE002 and CORE001", *GOOD[1:]]))
    assert problems(intake) == {
        2: [(None, "CORE001 also stands in line 4, 5. Leave out all but one.")],
        3: [(None, "CORE002 also stands in line 5. Leave out all but one.")],
        4: [(None, "CORE001 also stands in line 2, 5. Leave out all but one.")],
        5: [
            (None, "CORE001 also stands in line 2, 4. Leave out all but one."),
            (None, "CORE002 also stands in line 3. Leave out all but one."),
        ],
    }

    intake = actions.leave_out(by=manager, intake=intake, line=5)

    assert problems(intake) == {
        2: [(None, "CORE001 also stands in line 4. Leave out all but one.")],
        4: [(None, "CORE001 also stands in line 2. Leave out all but one.")],
    }
    intake = actions.leave_out(by=manager, intake=intake, line=2)
    assert [row.state for row in rows(intake)] == ["left out", "waiting", "waiting", "left out"]
    assert (intake.rows_left_out, intake.rows_refused, intake.rows_to_load) == (2, 0, 2)

    intake = actions.put_back(by=manager, intake=intake, line=2)

    assert [row.state for row in rows(intake)] == ["refused", "waiting", "refused", "left out"]
    assert types(intake)[-3:] == ["row left out", "row left out", "row put back"]


def test_a_row_that_stands_twenty_times_is_refused_twenty_times(
    given: Give, manager: Person
) -> None:
    intake = given(table(*[GOOD] * 20))

    assert intake.rows_refused == 20
    assert problems(intake)[21] == [
        (None, "CORE001 also stands in line 2, 3, 4, 5, 6. Leave out all but one.")
    ]
    for line in range(2, 21):
        intake = actions.leave_out(by=manager, intake=intake, line=line)
    assert [row.line for row in rows(intake) if row.state == "waiting"] == [21]
    assert problems(intake) == {}


def test_what_cannot_be_read_is_refused_and_nothing_is_kept(manager: Person, settings: Any) -> None:
    with pytest.raises(Refused) as refused:
        actions.begin(by=manager, kind_name="contracts", name="a.pdf", content=b"%PDF")

    assert (refused.value.field, refused.value.words) == (
        "file",
        "Choose a file that ends in .csv, .xlsx or .ods.",
    )
    assert not Intake.objects.exists()
    assert not Path(settings.MEDIA_ROOT).exists()


def test_headings_without_rows_are_said(given: Give) -> None:
    intake = given(table())

    assert (intake.state, intake.stopped_because) == (
        "mapped",
        "This file has headings and no rows below them. Choose another file.",
    )
    assert types(intake)[-1] == "reading stopped"


def test_rows_read_anew_replace_those_read_before(given: Give, manager: Person) -> None:
    intake = given(table(GOOD))
    swapped = {"number": 0, "name": 2, "due": 1, "value": 3}

    intake = actions.map_columns(by=manager, intake=intake, mapping=swapped)

    assert (intake.turn, intake.state) == (3, "ready")
    assert [row.values["name"] for row in rows(intake)] == ["01/04/2023"]
    assert IntakeRow.objects.filter(intake=intake).count() == 1
    assert NamedInRow.objects.filter(intake=intake).count() == 0


def test_a_reading_that_no_longer_counts_does_not_look_as_if_it_ran(
    given: Give, manager: Person
) -> None:
    intake = given(table(*([f"N{n}", *GOOD[1:]] for n in range(201))))
    first = intake.job

    intake = actions.map_columns(by=manager, intake=intake, mapping=intake.mapping)
    second = intake.job
    tasks.read_rows(reference=intake.reference, turn=intake.turn - 1)
    actions.drop(by=manager, intake=intake, why="")
    tasks.read_rows(reference=intake.reference, turn=intake.turn)

    states = dict(Progress.objects.values_list("reference", "state"))
    assert states == {first: "failed", second: "failed"}
    assert not IntakeRow.objects.exists()


def test_who_chose_columns_a_moment_too_late_is_told(given: Give, manager: Person) -> None:
    intake = given(table(GOOD))
    stale = Intake.objects.get(pk=intake.pk)
    actions.map_columns(by=manager, intake=intake, mapping=intake.mapping)

    with pytest.raises(Changed):
        actions.map_columns(by=manager, intake=stale, mapping=stale.mapping)


def test_an_answer_that_is_not_offered_is_refused(given: Give, manager: Person) -> None:
    intake = given(table(GOOD))

    with pytest.raises(Refused) as refused:
        actions.answer_options(by=manager, intake=intake, answers={"year": "1999-00"})

    assert (refused.value.field, refused.value.words) == (
        "year",
        "Choose an answer to “Financial year”",
    )


def test_reading_twice_reads_once(given: Give) -> None:
    intake = given(table(GOOD))
    before = [(row.pk, row.line) for row in rows(intake)]

    tasks.read_rows(reference=intake.reference, turn=intake.turn)
    tasks.read_rows(reference=intake.reference, turn=intake.turn - 1)

    assert [(row.pk, row.line) for row in rows(intake)] == before
    assert types(intake).count("rows read") == 1


def test_a_kept_file_that_was_changed_is_not_read(given: Give, manager: Person) -> None:
    intake = given(table(GOOD))
    Path(default_storage.path(intake.file.name)).write_bytes(table(["CORE009", *GOOD[1:]]))

    with pytest.raises(Refused):
        actions.choose_place(by=manager, intake=intake, tab="", heading_line=1)
    intake = actions.map_columns(by=manager, intake=intake, mapping=intake.mapping)

    assert intake.stopped_because == ("The kept file is not the one that was given. Give it again.")


def test_a_dropped_file_leaves_its_events_alone(given: Give, manager: Person) -> None:
    intake = given(table(GOOD))
    name = intake.file.name

    actions.drop(by=manager, intake=intake, why="It was the wrong one.")
    assert QueuedTask.objects.filter(name="intake.clear", key=intake.reference).count() == 1
    tasks.clear(reference=intake.reference)
    tasks.clear(reference=intake.reference)

    intake.refresh_from_db()
    assert (intake.state, intake.file.name) == ("dropped", "")
    assert not default_storage.exists(name)
    assert not IntakeRow.objects.exists()
    assert not NamedInRow.objects.exists()
    assert types(intake)[-1] == "file dropped"
    with pytest.raises(Changed):
        actions.drop(by=manager, intake=intake, why="")


def test_who_may_not_load_files_may_do_nothing_with_them(
    given: Give, person: Callable[..., Person]
) -> None:
    intake = given(table(GOOD))
    finance, nobody = person(role="finance-officer"), person()
    both = person(role=("commissioning-officer", "finance-officer"))

    assert [access.may_load(one, intake) for one in (finance, nobody, both)] == [False, False, True]
    assert access.may_load(SYSTEM, intake)
    assert list(access.visible_to(both)) == [intake]
    for stranger in (finance, nobody):
        assert list(access.visible_to(stranger)) == []
        for attempt in every_attempt(stranger, intake):
            with pytest.raises(NotAllowed):
                attempt()


def every_attempt(by: Person, intake: Intake) -> list[Callable[[], object]]:
    return [
        lambda: actions.begin(by=by, kind_name="contracts", name="a.csv", content=b"a"),
        lambda: actions.choose_place(by=by, intake=intake, tab="", heading_line=1),
        lambda: actions.map_columns(by=by, intake=intake, mapping={}),
        lambda: actions.answer_options(by=by, intake=intake, answers={}),
        lambda: actions.leave_out(by=by, intake=intake, line=2),
        lambda: actions.put_back(by=by, intake=intake, line=2),
        lambda: actions.confirm(by=by, intake=intake, why="x", rows=1),
        lambda: actions.resume(by=by, intake=intake),
        lambda: actions.stop_loading(by=by, reference=intake.reference, because="x"),
        lambda: actions.drop(by=by, intake=intake, why="x"),
    ]


def test_a_kind_of_file_needs_its_own_power_too(person: Callable[..., Person]) -> None:
    officer = person(role="commissioning-officer")

    with pytest.raises(NotAllowed):
        actions.begin(by=officer, kind_name="rounds", name="a.csv", content=b"a,b")
