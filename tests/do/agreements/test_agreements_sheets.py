"""The appendix of the strategy, loaded through intake as the office wrote it."""

from collections.abc import Callable
from typing import Any

import pytest

from precept.do.agreements.models import Agreement, AgreementValue, FundShare, Listing
from precept.do.opportunities.models import Opportunity
from precept.foundation.intake.models import Intake
from precept.foundation.intake.sheets import sheet
from precept.foundation.ledger.models import Event
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.plan.intended_spend import intended_spend
from precept.plan.models import Fund
from precept.plan.published import FrameworkSectionPublished, LinePublished
from precept.plan.rules import columns_of, printed, total_of
from tests.do.conftest import CONTRACTS, PERIODS, SOURCE, as_written

pytestmark = pytest.mark.django_db

LAYOUTS = {"core": "contracts due", "vrn": "contract periods", "csf": "rounds"}


def table(key: str) -> Any:
    """A table of 2022-23 as the framework prints it from what the register intends."""
    lines = tuple(
        LinePublished(
            number=one.number,
            name=one.name,
            when=one.when,
            limit=one.limit,
            provider=one.provider,
            fund=one.fund,
            kind=one.kind,
            amounts=one.amounts,
            shares=one.shares,
            available=one.available,
            links=one.links,
            note=one.note,
            is_invented=one.is_invented,
        )
        for one in intended_spend("2022-23")
        if one.section == key
    )
    return printed(
        FrameworkSectionPublished(
            key=key,
            title=key,
            layout=LAYOUTS[key],
            columns=columns_of(LAYOUTS[key]),
            lines=lines,
            total=total_of(lines),
            note="",
        )
    )


def test_the_core_contracts_print_as_the_appendix_has_them(appendix: list[Intake]) -> None:
    core = table("core")

    assert core.headings == ("Contract Number", "Contract Name", "Contract Due", "Contract Value")
    assert core.texts == (
        ("CORE018", "CARA", "01/04/2023", "£56,000"),
        ("CORE028", "Women's Out of Court Disposal Services", "01/04/2023", "£32,050"),
        ("CORE025", "Out of Court Disposal Education Services", "01/04/2023", "£20,767"),
        ("CORE026", "PAVE", "01/04/2023", "£105,000"),
        ("CORE004", "Victim First Services", "31/12/2023", "£2,800,000"),
        ("CORE005", "Target Hardening", "31/12/2023", "£572,798"),
        ("CORE027", "Substance Misuse Services", "01/04/2023", "Not yet known"),
    )
    assert core.total == "£3,586,615 plus 1 not yet known"


def test_the_network_s_contracts_print_as_the_appendix_has_them(appendix: list[Intake]) -> None:
    assert table("vrn").texts == (
        (
            "VRN003",
            "Violence Intervention Project",
            "1 November 2022 to 31 March 2024",
            "£701,000",
        ),
        (
            "VRN001 and VRN002",
            "Specialist Providers",
            "8 August 2022 to 31 March 2024",
            "£83,500 £83,500",
        ),
        (
            "VRN005",
            "Impact Evaluation of the VRN",
            "1 November 2022 to 31 March 2023",
            "£25,000",
        ),
        (
            "VRN004",
            "Understanding Community Perceptions Project",
            "1 November 2022 to 30 April 2023",
            "£75,650",
        ),
        (
            "VRN006",
            "Trauma Informed Workforce Development",
            "1 May 2022 to 30 June 2023",
            "£149,683",
        ),
    )


def test_the_rounds_print_as_the_appendix_has_them(appendix: list[Intake]) -> None:
    rows = table("csf").texts

    assert [(row[0], *row[2:]) for row in rows] == [
        ("1", "10 January 2022", "£10,000 per contract", "£70,111.47"),
        ("2", "28 March 2022", "£10,000 per contract", "£104,780.00"),
        ("3", "30 May 2022", "£10,000 per contract", "£49,049.00"),
        ("4", "25 July 2022", "£10,000 per contract", "£65,474.00"),
        (
            "5",
            "24 October 2022",
            "£20,000 per contract",
            "£204,030.33 (OPCC £100,000.00) (VRN £104,030.33)",
        ),
        (
            "6",
            "9 December 2022",
            "£10,000 per contract",
            "Not yet known – £111,000.00 available to spend",
        ),
    ]
    assert rows[2][1] == "Specialist – Children and Young People"


def test_two_numbers_of_a_cell_are_two_agreements_of_one_programme(appendix: list[Intake]) -> None:
    pair = Agreement.objects.filter(reference__in=["VRN001", "VRN002"]).select_related("programme")

    assert [
        (one.reference, one.programme and one.programme.title, one.current_amount) for one in pair
    ] == [
        ("VRN001", "Specialist Providers", Money.of(83_500)),
        ("VRN002", "Specialist Providers", Money.of(83_500)),
    ]


def test_what_the_source_is_silent_on_stays_not_stated(appendix: list[Intake]) -> None:
    agreement = Agreement.objects.get(reference="CORE027")

    assert agreement.provider is None
    assert (agreement.starts, agreement.ends) == (None, None)
    assert agreement.due == "01/04/2023"
    assert agreement.procedure == "not stated"
    assert agreement.source == SOURCE


