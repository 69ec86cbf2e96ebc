"""Keeping a file: it waits, is scanned, is clean or refused, and is never opened in between."""

import hashlib
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from precept.foundation.documents import access, actions, opening, queries, storing
from precept.foundation.documents.kinds import LIMITS
from precept.foundation.documents.models import StoredFile
from precept.foundation.documents.rules import Outcome, Verdict
from precept.foundation.ledger.actions import (
    SYSTEM,
    Changed,
    NotAllowed,
    Refused,
    action,
    record,
    said,
)
from precept.foundation.ledger.models import Event
from precept.foundation.outbox.models import QueuedTask
from precept.foundation.outbox.worker import work_until_idle
from precept.foundation.people.models import Person
from tests.foundation.documents import built_files as built
from tests.foundation.documents.keeping import ABOUT, added_it, events, keep, stored

pytestmark = pytest.mark.usefixtures("store", "doors")
People = Callable[..., Person]


@pytest.mark.django_db
def test_a_kept_file_waits_under_a_name_that_says_nothing(person: People, store: Path) -> None:
    by = person("provider")
    content = built.pdf(built.catalogue())

    file = keep(by, "C:\\bids\\Ann's bid?.PDF")

    assert (file.name_given, file.name) == ("C:\\bids\\Ann's bid?.PDF", "Ann's bid_.pdf")
    assert (file.kind, file.size, file.state) == ("pdf", len(content), "waiting")
    assert file.sha256 == hashlib.sha256(content).hexdigest()
    assert [path.read_bytes() for path in stored(store)] == [content]
    assert "bid" not in str(stored(store)[0].relative_to(store))
    assert len(file.reference) == 20
    assert [task.name for task in QueuedTask.objects.all()] == ["documents.scan"]


@pytest.mark.django_db
def test_keeping_is_an_event_whose_name_part_can_be_erased(person: People) -> None:
    by = person("provider")

    file = keep(by, "Ann's bid.pdf")

    event = Event.objects.get(subject=ABOUT)
    assert (event.type, event.actor) == ("file added", by.ledger_name)
    assert said(event) == {
        "after": {
            "file": file.reference,
            "kind": "pdf",
            "size": file.size,
            "sha256": file.sha256,
        }
    }
    assert event.parts.get(name="personal").text == '{"name":"Ann\'s bid.pdf"}'


@pytest.mark.django_db
def test_an_uploaded_file_is_kept_as_bytes_are(person: People) -> None:
    given = SimpleUploadedFile("a.csv", b"a,b\n1,2\n")
    given.read()

    file = actions.keep(by=person(), about=ABOUT, name=given.name or "", content=given)

    assert storing.content(file.kept, file.sha256) == b"a,b\n1,2\n"


@pytest.mark.django_db
def test_an_uploaded_file_that_says_it_is_small_is_still_measured(person: People) -> None:
    given = SimpleUploadedFile("a.txt", b"a" * (LIMITS.most_bytes + 5))
    given.size = 5

    with pytest.raises(Refused, match=r"“a\.txt” is larger than 10 MB"):
        actions.keep(by=person(), about=ABOUT, name="a.txt", content=given)


@pytest.mark.django_db
def test_a_refusal_names_the_file_and_its_field_and_leaves_nothing(
    person: People, store: Path
) -> None:
    with pytest.raises(Refused) as refused:
        actions.keep(by=person(), about=ABOUT, name="Bid.pdf", content=b"MZ", field="budget")

    assert refused.value.words == (
        "“Bid.pdf” is called .pdf, but inside it is a program. Open it in the program it was made with,"
        " save it as PDF, and add that."
    )
    assert refused.value.field == "budget"
    assert (stored(store), StoredFile.objects.count(), Event.objects.count()) == ([], 0, 0)


@pytest.mark.django_db
def test_the_twenty_first_file_is_refused_and_leaves_nothing(person: People, store: Path) -> None:
    by = person()
    for _ in range(LIMITS.most_files):
        keep(by)

    with pytest.raises(Refused, match=r"“Bid\.pdf” cannot be added: there are 20 files already"):
        keep(by)

    assert (len(stored(store)), StoredFile.objects.count()) == (20, 20)


@pytest.mark.django_db(transaction=True)
def test_two_that_come_at_once_cannot_both_be_the_twentieth(person: People) -> None:
    by = person()
    for _ in range(LIMITS.most_files - 1):
        keep(by)
    start, outcomes = threading.Barrier(4), []

    def one() -> None:
        start.wait(20)
        try:
            keep(by)
            outcomes.append("kept")
        except Refused:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert sorted(outcomes) == ["kept", "refused", "refused", "refused"]
    assert StoredFile.objects.filter(about=ABOUT).count() == LIMITS.most_files


@pytest.mark.django_db
def test_nothing_is_kept_about_what_nobody_can_open(person: People, store: Path) -> None:
    with pytest.raises(LookupError):
        actions.keep(by=person(), about="song:1", name="a.txt", content=b"a")

    assert stored(store) == []


