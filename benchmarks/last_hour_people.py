"""The people of the last hour, for Locust: 60% look, 30% autosave, 8% upload, 2% submit, and think in between.

Started by ``last_hour.py``, which says in LAST_HOUR where the people and their bids are written down.
"""

import json
import os
import random
import re
from pathlib import Path

from locust import HttpUser, LoadTestShape, between, task

OFFICE = json.loads(Path(os.environ["LAST_HOUR"]).read_text())
PEOPLE = list(OFFICE["people"])
SECONDS = int(OFFICE["seconds"])
THINK = float(OFFICE["think"])
"""How long somebody thinks between two requests, on average, in seconds."""
MOST_FILES = 3
MEGABYTE = 1024 * 1024


def a_pdf(size: int) -> bytes:
    """A small PDF with a long stream in it."""
    stream = random.randbytes(size)
    parts = [
        b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n",
        b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n",
        b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>\nendobj\n",
        b"4 0 obj\n<< /Length %d >>\nstream\n" % size + stream + b"\nendstream\nendobj\n",
    ]
    body, places = b"%PDF-1.4\n", []
    for part in parts:
        places.append(len(body))
        body += part
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(body)
    body += b"xref\n0 5\n0000000000 65535 f \n" + table + b"trailer\n<< /Size 5 /Root 1 0 R >>\n"
    return body + b"startxref\n%d\n%%%%EOF\n" % start


FILES = [a_pdf(size * MEGABYTE) for size in (1, 2, 3, 5)]


class Applicant(HttpUser):
    """Somebody with a bid, an hour before the deadline."""

    wait_time = between(THINK / 2, THINK * 3 / 2)

    def on_start(self) -> None:
        """Sit down at a bid of one's own."""
        one = PEOPLE.pop()
        self.bid = f"/my/bids/{one['bid']}"
        self.client.cookies.set("precept", one["session"])
        self.saves = self.files = 0
        self.version, self.token = "0", ""
        self.look()

    def look_at(self, path: str, name: str) -> str:
        """Open a page; its words."""
        with self.client.get(self.bid + path, name=name, catch_response=True) as page:
            if page.status_code != 200:
                page.failure(f"answered {page.status_code}")
            return page.text or ""

    def open_form(self, path: str, name: str) -> dict[str, str]:
        """Open a page with a form; what it sends unseen."""
        page = self.look_at(path, name)
        found = {}
        for tag in re.findall(r"<input[^>]*>", page):
            said = dict(re.findall(r'([a-z]+)="([^"]*)"', tag))
            if said.get("type") == "hidden" and "name" in said:
                found.setdefault(said["name"], said.get("value", ""))
        self.token = found.get("csrfmiddlewaretoken", self.token)
        self.version = found.get("version", self.version)
        return found

    @task(60)
    def look(self) -> None:
        """Read: the task list, a section, the answers, one's bids."""
        path = random.choice(["", "/answers/about", "/answers/money", "/check"])
        if path == "/answers/about":
            self.open_form(path, "view")
        else:
            self.look_at(path, "view")

    @task(30)
    def autosave(self) -> None:
        """What a script sends while somebody types."""
        if self.version == "0" or not self.token:
            self.open_form("/answers/about", "view")
        self.saves += 1
        said = {
            "csrfmiddlewaretoken": self.token,
            "version": self.version,
            "autosave": "yes",
            "key": f"{id(self)}-{self.saves}",
            "q-title": "Boxing at dusk",
            "q-what": f"We teach boxing, as we said {self.saves} times.",
            "q-under-18s": "no",
        }
        path = f"{self.bid}/answers/about"
        with self.client.post(path, said, name="autosave", catch_response=True) as answer:
            if answer.status_code == 200:
                self.version = str(answer.json()["version"])
            else:
                answer.failure(f"answered {answer.status_code}: {(answer.text or '')[:200]}")

    @task(8)
    def upload(self) -> None:
        """Add a file of one to five megabytes."""
        if self.files >= MOST_FILES:
            self.look()
            return
        path = "/answers/about/files/papers"
        form = self.open_form(path, "view")
        file = {"file": ("plan.pdf", random.choice(FILES), "application/pdf")}
        with self.client.post(
            self.bid + path,
            form,
            files=file,
            name="upload",
            allow_redirects=False,
            catch_response=True,
        ) as answer:
            if answer.status_code == 302:
                self.files += 1
            else:
                answer.failure(f"answered {answer.status_code}")
        self.open_form("/answers/about", "view")

    @task(2)
    def submit(self) -> None:
        """Read through and submit."""
        form = self.open_form("/check", "view")
        if "key" not in form:
            return  # nothing changed since it was submitted
        with self.client.post(
            f"{self.bid}/check", form, name="submit", allow_redirects=False, catch_response=True
        ) as answer:
            if answer.status_code == 302 and "/receipt?of=" in answer.headers["Location"]:
                with Path(OFFICE["receipts"]).open("a") as kept:
                    kept.write(answer.headers["Location"].rpartition("=")[2] + "\n")
            else:
                answer.failure(f"answered {answer.status_code}")


class LastHour(LoadTestShape):
    """A sixth of the people, then half, then all of them."""

    def tick(self) -> tuple[int, float] | None:
        """How many are there now, and how many come a second."""
        now, everybody = self.get_run_time(), int(OFFICE["count"])
        for until, share in ((SECONDS * 0.2, 6), (SECONDS * 0.45, 2), (SECONDS, 1)):
            if now < until:
                return everybody // share, everybody / 60
        return None
