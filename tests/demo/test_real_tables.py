"""The proof on real input: three files as the office wrote them become the framework that it printed.

The tables below were typed by hand from the appendix of the strategy; nothing here reads our own data.
"""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from precept.do.agreements import actions as register
from precept.do.agreements.models import Agreement
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.foundation.people.testing import signed_in
from precept.plan import actions as plan
from precept.plan.models import Framework
from tests.demonstration import standing_demonstration
from tests.reading import words as said

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demonstration")]

CORE = [
    ["Contract Number", "Contract Name", "Contract Due", "Contract Value"],
    ["CORE018", "CARA", "01/04/2023", "£56,000"],
    ["CORE028", "Women's Out of Court Disposal Services", "01/04/2023", "£32,050"],
    ["CORE025", "Out of Court Disposal Education Services", "01/04/2023", "£20,767"],
    ["CORE026", "PAVE", "01/04/2023", "£105,000"],
    ["CORE004", "Victim First Services", "31/12/2023", "£2,800,000"],
    ["CORE005", "Target Hardening", "31/12/2023", "£572,798"],
    ["CORE027", "Substance Misuse Services", "01/04/2023", "Not yet known"],
    ["Total", "", "", "£3,586,615 plus 1 not yet known"],
]
VRN = [
    ["Contract Number", "Contract Name", "Contract Period", "Contract Value"],
    ["VRN003", "Violence Intervention Project", "1 November 2022 to 31 March 2024", "£701,000"],
    [
        "VRN001 and VRN002",
        "Specialist Providers",
        "8 August 2022 to 31 March 2024",
        "£83,500 £83,500",
    ],
    ["VRN005", "Impact Evaluation of the VRN", "1 November 2022 to 31 March 2023", "£25,000"],
    [
        "VRN004",
        "Understanding Community Perceptions Project",
        "1 November 2022 to 30 April 2023",
        "£75,650",
    ],
    ["VRN006", "Trauma Informed Workforce Development", "1 May 2022 to 30 June 2023", "£149,683"],
    ["Total", "", "", "£1,118,333"],
]
ROUNDS = [
    [
        "Round Number",
        "Round Theme",
        "Round Deadline for Applications",
        "Value",
        "Total Round Spend",
    ],
    [
        "1",
        "Specialist – Violence Against Women and Girls",
        "10 January 2022",
        "£10,000 per contract",
        "£70,111.47",
    ],
    ["2", "General", "28 March 2022", "£10,000 per contract", "£104,780.00"],
    [
        "3",
        "Specialist – Children and Young People",
        "30 May 2022",
        "£10,000 per contract",
        "£49,049.00",
    ],
    ["4", "General", "25 July 2022", "£10,000 per contract", "£65,474.00"],
    [
        "5",
        "Specialist – Collaboration with the Violence Reduction Network for Diversion from ASB and Crime",
        "24 October 2022",
        "£20,000 per contract",
        "£204,030.33 (OPCC £100,000.00) (VRN £104,030.33)",
    ],
    [
        "6",
        "Specialist – Support for Victims and Witnesses of Domestic Abuse and Sexual Violence affected"
        " by the delays and strikes in the Criminal Justice System",  # the file leaves out the full stop
        "9 December 2022",
        "£10,000 per contract",
        "Not yet known – £111,000.00 available to spend",
    ],
    ["Total", "", "", "", "£493,444.80 plus 1 not yet known"],
]


