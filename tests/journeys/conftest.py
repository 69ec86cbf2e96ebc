"""A real server on the demonstration office, and a real browser."""

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.once import demonstration, embedded_database, key_of, made_once

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "precept.site.command"]


LONGEST = "test_round.py"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest journeys begin first, so that no process waits at the end for another."""
    items.sort(key=lambda item: item.path.name != LONGEST)


@dataclass(frozen=True)
class Office:
    """A server that runs for these tests: its address, what stands in it, and a session of each role."""

    address: str
    home: Path
    references: dict[str, str] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)
    cookie: str = ""

    def signed_in(self, browser: Browser, who: str) -> BrowserContext:
        """A browser profile of somebody with a role; of nobody where the office knows no such session."""
        made = profile(browser, self.address)
        if who in self.sessions:
            self._just_signed_in()
            made.add_cookies(
                [{"name": self.cookie, "value": self.sessions[who], "url": self.address}]
            )
        return made

    def _just_signed_in(self) -> None:
        """Let every session begin now: a run comes to some of them long after they were made."""
        now = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S.%f}"
        with closing(sqlite3.connect(self.home / "precept.sqlite3", timeout=30)) as office, office:
            office.execute("UPDATE people_signedin SET began = ?1, proved = ?1, seen = ?1", [now])


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(address: str) -> None:
    """Until our own server answers."""
    for _ in range(1_200):
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.1)  # waiting for a process of our own to listen
    raise AssertionError(f"nothing answered at {address}")


@contextmanager
def served(home: Path) -> Iterator[Office]:
    """Serve the office of a folder, and know what was said of it when it was made."""
    port = free_port()
    address = f"http://localhost:{port}"  # browsers know no passkeys for a number
    serve = [*COMMAND, "serve", "--port", str(port)]
    server = subprocess.Popen(
        serve, env=surroundings(home) | {"PRECEPT_ADDRESS": address}, stdout=subprocess.DEVNULL
    )
    try:
        wait_for(f"{address}/robots.txt")
        known = home / KNOWN
        yield Office(
            address, home, **(json.loads(known.read_text("utf-8")) if known.exists() else {})
        )
    finally:
        server.terminate()
        server.wait(timeout=60)


KNOWN = "known.json"
"""Where stands in an office's folder what the module that made it said: references, sessions."""


def surroundings(home: Path) -> dict[str, str]:
    """The environment of a process that works for the office of a folder."""
    return os.environ | {
        "PRECEPT_HOME": str(home),
        "DATABASE_URL": "",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        "PYTHONWARNINGS": "default",
    }


def made_of(start: Path | None, name: str, *module: str) -> Path:
    """An office that a module of the tests makes of another one or of nothing, once for a run."""

    def make(home: Path) -> None:
        if start:
            shutil.copytree(start, home)
        else:
            embedded_database(home / "precept.sqlite3")
        made = subprocess.run(
            [sys.executable, "-m", *module],
            cwd=ROOT,
            env=surroundings(home),
            stdout=subprocess.PIPE,
            check=True,
            text=True,
        )
        if made.stdout:
            (home / KNOWN).write_text(made.stdout.splitlines()[-1], "utf-8")

    sources = [*(ROOT / "tests").rglob("*.py"), *(ROOT / "docs").glob("access.csv")]
    return made_once(name, key_of(sources, str(demonstration())), make)


def copied(office: Path, folder: Path) -> Path:
    """An office of one's own, in a folder: a copy of one that the run made."""
    return Path(shutil.copytree(office, folder / "office"))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The demonstration office, made for these tests."""
    with served(copied(demonstration(), tmp_path_factory.mktemp("site"))) as office:
        yield office


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office with one of each thing."""
    office = made_of(demonstration(), "filled", "tests.journeys.making", "filled")
    with served(copied(office, tmp_path_factory.mktemp("filled"))) as served_office:
        yield served_office


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office on its first day."""
    office = made_of(None, "empty", "tests.journeys.making", "empty")
    with served(copied(office, tmp_path_factory.mktemp("empty"))) as served_office:
        yield served_office


@pytest.fixture(scope="session")
def browser(chromium: Browser) -> Browser:
    """Debian's Chromium."""
    return chromium


def profile(browser: Browser, address: str, *, java_script_enabled: bool = True) -> BrowserContext:
    """A fresh browser profile, as wide as a desk."""
    made = browser.new_context(
        base_url=address,
        viewport={"width": 1280, "height": 900},
        java_script_enabled=java_script_enabled,
    )
    made.set_default_timeout(15_000)
    return made


@pytest.fixture
def context(browser: Browser, site: Office) -> Iterator[BrowserContext]:
    """A fresh browser profile on the demonstration office."""
    with profile(browser, site.address) as made:
        yield made


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page of that profile."""
    return context.new_page()
