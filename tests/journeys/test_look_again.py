"""A page about something under way keeps itself up to date, and leaves the rest of the page alone."""

import pytest
from playwright.sync_api import Page, Route, expect

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("waiting")]

UNDER_WAY = """<!doctype html><html lang="en"><head><title>A job</title>
<script type="module" src="/static/precept/site.js"></script></head><body><main>
<label for="why">Why</label><input id="why">%s</main></body></html>"""
HOW_FAR = '<div role="status" data-look-again="0.1"><p>%s of 3 done</p></div>'


def test_a_job_says_how_far_it_is_without_losing_what_is_typed(page: Page) -> None:
    now = [HOW_FAR % 1]

    def answer(route: Route) -> None:
        route.fulfill(body=UNDER_WAY % now[0], content_type="text/html; charset=utf-8")

    page.route("**/under-way", answer)
    page.goto("/under-way")
    page.get_by_label("Why").fill("Half a sentence")
    expect(page.get_by_role("status")).to_have_text("1 of 3 done")
    now[0] = HOW_FAR % 2
    expect(page.get_by_role("status")).to_have_text("2 of 3 done")
    expect(page.get_by_label("Why")).to_have_value("Half a sentence")
    now[0] = "<p>This is done.</p>"
    expect(page.get_by_text("This is done.")).to_be_visible()
