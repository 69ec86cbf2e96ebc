#!/usr/bin/env python3
"""Check a Precept ledger without Precept: one file, nothing but Python 3.11.

    python verify_ledger.py ledger.jsonl                       an exported ledger
    python verify_ledger.py precept.sqlite3                    an embedded office's own database
    python verify_ledger.py ledger.jsonl --checkpoint old.json one that you kept yourself

A ledger alone proves little: whoever holds it could write all of it again. A checkpoint that left the
building in time proves that everything sealed by then still stands as it stood.

Exit code 0: everything agrees. 1: something does not; each line says what. 2: the file cannot be read.

How a digest is made (all text UTF-8; canonical JSON has sorted keys and no spaces):
  part    = SHA-256(salt ‖ text of the part)
  event   = SHA-256("precept event 1\\n" ‖ canonical JSON of subject, place, type, actor, at, facts,
            personal, previous)
  leaf    = SHA-256(0x00 ‖ event);  node = SHA-256(0x01 ‖ left ‖ right), as in RFC 6962
  sealed  = Ed25519 over the checkpoint's statement, canonical JSON (RFC 8032)
"""

import argparse
import base64
import hashlib
import json
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

NOTHING_BEFORE = "0" * 64


def canonical(thing: Any) -> str:
    """One spelling of a JSON value: sorted keys, no spaces."""
    return json.dumps(thing, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def part_digest(salt: str, text: str) -> str:
    """What an event holds of a part of its payload."""
    return hashlib.sha256(bytes.fromhex(salt) + text.encode()).hexdigest()


def event_digest(event: dict[str, Any]) -> str:
    """What the next event of the stream, and the checkpoint, hold of an event."""
    header = {
        name: event[name]
        for name in ("subject", "place", "type", "actor", "at", "facts", "personal", "previous")
    }
    return hashlib.sha256(b"precept event 1\n" + canonical(header).encode()).hexdigest()


def merkle_root(digests: Iterable[str]) -> str:
    """The root of the tree whose leaves are these event digests, in order."""
    level = [hashlib.sha256(b"\x00" + bytes.fromhex(digest)).digest() for digest in digests]
    if not level:
        return hashlib.sha256(b"").hexdigest()
    while len(level) > 1:
        pairs = [
            hashlib.sha256(b"\x01" + level[at] + level[at + 1]).digest()
            for at in range(0, len(level) - 1, 2)
        ]
        level = pairs + level[len(pairs) * 2 :]
    return level[0].hex()


def statement_digest(statement: str) -> str:
    """What the next checkpoint holds of this one."""
    return hashlib.sha256(b"precept checkpoint 1\n" + statement.encode()).hexdigest()


# Ed25519 (RFC 8032), checking only: written from the curve's definition. Not in constant time: nothing here is secret.
_P = 2**255 - 19
_L = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, _P - 2, _P) % _P
_ROOT = pow(2, (_P - 1) // 4, _P)
_Point = tuple[int, int, int, int]


def _add(p: _Point, q: _Point) -> _Point:
    a = (p[1] - p[0]) * (q[1] - q[0]) % _P
    b = (p[1] + p[0]) * (q[1] + q[0]) % _P
    c = 2 * p[3] * q[3] * _D % _P
    d = 2 * p[2] * q[2] % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _times(scalar: int, point: _Point) -> _Point:
    result: _Point = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = _add(result, point)
        point = _add(point, point)
        scalar >>= 1
    return result


def _point(raw: bytes) -> _Point | None:
    y = int.from_bytes(raw, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= _P:
        return None
    square = (y * y - 1) * pow(_D * y * y + 1, _P - 2, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if (x * x - square) % _P:
        x = x * _ROOT % _P
    if (x * x - square) % _P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = _P - x
    return x, y, 1, x * y % _P


_BASE = _point((4 * pow(5, _P - 2, _P) % _P).to_bytes(32, "little"))


def signature_holds(key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether an Ed25519 signature over the message was made with the key's private half."""
    if len(signature) != 64 or len(key) != 32 or _BASE is None:
        return False
    a, r = _point(key), _point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= _L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % _L
    left, right = _times(s, _BASE), _add(r, _times(h, a))
    return (left[0] * right[2] - right[0] * left[2]) % _P == 0 and (
        left[1] * right[2] - right[1] * left[2]
    ) % _P == 0


@dataclass
class Finding:
    """Something that does not agree, in words for a reader."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


@dataclass
class Outcome:
    """What a check found."""

    events: int = 0
    streams: int = 0
    sealed: int = 0
    waiting: int = 0
    erased: int = 0
    checkpoints: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether everything agrees."""
        return not self.findings

    def say(self, where: str, what: str) -> None:
        """Note a disagreement."""
        self.findings.append(Finding(where, what))


def check(
    events: Iterable[dict[str, Any]],
    checkpoints: Iterable[dict[str, Any]],
    kept: Iterable[dict[str, Any]] = (),
    trusted_keys: Iterable[str] = (),
) -> Outcome:
    """Check events (ordered by subject, then place) against the checkpoints and against those kept elsewhere.

    An event is its header with ``digest``, ``checkpoint`` (number or None), ``position`` and ``parts``
    (a list of [name, salt, text]), or ``withheld`` where an export carries digests alone. A checkpoint is
    ``statement``, ``signature`` and ``key``.
    """
    outcome = Outcome()
    sealed: dict[int, dict[int, str]] = {}
    erasures: set[str] = set()
    missing: list[tuple[str, str]] = []
    subject, place, previous = "", 0, NOTHING_BEFORE
    for event in events:
        outcome.events += 1
        where = f"{event['subject']} #{event['place']}"
        if event["subject"] != subject:
            outcome.streams += 1
            subject, place, previous = event["subject"], 0, NOTHING_BEFORE
        if event["place"] != place + 1:
            outcome.say(where, f"the event before it is gone (expected #{place + 1})")
        elif event["previous"] != previous:
            outcome.say(where, "does not follow from the event before it")
        digest = event_digest(event)
        if digest != event["digest"]:
            outcome.say(where, "was changed after it was written")
        place, previous = event["place"], event["digest"]
        present = {name: (salt, text) for name, salt, text in event["parts"]}
        for name in () if event.get("withheld") else ("facts", "personal"):
            if not event[name]:
                if name in present:
                    outcome.say(where, f"its {name} were added afterwards")
            elif name in present:
                if part_digest(*present[name]) != event[name]:
                    outcome.say(where, f"its {name} are not those it was written with")
                elif name == "facts" and event["type"] == "personal details erased":
                    erasures.update(json.loads(present[name][1]).get("after", {}).get("events", ()))
            else:
                outcome.erased += 1
                missing.append((where, name))
        if event["checkpoint"] is None:
            outcome.waiting += 1
        else:
            outcome.sealed += 1
            sealed.setdefault(event["checkpoint"], {})[event["position"]] = digest
    for where, name in missing:
        if name == "facts" or where not in erasures:
            outcome.say(where, f"its {name} are gone, and no event says that they were erased")
    _check_checkpoints(outcome, list(checkpoints), sealed, list(kept), set(trusted_keys))
    return outcome


def _check_checkpoints(
    outcome: Outcome,
    checkpoints: list[dict[str, Any]],
    sealed: dict[int, dict[int, str]],
    kept: list[dict[str, Any]],
    trusted: set[str],
) -> None:
    """Numbers, links, signatures, sizes, roots; then the ones kept elsewhere."""
    statements: dict[int, str] = {}
    number, previous, size = 0, NOTHING_BEFORE, 0
    for checkpoint in checkpoints:
        outcome.checkpoints += 1
        says = json.loads(checkpoint["statement"])
        where = f"checkpoint {says['number']}"
        if says["number"] != number + 1:
            outcome.say(where, f"the checkpoint before it is gone (expected {number + 1})")
        elif says["previous"] != previous:
            outcome.say(where, "does not follow from the checkpoint before it")
        _check_signature(outcome, where, checkpoint, trusted)
        leaves = sealed.pop(says["number"], {})
        size += says["count"]
        if len(leaves) != says["count"] or sorted(leaves) != list(range(says["count"])):
            outcome.say(where, f"sealed {says['count']} events, of which {len(leaves)} are here")
        elif merkle_root(leaves[at] for at in range(says["count"])) != says["root"]:
            outcome.say(where, "the events here are not those that it sealed")
        if says["size"] != size:
            outcome.say(where, f"counts {says['size']} events in all, where {size} were sealed")
        statements[says["number"]] = checkpoint["statement"]
        number, previous = says["number"], statement_digest(checkpoint["statement"])
    for lost in sorted(sealed):
        outcome.say(f"checkpoint {lost}", "events name it, but it is not here")
    for checkpoint in kept:
        says = json.loads(checkpoint["statement"])
        where = f"the checkpoint you kept ({says['number']})"
        _check_signature(outcome, where, checkpoint, trusted)
        if says["number"] not in statements:
            outcome.say(where, "is no longer in the ledger: history was cut or written again")
        elif statements[says["number"]] != checkpoint["statement"]:
            outcome.say(where, "is not the one in the ledger: history was written again")


def _check_signature(
    outcome: Outcome, where: str, checkpoint: dict[str, Any], trusted: set[str]
) -> None:
    if trusted and checkpoint["key"] not in trusted:
        outcome.say(where, "is signed with a key that you do not trust")
    elif not signature_holds(
        base64.b64decode(checkpoint["key"]),
        checkpoint["statement"].encode(),
        base64.b64decode(checkpoint["signature"]),
    ):
        outcome.say(where, "its signature does not hold")


def read_export(path: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Events and checkpoints of an exported ledger: a JSON object a line."""
    events: list[dict[str, Any]] = []
    checkpoints: list[dict[str, Any]] = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            thing = json.loads(line)
            (checkpoints if "statement" in thing else events).append(thing)
    events.sort(key=lambda event: (event["subject"], event["place"]))
    checkpoints.sort(key=lambda one: json.loads(one["statement"])["number"])
    return events, checkpoints


def read_sqlite(path: Path) -> tuple[Iterator[dict[str, Any]], list[dict[str, Any]]]:
    """Events and checkpoints of an embedded office's database, read only."""
    database = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    checkpoints = [
        {"statement": statement, "signature": signature, "key": key}
        for statement, signature, key in database.execute(
            "SELECT statement, signature, key FROM ledger_checkpoint ORDER BY number"
        )
    ]
    return _sqlite_events(database), checkpoints


def _sqlite_events(database: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    rows = database.execute(
        "SELECT e.id, e.subject, e.place, e.type, e.actor, e.at, e.facts, e.personal, e.previous,"
        " e.digest, c.number, s.position, p.name, p.salt, p.text FROM ledger_event e"
        " LEFT JOIN ledger_sealed s ON s.event_id = e.id"
        " LEFT JOIN ledger_checkpoint c ON c.id = s.checkpoint_id"
        " LEFT JOIN ledger_part p ON p.event_id = e.id ORDER BY e.subject, e.place"
    )
    current: dict[str, Any] | None = None
    at_id = None
    for row in rows:
        if row[0] != at_id:
            if current is not None:
                yield current
            at_id = row[0]
            names = "subject place type actor at facts personal previous digest checkpoint position"
            current = dict(zip(names.split(), row[1:12], strict=True)) | {"parts": []}
        if row[12] is not None and current is not None:
            current["parts"].append(list(row[12:15]))
    if current is not None:
        yield current


def summary(outcome: Outcome) -> str:
    """What was checked, in a sentence."""
    verdict = (
        "Everything agrees." if outcome.holds else f"{len(outcome.findings):,} things do not agree."
    )
    return (
        f"{outcome.events:,} events in {outcome.streams:,} streams: {outcome.sealed:,} sealed by"
        f" {outcome.checkpoints:,} checkpoints, {outcome.waiting:,} not sealed yet,"
        f" {outcome.erased:,} parts erased. {verdict}"
    )


def main(arguments: list[str] | None = None) -> int:
    """Check the ledger that the command line names."""
    parser = argparse.ArgumentParser(description="Check a Precept ledger without Precept.")
    parser.add_argument("ledger", type=Path, help="an export (.jsonl) or an embedded database")
    parser.add_argument(
        "--checkpoint",
        type=Path,
        action="append",
        default=[],
        help="a checkpoint that you kept (repeat for more)",
    )
    parser.add_argument("--key", action="append", default=[], help="a public key that you trust")
    asked = parser.parse_args(arguments)
    try:
        with asked.ledger.open("rb") as file:
            is_sqlite = file.read(16) == b"SQLite format 3\x00"
        events, checkpoints = (read_sqlite if is_sqlite else read_export)(asked.ledger)
        kept = [json.loads(path.read_text(encoding="utf-8")) for path in asked.checkpoint]
        outcome = check(events, checkpoints, kept, asked.key)
    except (OSError, ValueError, KeyError, TypeError, sqlite3.Error) as problem:
        print(f"This cannot be read as a ledger: {problem}", file=sys.stderr)  # noqa: T201 - a command
        return 2
    for finding in outcome.findings:
        print(f"✗ {finding}")  # noqa: T201 - a command
    print(summary(outcome))  # noqa: T201 - a command
    return 0 if outcome.holds else 1


if __name__ == "__main__":
    sys.exit(main())
