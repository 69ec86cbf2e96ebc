"""Whoever holds the database cannot change quietly what happened or what was released (security: A07).

Each test does, with the triggers out of the way, what a database administrator could do, and asks the
command that anybody asks: ``precept verify`` with a checkpoint that left the building in time.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from precept.foundation.ledger import queries as ledger
from precept.foundation.ledger import verify_ledger
from precept.foundation.ledger.models import Checkpoint, Event, Part, Sealed, Waiting
from precept.foundation.publications import actions, queries, rules
from precept.foundation.publications.models import Publication, PublishedFile
from precept.foundation.search.models import EntryRow
from precept.site.command import main
from tests.foundation.ledger.test_tampering import seal_again
from tests.security.house import House

protected = import_module("precept.foundation.ledger.migrations.0002_protected")


@pytest.fixture
def without_triggers(office: House) -> None:
    """What protects the ledger stands aside, as it does for whoever owns the database."""
    with connection.cursor() as cursor:
        editor = SimpleNamespace(connection=connection, execute=cursor.execute)
        protected.release(None, editor)


@pytest.fixture
def kept(office: House, tmp_path: Path) -> Path:
    """A checkpoint that somebody outside kept: the office's last."""
    last = ledger.checkpoints_for_check()[-1]
    path = tmp_path / "old.json"
    path.write_text(json.dumps(last))
    return path


def verify(kept: Path) -> tuple[int, str]:
    """What the command says, and its exit code."""
    ran = CliRunner().invoke(main, ["verify", "--checkpoint", str(kept)])
    return ran.exit_code, ran.stdout


def edit_an_event() -> str:
    event = Event.objects.get(subject="framework:2022-23:1", type="framework approved")
    Event.objects.filter(pk=event.pk).update(actor="person:SOMEBODYELSE")
    return "framework:2022-23:1 #"


def edit_a_reason() -> str:
    part = Part.objects.filter(event__subject="framework:2022-23:1", name="facts").first()
    assert part is not None
    Part.objects.filter(pk=part.pk).update(text='{"why":"another reason"}')
    return "framework:2022-23:1 #1: its facts are not those it was written with"


def delete_an_event() -> str:
    event = Event.objects.get(subject="framework:2022-23:1", place=2)
    for model in (Part, Sealed, Waiting):
        model.objects.filter(event=event).delete()
    event.delete()
    return "framework:2022-23:1 #3: the event before it is gone"


def last_number() -> int:
    """The number of the office's last checkpoint: the one that was kept."""
    return int(json.loads(Checkpoint.objects.latest("pk").statement)["number"])


def cut_the_tail() -> str:
    number = last_number()
    for model in (Sealed, Checkpoint, Waiting, Part, Event):
        model.objects.all().delete()
    return f"the checkpoint you kept ({number}): is no longer in the ledger: history was cut"


def write_history_again() -> str:
    """Every hash and signature made again after an edit, with the office's own key."""
    kept_number = last_number()
    events = list(ledger.events_for_check())
    checkpoints = ledger.checkpoints_for_check()
    for event in events:
        if event["subject"] == "framework:2022-23:1" and event["type"] == "framework approved":
            event["actor"] = "person:SOMEBODYELSE"
    seal_again(events, checkpoints)
    for event in events:
        Event.objects.filter(subject=event["subject"], place=event["place"]).update(
            **{name: event[name] for name in ("actor", "previous", "digest")}
        )
    for number, checkpoint in enumerate(checkpoints, start=1):
        Checkpoint.objects.filter(number=number).update(**checkpoint)
    return f"the checkpoint you kept ({kept_number}): is not the one in the ledger: history was written again"


def fund() -> Publication:
    return Publication.objects.get(kind="fund", key="core", is_latest=True)


def swap_a_payload() -> str:
    row = fund()
    Publication.objects.filter(pk=row.pk).update(payload=row.payload.replace("a", "b", 1))
    return "publication:fund:core: version 1 is not what its own hash says"


