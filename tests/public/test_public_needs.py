"""Needs assessments on the public site: what anyone reads, and how little it asks."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from precept.foundation.people.models import Person
from precept.foundation.publications.actions import withdraw
from precept.foundation.publications.models import Publication
from precept.understand.published import (
    AreaFigure,
    CoverPublished,
    FigurePublished,
    GapPublished,
    MonthFigure,
    NeedPublished,
    PeoplePublished,
    ServedPublished,
    ServicePublished,
)
from tests.public import published_office as made
from tests.reading import words

pytestmark = pytest.mark.django_db


def area(name: str, row: int, count: int | None) -> AreaFigure:
    return AreaFigure(
        code=f"E0700{row:04}",
        name=name,
        row=row,
        column=1,
        count=count,
        words="fewer than 5" if count is None else f"{count:,}",
        people=10_000,
        people_source="A census",
        people_dated="2021-03-21",
        tenths=None if count is None else count,
    )


def figure(**fields: Any) -> FigurePublished:
    plain: dict[str, Any] = {
        "key": "harm:victims",
        "title": "Harm, victims",
        "source": "An extract",
        "is_invented": False,
        "is_withheld": False,
        "areas": (area("Westmere", 1, 30), area("Eastmere", 2, 40), area("Northmere", 3, None)),
        "months": (
            MonthFigure(month="2022-04-01", count=40, words="40"),
            MonthFigure(month="2022-05-01", count=32, words="32"),
        ),
        "total": 72,
    }
    return FigurePublished(**(plain | fields))


def need(reference: str = "N23456789", **fields: Any) -> NeedPublished:
    plain: dict[str, Any] = {
        "reference": reference,
        "edition": 1,
        "title": f"Need {reference}",
        "priorities": (ServedPublished(slug="victims", title="Support for victims"),),
        "owner": "Commissioning manager",
        "agreed_on": "2026-01-05",
        "review_on": "2027-01-05",
        "why": "",
        "questions": ("Who is missed?",),
        "people": PeoplePublished(number=900, of="adults", source="A survey", dated=None),
        "findings": "Most is in Eastmere.",
        "areas": ("Westmere", "Eastmere", "Northmere"),
        "first_month": "2022-04-01",
        "last_month": "2022-05-01",
        "figures": (figure(),),
        "services": (
            ServicePublished(
                what="A programme",
                by_whom="A charity",
                href="/register/NOT-PUBLISHED",
                areas=("Westmere",),
                capacity=None,
                note="",
            ),
        ),
        "no_services_why": "",
        "gaps": (GapPublished(what="Nothing in the east", areas=("Eastmere",)),),
        "coverage": (
            CoverPublished(
                code="E07000002",
                name="Eastmere",
                count="40",
                rate="4.0 in 1,000",
                need="Higher than overall",
                reach="Nothing there",
                services=0,
                places=None,
                is_cold=True,
            ),
        ),
        "is_invented": True,
    }
    return NeedPublished(**(plain | fields))


def publish(reference: str = "N23456789", **fields: Any) -> Publication:
    payload = need(reference, **fields)
    return made.publish("need", reference, payload, title=payload.title)


def asked(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_nothing_published_is_said_so(published: None, client: Client) -> None:
    assert "No needs assessment is published yet" in words(client.get("/needs"))
    assert client.get("/needs/N00000000").status_code == 404


def test_a_published_assessment_is_read_whole(published: None, client: Client) -> None:
    publish()

    listed = words(client.get("/needs"))
    assert "Need N23456789 Invented for the demonstration" in listed
    assert "1 gap named; cold spots: Eastmere." in listed
    page = client.get("/needs/N23456789")
    said = words(page)
    assert "Cold spots, where the need is higher and nothing or little is there: Eastmere." in said
    assert "fewer than 5" in said
    assert "April 2022 to May 2022" in said
    assert page.content.decode().count('class="precept-chart"') == 3
    assert "/register/NOT-PUBLISHED" not in page.content.decode()
    assert "Needs" in words(client.get("/"))


def test_what_is_withheld_is_not_drawn(published: None, client: Client) -> None:
    publish(figures=(figure(is_withheld=True, total=None, areas=(), months=()),))

    page = client.get("/needs/N23456789")

    assert "none of them is shown" in words(page)
    assert 'class="precept-chart"' not in page.content.decode()


def test_the_pages_ask_little_of_the_database_however_many_there_are(
    published: None, client: Client
) -> None:
    publish()
    few = asked(client, "/needs")
    for number in range(40):
        publish(f"N{number:08}")

    assert asked(client, "/needs") == few <= 5
    assert asked(client, "/needs/N23456789") <= 5


def test_ten_years_of_months_keep_to_their_size(published: None, client: Client) -> None:
    months = tuple(
        MonthFigure(month=f"{year}-{month:02}-01", count=40 + month, words=f"{40 + month}")
        for year in range(2012, 2022)
        for month in range(1, 13)
    )
    publish(
        figures=tuple(
            figure(key=f"harm-{at}:", title=f"Harm {at}", months=months) for at in range(6)
        )
    )

    page = client.get("/needs/N23456789")

    assert page.status_code == 200
    assert len(page.content) < 600 * 1024


def test_one_that_is_withdrawn_leaves_a_tombstone(
    published: None, person: Callable[..., Person], client: Client
) -> None:
    row = publish()
    withdraw(by=person(role="chief-executive"), publication=row, why="A mistake")

    assert client.get("/needs/N23456789").status_code == 410
    assert "Need N23456789" not in words(client.get("/needs"))
    assert client.get("/feeds/need.atom").status_code == 200
