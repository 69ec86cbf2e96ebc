"""The pages: what is shown of a file, to whom, and how much it costs."""

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from precept.foundation.intake import actions
from precept.foundation.intake.actions import loading
from precept.foundation.intake.models import Intake
from precept.foundation.people.models import Person
from tests.foundation.intake.made_files import as_csv, office_file

pytestmark = pytest.mark.django_db
Give = Callable[..., Intake]
HEADINGS = ["contract_number", "contract_name", "contract_due", "contract_value"]
WRONG = as_csv(
    [
        HEADINGS,
        ["CORE001", "One", "01/04/2023", "£1,000 £2,000"],
        ["CORE002", "=Two()", "31/02/2023", "£1,000"],
        ["CORE003", "Three", "01/04/2023", "tbc"],
    ]
)


@pytest.fixture
def browser(manager: Person, client_as: Callable[[Person], Client]) -> Client:
    return client_as(manager)


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def page(browser: Client, intake: Intake, query: str = "") -> str:
    answer = browser.get(f"/office/intake/{intake.reference}{query}")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_an_empty_list_says_what_to_do(browser: Client) -> None:
    text = browser.get("/office/intake").content.decode()

    assert "No files yet. Choose what kind of file you have, then give it below." in text
    assert "The table of contracts of a framework." in text
    # The manager keeps no funds.
    assert "The rounds of a year." not in text


def test_a_file_goes_from_upload_to_loaded_through_its_page(browser: Client) -> None:
    answer = browser.post(
        "/office/intake",
        {"kind": "contracts", "file": upload("contracts 2022-23.csv", office_file("contracts"))},
    )
    intake = Intake.objects.get()
    address = f"/office/intake/{intake.reference}"
    assert (answer.status_code, answer["Location"]) == (302, address)
    asking = page(browser, intake)
    assert '<option value="2022-23" selected>2022–23</option>' in asking
    assert "Which column is which" not in asking

    answer = browser.post(address, {"step": "questions", "year": "2022-23"})
    assert (answer.status_code, answer["Location"]) == (302, address)
    preview = page(browser, intake)
    assert "1 new in 2022-23: CORE018" in preview
    assert "Read as: 1 April 2023" in preview
    assert "Load 7 rows" in preview

    wrong = browser.post(address, {"step": "load", "rows": "7", "why": ""})
    assert wrong.status_code == 422
    assert "Enter why these rows are loaded" in wrong.content.decode()
    intake.refresh_from_db()
    assert intake.state == "ready"

    answer = browser.post(address, {"step": "load", "rows": "7", "why": "The register of 2022–23."})
    assert (answer.status_code, answer["Location"]) == (302, address)
    loaded = page(browser, intake)
    assert '<a class="govuk-link" href="/office/register/CORE018">CORE018</a>' in loaded
    assert "Loaded by Ann Example: The register of 2022–23." in loaded
    assert "Leave out" not in loaded
    assert "What happened" in loaded
    listed = browser.get("/office/intake").content.decode()
    assert f'href="{address}">contracts 2022-23.csv</a>' in listed


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, ["Choose what kind of file it is", "Choose a file"]),
        ({"kind": "rounds", "file": upload("a.csv", b"a,b")}, ["Choose what kind of file it is"]),
        (
            {"kind": "contracts", "file": upload("a.pdf", b"%PDF")},
            ["Choose a file that ends in .csv, .xlsx or .ods."],
        ),
        (
            {"kind": "contracts", "file": upload("a.csv", b"x" * (10 * 1024 * 1024 + 1))},
            ["Choose a file of at the most 10 MB"],
        ),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_beside_its_field(
    browser: Client, sent: dict[str, Any], said: list[str]
) -> None:
    answer = browser.post("/office/intake", sent)

    assert answer.status_code == 422
    assert [words for words in said if words in answer.content.decode()] == said
    assert not Intake.objects.exists()


