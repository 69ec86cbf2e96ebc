"""When an organisation can be marked as protected, and who hears of it."""

import json
from typing import Any

import pytest

from precept.foundation.ledger import queries as ledger_queries
from precept.foundation.ledger.actions import Changed, Refused
from precept.foundation.ledger.models import Part
from precept.foundation.people.models import Person
from precept.foundation.publications import actions as publications
from precept.foundation.publications import queries as published
from precept.foundation.publications.models import Publication
from precept.parties import actions
from precept.parties.models import Office, Organisation
from precept.parties.published import area_only
from tests.parties.refuge import STREET, WHY, protect, says_it

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"area": STREET}, "area"),
        ({"secret_address": "Oxenmere"}, "secret_address"),
        ({"also_remove": ["of"]}, "also_remove"),
    ],
)
def test_a_marking_that_would_help_nobody_is_refused(
    manager: Person, refuge: Organisation, given: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        protect(manager, refuge, **given)

    assert refusal.value.field == field


def test_an_organisation_is_marked_once(manager: Person, refuge: Organisation) -> None:
    protect(manager, refuge)

    with pytest.raises(Changed):
        protect(manager, refuge)


def test_only_a_protected_organisation_has_a_secret_address(
    manager: Person, refuge: Organisation
) -> None:
    with pytest.raises(Refused) as refusal:
        actions.set_protected_address(
            by=manager, organisation=refuge, secret_address="1 A Road", why="x"
        )

    assert refusal.value.field == "secret_address"


def test_the_body_of_the_office_cannot_hide(manager: Person, office: Office) -> None:
    with pytest.raises(Refused):
        protect(manager, office.body)


def test_a_stale_marking_marks_nothing(manager: Person, refuge: Organisation) -> None:
    actions.change_details(by=manager, organisation=refuge, area="Rutland")

    with pytest.raises(Changed):
        protect(manager, refuge, version=refuge.version)

    refuge.refresh_from_db()
    assert not refuge.is_protected


def test_whoever_signed_up_hears_of_it_before_the_words_are_removed(
    manager: Person, refuge: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[actions.Protection] = []

    def publish_again(protection: actions.Protection) -> None:
        heard.append(protection)
        publications.publish(
            kind_name="organisation",
            key="another",
            title=f"Another, near {STREET}",
            payload=area_only("another", "Another", "Rutland", is_invented=False),
            by=protection.by,
            why=protection.why,
        )

    monkeypatch.setattr("precept.parties.sign_ups._when_protected", [])
    actions.when_protected(publish_again)
    actions.when_protected(publish_again)

    marked = protect(manager, refuge)

    assert heard == [actions.Protection(marked, manager, WHY)]
    assert published.latest("organisation", "another").title == "Another, near [removed]"


def test_what_was_withdrawn_stays_withdrawn(manager: Person, refuge: Organisation) -> None:
    row = actions.publish_organisation(by=manager, organisation=refuge)
    publications.withdraw(by=manager, publication=row, why="Sent in error")

    protect(manager, refuge)

    assert published.latest("organisation", refuge.reference).is_tombstone
    [first] = Publication.objects.filter(version=1)
    assert json.loads(first.payload)["about"] == ""


def test_the_ledger_holds_after_its_words_were_erased(
    manager: Person, refuge: Organisation
) -> None:
    protect(manager, refuge)

    assert ledger_queries.check([]).holds
    assert not any(says_it(part.text) for part in Part.objects.all())
