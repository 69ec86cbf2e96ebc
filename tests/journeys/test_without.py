"""The same work without scripts, and without a mouse."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Office, profile
from tests.journeys.steps import MANAGER, be, heading, press

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("without")]


@pytest.fixture
def plain_page(browser: Browser, site: Office) -> Iterator[Page]:
    """A page in a browser that runs no script."""
    with profile(browser, site.address, java_script_enabled=False) as context:
        yield context.new_page()


def test_the_register_is_kept_without_scripts(plain_page: Page) -> None:
    page = plain_page
    be(page, MANAGER)
    page.get_by_role("link", name="Register", exact=True).first.click()
    page.get_by_label("Search for").fill("CORE005")
    press(page, "Apply filters")
    page.get_by_role("link", name="CORE005").click()
    heading(page, "Target Hardening")
    page.goto("/office/register/CORE005/change/about")
    page.get_by_label("Title").fill("")
    press(page, "Save")
    expect(page.get_by_role("alert")).to_contain_text("Enter the agreement’s title")
    page.get_by_label("Title").fill("Target Hardening")
    page.get_by_label("Note").fill("Written without scripts")
    press(page, "Save")
    expect(page.get_by_text("Written without scripts").first).to_be_visible()
    press(page, "Sign out")
    heading(page, "You are signed out")
    page.goto("/office/")
    expect(page).to_have_url(re.compile("/sign-in"))


def test_the_menu_and_the_filters_are_there_without_scripts(plain_page: Page) -> None:
    page = plain_page
    be(page, MANAGER)
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto("/office/register")

    expect(page.get_by_role("link", name="Framework", exact=True).first).to_be_visible()
    expect(page.get_by_label("Search for")).to_be_visible()


def tab_to(page: Page, words: str, most: int = 40) -> None:
    """Go on with the tab key until what has the focus says these words."""
    said = """() => {
      const here = document.activeElement
      const labels = [...(here.labels || [])].map((one) => one.innerText).join(" ")
      return labels || (here.matches("a, button, summary") ? here.innerText : "")
    }"""
    passed = []
    for _ in range(most):
        page.keyboard.press("Tab")
        passed.append(" ".join(page.evaluate(said).split()))
        if words in passed[-1]:
            assert page.evaluate("document.activeElement.matches(':focus-visible')")
            return
    raise AssertionError(f"the tab key never came to “{words}”, but to {passed}")


def test_signing_in_and_filtering_need_no_mouse(page: Page) -> None:
    page.goto("/sign-in")
    tab_to(page, "Skip to main content")
    tab_to(page, "mail address")
    page.keyboard.type("nobody@opcc.example")
    page.keyboard.press("Enter")
    heading(page, "Check your mail")
    page.goto("/demo/people")
    tab_to(page, MANAGER)
    page.keyboard.press("Enter")
    heading(page, "Your desk")
    tab_to(page, "Register")
    page.keyboard.press("Enter")
    heading(page, "Register")
    tab_to(page, "Search for")
    page.keyboard.type("refuge")
    tab_to(page, "Apply filters")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("words=refuge"))
    tab_to(page, "Clear filters")
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(re.compile("words"))


def test_the_skip_link_leads_to_the_content(page: Page) -> None:
    page.goto("/register")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
