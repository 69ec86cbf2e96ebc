"""Publishing and protecting an organisation on its pages."""

from collections.abc import Callable

import pytest

from precept.foundation.ledger.models import Event
from precept.foundation.people.models import Person
from precept.parties import actions
from precept.parties.models import Organisation
from tests.parties.reading import ONE, ClientAs, errors, links, words

pytestmark = pytest.mark.django_db

ADDRESS = "71 Hollow Lane\nOxenmere"


def test_publishing_is_offered_until_the_public_reads_what_stands_here(
    manager: Person, withywick: Organisation, client_as: ClientAs
) -> None:
    client = client_as(manager)
    assert "Publish it" in words(client.get(ONE))

    answer = client.post(ONE, {"act": "publish", "why": ""}, follow=True)

    assert "It was published." in words(answer)
    assert "Version 1 says what stands here." in words(answer)
    assert "Publish what changed" not in words(answer)
    actions.change_details(by=manager, organisation=withywick, area="Melton")
    assert "Version 1 does not say what has changed here since." in words(client.get(ONE))


def test_publishing_needs_the_power_and_says_who_has_it(
    officer: Person, withywick: Organisation, client_as: ClientAs
) -> None:
    client = client_as(officer)

    assert "Somebody who publishes the register can publish it." in words(client.get(ONE))
    assert client.post(ONE, {"act": "publish"}).status_code == 403


def test_a_text_that_looks_personal_is_said_beside_the_button(
    manager: Person, add: Callable[..., Organisation], client_as: ClientAs
) -> None:
    add("Withywick Support", about="Ring 07700 900123")

    page = client_as(manager).post(ONE, {"act": "publish"})

    assert page.status_code == 422
    assert errors(page) == [
        "This looks like personal information, which must not be published: phone number in about."
    ]


@pytest.fixture
def refuge(add: Callable[..., Organisation]) -> Organisation:
    return add("Withywick Support", area="Rutland", postal_address=ADDRESS)


def test_an_organisation_is_protected_on_a_page_that_says_what_it_does(
    manager: Person, refuge: Organisation, client_as: ClientAs
) -> None:
    client = client_as(manager)
    given = {"version": "1", "area": "Rutland", "why": "A refuge", "also_remove": "Hollow Mill\n"}
    assert errors(client.post(f"{ONE}/protection", given)) == [
        "Tick the box to say that you are sure"
    ]

    answer = client.post(f"{ONE}/protection", {**given, "sure": "on"}, follow=True)

    assert "It is protected" in words(answer)
    assert "Postal address Protected: not shown" in words(answer)
    assert "Hollow" not in words(answer)


def test_a_protected_address_is_shown_once_in_answer_to_a_reason(
    manager: Person, refuge: Organisation, client_as: ClientAs
) -> None:
    actions.mark_protected(by=manager, organisation=refuge, why="A refuge")
    client = client_as(manager)
    assert "Hollow" not in words(client.get(f"{ONE}/address"))
    assert errors(client.post(f"{ONE}/address", {"why": ""})) == ["Enter why"]

    page = client.post(f"{ONE}/address", {"why": "A visit"})

    assert "71 Hollow Lane Oxenmere" in words(page)
    assert page["Cache-Control"] == "no-store"
    assert Event.objects.filter(type="protected address revealed").count() == 1
    assert "Hollow" not in words(client.get(f"{ONE}/address"))
    assert "Protected address revealed by Mo Manager" in words(client.get(ONE))


def test_an_officer_reads_that_it_is_protected_and_never_where_it_is(
    manager: Person, officer: Person, refuge: Organisation, client_as: ClientAs
) -> None:
    actions.mark_protected(by=manager, organisation=refuge, why="A refuge")
    client = client_as(officer)

    page = client.get(ONE)

    assert "Its name and area are all that is published." in words(page)
    assert not {f"{ONE}/address", f"{ONE}/protection"} & links(page)
    assert "postal_address" not in client.get(f"{ONE}/details").content.decode()
    refused = client.post(f"{ONE}/address", {"why": "A visit"})
    assert (refused.status_code, "Hollow" in words(refused)) == (403, False)


def test_another_protected_address_is_kept(
    manager: Person, refuge: Organisation, client_as: ClientAs
) -> None:
    actions.mark_protected(by=manager, organisation=refuge, why="A refuge")
    client = client_as(manager)
    given = {"version": "2", "secret_address": "3 New Row\nMelton", "why": "They moved"}

    assert client.post(f"{ONE}/protection", given).status_code == 302

    assert (
        actions.reveal_address(by=manager, organisation=refuge, why="A visit")
        == "3 New Row\nMelton"
    )


def test_an_address_that_was_typed_does_not_stand_on_the_page_of_a_refusal(
    officer: Person, refuge: Organisation, client_as: ClientAs
) -> None:
    page = client_as(officer).post(
        f"{ONE}/protection", {"secret_address": "5 Canary Road", "area": "Rutland and Melton"}
    )

    assert page.status_code == 403
    assert "Rutland and Melton" in words(page)
    assert "Canary" not in words(page)