def test_tbc_is_a_value_that_is_not_yet_known(appendix: list[Intake]) -> None:
    value = AgreementValue.objects.get(agreement__reference="CORE027")

    assert (value.amount, value.kind, value.vat, value.is_current) == (
        None,
        "contract value",
        "not stated",
        True,
    )


def everything() -> tuple[Any, ...]:
    return (
        list(Agreement.objects.order_by("pk").values()),
        list(AgreementValue.objects.order_by("pk").values()),
        list(FundShare.objects.order_by("pk").values()),
        list(Listing.objects.order_by("pk").values()),
        list(Opportunity.objects.order_by("pk").values()),
        list(
            Event.objects.exclude(subject__startswith="intake")
            .order_by("pk")
            .values_list("subject", "type")
        ),
    )


def test_a_file_loaded_twice_changes_nothing(
    appendix: list[Intake], load: Callable[..., Intake]
) -> None:
    before = everything()

    load("contracts", "contracts.csv", **CONTRACTS)
    load("contract periods", "violence-reduction-network.csv", **PERIODS)

    assert everything() == before


def test_a_changed_value_is_one_event_and_the_old_value_stays(
    appendix: list[Intake],
    load: Callable[..., Intake],
    event_types: Callable[[str], list[str]],
) -> None:
    content = as_written("contracts.csv").replace("£56,000".encode(), "£58,000".encode())

    load("contracts", "contracts.csv", content, **CONTRACTS)

    agreement = Agreement.objects.get(reference="CORE018")
    assert agreement.current_amount == Money.of(58_000)
    assert [one.amount for one in agreement.values.order_by("pk")] == [
        Money.of(56_000),
        Money.of(58_000),
    ]
    assert event_types("agreement:CORE018")[-1] == "value stated"
    assert event_types("agreement:CORE028") == [
        "agreement recorded",
        "value stated",
        "fund shares set",
        "listed in a framework",
    ]


def problems_of(intake: Intake) -> list[tuple[int, str, str]]:
    return [
        (row.line, problem["column"], problem["words"])
        for row in intake.rows.filter(turn=intake.turn).order_by("line")
        for problem in row.problems
    ]


def test_numbers_and_values_that_do_not_match_are_refused_by_line_and_column(
    funds: dict[str, Fund], give: Callable[..., Intake]
) -> None:
    content = (
        "contract_number,contract_name,contract_period,contract_value\n"
        'VRN001 and VRN002,Specialist Providers,01/11/2022 - 31/03/2024,"£83,500"\n'
        "VRN003,Violence Intervention Project,31/03/2024 - 01/11/2022,tbc\n"
    ).encode()

    intake = give("contract periods", "periods.csv", content, **PERIODS)

    assert problems_of(intake) == [
        (
            2,
            "contract_value",
            "This row has 2 contract numbers (VRN001 and VRN002) and 1 value."
            " Write one value for each number, in the same order.",
        ),
        (
            3,
            "contract_period",
            "The period ends on 1 November 2022, before it starts on 31 March 2024.",
        ),
    ]


def test_a_due_that_is_no_date_is_kept_and_doubted(
    funds: dict[str, Fund], load: Callable[..., Intake]
) -> None:
    content = (
        b"contract_number,contract_name,contract_due,contract_value\nCORE900,CARA,Spring,tbc\n"
    )

    intake = load("contracts", "contracts.csv", content, **CONTRACTS)

    assert Agreement.objects.get(reference="CORE900").due == "Spring"
    assert [row.doubts for row in intake.rows.filter(turn=intake.turn)] == [
        [
            {
                "column": "contract_due",
                "words": "“Spring” is not a date. It is kept as it is written.",
            }
        ]
    ]


def test_the_preview_says_what_each_row_would_do(
    appendix: list[Intake], give: Callable[..., Intake]
) -> None:
    content = as_written("contracts.csv") + b'CORE999,New Service,01/04/2024,"10,000"\n'
    content = content.replace(b"PAVE", b"PAVE Service")
    intake = give("contracts", "contracts.csv", content, **CONTRACTS)
    rows = list(intake.rows.filter(turn=intake.turn).order_by("line"))

    from precept.foundation.intake.sheets import Row

    said = sheet("contracts").describe([Row(row.line, row.values) for row in rows], CONTRACTS)

    assert said == [
        "CORE018 stays as it is.",
        "CORE028 stays as it is.",
        "CORE025 stays as it is.",
        "Changes CORE026: title.",
        "CORE004 stays as it is.",
        "CORE005 stays as it is.",
        "CORE027 stays as it is.",
        "Adds CORE999, New Service.",
    ]


def test_only_those_who_keep_the_register_load_it(reader: Person, officer: Person) -> None:
    may_load = sheet("contracts").may_load

    assert (may_load(officer), may_load(reader)) == (True, False)


def test_a_split_between_funds_survives_loading_the_file_again(
    appendix: list[Intake], funds: dict[str, Fund], keeper: Person, load: Callable[..., Intake]
) -> None:
    from precept.do.agreements import actions

    now = Agreement.objects.get(reference="CORE018")
    actions.set_shares(
        by=keeper,
        agreement=now,
        version=now.version,
        shares=[(funds["CORE"], Money.of(50_000)), (funds["VRN"], Money.of(6_000))],
    )

    load("contracts", "contracts.csv", **CONTRACTS)

    assert [one.amount for one in now.shares.order_by("pk")] == [
        Money.of(50_000),
        Money.of(6_000),
    ]
