"""An installation beside the test, whose workers are real processes that can be killed.

Run as a program, this is one of those processes: ``python -m tests.foundation.outbox.office work``.
"""

import os
import sqlite3
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[3]


@dataclass
class Office:
    """Where the processes find their database, and those that were started."""

    environment: dict[str, str]
    file: Path | None
    processes: list[subprocess.Popen[str]] = field(default_factory=list)

    def start(self, *words: str) -> subprocess.Popen[str]:
        """Start a process of this office."""
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.foundation.outbox.office", *words],
            cwd=REPOSITORY,
            env=self.environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.processes.append(process)
        return process

    def run(self, *words: str) -> str:
        """Run a process of this office to its end, and what it printed."""
        process = self.start(*words)
        printed, _ = process.communicate(timeout=120)
        assert process.returncode == 0, printed
        return printed

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """What the office's database answers, past every connection of this test."""
        if self.file is not None:
            reader = sqlite3.connect(self.file, timeout=20)
            try:
                return reader.execute(sql).fetchall()
            finally:
                reader.close()
        import psycopg

        with psycopg.connect(self.environment["DATABASE_URL"]) as connection:
            return connection.execute(sql).fetchall()

    def close(self) -> None:
        """End what still runs."""
        for process in self.processes:
            if process.poll() is None:
                process.kill()
            process.wait(timeout=20)
            if process.stdout is not None:
                process.stdout.close()


def office_beside_this_test(home: Path, mail_port: int) -> Office:
    """An office on the test's own PostgreSQL database, or on a copy of its SQLite database in a file."""
    from django.conf import settings
    from django.db import connection

    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"],
        "PYTHONPATH": os.pathsep.join(["src", ".", os.environ.get("PYTHONPATH", "")]),
        "PRECEPT_HOME": str(home),
        "PRECEPT_FIELD_KEYS": ",".join(settings.PRECEPT_FIELD_KEYS),
        "PRECEPT_MAIL_HOST": "127.0.0.1",
        "PRECEPT_MAIL_PORT": str(mail_port),
        "PRECEPT_MAIL_TLS": "no",
        "PRECEPT_LOG": "CRITICAL",
    }
    where = connection.settings_dict
    if connection.vendor == "postgresql":
        host, port, user = where["HOST"], where["PORT"], where["USER"]
        password = f":{where['PASSWORD']}" if where["PASSWORD"] else ""
        environment["DATABASE_URL"] = (
            f"postgres://{user}{password}@{host}:{port or 5432}/{where['NAME']}"
        )
        return Office(environment, None)
    file = home / "office.sqlite3"
    connection.ensure_connection()
    copy = sqlite3.connect(file)
    connection.connection.backup(copy)
    copy.close()
    environment["DATABASE_URL"] = f"sqlite:///{file}"
    return Office(environment, file)


def say(line: str) -> None:
    """Tell the test, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(words: list[str]) -> None:
    """Be a process of the office."""
    import django

    django.setup()
    from dataclasses import replace

    from precept.foundation.outbox import registry, rules, worker

    # A minute of an office is a second here.
    rules.FIRST_WAIT = timedelta(milliseconds=100)
    rules.BEAT = timedelta(milliseconds=200)
    rules.LOST_AFTER = timedelta(seconds=1)
    worker.REST = 0.1
    worker.LOOK_AT_THE_CLOCK = 0.2
    registry._registered["outbox.sweep"] = replace(
        registry.registered("outbox.sweep"), period=timedelta(milliseconds=500)
    )

    @registry.task("test.said")
    def said(*, number: int) -> None:
        say(str(number))

    @registry.task("test.stuck_once")
    def stuck_once(*, marker: str) -> None:
        if not Path(marker).exists():
            Path(marker).touch()
            say("stuck")
            Event().wait()
        say("done")

    what, *rest = words
    if what == "work":
        worker.serve(grace=float(rest[0]) if rest else 5.0)
    elif what == "drain":
        worker.work_until_idle()
    elif what == "settle":
        _put_down_what_the_dead_hold()
        worker.work_until_idle()
    elif what == "queue":
        _queue(rest[0], rest[1])
    else:
        raise SystemExit(f"nobody knows how to {what}")


def _put_down_what_the_dead_hold() -> None:
    from django_tasks_db.models import DBTaskResult

    from precept.foundation import clock
    from precept.foundation.outbox import claims, rules

    rules.LOST_AFTER = timedelta(0)
    claims.sweep()
    DBTaskResult.objects.filter(status="READY").update(run_after=clock.now())


def _queue(what: str, given: str) -> None:
    from django.db import transaction

    from precept.foundation.outbox.actions import queue_mail, queue_task

    if what == "stuck":
        with transaction.atomic():
            queue_task("test.stuck_once", {"marker": given})
        return
    for number in range(int(given)):
        with transaction.atomic():
            if what == "numbers":
                queue_task("test.said", {"number": number})
            else:
                _write_mail(queue_mail, f"reader{number}@opcc.example", f"Mail {number}")
        with transaction.atomic():
            _write_mail(queue_mail, f"never{number}@opcc.example", "Of a change taken back")
            transaction.set_rollback(True)


def _write_mail(queue_mail: Any, to: str, subject: str) -> None:
    queue_mail(to=to, subject=subject, text=f"{subject}.", kind="notice")


if __name__ == "__main__":
    main(sys.argv[1:])
