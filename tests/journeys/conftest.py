"""A real server on the demonstration office, and a real browser."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
BROWSER = os.environ.get("PRECEPT_BROWSER") or shutil.which("chromium") or "/usr/bin/chromium"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that serves a demonstration office made for these tests."""
    home = tmp_path_factory.mktemp("office")
    port = free_port()
    environment = os.environ | {
        "PRECEPT_HOME": str(home),
        "DATABASE_URL": "",
        "PRECEPT_ADDRESS": f"http://127.0.0.1:{port}",
        "PYTHONWARNINGS": "default",
    }
    command = [sys.executable, "-m", "precept.site.command"]
    subprocess.run([*command, "demo"], env=environment, check=True, capture_output=True)
    server = subprocess.Popen([*command, "serve", "--port", str(port)], env=environment)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/robots.txt")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


def wait_for(address: str) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.1)  # waiting for a process of our own to listen
    raise AssertionError(f"nothing answered at {address}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=BROWSER, args=QUIET)
        yield started
        started.close()


@pytest.fixture
def context(browser: Browser, site: str) -> Iterator[BrowserContext]:
    """A fresh browser profile that complains when a page does."""
    made = browser.new_context(base_url=site, viewport={"width": 1280, "height": 900})
    made.set_default_timeout(15_000)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page of that profile."""
    return context.new_page()


def be(page: Page, name: str) -> None:
    """Sign in as one of the demonstration's invented people."""
    page.goto("/demo/people")
    page.get_by_role("button", name=name).click()
    page.wait_for_url("**/office/**")
