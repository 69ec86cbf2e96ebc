"""Whatever somebody does to the history, an earlier checkpoint finds it (security: A07)."""

import base64
import json
import subprocess
import sys
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from precept.foundation.ledger import queries, sealing, verify_ledger
from precept.foundation.ledger.actions import SYSTEM, action, record

VERIFIER = Path(verify_ledger.__file__)
Ledger = tuple[list[dict[str, Any]], list[dict[str, Any]]]


@action
def happen(*, subject: str, what: str) -> None:
    """Something happened."""
    record(
        subject,
        what,
        by=SYSTEM,
        why="because",
        after={"what": what},
        private={"who": "A. N. Other"},
    )


@pytest.fixture
def ledger(db: None, settings: Any) -> Ledger:
    """Three streams, two checkpoints, one event not sealed yet."""
    for at in range(6):
        happen(subject=f"agreement:CORE00{at % 3}", what=f"change {at}")
    sealing.seal()
    for at in range(6, 9):
        happen(subject=f"agreement:CORE00{at % 3}", what=f"change {at}")
    sealing.seal()
    happen(subject="agreement:CORE000", what="change 9")
    return list(queries.events_for_check()), queries.checkpoints_for_check()


def seal_again(events: list[dict[str, Any]], checkpoints: list[dict[str, Any]]) -> None:
    """Write every hash and checkpoint again, with the office's own key: what an insider could do."""
    previous: dict[str, str] = {}
    for event in events:
        event["previous"] = previous.get(event["subject"], verify_ledger.NOTHING_BEFORE)
        event["digest"] = verify_ledger.event_digest(event)
        previous[event["subject"]] = event["digest"]
    before, size = verify_ledger.NOTHING_BEFORE, 0
    for number, checkpoint in enumerate(checkpoints, start=1):
        leaves = sorted(
            (event["position"], event["digest"])
            for event in events
            if event["checkpoint"] == number
        )
        size += len(leaves)
        says = json.loads(checkpoint["statement"]) | {
            "count": len(leaves),
            "size": size,
            "previous": before,
            "root": verify_ledger.merkle_root(digest for _, digest in leaves),
        }
        checkpoint["statement"] = verify_ledger.canonical(says)
        signature = sealing.signing_key().sign(checkpoint["statement"].encode())
        checkpoint["signature"] = base64.b64encode(signature).decode()
        before = verify_ledger.statement_digest(checkpoint["statement"])


def edit(events: list[dict[str, Any]], checkpoints: list[dict[str, Any]]) -> None:
    events[1]["type"] = "something else"


def delete_from_the_middle(events: list[dict[str, Any]], checkpoints: list[dict[str, Any]]) -> None:
    del events[1]


def delete_a_whole_stream(events: list[dict[str, Any]], checkpoints: list[dict[str, Any]]) -> None:
    events[:] = [event for event in events if event["subject"] != "agreement:CORE001"]


def swap_a_payload(events: list[dict[str, Any]], checkpoints: list[dict[str, Any]]) -> None:
    events[0]["parts"][0][2] = events[1]["parts"][0][2]


def swap_a_payload_and_its_salt(
    events: list[dict[str, Any]], checkpoints: list[dict[str, Any]]
) -> None:
    events[0]["parts"] = events[1]["parts"]


def change_the_time(events: list[dict[str, Any]], checkpoints: list[dict[str, Any]]) -> None:
    events[0]["at"] = "2020-01-01T00:00:00.000000+00:00"


def forge_a_signature(events: list[dict[str, Any]], checkpoints: list[dict[str, Any]]) -> None:
    other = Ed25519PrivateKey.generate().sign(checkpoints[0]["statement"].encode())
    checkpoints[0]["signature"] = base64.b64encode(other).decode()


ALONE = [
    edit,
    delete_from_the_middle,
    delete_a_whole_stream,
    swap_a_payload,
    swap_a_payload_and_its_salt,
    change_the_time,
    forge_a_signature,
]


def rewrite_and_seal_again(events: list[dict[str, Any]], checkpoints: list[dict[str, Any]]) -> None:
    events[0]["type"] = "something else"
    seal_again(events, checkpoints)


def cut_the_tail_and_its_checkpoint(
    events: list[dict[str, Any]], checkpoints: list[dict[str, Any]]
) -> None:
    events[:] = [event for event in events if event["checkpoint"] == 1]
    del checkpoints[1:]


