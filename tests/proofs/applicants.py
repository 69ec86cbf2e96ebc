"""Applicants at their browsers, over real connections: they press Submit, and again where no answer came."""

import http.client
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

SESSION = "precept"
FORM = "precept-form"
TIMEOUT = 60


@dataclass(frozen=True)
class Answer:
    """What the server answered."""

    status: int
    place: str
    text: str
    cookies: str

    @property
    def receipt(self) -> str:
        """The number on the receipt that this leads to; "" where it leads to none."""
        found = re.search(r"/receipt\?of=([0-9A-Z-]{14})$", self.place)
        return found[1] if self.status == 302 and found else ""


class NoAnswer(Exception):
    """The line broke before the whole answer was there."""


class NobodyThere(NoAnswer):
    """Nobody took the call: nothing was sent."""


@dataclass
class Applicant:
    """Somebody with a bid: signed in, at an address."""

    port: int
    bid: str
    session: str
    form_cookie: str = ""
    changes: int = 0

    @property
    def check(self) -> str:
        """Where the bid is read through and submitted."""
        return f"/my/bids/{self.bid}/check"

    @property
    def headers(self) -> dict[str, str]:
        """What the browser sends along."""
        kept = f"{SESSION}={self.session}"
        return {"Cookie": f"{kept}; {FORM}={self.form_cookie}" if self.form_cookie else kept}

    def ask(self, method: str, path: str, form: dict[str, str] | None = None) -> Answer:
        """Ask for a page, or send a form; NoAnswer where the line broke."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
        headers = dict(self.headers)
        body = None
        if form is not None:
            body = urlencode(form)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            line.request(method, path, body, headers)
            answer = line.getresponse()
            text = answer.read().decode("utf-8", "replace")
        except ConnectionRefusedError as nobody:
            raise NobodyThere(str(nobody)) from None
        except (OSError, http.client.HTTPException) as broken:
            raise NoAnswer(str(broken)) from None
        finally:
            line.close()
        cookies = "; ".join(answer.headers.get_all("Set-Cookie") or [])
        return Answer(answer.status, answer.headers.get("Location") or "", text, cookies)

    def opened(self, path: str) -> dict[str, str]:
        """The words that the page's own form sends without being seen; {} where no page came."""
        page = self.ask("GET", path)
        if page.status != 200:
            return {}
        if cookie := re.search(rf"{FORM}=([^;]+)", page.cookies):
            self.form_cookie = cookie[1]
        return hidden(page.text)

    def submit(self, form: dict[str, str]) -> Answer:
        """Press Submit."""
        return self.ask("POST", self.check, form)

    @property
    def about(self) -> str:
        """Where the section about the project is written."""
        return f"/my/bids/{self.bid}/answers/about"

    def write(self, form: dict[str, str], words: str) -> Answer:
        """Save the section about the project, from the page as it was opened."""
        said = {"q-title": "Boxing at dusk", "q-what": words, "q-under-18s": "no"}
        return self.ask("POST", self.about, {**form, **said, "later": "yes"})


def hidden(page: str) -> dict[str, str]:
    """The hidden inputs of a page."""
    found: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", page):
        said = dict(re.findall(r'([a-z]+)="([^"]*)"', tag))
        if said.get("type") == "hidden" and "name" in said:
            found.setdefault(said["name"], said.get("value", ""))
    return found


