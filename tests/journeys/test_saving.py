"""What people type is saved while they type it; a page says when, and when not, and never loses it."""

import json
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Page, Route, expect

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("saving")]

FORM = """<!doctype html><html lang="en"><head><title>A section</title>
<script type="module" src="/static/precept/site.js"></script></head><body><main>
<form method="post" data-autosave="0.2"><input type="hidden" name="version" value="3">
<label for="need">Need</label><textarea id="need" name="need"></textarea>
<p data-autosave-status role="status"></p><button>Save</button></form></main></body></html>"""
SENDING = """<!doctype html><html lang="en"><head><title>Add a file</title>
<script type="module" src="/static/precept/site.js"></script></head><body><main>
<form method="post" enctype="multipart/form-data" data-upload-progress action="/upload">
<label for="file">File</label><input id="file" type="file" name="file">
<p data-upload-status role="status"></p><button>Add</button></form></main></body></html>"""


class Server:
    """Answers savings as it is told to, and keeps what came."""

    def __init__(self, page: Page) -> None:
        self.came: list[dict[str, str]] = []
        self.answer = (200, {"words": "Saved at 11:42:10am", "version": 4})
        self.is_away = False
        page.route("**/section", self.handle)

    def handle(self, route: Route) -> None:
        if route.request.method == "GET":
            route.fulfill(body=FORM, content_type="text/html; charset=utf-8")
            return
        if self.is_away:
            route.abort()
            return
        sent = parse_qs(route.request.post_data or "", keep_blank_values=True)
        self.came.append({name: values[0] for name, values in sent.items()})
        status, said = self.answer
        route.fulfill(status=status, body=json.dumps(said), content_type="application/json")


def test_what_is_typed_is_saved_with_the_time_and_the_next_version(page: Page) -> None:
    server = Server(page)
    page.goto("/section")
    page.get_by_label("Need").fill("Twenty families")
    expect(page.get_by_role("status")).to_have_text("Saved at 11:42:10am")
    server.answer = (200, {"words": "Saved at 11:42:21am", "version": 5})
    page.get_by_label("Need").fill("Thirty families")
    expect(page.get_by_role("status")).to_have_text("Saved at 11:42:21am")
    assert [(one["need"], one["version"], one["autosave"]) for one in server.came] == [
        ("Twenty families", "3", "yes"),
        ("Thirty families", "4", "yes"),
    ]
    assert len({one["key"] for one in server.came}) == 2


def test_without_a_connection_it_says_so_and_sends_the_same_text_once_it_is_back(
    page: Page,
) -> None:
    server = Server(page)
    page.goto("/section")
    server.is_away = True
    page.get_by_label("Need").fill("Half a sentence")
    expect(page.get_by_role("status")).to_contain_text("Not saved yet")
    expect(page.get_by_label("Need")).to_have_value("Half a sentence")
    server.is_away = False
    expect(page.get_by_role("status")).to_have_text("Saved at 11:42:10am")
    assert [one["need"] for one in server.came] == ["Half a sentence"]


def test_a_saving_that_somebody_overtook_leads_to_both_texts(page: Page) -> None:
    server = Server(page)
    server.answer = (409, {"words": "Idris saved this section at 11:41.", "href": "/both"})
    page.goto("/section")
    page.get_by_label("Need").fill("My words")
    expect(page.get_by_role("status")).to_contain_text("Idris saved this section")
    expect(page.get_by_role("link", name="See what to do")).to_have_attribute("href", "/both")
    expect(page.get_by_label("Need")).to_have_value("My words")


def test_after_the_session_ended_what_is_typed_stays_on_the_page(page: Page) -> None:
    server = Server(page)
    server.answer = (401, {"words": "You are signed out.", "href": "/my/start"})
    page.goto("/section")
    page.get_by_label("Need").fill("A long answer")
    expect(page.get_by_role("status")).to_contain_text("You are signed out.")
    expect(page.get_by_label("Need")).to_have_value("A long answer")
    page.get_by_label("Need").fill("A longer answer")
    page.wait_for_timeout(600)  # three turns in which nothing more is sent
    assert len(server.came) == 1


def test_a_file_that_is_refused_comes_back_with_its_error(page: Page) -> None:
    def answer(route: Route) -> None:
        if route.request.method == "GET":
            route.fulfill(body=SENDING, content_type="text/html; charset=utf-8")
            return
        refused = SENDING.replace(
            "<main>", '<main><div class="govuk-error-summary" tabindex="-1">Too big</div>'
        )
        route.fulfill(status=422, body=refused, content_type="text/html; charset=utf-8")

    page.route("**/upload", answer)
    page.goto("/upload")
    page.get_by_label("File").set_input_files(
        {"name": "plan.txt", "mimeType": "text/plain", "buffer": b"A plan"}
    )
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_text("Too big")).to_be_focused()
    expect(page.get_by_role("button", name="Add")).to_be_enabled()
