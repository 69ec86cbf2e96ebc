"""Every page of the site as a browser sees it: accessible, on a phone too, quiet, and valid HTML."""

import base64
import hmac
import struct
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.urls import resolve
from playwright.sync_api import APIResponse, Browser, BrowserContext, Error, Page, Response

from tests.access_table import NOBODY
from tests.architecture.test_house import every_address
from tests.journeys.conftest import Office
from tests.journeys.looking import Complaints, Seen, html_errors, look
from tests.journeys.places import (
    EMPTY_IS_AN_ANSWER,
    NO_PAGE,
    ON_THE_WAY,
    Place,
    Share,
    places,
    shares,
)

HTML = "text/html; charset=utf-8"
pytestmark = pytest.mark.journey

HALF, HALF_AGAIN = "half signed in", "half signed in again"
JOINING, TOO_LATE = "joining", "too late"
REFUSED_IN_WORDS = {409, 422}
FORMS = "main form[method=post]"
CAN_BE_EMPTY = "input:not([type=hidden]), textarea, select:has(option[value=''])"
KINDS_IN_ERROR = """() => [...new Set(
  [...document.querySelectorAll("main .govuk-form-group--error")].map((group) =>
    [...group.querySelectorAll("input, textarea, select")].map((one) => one.type).join(" "))
)].sort().join(", ")"""
SEND_IT_EMPTY = """(form) => {
  for (const one of form.elements) {
    if (one.type === "hidden" || one.tagName === "BUTTON" || one.tagName === "FIELDSET") continue
    if (one.type === "checkbox" || one.type === "radio") one.checked = false
    else if (one.tagName === "SELECT") one.selectedIndex = 0
    else one.value = ""
  }
  form.requestSubmit([...form.elements].find((one) => one.type === "submit"))
}"""


class Walk:
    """What one browser has seen of an office."""

    def __init__(self, context: BrowserContext, mark: str = "") -> None:
        self.page: Page = context.new_page()
        self.complaints = Complaints(self.page)
        self.mark = mark
        self.seen: list[Seen] = []
        self.kinds_in_error: set[str] = set()

    def take(self, place: str, html: str, *, is_again: bool = False) -> None:
        """Look at what the tab shows now; ``is_again`` where the page was seen without its errors, or filled."""
        seen = look(
            self.page,
            self.complaints,
            place + self.mark,
            html,
            is_first=not self.seen,
            is_again=is_again or bool(self.mark),
        )
        self.seen.append(seen)

    def take_errors(self, place: str, html: str) -> None:
        """Look at a page seen before, with its errors, where these fields were not seen in error before.

        Its HTML and what the browser says of it count each time.
        """
        kinds = self.page.evaluate(KINDS_IN_ERROR)
        if kinds in self.kinds_in_error:
            self.seen.append(Seen(place + self.mark, html, self.complaints.taken()))
        else:
            self.take(place, html, is_again=True)
        self.kinds_in_error.add(kinds)

    def open(self, address: str) -> None:
        """Open an address and look at it, whatever it answers."""
        answer = self.page.goto(address)
        assert answer is not None
        self.take(address, answer.text())

    def note(self, place: str, words: str) -> None:
        """Something is wrong that no page shows."""
        self.seen.append(Seen(place + self.mark, "", [words]))

    def visit(self, place: Place, address: str) -> bool:
        """Look at one address; whether it is a page of HTML that answered as it should."""
        answer = self._asked(address)
        status, kind = answer.status, answer.headers.get("content-type", "")
        if "text/html" not in kind or not (answer.ok or status in REFUSED_IN_WORDS):
            if not answer.ok:
                self.note(address, f"answers {status}")
            # The browser's own page around a text or a feed breaks our content policy.
            self.page.goto("about:blank")
            self.complaints.taken()
            return False
        if answer.ok:
            arrived = resolve(urlsplit(answer.url).path).view_name
            if arrived != place.name:
                self.complaints.taken()  # of a page that is another's to look at
                if place.name not in ON_THE_WAY:
                    self.note(address, f"leads to {answer.url}")
                return False
        self.take(address, answer.text())
        return answer.ok

    def _asked(self, address: str) -> Response | APIResponse:
        """What an address answers, in the tab where it is a page and beside it where it is a file to keep."""
        try:
            answer = self.page.goto(address)
        except Error as problem:
            if "Download is starting" not in problem.message:
                raise
            return self.page.request.get(address)
        assert answer is not None
        return answer

    def send_empty(self, address: str) -> None:
        """Send each form of a page with nothing in it: each must say what is missing."""
        for at in range(self.page.locator(FORMS).count()):
            self.page.goto(address)
            form = self.page.locator(FORMS).nth(at)
            if not form.locator(CAN_BE_EMPTY).count():
                continue
            with self.page.expect_navigation() as arriving:
                form.evaluate(SEND_IT_EMPTY)
            place = f"{address}, form {at + 1} sent empty"
            if self.page.locator(".govuk-error-summary").count():
                self.take_errors(place, arriving.value.text())
            else:
                self.note(place, f"answers {arriving.value.status} without an error summary")


