"""A partner's day: an invoice is split, the partner asks and agrees, an action is owed and done, all is public."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from precept.foundation import clock
from tests.journeys.conftest import Office, copied, profile, served
from tests.journeys.playing import fill_date, fits
from tests.journeys.steps import choose, heading, press
from tests.once import demonstration

pytestmark = pytest.mark.journey

AMINA, BEATRIX, JOSS, KWAME = (
    "Amina Brackenridge",
    "Beatrix Lowmoor",
    "Joss Merrivale",
    "Kwame Fennimore",
)
SERVICE = "safe-walk-home-in-harrowmere-and-oxenmere"
OFFICE = f"/office/partnerships/services/{SERVICE}"
INVOICE = "LSV-2026-41, October 2026"
WIDTHS = {"desk": 1280, "phone": 375}


class Day:
    """Everybody who plays in it, each with a browser of their own, as wide as a desk or a phone."""

    def __init__(self, browser: Browser, address: str, width: int) -> None:
        self.browser, self.address, self.width = browser, address, width
        self.tabs: dict[str, Page] = {}

    def at(self, name: str, place: str) -> Page:
        """Somebody at an address; nobody for ``""``."""
        if name not in self.tabs:
            page = profile(self.browser, self.address).new_page()
            page.set_viewport_size({"width": self.width, "height": 900})
            self.tabs[name] = page
            if name:
                page.goto("/demo/people")
                page.get_by_role("button", name=f"Be {name}").click()
                expect(page.get_by_role("button", name=f"Be {name}")).to_have_count(0)
        page = self.tabs[name]
        page.goto(place)
        fits(page)
        return page


def finance_splits_an_invoice(day: Day) -> None:
    page = day.at(BEATRIX, OFFICE)
    page.get_by_role("button", name="Split an invoice").click()
    page.get_by_label("Financial year").fill("2026-27")
    page.get_by_label("Amount").fill("5,416.67")
    page.get_by_label("Which invoice?").fill(INVOICE)
    fill_date(page, "Dated", clock.today())
    page.get_by_label("Agreement").fill("DEMO-JOINT-1")
    choose(page, "Which fund pays the provider?", "Safer Evenings Fund")
    press(page, "Split it")
    heading(page, "Safe walk home")
    fits(page)
    table = page.get_by_role("region", name=f"Invoice {INVOICE}")
    expect(table.get_by_role("row", name=re.compile("^Harrowmere"))).to_contain_text("£1,750.00")


def the_partner_sees_its_service_and_nothing_else(day: Day) -> None:
    page = day.at(KWAME, "/my/partnerships")
    heading(page, "Joint services")
    expect(page.get_by_role("link", name=INVOICE)).to_be_visible()
    expect(page.get_by_text("Domestic abuse locality services")).to_have_count(0)
    for shut in ("/my/partnerships/domestic-abuse-locality-services-for-leicester", "/office/"):
        answer = page.request.get(shut)
        assert answer.status in {403, 404}


def the_partner_asks_and_then_agrees(day: Day) -> None:
    page = day.at(KWAME, "/my/partnerships")
    page.get_by_role("link", name=INVOICE).click()
    heading(page, "Your share of the invoice")
    page.get_by_label("No, we have a question").check()
    press(page, "Send the answer")
    expect(page.get_by_role("alert")).to_contain_text("Say what you ask about it")
    page.get_by_label("Your question").fill("Does this hold the evening of the fair?")
    press(page, "Send the answer")
    fits(page)
    asked = day.at(AMINA, OFFICE)
    expect(asked.get_by_text("Does this hold the evening of the fair?")).to_be_visible()
    asked.get_by_role("link", name=f"Answer Harrowmere District Council: {INVOICE}").click()
    asked.get_by_label("Your answer").fill("Yes, until midnight")
    press(asked, "Send the answer")
    fits(asked)
    page.reload()
    expect(page.get_by_text("The office: Yes, until midnight")).to_be_visible()
    page.get_by_role("link", name=f"Answer for Harrowmere District Council: {INVOICE}").click()
    page.get_by_label("Yes, we agree").check()
    press(page, "Send the answer")
    row = page.get_by_role("region", name=f"Invoice {INVOICE}").get_by_role(
        "row", name=re.compile("^Harrowmere")
    )
    expect(row).to_contain_text("Agreed")


def the_meeting_leaves_an_action_that_stands_on_a_desk(day: Day) -> None:
    page = day.at(AMINA, "/office/partnerships")
    page.get_by_role("link", name="Harrowmere and Oxenmere Safer Nights Partnership").click()
    page.get_by_role("link", name=re.compile(r"^\d+ \w+ \d{4}$")).last.click()
    heading(page, "Meeting of")
    page.get_by_role("button", name="Note an action").click()
    page.get_by_label("What is to be done?").fill("Tell Harrowmere which evenings were paid for")
    choose(page, "Who here owes it?", JOSS)
    fill_date(page, "By when?", clock.today() + timedelta(days=3))
    press(page, "Note the action")
    heading(page, "Meeting of")
    desk = day.at(JOSS, "/office/")
    desk.get_by_role("link", name="Tell Harrowmere which evenings were paid for").click()
    desk.get_by_role("button", name="Say what came of it").click()
    desk.get_by_label("What came of it?").fill("Sent the list, the fair among them")
    press(desk, "Finish it")
    expect(desk.get_by_text("Done", exact=True).first).to_be_visible()
    desk = day.at(JOSS, "/office/")
    expect(desk.get_by_text("Tell Harrowmere which evenings were paid for")).to_have_count(0)


def anybody_reads_it_in_public(day: Day) -> None:
    page = day.at(AMINA, OFFICE)
    page.get_by_role("button", name="Publish").click()
    press(page, "Publish")
    public = day.at("", "/partnerships")
    expect(public.get_by_role("heading", name="Partnerships plan")).to_be_visible()
    public.get_by_role("link", name="Safe walk home in Harrowmere and Oxenmere").first.click()
    heading(public, "Safe walk home")
    fits(public)
    expect(public.get_by_text("the night-time economy is a priority of its plan")).to_be_visible()
    expect(public.get_by_text(INVOICE)).to_have_count(0)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A demonstration office of its own."""
    with served(copied(demonstration(), tmp_path)) as made:
        yield made


@pytest.mark.parametrize("width", sorted(WIDTHS))
def test_a_partners_day(browser: Browser, office: Office, width: str) -> None:
    day = Day(browser, office.address, WIDTHS[width])
    finance_splits_an_invoice(day)
    the_partner_sees_its_service_and_nothing_else(day)
    the_partner_asks_and_then_agrees(day)
    the_meeting_leaves_an_action_that_stands_on_a_desk(day)
    anybody_reads_it_in_public(day)
    for page in day.tabs.values():
        page.context.close()
