"""Adding an agreement and changing one thing about it, through the forms of its pages."""

import re
from datetime import date

import pytest
from django.test import Client

from precept.do.agreements import actions
from precept.do.agreements.models import Agreement
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.parties.models import Organisation
from precept.plan.models import Fund
from tests.reading import rows, words

pytestmark = pytest.mark.django_db


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


def test_an_agreement_is_added_by_its_form(browser: Client, funds: dict[str, Fund]) -> None:
    answered = browser.post(
        "/office/register/new",
        {
            "reference": "core 030",
            "title": "Listening line",
            "kind": "contract",
            "amount": "tbc",
            "fund": "CORE",
            "starts-day": "1",
            "starts-month": "4",
            "starts-year": "2023",
        },
    )

    assert (answered.status_code, answered["Location"]) == (302, "/office/register/CORE030")
    made = Agreement.objects.get(reference="CORE030")
    assert (made.starts, made.current_amount, made.current_kind) == (
        date(2023, 4, 1),
        None,
        "contract value",
    )
    assert made.shares.get().fund == funds["CORE"]


def test_what_is_missing_is_said_in_our_own_words(browser: Client, agreement: Agreement) -> None:
    page = browser.post("/office/register/new", {"provider": "Nobody", "amount": "2.8m"})

    assert page.status_code == 422
    text = words(page)
    for said in (
        "Enter the agreement’s reference",
        "Enter the agreement’s title",
        "Choose the kind of agreement",
        "There is no one organisation “Nobody”.",
        "Write the amount out in full",
    ):
        assert said in text
    assert 'value="2.8m"' in page.content.decode()


def test_a_reference_that_is_taken_is_refused_beside_it(
    agreement: Agreement, browser: Client
) -> None:
    page = browser.post(
        "/office/register/new", {"reference": "CORE018", "title": "PAVE", "kind": "contract"}
    )

    assert page.status_code == 422
    assert "There is an agreement CORE018 already." in words(page)
    assert 'href="#id_reference"' in page.content.decode()


def test_a_provider_is_found_by_name_and_what_is_near_is_offered(
    agreement: Agreement, browser: Client
) -> None:
    Organisation.objects.create(reference="withywick", name="Withywick Support")
    address = "/office/register/CORE018/change/provider"

    near = browser.post(address, {"version": agreement.version, "provider": "withy"})
    assert "Did you mean Withywick Support (withywick)?" in words(near)

    browser.post(address, {"version": agreement.version, "provider": "withywick support"})
    assert Agreement.objects.get().provider == Organisation.objects.get()


PARTS = {
    "about": {"title": "CARA II", "kind": "contract", "status": "cancelled", "procedure": "open"},
    "dates": {"due": "Spring"},
    "programme": {"programme": "Out of Court"},
    "priorities": {},
}


@pytest.mark.parametrize("part", PARTS)
def test_one_thing_is_changed_at_a_time(agreement: Agreement, browser: Client, part: str) -> None:
    address = f"/office/register/CORE018/change/{part}"
    assert browser.get(address).status_code == 200

    answered = browser.post(address, {"version": agreement.version, **PARTS[part]})

    assert answered["Location"] == "/office/register/CORE018"
    now = Agreement.objects.select_related("programme").get()
    said = {
        "about": (now.title, now.status, now.procedure) == ("CARA II", "cancelled", "open"),
        "dates": now.due == "Spring",
        "programme": str(now.programme) == "Out of Court",
        "priorities": now.version == agreement.version,
    }
    assert said[part]


def test_whoever_saves_second_sees_both_texts_and_may_save_again(
    agreement: Agreement, browser: Client, keeper: Person
) -> None:
    address = "/office/register/CORE018/change/programme"
    actions.amend_agreement(
        by=keeper, agreement=agreement, version=agreement.version, programme="Theirs"
    )

    page = browser.post(address, {"version": agreement.version, "programme": "Mine"})

    assert page.status_code == 409
    assert "Somebody changed this agreement while you had it open." in words(page)
    assert 'value="Mine"' in page.content.decode()
    assert "Theirs" in words(page).split("What it says now")[-1]
    version = re.search(r'name="version"[^>]*value="(\d+)"', page.content.decode())
    assert version is not None
    browser.post(address, {"version": version[1], "programme": "Mine"})
    assert str(Agreement.objects.get().programme) == "Mine"


def test_a_value_is_stated_by_its_form(agreement: Agreement, browser: Client) -> None:
    answered = browser.post(
        "/office/register/CORE018/value",
        {
            "version": agreement.version,
            "amount": "58,000",
            "kind": "contract value",
            "vat": "excluding",
            "shares_become": "keep",
            "source": "Variation 1",
        },
    )

    assert answered.status_code == 302
    table = rows(browser.get("/office/register/CORE018"))
    assert [row.split("> ", 1)[-1] for row in table] == [
        "Contract value £58,000 Excluding VAT Not stated Variation 1 Current",
        "Contract value £56,000 Not stated Not stated Not stated Earlier",
    ]


def test_funds_that_do_not_add_up_are_refused_with_what_was_typed(
    agreement: Agreement, browser: Client
) -> None:
    typed = {
        "version": agreement.version,
        "fund_1": "CORE",
        "amount_1": "50,000",
        "fund_2": "VRN",
        "amount_2": "5,999.99",
    }

    page = browser.post("/office/register/CORE018/funds", typed)
    assert page.status_code == 422
    assert "The shares add up to £55,999.99, which is £0.01 less than £56,000.00." in words(page)
    assert 'value="5,999.99"' in page.content.decode()

    browser.post("/office/register/CORE018/funds", typed | {"amount_2": "6,000"})
    assert [one.amount for one in agreement.shares.order_by("pk")] == [
        Money.of(50_000),
        Money.of(6_000),
    ]


def test_an_amount_needs_its_fund(agreement: Agreement, browser: Client) -> None:
    page = browser.post(
        "/office/register/CORE018/funds", {"version": agreement.version, "amount_1": "5"}
    )

    assert "Choose fund 1" in words(page)


def test_a_successor_is_linked_and_taken_back_by_forms(
    agreement: Agreement, browser: Client, keeper: Person
) -> None:
    actions.record_agreement(by=keeper, reference="CORE118", title="CARA II")
    address = "/office/register/CORE018/successor"

    unknown = browser.post(address, {"version": agreement.version, "successor": "CORE999"})
    assert "The register has no agreement of this reference" in words(unknown)

    browser.post(address, {"version": agreement.version, "successor": "core118"})
    assert "CORE118 CARA II (followed by)" in words(browser.get("/office/register/CORE018"))
    assert "CORE018 CARA (follows)" in words(browser.get("/office/register/CORE118"))

    browser.post(f"{address}/remove", {"version": agreement.version + 1})
    assert Agreement.objects.get(reference="CORE118").predecessor is None


def test_an_agreement_is_listed_and_taken_off_by_its_form(
    agreement: Agreement, browser: Client
) -> None:
    address = "/office/register/CORE018/framework"
    assert "Contracts by due date" in words(browser.get(address))

    browser.post(address, {"version": agreement.version, "year": "2022-23", "section": "core"})
    assert agreement.listings.get().place == 1

    browser.post(address, {"version": agreement.version + 1, "year": "2022-23", "section": "none"})
    assert agreement.listings.count() == 0
