"""Public registers’ own files, and the page that compares them with what an organisation says."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from precept.foundation.intake import actions as intake
from precept.foundation.intake.models import Intake
from precept.foundation.ledger.actions import NotAllowed
from precept.foundation.people.models import Person
from precept.parties import actions, sheets
from precept.parties.models import Organisation, RegisterRow
from tests.parties.events import last
from tests.parties.reading import words

CHARITIES = (
    "registered_charity_number,linked_charity_number,charity_name,charity_registration_status,"
    "date_of_registration,date_of_removal,trustee_names\n"
    "1234567,0,OXENMERE BOXING CLUB,Registered,2011-05-04 00:00:00,,TAM TRUSTEE; UNA OTHER\n"
    "1234567,2,OXENMERE BOXING PRIZE FUND,Registered,2012-05-04 00:00:00,,\n"
    "12,0,TOO SHORT,Registered,,,\n"
)
COMPANIES = (
    "CompanyName, CompanyNumber,CompanyStatus,IncorporationDate,DissolutionDate\n"
    "OXENMERE CIC,01234567,Active,01/02/2019,\n"
)


def load(manager: Person, kind: str, content: str) -> Intake:
    given = intake.begin(by=manager, kind_name=kind, name=f"{kind}.csv", content=content.encode())
    given.refresh_from_db()
    return intake.confirm(by=manager, intake=given, why="This month’s", rows=given.rows_to_load)


def test_a_register_s_file_is_loaded_row_by_row(manager: Person) -> None:
    done = load(manager, "charities", CHARITIES)

    assert (done.rows_loaded, done.rows_refused) == (2, 1)
    main, linked = RegisterRow.objects.order_by("number")
    assert (main.number, main.people, main.registered) == (
        "1234567",
        ["TAM TRUSTEE", "UNA OTHER"],
        date(2011, 5, 4),
    )
    assert (linked.number, linked.name) == ("1234567-2", "OXENMERE BOXING PRIZE FUND")


def test_next_month_s_file_brings_rows_up_to_date(manager: Person) -> None:
    load(manager, "companies", COMPANIES)
    load(manager, "companies", COMPANIES.replace("Active", "Dissolved"))

    row = RegisterRow.objects.get()
    assert (row.scheme, row.number, row.status) == ("GB-COH", "01234567", "Dissolved")
    assert last(row.subject)[0] == "register’s row loaded"


def test_who_loads_registers_may_load_files_and_check(officer: Person, marker: Person) -> None:
    assert sheets.CHARITIES.may_load(officer)
    assert not sheets.CHARITIES.may_load(marker)
    with pytest.raises(NotAllowed):
        actions.keep_register_row(
            by=marker, scheme="GB-CHC", number="1234567", name="A", status="Registered"
        )


def test_the_page_compares_and_offers_to_record_it(
    client_as: Callable[[Person], Client], charity: Organisation, officer: Person, manager: Person
) -> None:
    load(manager, "charities", CHARITIES)
    browser = client_as(officer)
    here = f"/office/organisations/{charity.reference}/diligence/register"
    assert "Charity Commission for England and Wales: 1234567" in words(browser.get(here))

    page = browser.post(here, {"scheme": "GB-CHC"})

    assert "The name agrees: “OXENMERE BOXING CLUB”." in words(page)
    assert "source=register+file" in page.content.decode()


def test_the_page_leads_on_where_nobody_can_say(
    client_as: Callable[[Person], Client],
    charity: Organisation,
    withywick: Organisation,
    officer: Person,
) -> None:
    browser = client_as(officer)
    asked = browser.post(
        f"/office/organisations/{charity.reference}/diligence/register", {"scheme": "GB-CHC"}
    )
    none = browser.get(f"/office/organisations/{withywick.reference}/diligence/register")

    for page in (asked, none):
        assert "Record what you found by hand" in words(page)