def cut_everything(events: list[dict[str, Any]], checkpoints: list[dict[str, Any]]) -> None:
    events.clear()
    checkpoints.clear()


AGAINST_A_KEPT_CHECKPOINT = [
    *ALONE,
    rewrite_and_seal_again,
    cut_the_tail_and_its_checkpoint,
    cut_everything,
]


def test_an_honest_ledger_agrees(ledger: Ledger) -> None:
    outcome = verify_ledger.check(*ledger, kept=ledger[1])

    assert outcome.findings == []
    assert (outcome.events, outcome.streams, outcome.sealed, outcome.waiting) == (10, 3, 9, 1)


@pytest.mark.parametrize("tamper", ALONE)
def test_tampering_shows_in_the_ledger_alone(ledger: Ledger, tamper: Callable[..., None]) -> None:
    events, checkpoints = deepcopy(ledger)
    tamper(events, checkpoints)

    assert not verify_ledger.check(events, checkpoints).holds


@pytest.mark.parametrize("tamper", AGAINST_A_KEPT_CHECKPOINT)
def test_tampering_shows_against_a_checkpoint_kept_elsewhere(
    ledger: Ledger, tamper: Callable[..., None]
) -> None:
    events, checkpoints = deepcopy(ledger)
    kept = deepcopy(checkpoints)
    tamper(events, checkpoints)

    assert not verify_ledger.check(events, checkpoints, kept=kept).holds


@pytest.mark.parametrize("tamper", [rewrite_and_seal_again, cut_the_tail_and_its_checkpoint])
def test_an_insider_with_the_key_is_found_only_by_a_kept_checkpoint(
    ledger: Ledger, tamper: Callable[..., None]
) -> None:
    """Why checkpoints must leave the building: the README says the same."""
    events, checkpoints = deepcopy(ledger)
    tamper(events, checkpoints)

    assert verify_ledger.check(events, checkpoints).holds


def test_a_key_that_is_not_trusted_is_said(ledger: Ledger) -> None:
    outcome = verify_ledger.check(*ledger, trusted_keys=["AAAA"])

    assert [finding.what for finding in outcome.findings] == [
        "is signed with a key that you do not trust"
    ] * 2


@pytest.mark.parametrize("tamper", [None, edit, rewrite_and_seal_again])
def test_the_one_file_verifier_needs_none_of_our_code(
    ledger: Ledger, tmp_path: Path, tamper: Callable[..., None] | None
) -> None:
    events, checkpoints = deepcopy(ledger)
    (tmp_path / "kept.json").write_text(json.dumps(checkpoints[-1]))
    if tamper is not None:
        tamper(events, checkpoints)
    lines = [json.dumps(thing) for thing in [*events, *checkpoints]]
    (tmp_path / "ledger.jsonl").write_text("\n".join(lines))

    ran = subprocess.run(
        [sys.executable, "-I", str(VERIFIER), "ledger.jsonl", "--checkpoint", "kept.json"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.returncode == (0 if tamper is None else 1), ran.stdout + ran.stderr


def test_a_file_that_is_no_ledger_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text("hello")

    assert verify_ledger.main([str(tmp_path / "x.jsonl")]) == 2


@settings(deadline=None, max_examples=25)
@given(st.binary(max_size=200), st.integers(min_value=0, max_value=63))
def test_our_check_of_a_signature_agrees_with_the_library(message: bytes, flipped: int) -> None:
    key = Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes_raw()
    signature = key.sign(message)
    broken = bytearray(signature)
    broken[flipped] ^= 1

    assert verify_ledger.signature_holds(public, message, signature)
    assert not verify_ledger.signature_holds(public, message, bytes(broken))
    assert not verify_ledger.signature_holds(public, message + b"x", signature)


@given(st.lists(st.binary(min_size=32, max_size=32), max_size=40))
def test_the_merkle_root_is_that_of_rfc_6962(leaves: list[bytes]) -> None:
    from hashlib import sha256

    def root(items: list[bytes]) -> bytes:
        if not items:
            return sha256(b"").digest()
        if len(items) == 1:
            return sha256(b"\x00" + items[0]).digest()
        half = 1
        while half * 2 < len(items):
            half *= 2
        return sha256(b"\x01" + root(items[:half]) + root(items[half:])).digest()

    assert verify_ledger.merkle_root(leaf.hex() for leaf in leaves) == root(leaves).hex()
