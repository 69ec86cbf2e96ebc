"""Money under an agreement, in a real browser: claimed, approved and paid by three people; an underspend recovered."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from precept.foundation import clock
from tests.journeys.conftest import ROOT, copied, served, surroundings
from tests.journeys.playing import JOSS, NGOZI, Round, fill_date, fits, follow
from tests.journeys.steps import press
from tests.once import demonstration

pytestmark = pytest.mark.journey
IDRIS, BEATRIX = "Idris Copperdale", "Beatrix Lowmoor"
AGREEMENT, PROVIDER = "PZ-2024-0001", "tanglewick-youth-project"


@pytest.fixture
def office(browser: Browser, tmp_path: Path) -> Iterator[Round]:
    """A demonstration office of its own, in which the provider's bank details came into force long ago."""
    home = copied(demonstration(), tmp_path)
    subprocess.run(
        [sys.executable, "-m", "tests.journeys.banking", PROVIDER],
        cwd=ROOT,
        env=os.environ | surroundings(home),
        check=True,
    )
    with served(home) as site:
        of = Round(site.address, home, browser, 1280)
        yield of
        for one in of.at_work.values():
            one.close()


def test_a_claim_is_approved_and_paid_by_three_people(office: Round, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("The register of attendance: 38 young people.", encoding="utf-8")
    page = office.of(IDRIS)
    page.goto("/my/agreements")
    fits(page)
    follow(page, AGREEMENT)
    follow(page, "Claim a payment")
    page.get_by_label("Amount", exact=True).fill("500")
    page.get_by_label("What was done for it?").fill("Hire of the hall in the holidays.")
    page.locator("input[type=file]").set_input_files(report)
    press(page, "Send the claim")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Claim C")
    fits(page)
    expect(page.get_by_text("report.txt")).to_be_visible()
    claim = page.url.rsplit("/", 1)[1]

    checker = office.of(JOSS)
    checker.goto(f"/office/claims/{claim}")
    fits(checker)
    follow(checker, "Check it")
    checker.get_by_label("What evidence did you see?").fill("The register of attendance.")
    press(checker, "Check this claim")
    expect(checker.get_by_text("Checked, waits for approval")).to_be_visible()

    payer = office.of(BEATRIX)
    payer.goto("/office/")
    payer.get_by_role("link", name="1 claim waits to be approved").click()
    payer.goto(f"/office/claims/{claim}")
    follow(payer, "Approve it")
    press(payer, "Approve this claim")
    payer.goto("/office/payments")
    fits(payer)
    follow(payer, "Make a payment file")
    payer.get_by_label(re.compile(claim)).check()
    press(payer, "Make the file")
    expect(payer.get_by_text("You made this file: somebody else releases it.")).to_be_visible()
    fits(payer)
    file = payer.url

    chief = office.of(NGOZI)
    chief.goto(file)
    follow(chief, "Release it")
    press(chief, "Release it")
    with chief.expect_download() as waited:
        press(chief, "Download it as CSV")
    said = Path(waited.value.path()).read_text(encoding="utf-8")
    assert f"{claim},Tanglewick Youth Project,202959,63748472,,500.00,{AGREEMENT}" in said

    payer.reload()
    payer.get_by_role("link", name="It was paid").click()
    fill_date(payer, "On which day was it paid?", clock.today())
    payer.get_by_label("How do you know?").fill("The bank statement of today.")
    press(payer, "Confirm it")
    expect(payer.get_by_text("Paid on").first).to_be_visible()
    page.reload()
    expect(page.get_by_text("into the account ending 8472")).to_be_visible()


def test_an_underspend_is_asked_back_and_recovered(office: Round) -> None:
    payer = office.of(BEATRIX)
    payer.goto("/office/underspends")
    fits(payer)
    follow(payer, "Record an underspend")
    payer.get_by_label("Which agreement?").fill(AGREEMENT.lower())
    press(payer, "Continue")
    payer.get_by_label("How much was not spent?").fill("120")
    payer.get_by_label(re.compile("How is it known")).fill("The receipts come to £120 less.")
    press(payer, "Record it")
    fits(payer)
    follow(payer, "It is agreed")
    fill_date(payer, "By when?", clock.today() + timedelta(days=28))
    press(payer, "Agree what comes back")
    follow(payer, "Ask for the money")
    press(payer, "Ask for the money")
    case = payer.url

    page = office.of(IDRIS)
    page.goto(f"/my/agreements/{AGREEMENT}")
    fits(page)
    expect(page.get_by_text("£120.00 was not spent")).to_be_visible()
    with page.expect_download() as waited:
        page.locator("main").get_by_role("link", name=re.compile("^Word")).first.click()
    assert waited.value.suggested_filename.endswith(".docx")

    payer.goto(case)
    follow(payer, "Money came back")
    fill_date(payer, "On which day?", clock.today())
    payer.get_by_label("Back to its fund, to be used again").check()
    press(payer, "Enter what came back")
    expect(payer.get_by_text("Recovered", exact=True)).to_be_visible()
    fits(payer)
