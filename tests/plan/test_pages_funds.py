"""The office's pages of funds: what is shown, to whom, and how little is asked."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.parties.models import Organisation
from precept.plan import actions
from precept.plan.models import Budget, Fund
from tests.reading import words

pytestmark = pytest.mark.django_db
ClientAs = Callable[[Person], Client]


def test_the_list_shows_each_fund_with_this_years_budget_and_its_end(
    funds: dict[str, Fund], auditor: Person, client_as: ClientAs
) -> None:
    Budget.objects.create(
        fund=funds["CSF"], year="2022-23", amount=Money.of("400000"), source="News"
    )
    Fund.objects.filter(code="VRN").update(ends=date(2022, 11, 30))

    said = words(client_as(auditor).get("/office/funds"))

    assert "3 funds" in said
    assert "Commissioner's Safety Fund CSF Ring-fenced pot Not stated £400,000 Not stated" in said
    assert "VRN Grant received Not stated Not stated Ended 30 November 2022" in said


def test_the_list_is_narrowed_by_kind_end_and_words(
    funds: dict[str, Fund], auditor: Person, client_as: ClientAs
) -> None:
    Fund.objects.filter(code="VRN").update(ends=date(2022, 11, 30))
    client = client_as(auditor)

    for query, code in (
        ("kind=ring-fenced", "CSF"),
        ("end=ended", "VRN"),
        ("words=core", "CORE"),
    ):
        found = client.get(f"/office/funds?{query}").content.decode()
        assert [one for one in funds if f'href="/office/funds/{one}"' in found] == [code]


def test_an_office_without_funds_is_told_what_to_do(
    db: None, treasurer: Person, client_as: ClientAs
) -> None:
    assert "Add the first one" in words(client_as(treasurer).get("/office/funds"))


def queries_of(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def test_the_list_asks_as_much_of_many_funds_as_of_one(
    treasurer: Person, client_as: ClientAs
) -> None:
    giver = Organisation.objects.create(reference="ministry", name="The Ministry")
    client = client_as(treasurer)

    def more(count: int) -> None:
        for number in range(count):
            fund = Fund.objects.create(
                code=f"F{Fund.objects.count()}-{number}",
                name="Fund",
                short_name="F",
                kind="core",
                given_by=giver,
            )
            Budget.objects.create(fund=fund, year="2022-23", amount=Money(1), source="Report")

    more(1)
    few = queries_of(client, "/office/funds")
    more(70)

    assert queries_of(client, "/office/funds") == few
    assert few <= 12


def test_a_page_of_a_fund_warns_when_it_has_ended(
    funds: dict[str, Fund], auditor: Person, client_as: ClientAs
) -> None:
    Fund.objects.filter(code="VRN").update(ends=date(2022, 11, 30))
    client = client_as(auditor)

    ended = client.get("/office/funds/VRN")
    assert "Nothing more may be committed from it." in words(ended)
    assert '<strong class="govuk-tag govuk-tag--red">' in ended.content.decode()
    assert "Nothing more may be committed" not in words(client.get("/office/funds/CORE"))


def test_what_to_do_is_offered_to_those_who_may_do_it(
    funds: dict[str, Fund],
    treasurer: Person,
    manager: Person,
    auditor: Person,
    client_as: ClientAs,
) -> None:
    offered = {}
    for person in (treasurer, manager, auditor):
        page = client_as(person).get("/office/funds/CORE").content.decode()
        offered[person.name] = sorted(set(re.findall(r'href="/office/funds/CORE/([^"]*)"', page)))

    assert offered == {
        "Di Finance": ["budgets/new", "change", "publish", "restrictions/new"],
        "Bo Manager": ["publish"],
        "Ed Auditor": [],
    }


@pytest.mark.parametrize(
    "address",
    ["new", "CORE/change", "CORE/budgets/new", "CORE/budgets/2022-23", "CORE/publish"],
)
def test_nobody_else_opens_a_page_that_changes_a_fund(
    funds: dict[str, Fund], auditor: Person, client_as: ClientAs, address: str
) -> None:
    Budget.objects.create(fund=funds["CORE"], year="2022-23", source="Report")
    client = client_as(auditor)

    assert client.get(f"/office/funds/{address}").status_code == 403
    assert client.post(f"/office/funds/{address}", {"name": "x"}).status_code == 403
    assert Client().get(f"/office/funds/{address}").status_code == 302


@pytest.mark.parametrize("address", ["NONE", "NONE/change", "CORE/budgets/2030-31"])
def test_what_is_not_there_is_not_found(
    funds: dict[str, Fund], treasurer: Person, client_as: ClientAs, address: str
) -> None:
    assert client_as(treasurer).get(f"/office/funds/{address}").status_code == 404


def test_a_fund_is_added_from_its_form(treasurer: Person, client_as: ClientAs) -> None:
    Organisation.objects.create(reference="home-office", name="Home Office")
    client = client_as(treasurer)
    typed = {
        "code": "VRN",
        "name": "Violence Reduction Network",
        "short_name": "VRN",
        "kind": "grant received",
        "given_by": "home-office",
        "conditions": "To prevent violence.",
        "ends-day": "31",
        "ends-month": "3",
        "ends-year": "2025",
    }

    done = client.post("/office/funds/new", typed)

    assert (done.status_code, done.headers["Location"]) == (302, "/office/funds/VRN")
    fund = Fund.objects.select_related("given_by").get()
    assert fund.given_by is not None
    assert (fund.given_by.reference, fund.ends) == ("home-office", date(2025, 3, 31))
    said = words(client.get("/office/funds/VRN"))
    assert "Given by Home Office Conditions To prevent violence." in said
    assert "Fund added" in said


def test_a_form_with_errors_keeps_what_was_typed(treasurer: Person, client_as: ClientAs) -> None:
    answer = client_as(treasurer).post(
        "/office/funds/new", {"code": "a b", "name": "Typed name", "kind": "core"}
    )

    assert answer.status_code == 422
    assert 'value="Typed name"' in answer.content.decode()
    assert "There is a problem Enter the short name that tables print." in words(answer)


def test_a_refused_code_stands_beside_its_field(
    funds: dict[str, Fund], treasurer: Person, client_as: ClientAs
) -> None:
    answer = client_as(treasurer).post(
        "/office/funds/new", {"code": "core", "name": "N", "short_name": "N", "kind": "core"}
    )

    assert answer.status_code == 422
    assert 'href="#id_code"' in answer.content.decode()
    assert "There is a fund with the code core already." in words(answer)


def test_a_stale_save_shows_both_texts_and_can_be_saved_again(
    funds: dict[str, Fund], treasurer: Person, client_as: ClientAs
) -> None:
    actions.change_fund(
        by=treasurer,
        fund=funds["CORE"],
        revision=1,
        name="Their name",
        short_name="OPCC",
        kind="core",
    )
    client = client_as(treasurer)
    typed = {"name": "My name", "short_name": "OPCC", "kind": "core", "revision": "1"}

    stale = client.post("/office/funds/CORE/change", typed)

    page = stale.content.decode()
    assert stale.status_code == 409
    assert "Somebody else changed this while you were typing." in words(stale)
    assert "What it says now Name Their name" in words(stale)
    assert 'value="My name"' in page
    assert re.search(r'name="revision"[^>]*value="2"', page)
    assert Fund.objects.get(code="CORE").name == "Their name"
    client.post("/office/funds/CORE/change", {**typed, "revision": "2"})
    assert Fund.objects.get(code="CORE").name == "My name"


def test_budgets_are_added_and_changed_and_shown(
    funds: dict[str, Fund], treasurer: Person, client_as: ClientAs
) -> None:
    client = client_as(treasurer)
    client.post(
        "/office/funds/CSF/budgets/new",
        {"year": "2022/23", "amount": "tbc", "source": "News release 558"},
    )
    assert "2022–23 Not yet known Not stated News release 558" in words(
        client.get("/office/funds/CSF")
    )
    form = client.get("/office/funds/CSF/budgets/2022-23").content.decode()
    assert re.search(r'name="amount"[^>]*value="tbc"', form)

    client.post(
        "/office/funds/CSF/budgets/2022-23",
        {"amount": "£400,000", "source": "News release 558", "revision": "1"},
    )

    assert "2022–23 £400,000 Not stated News release 558" in words(client.get("/office/funds/CSF"))


def test_publishing_a_fund_changes_what_its_page_says(
    funds: dict[str, Fund], manager: Person, client_as: ClientAs
) -> None:
    client = client_as(manager)
    assert "Not published" in words(client.get("/office/funds/CORE"))

    done = client.post("/office/funds/CORE/publish", {"why": "Its first release."})

    assert done.headers["Location"] == "/office/funds/CORE"
    page = client.get("/office/funds/CORE")
    assert "Published as it is" in words(page)
    assert 'href="/funds/CORE"' in page.content.decode()
    assert 'href="/office/funds/CORE/publish"' not in page.content.decode()


def test_what_people_type_comes_out_as_text(
    funds: dict[str, Fund], auditor: Person, client_as: ClientAs
) -> None:
    hostile = "<script>alert(1)</script>"
    Fund.objects.filter(code="CORE").update(name=hostile, conditions=hostile, note=hostile)

    for address in ("/office/funds", "/office/funds/CORE"):
        page = client_as(auditor).get(address).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page
