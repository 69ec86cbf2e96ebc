"""Every macro on a page, as a browser shows it: accessible, on a phone too, within our policy."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page

from precept.foundation.web.middleware import CONTENT_POLICY
from tests.foundation.web import sample_pages

STATIC = Path(__file__).resolve().parents[3] / "src/precept/foundation/web/static"
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
BRAND = (
    b":root { --office-colour: #4a1a5e; --office-colour-text: #ffffff; --office-accent: #7ac143; }"
)
NAMES = ["list", "empty", "record", "form", "errors", "failure"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture
def rendered(settings: Any) -> dict[str, str]:
    settings.ROOT_URLCONF = sample_pages.Addresses
    return sample_pages.pages()


class Marked(HTMLParser):
    """Reads from a page what the content policy forbids, and which ids name what."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forbidden: list[str] = []
        self.ids: list[str] = []
        self.told_by: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "style" or (tag == "script" and "src" not in named):
            self.forbidden.append(tag)
        self.forbidden += [name for name in named if name == "style" or name.startswith("on")]
        if "id" in named:
            self.ids.append(named["id"] or "")
        for name in ("aria-describedby", "aria-labelledby", "for"):
            self.told_by += (named.get(name) or "").split()


def test_every_sample_is_rendered(rendered: dict[str, str]) -> None:
    assert sorted(rendered) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_holds_no_inline_script_or_style(rendered: dict[str, str], name: str) -> None:
    assert Marked(rendered[name]).forbidden == []


@pytest.mark.parametrize("name", NAMES)
def test_every_id_is_there_once_and_everything_told_by_one_finds_it(
    rendered: dict[str, str], name: str
) -> None:
    marked = Marked(rendered[name])
    assert sorted(set(marked.ids)) == sorted(marked.ids)
    # The count of characters left is written by the script, which also makes the place for it.
    assert set(marked.told_by) - set(marked.ids) == set()


def test_every_line_of_the_error_summary_leads_to_a_field(rendered: dict[str, str]) -> None:
    summary = rendered["errors"].split("govuk-error-summary__list")[1].split("</ul>")[0]
    led = [piece.split('"')[0] for piece in summary.split('href="#')[1:]]
    assert led == ["id_name", "id_email", "id_starts-day", "id_kind", "id_areas", "id_agreed"]
    assert set(led) - set(Marked(rendered["errors"]).ids) == set()


def test_the_title_says_that_there_is_an_error_and_whose_page_it_is(
    rendered: dict[str, str],
) -> None:
    titles = {
        name: page.split("<title>")[1].split("</title>")[0] for name, page in rendered.items()
    }
    assert titles["form"] == "Tell us about your organisation – Borderland"
    assert titles["errors"] == "Error: Tell us about your organisation – Borderland"


def test_only_the_office_pages_ask_not_to_be_indexed(rendered: dict[str, str]) -> None:
    hidden = {name for name, page in rendered.items() if '<meta name="robots"' in page}
    assert hidden == {"list", "empty", "record"}


def test_the_shell_is_the_offices_own_and_not_the_governments(rendered: dict[str, str]) -> None:
    for page in rendered.values():
        assert [word for word in ("crown", "GOV.UK", "govuk-footer") if word in page] == []
        assert page.index("precept/site.css") < page.index("/brand.css?v=0")


def test_the_name_and_the_way_out_are_on_office_pages_alone(rendered: dict[str, str]) -> None:
    signed_in = {name for name, page in rendered.items() if "Ashley Example" in page}
    ways_out = {name for name, page in rendered.items() if 'action="/sign-out/"' in page}
    assert signed_in == ways_out == {"list", "empty", "record"}


def test_every_chart_has_its_words_and_its_table(rendered: dict[str, str]) -> None:
    figures = rendered["record"].split('<figure class="precept-chart">')[1:]
    assert len(figures) == 4
    for figure in figures:
        told = [figure.count(piece) for piece in ("<figcaption", 'role="img"', "<desc ", "<table ")]
        assert told == [1, 1, 1, 1]


def test_a_failure_keeps_what_was_typed_line_by_line(rendered: dict[str, str]) -> None:
    assert rendered["failure"].count("<dd>Young people told us\nthey wait.</dd>") == 1


