"""What becomes of a kept file: found clean, refused, or waiting until a scanner can look."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import Settings

from precept.foundation.documents import actions, queries, scanner
from precept.foundation.documents.models import StoredFile
from precept.foundation.documents.rules import Outcome, Verdict
from precept.foundation.ledger.actions import (
    Changed,
    said,
)
from precept.foundation.ledger.models import Event
from precept.foundation.outbox.models import Mail, QueuedTask
from precept.foundation.outbox.worker import work_until_idle
from precept.foundation.people.models import Person
from tests.foundation.documents import built_files as built
from tests.foundation.documents.keeping import ABOUT, events, keep, stored
from tests.foundation.documents.scanners import free_port, real_clamd, told

pytestmark = pytest.mark.usefixtures("store", "doors")
People = Callable[..., Person]


@pytest.mark.django_db(transaction=True)
def test_a_real_scanner_releases_an_honest_file_and_refuses_the_test_virus(
    person: People, store: Path, settings: Settings, tmp_path: Path
) -> None:
    by = person("provider")
    with real_clamd(tmp_path / "clamd") as address:
        settings.PRECEPT_SCANNER = address
        honest, virus = keep(by), keep(by, "notes.txt", built.EICAR)
        work_until_idle()

    honest.refresh_from_db()
    virus.refresh_from_db()
    assert (honest.state, honest.is_scanned, honest.reason) == ("clean", True, "")
    assert (virus.state, virus.is_scanned) == ("refused", True)
    assert virus.reason == "The virus scanner found Eicar-Test.UNOFFICIAL."
    assert [path.name for path in stored(store)] == [Path(honest.kept).name]
    assert sorted(events())[2:] == [("system", "file found clean"), ("system", "file refused")]
    mail = Mail.objects.get()
    assert (mail.to, mail.subject) == (by.email, "A file that you added was refused")


@pytest.mark.django_db(transaction=True)
def test_with_the_scanner_down_a_file_waits_and_is_clean_once_it_is_back(
    person: People, settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings.PRECEPT_SCANNER = f"127.0.0.1:{free_port()}"
    file = keep(person())

    work_until_idle()
    file.refresh_from_db()
    task = QueuedTask.objects.get(name="documents.scan")
    assert (file.state, task.state) == ("waiting", "to be tried again")
    assert task.reason == "ScannerAway: The virus scanner did not look: Connection refused."
    assert actions.scan_what_waits() == 0

    with real_clamd(tmp_path / "clamd") as address:
        settings.PRECEPT_SCANNER = address
        assert actions.scan_what_waits() == 1
        work_until_idle()
    file.refresh_from_db()
    assert file.state == "clean"


@pytest.mark.django_db(transaction=True)
def test_without_a_word_about_a_scanner_a_file_waits_and_no_task_fails(person: People) -> None:
    file = keep(person())

    work_until_idle()

    file.refresh_from_db()
    assert file.state == "waiting"
    assert QueuedTask.objects.get(name="documents.scan").state == "done"
    assert actions.scan_what_waits() == 0


@pytest.mark.django_db(transaction=True)
def test_an_office_without_a_scanner_says_so_of_every_file(
    person: People, settings: Settings
) -> None:
    settings.PRECEPT_SCANNER = "none"
    by = person()
    file = keep(by)

    work_until_idle()

    file.refresh_from_db()
    assert (file.state, file.is_scanned) == ("clean", False)
    assert queries.files_about(by, ABOUT)[0].state == "Not scanned"
    event = Event.objects.get(type="file released without a scan")
    assert said(event)["why"] == "This office runs without a virus scanner."


@pytest.mark.django_db
def test_a_file_is_settled_once_whatever_comes_later(person: People) -> None:
    file = actions.scanned(file=keep(person()), verdict=Verdict(Outcome.INFECTED, "Worm"))

    for outcome in set(Outcome) - {Outcome.NOT_AVAILABLE}:
        with pytest.raises(Changed):
            actions.scanned(file=file, verdict=Verdict(outcome, "x"))

    file.refresh_from_db()
    assert (file.state, file.reason) == ("refused", "The virus scanner found Worm.")
    assert [event for _, event in events()] == ["file added", "file refused"]
    assert actions.scan(reference=file.reference) is None


@pytest.mark.django_db
def test_a_scanner_that_cannot_look_settles_nothing(person: People) -> None:
    file = actions.scanned(file=keep(person()), verdict=Verdict(Outcome.NOT_AVAILABLE))

    assert (file.state, len(events())) == ("waiting", 1)


@pytest.mark.django_db
def test_what_was_changed_on_disk_is_refused_and_not_scanned(
    person: People, store: Path, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    file = keep(person())
    stored(store)[0].write_bytes(b"something else")
    with told(b"stream: OK\x00") as server:
        settings.PRECEPT_SCANNER = server.address
        settled = actions.scan(reference=file.reference)

    assert settled is not None
    assert (settled.state, settled.is_scanned) == ("refused", False)
    assert settled.reason == "What lies in the file store is not what was given."
    assert server.received == []


@pytest.mark.django_db
def test_two_workers_at_one_file_settle_it_once(
    person: People, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = keep(person())
    settings.PRECEPT_SCANNER = "none"

    def while_another_settles(pieces: object) -> Verdict:
        actions.scanned(file=StoredFile.objects.get(pk=file.pk), verdict=Verdict(Outcome.CLEAN))
        return Verdict(Outcome.INFECTED, "Worm")

    monkeypatch.setattr(scanner, "look_at", while_another_settles)

    assert actions.scan(reference=file.reference) is None
    file.refresh_from_db()
    assert file.state == "clean"


@pytest.mark.django_db
def test_a_misspelt_scanner_keeps_files_waiting(person: People, settings: Settings) -> None:
    settings.PRECEPT_SCANNER = "off"
    file = keep(person())

    with pytest.raises(scanner.BadAddress):
        actions.scan(reference=file.reference)

    file.refresh_from_db()
    assert file.state == "waiting"
