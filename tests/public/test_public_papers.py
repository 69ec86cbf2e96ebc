"""The strategy, the plan, the measures and the frameworks as the public reads them."""

import pytest
from django.test import Client

from precept.plan import rules as plan
from tests.public import published_office as made
from tests.public.published_office import publish
from tests.public.reading import links, main

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("published")
def test_the_strategy_has_contents_frameworks_versions_and_files(client: Client) -> None:
    page = client.get("/strategy")

    said = main(page)
    assert "Contents Introduction Commissioning frameworks" in said
    assert "Introduction Why we commission. Rural areas Victims One line could not be read." in said
    assert (
        "Commissioning framework 2026–27 , 2026–27: £167,000 plus 1 not yet known – in force"
        in (said)
    )
    assert "Version 2 (this one)" in said
    assert set(links(page)) >= {
        "/framework/2025-26",
        "/strategy/1",
        "/strategy/files/strategy.pdf",
        "/strategy/files/strategy.docx",
    }


@pytest.mark.usefixtures("published")
def test_an_earlier_version_says_so_and_offers_no_files(client: Client) -> None:
    page = client.get("/strategy/1")

    assert "This is an earlier version. See the latest ." in main(page)
    assert "/strategy/files/strategy.pdf" not in links(page)
    assert "/strategy" in links(page)


@pytest.mark.usefixtures("published")
def test_the_plan_leads_from_each_priority_to_what_serves_it(client: Client) -> None:
    page = client.get("/plan")

    said = main(page)
    assert "Support for victims To support victims. Short- or medium-term: not stated." in said
    assert "Survey : Half asked for it. (A survey, 1 February 2025)" in said
    assert "Where resources go first Visible policing Supporting victims of crime" in said
    found = client.get("/register?priority=support-for-victims")
    assert "/register?priority=support-for-victims" in links(page)
    assert "2 agreements" in main(found)


def test_a_plan_to_come_does_not_replace_the_one_in_force(client: Client) -> None:
    publish("plan", "PLAN-1", made.crime_plan())
    publish(
        "plan", "PLAN-2", made.crime_plan(reference="PLAN-2", term="2029–2033", first_year=2029)
    )

    assert "2025–2029" in main(client.get("/plan"))
    assert "2029–2033" in main(client.get("/plan?plan=PLAN-2"))
    assert "?plan=PLAN-2" in links(client.get("/plan"))


@pytest.mark.usefixtures("published")
def test_measures_show_what_was_asked_for_and_what_came(client: Client) -> None:
    publish("measures", "2024-25", made.aims("2024-25", aims=()))

    said = main(client.get("/measures"))
    assert "Aims and measures 2026–27" in said
    assert (
        "A written strategy for victims Deliverable of The commissioner, due 31 January 2027."
        " Received 1 October 2026: Clear and short. See the evidence"
    ) in said
    assert "Monitored. Schedule: every quarter, next 1 January 2027." in said
    assert "Aims and measures 2024–25" in main(client.get("/measures?year=2024-25"))


@pytest.mark.usefixtures("published")
def test_the_frameworks_are_in_force_to_come_or_past(client: Client) -> None:
    publish("framework", "2027-28", made.framework("2027-28"), title="Framework to come")

    said = main(client.get("/framework"))

    assert "In force: Commissioning framework 2026–27" in said
    assert "To come Framework Year Version Intended spend Framework to come" in said
    assert "Past years Framework Year Version Intended spend Commissioning framework 2025–26" in (
        said
    )


@pytest.mark.usefixtures("published")
def test_a_framework_is_printed_as_the_plan_prints_it(client: Client) -> None:
    page = client.get("/framework/2026-27")

    said = main(page)
    for section in made.framework().sections:
        table = plan.printed(section)
        assert " ".join(table.headings) in said
        assert [text for row in table.texts for text in row if text not in said] == []
        assert f"Total {table.total}" in said
    assert "Intended spend £167,000 plus 1 not yet known Approved 20 March 2026" in said
    assert "What changed from the version before" in said
    assert links(page).count("/register/CORE004") == 1
    assert links(page).count("/opportunities/CSF-2026-27-1") == 1
    assert "/framework/2026-27/files/commissioning-framework-2026-27.xlsx" in links(page)


def test_a_framework_links_to_nothing_that_is_not_published(client: Client) -> None:
    publish("framework", made.YEAR, made.framework())

    assert [link for link in links(client.get("/framework/2026-27")) if "CORE" in link] == []