@dataclass
class Crowd:
    """Applicants who submit again and again, each from a thread of their own, until they are told to stop."""

    applicants: list[Applicant]
    acknowledged: dict[tuple[str, str], str] = field(default_factory=dict)
    """By bid and key: the receipt that somebody saw."""
    differing: list[tuple[str, str, str]] = field(default_factory=list)
    """A receipt for a key that had another one before."""
    repeated: int = 0
    broken: int = 0
    """How often the line broke after a form was sent."""
    not_saved: int = 0
    """How often a page said that it was not saved (503)."""
    strange: list[str] = field(default_factory=list)
    """Any other answer."""
    waits: list[float] = field(default_factory=list)
    """Seconds from pressing Submit to the receipt, where the first try reached it."""
    is_over: threading.Event = field(default_factory=threading.Event)
    heard: threading.Condition = field(default_factory=threading.Condition)
    failures: list[BaseException] = field(default_factory=list)

    def start(self, act: Callable[["Crowd", Applicant], None]) -> list[threading.Thread]:
        """Send everybody off."""

        def run(applicant: Applicant) -> None:
            try:
                while not self.is_over.is_set():
                    act(self, applicant)
            except BaseException as failure:  # told in the end: a thread must not fail in silence
                self.failures.append(failure)
                self.is_over.set()

        started = [threading.Thread(target=run, args=(one,)) for one in self.applicants]
        for thread in started:
            thread.start()
        return started

    def hear(self, applicant: Applicant, key: str, receipt: str) -> None:
        """Somebody saw a receipt."""
        with self.heard:
            known = self.acknowledged.setdefault((applicant.bid, key), receipt)
            if known != receipt:
                self.differing.append((applicant.bid, key, receipt))
            self.heard.notify_all()

    def wait_for(self, more: int) -> bool:
        """Wait until so many more receipts were seen; False where that took far too long."""
        with self.heard:
            wanted = len(self.acknowledged) + more
            return self.heard.wait_for(
                lambda: len(self.acknowledged) >= wanted or self.is_over.is_set(), timeout=120
            )

    def count(self, name: str) -> None:
        """One more of something."""
        with self.heard:
            setattr(self, name, getattr(self, name) + 1)

    def wonder(self, answer: Answer) -> None:
        """An answer that nobody expects."""
        with self.heard:
            self.strange.append(f"{answer.status} {answer.place} {plain(answer.text)[:300]}")


def plain(page: str) -> str:
    """A page's words."""
    text = re.sub(r"<(script|style|head)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)).strip()


PAUSE = 0.2
"""Seconds before somebody who got no answer tries again."""
LAST_TRIES = 300
"""How often somebody still tries once it is over."""


def submit_and_submit_again(crowd: Crowd, applicant: Applicant) -> None:
    """Open the page, press Submit until there is a receipt, then press once more with the same form.

    Then change something: only what differs from what is submitted can be submitted again.
    """
    form = _open(crowd, applicant, applicant.check)
    if not form:
        return
    if "key" not in form:
        _change(crowd, applicant)
        return
    for _ in range(2):
        receipt = _pressed_until_answered(crowd, applicant, form)
        if not receipt:
            return
        crowd.hear(applicant, form["key"], receipt)
    crowd.count("repeated")


def _pressed_until_answered(crowd: Crowd, applicant: Applicant, form: dict[str, str]) -> str:
    left = LAST_TRIES
    while left:
        left -= crowd.is_over.is_set()
        try:
            answer = applicant.submit(form)
        except NobodyThere:
            time.sleep(PAUSE)
            continue
        except NoAnswer:
            crowd.count("broken")
            time.sleep(PAUSE)
            continue
        if answer.receipt:
            return answer.receipt
        if answer.status != 503:
            crowd.wonder(answer)
            time.sleep(PAUSE)
            return ""
        crowd.count("not_saved")
        time.sleep(PAUSE)
    raise AssertionError("no answer, however often Submit was pressed")


def _open(crowd: Crowd, applicant: Applicant, path: str) -> dict[str, str]:
    try:
        form = applicant.opened(path)
    except NoAnswer:
        form = {}
    if not form:
        crowd.is_over.wait(PAUSE)
    return form


def _change(crowd: Crowd, applicant: Applicant) -> None:
    form = _open(crowd, applicant, applicant.about)
    if not form:
        return
    applicant.changes += 1
    try:
        answer = applicant.write(form, f"We teach boxing, as we said {applicant.changes} times.")
    except NoAnswer:
        return
    if answer.status not in {302, 503}:
        crowd.wonder(answer)


def everyone(port: int, prepared: list[dict[str, Any]]) -> list[Applicant]:
    """The applicants that were prepared."""
    return [Applicant(port, one["bid"], one["session"]) for one in prepared]
