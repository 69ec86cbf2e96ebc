"""Adding organisations, and changing what is kept of them: state, event and refusal."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from precept.foundation.ledger import actions as ledger
from precept.foundation.ledger.actions import SYSTEM, Changed, NotAllowed, Refused
from precept.foundation.ledger.models import Event
from precept.foundation.people.models import Person
from precept.parties import actions, queries
from precept.parties.models import FormerName, Identifier, Organisation

pytestmark = pytest.mark.django_db


def last(subject: str) -> tuple[str, dict[str, Any]]:
    """The type and the facts of the newest event of a subject."""
    event = Event.objects.filter(subject=subject).order_by("-place")[0]
    return event.type, ledger.said(event)


def personal(subject: str) -> str:
    """What the newest event of a subject keeps in its erasable part."""
    event = Event.objects.filter(subject=subject).order_by("-place")[0]
    return event.parts.get(name="personal").text


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


# Duplicates


def test_what_may_be_here_already_is_refused_with_its_candidates(
    manager: Person, withywick: Organisation
) -> None:
    with pytest.raises(actions.LooksKnown) as refusal:
        actions.add_organisation(by=manager, name="The Withywick Support Ltd")

    assert refusal.value.field == "confirmed"
    assert refusal.value.candidates == [
        queries.Candidate(
            reference="withywick-support",
            name="Withywick Support",
            area="Leicestershire",
            is_ended=False,
            likeness=queries.rules.Likeness.LIKELY,
            why="The same name",
        )
    ]


def test_what_may_be_here_already_is_added_once_confirmed(
    manager: Person, withywick: Organisation
) -> None:
    made = actions.add_organisation(by=manager, name="Withywick Support", confirmed=True)

    assert made.reference == "withywick-support-2"


def test_a_number_somebody_has_is_refused_even_when_confirmed(
    manager: Person, add: Callable[..., Organisation]
) -> None:
    add("Withywick Support", identifiers=[("GB-CHC", "1234567")])

    with pytest.raises(actions.LooksKnown) as refusal:
        actions.add_organisation(
            by=manager,
            name="Quite Another Body",
            identifiers=[("GB-CHC", "GB-CHC-1234567")],
            confirmed=True,
        )

    assert (refusal.value.field, refusal.value.words) == (
        "value",
        "Withywick Support has this number already",
    )


def test_candidates_are_found_by_number_name_former_name_and_close_spelling(
    add: Callable[..., Organisation],
) -> None:
    add("Withywick Support", identifiers=[("GB-CHC", "1234567")])
    add("Listening Service", former_names=[("Withywick Support", None)])
    add("Withiwick Support")
    add("Support Withywick CIC")
    add("Larkmantle Refuge")

    found = queries.alike("Withywick Support", [("GB-CHC", "1234567")])

    assert [(one.name, one.likeness.name) for one in found] == [
        ("Withywick Support", "CERTAIN"),
        ("Listening Service", "LIKELY"),
        ("Support Withywick CIC", "POSSIBLE"),
        ("Withiwick Support", "POSSIBLE"),
    ]


def test_looking_for_candidates_costs_the_same_among_one_and_among_many(
    add: Callable[..., Organisation], django_assert_num_queries: Any
) -> None:
    add("Withywick Support 1")
    with django_assert_num_queries(6):
        queries.alike("Withywick Support", [("GB-CHC", "1234567")])

    for number in range(2, 40):
        add(f"Withywick Support {number}")
    with django_assert_num_queries(6):
        found = queries.alike("Withywick Support", [("GB-CHC", "1234567")])

    assert len(found) == 10


# Details


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


# Names


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


# Numbers


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


# Contacts


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
        {"after": {"contact": contact.reference, "starts": "2024-01-01", "ends": None}},
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
        ({"email": "", "telephone": ""}, "email"),
        ({"email": "sam at example"}, "email"),
        ({"telephone": "1" * 41}, "telephone"),
        ({"starts": date(2026, 1, 2), "ends": date(2026, 1, 1)}, "ends"),
    ],
)
def test_a_contact_that_cannot_be_reached_is_refused(
    manager: Person, withywick: Organisation, given: dict[str, Any], field: str
) -> None:
    typed: dict[str, Any] = {"name": "Sam", "email": "sam@withywick.example", **given}
    with pytest.raises(Refused) as refusal:
        actions.add_contact(by=manager, organisation=withywick, **typed)

    assert refusal.value.field == field


# Endings


def test_a_succession_is_noted_on_both_and_heard_by_those_who_signed_up(
    manager: Person,
    withywick: Organisation,
    add: Callable[..., Organisation],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    heard: list[actions.Succession] = []
    monkeypatch.setattr("precept.parties.sign_ups._when_succeeded", [])
    actions.when_succeeded(heard.append)
    actions.when_succeeded(heard.append)
    older = add("Fennelby Listening Service")

    ended = actions.end_organisation(
        by=manager,
        organisation=older,
        ends=date(2025, 6, 30),
        successor=withywick,
        why="Merged",
        version=1,
    )

    assert (ended.ends, ended.successor) == (date(2025, 6, 30), withywick)
    assert last(older.subject) == (
        "organisation succeeded",
        {
            "why": "Merged",
            "after": {"ends": "2025-06-30", "successor": "Withywick Support"},
        },
    )
    assert last(withywick.subject) == (
        "organisation took the place of another",
        {"why": "Merged", "after": {"predecessor": "Fennelby Listening Service"}},
    )
    assert heard == [actions.Succession(ended, withywick, date(2025, 6, 30), manager, "Merged")]


def test_correcting_a_day_tells_nobody_of_the_same_successor_again(
    manager: Person,
    withywick: Organisation,
    add: Callable[..., Organisation],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    heard: list[actions.Succession] = []
    monkeypatch.setattr("precept.parties.sign_ups._when_succeeded", [heard.append])
    older = add("Fennelby")
    for day in (30, 29):
        actions.end_organisation(
            by=manager, organisation=older, ends=date(2025, 6, day), successor=withywick, why="x"
        )

    assert len(heard) == 1
    assert last(older.subject)[1]["before"] == {
        "ends": "2025-06-30",
        "successor": "Withywick Support",
    }


def test_successors_never_go_round_in_a_circle(
    manager: Person, add: Callable[..., Organisation]
) -> None:
    first, second, third = add("First Body"), add("Second Body"), add("Third Body")
    day = date(2025, 6, 30)
    actions.end_organisation(by=manager, organisation=first, ends=day, successor=second, why="x")
    actions.end_organisation(by=manager, organisation=second, ends=day, successor=third, why="x")

    for successor in (third, first):
        with pytest.raises(Refused) as refusal:
            actions.end_organisation(
                by=manager, organisation=third, ends=day, successor=successor, why="x"
            )
        assert refusal.value.field == "successor"


def test_an_ending_needs_a_reason_and_is_undone_with_one(
    manager: Person, withywick: Organisation
) -> None:
    with pytest.raises(Refused) as refusal:
        actions.end_organisation(
            by=manager, organisation=withywick, ends=date(2025, 6, 30), why=" "
        )
    assert refusal.value.field == "why"
    with pytest.raises(Refused):
        actions.undo_ending(by=manager, organisation=withywick, why="It goes on")

    actions.end_organisation(by=manager, organisation=withywick, ends=date(2025, 6, 30), why="x")
    undone = actions.undo_ending(by=manager, organisation=withywick, why="It goes on")

    assert (undone.ends, undone.successor) == (None, None)
    assert last(withywick.subject)[0] == "ending undone"


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
