"""Setting up the office, changing it, publishing it, and mailing its checkpoints."""

import json
from typing import Any

import pytest

from precept.foundation.ledger import actions as ledger
from precept.foundation.ledger import queries as ledger_queries
from precept.foundation.ledger import sealing
from precept.foundation.ledger.actions import SYSTEM, Changed, NotAllowed, Refused
from precept.foundation.ledger.models import Event
from precept.foundation.outbox.models import Mail
from precept.foundation.people.models import Person
from precept.foundation.publications import queries as published
from precept.parties import actions, queries
from precept.parties.models import Office, Organisation
from precept.parties.published import BodyInTurnPublished, OfficePublished

pytestmark = pytest.mark.django_db


def last() -> tuple[str, dict[str, Any]]:
    event = Event.objects.filter(subject="office:office").order_by("-place")[0]
    return event.type, ledger.said(event)


def test_the_office_is_set_up_with_its_body(office: Office) -> None:
    assert queries.office() == office
    assert (office.name, office.short_name, office.is_demonstration, office.version) == (
        "Office of the Commissioner for Borderland",
        "Borderland",
        False,
        1,
    )
    assert (office.body.reference, office.body.kinds, office.body.area) == (
        "commissioner-for-borderland",
        ["commissioning body"],
        "Borderland",
    )
    assert last() == (
        "office set up",
        {
            "after": {
                "name": "Office of the Commissioner for Borderland",
                "short_name": "Borderland",
                "area": "Borderland",
                "body": "Commissioner for Borderland",
                "demonstration": False,
            }
        },
    )


def test_the_demonstration_sets_up_an_office_of_a_body_that_is_here(
    withywick: Organisation,
) -> None:
    made = actions.set_up_office(
        by=SYSTEM, name="Office", short_name="Office", body=withywick, is_demonstration=True
    )

    assert (made.body, made.is_demonstration) == (withywick, True)
    assert queries.is_demonstration()


def test_there_is_one_office(administrator: Person, office: Office) -> None:
    with pytest.raises(Refused):
        actions.set_up_office(by=administrator, name="Two", short_name="Two", body_name="Two")

    assert Office.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": " "}, "name"),
        ({"short_name": ""}, "short_name"),
        ({"short_name": "x" * 81}, "short_name"),
        ({"body_name": ""}, "body_name"),
        ({"website": "nowhere"}, "website"),
        ({"mailbox": "nobody"}, "mailbox"),
        ({"colour": "blue"}, "colour"),
        ({"colour": "#777777"}, "colour"),
        ({"accent": "#12"}, "accent"),
        ({"checkpoint_keepers": ["a@example.org", "nobody"]}, "checkpoint_keepers"),
        (
            {"checkpoint_keepers": [f"a{number}@example.org" for number in range(21)]},
            "checkpoint_keepers",
        ),
    ],
)
def test_an_office_that_cannot_be_is_refused_beside_its_field(
    administrator: Person, given: dict[str, Any], field: str
) -> None:
    typed: dict[str, Any] = {"name": "One", "short_name": "One", "body_name": "Body", **given}
    with pytest.raises(Refused) as refusal:
        actions.set_up_office(by=administrator, **typed)

    assert refusal.value.field == field
    assert not Organisation.objects.exists()


def test_a_change_says_what_was_and_is_but_not_who_keeps_checkpoints(
    administrator: Person, office: Office
) -> None:
    changed = actions.change_office(
        by=administrator,
        version=1,
        short_name="The Border",
        colour="#000080",
        accent="#FC0",
        checkpoint_keepers=["panel@example.org", "", "panel@example.org"],
        why="A new look",
    )

    assert (changed.name, changed.short_name, changed.colour, changed.accent) == (
        "Office of the Commissioner for Borderland",
        "The Border",
        "#000080",
        "#ffcc00",
    )
    assert (changed.checkpoint_keepers, changed.version) == (["panel@example.org"], 2)
    assert last() == (
        "office changed",
        {
            "why": "A new look",
            "before": {"short_name": "Borderland", "colour": "#1d3557", "accent": "#457b9d"},
            "after": {
                "short_name": "The Border",
                "colour": "#000080",
                "accent": "#ffcc00",
                "checkpoint_keepers": 1,
            },
        },
    )