def swap_a_payload_and_its_hashes() -> str:
    row = fund()
    text = row.payload.replace("a", "b", 1)
    digest = rules.digest(text)
    Publication.objects.filter(pk=row.pk).update(payload=text, digest=digest, digest_now=digest)
    return "publication:fund:core: version 1 is not the one that its events released"


def swap_a_payload_as_if_a_detail_had_been_removed() -> str:
    row = fund()
    text = row.payload.replace("a", "b", 1)
    Publication.objects.filter(pk=row.pk).update(payload=text, digest_now=rules.digest(text))
    return "publication:fund:core: version 1 is not the one that its events released"


def swap_the_reason() -> str:
    row = fund()
    Publication.objects.filter(pk=row.pk).update(why="Nobody said this")
    return "publication:fund:core: version 1 gives another reason than its event"


def delete_a_publication() -> str:
    row = fund()
    row.files.all().delete()
    row.delete()
    return "publication:fund:core: can be found, but was never released"


def delete_every_version_and_its_entry() -> str:
    delete_a_publication()
    EntryRow.objects.filter(kind="fund", key="core").delete()
    return "publication:fund:core: every version is gone"


def add_a_version() -> str:
    row = fund()
    Publication.objects.filter(pk=row.pk).update(is_latest=False)
    row.pk, row.version = None, 2
    row.save(force_insert=True)
    return "publication:fund:core: no event releases version 2"


def add_a_publication() -> str:
    row = fund()
    row.pk, row.key = None, "never-approved"
    row.save(force_insert=True)
    return "publication:fund:never-approved: no event releases version 1"


def withdraw_without_an_event() -> str:
    Publication.objects.filter(pk=fund().pk).update(is_tombstone=True)
    return "publication:fund:core: version 1 was withdrawn or brought back without an event"


def swap_a_file() -> str:
    file = PublishedFile.objects.get(name="strategy.pdf")
    PublishedFile.objects.filter(pk=file.pk).update(content=b"%PDF-1.7 another")
    return "the file strategy.pdf is not the one that was made"


def swap_a_file_and_its_hash() -> str:
    content = b"%PDF-1.7 another"
    PublishedFile.objects.filter(name="strategy.pdf").update(
        content=content, digest=rules.digest_of_bytes(content)
    )
    return "the file strategy.pdf is not the one that was made"


def delete_a_file() -> str:
    PublishedFile.objects.filter(name="strategy.pdf").delete()
    return "the file strategy.pdf is gone"


def change_what_lists_show() -> str:
    EntryRow.objects.filter(kind="agreement", key="CORE004").update(amount=1)
    return "publication:agreement:CORE004: lists and search show it otherwise than it was released"


def add_to_what_lists_show() -> str:
    row = EntryRow.objects.filter(kind="agreement", key="CORE004").get()
    row.pk, row.key = None, "CORE999"
    row.save(force_insert=True)
    return "publication:agreement:CORE999: can be found, but was never released"


TAMPERING: list[Callable[[], str]] = [
    edit_an_event,
    edit_a_reason,
    delete_an_event,
    cut_the_tail,
    write_history_again,
    swap_a_payload,
    swap_a_payload_and_its_hashes,
    swap_a_payload_as_if_a_detail_had_been_removed,
    swap_the_reason,
    delete_a_publication,
    delete_every_version_and_its_entry,
    add_a_version,
    add_a_publication,
    withdraw_without_an_event,
    swap_a_file,
    swap_a_file_and_its_hash,
    delete_a_file,
    change_what_lists_show,
    add_to_what_lists_show,
]


def test_an_honest_office_agrees_with_its_own_past(office: House, kept: Path) -> None:
    code, said = verify(kept)

    assert (code, said.splitlines()[-1].endswith("Everything agrees.")) == (0, True)


@pytest.mark.parametrize("tamper", TAMPERING, ids=lambda tamper: tamper.__name__)
def test_tampering_is_found_and_named(
    office: House, without_triggers: None, kept: Path, tamper: Callable[[], str]
) -> None:
    named = tamper()

    code, said = verify(kept)

    assert code == 1
    assert [line for line in said.splitlines() if named in line] != [], said


