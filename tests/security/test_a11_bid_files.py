"""A file that answers a bid's question harms nobody who opens it, and opens for nobody until it was looked at (A11)."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from precept.do.bids import actions
from precept.do.bids.models import Bid
from precept.foundation import clock
from precept.foundation.documents.models import StoredFile
from precept.foundation.outbox.worker import work_until_idle
from precept.foundation.people.models import Person
from precept.foundation.people.testing import signed_in
from tests.do.bids.conftest import make_call, make_organisation
from tests.foundation.documents import built_files as built
from tests.foundation.documents.scanners import real_clamd
from tests.foundation.documents.test_uploads_refused import HOSTILE

pytestmark = pytest.mark.django_db
OPENS_FOR = ("commissioning-officer", "commissioning-manager", "administrator", "marker", "auditor")


@pytest.fixture
def bidder(person: Callable[..., Person]) -> Person:
    return person(name="Ama Example")


@pytest.fixture
def bid(bidder: Person, tmp_path: Path, settings: Settings) -> Bid:
    """A bid in an open round, in a file store of its own, with no scanner."""
    settings.MEDIA_ROOT = str(tmp_path / "files")
    settings.PRECEPT_SCANNER = ""
    group = make_organisation("Dusk Boxing Club", bidder)
    return actions.begin_bid(by=bidder, call=make_call(), organisation=group)


def page_of(bid: Bid) -> str:
    return f"/my/bids/{bid.reference}/answers/about/files/papers"


def give(bidder: Person, bid: Bid, name: str, content: bytes) -> tuple[int, str]:
    """Send a file as a browser does: the status, and what the page says."""
    sent = SimpleUploadedFile("x", content)
    sent._name = name  # Django takes folders and signs out of a name; a script sends it as it likes
    answer = signed_in(bidder).post(page_of(bid), {"file": sent})
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize(
    ("name", "content", "why"),
    HOSTILE,
    ids=[f"{number}" for number, _ in enumerate(HOSTILE)],
)
def test_a_hostile_file_is_no_answer(
    bidder: Person, bid: Bid, name: str, content: bytes, why: str
) -> None:
    status, said = give(bidder, bid, name, content)

    assert (status, StoredFile.objects.count()) == (422, 0)
    assert bid.sections.get(section="about").answers == {}
    assert "govuk-error-summary" in said


def browsers(person: Callable[..., Person], bidder: Person) -> dict[str, Client]:
    return {
        "the bidder": signed_in(bidder),
        "another bidder": signed_in(person()),
        **{role: signed_in(person(role=role)) for role in OPENS_FOR},
        "nobody": Client(),
    }


@pytest.mark.parametrize("state", ["waiting", "refused"])
def test_a_file_that_waits_or_was_refused_opens_for_nobody(
    person: Callable[..., Person], bidder: Person, bid: Bid, state: str
) -> None:
    give(bidder, bid, "plan.txt", b"What we will do")
    file = StoredFile.objects.get()
    if state == "refused":
        StoredFile.objects.filter(pk=file.pk).update(state=state, settled=clock.now())

    answers = {
        who: browser.get(f"/files/{file.reference}").status_code
        for who, browser in browsers(person, bidder).items()
    }

    assert answers == {**dict.fromkeys(answers, 404), "nobody": 302}


def test_a_file_that_was_looked_at_opens_for_its_bidder_alone_and_as_a_download(
    person: Callable[..., Person], bidder: Person, bid: Bid
) -> None:
    give(bidder, bid, "plan; x=y.txt", b"What we will do")
    file = StoredFile.objects.get()
    StoredFile.objects.filter(pk=file.pk).update(state="clean", settled=clock.now())

    answers = {
        who: browser.get(f"/files/{file.reference}")
        for who, browser in browsers(person, bidder).items()
    }

    statuses = {who: answer.status_code for who, answer in answers.items()}
    assert statuses == {**dict.fromkeys(statuses, 404), "the bidder": 200, "nobody": 302}
    headers = answers["the bidder"].headers
    assert headers["Content-Disposition"].startswith("attachment")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in headers["Content-Security-Policy"]
    assert headers["Content-Type"].startswith("text/plain")
    assert "no-store" in headers["Cache-Control"]


@pytest.mark.django_db(transaction=True)
def test_a_real_scanner_says_which_file_of_a_bid_opens(
    bidder: Person, bid: Bid, settings: Settings, tmp_path: Path
) -> None:
    with real_clamd(tmp_path / "clamd") as address:
        settings.PRECEPT_SCANNER = address
        give(bidder, bid, "honest.txt", b"What we will do")
        give(bidder, bid, "virus.txt", built.EICAR)
        work_until_idle()

    found = {one.name: one for one in StoredFile.objects.all()}
    browser = signed_in(bidder)
    assert {name: one.state for name, one in found.items()} == {
        "honest.txt": "clean",
        "virus.txt": "refused",
    }
    assert [
        browser.get(f"/files/{found[name].reference}").status_code for name in sorted(found)
    ] == [200, 404]
    assert "refused" in browser.get(page_of(bid)).content.decode().casefold()
