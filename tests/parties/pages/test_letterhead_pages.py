"""The office's letterhead: given on its page, looked at by the scanner, and then under every letter."""

from io import BytesIO
from pathlib import Path

import docx
import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from precept.foundation.documents.models import StoredFile
from precept.foundation.ledger.models import Event
from precept.foundation.outbox.worker import work_until_idle
from precept.foundation.people.models import Person
from precept.parties import actions, queries
from precept.parties.models import Office
from tests.foundation.documents import built_files as built
from tests.foundation.documents.test_letterheads import letterhead, saved
from tests.parties.reading import ClientAs, errors, words

pytestmark = pytest.mark.django_db
PLACE = "/office/set-up/letterhead"


@pytest.fixture
def store(tmp_path: Path, settings: Settings) -> Path:
    """A file store for one test alone, in an office that runs without a scanner."""
    settings.MEDIA_ROOT = str(tmp_path / "files")
    settings.PRECEPT_SCANNER = "none"
    return tmp_path / "files"


@pytest.fixture
def browser(administrator: Person, office: Office, store: Path, client_as: ClientAs) -> Client:
    """Of somebody who sets up the office."""
    actions.change_office(
        by=administrator,
        postal_address="1 High Street\nOxenmere",
        telephone="01632 960000",
        version=office.version,
    )
    return client_as(administrator)


def give(browser: Client, content: bytes, name: str = "Letterhead.docx") -> str:
    """What the page says to a file."""
    sent = {"file": SimpleUploadedFile(name, content)}
    answer = browser.post(f"{PLACE}/give", sent, follow=True)
    return " ".join([words(answer), *errors(answer)])


def head_of_a_letter(browser: Client) -> str:
    """What stands above a letter: in its head, and in its text before the title."""
    file = docx.Document(BytesIO(browser.get(f"{PLACE}/letter.docx").content))
    texts = [one.text for one in file.paragraphs]
    above = [*(one.text for one in file.sections[0].header.paragraphs), *texts]
    return " | ".join(above[: above.index("A letter to try")])


def test_letters_bear_the_name_and_the_addresses_until_a_letterhead_is_given(
    browser: Client,
) -> None:
    page = words(browser.get(PLACE))
    assert "1 High Street, Oxenmere. 01632 960000" in page
    assert "None. Give a Word file" in page
    assert "1 High Street, Oxenmere | 01632 960000" in head_of_a_letter(browser)
    pdf = browser.get(f"{PLACE}/letter.pdf").content
    assert "1 High Street, Oxenmere" in pypdf.PdfReader(BytesIO(pdf)).pages[0].extract_text()
    assert browser.get(f"{PLACE}/letter.odt").status_code == 404


def test_a_letterhead_stands_around_letters_once_the_scanner_has_looked(browser: Client) -> None:
    assert "Letters stand on it as soon as the scanner has looked" in give(browser, letterhead())
    assert "1 High Street" in head_of_a_letter(browser)  # it waits to be looked at
    work_until_idle()
    assert head_of_a_letter(browser).startswith(" | Guardians of Borderland since 1836")
    assert "1 High Street" not in head_of_a_letter(browser)
    assert "Give another" in words(browser.get(PLACE))

    other = docx.Document()
    other.sections[0].header.paragraphs[0].text = "Another crest"
    give(browser, saved(other))
    work_until_idle()
    assert head_of_a_letter(browser) == "Another crest"
    assert StoredFile.objects.count() == 1  # the one before it is gone

    page = words(browser.post(f"{PLACE}/off", follow=True))
    assert "Letters bear the office’s name and addresses again." in page
    assert not StoredFile.objects.exists()
    assert "1 High Street" in head_of_a_letter(browser)
    told = Event.objects.filter(subject="office:office", type__startswith="letterhead")
    assert [one.type for one in told.order_by("place")] == [
        "letterhead given",
        "letterhead given",
        "letterhead taken off",
    ]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("Letterhead.docx", saved(docx.Document()), "has nothing in the head or foot"),
        ("Letterhead.pdf", built.pdf(built.catalogue()), "is not a Word file (.docx)"),
        ("Letterhead.docx", b"not a Word file", "but inside it is"),
        ("Letterhead.docx", b"", "This file is empty"),
    ],
)
def test_what_will_not_do_is_said_beside_the_field(
    browser: Client, name: str, content: bytes, said: str
) -> None:
    assert said in give(browser, content, name)
    assert not StoredFile.objects.exists()


def test_a_letter_of_another_time_stands_on_plain_paper(browser: Client, office: Office) -> None:
    give(browser, letterhead())
    work_until_idle()
    assert queries.stationery(office.name).word
    assert queries.stationery("Office of the Commissioner before") != queries.stationery(
        office.name
    )
    assert queries.stationery("Office of the Commissioner before").word == b""


def test_a_letterhead_that_cannot_be_read_stops_no_letter(browser: Client, store: Path) -> None:
    give(browser, letterhead())
    work_until_idle()
    for path in store.rglob("*"):
        if path.is_file():
            path.write_bytes(b"other bytes")
    assert "1 High Street" in head_of_a_letter(browser)


def test_nobody_else_gives_one(marker: Person, office: Office, client_as: ClientAs) -> None:
    browser = client_as(marker)
    assert browser.get(PLACE).status_code == 403
    assert browser.post(f"{PLACE}/give").status_code == 403
    assert browser.post(f"{PLACE}/off").status_code == 403


def test_there_is_nothing_to_take_off_without_one(browser: Client) -> None:
    assert "The office has no letterhead of its own" in words(browser.post(f"{PLACE}/off"))
