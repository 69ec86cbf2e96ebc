"""Serving the site, with the background worker beside it."""

import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from pathlib import Path

import click

from precept.site.on_disk import why_not_safe

BEHIND = 3
"""How ``dispose-again --check`` ends where something has to be disposed of again."""


def serve(host: str, port: int, workers: int, threads: int, *, with_worker: bool) -> int:
    """Serve until a signal says stop, then let what is under way finish; returns the exit code."""
    if not _is_free(host, port):
        click.echo(
            f"Port {port} of {host} is in use. Choose another with PORT=8001 or --port 8001.",
            err=True,
        )
        return 1
    if unsafe := why_not_safe(os.environ.get("DATABASE_URL", "")):
        for line in unsafe:
            click.echo(line, err=True)
        return 1
    if is_behind():
        return 1
    from granian import Granian
    from granian.constants import Interfaces

    beside = None
    if with_worker:
        beside = subprocess.Popen([sys.executable, "-m", "precept.site.command", "worker"])
    told = threading.Event()
    teller = threading.Thread(target=_tell, args=(host, port, told), daemon=True)
    os.environ["PRECEPT_THREADS"] = str(threads)  # known to every process that it starts
    server = Granian(
        "precept.site.rsgi:application",
        address=host,
        port=port,
        interface=Interfaces.RSGI,
        workers=workers,
        workers_kill_timeout=30,
        log_access=False,
        log_level="warning",  # type: ignore[arg-type]
        respawn_failed_workers=True,
    )
    # Once before the workers are forked: a lock of an import that this thread is in the midst of would be
    # shut in every worker for ever, and with it every letter that needs the same module.
    _answers(host, port)
    teller.start()
    try:
        server.serve()
    finally:
        told.set()
        if beside is not None:
            beside.send_signal(signal.SIGTERM)
            try:
                beside.wait(timeout=20)
            except subprocess.TimeoutExpired:
                beside.kill()
    return 0


def is_behind() -> bool:
    """Whether what was disposed of came back with an older backup: then nobody is served until it went again.

    Asked in a process of its own, and only where anything was ever disposed of.
    """
    from precept.site.settings import PRECEPT_KEEPING

    if not any(Path(PRECEPT_KEEPING).glob("disposal-*.json")):
        return False
    asked = subprocess.run(
        [sys.executable, "-m", "precept.site.command", "dispose-again", "--check"], check=False
    )
    return asked.returncode == BEHIND


def work() -> None:
    """Do background tasks until a signal says stop."""
    if is_behind():
        sys.exit(1)
    from precept.foundation.outbox.worker import serve as do_tasks

    do_tasks()


def _is_free(host: str, port: int) -> bool:
    """Whether nothing listens there yet."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _tell(host: str, port: int, stop: threading.Event) -> None:
    """Print the address once the site answers there."""
    shown = "localhost" if host in {"0.0.0.0", "127.0.0.1", "::", "::1"} else host  # noqa: S104 - shown
    while not _answers(host, port):
        if stop.wait(0.1):
            return
    click.echo(f"Precept answers at http://{shown}:{port}/  (stop it with Ctrl+C)")


def _answers(host: str, port: int) -> bool:
    """Whether the site answers there by now, whatever it says."""
    try:
        with urllib.request.urlopen(f"http://{_asked(host)}:{port}/robots.txt", timeout=5):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def _asked(host: str) -> str:
    if host in {"0.0.0.0", "::"}:  # noqa: S104 - compared, not bound
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host
