"""The list of organisations and the page of one: what they show, to whom, and at what cost."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from precept.foundation.people.models import Person
from precept.parties import actions
from precept.parties.models import Organisation
from tests.parties.reading import LIST, ONE, ClientAs, links, words

pytestmark = pytest.mark.django_db

ADDRESS = "71 Hollow Lane\nOxenmere"


def test_the_list_shows_what_is_kept_of_each(
    manager: Person, add: Callable[..., Organisation], client_as: ClientAs
) -> None:
    add("Withywick Support", kinds=["charity", "provider"], area="Rutland", is_invented=True)
    add("Brindlewater", identifiers=[("GB-COH", "99000103")])
    page = client_as(manager).get(LIST)

    cells = re.findall(r"<td[^>]*>(.*?)</td>", page.content.decode(), re.DOTALL)
    shown = [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in cells]
    assert shown == [
        "Brindlewater",
        "Not stated",
        "Not stated",
        "99000103 (GB-COH)",
        "Active",
        "Withywick Support Invented",
        "Charity, Provider",
        "Rutland",
        "None",
        "Active",
    ]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", {"Withywick", "Fennelby", "Larkmantle"}),
        ("?kind=charity", {"Withywick"}),
        ("?kind=chari", {"Withywick", "Fennelby", "Larkmantle"}),
        ("?protected=yes", {"Larkmantle"}),
        ("?protected=no", {"Withywick", "Fennelby"}),
        ("?ended=yes", {"Fennelby"}),
        ("?ended=no", {"Withywick", "Larkmantle"}),
        ("?words=withy", {"Withywick"}),
        ("?words=The+WITHYWICK+Ltd", {"Withywick"}),
        ("?words=listening", {"Fennelby"}),
        ("?words=123+4567", {"Withywick"}),
        ("?words=nobody", set()),
        ("?words=%25", set()),
    ],
)
def test_the_list_is_searched_and_narrowed(
    manager: Person,
    add: Callable[..., Organisation],
    client_as: ClientAs,
    query: str,
    names: set[str],
) -> None:
    add("Withywick", kinds=["charity"], identifiers=[("GB-CHC", "1234567")])
    ended = add("Fennelby", former_names=[("Listening Service", None)])
    actions.end_organisation(by=manager, organisation=ended, ends=date(2020, 1, 1), why="x")
    add("Larkmantle", area="Rutland", is_protected=True)

    page = client_as(manager).get(f"{LIST}{query}")

    found = {link for link in links(page) if link.startswith(f"{LIST}/")} - {f"{LIST}/new"}
    assert {link.rsplit("/", 1)[1].capitalize() for link in found} == names


def test_an_empty_list_says_what_to_do(manager: Person, client_as: ClientAs) -> None:
    page = client_as(manager).get(LIST)

    assert "Search for part of its name, a former name or its number, or add it." in words(page)


@pytest.mark.parametrize("many", [1, 60])
def test_the_list_costs_the_same_at_one_and_at_many_rows(
    manager: Person, add: Callable[..., Organisation], client_as: ClientAs, many: int
) -> None:
    for number in range(many):
        add(f"Body {number}", identifiers=[("GB-CHC", str(1_000_000 + number))])
    client = client_as(manager)
    client.get(LIST)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(LIST)

    own = [query for query in asked if "parties_" in query["sql"]]
    assert len(own) == 3
    assert len(asked) <= 12


@pytest.mark.parametrize("many", [1, 30])
def test_one_page_costs_the_same_with_one_and_with_many_of_everything(
    manager: Person,
    withywick: Organisation,
    add: Callable[..., Organisation],
    client_as: ClientAs,
    many: int,
) -> None:
    for number in range(many):
        actions.add_contact(by=manager, organisation=withywick, name=f"Sam {number}", telephone="1")
        actions.add_identifier(
            by=manager, organisation=withywick, scheme="GB-CHC", value=str(1_000_000 + number)
        )
        actions.add_former_name(by=manager, organisation=withywick, name=f"Old {number}")
        before = add(f"Before {number}")
        actions.end_organisation(
            by=manager, organisation=before, ends=date(2020, 1, 1), successor=withywick, why="x"
        )
    client = client_as(manager)
    client.get(ONE)

    with CaptureQueriesContext(connection) as asked:
        page = client.get(ONE)

    assert page.status_code == 200
    assert len([query for query in asked if "parties_" in query["sql"]]) <= 8
    assert len(asked) <= 15


def test_one_page_shows_everything_and_ends_with_its_history(
    manager: Person, withywick: Organisation, add: Callable[..., Organisation], client_as: ClientAs
) -> None:
    actions.add_contact(
        by=manager, organisation=withywick, name="Sam Sample", email="sam@withywick.example"
    )
    actions.add_identifier(
        by=manager, organisation=withywick, scheme="GB-CHC", value="1234567", why="From its letter"
    )
    actions.rename(by=manager, organisation=withywick, name="Withywick", until=date(2025, 3, 31))
    before = add("Fennelby")
    actions.end_organisation(
        by=manager, organisation=before, ends=date(2025, 6, 30), successor=withywick, why="x"
    )

    said = words(client_as(manager).get(ONE))

    for shown in (
        "Name Withywick Kind Charity Area Leicestershire",
        "Withywick Support, until 31 March 2025",
        "Charity number (England and Wales): 1234567",
        "Sam Sample sam@withywick.example",
        "It took the place of Fennelby , which ended on 30 June 2025",
        "Not protected.",
        "Not published.",
        "Organisation renamed by Mo Manager",
        "From its letter",
    ):
        assert shown in said


EDITING = ("details", "name", "former-names", "numbers", "contacts/new", "end", "not-ended")


def test_who_keeps_organisations_is_led_to_every_change(
    manager: Person, withywick: Organisation, client_as: ClientAs
) -> None:
    page = client_as(manager).get(ONE)

    led = {link.removeprefix(f"{ONE}/") for link in links(page) if link.startswith(f"{ONE}/")}
    assert led == set(EDITING) - {"not-ended"} | {"protection"}


def test_others_of_the_office_read_and_are_led_to_no_change(
    marker: Person, withywick: Organisation, client_as: ClientAs
) -> None:
    client = client_as(marker)
    page = client.get(ONE)

    assert page.status_code == 200
    assert links(page) == {LIST}
    assert "/office/organisations/new" not in client.get(LIST).content.decode()
    assert "Publish it" not in words(page)


@pytest.mark.parametrize("place", [*EDITING, "protection", "address", "contacts/C23456789"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_no_change_is_open_to_those_without_its_power(
    marker: Person, withywick: Organisation, client_as: ClientAs, place: str, method: str
) -> None:
    page = getattr(client_as(marker), method)(f"{ONE}/{place}", {"remove": "a:b", "left": "yes"})

    assert page.status_code == 403


@pytest.mark.parametrize("place", ["", "/new", "/withywick-support", "/withywick-support/details"])
def test_nobody_else_sees_anything(
    person: Callable[..., Person], withywick: Organisation, client_as: ClientAs, place: str
) -> None:
    assert Client().get(f"{LIST}{place}").status_code == 302
    assert client_as(person(role="provider")).get(f"{LIST}{place}").status_code == 403


@pytest.mark.parametrize("place", ["", "/details", "/address", "/contacts/C23456789"])
def test_what_is_not_here_is_not_found(manager: Person, client_as: ClientAs, place: str) -> None:
    assert client_as(manager).get(f"{LIST}/nobody{place}").status_code == 404