def test_a_stale_or_empty_change_changes_nothing(administrator: Person, office: Office) -> None:
    actions.change_office(by=administrator, version=1, short_name="The Border")

    with pytest.raises(Changed):
        actions.change_office(by=administrator, version=1, short_name="Other")
    with pytest.raises(Refused):
        actions.change_office(by=administrator, short_name="The Border")

    assert Office.objects.get().short_name == "The Border"


def test_nothing_can_be_changed_or_published_before_it_is_set_up(administrator: Person) -> None:
    with pytest.raises(Refused):
        actions.change_office(by=administrator, short_name="x")
    with pytest.raises(Refused):
        actions.publish_office(by=administrator)


def test_the_office_needs_the_power(manager: Person, office: Office) -> None:
    for act in (
        lambda: actions.set_up_office(by=manager, name="x", short_name="x", body_name="x"),
        lambda: actions.change_office(by=manager, short_name="x"),
        lambda: actions.publish_office(by=manager),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_the_office_is_released_with_how_to_reach_it(administrator: Person, office: Office) -> None:
    actions.change_office(
        by=administrator,
        mailbox="office@borderland.example",
        telephone="01632 960001",
        postal_address="1 Market Place\nLE1 5FQ",
        website="https://borderland.example",
    )

    actions.publish_office(by=administrator, why="First time")

    released = published.latest("office", "office")
    assert released.address == "/"
    assert released.payload == OfficePublished(
        name="Office of the Commissioner for Borderland",
        short_name="Borderland",
        body="Commissioner for Borderland",
        body_reference="commissioner-for-borderland",
        area="Borderland",
        colour="#1d3557",
        accent="#457b9d",
        website="https://borderland.example",
        postal_address="1 Market Place\nLE1 5FQ",
        mailbox="office@borderland.example",
        telephone="01632 960001",
        is_demonstration=False,
        bodies=(
            BodyInTurnPublished(
                body="Commissioner for Borderland",
                body_reference="commissioner-for-borderland",
                office="Office of the Commissioner for Borderland",
                decider="Commissioner",
                starts=None,
                ends=None,
                under="",
                source="",
            ),
        ),
    )
    assert last() == ("office published", {"why": "First time", "after": {"version": 1}})


def test_the_body_has_a_page_as_soon_as_the_front_page_leads_to_it(
    administrator: Person, office: Office
) -> None:
    for _ in range(2):
        actions.publish_office(by=administrator)

    assert published.latest("organisation", "commissioner-for-borderland").version == 1


def test_each_checkpoint_is_mailed_to_its_keepers(administrator: Person, office: Office) -> None:
    keepers = ["panel@example.org", "auditor@example.org"]
    actions.change_office(by=administrator, checkpoint_keepers=keepers)

    [checkpoint] = sealing.seal()

    mails = list(Mail.objects.order_by("pk"))
    assert [(mail.to, mail.subject, mail.about) for mail in mails] == [
        (keeper, "Checkpoint 1 of Borderland", "office:office") for keeper in keepers
    ]
    text = mails[0].text
    assert text is not None
    [line] = [line for line in text.reveal().splitlines() if line.startswith("{")]
    assert json.loads(line) == {
        "statement": checkpoint.statement,
        "signature": checkpoint.signature,
        "key": checkpoint.key,
    }
    assert ledger_queries.check([json.loads(line)]).holds
    assert last() == (
        "checkpoint mailed to its keepers",
        {"after": {"checkpoint": 1, "keepers": 2}},
    )


def test_a_checkpoint_that_nobody_keeps_is_mailed_to_nobody(office: Office) -> None:
    sealing.seal()

    assert not Mail.objects.exists()
    assert last()[0] == "office set up"
