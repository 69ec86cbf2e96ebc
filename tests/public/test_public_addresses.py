"""What every public address owes: nothing private read, nothing changed by what nobody declared."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from precept.foundation.people.models import Person
from precept.foundation.people.testing import signed_in
from precept.foundation.publications import actions
from precept.foundation.publications.models import Publication, PublishedFile
from precept.foundation.search.models import EntryRow, FacetRow
from precept.foundation.web import pages
from precept.public.queries import papers
from tests.conftest import TABLES, only_public_tables
from tests.public.reading import MACHINES, PAGES

pytestmark = pytest.mark.django_db

EVERY = [*PAGES, *MACHINES]
UNDECLARED = {
    "id": "1",
    "pk": "1",
    "group": "1",
    "provider": "1",
    "version": "1",
    "draft": "true",
    "state__in": "draft",
    "kind__startswith": "a",
    "published_version": "0",
    "order_by": "pk",
    "limit": "100000",
    "offset": "-1",
    "format": "json",
    "debug": "1",
    "next": "//evil.example",
    "person": "1",
    "scope": "office",
    "sort": "pk",
    "page": "-1",
}


@pytest.mark.usefixtures("published")
def test_a_parameter_that_nobody_declared_changes_nothing(client: Client) -> None:
    different = []
    for address in EVERY:
        place, _, said = address.partition("?")
        given = dict(pair.split("=") for pair in said.split("&")) if said else {}
        plain, asked = client.get(address), client.get(place, {**UNDECLARED, **given})
        if (asked.status_code, asked.content) != (plain.status_code, plain.content):
            different.append(address)

    assert different == []


@pytest.mark.parametrize(
    "said",
    ["kind=secret", "status=draft", "fund=%27", "year=2026-27%27--", "programme=", "sort=-secret"],
)
@pytest.mark.usefixtures("published")
def test_a_value_that_nobody_declared_is_as_if_absent(client: Client, said: str) -> None:
    assert client.get(f"/register?{said}").content == client.get("/register").content


@pytest.mark.usefixtures("published")
def test_who_is_signed_in_makes_no_difference_and_is_not_asked(
    client: Client, person: Callable[..., Person]
) -> None:
    staff = signed_in(person(role="administrator"))
    different, tables = [], set()
    for address in EVERY:
        with CaptureQueriesContext(connection) as asked:
            theirs = staff.get(address)
        if theirs.cookies or theirs.content != client.get(address).content:
            different.append(address)
        tables |= {
            name
            for query in asked.captured_queries
            for name in query["sql"].split('"')[1::2]
            if name in TABLES and not name.startswith(("publications_", "search_"))
        }

    assert different == []
    assert tables == set()


@pytest.mark.usefixtures("published")
def test_the_watch_over_public_pages_sees_a_read_of_another_table(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert pages.guard_public[0] is only_public_tables
    monkeypatch.setattr(papers.publications, "files_of", lambda *_: list(Person.objects.all()))

    with pytest.raises(AssertionError, match="a public page touched"), only_public_tables():
        list(Person.objects.all())
    assert client.get("/strategy").status_code == 500


@pytest.mark.usefixtures("published")
def test_no_page_asks_the_database_more_than_five_things(client: Client) -> None:
    asked = {}
    for address in EVERY:
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        asked[address] = len(queries)

    assert {address: count for address, count in asked.items() if count > 5} == {}


def made_again(client: Client, addresses: list[str]) -> tuple[list[str], list[str]]:
    """Empty the public tables, bring back the publications alone and make the rest from them.

    Gives the addresses that changed while all was gone, and those that still differ afterwards.
    """
    before = {address: client.get(address).content for address in addresses}
    rows = list(Publication.objects.order_by("pk").values())
    PublishedFile.objects.all().delete()
    FacetRow.objects.all().delete()
    EntryRow.objects.all().delete()
    Publication.objects.all().delete()
    gone = [address for address in addresses if client.get(address).content != before[address]]

    Publication.objects.bulk_create([Publication(**row) for row in rows])
    made = actions.rebuild()

    assert made == sum(1 for row in rows if row["is_latest"])
    after = {address: client.get(address).content for address in addresses}
    return gone, [address for address in addresses if after[address] != before[address]]


ORDERED_BY_ENTRY = "/search?words=victims"


@pytest.mark.usefixtures("published")
def test_the_public_site_is_made_again_byte_for_byte_from_the_publications(client: Client) -> None:
    addresses = [address for address in EVERY if address != ORDERED_BY_ENTRY]

    gone, different = made_again(client, addresses)

    assert len(gone) > len(addresses) - 10
    assert different == []


@pytest.mark.usefixtures("published")
def test_things_found_of_one_day_stand_in_the_same_order_when_they_are_made_again(
    client: Client,
) -> None:
    assert made_again(client, [ORDERED_BY_ENTRY]) == ([ORDERED_BY_ENTRY], [])
