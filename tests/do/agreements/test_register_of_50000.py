"""The register at 50,000 agreements: the same few queries and kilobytes as at thirteen."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from precept.do.agreements.models import Agreement, FundShare, Listing
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.parties.models import Organisation
from precept.plan.models import Fund

MANY = 50_000
MOST_QUERIES = 12
MOST_BYTES = 60 * 1024

pytestmark = [pytest.mark.django_db]


def build(funds: list[Fund]) -> None:
    """50,000 agreements of a hundred providers over twelve years."""
    providers = Organisation.objects.bulk_create(
        Organisation(reference=f"provider-{number}", name=f"Provider {number}")
        for number in range(100)
    )
    for start in range(0, MANY, 5_000):
        made = Agreement.objects.bulk_create(
            Agreement(
                reference=f"C{number:05}",
                title=f"Service {number % 997} for people in area {number % 89}",
                kind="contract" if number % 3 else "grant agreement",
                status=("upcoming", "active", "ended", "ended")[number % 4],
                provider=providers[number % 100],
                due="01/04/2023",
                starts=date(2012, 4, 1) + timedelta(days=number % 4_000),
                ends=date(2013, 3, 31) + timedelta(days=number % 4_000),
                current_amount=Money(number * 1_237),
                current_kind="contract value",
                published_version=number % 2,
            )
            for number in range(start, start + 5_000)
        )
        FundShare.objects.bulk_create(
            FundShare(agreement=one, fund=funds[one.pk % len(funds)]) for one in made
        )
        Listing.objects.bulk_create(
            Listing(
                agreement=one,
                year=f"{2012 + one.pk % 12}-{13 + one.pk % 12}",
                section="core",
                place=1,
            )
            for one in made
        )


def test_a_register_of_50000_costs_what_one_of_13_does(
    funds: dict[str, Fund],
    keeper: Person,
    client_as: Callable[[Person], Client],
    counted: Any,
) -> None:
    build(list(funds.values()))
    browser = client_as(keeper)
    browser.get("/office/register")

    for query, first in (
        ("", "C00000"),
        ("sort=-value", "C49999"),
        ("sort=title", "C00000"),
        ("sort=-reference&page=200", "C40049"),
        ("status=active&kind=contract", "C00001"),
        ("public=never", "C00000"),
        ("fund=VRN&year=2022-23", None),
        ("words=service+41+area+7", None),
        ("words=nobody+has+this", None),
    ):
        with counted() as queries:
            page = browser.get(f"/office/register?{query}")

        listed = re.findall(r'href="/office/register/(C[0-9]+)"', page.content.decode())
        assert page.status_code == 200, query
        assert first is None or listed[0] == first, query
        assert len(queries) <= MOST_QUERIES, query
        assert len(page.content) <= MOST_BYTES, query
