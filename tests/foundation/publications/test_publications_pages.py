"""The office's pages of what it published."""

from collections.abc import Callable

import pytest
from django.test import Client

from precept.foundation.people.models import Person
from precept.foundation.publications import actions, queries
from precept.foundation.publications.models import Publication
from precept.foundation.publications.published import CheckpointPublished
from precept.plan.published import FrameworkPublished, TotalPublished


@pytest.fixture
def manager(person: Callable[..., Person]) -> Person:
    return person(role="commissioning-manager")


@pytest.fixture
def checkpoint(manager: Person) -> Publication:
    """Something published that has no rules of its own about being withdrawn."""
    return actions.publish(
        kind_name="checkpoint",
        key="1",
        title="Checkpoint 1",
        payload=CheckpointPublished(
            number=1, at="", count=0, size=0, root="", statement="{}", signature="", key=""
        ),
        by=manager,
    )


@pytest.fixture
def framework(manager: Person) -> Publication:
    """The framework of a year."""
    return actions.publish(
        kind_name="framework",
        key="2026-27",
        title="Framework 2026–27",
        payload=FrameworkPublished(
            year="2026-27",
            version=1,
            state="published",
            title="Framework 2026–27",
            introduction="",
            lead="",
            review="",
            why="",
            starts="2026-04-01",
            ends="2027-03-31",
            approved_on=None,
            approved_as="",
            aims=(),
            sections=(),
            slices=(),
            total=TotalPublished(pence=0, unknown=0),
            is_invented=True,
        ),
        by=manager,
    )


def test_a_publication_is_withdrawn_with_a_reason(
    checkpoint: Publication, manager: Person, client_as: Callable[[Person], Client]
) -> None:
    browser = client_as(manager)

    without = browser.post("/office/published/checkpoint/1", {"why": ""})
    sent = browser.post("/office/published/checkpoint/1", {"why": "Sent in error"})

    assert without.status_code == 422
    assert "Enter why this is withdrawn" in without.content.decode()
    assert sent.status_code == 302
    assert queries.latest("checkpoint", "1").is_tombstone


def test_a_framework_is_withdrawn_on_its_own_page_alone(
    framework: Publication, manager: Person, client_as: Callable[[Person], Client]
) -> None:
    """Its own page knows that there must always be one in force."""
    browser = client_as(manager)

    page = browser.get("/office/published/framework/2026-27").content.decode()
    sent = browser.post("/office/published/framework/2026-27", {"why": "Around the rule"})

    assert 'href="/office/framework/2026-27/withdraw"' in page
    assert sent.headers["Location"] == "/office/framework/2026-27/withdraw"
    assert not queries.latest("framework", "2026-27").is_tombstone


def test_the_list_costs_the_same_at_one_and_at_many(
    checkpoint: Publication,
    manager: Person,
    client_as: Callable[[Person], Client],
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    Publication.objects.bulk_create(
        Publication(kind="checkpoint", key=str(number), version=1, title=f"Checkpoint {number}")
        for number in range(2, 200)
    )
    browser = client_as(manager)

    with django_assert_max_num_queries(9):  # type: ignore[attr-defined]
        page = browser.get("/office/published")

    assert len(page.content) <= 60 * 1024
    assert "199 publications" in page.content.decode()


def test_a_dangerous_detail_is_removed_on_its_page(
    framework: Publication, manager: Person, client_as: Callable[[Person], Client]
) -> None:
    page = client_as(manager).post(
        "/office/remove-detail",
        {"words": "Framework 2026–27", "why": "A trial", "sure": "on"},
    )

    assert page.status_code == 200
    assert "The words are gone from 1 version" in page.content.decode()
    assert queries.latest("framework", "2026-27").payload.title == "[removed]"


def test_people_who_may_not_withdraw_or_remove_are_refused(
    framework: Publication, person: Callable[..., Person], client_as: Callable[[Person], Client]
) -> None:
    browser = client_as(person(role="auditor"))

    assert browser.post("/office/published/framework/2026-27", {"why": "x"}).status_code == 403
    assert browser.get("/office/remove-detail").status_code == 403
