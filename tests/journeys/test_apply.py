"""Somebody applies: on a desk, on a phone, without scripts, by keyboard alone; and nothing typed is lost."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.conftest import Office
from tests.journeys.looking import Complaints, broken_rules

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("applying")]

ROUND = "DEMO-2026-10"
ASKS, COLLEAGUE = "Saoirse Millrace", "Oren Thistlewood"
WIDTHS = {"desk": 1280, "phone": 375}
SAVED = re.compile(r"^Saved at \w")

ANSWERS: list[tuple[str, dict[str, str]]] = [
    (
        "Your project",
        {
            "What is your project called?": "Lanterns after dark",
            "Describe your project in a few sentences": "Evening walks with a warm meal.",
            "What will you do, and who will do it?": "Two trained walk leaders every Tuesday.",
        },
    ),
    (
        "Why it is needed",
        {
            "How do you know that this is needed?": "Forty people told us at the market.",
            "tick:Support for victims": "",
            "tick:Charnwood": "",
        },
    ),
    (
        "The difference it will make",
        {
            "How many people?": "40",
            "What will change for them?": "feel safer after dark",
            "choose:No": "",
        },
    ),
    (
        "When it happens",
        {
            "date:When does it start?": "1 4 2027",
            "date:When does it end?": "30 9 2027",
        },
    ),
    (
        "The money",
        {
            "How much do you ask us for?": "1,250.50",
            "first:What it is for": "Walk leaders and lanterns",
            "first:Amount": "1,250.50",
        },
    ),
    (
        "Who we talk to",
        {
            "Name": ASKS,
            "E-mail address or telephone number": "0116 496 0000",
            "tick:What we say is true as far as we know, and our organisation agrees to this bid": "",
        },
    ),
]
"""Every section of the round's form with what somebody answers, by the words beside each box."""


@pytest.fixture
def tab(browser: Browser, site: Office) -> Iterator[Callable[..., Page]]:
    """Open a browser of its own on the demonstration office, as wide as a desk or a phone."""
    opened: list[BrowserContext] = []

    def open_one(width: int = 1280, *, scripts: bool = True) -> Page:
        made = browser.new_context(
            base_url=site.address,
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
        )
        made.set_default_timeout(20_000)
        opened.append(made)
        return made.new_page()

    yield open_one
    for one in opened:
        one.close()


def come_as(page: Page, name: str) -> None:
    """Be one of the demonstration's invented people."""
    page.goto("/demo/people")
    page.get_by_role("button", name=f"Be {name}").click()
    page.wait_for_url("**/my/**")


def begin(page: Page) -> str:
    """Begin a bid from the round's own page; its reference."""
    page.goto(f"/opportunities/{ROUND}")
    page.get_by_role("button", name="Start now").click()
    page.get_by_label("Hobbledale Rural Watch").check()
    page.get_by_role("button", name="Start", exact=True).click()
    page.wait_for_url("**/my/bids/B*")
    found = re.search(r"/my/bids/(B[A-Z0-9]+)", page.url)
    assert found is not None
    return found[1]


def answer(page: Page, said: dict[str, str]) -> None:
    """Answer the questions of a section."""
    for label, text in said.items():
        how, _, words = label.rpartition(":")
        if how in {"tick", "choose"}:
            page.get_by_label(words, exact=True).check()
        elif how == "date":
            boxes = page.get_by_role("group", name=words)
            for box, part in zip(("Day", "Month", "Year"), text.split(), strict=True):
                boxes.get_by_label(box).fill(part)
        elif how == "first":
            page.get_by_label(words).first.fill(text)
        else:
            page.get_by_label(label, exact=label == "Name").fill(text)


def fits(page: Page, width: int) -> None:
    """Nothing scrolls sideways, and no rule of access that a machine can check is broken."""
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert broken_rules(page) == []


@pytest.mark.parametrize("where", sorted(WIDTHS))
def test_a_volunteer_applies_from_the_round_to_the_receipt(
    tab: Callable[..., Page], where: str
) -> None:
    width = WIDTHS[where]
    page = tab(width)
    complaints = Complaints(page)
    come_as(page, ASKS)
    reference = begin(page)
    fits(page, width)
    expect(page.get_by_text("0 of 6 sections answered in full")).to_be_visible()
    page.get_by_role("link", name=ANSWERS[0][0], exact=True).click()
    for title, said in ANSWERS:
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        answer(page, said)
        fits(page, width)
        page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Check your answers")
    expect(page.get_by_text("£1,250.50").first).to_be_visible()
    fits(page, width)
    page.get_by_role("button", name="Submit your bid").dblclick()
    expect(page.get_by_role("heading", name="Bid submitted")).to_be_visible()
    fits(page, width)
    receipt = page.locator(".govuk-panel strong").inner_text()
    page.goto("/my/bids")
    expect(page.get_by_text(receipt)).to_be_visible()
    page.goto(f"/my/bids/{reference}/receipt")
    expect(page.get_by_text("Number 1", exact=True)).to_be_visible()  # two clicks, one submission
    assert complaints.taken() == []