class Tables(HTMLParser):
    """The tables of a page: rows of cells of words."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self.is_in_cell = False

    def handle_starttag(self, tag: str, attrs: Any) -> None:  # noqa: ARG002 - the parser passes it
        """Begin a table, a row or a cell."""
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in {"td", "th"}:
            self.tables[-1][-1].append("")
            self.is_in_cell = True

    def handle_endtag(self, tag: str) -> None:
        """End a cell."""
        if tag in {"td", "th"}:
            self.is_in_cell = False

    def handle_data(self, data: str) -> None:
        """Words of a cell."""
        if self.is_in_cell:
            self.tables[-1][-1][-1] += data


def published_tables(address: str) -> list[list[list[str]]]:
    """The tables of a public page, their words as a reader sees them."""
    response = Client().get(address)
    assert response.status_code == 200
    reader = Tables()
    reader.feed(response.content.decode())
    return [[[" ".join(cell.split()) for cell in row] for row in table] for table in reader.tables]


@pytest.fixture(scope="module")
def office(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The demonstration office, undone at the end."""
    with django_db_blocker.unblock(), standing_demonstration():
        yield


def test_the_published_framework_shows_the_three_tables_of_the_strategy(office: None) -> None:
    tables = published_tables("/framework/2022-23")

    for name, table in (("CORE", CORE), ("VRN", VRN), ("rounds", ROUNDS)):
        assert table in tables, f"the {name} table is not on the page as the strategy prints it"


def test_outturn_reproduces_the_totals_of_the_strategy_and_says_both_years(office: None) -> None:
    finance = Person.objects.get(roles_held__role="finance-officer")

    page = said(signed_in(finance).get("/office/outturn?year=2022-23"))

    assert "£493,444.80 plus 1 not yet known" in page
    assert "7 £3,586,615 plus 1 not yet known" in page
    assert "6 £1,118,333" in page
    assert "OPCC £100,000.00 VRN £104,030.33 £204,030.33" in page
    for early in ("10 January 2022", "28 March 2022"):
        assert f"2022–23 {early} 2021–22 Bids closed on {early}, in 2021–22;" in page
    assert "2022–23 30 May 2022 2022–23 CSF £49,049.00" in page
    assert "Commissioner's Safety Fund £400,000.00 £0.00" in page


def test_what_the_office_amends_changes_the_public_row_and_total_and_nothing_else(
    office: None,
) -> None:
    manager = Person.objects.get(roles_held__role="commissioning-manager")
    commissioner = Person.objects.get(roles_held__role="commissioner")
    with transaction.atomic():
        core018 = Agreement.objects.get(reference="CORE018")
        register.state_value(
            by=manager,
            agreement=core018,
            version=core018.version,
            amount=Money.of("58000.50"),
            why="The contract was signed",
        )
        framework = plan.amend(by=manager, year="2022-23", why="CARA was signed at a higher value")
        plan.refresh_from_register(by=manager, framework=framework)
        framework.refresh_from_db()
        plan.approve(by=commissioner, framework=framework, revision=framework.revision)
        plan.publish_framework(by=manager, framework=Framework.objects.get(pk=framework.pk))

        now = published_tables("/framework/2022-23")
        then = published_tables("/framework/2022-23/1")
        transaction.set_rollback(True)

    # A column is in one style: with a value in pence, all of it shows pence.
    amended = [row[:] for row in CORE]
    for row in amended[1:7]:
        row[3] += ".00"
    amended[1][3] = "£58,000.50"
    amended[-1][3] = "£3,588,615.50 plus 1 not yet known"
    assert amended in now
    assert VRN in now
    assert ROUNDS in now
    assert CORE in then


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/register/CORE004", "Victim First Services"),
        ("/register/VRN002", "VRN001 Specialist Providers"),
        ("/register/CORE027", "Not yet known"),
        ("/opportunities/CSF-2022-23-5", "£104,030.33"),
        ("/plan", "High Tech Policing"),
        ("/measures?year=2022-23", "A coherent strategy from the Force"),
        ("/strategy", "Wherever possible, longer contract terms will be advertised"),
        ("/search?words=core004", "CORE004"),
    ],
)
def test_each_thing_has_its_public_page(office: None, address: str, words: str) -> None:
    response = Client().get(address)

    assert response.status_code == 200
    assert words in " ".join(response.content.decode().split())


def test_the_garbled_area_of_the_source_is_left_out_and_said(office: None) -> None:
    page = Client().get("/plan").content.decode()

    assert "Josef" not in page
    assert "could not be read" in page
