"""Applicants at their browsers, over real connections: they press Submit, and again where no answer came."""

import http.client
import re
import threading
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


@dataclass
class Applicant:
    """Somebody with a bid: signed in, at an address."""

    port: int
    bid: str
    session: str
    form_cookie: str = ""

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


def submit_and_submit_again(crowd: Crowd, applicant: Applicant, *, pause: float = 0.2) -> None:
    """Open the page, press Submit until there is a receipt, then press once more with the same form."""
    form = _open(crowd, applicant, pause)
    if not form:
        return
    key = form["key"]
    for _ in range(2):
        receipt = ""
        while not receipt:
            if crowd.is_over.is_set() and crowd.failures:
                return
            try:
                answer = applicant.submit(form)
            except NoAnswer:
                crowd.count("broken")
                crowd.is_over.wait(pause)
                continue
            receipt = answer.receipt
            if receipt:
                crowd.hear(applicant, key, receipt)
            elif answer.status == 503:
                crowd.count("not_saved")
                crowd.is_over.wait(pause)
            else:
                crowd.wonder(answer)
                crowd.is_over.wait(pause)
                return
    crowd.count("repeated")


def _open(crowd: Crowd, applicant: Applicant, pause: float) -> dict[str, str]:
    try:
        form = applicant.opened(applicant.check)
    except NoAnswer:
        form = {}
    if "key" not in form:
        crowd.is_over.wait(pause)
        return {}
    return form


def everyone(port: int, prepared: list[dict[str, Any]]) -> list[Applicant]:
    """The applicants that were prepared."""
    return [Applicant(port, one["bid"], one["session"]) for one in prepared]
