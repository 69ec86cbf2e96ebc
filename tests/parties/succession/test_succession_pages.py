"""The office's pages of succession: plan, rehearse, approve, withdraw; the public page of the bodies in turn."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from precept.foundation import clock
from precept.foundation.ledger.actions import SYSTEM
from precept.foundation.people.models import Person
from precept.foundation.people.testing import signed_in
from precept.parties import actions
from precept.parties.models import Office, OfficeSuccession, Organisation
from precept.plan.models import Fund
from tests.parties.reading import ClientAs, errors, words
from tests.parties.succession.plans import ON
from tests.parties.succession.test_office_passes import steps

pytestmark = pytest.mark.django_db


def typed(**given: Any) -> dict[str, Any]:
    return {
        "successor": "borderland-policing-board",
        "on-day": "1",
        "on-month": "6",
        "on-year": "2028",
        "instrument": "the Order 2028",
        "source": "https://law.example/2028/4",
        "name": "Office of the Borderland Policing Board",
        "short_name": "Policing Board",
        "colour": "#1d3557",
        "accent": "#457b9d",
        "title_commissioner": "Policing and crime lead",
        **given,
    }


def test_a_plan_is_made_on_its_page_and_rehearsed_on_the_next(
    administrator: Person,
    office: Office,
    board: Organisation,
    chief: Person,
    commissioner: Person,
    client_as: ClientAs,
) -> None:
    assert {office, board, chief, commissioner}
    Fund.objects.create(code="core", name="Core", short_name="Core", kind="grant")
    client = client_as(administrator)
    assert "No succession is planned." in words(client.get("/office/successions"))
    assert "Now: Commissioner." in words(client.get("/office/successions/new"))

    page = client.post("/office/successions/new", typed(), follow=True)

    assert page.status_code == 200, errors(page)
    said = words(page)
    assert "Borderland Policing Board, from 1 June 2028" in said
    assert "1 things are live on 1 June 2028." in said or "1 thing is live on 1 June 2028." in said
    assert "What stays as it was" in said
    assert "Commissioner becomes" in said
    plan = OfficeSuccession.objects.get()
    listed = client.get(f"/office/successions/{plan.reference}/things/funds")
    assert 'href="/office/funds/core"' in listed.content.decode()
    assert client.get(f"/office/successions/{plan.reference}/things/other").status_code == 404


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ({"successor": ""}, "Choose the body that takes over"),
        ({"on-month": "13"}, "The day must be a real date"),
        ({"instrument": ""}, "Enter the Act or order it rests on"),
        ({"source": ""}, "Enter where that can be read"),
        ({"name": ""}, "Enter the office’s name"),
        ({"title_commissioner": ""}, "Enter what whoever decides is called from then on"),
        ({"decider": "nobody"}, "Choose somebody of the office"),
    ],
)
def test_what_is_wrong_with_a_plan_is_said_on_its_page(
    administrator: Person,
    office: Office,
    board: Organisation,
    client_as: ClientAs,
    given: dict[str, str],
    line: str,
) -> None:
    assert {office, board}
    page = client_as(administrator).post("/office/successions/new", typed(**given))

    assert (page.status_code, errors(page)) == (422, [line])


def test_a_second_person_approves_it_and_the_site_says_what_comes(
    plan: OfficeSuccession, chief: Person, client_as: ClientAs, administrator: Person
) -> None:
    actions.publish_office(by=SYSTEM)
    one = f"/office/successions/{plan.reference}"
    assert "Approve it" not in words(client_as(administrator).get(one))
    assert client_as(administrator).get(f"{one}/approve").status_code == 403

    page = client_as(chief).post(f"{one}/approve", {"version": str(plan.version)}, follow=True)

    assert "Approved, waits for its day" in words(page)
    assert "It is done by itself as 1 June 2028 begins." in words(page)
    for address in ("/", "/register", "/bodies"):
        assert "From 1 June 2028 this office’s work is done by Borderland Policing Board" in words(
            Client().get(address)
        )
    assert "Whose office this is" in words(Client().get("/register"))


def test_approving_asks_again_who_one_is(plan: OfficeSuccession, chief: Person) -> None:
    long_ago = clock.now() - timedelta(hours=1)
    client = signed_in(chief, proved=long_ago, began=long_ago)
    TOTP.activate(chief, generate_totp_secret())

    page = client.get(f"/office/successions/{plan.reference}/approve")

    assert (page.status_code, page.headers["Location"]) == (302, "/sign-in/second-step")


def test_a_stale_approval_shows_what_the_plan_says_now(
    plan: OfficeSuccession, chief: Person, client_as: ClientAs
) -> None:
    page = client_as(chief).post(f"/office/successions/{plan.reference}/approve", {"version": "7"})

    assert page.status_code == 409
    assert "the Policing Bodies (Borderland) Order 2028, article 4" in words(page)


def test_a_plan_is_changed_and_withdrawn_on_its_pages(
    plan: OfficeSuccession, administrator: Person, client_as: ClientAs
) -> None:
    one = f"/office/successions/{plan.reference}"
    client = client_as(administrator)
    assert 'value="Policing and crime lead"' in client.get(f"{one}/change").content.decode()
    client.post(f"{one}/change", typed(version=str(plan.version), **{"on-year": "2029"}))
    plan.refresh_from_db()
    assert plan.on.year == 2029

    assert client.post(f"{one}/withdraw", {"version": str(plan.version)}).status_code == 422
    page = client.post(
        f"{one}/withdraw", {"version": str(plan.version), "why": "Put off"}, follow=True
    )
    assert "Withdrawn: Put off" in words(page)
    for gone in ("change", "approve", "withdraw"):
        assert client.get(f"{one}/{gone}").status_code in {403, 404}


def test_once_it_is_done_the_pages_say_so(
    plan: OfficeSuccession,
    chief: Person,
    administrator: Person,
    client_as: ClientAs,
    the_day: list[Any],
) -> None:
    Fund.objects.create(code="core", name="Core", short_name="Core", kind="grant")
    actions.publish_office(by=SYSTEM)
    actions.approve_succession(by=chief, succession=plan, version=plan.version)
    the_day[0] = ON
    actions.pass_due()
    plan.refresh_from_db()
    one = f"/office/successions/{plan.reference}"
    client = client_as(administrator)
    assert "It cannot be undone" in words(client.get(one))
    steps(plan)

    assert "the last was written" in words(client.get(one))
    assert 'href="/office/funds/core"' in client.get(f"{one}/things/funds").content.decode()
    assert "Commissioner for Borderland" in words(client.get("/office/successions"))
    front = words(Client().get("/"))
    assert "Since 1 June 2028 this office’s work is done by Borderland Policing Board" in front
    assert "Office of the Borderland Policing Board" in front
    bodies = words(Client().get("/bodies"))
    assert "Office of the Commissioner for Borderland" in bodies
    assert "Policing and crime lead" in bodies


def cost(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_no_page_costs_more_for_more_that_moves(
    plan: OfficeSuccession, administrator: Person, client_as: ClientAs
) -> None:
    client = client_as(administrator)
    one = f"/office/successions/{plan.reference}"
    addresses = ("/office/successions", one, f"{one}/things/funds", f"{one}/change")
    Fund.objects.create(code="core", name="Core", short_name="Core", kind="grant")
    few = {address: cost(client, address) for address in addresses}
    for n in range(60):
        Fund.objects.create(code=f"f{n}", name=f"F{n}", short_name=f"F{n}", kind="grant")

    assert {address: cost(client, address) for address in addresses} == few
    assert (
        max(few.values()) <= 88
    )  # two for a kind: how many, and whether their words name the old body


def test_the_bodies_are_read_from_publications_in_few_queries(
    plan: OfficeSuccession,
) -> None:
    actions.publish_office(by=SYSTEM)

    assert cost(Client(), "/bodies") <= 3


def test_before_the_office_is_published_the_page_of_bodies_says_what_will_be_there(
    office: Office,
) -> None:
    assert office
    assert "Nothing is published of it yet." in words(Client().get("/bodies"))