@pytest.fixture
def address(rendered: dict[str, str]) -> Iterator[str]:
    class Office(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.split("?")[0].removeprefix("/")
            if path == "brand.css":
                kind, body = "text/css", BRAND
            elif path.startswith("static/"):
                file = STATIC / path.removeprefix("static/")
                kind, body = KINDS[file.suffix], file.read_bytes()
            else:
                kind, body = "text/html; charset=utf-8", rendered[path].encode()
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Security-Policy", CONTENT_POLICY)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (its own name)
            """The server says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Office)
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    serving.join()
    server.server_close()


def opened(chromium: Browser, address: str, width: int) -> tuple[Page, list[str]]:
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        complaints.append(message.text)

    page = chromium.new_page(viewport={"width": width, "height": 800})
    page.on("console", note)
    page.on("pageerror", lambda problem: complaints.append(str(problem)))
    page.goto(address)
    page.wait_for_selector("body.govuk-frontend-supported")
    return page, complaints


def is_the_design_systems_own(rule: str, html: str) -> bool:
    """The one rule it breaks on purpose: a radio button says what it reveals."""
    return rule == "aria-allowed-attr" and 'type="radio"' in html and "aria-expanded" in html


def broken_rules(page: Page) -> list[tuple[str, str]]:
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    return [
        (violation["id"], node["html"])
        for violation in found
        for node in violation["nodes"]
        if not is_the_design_systems_own(violation["id"], node["html"])
    ]


@pytest.mark.journey
@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_accessible_and_fits_its_screen(
    chromium: Browser, address: str, name: str, width: int
) -> None:
    page, complaints = opened(chromium, f"{address}/{name}", width)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    # Opened, so that the tables of figures are looked at too.
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    assert broken_rules(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert complaints == []
    page.close()


@pytest.mark.journey
def test_the_accessibility_rules_notice_a_planted_fault(chromium: Browser, address: str) -> None:
    page, _ = opened(chromium, f"{address}/form", 1280)
    page.evaluate("document.querySelector('label[for=id_name]').remove()")
    assert [rule for rule, _ in broken_rules(page)] == ["label"]
    page.close()


@pytest.mark.journey
def test_the_offices_colours_take_the_place_of_ours(chromium: Browser, address: str) -> None:
    page, _ = opened(chromium, f"{address}/form", 1280)
    painted = page.evaluate(
        """["header .precept-header", ".govuk-button:not(.govuk-button--secondary)"].map(
          (name) => getComputedStyle(document.querySelector(name)).backgroundColor)"""
    )
    assert painted == ["rgb(74, 26, 94)", "rgb(74, 26, 94)"]
    page.close()


@pytest.mark.journey
def test_filters_stand_open_on_a_desk_and_behind_a_button_on_a_phone(
    chromium: Browser, address: str
) -> None:
    for width, is_open in ((1280, True), (320, False)):
        page, _ = opened(chromium, f"{address}/list", width)
        assert page.locator(".moj-filter").is_visible() is is_open
        assert page.get_by_role("button", name="Show filters").is_visible() is not is_open
        page.close()
    page, _ = opened(chromium, f"{address}/list", 320)
    page.get_by_role("button", name="Show filters").click()
    assert page.get_by_label("Search for").is_visible() is True
    page.close()


@pytest.mark.journey
def test_a_wide_table_scrolls_in_its_own_box_by_keyboard(chromium: Browser, address: str) -> None:
    page, _ = opened(chromium, f"{address}/list", 320)
    box = page.get_by_role("region", name="Agreements")
    assert box.evaluate("(one) => one.scrollWidth > one.clientWidth") is True
    box.focus()
    box.evaluate(
        """(one) => {
          window.scrolled = new Promise((tell) => { one.onscroll = tell; });
        }"""
    )
    page.keyboard.press("ArrowRight")
    page.evaluate("window.scrolled.then(() => true)")
    assert box.evaluate("(one) => one.scrollLeft > 0") is True
    page.close()


@pytest.mark.journey
def test_a_form_is_sent_once_however_often_the_button_is_pressed(
    chromium: Browser, address: str
) -> None:
    page, _ = opened(chromium, f"{address}/form", 1280)
    page.evaluate(
        """() => {
          window.sent = 0;
          const form = document.querySelector("form[method=post]");
          // Counts what would leave, after our own script had its say, and keeps it here.
          window.addEventListener("submit", (event) => {
            if (!event.defaultPrevented) window.sent += 1;
            event.preventDefault();
          });
          form.requestSubmit();
          form.requestSubmit();
          form.requestSubmit();
        }"""
    )
    assert page.evaluate("window.sent") == 1
    assert page.evaluate("document.querySelector('form[method=post]').ariaBusy") == "true"
    page.close()
