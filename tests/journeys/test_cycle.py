"""From a priority to an approved gate; the framework is published; what lies outside it waits for its decision."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from precept.foundation import clock
from tests.journeys.award_steps import decision_is_published, is_advised_on_and_signed
from tests.journeys.conftest import Office, copied, served
from tests.journeys.playing import AMINA, JOSS, TOBIAS, Round, fill_date, fits, follow
from tests.journeys.steps import choose, heading, press
from tests.once import demonstration

pytestmark = pytest.mark.journey

ROWAN = "Rowan Ashby"
WIDTHS = {"desk": 1280, "phone": 375}
TITLE = "Safer paths after dark"
CONTRACT = "DEMO-OUTSIDE-1"
RESTS_ON = (
    ("Needs assessment", "/office/needs", "People who harm partners and relatives"),
    ("Evidence", "/office/evidence", "Courses for people who abuse a partner"),
    ("Voices", "/office/voices", "What makes people stay to the end"),
)


def sends(page: Page) -> None:
    """Press the form's own button and wait for what comes of it."""
    with page.expect_navigation():
        page.locator("main form button[type=submit]").last.click()


def begins_from_a_priority(of: Round) -> str:
    """Joss begins a project for a priority of the plan; its address."""
    page = of.of(JOSS)
    page.goto("/office/projects/new")
    page.get_by_label("What is it called?").fill(TITLE)
    page.get_by_label("What is to change, and for whom?").fill("People walk home and feel safe.")
    page.get_by_label("Domestic abuse").check()
    fill_date(page, "By when must what follows be in place?", clock.today() + timedelta(days=400))
    page.get_by_label("What may it cost over its whole life?").fill("90,000")
    press(page, "Begin it")
    heading(page, TITLE)
    fits(page)
    expect(page.get_by_text("4 things are missing.")).to_be_visible()
    return page.url


def rests_on_what_was_found(of: Round, project: str) -> None:
    """Joss ties it to a need, to evidence and to what people said, chosen from the newest."""
    page = of.of(JOSS)
    for kind, place, title in RESTS_ON:
        page.goto(place)
        href = page.get_by_role("link", name=title).first.get_attribute("href") or ""
        page.goto(f"{project}/tie")
        page.get_by_role("radio", name=kind, exact=True).check()
        press(page, "Continue")
        heading(page, f"Tie to the project: {kind.lower()}")
        page.get_by_label("Which one?").select_option(href.rsplit("/", 1)[1])
        press(page, "Tie it")
        heading(page, TITLE)
    fits(page)


def passes_no_gate_before_its_steps_are_done(of: Round, project: str) -> None:
    """The gate cannot be asked for while a step is open; Joss finishes them one by one."""
    page = of.of(JOSS)
    page.goto(project)
    expect(page.get_by_role("button", name="Ask for the gate")).to_have_count(0)
    refused = page.goto(f"{project}/gates/ask")
    assert refused is not None
    page.goto(project)
    steps = page.get_by_role("region", name="Steps: Understand").get_by_role("link")
    for href in [one.get_attribute("href") for one in steps.all()]:
        page.goto(f"{href}/done")
        page.locator("main textarea").first.fill("It is written down, and was looked at together.")
        sends(page)
    page.goto(project)
    expect(page.get_by_text("Nothing is missing.")).to_be_visible()


def is_approved(of: Round, project: str) -> None:
    """Joss asks for the gate, the chief executive reads the list and signs."""
    page = of.of(JOSS)
    follow(page, "Ask for the gate")
    sends(page)
    expect(page.get_by_text("It waits for a signature")).to_be_visible()
    page = of.of(TOBIAS)
    page.goto(project)
    fits(page)
    follow(page, "Read it and sign")
    page.locator("main textarea").first.fill("The need is plain.")
    sends(page)
    expect(page.get_by_role("list", name="The four phases")).to_contain_text(
        re.compile(r"Understand\s*Over\s*Plan\s*Now")
    )
    fits(page)


def is_told_of_in_public(of: Round, project: str) -> None:
    """Amina publishes the project's page; it stands in the market position statement."""
    page = of.of(AMINA)
    page.goto(f"{project}/publish")
    page.get_by_label("Whom is it for?").fill("Everybody who walks home at night")
    press(page, "Publish")
    public = of.of("")
    public.goto("/market")
    fits(public)
    follow(public, TITLE)
    expect(public.get_by_text("£50,000 to £250,000")).to_be_visible()
    expect(public.get_by_text("Approve the need")).to_be_visible()


