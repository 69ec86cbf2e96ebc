"""Begun before the deadline is in time, over real and slow connections, whatever zone the server stands in.

The server's clock is moved with libfaketime to two seconds before each deadline: at noon in winter and in
summer, around both changes of the clocks, on a leap day, on the last minutes of a year (security: 5.7).
"""

import socket
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from precept.foundation.clock import UK
from tests.proofs.applicants import Answer, Applicant, everyone
from tests.proofs.offices import Office

ZONES = ("UTC", "Europe/London", "Pacific/Auckland")
FAKETIME = next(iter(sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))), None)
DEADLINES = (
    "2026-12-09T12:00",  # noon in winter
    "2026-12-31T23:59",  # the last minute of a year
    "2027-03-28T00:59",  # a minute before the clocks go forward
    "2027-03-28T02:00",  # the first hour after it
    "2027-07-07T12:00",  # noon in summer
    "2027-10-31T00:59",  # before the hour that comes twice
    "2027-10-31T02:00",  # after it
    "2028-02-29T12:00",  # a leap day
)
"""Wall times in the United Kingdom, one after the other: the office's clock never runs back."""
CASES = (
    # what, head sent at, whole at: seconds from the deadline; whether it is late
    ("whole before", -1.2, -0.9, False),
    ("begun a second before, whole after", -1.0, 0.8, False),
    ("begun just before, whole long after", -0.3, 2.0, False),
    ("begun just after", 0.2, 0.3, True),
    ("begun a second after, whole later", 1.0, 1.6, True),
)
LEAD = 3.0
"""Seconds before the deadline to which the server's clock is moved."""


@pytest.mark.proof
@pytest.mark.skipif(FAKETIME is None, reason="libfaketime is not installed (Debian: faketime)")
@pytest.mark.parametrize("zone", ZONES)
def test_begun_before_the_deadline_is_in_time_and_begun_at_it_is_late(
    office: Office, zone: str
) -> None:
    rounds = office.tell("rounds", DEADLINES, len(CASES))
    offset = office.home / "clock"
    office.more = {
        "TZ": zone,
        "LD_PRELOAD": str(FAKETIME),
        "FAKETIME_TIMESTAMP_FILE": str(offset),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }
    found: dict[str, Any] = {}
    expected: dict[str, Any] = {}
    first = datetime.fromisoformat(DEADLINES[0]).replace(tzinfo=UK)
    _move(offset, first - timedelta(minutes=30))
    with office.served(threads=8) as server:
        for wall, prepared in zip(DEADLINES, rounds, strict=True):
            deadline = datetime.fromisoformat(wall).replace(tzinfo=UK).astimezone(UTC)
            people = everyone(server.port, prepared)
            # Everybody has the page open long before: in the server's time a quarter of an hour.
            _move(offset, deadline - timedelta(minutes=15))
            forms = [one.opened(one.check) for one in people]
            zero = _move(offset, deadline - timedelta(seconds=LEAD)) + LEAD
            with ThreadPoolExecutor(len(CASES)) as hands:
                sent = [
                    hands.submit(_slowly, one, form, zero + head, zero + whole)
                    for one, form, (_, head, whole, _) in zip(people, forms, CASES, strict=True)
                ]
                answers = [one.result() for one in sent]
            for one, answer, (what, _, _, is_late) in zip(people, answers, CASES, strict=True):
                found[f"{wall}: {what}"] = (one.bid, answer.receipt)
                expected[f"{wall}: {what}"] = is_late
    said = office.tell("kept")
    kept = {(bid, receipt): is_late for bid, _, receipt, is_late, _ in said["submissions"]}
    assert {what: kept.get(form) for what, form in found.items()} == expected
    assert said["late events"] == len(DEADLINES) * 2
    assert said["events"] == len(DEADLINES) * 3
    assert said["ledger problems"] == []


def _move(file: Path, to: datetime) -> float:
    """Move the server's clock; when that was on the clock that never jumps."""
    off = to.timestamp() - time.time()
    now = time.monotonic()
    beside = file.with_suffix(".new")
    beside.write_text(f"{off:+.6f}\n")
    beside.replace(file)
    return now


def _slowly(person: Applicant, form: dict[str, str], head: float, whole: float) -> Answer:
    """Submit over a slow line: the head at one moment, the last byte of the body at another."""
    body = urlencode(form).encode()
    lines = [f"POST {person.check} HTTP/1.1", f"Host: 127.0.0.1:{person.port}", "Connection: close"]
    lines += [f"{name}: {text}" for name, text in person.headers.items()]
    lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    with socket.create_connection(("127.0.0.1", person.port), timeout=60) as line:
        _wait(head)
        line.sendall("\r\n".join([*lines, "", ""]).encode())
        _wait(whole)
        line.sendall(body)
        answer = b""
        while part := line.recv(65536):
            answer += part
    top, _, text = answer.partition(b"\r\n\r\n")
    status, *fields = top.decode().split("\r\n")
    said = {
        name.lower(): words.strip() for name, _, words in (one.partition(":") for one in fields)
    }
    return Answer(int(status.split()[1]), said.get("location", ""), text.decode(), "")


def _wait(moment: float) -> None:
    time.sleep(max(0.0, moment - time.monotonic()))
