"""Adding organisations, and changing what is kept of them: state, event and refusal."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from precept.foundation.ledger.actions import SYSTEM, Changed, NotAllowed, Refused
from precept.foundation.people.models import Person
from precept.parties import actions
from precept.parties.models import FormerName, Identifier, Organisation
from tests.parties.events import last, personal

pytestmark = pytest.mark.django_db


def test_an_organisation_is_added_with_all_that_was_given(manager: Person) -> None:
    made = actions.add_organisation(
        by=manager,
        name="  Brindlewater   Recovery CIC ",
        kinds=["provider", "company"],
        starts=date(2012, 4, 1),
        area="Leicester",
        about="Helps people.",
        website="https://www.brindlewater.example",
        postal_address="1 Market Place\r\nLeicester",
        source="Its accounts",
        is_invented=True,
        identifiers=[("GB-COH", "123456"), ("GB-COH", "00123456")],
        former_names=[("Brindlewater Drop-In CIC", date(2024, 3, 31))],
        why="A new provider",
    )

    row = Organisation.objects.get(reference="brindlewater-recovery-cic")
    assert row == made
    assert (row.name, row.name_key, row.kinds, row.starts, row.area, row.about) == (
        "Brindlewater Recovery CIC",
        "brindlewater recovery",
        ["company", "provider"],
        date(2012, 4, 1),
        "Leicester",
        "Helps people.",
    )
    assert (row.website, row.postal_address, row.source, row.is_invented, row.version) == (
        "https://www.brindlewater.example",
        "1 Market Place\nLeicester",
        "Its accounts",
        True,
        1,
    )
    assert list(Identifier.objects.values_list("scheme", "value")) == [("GB-COH", "00123456")]
    assert list(FormerName.objects.values_list("name", "until", "name_key")) == [
        ("Brindlewater Drop-In CIC", date(2024, 3, 31), "brindlewater drop in")
    ]


def test_adding_is_an_event_whose_address_and_free_text_can_be_erased(manager: Person) -> None:
    actions.add_organisation(
        by=manager,
        name="Brindlewater Recovery",
        kinds=["company"],
        starts=date(2012, 4, 1),
        about="Helps people.",
        postal_address="1 Market Place\nLeicester",
        why="A new provider",
    )

    assert last("organisation:brindlewater-recovery") == (
        "organisation added",
        {
            "why": "A new provider",
            "after": {
                "name": "Brindlewater Recovery",
                "kinds": ["company"],
                "starts": "2012-04-01",
            },
        },
    )
    assert personal("organisation:brindlewater-recovery") == (
        '{"after":{"about":"Helps people.","postal_address":"1 Market Place\\nLeicester"}}'
    )


def test_the_system_may_add_for_the_command_line_and_the_demonstration(db: None) -> None:
    made = actions.add_organisation(by=SYSTEM, name="Withywick Support", reference="withywick")

    assert made.reference == "withywick"


def test_a_reference_that_is_taken_gets_a_number(add: Callable[..., Organisation]) -> None:
    assert [add("Withywick").reference for _ in range(3)] == [
        "withywick",
        "withywick-2",
        "withywick-3",
    ]
    assert add("New").reference == "new-2"


@pytest.mark.parametrize("reference", ["withywick-support", "new", "Not A Slug"])
def test_a_reference_that_cannot_be_had_is_refused(
    add: Callable[..., Organisation], withywick: Organisation, reference: str
) -> None:
    with pytest.raises(Refused) as refusal:
        add("Another", reference=reference)

    assert refusal.value.field == "reference"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"kinds": ["guild"]}, "kinds"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"website": "www.example.org"}, "website"),
        ({"area": "x" * 121}, "area"),
        ({"about": "x" * 5_001}, "about"),
        ({"identifiers": [("GB-CHC", "12")]}, "value"),
        ({"former_names": [("", None)]}, "name"),
        ({"secret_address": "1 Quiet Lane"}, "secret_address"),
        ({"postal_address": "14 Quiet Lane, Oakham", "why": "It is at 14 quiet lane"}, "why"),
    ],
)
def test_what_cannot_be_added_is_refused_beside_its_field(
    manager: Person, given: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        actions.add_organisation(**{"by": manager, "name": "Withywick", **given})

    assert refusal.value.field == field
    assert not Organisation.objects.exists()


def test_adding_needs_the_power(marker: Person) -> None:
    with pytest.raises(NotAllowed):
        actions.add_organisation(by=marker, name="Withywick")


def test_details_change_with_what_they_were_and_are(
    manager: Person, withywick: Organisation
) -> None:
    changed = actions.change_details(
        by=manager,
        organisation=withywick,
        version=1,
        kinds=["charity", "provider"],
        area="Rutland",
        about="New words",
        why="They told us",
    )

    assert (changed.kinds, changed.area, changed.about, changed.version) == (
        ["charity", "provider"],
        "Rutland",
        "New words",
        2,
    )
    assert last(withywick.subject) == (
        "organisation’s details changed",
        {
            "why": "They told us",
            "before": {"kinds": ["charity"], "area": "Leicestershire"},
            "after": {
                "kinds": ["charity", "provider"],
                "area": "Rutland",
                "also_changed": "about",
            },
        },
    )
    assert personal(withywick.subject) == '{"after":{"about":"New words"},"before":{"about":""}}'


def test_a_stale_change_is_not_saved(manager: Person, withywick: Organisation) -> None:
    actions.change_details(by=manager, organisation=withywick, version=1, area="Rutland")

    with pytest.raises(Changed):
        actions.change_details(by=manager, organisation=withywick, version=1, area="Melton")

    withywick.refresh_from_db()
    assert withywick.area == "Rutland"


def test_a_change_that_changes_nothing_is_refused(manager: Person, withywick: Organisation) -> None:
    with pytest.raises(Refused):
        actions.change_details(by=manager, organisation=withywick, area="Leicestershire")


def test_an_organisation_cannot_start_after_it_ended(
    manager: Person, withywick: Organisation
) -> None:
    actions.end_organisation(
        by=manager, organisation=withywick, ends=date(2025, 3, 31), why="Closed"
    )

    with pytest.raises(Refused) as refusal:
        actions.change_details(by=manager, organisation=withywick, starts=date(2025, 4, 1))

    assert refusal.value.field == "starts"


def test_keeping_organisations_needs_the_power(marker: Person, withywick: Organisation) -> None:
    one = {"by": marker, "organisation": withywick}
    refused = [
        lambda: actions.change_details(**one, area="Rutland"),
        lambda: actions.rename(**one, name="Other"),
        lambda: actions.add_former_name(**one, name="Other"),
        lambda: actions.remove_former_name(**one, name="Other"),
        lambda: actions.add_identifier(**one, scheme="GB-CHC", value="1234567"),
        lambda: actions.remove_identifier(**one, scheme="GB-CHC", value="1234567"),
        lambda: actions.add_contact(**one, name="Sam", telephone="1"),
        lambda: actions.end_organisation(**one, ends=date(2025, 1, 1), why="x"),
        lambda: actions.undo_ending(**one, why="x"),
        lambda: actions.mark_protected(**one, why="x"),
        lambda: actions.set_protected_address(**one, secret_address="1 A Road", why="x"),
        lambda: actions.reveal_address(**one, why="x"),
        lambda: actions.publish_organisation(**one),
    ]
    for act in refused:
        with pytest.raises(NotAllowed):
            act()
