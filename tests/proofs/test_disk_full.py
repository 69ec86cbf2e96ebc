"""Where the disk is full, the page says that nothing was saved and keeps what was typed; nothing breaks."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import pytest

from tests.proofs.applicants import Answer, Applicant, everyone, plain
from tests.proofs.conftest import IS_POSTGRES
from tests.proofs.offices import Office

SPACE = 12
"""Megabytes of the whole disk."""
FREE = 256 * 1024
"""Bytes that are left when the proof begins."""
TYPED = "We teach boxing to forty young people on Tuesday evenings in the old drill hall."
CLIENTS = 4


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk that is soon full."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SPACE}m", "tmpfs", str(place)],
        capture_output=True,
        text=True,
        check=False,
    )
    if mounted.returncode != 0:
        pytest.skip(f"a small disk cannot be mounted here: {mounted.stderr.strip()}")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


@pytest.mark.proof
@pytest.mark.skipif(IS_POSTGRES, reason="the disk of an embedded office")
def test_a_full_disk_says_not_saved_keeps_the_text_and_loses_nothing(
    small_disk: Path, new_office: Callable[[Path], Office]
) -> None:
    office = new_office(small_disk / "office")
    prepared = office.tell("clients", CLIENTS + 1)
    filler = small_disk / "filler"
    with office.served() as server:
        *people, writer = everyone(server.port, prepared)
        forms = [one.opened(one.check) for one in people]
        form = writer.opened(writer.about)
        _fill(filler, small_disk)
        full = _written_until_full(writer, form)
        assert (full.status, "Not saved" in full.text) == (503, True), plain(full.text)
        assert TYPED in unescape(full.text)
        refused = [one.submit(said) for one, said in zip(people, forms, strict=True)]
        assert [one.status for one in refused] == [503] * CLIENTS
        assert all("Not saved" in one.text for one in refused)
        filler.unlink()
        again = [one.submit(said) for one, said in zip(people, forms, strict=True)]
        assert all(one.receipt for one in again), [plain(one.text)[:300] for one in again]
        assert writer.write(writer.opened(writer.about), TYPED).status == 302
    said = office.tell("kept")
    kept = {receipt for _, _, receipt, *_ in said["submissions"]}
    assert kept == {one.receipt for one in again}
    assert said["letters"] == said["events"] == CLIENTS
    assert said["ledger problems"] == []
    assert said["database is whole"]


def _fill(filler: Path, disk: Path) -> None:
    filler.write_bytes(b"x" * (shutil.disk_usage(disk).free - FREE))


def _written_until_full(person: Applicant, form: dict[str, str]) -> Answer:
    """Every save takes some of what is left, until there is nothing: the first answer that is not a save."""
    for one in range(2_000):
        answer = person.write(form, f"{TYPED} {one}")
        if answer.status != 302:
            return answer
        form = person.opened(person.about) or form
    raise AssertionError("the disk never was full")
