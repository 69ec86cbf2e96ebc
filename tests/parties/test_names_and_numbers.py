"""What an organisation is called, its numbers, and whom to call: state, event and refusal."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from precept.foundation.ledger.actions import Changed, Refused
from precept.foundation.people.models import Person
from precept.parties import actions, queries
from precept.parties.models import Organisation
from tests.parties.events import last, personal

pytestmark = pytest.mark.django_db


def test_a_new_name_keeps_the_former_one_with_its_last_day(
    manager: Person, withywick: Organisation
) -> None:
    renamed = actions.rename(
        by=manager,
        organisation=withywick,
        name="Withywick & Friends",
        until=date(2026, 3, 31),
        version=1,
        why="They voted",
    )

    assert (renamed.reference, renamed.name, renamed.name_key) == (
        "withywick-support",
        "Withywick & Friends",
        "withywick and friends",
    )
    assert list(renamed.former_names.values_list("name", "until", "name_key")) == [
        ("Withywick Support", date(2026, 3, 31), "withywick support")
    ]
    assert last(withywick.subject) == (
        "organisation renamed",
        {
            "why": "They voted",
            "before": {"name": "Withywick Support"},
            "after": {"name": "Withywick & Friends", "until": "2026-03-31"},
        },
    )


def test_a_mistyped_name_leaves_no_former_one(manager: Person, withywick: Organisation) -> None:
    renamed = actions.rename(
        by=manager, organisation=withywick, name="Withywick Supports", keep_former=False
    )

    assert not renamed.former_names.exists()
    assert last(withywick.subject)[0] == "organisation’s name corrected"


@pytest.mark.parametrize(("name", "field"), [("Withywick Support", "name"), ("", "name")])
def test_a_name_that_is_none_or_the_same_is_refused(
    manager: Person, withywick: Organisation, name: str, field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        actions.rename(by=manager, organisation=withywick, name=name)

    assert refusal.value.field == field


def test_former_names_are_added_and_taken_away(manager: Person, withywick: Organisation) -> None:
    actions.add_former_name(
        by=manager, organisation=withywick, name="Old Withy", until=date(2001, 1, 1)
    )
    assert list(withywick.former_names.values_list("name", flat=True)) == ["Old Withy"]
    assert last(withywick.subject) == (
        "former name added",
        {"after": {"name": "Old Withy", "until": "2001-01-01"}},
    )
    with pytest.raises(Refused):
        actions.add_former_name(by=manager, organisation=withywick, name="Old Withy")

    actions.remove_former_name(by=manager, organisation=withywick, name="Old Withy")
    assert not withywick.former_names.exists()
    assert last(withywick.subject) == ("former name removed", {"before": {"name": "Old Withy"}})
    with pytest.raises(Changed):
        actions.remove_former_name(by=manager, organisation=withywick, name="Old Withy")


def test_a_number_is_kept_as_its_register_spells_it(
    manager: Person, withywick: Organisation
) -> None:
    actions.add_identifier(
        by=manager, organisation=withywick, scheme="GB-PPON", value="pxjr8257mygr", version=1
    )

    assert list(withywick.identifiers.values_list("scheme", "value")) == [
        ("GB-PPON", "PXJR-8257-MYGR")
    ]
    assert last(withywick.subject) == (
        "identifier added",
        {"after": {"identifier": "GB-PPON-PXJR-8257-MYGR"}},
    )
    assert queries.with_identifier("GB-PPON", "PXJR8257MYGR") == withywick


@pytest.mark.parametrize(
    ("scheme", "value", "field"),
    [("GB-CHC", "12", "value"), ("GB-XXX", "1234567", "scheme"), ("GB-CHC", "7654321", "value")],
)
def test_a_number_that_is_none_or_taken_is_refused(
    manager: Person,
    withywick: Organisation,
    add: Callable[..., Organisation],
    scheme: str,
    value: str,
    field: str,
) -> None:
    add("Larkmantle", identifiers=[("GB-CHC", "7654321")])

    with pytest.raises(Refused) as refusal:
        actions.add_identifier(by=manager, organisation=withywick, scheme=scheme, value=value)

    assert refusal.value.field == field


def test_a_number_is_taken_away_once(manager: Person, add: Callable[..., Organisation]) -> None:
    one = add("Larkmantle", identifiers=[("GB-CHC", "7654321")])

    actions.remove_identifier(by=manager, organisation=one, scheme="GB-CHC", value="7654321")

    assert not one.identifiers.exists()
    assert last(one.subject) == (
        "identifier removed",
        {"before": {"identifier": "GB-CHC-7654321"}},
    )
    with pytest.raises(Changed):
        actions.remove_identifier(by=manager, organisation=one, scheme="GB-CHC", value="7654321")


def test_what_is_known_of_a_contact_can_be_erased_from_the_ledger(
    manager: Person, withywick: Organisation
) -> None:
    contact = actions.add_contact(
        by=manager,
        organisation=withywick,
        name="Sam Sample",
        role="Lead",
        email="sam@withywick.example",
        starts=date(2024, 1, 1),
    )

    assert last(withywick.subject) == (
        "contact added",
        {"after": {"contact": contact.reference, "starts": "2024-01-01"}},
    )
    assert personal(withywick.subject) == (
        '{"email":"sam@withywick.example","name":"Sam Sample","role":"Lead","telephone":""}'
    )


def test_a_contact_is_changed_and_ended(manager: Person, withywick: Organisation) -> None:
    contact = actions.add_contact(
        by=manager, organisation=withywick, name="Sam", telephone="01632 960001"
    )
    changed = actions.change_contact(
        by=manager, contact=contact, name="Sam Sample", email="sam@withywick.example", version=2
    )
    assert (changed.name, changed.email, changed.telephone) == (
        "Sam Sample",
        "sam@withywick.example",
        "",
    )
    with pytest.raises(Refused):
        actions.change_contact(
            by=manager, contact=contact, name="Sam Sample", email="sam@withywick.example"
        )
    with pytest.raises(Changed):
        actions.change_contact(by=manager, contact=contact, name="Samuel", telephone="1", version=2)

    ended = actions.end_contact(by=manager, contact=contact, ends=date(2026, 5, 1))
    assert ended.ends == date(2026, 5, 1)
    assert last(withywick.subject)[0] == "contact ended"
    with pytest.raises(Changed):
        actions.end_contact(by=manager, contact=contact)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": ""}, "name"),
        ({"email": "sam at example"}, "email"),
        ({"telephone": "1" * 41}, "telephone"),
        ({"starts": date(2026, 1, 2), "ends": date(2026, 1, 1)}, "ends"),
    ],
)
def test_a_contact_that_cannot_be_is_refused(
    manager: Person, withywick: Organisation, given: dict[str, Any], field: str
) -> None:
    typed: dict[str, Any] = {"name": "Sam", "email": "sam@withywick.example", **given}
    with pytest.raises(Refused) as refusal:
        actions.add_contact(by=manager, organisation=withywick, **typed)

    assert refusal.value.field == field
