"""The office's own page."""

import re
from typing import Any

import pytest

from precept.foundation.people.models import Person
from precept.parties import actions
from precept.parties.models import Office
from tests.parties.reading import ClientAs, errors, words

pytestmark = pytest.mark.django_db

ADDRESS = "71 Hollow Lane\nOxenmere"


def office_typed(office: Office, **given: Any) -> dict[str, Any]:
    return {
        "version": str(office.version),
        "name": office.name,
        "short_name": office.short_name,
        "area": office.area,
        "colour": office.colour,
        "accent": office.accent,
        **given,
    }


def test_the_office_is_changed_and_published_on_its_page(
    administrator: Person, office: Office, client_as: ClientAs
) -> None:
    client = client_as(administrator)
    page = client.get("/office/set-up")
    assert "Not published: the public site has no name yet." in words(page)
    assert "Contrast with white is" in words(page)

    answer = client.post(
        "/office/set-up",
        office_typed(office, short_name="The Border", checkpoint_keepers="a@b.example\r\n"),
        follow=True,
    )
    assert "The change was saved." in words(answer)
    office.refresh_from_db()
    assert (office.short_name, office.checkpoint_keepers) == ("The Border", ["a@b.example"])

    answer = client.post("/office/set-up", {"act": "publish", "why": "First"}, follow=True)
    assert "Version 1 says what stands here." in words(answer)


def test_colours_are_tried_without_being_saved(
    administrator: Person, office: Office, client_as: ClientAs
) -> None:
    page = client_as(administrator).post(
        "/office/set-up", office_typed(office, colour="#777777", accent="#fc0", act="preview")
    )

    assert 'fill="#777777"' in page.content.decode()
    assert 'fill="#ffcc00"' in page.content.decode()
    assert "its contrast with white is 4.4:1" in words(page)
    office.refresh_from_db()
    assert office.colour == "#1d3557"


@pytest.mark.parametrize(
    ("given", "lines"),
    [
        ({"name": ""}, ["Enter the office’s name"]),
        ({"colour": '"><svg'}, ["Enter a colour as # and six letters or digits, such as #1d3557"]),
        (
            {"mailbox": "nobody"},
            ["Enter an e-mail address in the correct format, like name@example.com"],
        ),
        (
            {"checkpoint_keepers": "nobody"},
            ["“nobody” is not an e-mail address. Enter one like name@example.com"],
        ),
    ],
)
def test_what_the_office_cannot_be_is_said_on_its_page(
    administrator: Person, office: Office, client_as: ClientAs, given: dict[str, Any], lines: Any
) -> None:
    page = client_as(administrator).post("/office/set-up", office_typed(office, **given))

    assert (page.status_code, errors(page)) == (422, lines)
    assert 'fill="#1d3557"' in page.content.decode()


def test_a_stale_page_of_the_office_shows_both(
    administrator: Person, office: Office, client_as: ClientAs
) -> None:
    actions.change_office(by=administrator, area="Somewhere else")
    client = client_as(administrator)

    page = client.post("/office/set-up", office_typed(office, area="My area"))

    assert page.status_code == 409
    assert 'value="My area"' in page.content.decode()
    assert "Area Somewhere else" in words(page)
    [version] = re.findall(r'name="version"[^>]*value="(\d+)"', page.content.decode())
    again = office_typed(office, area="My area", version=version)
    assert client.post("/office/set-up", again).status_code == 302


def test_the_offices_page_is_for_those_who_set_it_up(
    manager: Person, administrator: Person, office: Office, client_as: ClientAs
) -> None:
    assert client_as(manager).get("/office/set-up").status_code == 403
    office.delete()
    assert client_as(administrator).get("/office/set-up").status_code == 404
