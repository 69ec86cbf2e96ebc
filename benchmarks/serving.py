"""Pages a second over the door of ``precept serve`` (RSGI) and over Granian's own for WSGI, turn about.

    .venv/bin/python -m benchmarks.serving            needs ab (Debian: apache2-utils)

The same office, the same four threads in one process; the two take turns, so that other work on the machine
hits both. Printed are the medians of the turns, with the load average.
"""

import os
import re
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.proofs.offices import ROOT, Office, Served, free_port, until

TURNS = 5
REQUESTS = 400
AT_A_TIME = 8
THREADS = 4


def over_wsgi(office: Office) -> Served:
    """The site behind Granian's WSGI door."""
    port, log = free_port(), office.home / "wsgi.log"
    command = [
        str(Path(sys.executable).parent / "granian"),
        "--interface",
        "wsgi",
        "--no-access-log",
    ]
    command += ["--port", str(port), "--blocking-threads", str(THREADS), "--log-level", "warning"]
    with log.open("ab") as said:
        process = subprocess.Popen(
            [*command, "precept.site.wsgi:application"],
            env=office.surroundings,
            cwd=ROOT,
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
    served = Served(port, process, log)
    until(lambda: served.answers, "starting the server")
    return served


def asked(served: Served, path: str, session: str) -> tuple[float, float]:
    """Pages a second, and milliseconds within which 95 of 100 came."""
    command = ["ab", "-q", "-n", str(REQUESTS), "-c", str(AT_A_TIME), "-C", f"precept={session}"]
    done = subprocess.run(
        [*command, f"http://127.0.0.1:{served.port}{path}"],
        capture_output=True,
        text=True,
        check=True,
    )
    wrong = re.search(r"(Failed requests|Non-2xx responses):\s+([1-9]\d*)", done.stdout)
    if wrong and wrong[1] != "Failed requests":  # ab takes another length for a failure
        raise SystemExit(f"{path}: {wrong[0]}")
    rate = re.search(r"Requests per second:\s+([\d.]+)", done.stdout)
    tail = re.search(r"95%\s+(\d+)", done.stdout)
    assert rate is not None
    assert tail is not None
    return float(rate[1]), float(tail[1])


def main() -> None:
    """Measure both doors."""
    office = Office(Path(tempfile.mkdtemp(prefix="precept-bench-")))
    office.tell("tables")
    [one] = office.tell("clients", 1)
    served = {"RSGI": office.start(threads=THREADS)}
    print(f"load average {os.getloadavg()[0]:.1f}, {REQUESTS} requests, {AT_A_TIME} at a time")
    print("| page | RSGI: pages a second | p95, ms | WSGI: pages a second | p95, ms |")
    print("|---|---|---|---|---|")
    try:
        served["WSGI"] = over_wsgi(office)
        for path in ("/my/start", "/opportunities", f"/my/bids/{one['bid']}/check"):
            session = one["session"] if "/bids/" in path else ""
            found: dict[str, list[tuple[float, float]]] = {"RSGI": [], "WSGI": []}
            for server in served.values():
                asked(server, path, session)  # warm
            for _ in range(TURNS):
                for name, server in served.items():
                    found[name].append(asked(server, path, session))
            cells = [
                f"{statistics.median(turn[place] for turn in found[name]):.0f}"
                for name in served
                for place in (0, 1)
            ]
            print(f"| `{path.replace(one['bid'], '…')}` | {' | '.join(cells)} |", flush=True)
    finally:
        for server in served.values():
            server.stop()
    print(f"load average {os.getloadavg()[0]:.1f} at the end")


if __name__ == "__main__":
    main()
