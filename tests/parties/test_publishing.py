"""Releasing organisations and the office: what leaves the house, what does not, and what search finds."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from precept.foundation.ledger import actions as ledger
from precept.foundation.ledger.actions import NotAllowed, Refused
from precept.foundation.ledger.models import Event
from precept.foundation.people.models import Person
from precept.foundation.publications import queries as published
from precept.foundation.publications.kinds import kind
from precept.foundation.search import queries as search
from precept.foundation.search.entries import Wanted
from precept.parties import actions, queries
from precept.parties.models import Organisation
from precept.parties.published import IdentifierPublished, OrganisationPublished

pytestmark = pytest.mark.django_db


def found(words: str) -> list[str]:
    return [hit.key for hit in search.find(Wanted(scope="public", words=words)).hits]


@pytest.fixture
def provider(add: Callable[..., Organisation]) -> Organisation:
    return add(
        "Brindlewater Recovery CIC",
        kinds=["company"],
        starts=date(2012, 4, 1),
        area="Leicester",
        about="Helps people.",
        website="https://www.brindlewater.example",
        postal_address="1 Market Place\nLeicester\nLE1 5FQ",
        source="A private letter",
        is_invented=True,
        identifiers=[("GB-COH", "99000103"), ("GB-CHC", "1234567")],
        former_names=[
            ("Brindle Street Project", None),
            ("Brindlewater Drop-In CIC", date(2024, 3, 31)),
        ],
    )


def test_an_organisation_is_released_without_address_source_and_contacts(
    manager: Person, provider: Organisation
) -> None:
    actions.add_contact(by=manager, organisation=provider, name="Sam", telephone="01632 960001")

    actions.publish_organisation(by=manager, organisation=provider)

    released = published.latest("organisation", "brindlewater-recovery-cic")
    assert released.address == "/organisations/brindlewater-recovery-cic"
    assert released.payload == OrganisationPublished(
        reference="brindlewater-recovery-cic",
        name="Brindlewater Recovery CIC",
        kinds=("company",),
        starts="2012-04-01",
        ends=None,
        former_names=("Brindlewater Drop-In CIC", "Brindle Street Project"),
        identifiers=(
            IdentifierPublished(
                scheme="GB-CHC", scheme_title="Charity number (England and Wales)", value="1234567"
            ),
            IdentifierPublished(scheme="GB-COH", scheme_title="Company number", value="99000103"),
        ),
        successor=None,
        successor_name=None,
        about="Helps people.",
        website="https://www.brindlewater.example",
        area="Leicester",
        is_protected=False,
        is_invented=True,
    )


def test_a_release_stands_in_the_organisations_own_history(
    manager: Person, provider: Organisation
) -> None:
    actions.publish_organisation(by=manager, organisation=provider, why="First time")

    event = Event.objects.filter(subject=provider.subject).order_by("-place")[0]
    assert (event.type, ledger.said(event)) == (
        "organisation published",
        {"why": "First time", "after": {"version": 1}},
    )


@pytest.mark.parametrize(
    "words", ["brindlewater", "drop-in", "99000103", "1234567", "helps", "Leicester"]
)
def test_what_is_released_is_found(manager: Person, provider: Organisation, words: str) -> None:
    actions.publish_organisation(by=manager, organisation=provider)

    assert found(words) == ["brindlewater-recovery-cic"]
    assert found("market") == []


def test_the_public_list_shows_that_it_is_invented(manager: Person, provider: Organisation) -> None:
    actions.publish_organisation(by=manager, organisation=provider)

    [hit] = search.find(Wanted(scope="public", kinds=("organisation",))).hits
    assert (hit.title, hit.href, dict(hit.shown)) == (
        "Brindlewater Recovery CIC",
        "/organisations/brindlewater-recovery-cic",
        {
            "area": "Leicester",
            "kinds": ["company"],
            "ends": None,
            "is_protected": False,
            "is_invented": True,
        },
    )


def test_a_text_that_looks_personal_is_not_released(
    manager: Person, add: Callable[..., Organisation]
) -> None:
    one = add("Withywick", about="Ring 07700 900123")

    with pytest.raises(Refused) as refusal:
        actions.publish_organisation(by=manager, organisation=one)

    assert "phone number in about" in refusal.value.words
    assert queries.public_state(one) == queries.PublicState(None, False)


def test_releasing_needs_the_power(officer: Person, provider: Organisation) -> None:
    with pytest.raises(NotAllowed):
        actions.publish_organisation(by=officer, organisation=provider)


def test_the_state_says_whether_the_public_reads_what_stands_here(
    manager: Person, provider: Organisation
) -> None:
    assert queries.public_state(provider) == queries.PublicState(None, False)
    actions.publish_organisation(by=manager, organisation=provider)
    assert queries.public_state(provider) == queries.PublicState(1, True)
    changed = actions.change_details(by=manager, organisation=provider, source="Another letter")
    assert queries.public_state(changed) == queries.PublicState(1, True)
    changed = actions.change_details(by=manager, organisation=provider, area="Rutland")
    assert queries.public_state(changed) == queries.PublicState(1, False)


def test_a_page_leads_to_its_successor_once_that_has_a_page(
    manager: Person, provider: Organisation, withywick: Organisation
) -> None:
    ended = actions.end_organisation(
        by=manager,
        organisation=provider,
        ends=date(2025, 6, 30),
        successor=withywick,
        why="Merged",
    )
    actions.publish_organisation(by=manager, organisation=ended)

    def says() -> tuple[Any, ...]:
        said = published.latest("organisation", provider.reference).payload
        return said.ends, said.successor, said.successor_name

    assert says() == ("2025-06-30", None, "Withywick Support")
    actions.publish_organisation(by=manager, organisation=withywick)
    assert says() == ("2025-06-30", "withywick-support", "Withywick Support")
    actions.publish_organisation(by=manager, organisation=withywick)
    assert published.latest("organisation", provider.reference).version == 2


def test_the_kinds_are_signed_up_with_their_addresses() -> None:
    assert kind("organisation").address("withywick") == "/organisations/withywick"
    assert kind("office").address("office") == "/"