def walk_filled(context: BrowserContext, share: Share, references: dict[str, str]) -> list[Seen]:
    """All that somebody sees of an office with one of each thing, and every form sent empty."""
    walk = Walk(context)
    for place in share.places():
        address = place.example.format_map(references)
        if walk.visit(place, address) and place.name not in EMPTY_IS_AN_ANSWER:
            walk.send_empty(address)
    return walk.seen


def walk_empty(context: BrowserContext, share: Share) -> list[Seen]:
    """All that somebody sees of an office on its first day: the pages that are about no one thing."""
    needs_nothing = {pattern.name for place, pattern in every_address() if "<" not in place}
    walk = Walk(context, " on the first day")
    for place in share.places():
        address = place.example
        is_there = place.name in needs_nothing and walk.page.request.get(address).status != 404
        if is_there and "?" not in address:
            walk.visit(place, address)
    return walk.seen


PAGES_ON_THE_WAY_IN = 16


@pytest.fixture(scope="module")
def way_in(browser: Browser, filled: Office) -> Iterator[list[Seen]]:
    """The pages that one comes to only by a step before them, and those that say what went wrong."""
    with ExitStack() as open_profiles:
        tabs = {
            who: Walk(open_profiles.enter_context(filled.signed_in(browser, who)))
            for who in (NOBODY, HALF, HALF_AGAIN, JOINING, TOO_LATE, "commissioning-officer")
        }
        ask_for_a_code(tabs[NOBODY])
        meet_failures(tabs[NOBODY], tabs["commissioning-officer"])
        set_up_the_second_step(tabs[HALF])
        give_the_second_step(tabs[HALF_AGAIN])
        say_who_one_is(tabs[JOINING])
        tabs[TOO_LATE].open("/my/typed")
        yield [seen for walk in tabs.values() for seen in walk.seen]


def pressed(walk: Walk, button: str, place: str) -> None:
    """Press a button, and look at the page that answers."""
    with walk.page.expect_navigation() as arriving:
        walk.page.locator("main").get_by_role("button", name=button, exact=True).click()
    walk.take(place, arriving.value.text())


def ask_for_a_code(walk: Walk) -> None:
    """Ask for a code by mail, and send the page that takes it empty; then ask with a passkey."""
    walk.page.goto("/sign-in")
    walk.page.get_by_label("mail address").fill("nobody@opcc.example")
    pressed(walk, "Send me a code", "/sign-in/code")
    pressed(walk, "Continue", "/sign-in/code, sent empty")


def meet_failures(nobody: Walk, officer: Walk) -> None:
    """An address that is not there, a page for others, and a form whose time was over."""
    for walk, address in ((nobody, "/not-there"), (officer, "/office/people")):
        walk.open(address)
    officer.page.goto("/office/register/CORE004/change/about")
    officer.page.context.clear_cookies(name="precept-form")
    pressed(officer, "Save", "a form whose time was over")


def set_up_the_second_step(walk: Walk) -> None:
    """Set up an app, keep the recovery codes, make new ones, and sign out."""
    walk.open("/sign-in/set-up")
    pressed(walk, "Continue", "/sign-in/set-up, sent empty")
    pressed(walk, "Set up a passkey", "/sign-in/set-up/passkey")
    walk.page.goto("/sign-in/set-up")
    secret = walk.page.locator("main strong").inner_text()
    walk.page.get_by_label("Code").fill(code_of_an_app(secret))
    pressed(walk, "Continue", "/sign-in/set-up, done")
    walk.page.get_by_role("button", name="I have kept them").click()
    walk.page.goto("/my/account")
    pressed(walk, "Make new recovery codes", "/my/account/recovery-codes")
    walk.page.goto("/my/account")
    pressed(walk, "Sign out", "/sign-out")


