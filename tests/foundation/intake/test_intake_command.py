"""The command: the same preview as the page, and nothing without a yes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from precept.foundation.intake.command import load_file
from precept.foundation.intake.models import Intake
from precept.foundation.ledger.actions import SYSTEM, NotAllowed, Refused
from precept.foundation.ledger.models import Event
from precept.foundation.people.models import Person
from tests.foundation.intake.made_files import as_csv, office_file

pytestmark = pytest.mark.django_db
HEADINGS = ["contract_number", "contract_name", "contract_due", "contract_value"]


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., Path]:
    def write(content: bytes, name: str = "contracts.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


def agreements() -> list[str]:
    events = Event.objects.filter(subject__startswith="agreement:").order_by("id")
    return [subject[10:] for subject in events.values_list("subject", flat=True)]


WRONG = as_csv(
    [
        HEADINGS,
        ["CORE001", "One", "01/04/2023", "£1,000 £2,000"],
        ["CORE002", "Two", "31/02/2023", "£1,000"],
        ["CORE003", "Three", "01/04/2023", "£1"],
        ["CORE003", "Three", "01/04/2023", "£1"],
    ]
)
PREVIEW = [
    "Read as UTF-8 text.",
    "Cells are separated by commas.",
    "Line 2 | Contract number: CORE001 | Contract name: One | Contract due: 01/04/2023 → 1 April"
    " 2023 | Contract value: £1,000 £2,000 → £1,000; £2,000",
    "  doubt: Contract value: It holds several amounts.",
    "  1 new in 2022-23: CORE001",
    "Line 3 | Contract number: CORE002 | Contract name: Two | Contract due: 31/02/2023 | Contract"
    " value: £1,000",
    "  refused: contracts.csv, line 3, Contract due: There is no such date as “31/02/2023”.",
    "Line 4 | Contract number: CORE003 | Contract name: Three | Contract due: 01/04/2023 → 1 April"
    " 2023 | Contract value: £1",
    "  refused: contracts.csv, line 4: CORE003 also stands in line 5. Leave out all but one.",
    "Line 5 | Contract number: CORE003 | Contract name: Three | Contract due: 01/04/2023 → 1 April"
    " 2023 | Contract value: £1",
    "  refused: contracts.csv, line 5: CORE003 also stands in line 4. Leave out all but one.",
    "4 rows read: 1 to be loaded, 1 with doubts, 3 refused.",
]


def test_without_a_yes_everything_is_said_and_nothing_loaded(file: Callable[..., Path]) -> None:
    said: list[str] = []

    intake = load_file(file(WRONG), "contracts", {"year": "2022-23"}, SYSTEM, False, said.append)

    assert said == [*PREVIEW, "Nothing is loaded. Add --yes to load 1 row."]
    assert intake.state == "ready"
    assert agreements() == []


def test_with_a_yes_the_rows_without_problems_are_loaded(file: Callable[..., Path]) -> None:
    said: list[str] = []

    intake = load_file(file(WRONG), "contracts", {"year": "2022-23"}, SYSTEM, True, said.append)

    assert said == [
        *PREVIEW,
        "1 row loaded.",
        "Not loaded: contracts.csv, line 3: Contract due: There is no such date as “31/02/2023”.",
        "Not loaded: contracts.csv, line 4: CORE003 also stands in line 5. Leave out all but one.",
        "Not loaded: contracts.csv, line 5: CORE003 also stands in line 4. Leave out all but one.",
    ]
    assert (intake.state, agreements()) == ("loaded", ["CORE001"])
    assert Event.objects.get(subject="agreement:CORE001").actor == "system"


def test_what_the_name_of_the_file_says_answers_a_question(
    file: Callable[..., Path], manager: Person
) -> None:
    path = file(office_file("contracts"), "contracts 2023-24.csv")

    intake = load_file(path, "contracts", {}, manager, True, lambda _: None, why="A try.")

    assert (intake.answers, intake.confirmed_by, intake.why) == (
        {"year": "2023-24"},
        manager,
        "A try.",
    )
    assert len(agreements()) == 7


def test_more_rows_than_a_page_waits_for_are_loaded_to_the_end(file: Callable[..., Path]) -> None:
    rows = [[f"N{n}", "A name", "01/04/2023", "£1,000"] for n in range(201)]

    load_file(
        file(as_csv([HEADINGS, *rows])),
        "contracts",
        {"year": "2022-23"},
        SYSTEM,
        True,
        lambda _: None,
    )

    assert len(agreements()) == 201


@pytest.mark.parametrize(
    ("kind", "options", "said"),
    [
        ("bids", {}, "There is no kind of file “bids”. Choose one of: contracts, network, rounds."),
        (
            "contracts",
            {},
            "Add --set year=… (Financial year). Choose one of: 2022-23 (2022–23), 2023-24 (2023–24).",
        ),
        (
            "contracts",
            {"year": "1999-00"},
            "Add --set year=… (Financial year). Choose one of: 2022-23 (2022–23), 2023-24 (2023–24).",
        ),
        ("contracts", {"yaer": "2022-23"}, "This kind of file does not ask for “yaer”."),
    ],
)
def test_what_is_missing_is_said_with_what_can_be_chosen(
    file: Callable[..., Path], kind: str, options: dict[str, str], said: str
) -> None:
    with pytest.raises(Refused) as refused:
        load_file(file(office_file("contracts")), kind, options, SYSTEM, True, lambda _: None)

    assert refused.value.words == said
    assert agreements() == []


def test_columns_that_are_not_plain_are_left_to_the_page(file: Callable[..., Path]) -> None:
    with pytest.raises(Refused) as refused:
        load_file(
            file(as_csv([["A", "B"], ["1", "2"]])), "network", {}, SYSTEM, True, lambda _: None
        )

    reference = Intake.objects.get().reference
    assert refused.value.words.endswith(
        f"“Contract value”. Choose the columns on the page /office/intake/{reference}."
    )


def test_a_person_needs_the_power_on_the_command_line_too(
    file: Callable[..., Path], person: Callable[..., Person]
) -> None:
    with pytest.raises(NotAllowed):
        load_file(
            file(office_file("contracts")),
            "contracts",
            {"year": "2022-23"},
            person(role="finance-officer"),
            True,
            lambda _: None,
        )
