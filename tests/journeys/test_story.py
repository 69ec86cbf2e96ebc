"""What people do, in a real browser: load the files, publish the framework, find a contract in public."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import be

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
MANAGER, COMMISSIONER = "Be Amina Brackenridge", "Be Rowan Ashby"


def test_anybody_finds_a_contract_without_signing_in(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Search everything published").fill("core004")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name=re.compile("Victim First Services")).first.click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Victim First Services")
    expect(page.get_by_text("£2,800,000")).to_be_visible()
    page.get_by_role("link", name="2022–23", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Commissioning Framework 2022–23")


def test_a_manager_loads_a_file_after_seeing_every_reading(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "contracts.csv"
    file.write_text(
        "contract_number,contract_name,contract_due,contract_value\n"
        'CORE801,Night shelter support,01/04/2027,"£41,250"\n'
        "CORE802,Court transport,to be agreed,tbc\n"
        'CORE803,Broken row,01/04/2027,"£5,60"\n'
    )
    be(page, MANAGER)
    page.get_by_role("link", name="Load files").click()
    page.get_by_label(re.compile("Contracts by due date")).check()
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name=re.compile("Upload|Read|Continue")).click()
    for label, choice in (
        ("financial year", "2022"),
        ("Which table", "Upcoming Commissioning"),
        ("Which fund", "Core"),
    ):
        select = page.get_by_label(re.compile(label))
        select.select_option(
            label=next(
                text for text in select.locator("option").all_inner_texts() if choice in text
            )
        )
    page.get_by_role("button", name=re.compile("Continue|Save|Read")).click()
    expect(page.get_by_text("CORE803").first).to_be_visible()
    page.get_by_label(re.compile("Why", re.IGNORECASE)).fill("A journey")
    page.get_by_role("button", name="Load 2 rows").click()
    page.goto("/office/register/CORE801")

    expect(page.get_by_role("heading", level=1)).to_have_text("Night shelter support")
    page.goto("/office/register/CORE803")
    expect(page.get_by_role("heading", level=1)).to_have_text("Page not found")


def amend_approve_publish(page: Page) -> None:
    """Amend the framework of 2022–23, take the register in, have it approved, publish it."""
    be(page, MANAGER)
    page.goto("/office/framework/2022-23/amend")
    page.get_by_label(re.compile("Why")).fill("The register says more now")
    page.get_by_role("button", name=re.compile("Begin|Amend")).click()
    page.goto("/office/framework/2022-23/refresh")
    page.get_by_role("button", name=re.compile("Take|Refresh")).click()
    be(page, COMMISSIONER)
    page.goto("/office/framework/2022-23/approve")
    page.get_by_role("button", name="Approve").click()
    be(page, MANAGER)
    page.goto("/office/framework/2022-23/publish")
    page.get_by_role("button", name="Publish").click()


def test_a_framework_goes_from_amendment_to_the_public_page(page: Page) -> None:
    be(page, MANAGER)
    page.goto("/office/register/CORE018/value")
    page.get_by_label("Amount", exact=False).first.fill("£60,000")
    page.get_by_label(re.compile("Why")).fill("The contract was signed")
    page.get_by_role("button", name=re.compile("State|Save")).click()
    amend_approve_publish(page)
    page.goto("/framework/2022-23")

    row = page.get_by_role("row", name=re.compile("CORE018"))
    expect(row).to_contain_text("£60,000")
    expect(page.get_by_text("The register says more now").first).to_be_visible()
    page.goto("/framework/2022-23/1")
    expect(page.get_by_role("row", name=re.compile("CORE018"))).to_contain_text("£56,000")


def test_everything_works_without_scripts(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    be(page, MANAGER)
    page.get_by_role("link", name="Register").first.click()
    page.get_by_label("Search for").fill("CORE005")
    page.get_by_role("button", name="Apply filters").click()
    page.get_by_role("link", name="CORE005").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Target Hardening")
    page.goto("/office/register/CORE005/change/note")
    page.get_by_role("textbox").first.fill("Written without scripts")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Written without scripts").first).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    page.goto("/office/")
    expect(page).to_have_url(re.compile("/sign-in"))
    context.close()
