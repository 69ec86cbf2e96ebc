"""The small steps that every journey is made of."""

from playwright.sync_api import Page, expect

MANAGER, COMMISSIONER = "Be Amina Brackenridge", "Be Rowan Ashby"


def be(page: Page, name: str) -> None:
    """Sign in as one of the demonstration's invented people."""
    page.goto("/demo/people")
    page.get_by_role("button", name=name).click()
    page.wait_for_url("**/office/**")


def heading(page: Page, words: str) -> None:
    """The page's heading says this."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(words)


def press(page: Page, button: str) -> None:
    """Press a button."""
    page.get_by_role("button", name=button, exact=True).click()


def choose(page: Page, question: str, part: str) -> None:
    """Choose from a list the first entry that has these words."""
    select = page.get_by_label(question)
    options = select.locator("option").all_inner_texts()
    select.select_option(label=next(text for text in options if part in text))
