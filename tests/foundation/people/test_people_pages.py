"""What the pages of people show, and to whom."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from precept.foundation.people import access, factors
from precept.foundation.people.models import Person
from precept.foundation.people.testing import signed_in
from precept.foundation.people.urls import urlpatterns

pytestmark = pytest.mark.django_db
People = Callable[..., Person]


def test_every_page_has_a_door_and_a_name_of_ours() -> None:
    for pattern in urlpatterns:
        assert pattern.callback.door in {"open", "my", "office"}, pattern
        assert str(pattern.name).startswith("people."), pattern
    assert get_resolver().reverse_dict.getlist("account_login") == []


def test_the_first_page_asks_for_an_address_and_names_the_other_ways(browser: Client) -> None:
    body = browser.get("/sign-in?next=/office/people").content.decode()
    assert body.count('name="email"') == 1
    assert 'href="/sign-in/password?next=/office/people"' in body
    assert "<script>" not in body
    assert browser.cookies.get("precept") is None


@pytest.mark.parametrize(
    "address",
    ["/my/account", "/my/account/name", "/my/account/password", "/office/people"],
)
def test_who_is_not_signed_in_is_sent_to_sign_in_and_back(browser: Client, address: str) -> None:
    answer = browser.get(address)
    assert (answer.status_code, answer["Location"]) == (
        302,
        f"/sign-in?next={address.replace('/', '%2F')}",
    )


@pytest.mark.parametrize("role", ["commissioner", "commissioning-manager", "auditor", "marker"])
def test_only_an_administrator_sees_the_list_of_people(person: People, role: str) -> None:
    assert signed_in(person(role)).get("/office/people").status_code == 403
    assert signed_in(person("administrator")).get("/office/people").status_code == 200


def test_taking_the_power_away_closes_every_page_that_changes_people(
    person: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    administrator, somebody = person("administrator"), person("commissioner")
    browser, held = signed_in(administrator), somebody.roles_held.get()
    one = f"/office/people/{somebody.reference}"
    addresses = [
        "/office/people",
        "/office/people/invite",
        *(f"{one}/{act}" for act in ("give-role", "switch-off", "switch-on")),
        f"{one}/reset-second-factor",
        f"{one}/roles/{held.reference}/end",
        f"{one}/roles/{held.reference}/deputy",
    ]
    assert [browser.get(address).status_code for address in addresses] == [200] * 8
    monkeypatch.setattr(access, "may_manage_people", lambda _: False)
    assert {browser.get(address).status_code for address in addresses} == {403, 404}
    assert browser.get(one).status_code == 404


def test_everybody_in_the_office_sees_their_own_page_and_no_other(person: People) -> None:
    somebody, other = person("marker"), person("marker")
    browser = signed_in(somebody)
    assert browser.get(f"/office/people/{somebody.reference}").status_code == 200
    assert browser.get(f"/office/people/{other.reference}").status_code == 404


def test_the_list_costs_the_same_for_one_and_for_many(person: People) -> None:
    browser = signed_in(person("administrator"))
    browser.get("/office/people")
    with CaptureQueriesContext(connection) as for_one:
        assert browser.get("/office/people").status_code == 200
    for _ in range(60):
        person("marker")
    with CaptureQueriesContext(connection) as for_many:
        page = browser.get("/office/people")
    assert len(for_many) == len(for_one)
    assert len(for_many) <= 12
    assert page.content.decode().count('href="/office/people/P') == 50
    assert len(page.content) < 60 * 1024


def test_the_list_is_narrowed_by_role_state_and_words(person: People) -> None:
    browser = signed_in(person("administrator", name="Wren Ash"))
    person("marker", name="Kim Larch")
    person("marker", name="Noor Beech", is_active=False)

    def names(query: str) -> list[str]:
        body = browser.get(f"/office/people?{query}").content.decode()
        return [name for name in ("Kim Larch", "Noor Beech") if name in body]

    assert names("role=marker") == ["Kim Larch", "Noor Beech"]
    assert names("state=off") == ["Noor Beech"]
    assert names("words=larch") == ["Kim Larch"]
    assert names("role=auditor") == []


def test_inviting_somebody_from_the_page(person: People, letters: Any) -> None:
    browser = signed_in(person("administrator"))
    typed = {
        "name": "Kim Larch",
        "email": "kim@b.example",
        "role": "marker",
        "starts-day": "1",
        "starts-month": "1",
        "starts-year": "2020",
        "ends-day": "",
        "ends-month": "",
        "ends-year": "",
        "why": "",
    }
    refused = browser.post("/office/people/invite", typed)
    assert refused.status_code == 422
    assert "Enter a reason." in refused.content.decode()
    answer = browser.post("/office/people/invite", {**typed, "why": "Joins the office"})
    kim = Person.objects.get(email="kim@b.example")
    assert (answer.status_code, answer["Location"]) == (302, f"/office/people/{kim.reference}")
    assert (kim.roles_today, len(letters(kim.email, "invitation"))) == (("marker",), 1)


def test_giving_and_ending_a_role_from_the_page(person: People) -> None:
    browser, somebody = signed_in(person("administrator")), person("marker")
    one = f"/office/people/{somebody.reference}"
    typed = {"starts-day": "1", "starts-month": "1", "starts-year": "2020", "why": "Cover"}
    browser.post(f"{one}/give-role", {"role": "auditor", **typed})
    assert Person.objects.get(pk=somebody.pk).roles_today == ("auditor", "marker")
    held = somebody.roles_held.get(role="auditor")
    browser.post(f"{one}/roles/{held.reference}/end", {"why": "Cover ended"})
    assert Person.objects.get(pk=somebody.pk).roles_today == ("marker",)


def test_a_holder_names_a_deputy_from_the_page(person: People) -> None:
    commissioner, deputy = person("commissioner"), person("deputy", name="Meera Larkfield")
    browser, held = signed_in(commissioner), commissioner.roles_held.get()
    address = f"/office/people/{commissioner.reference}/roles/{held.reference}/deputy"
    assert "Meera Larkfield" in browser.get(address).content.decode()
    dates = {
        f"{name}-{box}": value
        for name in ("starts", "ends")
        for box, value in (("day", "4"), ("month", "5"), ("year", "2026"))
    }
    answer = browser.post(address, {"deputy": deputy.reference, "why": "On leave", **dates})
    assert answer.status_code == 302
    assert deputy.roles_held.get(deputy_for=commissioner).role == "commissioner"


def test_switching_off_and_resetting_from_the_page(person: People, app: Any) -> None:
    browser, somebody = signed_in(person("administrator")), person("marker")
    app.give(somebody)
    one = f"/office/people/{somebody.reference}"
    for act in ("reset-second-factor", "switch-off"):
        assert browser.post(f"{one}/{act}", {"why": ""}).status_code == 422
        assert browser.post(f"{one}/{act}", {"why": "Asked by voice"}).status_code == 302
    somebody.refresh_from_db()
    assert (somebody.is_active, factors.factors_of(somebody).any) == (False, False)
    assert browser.post(f"{one}/switch-on", {"why": "Back again"}).status_code == 302


def test_ones_own_name_and_password_are_changed_from_the_account(person: People) -> None:
    somebody = person("marker")
    browser = signed_in(somebody)
    assert browser.post("/my/account/name", {"name": "Kim Larch"}).status_code == 302
    weak = browser.post("/my/account/password", {"password": "short"})
    assert (weak.status_code, "12 characters or more" in weak.content.decode()) == (422, True)
    assert (
        browser.post("/my/account/password", {"password": "heron lamp orchard"}).status_code == 302
    )
    somebody.refresh_from_db()
    assert (somebody.name, somebody.check_password("heron lamp orchard")) == ("Kim Larch", True)
    assert browser.get("/my/account").status_code == 200


def test_an_app_is_added_and_replaced_and_codes_made_from_the_account(
    person: People, app: Any
) -> None:
    somebody = person("marker")
    app.give(somebody)
    browser = signed_in(somebody)
    body = browser.post("/my/account/recovery-codes").content.decode()
    assert body.count("<code>") == 10
    assert "Remove the app" in browser.get("/my/account").content.decode()
    answer = browser.post("/my/account/app/remove")
    assert (answer.status_code, factors.factors_of(somebody).has_app) == (422, True)


def test_no_page_shows_a_password_again(browser: Client) -> None:
    typed = {"email": "a@b.example", "password": "heron lamp orchard"}
    assert "heron lamp" not in browser.post("/sign-in/password", typed).content.decode()


def test_pages_with_secrets_are_kept_by_no_browser(person: People) -> None:
    for browser, address in ((Client(), "/sign-in"), (signed_in(person("marker")), "/my/account")):
        assert browser.get(address)["Cache-Control"] == "no-store"
