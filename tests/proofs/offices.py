"""An office of its own for a proof: its folder, its database, its real server, and how to end them."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import psycopg

ROOT = Path(__file__).resolve().parents[2]
STORY = Path(__file__).with_name("story.py")
PATIENCE = 90
"""Seconds that something may take to start on a busy machine before the proof gives up."""
A_MOMENT = 0.05
"""Seconds between two looks at something that is starting: another process, so nothing tells us."""


def free_port() -> int:
    """A port where nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Slow(AssertionError):
    """Something did not start, or did not end, in the time that it had."""


def until(is_so: Any, what: str) -> None:
    """Look again and again until something is so."""
    end = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > end:
            raise Slow(f"{what} took more than {PATIENCE} seconds")
        time.sleep(A_MOMENT)


@dataclass
class Served:
    """A server under way: Granian's parent and its workers, in a group of processes of their own."""

    port: int
    process: "subprocess.Popen[bytes]"
    log: Path

    @property
    def answers(self) -> bool:
        """Whether it answers by now."""
        if self.process.poll() is not None:
            raise AssertionError(f"the server ended: {self.log.read_text()[-2000:]}")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/robots.txt", timeout=5):
                return True
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False

    @property
    def processes(self) -> list[int]:
        """The parent, and every process that it started."""
        return [self.process.pid, *_children(self.process.pid)]

    def kill(self) -> None:
        """SIGKILL to the parent and to every worker, so that nothing can finish what it had begun."""
        hit = self.processes
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        until(lambda: not any(_runs(one) for one in hit), "ending the server")

    def stop(self) -> None:
        """Ask it to stop, as an office does."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                self.kill()


def _children(parent: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            said = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(said[1]) == parent:
            pid = int(stat.parent.name)
            found += [pid, *_children(pid)]
    return found


def _runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@dataclass
class Cluster:
    """A throw-away PostgreSQL of this proof's own, which it may stop as a power cut would."""

    folder: Path
    port: int
    binaries: Path

    def url(self, database: str = "postgres") -> str:
        """Where a database of it is."""
        return f"postgres://postgres@127.0.0.1:{self.port}/{database}"

    def run(self, *command: str) -> None:
        """Run one of PostgreSQL's own commands, never as root, which it refuses."""
        with (self.folder / "said").open("ab") as said:
            done = subprocess.run(
                [str(self.binaries / command[0]), *command[1:]],
                stdout=said,
                stderr=said,
                cwd=self.folder,
                **_not_root(),
            )
        assert done.returncode == 0, (self.folder / "said").read_text()[-2000:]

    def start(self) -> None:
        """Start it, and wait until it is through with what it had to recover."""
        data, log = str(self.folder / "data"), str(self.folder / "log")
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1"
        self.run("pg_ctl", "-D", data, "-l", log, "-w", "-t", str(PATIENCE), "-o", options, "start")

    def stop_at_once(self) -> None:
        """End it where it stands: no checkpoint, no goodbye to anybody."""
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop")

    @property
    def processes(self) -> list[int]:
        """The postmaster, and every process that it started."""
        first = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        return [first, *_children(first)]

    def make(self, database: str, template: str = "template1") -> str:
        """A database of its own."""
        with psycopg.connect(self.url(), autocommit=True) as line:
            line.execute(f'CREATE DATABASE "{database}" TEMPLATE "{template}"')
        return self.url(database)


def _not_root() -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    return {"user": "postgres", "group": "postgres", "extra_groups": []}


def postgres_binaries() -> Path | None:
    """Where PostgreSQL's own commands are installed; None where they are not."""
    found = [*sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)]
    if on_path := shutil.which("initdb"):
        found.append(Path(on_path))
    return found[0].parent if found else None


@contextmanager
def throw_away_cluster(binaries: Path) -> Iterator[Cluster]:
    """A PostgreSQL with its own settings, as it comes, for as long as it is needed."""
    folder = Path(tempfile.mkdtemp(prefix="precept-cluster-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    cluster = Cluster(folder, free_port(), binaries)
    try:
        cluster.run(
            "initdb", "-D", str(folder / "data"), "-U", "postgres", "-A", "trust", "-E", "UTF8"
        )
        cluster.start()
        yield cluster
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            cluster.stop_at_once()
        shutil.rmtree(folder, ignore_errors=True)


@dataclass
class Office:
    """An office made for one proof."""

    home: Path
    database: str = ""
    cluster: Cluster | None = None
    more: dict[str, str] = field(default_factory=dict)
    """What its server's surroundings say besides: a time zone, another clock."""

    @property
    def surroundings(self) -> dict[str, str]:
        """What its processes are told."""
        kept = {name: text for name, text in os.environ.items() if not name.startswith("PRECEPT_")}
        return {
            **kept,
            "PRECEPT_HOME": str(self.home),
            "DATABASE_URL": self.database,
            "DJANGO_SETTINGS_MODULE": "precept.site.settings",
        }

    def tell(self, what: str, *said: object) -> Any:
        """Have a process of the office do one thing of ``story.py``; what it answers."""
        done = subprocess.run(
            [sys.executable, str(STORY), what, *(json.dumps(one) for one in said)],
            env=self.surroundings,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return json.loads(done.stdout.splitlines()[-1])

    @contextmanager
    def served(self, *, threads: int = 4, workers: int = 1) -> Iterator[Served]:
        """Its server, exactly as ``precept serve`` starts it, until the end of the block."""
        server = self.start(threads=threads, workers=workers)
        try:
            yield server
        finally:
            server.stop()

    def start(self, *, port: int = 0, threads: int = 4, workers: int = 1) -> Served:
        """Start its server and wait until it answers."""
        port = port or free_port()
        log = self.home / "server.log"
        command = [sys.executable, "-m", "precept.site.command", "serve"]
        command += ["--port", str(port), "--workers", str(workers), "--threads", str(threads)]
        command += ["--without-worker"]
        with log.open("ab") as said:
            served = Served(port, _start(command, {**self.surroundings, **self.more}, said), log)
        until(lambda: served.answers, "starting the server")
        return served


def _start(command: list[str], surroundings: dict[str, str], said: IO[bytes]) -> Any:
    return subprocess.Popen(
        command,
        env=surroundings,
        cwd=ROOT,
        stdout=said,
        stderr=said,
        start_new_session=True,
    )
