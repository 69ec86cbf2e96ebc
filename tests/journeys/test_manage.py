"""Managing an agreement: a meeting with its minutes, an action done, a plan agreed and closed, an exit."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from precept.foundation import clock
from tests.journeys.conftest import Office, copied, served
from tests.journeys.playing import fill_date, fits
from tests.journeys.steps import choose, heading, press
from tests.journeys.test_partners_day import WIDTHS, Day
from tests.once import demonstration

pytestmark = pytest.mark.journey

AMINA, IDRIS, JOSS, KWAME, LINA = (
    "Amina Brackenridge",
    "Idris Copperdale",
    "Joss Merrivale",
    "Kwame Fennimore",
    "Lina Farrowgate",
)
OF = "/office/management/of/agreements/DEMO-2026-01"
PLAN = "Calls are answered within a minute"
OWED = "Send the figures of the switchboard"
ITEM = "What callers say of the new hours"


def follow(page: Page, name: str | re.Pattern[str]) -> None:
    """Press a button that is a link, and see that its page fits."""
    page.get_by_role("button", name=name).first.click()
    fits(page)


def an_officer_prepares_a_meeting(day: Day) -> None:
    page = day.at(JOSS, "/office/register/DEMO-2026-01")
    page.get_by_role("link", name=re.compile("^Meetings, actions, risks and exit")).click()
    heading(page, "Management")
    follow(page, "Call a meeting")
    page.get_by_label("Contract review").check()
    fill_date(page, "On which day?", clock.today())
    page.get_by_label("When does it begin?").fill("10am")
    page.get_by_label("Where?").fill("Room 2")
    press(page, "Call the meeting")
    heading(page, "Contract review of")
    follow(page, "Arrange the agenda")
    page.get_by_label("Add items").fill(ITEM)
    press(page, "Save the agenda")
    expect(page.get_by_role("region", name="Agenda")).to_contain_text(ITEM)
    with page.expect_download() as given:
        page.get_by_role("link", name="Add it to your calendar").click()
    assert given.value.suggested_filename.endswith(".ics")


def the_provider_finds_its_agenda(day: Day) -> None:
    page = day.at(IDRIS, "/my/management")
    page.get_by_role("link", name=re.compile(": contract review")).first.click()
    expect(page.get_by_text("They stand here once they are agreed")).to_be_visible()
    expect(page.get_by_text(ITEM)).to_be_visible()


def the_officer_holds_it_and_agrees_the_minutes(day: Day) -> None:
    page = day.at(JOSS, OF)
    page.get_by_role("link", name=re.compile(r"^\d+ \w+ \d{4}$")).first.click()
    follow(page, "Record the meeting")
    for group in page.get_by_role("group").all():
        group.get_by_label("Present").check()
    page.get_by_label(f"What was said: {ITEM}").fill("They like the evenings.")
    page.get_by_label(f"What was decided: {ITEM}").fill("The hours stay.")
    press(page, "Save the record")
    follow(page, "Note an action")
    page.get_by_label("What is to be done?").fill(OWED)
    choose(page, "Who owes it?", "Withywick Support")
    fill_date(page, "By when?", clock.today() + timedelta(days=5))
    press(page, "Note the action")
    follow(page, "Agree the minutes")
    press(page, "Agree them")
    expect(page.get_by_text("Version 1, agreed by Joss Merrivale")).to_be_visible()
    fits(page)


def the_provider_does_its_action(day: Day) -> None:
    page = day.at(IDRIS, "/my/management")
    page.get_by_role("link", name=OWED).click()
    press(page, "It is done")
    expect(page.get_by_role("alert")).to_contain_text("Say what came of it")
    page.get_by_label("What came of it?").fill("Sent with the letter")
    press(page, "It is done")
    expect(page.get_by_text("Sent with the letter")).to_be_visible()
    page = day.at(IDRIS, "/my/management")
    page.get_by_role("link", name=re.compile(": contract review")).first.click()
    expect(page.get_by_text("They like the evenings.")).to_be_visible()
    office = day.at(JOSS, OF)
    expect(office.get_by_text(OWED)).to_have_count(0)


def a_plan_is_opened_and_agreed(day: Day) -> None:
    page = day.at(JOSS, OF)
    follow(page, "Open an improvement plan")
    page.get_by_label("Name it in a few words").fill(PLAN)
    page.get_by_label("Another reason").check()
    page.get_by_label("What is not good enough?").fill("Some callers wait for ten minutes.")
    page.get_by_label("What must be better?").fill("Nobody waits longer than a minute.")
    page.get_by_label("How will that be shown?").fill("The switchboard’s own figures")
    fill_date(page, "By when?", clock.today() + timedelta(days=60))
    press(page, "Open it as a draft")
    heading(page, PLAN)
    follow(page, "Propose it to the provider")
    press(page, "Propose it")
    expect(page.get_by_role("alert")).to_contain_text("Add at least one step")
    page.get_by_role("link", name="Go back without doing this").click()
    follow(page, "Add a step")
    page.get_by_label("What is to be done?").fill("Put a second person on the line")
    choose(page, "Who owes it?", "Withywick Support")
    fill_date(page, "By when?", clock.today() + timedelta(days=20))
    press(page, "Add the step")
    follow(page, "Propose it to the provider")
    press(page, "Propose it")
    theirs = day.at(IDRIS, "/my/management")
    theirs.get_by_role("link", name=PLAN).click()
    follow(theirs, "Agree to it, or dispute it")
    theirs.get_by_label("Yes, we agree to it").check()
    press(theirs, "Send the answer")
    theirs.get_by_role("link", name="Put a second person on the line").click()
    theirs.get_by_label("What came of it?").fill("Two sit there now")
    press(theirs, "It is done")


def the_plan_is_closed(day: Day) -> None:
    page = day.at(JOSS, OF)
    page.get_by_role("link", name=PLAN).click()
    expect(page.get_by_text("Agreed with the provider", exact=True)).to_be_visible()
    follow(page, "Close it")
    page.get_by_label("Achieved", exact=True).check()
    page.get_by_label("How is that known?").fill("Nobody waited in a fortnight")
    press(page, "Close it")
    expect(page.get_by_text("Closed: achieved").first).to_be_visible()


def an_exit_is_done(day: Day) -> None:
    page = day.at(JOSS, OF)
    follow(page, "Begin the exit")
    press(page, "Begin it")
    heading(page, "Exit and handover")
    things = page.get_by_role("link").filter(has_text=re.compile("."))
    addresses = [
        href
        for href in (one.get_attribute("href") for one in things.all())
        if href and "/things/" in href
    ]
    assert len(addresses) == 12
    follow(page, "The exit is done")
    page.get_by_label("What did this exit teach?").fill("Begin earlier")
    press(page, "Finish it")
    expect(page.get_by_role("alert")).to_contain_text("12 things are still to do")
    for address in addresses[:-1]:
        page.goto(f"{address}/finish")
        page.get_by_label("What was done, and what shows it?").fill("It is in the file")
        press(page, "It is done")
    page.goto(f"{addresses[-1]}/leave-out")
    page.get_by_label("Why is it not needed?").fill("The same provider goes on")
    press(page, "Leave it out")
    page.get_by_role("link", name="Everything of this exit").click()
    fits(page)
    follow(page, "The exit is done")
    page.get_by_label("What did this exit teach?").fill("Begin earlier")
    press(page, "Finish it")
    expect(page.get_by_text("Yes, ").first).to_be_visible()
    page = day.at(JOSS, "/office/register/DEMO-2026-01")
    expect(page.get_by_text("its exit is done")).to_be_visible()


def who_may_not_read_a_concern_reads_that_there_is_one(day: Day) -> None:
    page = day.at(LINA, "/office/management/issues")
    page.get_by_role("link", name=re.compile("^Safeguarding concern")).click()
    expect(page.get_by_text("Its details are kept to those who may see them.")).to_be_visible()
    expect(page.get_by_text("thin wall")).to_have_count(0)
    page = day.at(AMINA, "/office/management/issues")
    page.get_by_role("link", name="A talk in a room with a thin wall").click()
    expect(page.get_by_text("could follow what was said")).to_be_visible()


def a_partner_reads_its_services_and_nothing_else(day: Day) -> None:
    page = day.at(KWAME, "/my/management")
    page.get_by_role("link", name="Safe walk home").last.click()
    heading(page, "Management")
    expect(page.get_by_text("Too few volunteers in the winter")).to_be_visible()
    fits(page)
    for shut in (OF, "/office/management"):
        assert page.request.get(shut).status == 403


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A demonstration office of its own."""
    with served(copied(demonstration(), tmp_path)) as made:
        yield made


@pytest.mark.parametrize("width", sorted(WIDTHS))
def test_an_agreement_is_managed(browser: Browser, office: Office, width: str) -> None:
    day = Day(browser, office.address, WIDTHS[width])
    an_officer_prepares_a_meeting(day)
    the_provider_finds_its_agenda(day)
    the_officer_holds_it_and_agrees_the_minutes(day)
    the_provider_does_its_action(day)
    a_plan_is_opened_and_agreed(day)
    the_plan_is_closed(day)
    an_exit_is_done(day)
    who_may_not_read_a_concern_reads_that_there_is_one(day)
    a_partner_reads_its_services_and_nothing_else(day)
    for page in day.tabs.values():
        page.context.close()
