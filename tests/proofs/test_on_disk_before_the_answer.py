"""It is on disk before the answer goes out: the order of the server's own system calls during a submission.

What a power cut would leave cannot be tried here; this order, and a disk that keeps its word, is what it rests on.
"""

import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.proofs.applicants import everyone
from tests.proofs.offices import Office, until

CALLS = "fsync,fdatasync,pwrite64,pwritev,pwritev2,write,writev,sendto,sendmsg"
LINE = re.compile(r"^(\d+) +[\d:.]+ (?:<\.\.\. )?(\w+)(.*)$")
JOURNAL = re.compile(r"-wal>|/pg_wal/")
"""The file in which a transaction is first written: SQLite's and PostgreSQL's."""
ANSWER = "HTTP/1.1 302"


@pytest.mark.proof
@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_a_submission_is_on_disk_before_its_receipt_goes_out(
    office: Office, tmp_path: Path
) -> None:
    prepared = office.tell("clients", 1)
    trace = tmp_path / "trace"
    with office.served() as server:
        [applicant] = everyone(server.port, prepared)
        form = applicant.opened(applicant.check)
        watched = [*server.processes, *(office.cluster.processes if office.cluster else [])]
        with watching(watched, trace):
            answer = applicant.submit(form)
    assert answer.receipt
    calls = list(ended(trace.read_text(errors="replace").splitlines()))
    at = next(place for place, (_, said) in enumerate(calls) if ANSWER in said)
    before = calls[:at]
    synced = [place for place, (name, said) in enumerate(before) if _is_sync(name, said)]
    written = [place for place, (name, said) in enumerate(before) if _is_write(name, said)]
    assert synced
    assert written
    assert synced[-1] > written[-1]  # nothing of the journal was still to be brought to disk


def _is_sync(name: str, said: str) -> bool:
    return name in {"fsync", "fdatasync"} and JOURNAL.search(said) is not None and "= 0" in said


def _is_write(name: str, said: str) -> bool:
    return "write" in name and JOURNAL.search(said) is not None


@contextmanager
def watching(processes: list[int], trace: Path) -> Iterator[None]:
    """Write down every call of these processes, and of all their threads, in the order in which they end."""
    command = ["strace", "-f", "-y", "-tt", "-s", "200", "-e", f"trace={CALLS}", "-o", str(trace)]
    command += [part for pid in processes for part in ("-p", str(pid))]
    said = trace.with_suffix(".said")
    with said.open("wb") as words:
        watcher = subprocess.Popen(command, stderr=words)

    def attached() -> bool:
        told = said.read_text()
        if watcher.poll() is not None:
            pytest.skip(f"processes cannot be watched here: {told[-300:]}")
        return all(f"Process {pid} attached" in told for pid in processes)

    try:
        until(attached, "watching the server")
        yield
    finally:
        if watcher.poll() is None:
            watcher.send_signal(signal.SIGINT)
            watcher.wait(timeout=30)


def ended(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Each call with what it was given, at the place where it ended; a write of an answer where it began.

    An answer counts from its first byte, and a sync only once it has come back.
    """
    begun: dict[str, str] = {}
    for line in lines:
        found = LINE.match(line)
        if found is None:
            continue
        pid, name, said = found.groups()
        if said.endswith("<unfinished ...>"):
            begun[pid] = said
            if ANSWER in said:
                yield name, said
        elif " resumed>" in said:
            yield name, begun.pop(pid, "").replace(ANSWER, "") + said
        else:
            yield name, said