def test_doubts_and_problems_are_shown_where_they_are(browser: Client, given: Give) -> None:
    intake = given(WRONG)

    text = page(browser, intake)

    assert "There is no such date as “31/02/2023”." in text
    assert "It holds several amounts." in text
    assert "Read as: £1,000; £2,000" in text
    assert "All rows (3)" in text
    assert 'href="?show=problems#rows">Problems (1)</a>' in text
    assert "Load 2 rows" in text
    only = page(browser, intake, "?show=problems")
    assert "CORE002" in only
    assert "CORE003" not in only
    assert "CORE001" in page(browser, intake, "?show=doubts")


def test_a_row_is_left_out_and_put_back_by_its_button(browser: Client, given: Give) -> None:
    intake = given(WRONG)
    address = f"/office/intake/{intake.reference}?show=doubts"

    answer = browser.post(address, {"leave_out": "2"})
    assert (answer.status_code, answer["Location"]) == (302, address)
    assert "Load 1 row " in page(browser, intake)
    assert browser.post(address, {"leave_out": "two"}).status_code == 422
    browser.post(address, {"put_back": "2"})

    assert "Load 2 rows" in page(browser, intake)


def test_columns_nobody_knows_are_asked_for(browser: Client, given: Give) -> None:
    intake = given(as_csv([["Code", "What", "When", "How much"], ["C1", "One", "1/4/23", "£1"]]))
    address = f"/office/intake/{intake.reference}"

    text = page(browser, intake)
    assert "Which column is which" in text
    assert "Not found in the file: “Contract number”" in text
    assert text.count('<option value="3">How much</option>') == 5

    wrong = browser.post(address, {"step": "columns", "number": "0", "name": "1", "due": "2"})
    assert wrong.status_code == 422
    assert "Choose the column that holds “Contract value”" in wrong.content.decode()
    twice = browser.post(
        address, {"step": "columns", "number": "0", "name": "0", "due": "2", "value": "3"}
    )
    assert twice.status_code == 422
    assert "it is used twice" in twice.content.decode()

    browser.post(address, {"step": "columns", "number": "0", "name": "1", "due": "2", "value": "3"})
    browser.post(address, {"step": "questions", "year": "2023-24"})
    assert "1 new in 2023-24: C1" in page(browser, intake)
    assert "Which column is which" in page(browser, intake, "?columns")


def test_the_headings_can_be_said_to_stand_elsewhere(browser: Client, given: Give) -> None:
    intake = given(as_csv([["Code", "What"], ["C1", "One"], ["C2", "Two"]]))
    address = f"/office/intake/{intake.reference}"

    browser.post(address, {"step": "place", "heading_line": "2"})

    assert '<option value="0">C1</option>' in page(browser, intake)
    assert browser.post(address, {"step": "place", "heading_line": "9"}).status_code == 422


def test_refused_rows_are_given_back_with_line_and_reason(browser: Client, given: Give) -> None:
    intake = given(WRONG)

    answer = browser.get(f"/office/intake/{intake.reference}/refused.csv")
    book = browser.get(f"/office/intake/{intake.reference}/refused.xlsx")

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith(
        f'attachment; filename="refused-{intake.reference}.csv"'
    )
    # The cell that a spreadsheet would take for a formula is guarded.
    assert answer.content.decode("utf-8-sig").splitlines() == [
        "Line,Why it was refused,contract_number,contract_name,contract_due,contract_value",
        '3,Contract due: There is no such date as “31/02/2023”.,CORE002,\'=Two(),31/02/2023,"£1,000"',
    ]
    sheet = openpyxl.load_workbook(io.BytesIO(book.content)).active
    assert [cell.value for cell in sheet[2]] == [
        3,
        "Contract due: There is no such date as “31/02/2023”.",
        "CORE002",
        "=Two()",
        "31/02/2023",
        "£1,000",
    ]
    assert sheet["D2"].data_type == "s"
    assert browser.get(f"/office/intake/{intake.reference}/refused.pdf").status_code == 404


