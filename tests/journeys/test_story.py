"""What people do, in a real browser: load a file, publish the framework, find a contract in public."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.steps import COMMISSIONER, MANAGER, be, choose, heading, press

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("story")]


def test_anybody_finds_a_contract_without_signing_in(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Search everything published").fill("core004")
    press(page, "Search")
    page.get_by_role("link", name=re.compile("Victim First Services")).first.click()

    heading(page, "Victim First Services")
    expect(page.locator(".precept-facts").get_by_text("£2,800,000")).to_be_visible()
    page.locator("main").get_by_role("link", name="2022–23", exact=True).click()
    heading(page, "Commissioning Framework 2022–23")


def test_a_manager_loads_a_file_after_seeing_every_reading(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "contracts.csv"
    file.write_text(
        "contract_number,contract_name,contract_due,contract_value\n"
        'CORE801,Night shelter support,01/04/2027,"£41,250"\n'
        "CORE802,Court transport,to be agreed,tbc\n"
        'CORE803,Broken row,01/04/2027,"£5,60"\n',
        encoding="utf-8",
    )
    be(page, MANAGER)
    page.get_by_role("link", name="Load files").click()
    page.get_by_label("Contracts by due date").check()
    page.locator("input[type=file]").set_input_files(file)
    press(page, "Read the file")
    heading(page, "contracts.csv")
    choose(page, "Which financial year’s framework", "2022")
    choose(page, "Which table", "Upcoming Commissioning")
    choose(page, "Which fund", "Core")
    press(page, "Read the rows")

    rows = page.get_by_role("row")
    expect(rows.filter(has_text="CORE801")).to_contain_text("£41,250")
    expect(rows.filter(has_text="CORE802")).to_contain_text("to be agreed")
    expect(rows.filter(has_text="Broken row")).to_contain_text("£5,60")
    page.get_by_label("Why").fill("A journey")
    press(page, "Load 2 rows")
    expect(page.get_by_text("What was loaded")).to_be_visible(timeout=30_000)
    page.goto("/office/register/CORE801")
    heading(page, "Night shelter support")
    page.goto("/office/register/CORE803")
    heading(page, "Page not found")
    page.goto("/register/CORE801")
    heading(page, "Page not found")


def amend_and_refresh(page: Page, why: str) -> None:
    """A manager begins a new version of 2022–23 and takes in what the register says now."""
    be(page, MANAGER)
    page.goto("/office/framework/2022-23")
    page.get_by_role("button", name="Amend").click()
    page.get_by_label("Why").fill(why)
    press(page, "Begin a new version")
    page.get_by_role("button", name="Refresh from the register").click()
    heading(page, "Refresh from the register")
    press(page, "Refresh")
    heading(page, "Commissioning Framework 2022–23")


def approve_and_publish(page: Page) -> None:
    """The commissioner approves what waits, and a manager publishes it."""
    be(page, COMMISSIONER)
    page.goto("/office/framework/2022-23")
    page.get_by_role("button", name="Approve").click()
    heading(page, "Approve the framework")
    press(page, "Approve")
    expect(page.get_by_text("Approved", exact=True).first).to_be_visible()
    be(page, MANAGER)
    page.goto("/office/framework/2022-23")
    page.get_by_role("button", name="Publish").click()
    heading(page, "Publish the framework")
    press(page, "Publish")
    expect(page.get_by_text("Published", exact=True).first).to_be_visible()


def test_a_framework_goes_from_amendment_to_the_public_page(page: Page) -> None:
    be(page, MANAGER)
    page.goto("/office/register/CORE018/value")
    page.get_by_label("Value", exact=True).fill("60,000")
    page.get_by_label("Source").fill("The signed contract")
    press(page, "Save")
    heading(page, "CARA")
    amend_and_refresh(page, "The register says more now")
    approve_and_publish(page)
    page.goto("/framework/2022-23")

    expect(page.get_by_role("row", name=re.compile("^CORE018")).first).to_contain_text("£60,000")
    expect(page.get_by_text("The register says more now").first).to_be_visible()
    page.goto("/framework/2022-23/1")
    expect(page.get_by_role("row", name=re.compile("^CORE018")).first).to_contain_text("£56,000")


def test_a_dangerous_detail_is_gone_from_everything_public_at_once(page: Page) -> None:
    be(page, MANAGER)
    page.goto("/office/register/CORE027/change/about")
    page.get_by_label("Note").fill("Meetings at 14 Hidden Lane on Tuesdays")
    press(page, "Save")
    page.get_by_role("button", name="Publish it").click()
    page.locator("main form").get_by_role("button").first.click()
    page.goto("/register/CORE027")
    expect(page.get_by_text("14 Hidden Lane")).to_be_visible()

    page.goto("/office/published")
    page.get_by_role("link", name="Remove a dangerous detail").click()
    page.get_by_label("The words to remove").fill("14 hidden lane")
    page.get_by_label("Why are they removed?").fill("It leads to a refuge")
    page.get_by_label("Remove them now").check()
    press(page, "Remove now")
    expect(page.get_by_text("The words are gone from")).to_be_visible()

    for address in ("/register/CORE027", "/changes/agreement/CORE027", "/search?words=hidden"):
        answer = page.request.get(address)
        assert answer.ok, address
        assert "Hidden Lane" not in answer.text(), address
