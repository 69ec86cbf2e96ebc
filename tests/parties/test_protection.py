"""A20: the address of a protected organisation stands nowhere, and a reason alone brings it to light."""

import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.core import serializers
from django.db import connection
from django.test import Client

from precept.foundation.ledger import actions as ledger
from precept.foundation.ledger import queries as ledger_queries
from precept.foundation.ledger.actions import SYSTEM, Changed, NotAllowed, Refused
from precept.foundation.ledger.models import Event
from precept.foundation.people.models import Person
from precept.foundation.private import CannotBePrinted
from precept.foundation.publications import queries as published
from precept.foundation.publications.models import Publication
from precept.foundation.search.models import EntryRow
from precept.parties import actions
from precept.parties.models import HiddenAddress, Organisation
from precept.parties.published import area_only
from tests.parties.refuge import ADDRESS, POSTCODE, STREET, WHY, protect, says_it

pytestmark = pytest.mark.django_db


def everything_kept() -> str:
    """Every word of every table, the enciphered ones as they lie there."""
    words = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            words += [str(value) for row in cursor.fetchall() for value in row]
    return "\n".join(words)


def test_a20_a_marked_organisation_keeps_its_address_enciphered_and_nowhere_else(
    manager: Person, refuge: Organisation
) -> None:
    contact = actions.add_contact(
        by=manager,
        organisation=refuge,
        name="Sam",
        role="Night desk, 71 Hollow, Canary Lane",
        telephone="1",
    )
    actions.publish_organisation(by=manager, organisation=refuge)
    assert says_it(everything_kept())

    marked = protect(manager, refuge)

    assert (marked.is_protected, marked.postal_address, marked.website) == (True, "", "")
    assert marked.about == "Gives shelter at [removed], day and night."
    assert marked.source == "A letter from [removed]"
    contact.refresh_from_db()
    assert contact.role == "Night desk, [removed]"
    assert HiddenAddress.objects.get(organisation=refuge).address.reveal() == ADDRESS
    assert [former.name for former in marked.former_names.all()] == ["House at [removed]"]
    assert not says_it(everything_kept())


def test_a20_everything_published_of_it_says_its_area_alone_older_versions_too(
    manager: Person, refuge: Organisation
) -> None:
    actions.publish_organisation(by=manager, organisation=refuge)
    renamed = actions.rename(by=manager, organisation=refuge, name="Larkmantle House")
    actions.publish_organisation(by=manager, organisation=renamed)

    protect(manager, refuge)

    def public(name: str) -> Any:
        return area_only("larkmantle-refuge", name, "Leicestershire", is_invented=False)

    key = ("organisation", "larkmantle-refuge")
    assert published.latest(*key).payload == public("Larkmantle House")
    assert [published.version(*key, number).payload for number in (1, 2, 3)] == [
        public("Larkmantle Refuge"),
        public("Larkmantle House"),
        public("Larkmantle House"),
    ]
    assert ledger_queries.check([]).holds
    for row in Publication.objects.filter(kind="organisation", version__lte=2):
        said = [
            ledger.said(event)
            for event in Event.objects.filter(
                subject=row.subject, type="version reduced to the area"
            )
        ]
        assert {"version": row.version, "digest": row.digest_now} in [one["after"] for one in said]


def test_a20_its_address_leaves_what_is_published_of_others(
    manager: Person, refuge: Organisation, add: Callable[..., Organisation]
) -> None:
    other = add("Withywick Support", about="Works with the refuge at 71 HOLLOW  CANARY lane.")
    actions.publish_organisation(by=manager, organisation=other)

    protect(manager, refuge)

    assert published.latest("organisation", other.reference).payload.about == (
        "Works with the refuge at [removed]."
    )
    assert not any(says_it(row.terms + row.shown + row.title) for row in EntryRow.objects.all())
    changed = actions.change_details(by=manager, organisation=other, about=f"Near {STREET}")
    with pytest.raises(Refused):
        actions.publish_organisation(by=manager, organisation=changed)


