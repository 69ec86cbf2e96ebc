"""Asking the virus scanner (clamd) what it thinks of a file, over TCP or a socket on this machine.

``PRECEPT_SCANNER`` names it: ``host:port``, a socket's path, or ``none`` where an office runs without
one and says so. Without a word, files wait. Nothing here ever takes silence for "clean".
"""

import re
import socket
import struct
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from time import monotonic

from django.conf import settings

from precept.foundation.documents.rules import Outcome, Verdict

NONE = "none"
LONGEST_ANSWER = 4096
_PIECE = 65_536
_INFECTED = re.compile(r"stream: (?P<what>.+) FOUND")


class State(StrEnum):
    """How the office stands with its scanner."""

    READY = "ready"
    AWAY = "away"
    NOT_NAMED = "not named"
    NONE = "none"


class NoAnswer(Exception):
    """The scanner could not be reached, took too long, or said something that is no answer."""


class BadAddress(ValueError):
    """What ``PRECEPT_SCANNER`` says is neither host:port, nor a path, nor "none"."""


@dataclass(frozen=True)
class Clamd:
    """A clamd: ``path`` of its socket, or ``host`` and ``port``. ``patience`` in seconds, for all of a call."""

    path: str = ""
    host: str = ""
    port: int = 0
    patience: float = 60.0

    def ping(self, patience: float = 2.0) -> bool:
        """Whether it answers within ``patience`` seconds."""
        try:
            return self._ask(b"zPING\x00", (), patience) == "PONG"
        except NoAnswer:
            return False

    def look_at(self, pieces: Iterable[bytes]) -> Verdict:
        """What it thinks of a file given in pieces: clean, infected (by what), or not available (why)."""
        try:
            answer = self._ask(b"zINSTREAM\x00", _framed(pieces), self.patience)
        except NoAnswer as problem:
            return Verdict(Outcome.NOT_AVAILABLE, str(problem))
        if answer == "stream: OK":
            return Verdict(Outcome.CLEAN)
        if found := _INFECTED.fullmatch(answer):
            return Verdict(Outcome.INFECTED, found["what"][:150])
        return Verdict(Outcome.NOT_AVAILABLE, f"it answered “{answer[:150]}”")

    def _ask(self, command: bytes, frames: Iterable[bytes], patience: float) -> str:
        until = monotonic() + patience
        try:
            with self._connected(patience) as line:
                # It hangs up in the middle of a file that is too large for it, and says why first.
                with suppress(BrokenPipeError, ConnectionResetError):
                    line.sendall(command)
                    for frame in frames:
                        line.settimeout(_left(until))
                        line.sendall(frame)
                return _answer(line, until)
        except TimeoutError as problem:
            raise NoAnswer(f"it took longer than {patience:g} seconds") from problem
        except OSError as problem:
            raise NoAnswer(problem.strerror or "the connection failed") from problem

    def _connected(self, patience: float) -> socket.socket:
        if not self.path:
            return socket.create_connection((self.host, self.port), timeout=patience)
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(patience)
        try:
            line.connect(self.path)
        except OSError:
            line.close()
            raise
        return line


def _framed(pieces: Iterable[bytes]) -> Iterable[bytes]:
    """A file as INSTREAM wants it: each piece after its length, nothing at the end."""
    for piece in pieces:
        for at in range(0, len(piece), _PIECE):
            part = piece[at : at + _PIECE]
            yield struct.pack(">I", len(part)) + part
    yield struct.pack(">I", 0)


def _left(until: float) -> float:
    left = until - monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _answer(line: socket.socket, until: float) -> str:
    said = b""
    while b"\x00" not in said:
        line.settimeout(_left(until))
        piece = line.recv(LONGEST_ANSWER)
        said += piece
        if not piece or len(said) > LONGEST_ANSWER:
            raise NoAnswer("it hung up without an answer")
    return said.partition(b"\x00")[0].decode("utf-8", "replace").strip()


def named() -> Clamd | None:
    """The scanner that the office named, or nothing. BadAddress where it can't be read."""
    told = settings.PRECEPT_SCANNER.strip()
    return None if told in {"", NONE} else at(told)


def at(address: str) -> Clamd:
    """The clamd at ``host:port``, ``[address]:port`` or a socket's path. BadAddress for anything else."""
    if address.startswith("/"):
        return Clamd(path=address)
    host, colon, port = address.rpartition(":")
    bare = host.removeprefix("[").removesuffix("]")
    if not (bare and colon and port.isascii() and port.isdigit() and 0 < int(port) < 65_536):
        raise BadAddress(
            f"PRECEPT_SCANNER says “{address}”: name host:port, the path of a socket, or “none”"
        )
    return Clamd(host=bare, port=int(port))


def runs_without() -> bool:
    """Whether the office has said that it runs without a scanner."""
    return bool(settings.PRECEPT_SCANNER.strip() == NONE)


def state() -> State:
    """How the office stands with its scanner now; asks it, for two seconds at the longest."""
    if runs_without():
        return State.NONE
    clamd = named()
    if clamd is None:
        return State.NOT_NAMED
    return State.READY if clamd.ping() else State.AWAY


def look_at(pieces: Iterable[bytes]) -> Verdict:
    """What the office's scanner thinks of a file; by the office's own word, nothing but "not scanned"."""
    if runs_without():
        return Verdict(Outcome.NOT_SCANNED)
    clamd = named()
    if clamd is None:
        return Verdict(Outcome.NOT_AVAILABLE, "no virus scanner is named")
    return clamd.look_at(pieces)
