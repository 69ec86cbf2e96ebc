"""Varying and extending a contract: drafted by one, approved by another, in force, and public at once."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from precept.do.agreements.rules import extended
from precept.foundation import clock
from precept.foundation.clock import months_later
from tests.journeys.steps import MANAGER, be, heading, press

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("story")]
OFFICER = "Be Joss Merrivale"
AGREEMENT = "/office/register/DEMO-WORK-01"


def test_a_contract_is_extended_and_varied_by_two_people(page: Page) -> None:
    be(page, OFFICER)
    page.goto(AGREEMENT)
    # The office may have been made in the month before.
    row = page.locator(".govuk-summary-list__row").filter(has_text="Period").first
    period = row.locator(".govuk-summary-list__value").inner_text()
    ends = clock.read_date(period.rpartition(" to ")[2].strip())
    this_month = clock.today().replace(day=1)
    assert ends in {
        months_later(month, 16) - timedelta(days=1)
        for month in (this_month, months_later(this_month, -1))
    }
    later = extended(ends, 12)
    page.get_by_role("link", name="Vary it").click()
    page.get_by_label("Extension").check()
    page.get_by_label("Why is it varied?").fill("The advocates reach more people than was hoped.")
    press(page, "Continue")

    heading(page, "What changes?")
    page.get_by_label("12 months, until").check()
    for name, number in (("Day", later.day), ("Month", later.month), ("Year", later.year)):
        page.get_by_role("group", name="New last day").get_by_label(name).fill(str(number))
    page.get_by_label("New value").fill("340,000")
    page.get_by_label("They are divided anew in the same proportion").check()
    press(page, "Save and see what the rules say")

    heading(page, "extension")
    rules = page.get_by_role("listitem").filter(has_text="Light touch threshold")
    expect(rules).to_contain_text("no rule of procurement law limits the change")
    changes = page.get_by_role("row").filter(has_text="Last day")
    expect(changes).to_contain_text(clock.spoken(later))
    page.get_by_role("button", name="Send it for approval").click()
    press(page, "Send it")
    expect(page.get_by_text("Waits to be approved", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Approve it")).to_have_count(0)
    variation = page.url

    be(page, MANAGER)
    page.goto("/office/")
    expect(page.get_by_role("link", name="DEMO-WORK-01-V2 waits to be approved")).to_be_visible()
    page.goto(variation)
    page.get_by_role("button", name="Approve it").click()
    press(page, "Approve it")

    be(page, OFFICER)
    page.goto(variation)
    page.get_by_role("button", name="Put it in force").click()
    today = clock.today()
    for name, number in (("Day", today.day), ("Month", today.month), ("Year", today.year)):
        page.get_by_label(name, exact=True).fill(str(number))
    press(page, "Put it in force")
    expect(page.get_by_text("In force", exact=True).first).to_be_visible()

    page.goto(AGREEMENT)
    expect(page.get_by_role("row").filter(has_text="12 months")).to_contain_text("Used")
    page.goto("/register/DEMO-WORK-01")
    expect(page.locator(".precept-facts")).to_contain_text("£340,000")
    expect(page.get_by_role("heading", name="Extension, in force on")).to_be_visible()
