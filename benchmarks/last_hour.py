"""The last hour before a deadline, on one machine: many people at one server, slow lines and downloads beside.

    python3 -m venv /tmp/locust && /tmp/locust/bin/pip install locust
    .venv/bin/python -m benchmarks.last_hour /tmp/locust/bin/locust 600 100     600 people for 100 seconds
    … 600 100 2                                                                 and two processes that serve them
    … 600 300 2 48                                                              48 requests a second, not more
    .venv/bin/python -m benchmarks.last_hour submissions 16 60                  16 people submit for a minute

Without a pace everybody thinks for 2 to 6 seconds, which is three times as much as is planned for: 600 people with 95
requests each in the hour make 16 a second, and 48 at the threefold peak.

Serves an office of its own in a temporary folder (SQLite) with ``precept serve``, one process of four threads unless
a number of processes is named.
Locust stands apart from our requirements: it brings a web server of its own.
"""

import csv
import http.client
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

from tests.proofs.applicants import Applicant, NoAnswer, everyone
from tests.proofs.offices import ROOT, Office, Served

SLOW_LINES = 200
DOWNLOADS = 20


def slow_line(port: int, path: str, over: threading.Event) -> None:
    """Begin to send a form, and send a byte of it every few seconds."""
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100000\r\n\r\n"
    with suppress(OSError), socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(head.encode())
        while not over.wait(3):
            line.sendall(b"x")


def downloads(port: int, session: str, path: str, over: threading.Event, said: list[int]) -> None:
    """Ask for a file again and again."""
    while not over.wait(0.5):
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        with suppress(OSError, http.client.HTTPException):
            line.request("GET", path, headers={"Cookie": f"precept={session}"})
            answer = line.getresponse()
            answer.read()
            said.append(answer.status)
        line.close()


def last_hour(locust: str, count: int, seconds: int, workers: int, pace: int) -> None:
    """Everybody at once: what each kind of request took, and whether every receipt is kept."""
    office = Office(Path(tempfile.mkdtemp(prefix="precept-bench-")))
    office.tell("tables")
    people = office.tell("clients", count + 1)
    stranger = people.pop()
    receipts, plan = office.home / "receipts", office.home / "plan.json"
    receipts.touch()
    plan.write_text(
        json.dumps(
            {
                "people": people,
                "count": count,
                "seconds": seconds,
                "receipts": str(receipts),
                "think": count / pace if pace else 4,
            }
        )
    )
    over = threading.Event()
    said: list[int] = []
    print(f"load average {os.getloadavg()[0]:.1f} before")
    with office.served(workers=workers) as server:
        beside = [
            threading.Thread(target=slow_line, args=(server.port, "/my/start", over))
            for _ in range(SLOW_LINES)
        ]
        word = f"/my/bids/{stranger['bid']}/form.docx"
        beside += [
            threading.Thread(
                target=downloads, args=(server.port, stranger["session"], word, over, said)
            )
            for _ in range(DOWNLOADS)
        ]
        for thread in beside:
            thread.start()
        try:
            _locust(locust, server, office, plan)
        finally:
            over.set()
            for thread in beside:
                thread.join()
    counted = {status: said.count(status) for status in sorted(set(said))}
    print(f"{SLOW_LINES} slow lines; {DOWNLOADS} downloads at once by one person: {counted}")
    _held_against(office, set(receipts.read_text().split()))
    print(f"load average {os.getloadavg()[0]:.1f} after")
    shutil.rmtree(office.home)


def _locust(locust: str, server: Served, office: Office, plan: Path) -> None:
    command = [locust, "-f", str(ROOT / "benchmarks/last_hour_people.py"), "--headless"]
    command += ["--host", f"http://127.0.0.1:{server.port}", "--csv", str(office.home / "locust")]
    said = office.home / "locust.log"
    with said.open("wb") as log:
        subprocess.run(
            [*command, "--only-summary"],
            env={**os.environ, "LAST_HOUR": str(plan)},
            stdout=log,
            stderr=log,
            check=False,
        )
    print("| kind | requests | failed | a second | median, ms | p95 | max |")
    print("|---|---|---|---|---|---|---|")
    with (office.home / "locust_stats.csv").open() as rows:
        for row in csv.DictReader(rows):
            cells = [row["Name"], row["Request Count"], row["Failure Count"]]
            cells += [f"{float(row['Requests/s']):.1f}", row["Median Response Time"], row["95%"]]
            print(f"| {' | '.join(cells)} | {float(row['Max Response Time']):.0f} |")
    with (office.home / "locust_failures.csv").open() as rows:
        for row in csv.DictReader(rows):
            print(f"failed {row['Occurrences']} times: {row['Name']}: {row['Error'][:300]}")


def _held_against(office: Office, receipts: set[str]) -> None:
    kept = office.tell("kept")
    stored = {receipt for _, _, receipt, *_ in kept["submissions"]}
    print(
        f"{len(receipts)} receipts seen, {len(receipts - stored)} lost; {len(stored)} kept,"
        f" {kept['letters']} letters; ledger problems: {kept['ledger problems'] or 'none'}"
    )


def submissions(count: int, seconds: int) -> None:
    """How many submissions a second one embedded office takes: each a new key from the same page."""
    office = Office(Path(tempfile.mkdtemp(prefix="precept-bench-")))
    office.tell("tables")
    prepared = office.tell("clients", count)
    waits: list[float] = []
    receipts: set[str] = set()
    failed: list[str] = []
    print(f"load average {os.getloadavg()[0]:.1f} before")
    with office.served() as server:
        people = [(one, one.opened(one.check)) for one in everyone(server.port, prepared)]
        end = time.monotonic() + seconds

        def submit(person: Applicant, form: dict[str, str]) -> None:
            number = 0
            while time.monotonic() < end:
                number += 1
                began = time.monotonic()
                try:
                    answer = person.ask("POST", person.check, {**form, "key": f"form-{number}"})
                except NoAnswer as broken:
                    failed.append(str(broken))
                    continue
                waits.append(time.monotonic() - began)
                if answer.receipt:
                    receipts.add(answer.receipt)
                else:
                    failed.append(f"{answer.status}")

        threads = [threading.Thread(target=submit, args=one) for one in people]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    waits.sort()
    print(
        f"{len(receipts) / seconds:.1f} submissions a second by {count} people for {seconds} s; median"
        f" {statistics.median(waits) * 1000:.0f} ms, p95 {waits[len(waits) * 95 // 100] * 1000:.0f} ms,"
        f" longest {waits[-1] * 1000:.0f} ms; {len(failed)} failed {sorted(set(failed))[:3]}"
    )
    _held_against(office, receipts)
    print(f"load average {os.getloadavg()[0]:.1f} after")
    shutil.rmtree(office.home)


if __name__ == "__main__":
    given = sys.argv[1:]
    what, people_, seconds_, workers_, pace_ = [*given, *["1", "0"][len(given) - 3 :]][:5]
    if what == "submissions":
        submissions(int(people_), int(seconds_))
    else:
        last_hour(what, int(people_), int(seconds_), int(workers_), int(pace_))
