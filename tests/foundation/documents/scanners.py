"""Scanners for the tests: a real clamd that knows one signature, and one that says what it is told."""

import contextlib
import hashlib
import os
import socket
import socketserver
import struct
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest

from precept.foundation.documents import scanner
from tests.foundation.documents.built_files import EICAR

CLAMD = Path("/usr/sbin/clamd")
PATIENCE = 30.0


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


@contextlib.contextmanager
def real_clamd(home: Path, *, port: int = 0, most: str = "25M") -> Iterator[str]:
    """A clamd with a signature of its own for EICAR, on a port or a socket; where it listens."""
    if not CLAMD.exists():
        assert not os.environ.get("CI"), "CI must scan with a real clamd: install clamav-daemon"
        pytest.skip(
            "no clamd on this machine (package clamav-daemon): the real scanner is not tried"
        )
    (home / "signatures").mkdir(parents=True)
    digest = hashlib.md5(EICAR, usedforsecurity=False).hexdigest()
    (home / "signatures" / "own.hdb").write_text(f"{digest}:{len(EICAR)}:Eicar-Test\n")
    address = f"127.0.0.1:{port}" if port else str(home / "clamd.sock")
    listens = f"TCPSocket {port}\nTCPAddr 127.0.0.1" if port else f"LocalSocket {address}"
    (home / "clamd.conf").write_text(
        f"{listens}\nDatabaseDirectory {home}/signatures\nForeground yes\nLogFile {home}/clamd.log\n"
        f"StreamMaxLength {most}\nOfficialDatabaseOnly no\nConcurrentDatabaseReload no\n"
    )
    running = subprocess.Popen(
        [CLAMD, "-c", home / "clamd.conf"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        until = monotonic() + PATIENCE
        asleep = threading.Event()
        while not scanner.at(address).ping():
            assert running.poll() is None, (home / "clamd.log").read_text()
            assert monotonic() < until, "clamd did not answer in time"
            asleep.wait(0.05)
        yield address
    finally:
        running.terminate()
        running.wait(PATIENCE)


class Told(socketserver.ThreadingTCPServer):
    """A scanner that answers whatever it was told, after reading what it is sent (or at once)."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, answer: bytes, *, reads: bool = True, hangs: bool = False) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.answer, self.reads, self.hangs = answer, reads, hangs
        self.received: list[bytes] = []
        self.let_go = threading.Event()

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"127.0.0.1:{self.server_address[1]}"


class _Answers(socketserver.StreamRequestHandler):
    server: Told

    def handle(self) -> None:
        command = b""
        while not command.endswith(b"\x00"):
            command += self.rfile.read(1)
        received = command
        while self.server.reads and command == b"zINSTREAM\x00":
            (length,) = struct.unpack(">I", self.rfile.read(4))
            if not length:
                break
            received += self.rfile.read(length)
        self.server.received.append(received)
        if self.server.hangs:
            self.server.let_go.wait(PATIENCE)
        self.wfile.write(self.server.answer)


@contextlib.contextmanager
def told(answer: bytes, *, reads: bool = True, hangs: bool = False) -> Iterator[Told]:
    """A scanner that answers this; with ``hangs`` only once the test is over."""
    with Told(answer, reads=reads, hangs=hangs) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.let_go.set()
            server.shutdown()
            thread.join(PATIENCE)
