"""Asking the virus scanner: what it says is taken word for word, and silence is never "clean"."""

from pathlib import Path
from time import monotonic

import pytest
from pytest_django import Settings

from precept.foundation.documents import scanner
from precept.foundation.documents.rules import Outcome, Verdict
from precept.foundation.documents.scanner import BadAddress, Clamd, State
from tests.foundation.documents.built_files import EICAR
from tests.foundation.documents.scanners import free_port, real_clamd, told


@pytest.mark.parametrize("by_port", [True, False], ids=["port", "socket"])
def test_a_real_clamd_finds_the_standard_test_file_and_nothing_else(
    tmp_path: Path, by_port: bool
) -> None:
    with real_clamd(tmp_path, port=free_port() if by_port else 0) as address:
        clamd = scanner.at(address)

        assert clamd.ping()
        assert clamd.look_at([EICAR]) == Verdict(Outcome.INFECTED, "Eicar-Test.UNOFFICIAL")
        assert clamd.look_at([EICAR[:20], EICAR[20:]]) == clamd.look_at([EICAR])
        assert clamd.look_at([b"an honest file"]) == Verdict(Outcome.CLEAN)
        assert clamd.look_at([b"a" * 5_000_000]) == Verdict(Outcome.CLEAN)


def test_a_file_too_large_for_a_real_clamd_is_not_taken_for_clean(tmp_path: Path) -> None:
    with real_clamd(tmp_path, most="1M") as address:
        verdict = scanner.at(address).look_at([b"a" * 9_000_000])

    assert verdict.outcome == Outcome.NOT_AVAILABLE


ANSWERS = [
    (b"stream: OK\x00", Verdict(Outcome.CLEAN)),
    (b"stream: Win.Worm FOUND\x00", Verdict(Outcome.INFECTED, "Win.Worm")),
    (b"stream: OK", Verdict(Outcome.NOT_AVAILABLE, "it hung up without an answer")),
    (b"", Verdict(Outcome.NOT_AVAILABLE, "it hung up without an answer")),
    (b"x" * 9_000, Verdict(Outcome.NOT_AVAILABLE, "it hung up without an answer")),
    (b"OK\x00", Verdict(Outcome.NOT_AVAILABLE, "it answered “OK”")),
    (b"stream: NOT OK\x00", Verdict(Outcome.NOT_AVAILABLE, "it answered “stream: NOT OK”")),
    (
        b"INSTREAM size limit exceeded. ERROR\x00",
        Verdict(Outcome.NOT_AVAILABLE, "it answered “INSTREAM size limit exceeded. ERROR”"),
    ),
]


@pytest.mark.parametrize(
    ("answer", "verdict"), ANSWERS, ids=[ascii(row[0][:40]) for row in ANSWERS]
)
def test_only_the_exact_answer_is_clean(answer: bytes, verdict: Verdict) -> None:
    with told(answer) as server:
        assert scanner.at(server.address).look_at([b"ab", b"c" * 70_000]) == verdict

    assert server.received == [b"zINSTREAM\x00ab" + b"c" * 70_000]


def test_a_scanner_that_hangs_is_left_after_its_time() -> None:
    with told(b"stream: OK\x00", hangs=True) as server:
        host, _, port = server.address.partition(":")
        began = monotonic()
        verdict = Clamd(host=host, port=int(port), patience=0.2).look_at([b"a"])

    assert verdict == Verdict(Outcome.NOT_AVAILABLE, "it took longer than 0.2 seconds")
    assert monotonic() - began < 5


@pytest.mark.parametrize("by_port", [True, False], ids=["port", "socket"])
def test_a_scanner_that_is_down_is_not_available(tmp_path: Path, by_port: bool) -> None:
    address = f"127.0.0.1:{free_port()}" if by_port else str(tmp_path / "clamd.sock")

    verdict = scanner.at(address).look_at([b"a"])

    assert verdict == Verdict(
        Outcome.NOT_AVAILABLE, "Connection refused" if by_port else "No such file or directory"
    )
    assert not scanner.at(address).ping()


def test_a_scanner_is_named_by_port_by_path_or_not_at_all() -> None:
    assert scanner.at("scanner.opcc.example:3310") == Clamd(host="scanner.opcc.example", port=3310)
    assert scanner.at("[::1]:3310") == Clamd(host="::1", port=3310)
    assert scanner.at("/run/clamav/clamd.ctl") == Clamd(path="/run/clamav/clamd.ctl")


@pytest.mark.parametrize(
    "told_so", ["localhost", "localhost:", ":3310", "a:b", "a:0", "a:65536", "yes"]
)
def test_a_misspelt_scanner_is_a_fault_and_not_a_silent_none(
    told_so: str, settings: Settings
) -> None:
    settings.PRECEPT_SCANNER = told_so

    with pytest.raises(BadAddress):
        scanner.look_at([b"a"])


def test_the_state_says_how_the_office_stands_with_its_scanner(settings: Settings) -> None:
    states = []
    with told(b"PONG\x00") as server:
        for address in ("", "none", server.address, f"127.0.0.1:{free_port()}"):
            settings.PRECEPT_SCANNER = address
            states.append(scanner.state())

    assert states == [State.NOT_NAMED, State.NONE, State.READY, State.AWAY]


def test_without_a_scanner_nothing_is_called_clean(settings: Settings) -> None:
    settings.PRECEPT_SCANNER = ""
    assert scanner.look_at([b"a"]) == Verdict(Outcome.NOT_AVAILABLE, "no virus scanner is named")

    settings.PRECEPT_SCANNER = "none"
    assert scanner.look_at([b"a"]) == Verdict(Outcome.NOT_SCANNED)
