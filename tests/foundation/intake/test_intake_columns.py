"""Which column is which, where the headings stand: chosen by people, and kept for the next file."""

import io
from collections.abc import Callable

import openpyxl
import pytest

from precept.foundation.intake import actions
from precept.foundation.intake.models import Intake, KeptMapping
from precept.foundation.ledger.actions import Refused
from precept.foundation.ledger.queries import story
from precept.foundation.people.models import Person
from tests.foundation.intake.made_files import as_csv, as_xlsx

pytestmark = pytest.mark.django_db
Give = Callable[..., Intake]
GOOD = ["CORE001", "One", "01/04/2023", "£1,000"]
STRANGE = ["Code", "What for", "When", "How much"]


def test_columns_nobody_knows_are_chosen_and_kept_for_the_next_file(
    given: Give, manager: Person
) -> None:
    intake = given(as_csv([STRANGE, GOOD]))
    assert (intake.state, intake.unsure) == (
        "reading",
        [
            "No line with the headings of this kind of file was found.",
            "Not found in the file: “Contract number”, “Contract name”, “Contract due”,"
            " “Contract value”.",
        ],
    )

    intake = actions.map_columns(
        by=manager, intake=intake, mapping={"number": 0, "name": 1, "due": 2, "value": 3}
    )
    intake = actions.answer_options(by=manager, intake=intake, answers={"year": "2023-24"})
    assert intake.state == "ready"
    assert not KeptMapping.objects.exists()
    actions.confirm(by=manager, intake=intake, why="The new year.", rows=1)

    again = actions.begin(
        by=manager,
        kind_name="contracts",
        name="next.csv",
        content=as_csv([["Next year"], STRANGE, ["CORE002", *GOOD[1:]]]),
    )
    assert (again.state, again.unsure, again.heading_line) == ("mapped", [], 2)
    assert again.mapping == {"number": 0, "name": 1, "due": 2, "value": 3}
    assert "Its columns were chosen as they were the last time." in again.how
    assert again.answers == {}
    assert actions.guesses(again) == {"year": "2023-24"}


def test_a_kept_mapping_serves_only_its_own_kind_of_file(given: Give, manager: Person) -> None:
    KeptMapping.objects.create(
        sheet="network", signature="x", mapping={"number": 3, "name": 2, "due": 1, "value": 0}
    )

    assert given(as_csv([STRANGE, GOOD])).state == "reading"


@pytest.mark.parametrize(
    ("mapping", "field"),
    [({"number": 0}, "name"), ({"number": 0, "name": 0, "due": 2, "value": 3}, "number")],
)
def test_a_mapping_that_is_not_whole_is_refused(
    given: Give, manager: Person, mapping: dict[str, int], field: str
) -> None:
    intake = given(as_csv([STRANGE, GOOD]))

    with pytest.raises(Refused) as refused:
        actions.map_columns(by=manager, intake=intake, mapping=mapping)

    assert refused.value.field == field
    assert [event.type for event in story(intake.subject)] == ["file given"]


def test_another_sheet_and_heading_line_can_be_chosen(given: Give, manager: Person) -> None:
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx([["Read me", "first"]], "Cover")))
    sheet = book.create_sheet("Register")
    for row in (["Contracts"], STRANGE, GOOD):
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    intake = given(file.getvalue(), "register.xlsx")
    assert (intake.state, intake.tabs, intake.tab) == ("reading", ["Cover", "Register"], "Cover")

    intake = actions.choose_place(by=manager, intake=intake, tab="Register", heading_line=1)
    assert (intake.tab, intake.heading_line, intake.headings) == ("Register", 2, STRANGE)

    intake = actions.choose_place(by=manager, intake=intake, tab="Register", heading_line=3)
    assert (intake.heading_line, intake.headings, intake.rows_in_file) == (3, GOOD, 0)
    with pytest.raises(Refused) as refused:
        actions.choose_place(by=manager, intake=intake, tab="Nowhere", heading_line=1)
    assert refused.value.field == "tab"
    with pytest.raises(Refused) as refused:
        actions.choose_place(by=manager, intake=intake, tab="Register", heading_line=99)
    assert refused.value.field == "heading_line"
