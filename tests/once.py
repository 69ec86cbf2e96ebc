"""What a run of tests makes once, whichever of its processes comes first: the database, the demonstration office.

Each is kept under the hash of what it is made from, so that nothing is ever older than the code.
"""

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import gettempdir
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "precept"
HOME = Path(os.environ.get("PRECEPT_HOME") or ROOT / "home")
KEPT = Path(os.environ.get("PRECEPT_MADE_ONCE") or HOME / "made-once")
"""Runs beside one another, each in a home of its own, may share it."""


def key_of(files: Iterable[Path], *more: str) -> str:
    """A short hash of files and words."""
    digest = sha256("\0".join(more).encode())
    for file in sorted(files):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def made_once(name: str, key: str, make: Callable[[Path], None]) -> Path:
    """What ``make`` leaves at a path, made by the first that asks; the others wait for it."""
    ready = KEPT / f"{name}-{key}"
    with _locked(KEPT / f"{name}.lock"):
        if not ready.exists():
            for old in KEPT.glob(f"{name}-*"):
                _remove(old)
            making = KEPT / f"{name}.making"
            _remove(making)
            make(making)
            making.rename(ready)
    return ready


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def precept(*words: str, home: Path, **environment: str) -> None:
    """Run our own command in a home of its own."""
    subprocess.run(
        [sys.executable, "-m", "precept.site.command", *words],
        env=os.environ | {"PRECEPT_HOME": str(home), "PYTHONPATH": str(ROOT / "src")} | environment,
        stdout=subprocess.DEVNULL,
        check=True,
    )


def office_key() -> str:
    """What a demonstration office is made from: the code, and the day on which it is made."""
    from precept.foundation import clock

    files = (one for one in SOURCE.rglob("*") if one.is_file() and "__pycache__" not in one.parts)
    return key_of(files, clock.today().isoformat())


def demonstration() -> Path:
    """The folder of a demonstration office on the embedded database: to be copied, never changed."""

    def make(home: Path) -> None:
        embedded_database(home / "precept.sqlite3")
        precept("demo", home=home, DATABASE_URL="")

    return made_once("demonstration", office_key(), make)


def _migrations() -> list[Path]:
    return [*SOURCE.rglob("migrations/*.py"), ROOT / "requirements" / "base.txt"]


@cache
def _empty_database() -> Path:
    return made_once("database", key_of(_migrations(), "sqlite"), _embedded)


def embedded_database(path: Path) -> None:
    """Put an embedded database at a path in which every migration was applied, and nothing else."""
    made = _empty_database()
    for ending in ("", "-wal", "-shm"):
        Path(f"{path}{ending}").unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(made, path)


LEFT_BY_MIGRATIONS = {"django_migrations", "django_content_type", "auth_permission"}


def emptied_database(connection: Any) -> None:
    """Take out what was written since the migrations, whatever protects it.

    The embedded database is small enough to be put back whole; on a server, where a replica's session meets
    neither triggers nor keys, only the tables that have rows cost anything.
    """
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(_empty_database())) as source:
            source.backup(connection.connection)
        return
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor)) - LEFT_BY_MIGRATIONS
        asking = (f"SELECT '{one}' WHERE EXISTS (SELECT 1 FROM \"{one}\")" for one in tables)
        cursor.execute(" UNION ALL ".join(asking))
        filled = [one for (one,) in cursor.fetchall()]
        cursor.execute("SET session_replication_role = replica")
        for one in filled:
            cursor.execute(f'DELETE FROM "{one}"')
        cursor.execute("SET session_replication_role = DEFAULT")


STAY = 3


def ready_database(connection: Any) -> None:
    """Put a database in which every migration was applied where the tests look for theirs."""
    name = connection.creation._get_test_db_name()
    if connection.vendor == "sqlite":
        embedded_database(Path(name))
        return
    source = f"precept_ready_{key_of(_migrations(), 'postgresql')}"
    with _locked(Path(gettempdir()) / "precept-ready.lock"), connection._nodb_cursor() as cursor:
        cursor.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE 'precept_ready_%' ORDER BY oid DESC"
        )
        there = [row[0] for row in cursor.fetchall()]
        if source not in there:
            # Some stay: who works on several branches goes to and fro between their migrations.
            whole = [one for one in there if not one.endswith("_making")]
            for old in {*there} - {*whole[:STAY]}:
                cursor.execute(f'DROP DATABASE "{old}"')
            _on_a_server(cursor, source)
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
        # Nothing of a test's database has to outlive a crash; what must has proofs of its own.
        cursor.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = off')


def _on_a_server(cursor: Any, source: str) -> None:
    """Make the database that others are copied from; it has its name only when it is whole."""
    making = f"{source}_making"
    cursor.execute(f'CREATE DATABASE "{making}"')
    address = f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{making}"
    _migrate(KEPT / "migrating-server", address)
    cursor.execute(f'ALTER DATABASE "{making}" RENAME TO "{source}"')


def _migrate(home: Path, address: str) -> None:
    precept("django", "migrate", "-v", "0", home=home, DATABASE_URL=address)
    precept("django", "createcachetable", home=home, DATABASE_URL=address)


def _embedded(path: Path) -> None:
    home = KEPT / "migrating"
    _remove(home)
    _migrate(home, "")
    made = home / "precept.sqlite3"
    with closing(sqlite3.connect(made)) as source, closing(sqlite3.connect(path)) as copy:
        source.backup(copy)
    _remove(home)
