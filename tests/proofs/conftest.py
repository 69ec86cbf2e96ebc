"""What the longer proofs lean on: offices of their own, on the database that this run is about."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.proofs.offices import Cluster, Office, postgres_binaries, throw_away_cluster

IS_POSTGRES = bool(os.environ.get("DATABASE_URL"))
"""``./test proofs`` runs every proof twice: once an embedded office, once on PostgreSQL."""


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL that a proof may end as it likes; never the one that other tests work in."""
    binaries = postgres_binaries()
    if binaries is None:
        pytest.skip("PostgreSQL's own commands (initdb, pg_ctl) are not installed here")
    with throw_away_cluster(binaries) as made:
        yield made


@pytest.fixture(scope="session")
def new_office(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Callable[[Path], Office]:
    """Make an office in a folder: its tables are made once and copied."""
    first = tmp_path_factory.mktemp("first-office")
    made: Cluster | None = request.getfixturevalue("cluster") if IS_POSTGRES else None
    Office(first, made.make("first") if made else "", made).tell("tables")

    def make(home: Path) -> Office:
        home.mkdir(parents=True, exist_ok=True)
        shutil.copytree(first / "keys", home / "keys")
        if made is None:
            shutil.copy(first / "precept.sqlite3", home / "precept.sqlite3")
            return Office(home)
        make.count += 1  # type: ignore[attr-defined]  # a counter beside the function
        return Office(home, made.make(f"office{make.count}", "first"), made)  # type: ignore[attr-defined]

    make.count = 0  # type: ignore[attr-defined]
    return make


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Say a result aloud, whatever becomes of the proof."""

    def aloud(words: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n{words}\n")

    return aloud


@pytest.fixture
def office(new_office: Callable[[Path], Office], tmp_path: Path) -> Office:
    """An office with its tables and nothing else."""
    return new_office(tmp_path / "office")