def test_every_way_of_tampering_is_refused_while_the_triggers_stand(office: House) -> None:
    from django.db import DatabaseError, transaction

    for tamper in (edit_an_event, edit_a_reason, delete_an_event, cut_the_tail):
        with pytest.raises(DatabaseError), transaction.atomic():
            tamper()

    assert list(ledger.check([]).findings) == []


def test_what_is_lawfully_corrected_withdrawn_or_removed_agrees(office: House) -> None:
    manager = office.someone("commissioning-manager")
    actions.remove_detail(by=manager, words="Community Safety", why="To see that it stays proved")
    actions.withdraw(by=manager, publication=fund(), why="Published by mistake")
    actions.rebuild()

    assert [str(finding) for finding in queries.check()] == []


def test_an_office_with_synthetic_agreements_agrees(office: House) -> None:
    from precept.demo.actions.large import add_agreements

    add_agreements(30)
    assert [str(finding) for finding in queries.check()] == []

    row = Publication.objects.filter(kind="agreement").order_by("-pk").first()
    assert row is not None
    payload = row.payload.replace("0", "9", 1)
    digest = rules.digest(payload)
    Publication.objects.filter(pk=row.pk).update(payload=payload, digest=digest, digest_now=digest)

    assert [found for found in queries.check() if found.what == "no event releases version 1"] != []


HASHES = st.sampled_from(["a" * 64, "b" * 64])
VERSIONS = st.builds(
    rules.Version,
    number=st.integers(1, 4),
    digest=HASHES,
    digest_now=HASHES,
    found=HASHES,
    why=st.sampled_from(["", "Because"]),
    is_latest=st.booleans(),
    is_tombstone=st.booleans(),
)


def honest(count: int) -> tuple[list[rules.Version], dict[int, rules.Recorded]]:
    """So many versions as they were released."""
    versions = [
        rules.Version(n, f"{n:064}", f"{n:064}", f"{n:064}", f"Why {n}", n == count, False)
        for n in range(1, count + 1)
    ]
    return versions, {
        one.number: rules.Recorded(one.digest, one.digest_now, one.why, False) for one in versions
    }


@given(st.integers(1, 5))
def test_versions_as_they_were_released_agree(count: int) -> None:
    assert rules.disagreements(*honest(count)) == []


@given(st.integers(1, 5), VERSIONS, st.data())
def test_a_version_put_in_anothers_place_never_agrees(
    count: int, other: rules.Version, data: Any
) -> None:
    versions, said = honest(count)
    at = data.draw(st.integers(0, count - 1))
    versions[at] = replace(other, number=at + 1)

    assert rules.disagreements(versions, said) != []


@given(st.integers(2, 5), st.data())
def test_a_version_taken_away_never_agrees(count: int, data: Any) -> None:
    versions, said = honest(count)
    del versions[data.draw(st.integers(0, count - 1))]

    assert rules.disagreements(versions, said) != []


def events() -> Iterator[tuple[str, dict[str, Any]]]:
    yield "publication released", {"after": {"version": 1, "digest": "a"}, "why": "First"}
    yield "files made", {"after": {"version": 1, "files": {"one.pdf": "f"}}}
    yield "publication released", {"after": {"version": 2, "digest": "b"}, "before": {}}
    yield "detail removed from a version", {"after": {"version": 1, "digest": "c"}, "before": {}}
    yield "release asked for, nothing had changed", {"after": {"version": 2, "digest": "b"}}
    yield "files made", {"after": {"version": 1, "files": {"one.pdf": "g"}}}
    yield "publication withdrawn", {"after": {"version": 3, "digest": "d"}, "before": {}}


def test_events_say_what_each_version_was_and_is() -> None:
    assert rules.recorded(events()) == {
        1: rules.Recorded("a", "c", "First", False),
        2: rules.Recorded("b", "b", "", False),
        3: rules.Recorded("d", "d", "", True),
    }
    assert rules.files_recorded(events()) == {1: {"one.pdf": "g"}}


def test_the_stand_alone_verifier_is_the_one_that_the_public_gets(office: House) -> None:
    served = office.browser().get("/ledger/verify_ledger.py")

    assert served.content == Path(verify_ledger.__file__).read_bytes()