def test_a_file_can_be_dropped(browser: Client, given: Give) -> None:
    intake = given(WRONG)

    browser.post(f"/office/intake/{intake.reference}", {"step": "drop"})

    text = page(browser, intake)
    assert "Dropped" in text
    assert "Load 2 rows" not in text


def test_a_long_loading_shows_how_far_it_is_and_can_be_stopped(
    browser: Client, given: Give, manager: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "load_rows", lambda **_: None)
    intake = given(WRONG)
    actions.confirm(by=manager, intake=intake, why="Test", rows=2)
    address = f"/office/intake/{intake.reference}"

    assert 'data-look-again="3"' in page(browser, intake)
    browser.post(address, {"step": "stop"})
    stopped = page(browser, intake)
    assert "Ann Example stopped it." in stopped
    assert "data-look-again" not in stopped
    browser.post(address, {"step": "resume"})

    assert 'data-look-again="3"' in page(browser, intake)


def test_a_step_that_no_page_offers_is_refused_in_words(browser: Client, given: Give) -> None:
    answer = browser.post(f"/office/intake/{given(WRONG).reference}", {"step": "explode"})

    assert answer.status_code == 422
    assert "Go back and use the buttons of the page." in answer.content.decode()


def test_another_persons_file_is_seen_only_by_those_who_load_such_files(
    given: Give, person: Callable[..., Person], client_as: Callable[[Person], Client]
) -> None:
    intake = given(WRONG)
    places = ["", "/refused.csv"]

    def statuses(role: str | tuple[str, ...]) -> list[int]:
        client = client_as(person(role=role))
        codes = [
            client.get(f"/office/intake/{intake.reference}{place}").status_code for place in places
        ]
        return [client.get("/office/intake").status_code, *codes]

    assert statuses("commissioning-officer") == [200, 200, 200]
    assert statuses("finance-officer") == [403, 404, 404]
    assert statuses("auditor") == [403, 404, 404]
    assert statuses("provider") == [403, 403, 403]
    stranger = client_as(person(role="finance-officer"))
    answer = stranger.post(
        f"/office/intake/{intake.reference}", {"step": "load", "rows": "2", "why": "x"}
    )
    assert answer.status_code == 404
    assert stranger.post("/office/intake", {}).status_code == 403
    intake.refresh_from_db()
    assert intake.state == "ready"


def test_nothing_that_people_wrote_is_taken_for_markup(browser: Client, given: Give) -> None:
    bad = "<script>alert(1)</script>"
    intake = given(as_csv([[*HEADINGS, bad], [bad, bad, bad, bad, bad]]), name=f"{bad}.csv")

    assert "<script>alert" not in page(browser, intake)
    assert "<script>alert" not in page(browser, intake, "?columns")
    assert "<script>alert" not in browser.get("/office/intake").content.decode()


def test_a_page_of_rows_costs_the_same_however_many_there_are(browser: Client, given: Give) -> None:
    few = given(as_csv([HEADINGS, ["N1", "A name", "01/04/2023", "£1,000"]]))
    rows = [[f"N{n}", "A name", "01/04/2023", "£1,000"] for n in range(180)]
    many = given(as_csv([HEADINGS, *rows]))

    def cost(intake: Intake, query: str = "") -> int:
        with CaptureQueriesContext(connection) as queries:
            page(browser, intake, query)
        return len(queries)

    cost(few)
    assert cost(few) == cost(many) == cost(many, "?page=4") <= 12
    assert page(browser, many).count('<th scope="row"') == 50
    last = page(browser, many, "?page=4")
    assert last.count('<th scope="row"') == 30
    assert 'href="?page=3"' in last
    assert len(browser.get(f"/office/intake/{many.reference}").content) <= 60 * 1024
