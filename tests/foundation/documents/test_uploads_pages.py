"""Downloading files, and the page of those that nobody can open."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from precept.foundation.documents import actions, opening
from precept.foundation.documents.models import StoredFile
from precept.foundation.documents.rules import Outcome, Verdict
from precept.foundation.people.models import Person
from precept.foundation.people.rules import ROLES
from tests.foundation.documents import built_files as built
from tests.foundation.documents import keeping
from tests.foundation.documents.scanners import free_port, told

pytestmark = pytest.mark.usefixtures("store")
People = Callable[..., Person]
Browsers = Callable[[Person], Client]
CLEAN, WORM = Verdict(Outcome.CLEAN), Verdict(Outcome.INFECTED, "Worm")


@pytest.fixture(autouse=True)
def doors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Anyone in the office may open files about a bid, and whoever added them."""
    monkeypatch.setattr(opening, "_doors", {})
    opening.who_may("bid", lambda one, file: file.added_by_id == one.pk or one.is_staff_today)


def keep(by: Person) -> StoredFile:
    """Keep a file about the bid, with a name that not every program can write."""
    return keeping.keep(by, "Ŵythnos “1”.pdf")


def address(file: StoredFile) -> str:
    """Where a file is downloaded."""
    return reverse("documents.file", args=[file.reference])


@pytest.mark.django_db
def test_a_clean_file_is_a_download_that_no_browser_shows_or_keeps(
    person: People, client_as: Browsers
) -> None:
    by = person("provider")
    file = actions.scanned(file=keep(by), verdict=CLEAN)

    answer = client_as(by).get(address(file))

    assert (answer.status_code, answer.content) == (200, built.pdf(built.catalogue()))
    kept = ("Content-Type", "Content-Disposition", "X-Content-Type-Options", "Cache-Control")
    assert [answer.headers[name] for name in kept] == [
        "application/pdf",
        "attachment; filename=\"Wythnos 1.pdf\"; filename*=UTF-8''%C5%B4ythnos%20%E2%80%9C1%E2%80%9D.pdf",
        "nosniff",
        "no-store",
    ]
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.django_db
@pytest.mark.parametrize("verdict", [None, WORM], ids=["waiting", "refused"])
def test_a_waiting_or_refused_file_is_not_there_for_anyone(
    verdict: Verdict | None, person: People, client_as: Browsers, client: Client
) -> None:
    by = person("provider")
    file = keep(by)
    if verdict:
        actions.scanned(file=file, verdict=verdict)

    everyone = [by, *(person(role) for role in ROLES), person(tuple(ROLES))]

    assert {client_as(one).get(address(file)).status_code for one in everyone} == {404}
    assert client.get(address(file)).status_code == 302


@pytest.mark.django_db
def test_a_clean_file_is_not_there_for_those_who_may_not_open_it(
    person: People, client_as: Browsers
) -> None:
    file = actions.scanned(file=keep(person("provider")), verdict=CLEAN)

    statuses = {
        role: client_as(person(role)).get(address(file)).status_code
        for role in ("provider", "partner", "commissioning-officer")
    }

    assert statuses == {"provider": 404, "partner": 404, "commissioning-officer": 200}


@pytest.mark.django_db
def test_a_stranger_is_asked_to_sign_in_whether_the_file_is_there_or_not(
    person: People, client: Client
) -> None:
    file = actions.scanned(file=keep(person()), verdict=CLEAN)

    answers = [client.get(address(file)), client.get("/files/NOTHERE")]

    assert [answer.status_code for answer in answers] == [302, 302]


@pytest.mark.django_db
def test_a_file_is_read_and_nothing_else(person: People, client_as: Browsers) -> None:
    by = person()
    file = actions.scanned(file=keep(by), verdict=CLEAN)
    browser = client_as(by)

    assert browser.post(address(file)).status_code == 405
    assert browser.head(address(file)).status_code == 200
    assert browser.get("/files/NOTHERE").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("harm", ["changed", "gone"])