@pytest.mark.django_db
def test_a_file_store_that_is_away_says_that_nothing_was_saved(
    person: People, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object, **__: object) -> str:
        raise OSError("No space left on device")

    monkeypatch.setattr(default_storage, "save", full)

    with pytest.raises(Refused, match=r"“Bid\.pdf” was not saved, because our file store"):
        keep(person())

    assert StoredFile.objects.count() == 0
    assert [line.message for line in caplog.records] == ["a file could not be stored"]


@pytest.mark.django_db
def test_a_change_that_fails_leaves_no_content_behind(
    person: People, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("the database went")

    monkeypatch.setattr(actions, "queue_task", fails)

    with pytest.raises(RuntimeError):
        keep(person())

    assert (stored(store), StoredFile.objects.count()) == ([], 0)


@pytest.mark.django_db
def test_content_is_on_disk_before_the_answer(
    person: People, monkeypatch: pytest.MonkeyPatch, store: Path
) -> None:
    flushed: list[str] = []
    monkeypatch.setattr(storing, "_flush", lambda place: flushed.append(place.name))

    file = keep(person())

    assert flushed == [Path(file.kept).name, Path(file.kept).parent.name, "uploads", store.name]


@pytest.mark.django_db
def test_a_waiting_or_refused_file_is_opened_by_nobody_and_a_clean_one_by_its_own(
    person: People,
) -> None:
    by, other = person("provider"), person("administrator")
    waiting, refused, clean = keep(by), keep(by), keep(by)
    actions.scanned(file=refused, verdict=Verdict(Outcome.INFECTED, "Worm"))
    actions.scanned(file=clean, verdict=Verdict(Outcome.CLEAN))

    may = [
        (access.may_open(by, file), access.may_open(other, file))
        for file in (waiting, refused, clean)
    ]

    assert may == [(False, False), (False, False), (True, False)]


@pytest.mark.django_db
def test_an_unknown_kind_of_thing_opens_to_nobody(person: People) -> None:
    by = person(("administrator", "commissioning-manager"))
    clean = actions.scanned(file=keep(by), verdict=Verdict(Outcome.CLEAN))
    clean.about = "song:1"

    assert not access.may_open(by, clean)
    assert not access.may_remove(by, clean)


def test_only_one_part_says_who_may_open_a_kind() -> None:
    opening.who_may("bid", added_it, remove=added_it)

    with pytest.raises(ValueError, match="two parts say who may open files about a bid"):
        opening.who_may("bid", opening.nobody)


def test_nobody_may_remove_where_no_part_said_so(
    person: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "_doors", {})
    opening.who_may("bid", added_it)
    by = person()
    file = StoredFile(about=ABOUT, added_by=by)

    assert not access.may_remove(by, file)


@pytest.mark.django_db(transaction=True)
def test_a_removed_file_leaves_its_event_and_no_content(person: People, store: Path) -> None:
    by = person()
    file = keep(by)
    reference = file.reference

    actions.remove(by=by, file=file, why="The wrong year.")
    work_until_idle()

    assert (StoredFile.objects.count(), stored(store)) == (0, [])
    event = Event.objects.get(type="file removed")
    assert said(event) == {
        "why": "The wrong year.",
        "before": {"file": reference, "state": "waiting", "sha256": file.sha256},
    }


@pytest.mark.django_db
def test_a_file_is_removed_by_those_who_may_alone(person: People) -> None:
    file = keep(person())

    with pytest.raises(NotAllowed):
        actions.remove(by=person("administrator"), file=file)

    assert StoredFile.objects.count() == 1


@pytest.mark.django_db
def test_a_file_is_removed_once(person: People) -> None:
    by = person()
    file = keep(by)
    actions.remove(by=by, file=StoredFile.objects.get(pk=file.pk))

    with pytest.raises(Changed):
        actions.remove(by=by, file=file)

    assert [event for _, event in events()] == ["file added", "file removed"]


@pytest.mark.django_db
def test_a_file_kept_within_another_act_is_lost_with_it(person: People) -> None:
    by = person()

    @action
    def submit() -> None:
        record(ABOUT, "bid begun", by=SYSTEM)
        keep(by)
        raise RuntimeError("the power went")

    with pytest.raises(RuntimeError):
        submit()

    assert (StoredFile.objects.count(), Event.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_the_files_of_a_subject_are_shown_with_their_states(
    person: People,
) -> None:
    by, other = person(), person()
    phone = built.jpeg(more=built.exif(built.PLACE))
    files = [keep(by, f"{name}.jpg", phone) for name in ("a", "b", "c")]
    actions.scanned(file=files[1], verdict=Verdict(Outcome.CLEAN))
    actions.scanned(file=files[2], verdict=Verdict(Outcome.INFECTED, "Worm"))

    shown = queries.files_about(by, ABOUT)

    assert [(one.name, one.state, one.note, one.href) for one in shown] == [
        ("a.jpg", "Waiting for the virus scanner", "", None),
        ("b.jpg", "Ready", "", f"/files/{files[1].reference}"),
        ("c.jpg", "Refused", "The virus scanner found Worm.", None),
    ]
    assert shown[0].hidden == ("the place where it was taken",)
    assert [one.href for one in queries.files_about(other, ABOUT)] == [None, None, None]