def give_the_second_step(walk: Walk) -> None:
    """Somebody who has a second step, and owes it."""
    walk.open("/sign-in/second-step")
    pressed(walk, "Continue", "/sign-in/second-step, sent empty")


def say_who_one_is(walk: Walk) -> None:
    """A stranger who proved their address gives a name; first none."""
    walk.open("/my/start/name")
    pressed(walk, "Continue", "/my/start/name, sent empty")


def code_of_an_app(secret: str) -> str:
    """What an authenticator app shows now for a secret (RFC 6238, 30 seconds, six digits)."""
    key = base64.b32decode(secret.replace(" ", ""))
    digest = hmac.digest(key, struct.pack(">Q", int(time.time()) // 30), "sha1")
    at = digest[-1] & 15
    return f"{(int.from_bytes(digest[at : at + 4]) & 0x7FFFFFFF) % 10**6:06}"


def wrong(pages: list[Seen]) -> list[str]:
    """What is wrong, page by page."""
    return [f"{seen.place}: {words}" for seen in pages for words in seen.wrong]


def test_every_address_is_looked_at_by_somebody() -> None:
    looked_at = {place.name for place in places()} | ON_THE_WAY | NO_PAGE
    missing = [place for place, pattern in every_address() if pattern.name not in looked_at]

    assert missing == []


@pytest.mark.parametrize("share", list(shares()), ids=str)
def test_every_page_is_accessible_fits_is_quiet_and_is_valid_html(
    share: Share, browser: Browser, filled: Office, empty: Office, tmp_path: Path
) -> None:
    with filled.signed_in(browser, share.who) as context:
        seen = walk_filled(context, share, filled.references)
    with empty.signed_in(browser, share.who) as context:
        seen += walk_empty(context, share)

    assert wrong(seen) == []
    assert html_errors([one for one in seen if one.html], tmp_path) == []


def test_the_way_in_is_accessible_fits_is_quiet_and_is_valid_html(
    way_in: list[Seen], tmp_path: Path
) -> None:
    assert wrong(way_in) == []
    assert len(way_in) == PAGES_ON_THE_WAY_IN
    assert html_errors(way_in, tmp_path) == []


FAULTY = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Faults</title></head>
<body><main><h1>Faults</h1><img src="/static/precept/images/favicon.svg"><p id="twice">One</p>
<p id="twice">Two</p><div style="width: 2000px">Wide</div><a href="/">
<button>Nested</button></a><p style="color: #ccc">Pale</p></main></body></html>"""


def test_the_tools_notice_planted_faults(browser: Browser, filled: Office, tmp_path: Path) -> None:
    with filled.signed_in(browser, NOBODY) as context:
        page = context.new_page()
        page.route("**/faulty", lambda route: route.fulfill(body=FAULTY, content_type=HTML))
        complaints = Complaints(page)
        page.goto("/accessibility")
        assert look(page, complaints, "a page without faults", "").wrong == []
        page.goto("/faulty")
        page.evaluate("console.error('a planted complaint')")
        found = " ".join(look(page, complaints, "faulty", FAULTY).wrong)
    planted = ["image-alt", "color-contrast", "scrolls sideways", "a planted complaint"]
    errors = " ".join(html_errors([Seen("faulty", FAULTY)], tmp_path))

    assert [fault for fault in planted if fault not in found] == []
    assert [fault for fault in ["Duplicate ID", "button"] if fault not in errors] == []


def test_the_content_policy_is_in_force_and_its_breaches_are_noticed(
    browser: Browser, filled: Office
) -> None:
    with filled.signed_in(browser, NOBODY) as context:
        page = context.new_page()
        complaints = Complaints(page)
        page.goto("/accessibility")
        page.evaluate("document.body.setAttribute('style', 'margin: 9px')")
        said = complaints.taken()

    assert "Content Security Policy" in " ".join(said)
