"""Adding an organisation, and changing one thing of it at a time."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from precept.foundation.people.models import Person
from precept.parties import actions
from precept.parties.models import Contact, Organisation
from tests.parties.reading import LIST, ONE, ClientAs, errors, links, words

pytestmark = pytest.mark.django_db

ADDRESS = "71 Hollow Lane\nOxenmere"


def typed(**given: Any) -> dict[str, Any]:
    return {"name": "Withywick Support", **given}


def test_an_organisation_is_added_on_a_page(manager: Person, client_as: ClientAs) -> None:
    client = client_as(manager)
    answer = client.post(
        f"{LIST}/new",
        typed(
            kinds=["charity"],
            area="Rutland",
            scheme="GB-CHC",
            value="1234567",
            website="withywick.example",
            **{"starts-day": "1", "starts-month": "4", "starts-year": "2012"},
        ),
        follow=True,
    )

    assert answer.redirect_chain == [(f"{ONE}?done=added", 302)]
    assert "The organisation was added." in words(answer)
    row = Organisation.objects.get()
    assert (row.kinds, row.area, row.website, row.starts) == (
        ["charity"],
        "Rutland",
        "https://withywick.example",
        date(2012, 4, 1),
    )
    assert [(one.scheme, one.value) for one in row.identifiers.all()] == [("GB-CHC", "1234567")]


@pytest.mark.parametrize(
    ("given", "lines"),
    [
        ({"name": ""}, ["Enter the organisation’s name"]),
        ({"value": "1234567"}, ["Choose whose register the number is in"]),
        ({"scheme": "GB-CHC"}, ["Enter the number"]),
        (
            {"scheme": "GB-LAE", "value": "12"},
            ["Local authority (England): enter three letters, such as LCE"],
        ),
        ({"scheme": "GB-XXX", "value": "12"}, ["Choose a register from the list"]),
        ({"kinds": ["guild"]}, ["Choose from the list"]),
        (
            {"website": "java script"},
            ["Enter a website address in the correct format, like https://www.example.org"],
        ),
        (
            {"starts-day": "31", "starts-month": "2", "starts-year": "2020"},
            ["The day it started must be a real date"],
        ),
        ({"name": "x" * 201}, ["Name must be 200 characters or fewer"]),
    ],
)
def test_a_form_with_errors_says_them_in_our_words_and_keeps_what_was_typed(
    manager: Person, client_as: ClientAs, given: dict[str, Any], lines: list[str]
) -> None:
    page = client_as(manager).post(f"{LIST}/new", typed(**{"area": "Rutland & more", **given}))

    assert (page.status_code, errors(page)) == (422, lines)
    assert "Rutland &amp; more" in page.content.decode()
    assert not Organisation.objects.exists()


def test_a_duplicate_is_shown_and_added_only_when_confirmed(
    manager: Person, withywick: Organisation, client_as: ClientAs
) -> None:
    client = client_as(manager)
    assert "none of these" not in words(client.get(f"{LIST}/new"))

    page = client.post(f"{LIST}/new", typed())

    assert page.status_code == 422
    assert ONE in links(page)
    assert "Withywick Support Leicestershire The same name" in words(page)
    assert Organisation.objects.count() == 1
    client.post(f"{LIST}/new", typed(confirmed="on"))
    assert Organisation.objects.count() == 2


def test_only_who_may_protect_is_asked_whether_an_address_is_secret(
    manager: Person, officer: Person, client_as: ClientAs
) -> None:
    assert "must stay secret" in words(client_as(manager).get(f"{LIST}/new"))
    client = client_as(officer)
    assert "must stay secret" not in words(client.get(f"{LIST}/new"))
    client.post(f"{LIST}/new", typed(is_protected="on", area="Rutland"))
    assert not Organisation.objects.get().is_protected


@pytest.mark.parametrize(
    ("place", "given", "field", "value"),
    [
        ("details", {"area": "Melton", "why": "They moved"}, "area", "Melton"),
        ("name", {"name": "Withywick", "is_correction": "no"}, "name", "Withywick"),
        ("name", {"name": "Withywick", "is_correction": "yes"}, "name", "Withywick"),
        (
            "end",
            {"ends-day": "1", "ends-month": "4", "ends-year": "2020", "why": "Closed"},
            "ends",
            date(2020, 4, 1),
        ),
    ],
)
def test_one_thing_is_changed_on_its_page(
    manager: Person,
    withywick: Organisation,
    client_as: ClientAs,
    place: str,
    given: dict[str, Any],
    field: str,
    value: object,
) -> None:
    client = client_as(manager)
    assert client.get(f"{ONE}/{place}").status_code == 200

    answer = client.post(f"{ONE}/{place}", {"version": "1", **given})

    assert answer.status_code == 302
    withywick.refresh_from_db()
    assert getattr(withywick, field) == value
    assert withywick.former_names.count() == (given.get("is_correction") == "no")


@pytest.mark.parametrize(
    ("place", "given", "lines"),
    [
        ("details", {}, ["Open this page again: it does not say which version you read"]),
        (
            "details",
            {"version": "1", "kinds": "charity", "area": "Leicestershire"},
            ["Nothing is different from what is kept already"],
        ),
        ("name", {"version": "1", "name": "x"}, ["Choose why the name changes"]),
        (
            "end",
            {"version": "1"},
            ["Enter the last day", "Enter why"],
        ),
        (
            "end",
            {
                "version": "1",
                "ends-day": "1",
                "ends-month": "4",
                "ends-year": "2020",
                "successor": "Nobody",
                "why": "x",
            },
            [
                "No one organisation here has this name or reference. Look it up in the list, or add"
                " it first"
            ],
        ),
        (
            "end",
            {
                "version": "1",
                "ends-day": "1",
                "ends-month": "4",
                "ends-year": "2020",
                "successor": "withywick-support",
                "why": "x",
            },
            ["An organisation cannot succeed itself"],
        ),
        ("former-names", {"name": ""}, ["Enter the organisation’s name"]),
        ("numbers", {}, ["Choose a register from the list", "Enter the number"]),
        (
            "numbers",
            {"scheme": "GB-GOR", "value": "18"},
            [
                "Government organisation: enter one or two letters and up to four digits, such as D18"
            ],
        ),
        (
            "contacts/new",
            {"version": "1", "name": "", "email": "sam"},
            [
                "Enter their name",
                "Enter an e-mail address in the correct format, like name@example.com",
            ],
        ),
        ("not-ended", {"why": "x"}, ["This organisation has not ended"]),
    ],
)
def test_what_cannot_be_changed_is_said_on_its_page(
    manager: Person,
    withywick: Organisation,
    client_as: ClientAs,
    place: str,
    given: dict[str, Any],
    lines: list[str],
) -> None:
    # A form that was left wholly empty still carries its token.
    page = client_as(manager).post(f"{ONE}/{place}", {"csrfmiddlewaretoken": "x", **given})

    assert (page.status_code, errors(page)) == (422, lines)


def test_a_stale_page_shows_both_texts_and_can_be_sent_again(
    manager: Person, withywick: Organisation, client_as: ClientAs
) -> None:
    client = client_as(manager)
    actions.change_details(by=manager, organisation=withywick, area="Somebody else’s area")
    stale = {"version": "1", "kinds": "charity", "area": "My area", "about": "My words"}

    page = client.post(f"{ONE}/details", stale)

    assert page.status_code == 409
    said = page.content.decode()
    assert 'value="My area"' in said
    assert "My words</textarea>" in said
    assert "What it says now Name Withywick Support" in words(page)
    assert "Area Somebody else’s area" in words(page)
    [version] = re.findall(r'name="version"[^>]*value="(\d+)"', said)
    assert client.post(f"{ONE}/details", {**stale, "version": version}).status_code == 302
    withywick.refresh_from_db()
    assert withywick.area == "My area"


def test_an_end_is_noted_with_a_successor_by_name_and_undone(
    manager: Person, withywick: Organisation, add: Callable[..., Organisation], client_as: ClientAs
) -> None:
    add("Brindlewater Recovery CIC")
    client = client_as(manager)
    day = {"ends-day": "1", "ends-month": "4", "ends-year": "2020"}
    client.post(
        f"{ONE}/end", {"version": "1", "successor": "brindlewater recovery", "why": "x", **day}
    )

    page = client.get(ONE)
    assert "Its last day: 1 April 2020. Brindlewater Recovery CIC took its place." in words(page)
    assert f"{ONE}/not-ended" in links(page)
    client.post(f"{ONE}/not-ended", {"why": "It goes on"})
    withywick.refresh_from_db()
    assert (withywick.ends, withywick.successor) == (None, None)


def test_former_names_and_numbers_are_added_and_removed_on_their_pages(
    manager: Person, withywick: Organisation, client_as: ClientAs
) -> None:
    client = client_as(manager)
    client.post(f"{ONE}/former-names", {"name": "Old Withy"})
    client.post(f"{ONE}/numbers", {"scheme": "GB-CHC", "value": "1234567"})
    assert "Old Withy" in words(client.get(f"{ONE}/former-names"))
    assert "1234567" in words(client.get(f"{ONE}/numbers"))

    client.post(f"{ONE}/former-names", {"remove": "Old Withy"})
    client.post(f"{ONE}/numbers", {"remove": "GB-CHC:1234567"})

    assert (withywick.former_names.count(), withywick.identifiers.count()) == (0, 0)
    assert client.post(f"{ONE}/numbers", {"remove": "GB-CHC:1234567"}).status_code == 409


def test_a_contact_is_added_changed_and_has_left(
    manager: Person, withywick: Organisation, client_as: ClientAs
) -> None:
    client = client_as(manager)
    client.post(f"{ONE}/contacts/new", {"version": "1", "name": "Sam", "telephone": "1"})
    contact = Contact.objects.get()
    place = f"{ONE}/contacts/{contact.reference}"
    assert place in links(client.get(ONE))
    assert 'value="Sam"' in client.get(place).content.decode()

    client.post(place, {"version": "2", "name": "Sam Sample", "telephone": "1"})
    contact.refresh_from_db()
    assert contact.name == "Sam Sample"
    client.post(place, {"left": "yes"})
    contact.refresh_from_db()
    assert contact.ends is not None
    assert "They left today" not in words(client.get(place))
