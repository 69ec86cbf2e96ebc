"""What a public page costs at 13 agreements and at 50,000: the same queries, and no more to carry."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from precept.do.agreements import published as agreements
from precept.foundation.publications import queries
from precept.foundation.publications.models import Publication
from precept.foundation.search import actions as search
from precept.foundation.search.entries import Entry
from tests.public import published_office as made

pytestmark = pytest.mark.django_db
KIB = 1024
PAGES = {
    "/": 24,
    "/register": 56,
    "/register?page=200&sort=-when": 56,
    "/register?fund=CORE&kind=contract": 56,
    "/register?words=victims&sort=-value": 56,
    "/register?words=CORE00042": 24,
    "/register/CORE00042": 16,
    "/organisations/ORG-2": 32,
    "/briefing/organisation/ORG-2": 40,
    "/briefing/priority/support-for-victims": 40,
    "/answers": 24,
    "/market": 24,
    "/voices": 24,
    "/needs": 24,
    "/decisions": 40,
    "/interests": 24,
    "/how-we-commission": 24,
    "/funds/CORE": 32,
    "/search?words=victims": 40,
    "/plan": 16,
    "/feeds/agreement.atom": 40,
    "/feeds/all.atom": 40,
    "/sitemap.xml": 4,
    "/sitemap.xml?part=1": 300,
}
"""Addresses, and the most KiB that each may be."""


def agreements_of(numbers: range) -> Iterator[tuple[Publication, Entry]]:
    """Released agreements with their entries: funds, kinds and dates differ, their words are alike."""
    one = made.publish("agreement", "CORE00000", made.agreement("CORE00000"))
    pattern = agreements.entry(queries.read(one))
    for number in numbers:
        key, fund = f"CORE{number:05}", ("CORE", "CSF")[number % 2]
        kind, kind_title = (("contract", "Contract"), ("grant agreement", "Grant agreement"))[
            number % 3 == 0
        ]
        starts = date(2010, 1, 1) + timedelta(days=number % 6_000)
        row = Publication(
            kind="agreement",
            key=key,
            version=1,
            title=f"Help for victims {number}",
            payload=one.payload.replace("CORE00000", key),
            digest=one.digest,
            digest_now=one.digest,
        )
        entry = replace(
            pattern,
            key=key,
            title=f"Help for victims {number}",
            href=f"/register/{key}",
            shown={
                **pattern.shown,
                "reference": key,
                "kind": kind_title,
                "starts": starts.isoformat(),
                "pence": number * 1_000,
            },
            facets={**pattern.facets, "fund": (fund,), "kind": (kind,)},
            date=starts,
            amount=number * 1_000,
        )
        yield row, entry


def publish_agreements(count: int) -> None:
    """So many agreements, released as one would load them: rows and entries by the hundred."""
    made_ones = list(agreements_of(range(1, count)))
    Publication.objects.bulk_create([row for row, _ in made_ones], batch_size=500)
    search.put_many(entry for _, entry in made_ones)


@pytest.mark.parametrize("count", [13, 50_000])
def test_no_page_grows_with_the_register(client: Client, count: int) -> None:
    made.publish_everything()
    publish_agreements(max(count - 2, 43))

    cost = {}
    for address in PAGES:
        with CaptureQueriesContext(connection) as asked:
            page = client.get(address)
        assert page.status_code == 200, address
        cost[address] = (len(asked), len(page.content))

    assert {address: queries_ for address, (queries_, _) in cost.items() if queries_ > 5} == {}
    assert {
        address: f"{size / KIB:.1f} KiB"
        for address, (_, size) in cost.items()
        if size > PAGES[address] * KIB
    } == {}


def test_a_count_beyond_a_thousand_says_so(client: Client) -> None:
    made.publish_everything()
    publish_agreements(1_100)

    assert "more than 1,000 agreements" in client.get("/register").content.decode()
    assert "more than 1,000 agreements" in client.get("/register?words=victims").content.decode()


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    "address", ["/market", "/answers", "/voices", "/briefing/organisation/ORG-2"]
)
def test_a_page_that_names_the_office_reads_it_once(address: str) -> None:
    browser = Client()
    browser.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address).status_code == 200

    assert sum("'office'" in one["sql"] for one in asked) == 1