def test_a_file_that_is_not_what_was_given_is_not_given_out(
    harm: str, person: People, client_as: Browsers, store: Path, caplog: pytest.LogCaptureFixture
) -> None:
    by = person()
    file = actions.scanned(file=keep(by), verdict=CLEAN)
    path = store / file.kept
    if harm == "changed":
        path.write_bytes(path.read_bytes() + b" ")
    else:
        path.unlink()

    assert client_as(by).get(address(file)).status_code == 404
    assert f"file {file.reference} cannot be given out" in [one.message for one in caplog.records]


@pytest.mark.django_db
def test_the_page_of_files_says_which_wait_and_why_others_were_refused(
    person: People, client_as: Browsers
) -> None:
    by = person("provider", name="Ann Example")
    waiting, refused = keep(by), actions.scanned(file=keep(by), verdict=WORM)
    clean = actions.scanned(file=keep(by), verdict=CLEAN)

    page = client_as(person("administrator")).get("/office/files")

    text = page.content.decode()
    assert page.status_code == 200
    assert "1 file waits for the virus scanner." in text
    assert "The virus scanner found Worm." in text
    assert {one.reference: one.reference in text for one in (waiting, refused, clean)} == {
        waiting.reference: True,
        refused.reference: True,
        clean.reference: False,
    }
    assert "thnos" not in text  # what a file is called is for those who may open it


@pytest.mark.django_db
def test_the_page_of_files_can_be_narrowed_to_those_that_nobody_scanned(
    person: People, client_as: Browsers
) -> None:
    by = person("provider")
    unscanned = actions.scanned(file=keep(by), verdict=Verdict(Outcome.NOT_SCANNED))
    waiting = keep(by)

    text = (
        client_as(person("administrator")).get("/office/files?state=not+scanned").content.decode()
    )

    assert (unscanned.reference in text, waiting.reference in text) == (True, False)
    assert "Not scanned" in text


@pytest.mark.django_db
def test_the_page_of_files_says_how_the_office_stands_with_its_scanner(
    person: People, client_as: Browsers, settings: Settings
) -> None:
    browser = client_as(person("administrator"))
    said = {
        "ready": "The virus scanner answers.",
        "away": "The virus scanner does not answer.",
        "none": "Your office has chosen to run without a virus scanner.",
        "not named": "No virus scanner is named, so every file waits.",
    }
    found = {}
    with told(b"PONG\x00") as server:
        for state, named in (
            ("ready", server.address),
            ("away", f"127.0.0.1:{free_port()}"),
            ("none", "none"),
            ("not named", ""),
        ):
            settings.PRECEPT_SCANNER = named
            text = browser.get("/office/files").content.decode()
            found[state] = [key for key, words in said.items() if words in text]

    assert found == {state: [state] for state in said}


@pytest.mark.django_db
def test_the_page_of_files_is_plain_where_there_is_nothing(
    person: People, client_as: Browsers
) -> None:
    text = client_as(person("administrator")).get("/office/files").content.decode()

    assert "No file waits, was refused, or went without a scan." in text
    assert "for the virus scanner." not in text


@pytest.mark.django_db
def test_the_page_of_files_is_for_those_who_see_the_outbox(
    person: People, client_as: Browsers, client: Client
) -> None:
    statuses = {
        role: client_as(person(role)).get("/office/files").status_code
        for role in ("administrator", "commissioning-manager", "auditor", "marker", "provider")
    }

    assert statuses == {
        "administrator": 200,
        "commissioning-manager": 200,
        "auditor": 403,
        "marker": 403,
        "provider": 403,
    }
    assert client.get("/office/files").status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 12])
def test_the_page_of_files_asks_as_much_for_many_as_for_one(
    rows: int,
    person: People,
    client_as: Browsers,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(rows):
        keep(person("provider"))
    browser = client_as(person("administrator"))

    with django_assert_max_num_queries(12):
        browser.get("/office/files")
