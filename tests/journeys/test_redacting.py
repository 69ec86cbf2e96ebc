"""Words are selected in a decision's text, the form says them, and a second person releases the mark."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.journeys.conftest import Office
from tests.journeys.steps import heading, press

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("redacting")]
PLACE = "/office/decisions/EXE-2026-SIGNED"

SELECT = """([part, words, nth]) => {
  const section = document.querySelector(`[data-redact-part="${part}"]`);
  const found = [];
  const walk = document.createTreeWalker(section, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode())
    for (let at = node.data.indexOf(words); at >= 0; at = node.data.indexOf(words, at + 1))
      found.push([node, at]);
  const [node, at] = found[nth];
  window.getSelection().setBaseAndExtent(node, at, node, at + words.length);
  section.dispatchEvent(new MouseEvent("mouseup", { bubbles: true }));
}"""


@pytest.fixture
def officer(browser: Browser, filled: Office) -> Iterator[Page]:
    """Somebody who drafts decisions, in an office with one of each thing."""
    with filled.signed_in(browser, "commissioning-officer") as context:
        yield context.new_page()


@pytest.fixture
def manager(browser: Browser, filled: Office) -> Iterator[Page]:
    """Somebody who publishes them."""
    with filled.signed_in(browser, "commissioning-manager") as context:
        yield context.new_page()


def test_a_selection_fills_the_form_and_a_second_person_releases_it(
    officer: Page, manager: Page
) -> None:
    officer.goto(f"{PLACE}/redactions/new")
    expect(officer.get_by_text("or select them: the form above then says them")).to_be_visible()

    officer.evaluate(SELECT, ["background", "panel met", 0])
    expect(officer.get_by_label("In which part do they stand?")).to_have_value("background")
    expect(officer.get_by_label("Which words?")).to_have_value("panel met")
    expect(officer.get_by_label("Which of them, if")).to_have_value("")
    expect(officer.get_by_role("status").filter(has_text="The form says")).to_have_text(
        "The form says: panel met"
    )
    officer.get_by_label("Exemption").select_option("FOI s.40(2)")
    press(officer, "Mark them")
    heading(officer, "Redactions")
    expect(officer.locator("mark")).to_have_text("panel met")
    expect(officer.get_by_text("waits for a second person.")).to_be_visible()

    manager.goto(f"{PLACE}/redactions/1")
    manager.get_by_role("button", name="Release it", exact=True).click()
    expect(manager.locator("mark")).to_have_text("panel met")
    press(manager, "Release it")
    heading(manager, "Redaction 1")
    manager.goto(f"{PLACE}/notice")
    expect(manager.get_by_text("The [redacted: s.40(2)] in October.")).to_be_visible()


PAGE = """<!doctype html><html lang="en"><head><title>Mark</title>
<script type="module" src="/static/precept/site.js"></script></head><body><main><form method="post">
<label for="part">Part</label><select id="part" name="part"><option value="">Choose</option>
<option value="background">Background</option></select>
<label for="words">Words</label><textarea id="words" name="words"></textarea>
<label for="place">Place</label><input id="place" name="place"></form>
<div data-redact-from><section data-redact-part="background"><h3>Background of Ann</h3>
<p>Ann asked Annette.</p><p>Then Ann
  paid <mark>Ann</mark>.</p></section></div></main></body></html>"""


@pytest.mark.parametrize(("nth", "place"), [(1, "1"), (3, "2"), (4, "3")])
def test_the_place_is_said_where_words_stand_more_than_once(
    page: Page, nth: int, place: str
) -> None:
    """The heading does not count, and neither does a longer word (the third that is found is in Annette)."""

    def answer(route: Route) -> None:
        route.fulfill(body=PAGE, content_type="text/html; charset=utf-8")

    page.route("**/marked", answer)
    page.goto("/marked")

    page.evaluate(SELECT, ["background", "Ann", nth])

    expect(page.get_by_label("Words")).to_have_value("Ann")
    expect(page.get_by_label("Place")).to_have_value(place)


def test_words_over_a_line_are_said_on_one(page: Page) -> None:
    def answer(route: Route) -> None:
        route.fulfill(body=PAGE, content_type="text/html; charset=utf-8")

    page.route("**/marked", answer)
    page.goto("/marked")

    page.evaluate(SELECT, ["background", "Ann\n  paid", 0])

    expect(page.get_by_label("Words")).to_have_value("Ann paid")
    expect(page.get_by_label("Place")).to_have_value("")