def test_the_whole_of_it_works_without_scripts(tab: Callable[..., Page]) -> None:
    page = tab(scripts=False)
    come_as(page, ASKS)
    begin(page)
    page.get_by_role("link", name=ANSWERS[0][0], exact=True).click()
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    for title, said in ANSWERS:
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        answer(page, said)
        if title == "The money":
            page.get_by_role("button", name="Add another cost").first.click()
            expect(page.get_by_label("What it is for").first).to_have_value(
                "Walk leaders and lanterns"
            )
        page.get_by_role("button", name="Save and continue").click()
    page.get_by_role("button", name="Submit your bid").click()
    expect(page.get_by_role("heading", name="Bid submitted")).to_be_visible()


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the element of this accessible name has the focus, as somebody without a mouse does."""
    for _ in range(120):
        page.keyboard.press("Tab")
        said = page.evaluate(
            """() => { const one = document.activeElement;
              const label = one.labels && one.labels[0] ? one.labels[0].innerText : one.innerText;
              return (label || one.value || "").trim(); }"""
        )
        if said.split("\n")[0].strip() == name:
            return
    raise AssertionError(f"the keyboard does not reach “{name}”")


def test_somebody_applies_by_keyboard_alone(tab: Callable[..., Page]) -> None:
    page = tab()
    come_as(page, ASKS)
    page.goto(f"/my/bids/start/{ROUND}")
    tab_to(page, "Hobbledale Rural Watch")
    page.keyboard.press("Space")
    tab_to(page, "Start")
    page.keyboard.press("Enter")
    page.wait_for_url("**/my/bids/B*")
    tab_to(page, ANSWERS[0][0])
    page.keyboard.press("Enter")
    for title, said in ANSWERS:
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        for label, text in said.items():
            how, _, words = label.rpartition(":")
            if how == "date":
                for box, part in zip(("Day", "Month", "Year"), text.split(), strict=True):
                    tab_to(page, box)
                    page.keyboard.type(part)
            else:
                tab_to(page, "Yes" if how == "choose" else words)
                if how == "choose":
                    page.keyboard.press("ArrowDown")  # the arrows go from circle to circle
                elif how == "tick":
                    page.keyboard.press("Space")
                else:
                    page.keyboard.type(text)
        tab_to(page, "Save and continue")
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Check your answers")
    tab_to(page, "Submit your bid")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Bid submitted")).to_be_visible()


def test_a_page_that_dies_has_saved_what_was_typed(tab: Callable[..., Page]) -> None:
    page = tab()
    come_as(page, ASKS)
    reference = begin(page)
    address = f"/my/bids/{reference}/answers/your_project"
    page.goto(address)
    box = page.get_by_label("What is your project called?")
    box.press_sequentially("Lanterns")
    expect(page.get_by_role("status").filter(has_text=SAVED)).to_be_visible(timeout=11_000)
    page.close()  # as a battery does, without a word to the server

    again = tab()
    come_as(again, ASKS)
    again.goto(address)

    expect(again.get_by_label("What is your project called?")).to_have_value("Lanterns")


def test_two_people_who_write_in_one_section_keep_both_texts(tab: Callable[..., Page]) -> None:
    mine, theirs = tab(), tab(WIDTHS["phone"])
    come_as(mine, ASKS)
    reference = begin(mine)
    mine.goto(f"/my/bids/{reference}/team")
    mine.get_by_label("Their e-mail address").fill("oren.thistlewood@lampwick.example")
    mine.get_by_label("Answers", exact=True).check()
    mine.get_by_role("button", name="Invite").click()
    expect(mine.get_by_text("The invitation is sent.")).to_be_visible()
    come_as(theirs, COLLEAGUE)
    address = f"/my/bids/{reference}/answers/your_project"
    question = "What will you do, and who will do it?"
    mine.goto(address)
    theirs.goto(address)
    theirs.get_by_label(question).fill("Oren’s words.")
    theirs.get_by_role("button", name="Save and come back later").click()
    expect(theirs.get_by_text("Your answers are saved.")).to_be_visible()

    mine.get_by_label(question).fill("My own words.")
    mine.get_by_label("What is your project called?").focus()
    expect(mine.get_by_role("status").filter(has_text="Both texts are kept")).to_be_visible()
    mine.get_by_label(question).fill("My own words, and more.")
    mine.get_by_role("button", name="Save and continue").click()

    expect(mine.get_by_role("heading", level=1)).to_have_text("Two people wrote in this section")
    expect(mine.get_by_text("Oren’s words.")).to_be_visible()
    expect(mine.get_by_text("My own words, and more.")).to_be_visible()
    fits(mine, WIDTHS["desk"])
    mine.get_by_label("Keep both").check()
    mine.get_by_role("button", name="Save").click()
    expect(mine.get_by_label(question)).to_have_value("Oren’s words.\n\nMy own words, and more.")


def test_without_a_connection_the_words_stay_and_are_saved_once_it_is_back(
    tab: Callable[..., Page],
) -> None:
    page = tab()
    come_as(page, ASKS)
    reference = begin(page)
    page.goto(f"/my/bids/{reference}/answers/need")
    page.context.set_offline(True)
    box = page.get_by_label("How do you know that this is needed?")
    box.fill("In the tunnel")
    box.blur()
    expect(page.get_by_role("status").filter(has_text="Not saved yet")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_role("status").filter(has_text=SAVED)).to_be_visible()
    page.reload()
    expect(box).to_have_value("In the tunnel")


def test_somebody_asks_for_another_way_without_an_account(tab: Callable[..., Page]) -> None:
    page = tab(WIDTHS["phone"])
    page.goto(f"/opportunities/{ROUND}")
    page.get_by_role("link", name="apply in another way").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Apply in another way")
    page.get_by_label("By phone").check()
    page.get_by_label("Your name").fill("Sam Example")
    page.get_by_label("How can we reach you?").fill("0116 496 0000")
    fits(page, WIDTHS["phone"])
    page.wait_for_timeout(
        2_100
    )  # nobody types a page full in less than two seconds: scripts are held
    page.get_by_role("button", name="Ask for this").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")