def test_a20_words_that_somebody_adds_leave_everything_published_too(
    manager: Person, refuge: Organisation, add: Callable[..., Organisation]
) -> None:
    other = add("Withywick Support", about="Next to the Canary Mill.")
    actions.publish_organisation(by=manager, organisation=other)

    protect(manager, refuge, also_remove=["canary mill", ""])

    assert (
        published.latest("organisation", other.reference).payload.about == "Next to the [removed]."
    )


def test_a20_no_page_search_mail_log_or_export_says_it(
    manager: Person,
    refuge: Organisation,
    client_as: Callable[[Person], Client],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    actions.publish_organisation(by=manager, organisation=refuge)
    marked = protect(manager, refuge)
    client = client_as(manager)
    start = f"/office/organisations/{refuge.reference}"
    places = ["", "/details", "/name", "/former-names", "/numbers", "/contacts/new", "/end"]
    places += ["/protection", "/address"]

    pages = [client.get(f"{start}{place}") for place in places]
    pages.append(client.get("/office/organisations?words=larkmantle"))
    pages.append(client.get("/office/published/organisation/larkmantle-refuge"))
    pages.append(client.post(f"{start}/address", {"why": ""}))

    assert [page.status_code for page in pages] == [200] * (len(pages) - 1) + [422]
    assert not any(says_it(page.content.decode()) for page in pages)
    assert not says_it(caplog.text)
    assert not says_it("\n".join(ledger_queries.export()))
    hidden = HiddenAddress.objects.get()
    assert not says_it(f"{hidden!r} {hidden.__dict__!r} {marked!r} {marked.__dict__!r}")
    with pytest.raises(CannotBePrinted):
        serializers.serialize("json", [hidden])


def test_a20_marking_is_an_event_that_does_not_say_where(
    manager: Person, refuge: Organisation
) -> None:
    protect(manager, refuge)

    [event] = Event.objects.filter(type="organisation protected")
    assert ledger.said(event) == {
        "why": WHY,
        "before": {"area": "Leicestershire"},
        "after": {"area": "Leicestershire", "protected": True},
    }
    added = Event.objects.get(subject=refuge.subject, type="organisation added")
    assert added.personal
    assert [part.name for part in added.parts.all()] == ["facts"]


def test_a20_an_address_is_revealed_for_a_reason_that_stays(
    manager: Person, refuge: Organisation
) -> None:
    protect(manager, refuge)

    assert actions.reveal_address(by=manager, organisation=refuge, why="A visit") == ADDRESS

    event = Event.objects.filter(subject=refuge.subject).order_by("-place")[0]
    assert (event.type, event.actor, ledger.said(event)) == (
        "protected address revealed",
        manager.ledger_name,
        {"why": "A visit"},
    )


def test_a20_an_address_is_revealed_to_nobody_without_the_power(
    manager: Person, officer: Person, refuge: Organisation
) -> None:
    with pytest.raises(NotAllowed):
        actions.reveal_address(by=manager, organisation=refuge, why="Not protected yet")
    protect(manager, refuge)

    for asker in (officer, SYSTEM):
        with pytest.raises(NotAllowed):
            actions.reveal_address(by=asker, organisation=refuge, why="A visit")

    assert not Event.objects.filter(type="protected address revealed").exists()


@pytest.mark.parametrize("why", ["", "A visit to 71 hollow canary lane", f"To {POSTCODE}"])
def test_a20_a_reason_is_needed_and_must_not_say_where(
    manager: Person, refuge: Organisation, why: str
) -> None:
    with pytest.raises(Refused) as refusal:
        protect(manager, refuge, why=why)
    assert refusal.value.field == "why"
    refuge.refresh_from_db()
    assert not refuge.is_protected

    protect(manager, refuge)
    with pytest.raises(Refused) as refusal:
        actions.reveal_address(by=manager, organisation=refuge, why=why)
    assert refusal.value.field == "why"


def test_a20_no_later_change_brings_the_address_back(manager: Person, refuge: Organisation) -> None:
    one: dict[str, Any] = {"by": manager, "organisation": protect(manager, refuge)}
    tries: list[tuple[str, Callable[[], object]]] = [
        ("about", lambda: actions.change_details(**one, about=f"Shelter at {STREET}")),
        ("area", lambda: actions.change_details(**one, area="")),
        ("area", lambda: actions.change_details(**one, area=STREET)),
        ("source", lambda: actions.change_details(**one, source=f"From {STREET}")),
        ("postal_address", lambda: actions.change_details(**one, postal_address="Elsewhere 1")),
        ("website", lambda: actions.change_details(**one, website="https://a.example/LE159ZZ")),
        ("name", lambda: actions.rename(**one, name=f"House at {STREET}")),
        ("why", lambda: actions.rename(**one, name="Other", why=STREET)),
        ("name", lambda: actions.add_former_name(**one, name=STREET)),
        ("role", lambda: actions.add_contact(**one, name="Sam", role=STREET, telephone="1")),
        ("why", lambda: actions.publish_organisation(**one, why=STREET)),
    ]
    for field, change in tries:
        with pytest.raises(Refused) as refusal:
            change()
        assert refusal.value.field == field


def test_a20_another_address_takes_the_place_of_the_first(
    manager: Person, refuge: Organisation, add: Callable[..., Organisation]
) -> None:
    other = add("Withywick Support", about="Close to 3 New Canary Row.")
    actions.publish_organisation(by=manager, organisation=other)
    marked = protect(manager, refuge)

    actions.set_protected_address(
        by=manager,
        organisation=marked,
        secret_address="3 New Canary Row\nMelton",
        also_remove=["Canary Row"],
        why="They moved",
        version=marked.version,
    )

    assert (
        actions.reveal_address(by=manager, organisation=refuge, why="A visit")
        == "3 New Canary Row\nMelton"
    )
    assert published.latest("organisation", other.reference).payload.about == "Close to [removed]."
    assert not says_it(everything_kept())
    with pytest.raises(Changed):
        actions.set_protected_address(
            by=manager,
            organisation=marked,
            secret_address="4 Another Road",
            why="x",
            version=marked.version,
        )


def test_a20_an_organisation_added_as_protected_has_no_open_address_for_a_moment(
    manager: Person, officer: Person
) -> None:
    given: dict[str, Any] = {
        "name": "Larkmantle Refuge",
        "area": "Leicestershire",
        "postal_address": ADDRESS,
        "is_protected": True,
    }
    with pytest.raises(NotAllowed):
        actions.add_organisation(by=officer, **given)
    with pytest.raises(Refused) as refusal:
        actions.add_organisation(by=manager, **{**given, "about": f"At {STREET}"})
    assert refusal.value.field == "about"
    with pytest.raises(Refused) as refusal:
        actions.add_organisation(by=manager, **{**given, "area": ""})
    assert refusal.value.field == "area"

    made = actions.add_organisation(by=manager, **given)

    assert (made.is_protected, made.postal_address) == (True, "")
    assert actions.reveal_address(by=manager, organisation=made, why="A visit") == ADDRESS
    assert not says_it(everything_kept())


def test_a20_the_demonstration_adds_a_refuge_without_an_address(db: None) -> None:
    made = actions.add_organisation(
        by=SYSTEM, name="Larkmantle Refuge", area="Leicestershire", is_protected=True
    )

    assert made.is_protected
    assert not HiddenAddress.objects.exists()
    with pytest.raises(NotAllowed):
        actions.add_organisation(
            by=SYSTEM,
            name="Another Refuge",
            area="Leicestershire",
            is_protected=True,
            secret_address=ADDRESS,
        )
