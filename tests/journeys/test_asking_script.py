"""A page of questions follows what is answered: needless questions go, and a cost table adds up."""

import pytest
from playwright.sync_api import Page, Route, expect

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("asking")]

PAGE = """<!doctype html><html lang="en"><head><title>Questions</title>
<script type="module" src="/static/precept/site.js"></script></head><body><main><form method="post">
<label><input type="radio" name="q-young" value="yes">Yes</label>
<label><input type="radio" name="q-young" value="no">No</label>
<div class="precept-question" data-shown-if='[["q-young", "is", "yes"]]'>
<label for="safe">How will you keep them safe?</label><textarea id="safe" name="q-safe"></textarea></div>
<table class="precept-question__costs"><tbody>
<tr><td><input name="a" aria-label="Item 1"></td><td><input name="b" aria-label="Amount 1"></td></tr>
<tr><td><input name="c" aria-label="Item 2"></td><td><input name="d" aria-label="Amount 2"></td></tr>
</tbody><tfoot><tr><th scope="row">Total so far</th><td><strong data-total="x">£0</strong></td></tr></tfoot>
</table></form></main></body></html>"""


@pytest.fixture
def asked(page: Page) -> Page:
    def answer(route: Route) -> None:
        route.fulfill(body=PAGE, content_type="text/html; charset=utf-8")

    page.route("**/asked", answer)
    page.goto("/asked")
    return page


def test_a_needless_question_goes_and_comes_back_with_what_was_typed(asked: Page) -> None:
    safe = asked.get_by_label("How will you keep them safe?")
    expect(safe).to_be_hidden()
    asked.get_by_label("Yes").check()
    safe.fill("Two adults in every room")
    asked.get_by_label("No").check()
    expect(safe).to_be_hidden()
    asked.get_by_label("Yes").check()
    expect(safe).to_have_value("Two adults in every room")


def test_a_cost_table_says_what_it_comes_to_as_it_is_filled_in(asked: Page) -> None:
    total = asked.locator("[data-total]")
    asked.get_by_label("Amount 1").fill("£1,234.50")
    expect(total).to_have_text("£1,234.50")
    asked.get_by_label("Amount 2").fill("65.50")
    expect(total).to_have_text("£1,300")
    asked.get_by_label("Amount 2").fill("about 70")
    expect(total).to_have_text("£1,234.50")