def the_framework_writes_itself(of: Round) -> str:
    """Amina drafts next year's, takes everything in, sees what is open; the commissioner approves; it is public."""
    page = of.of(AMINA)
    page.goto("/office/framework/new")
    press(page, "Begin the draft")
    address = page.url
    expect(page.get_by_text("The register, the rounds or the projects changed")).to_be_visible()
    follow(page, "Refresh from the register")
    press(page, "Refresh")
    expect(page.get_by_role("heading", name="Gaps and clashes")).to_be_visible()
    expect(page.get_by_role("cell", name="£90,000").first).to_be_visible()
    page.goto(f"{address}/areas")
    choose(page, TITLE, "Community Policing")
    press(page, "Save")
    expect(page.get_by_role("region", name="Intended spend by resource area")).to_contain_text(
        "Community Policing"
    )
    fits(page)
    rowan = of.of(ROWAN)
    rowan.goto(address)
    follow(rowan, "Approve")
    press(rowan, "Approve")
    page.goto(address)
    follow(page, "Publish")
    press(page, "Publish")
    public = of.of("")
    public.goto(address.replace("/office", ""))
    fits(public)
    expect(public.get_by_role("link", name=TITLE)).to_be_visible()
    expect(public.get_by_text("Community Policing").first).to_be_visible()
    return address


def something_else_is_awarded(of: Round) -> None:
    """Joss records a contract that no framework names, with all that a signature asks for."""
    page = of.of(JOSS)
    page.goto("/office/register/new")
    page.get_by_label("Reference").fill(CONTRACT)
    page.get_by_label("Title").fill("A night bus to the villages")
    page.get_by_label("Contract", exact=True).check()
    today = clock.today()
    fill_date(page, "First day", today)
    fill_date(page, "Last day", today + timedelta(days=364))
    page.get_by_label("Value", exact=True).fill("12,000")
    choose(page, "Fund that pays", "Core budget")
    sends(page)
    heading(page, "A night bus")
    page.goto(f"/office/register/{CONTRACT}/terms")
    page.get_by_label("Outcome 1: how many people").fill("300")
    page.get_by_label("Outcome 1: what changes for them").fill("get home safely")
    page.get_by_label("Outcome 1: how it is measured").fill("A count of journeys")
    fill_date(page, "report", today + timedelta(days=400))
    sends(page)


def signs(of: Round) -> None:
    page = of.of(JOSS)
    page.goto(f"/office/register/{CONTRACT}/sign")
    page.get_by_label("It is signed now").check()
    fill_date(page, "On which day?", clock.today())
    sends(page)


def is_stopped_until_the_decision_is_published(of: Round) -> None:
    signs(of)
    page = of.of(JOSS)
    expect(page.get_by_role("alert")).to_contain_text("No published framework names it")
    fits(page)
    page.goto(f"/office/register/{CONTRACT}/decision")
    page.get_by_label("Why is it spent").fill("The last bus was withdrawn last week.")
    sends(page)
    page.goto(f"/office/register/{CONTRACT}")
    link = page.get_by_role("link", name="Read decision")
    of.decision = (link.get_attribute("href") or "").rsplit("/", 1)[1]
    page = of.deciding(JOSS, "/words")
    choose(page, "Power relied on", "section 143")
    page.get_by_label("Recommendation").fill("Let it for a year, and look for what lasts.")
    sends(page)
    is_advised_on_and_signed(of, by=ROWAN)
    signs(of)
    expect(page.get_by_role("alert")).to_contain_text("is not published yet")
    decision_is_published(of)
    signs(of)
    expect(page.get_by_role("alert")).to_have_count(0)
    page = of.of(AMINA)
    page.goto(f"/office/register/{CONTRACT}/publish")
    sends(page)
    public = of.of("")
    public.goto(f"/register/{CONTRACT}")
    fits(public)
    expect(public.get_by_role("link", name=of.decision)).to_be_visible()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A demonstration office of its own."""
    with served(copied(demonstration(), tmp_path)) as made:
        yield made


@pytest.mark.parametrize("width", sorted(WIDTHS))
def test_a_project_passes_its_gate_and_what_no_framework_names_waits(
    browser: Browser, office: Office, width: str
) -> None:
    of = Round(office.address, office.home, browser, WIDTHS[width])
    project = begins_from_a_priority(of)
    rests_on_what_was_found(of, project)
    passes_no_gate_before_its_steps_are_done(of, project)
    is_approved(of, project)
    is_told_of_in_public(of, project)
    the_framework_writes_itself(of)
    something_else_is_awarded(of)
    is_stopped_until_the_decision_is_published(of)
