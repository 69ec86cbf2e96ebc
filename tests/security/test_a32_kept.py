"""Kept too long, or destroyed while it was held: to the bytes, and after a restore (security: A32)."""

import json
import os
import shutil
import subprocess
import sys
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest

from tests.once import demonstration

ROOT = Path(__file__).resolve().parents[2]
TELL = "import django; django.setup(); from tests.security.kept_story import main"
VERIFIER = ROOT / "src" / "precept" / "foundation" / "ledger" / "verify_ledger.py"


def run(home: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """Python in a home of its own, on the embedded database."""
    return subprocess.run(
        [sys.executable, *words],
        env=os.environ
        | {
            "PRECEPT_HOME": str(home),
            "DJANGO_SETTINGS_MODULE": "precept.site.settings",
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
            "DATABASE_URL": "",
            "PRECEPT_SCANNER": "none",
            "PRECEPT_LOG": "ERROR",
        },
        capture_output=True,
        text=True,
        check=False,
    )


def told(home: Path, step: str) -> dict[str, Any]:
    """What a step of the story says."""
    done = run(home, "-c", f"{TELL}; main({step!r})")
    assert done.returncode == 0, done.stderr[-3000:]
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def precept(home: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """Our own command."""
    return run(home, "-m", "precept.site.command", *words)


def found(home: Path, tokens: dict[str, str]) -> set[str]:
    """Whose token stands anywhere in the bytes of a home: database, its log, files, whatever lies there."""
    seen = set()
    for path in home.rglob("*"):
        if path.is_file() and "static" not in path.parts:
            content = path.read_bytes().upper()
            seen |= {one for one, word in tokens.items() if word.encode() in content}
    return seen


class Office:
    """An office with a token in each record, its backup, and what was disposed of seven years later."""

    def __init__(self, folder: Path) -> None:
        self.home, self.backup = folder / "office", folder / "backup"
        shutil.copytree(demonstration(), self.home)
        self.planted = told(self.home, "plant")
        shutil.copytree(self.home, self.backup)
        self.seen_before = found(self.home, self.planted["goes"] | self.planted["stays"])
        self.said = told(self.home, "dispose")

    def restored(self, folder: Path) -> Path:
        """The backup put back over a copy of the office; what lies outside backups stays as it is now."""
        home = folder / "restored"
        shutil.copytree(self.backup, home)
        shutil.copytree(self.home / "keeping", home / "keeping")
        return home


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office(tmp_path_factory.mktemp("kept"))


def test_the_search_finds_every_record_before(office: Office) -> None:
    assert office.seen_before == {*office.planted["goes"], *office.planted["stays"]}
    assert len(office.planted["goes"]) > 5
    assert len(office.planted["held"]) >= 2


def test_exactly_what_is_due_and_not_held_goes(office: Office) -> None:
    assert office.said["state"] == "done"
    also = office.planted["goes without a token"]
    assert set(office.said["went"]) == {*office.planted["goes"], *also}
    assert office.said["left"] == []
    assert office.said["still due"] == []
    assert set(office.planted["held"]) <= set(office.said["held"])


def test_not_one_byte_of_what_went_is_left_in_database_or_files(office: Office) -> None:
    assert found(office.home, office.planted["goes"]) == set()


def test_what_is_held_or_not_due_is_whole(office: Office) -> None:
    assert found(office.home, office.planted["stays"]) == set(office.planted["stays"])


def test_the_ledger_still_agrees_with_and_without_our_code(office: Office) -> None:
    ours = precept(office.home, "verify")
    alone = run(office.home, str(VERIFIER), str(office.home / "precept.sqlite3"))

    assert ours.returncode == 0, ours.stdout[-2000:]
    assert alone.returncode == 0, alone.stdout[-2000:]
    assert ", 0 parts erased" not in alone.stdout


def test_a_restored_backup_is_served_to_nobody_before_it_went_again(
    office: Office, tmp_path: Path
) -> None:
    home = office.restored(tmp_path)

    assert found(home, office.planted["goes"]) == set(office.planted["goes"])
    asked = precept(home, "dispose-again", "--check")
    assert asked.returncode == 3
    assert "Run “precept dispose-again”" in asked.stdout
    for served in (("serve", "--port", "18431", "--without-worker"), ("worker",)):
        refused = precept(home, *served)
        assert refused.returncode == 1
        assert "restored from a backup" in refused.stdout


def test_after_a_restore_it_goes_again_to_the_last_byte(office: Office, tmp_path: Path) -> None:
    home = office.restored(tmp_path)

    done = precept(home, "dispose-again")
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]

    assert found(home, office.planted["goes"]) == set()
    assert found(home, office.planted["stays"]) == set(office.planted["stays"])
    assert precept(home, "dispose-again", "--check").returncode == 0
    assert precept(home, "verify").returncode == 0
    again = precept(home, "dispose-again")
    assert again.returncode == 0
    assert ", 0 of them done again" in again.stdout


def test_older_files_beside_a_newer_database_go_again_too(office: Office, tmp_path: Path) -> None:
    home = tmp_path / "files"
    shutil.copytree(office.home, home)
    shutil.copytree(office.backup / "files", home / "files", dirs_exist_ok=True)
    assert found(home, office.planted["goes"]) != set()

    assert precept(home, "dispose-again").returncode == 0

    assert found(home, office.planted["goes"]) == set()


@pytest.mark.parametrize("harm", ["changed", "cut", "gap", "another office"])
def test_a_register_that_was_tampered_with_disposes_of_nothing(
    office: Office, tmp_path: Path, harm: str
) -> None:
    home = office.restored(tmp_path)
    kept = sorted((home / "keeping").iterdir())
    if harm == "changed":
        kept[0].write_text(kept[0].read_text().replace("contact:", "bid:").replace("B", "C", 1))
        kept[0].write_text(kept[0].read_text().replace("years", "yeers"))
    elif harm == "cut":
        kept[-1].write_text(kept[-1].read_text()[:80])
    elif harm == "gap":
        kept[1].unlink()
    else:
        (home / "keys" / "sealing").write_text(b64encode(bytes(range(32))).decode())
        for one in kept:
            signed = json.loads(one.read_text())
            signed["key"] = b64encode(bytes(range(32))).decode()
            one.write_text(json.dumps(signed))
    before = found(home, office.planted["goes"])

    refused = precept(home, "dispose-again")

    assert refused.returncode == 2
    assert "Nothing was disposed of" in refused.stdout
    assert found(home, office.planted["goes"]) == before == set(office.planted["goes"])
