"""The register's pages: what they show, and to whom."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from precept.do.agreements import actions
from precept.do.agreements.models import Agreement
from precept.foundation.intake.models import Intake
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.foundation.publications.models import Publication
from precept.parties.models import Organisation
from precept.plan.models import Fund
from tests.reading import rows, words

pytestmark = pytest.mark.django_db
MOST_BYTES = 60 * 1024
MOST_QUERIES = 12


@pytest.fixture
def agreement(keeper: Person, funds: dict[str, Fund]) -> Agreement:
    return actions.record_agreement(
        by=keeper,
        reference="CORE018",
        title="CARA",
        due="01/04/2023",
        amount=Money.of(56_000),
        funds=[(funds["CORE"], None)],
    )


def test_the_register_shows_contracts_side_by_side(appendix: list[Intake], browser: Client) -> None:
    listed = [row.split("> ", 1)[-1] for row in rows(browser.get("/office/register"))]

    assert len(listed) == 12 + 1
    assert listed[0] == (
        "CORE004 Contract. Not published Victim First Services Not stated OPCC £2,800,000"
        " 31/12/2023 Upcoming"
    )
    assert listed[-1].startswith(
        "VRN006 Contract. Not published Trauma Informed Workforce Development"
    )
    assert "Not yet known" in listed[5]
    assert "8 August 2022 to 31 March 2024" in listed[7]


@pytest.mark.parametrize(
    ("query", "references"),
    [
        ("words=specialist", ["VRN001", "VRN002"]),
        ("words=core+02+services", ["CORE025", "CORE027", "CORE028"]),
        ("fund=VRN&words=impact", ["VRN005"]),
        ("fund=CSF", []),
        ("kind=grant+agreement", []),
        ("status=upcoming&words=PAVE", ["CORE026"]),
        ("year=2022-23&words=cara", ["CORE018"]),
        ("year=2021-22", []),
        ("public=never&words=pave", ["CORE026"]),
        ("public=changed", []),
        ("sort=-value&words=vrn00", ["VRN003", "VRN006", "VRN001", "VRN002", "VRN004", "VRN005"]),
        ("sort=title&words=core00", ["CORE005", "CORE004"]),
        ("fund=nobody%27s&sort=password&page=x&words=pave", ["CORE026"]),
    ],
)
def test_the_register_is_searched_filtered_and_sorted_by_its_address(
    appendix: list[Intake], browser: Client, query: str, references: list[str]
) -> None:
    page = browser.get(f"/office/register?{query}")

    found = re.findall(r'href="/office/register/([A-Z0-9]+)"', page.content.decode())
    assert found == references


def test_changed_since_published_is_a_filter(
    appendix: list[Intake], keeper: Person, browser: Client
) -> None:
    for reference in ("CORE018", "CORE026"):
        now = Agreement.objects.get(reference=reference)
        actions.publish_agreement(by=keeper, agreement=now)
    actions.amend_agreement(by=keeper, agreement=now, version=now.version, status="cancelled")

    changed = rows(browser.get("/office/register?public=changed"))
    as_it_is = rows(browser.get("/office/register?public=public"))

    assert [row.split("> ", 1)[-1].split(" OPCC ")[0] for row in changed] == [
        "CORE026 Contract. Changed since published PAVE Not stated"
    ]
    assert [row.split("> ", 1)[-1].split(" OPCC ")[0] for row in as_it_is] == [
        "CORE018 Contract CARA Not stated"
    ]


def test_an_empty_register_says_what_to_do_next(browser: Client) -> None:
    assert "Add an agreement, load a file of contracts" in words(browser.get("/office/register"))


def test_the_register_costs_the_same_at_one_row_and_at_many(
    agreement: Agreement,
    browser: Client,
    keeper: Person,
    funds: dict[str, Fund],
    counted: Any,
) -> None:
    with counted() as one:
        browser.get("/office/register")
    for number in range(60):
        provider = Organisation.objects.create(reference=f"o{number}", name=f"Provider {number}")
        actions.record_agreement(
            by=keeper,
            reference=f"CORE1{number:02}",
            title="Service",
            provider=provider,
            funds=[(funds["VRN"], None), (funds["CORE"], None)],
        )

    with counted() as many:
        page = browser.get("/office/register")

    assert len(many) == len(one) <= MOST_QUERIES
    assert len(rows(page)) == 50
    assert len(page.content) <= MOST_BYTES


def test_one_agreement_shows_everything_and_its_history(
    appendix: list[Intake], browser: Client, counted: Any
) -> None:
    with counted() as queries:
        page = browser.get("/office/register/VRN001")

    text = words(page)
    assert "Specialist Providers" in text
    assert "£83,500 (contract value)" in text
    assert "8 August 2022 to 31 March 2024" in text
    assert "VRN002 Specialist Providers (same programme)" in text
    assert "2022-23, table “vrn”" in text
    assert "Agreement recorded" in text
    assert len(queries) <= 29


def test_staff_without_the_power_read_and_may_not_change(
    agreement: Agreement,
    reader: Person,
    client_as: Callable[[Person], Client],
) -> None:
    browser = client_as(reader)

    listed, one = browser.get("/office/register"), browser.get("/office/register/CORE018")

    assert "Add an agreement" not in words(listed)
    assert "Publish all changes" not in words(listed)
    assert "Change" not in words(one).split("What happened")[0]
    assert "Publish it" not in words(one)


@pytest.mark.parametrize(
    "address",
    [
        "new",
        "publish-changes",
        "CORE018/change/about",
        "CORE018/value",
        "CORE018/funds",
        "CORE018/successor",
        "CORE018/successor/remove",
        "CORE018/framework",
        "CORE018/publish",
    ],
)
def test_staff_without_the_power_do_not_open_a_form(
    agreement: Agreement,
    reader: Person,
    client_as: Callable[[Person], Client],
    address: str,
) -> None:
    browser = client_as(reader)

    assert browser.get(f"/office/register/{address}").status_code == 403
    assert browser.post(f"/office/register/{address}", {"version": 1}).status_code == 403


def test_people_outside_the_office_see_none_of_it(
    agreement: Agreement,
    person: Callable[..., Person],
    client_as: Callable[[Person], Client],
) -> None:
    provider = client_as(person(role="provider"))

    for address in ("", "/CORE018", "/new"):
        assert provider.get(f"/office/register{address}").status_code == 403
        assert Client().get(f"/office/register{address}").status_code == 302


@pytest.mark.parametrize("address", ["CORE999", "CORE018/change/nothing", "CORE999/value"])
def test_what_there_is_not_is_not_found(
    agreement: Agreement, browser: Client, address: str
) -> None:
    assert browser.get(f"/office/register/{address}").status_code == 404


def test_publishing_shows_what_would_change_and_does_it(
    agreement: Agreement, browser: Client
) -> None:
    address = "/office/register/CORE018/publish"

    page = browser.get(address)
    assert "Title CARA" in " ".join(rows(page))

    browser.post(address, {"version": agreement.version, "why": "First release"})
    assert Publication.objects.get(kind="agreement").why == "First release"
    assert "See it as the public does" in words(browser.get("/office/register/CORE018"))
    assert "The public reads this already, word for word." in words(browser.get(address))


def test_what_changed_since_the_preview_is_not_published(
    agreement: Agreement, browser: Client, keeper: Person
) -> None:
    actions.amend_agreement(
        by=keeper, agreement=agreement, version=agreement.version, title="Another"
    )

    page = browser.post("/office/register/CORE018/publish", {"version": agreement.version})

    assert page.status_code == 409
    assert Publication.objects.count() == 0
    assert "Title Another" in " ".join(rows(page))


def test_publishing_all_changes_leads_to_its_progress(
    appendix: list[Intake], browser: Client
) -> None:
    page = browser.get("/office/register/publish-changes")
    assert "19 things wait to be published." in words(page)

    answered = browser.post("/office/register/publish-changes", {"why": "All of it"})

    assert re.fullmatch(r"/office/jobs/[A-Z0-9]{12}", answered["Location"])
    assert Publication.objects.count() == 0
    assert "Publishing what changed in the register" in words(browser.get("/office/register"))


def test_nothing_to_publish_is_no_dead_end(browser: Client) -> None:
    page = browser.get("/office/register/publish-changes")

    assert "Nothing waits" in words(page)
    assert "Back to the register" in words(page)


def test_a_protected_provider_is_marked_in_the_office(
    agreement: Agreement, browser: Client, keeper: Person
) -> None:
    refuge = Organisation.objects.create(
        reference="larkmantle", name="Larkmantle", is_protected=True, area="Harrowmere"
    )
    actions.amend_agreement(
        by=keeper, agreement=agreement, version=agreement.version, provider=refuge
    )

    assert "Larkmantle Protected" in rows(browser.get("/office/register"))[0]
