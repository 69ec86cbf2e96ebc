"""The whole demonstration office passes to an invented board: planned, rehearsed, approved by a second person, done.

Afterwards every public address answers, and what was signed reads as it was signed.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from precept.foundation import clock
from tests.journeys.conftest import Office, copied, profile, served
from tests.journeys.playing import NGOZI, fill_date, fits, follow
from tests.journeys.steps import heading, press
from tests.once import demonstration

pytestmark = pytest.mark.journey

WEI, TOBIAS, AMINA, LINA = "Wei Dunlow", "Tobias Wrenfield", "Amina Brackenridge", "Lina Farrowgate"
BOARD, ORGANISATION = "Soar Vale Policing Board", "/office/organisations/soar-vale-policing-board"
OLD = "Police and Crime Commissioner for Leicestershire"
WIDTHS = {"desk": 1280, "phone": 375}
NOT_PUBLIC = ("/office", "/my", "/demo", "/sign-", "/static", "/start", "//")


class Act:
    """Everybody who plays in it, each with a browser of their own."""

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

    def crawled(self) -> dict[str, int]:
        """Every public address that a link leads to, and its answer."""
        asking = self.at("", "/").request
        found: dict[str, int] = {}
        waiting = ["/", "/sitemap.xml", "/robots.txt", "/feeds", "/bodies"]
        while waiting:
            place = waiting.pop()
            if place in found:
                continue
            answer = asking.get(place)
            found[place] = answer.status
            kind = answer.headers.get("content-type", "").partition(";")[0]
            if kind not in ("text/html", "application/xml", "application/atom+xml"):
                continue
            text = answer.text()
            links = re.findall(r'href="([^"#?]+)', text) + re.findall(r"<loc>([^<]+)", text)
            for link in links:
                near = link.removeprefix(self.address)
                if near.startswith("/") and not near.startswith(NOT_PUBLIC):
                    waiting.append(near)
        return found

    def read(self, place: str) -> str:
        """What a public page says, without what stands around it."""
        return self.at("", place).locator("main").inner_text()

    def fingerprint(self, place: str) -> str:
        """What a file is, to the byte."""
        answer = self.at("", "/").request.get(place)
        assert answer.ok, place
        return sha256(answer.body()).hexdigest()


def the_body_begins_earlier(act: Act) -> None:
    page = act.at(AMINA, f"{ORGANISATION}/details")
    fill_date(page, "When did it start?", clock.today() - timedelta(days=30))
    press(page, "Save")
    heading(page, BOARD)


def the_plan_is_rehearsed_and_brought_to_today(act: Act) -> None:
    page = act.at(WEI, "/office/successions")
    heading(page, "Successions")
    page.get_by_role("link", name=re.compile(r"^\d+ \w+ \d{4}$")).click()
    heading(page, BOARD)
    fits(page)
    expect(page.get_by_role("heading", name="What would move")).to_be_visible()
    page.get_by_role("link", name="Contracts and grant agreements").click()
    heading(page, "Contracts and grant agreements")
    fits(page)
    page.get_by_role("link", name="DEMO-WORK-01").click()
    expect(page).to_have_url(re.compile("/office/register/"))
    page = act.at(WEI, "/office/successions")
    page.get_by_role("link", name=re.compile(r"^\d+ \w+ \d{4}$")).click()
    page.get_by_role("button", name="Change the plan").click()
    heading(page, "Change the plan")
    fits(page)
    fill_date(page, "On which day does it take over?", clock.today())
    press(page, "Save and rehearse")
    heading(page, clock.spoken(clock.today()))
    expect(page.get_by_role("button", name="Approve it")).to_have_count(0)
    act.tabs["plan"] = page


def the_payment_file_that_stands_in_the_way_is_released(act: Act) -> None:
    plan = act.tabs["plan"].url.removeprefix(act.address)
    page = act.at(NGOZI, plan)
    page.get_by_role("link", name=re.compile("^Put it right ?: Payment file")).click()
    follow(page, "Release it")
    press(page, "Release it")
    expect(page.get_by_role("button", name="Download it as CSV")).to_be_visible()


def a_second_person_approves_it_and_it_is_done(act: Act) -> None:
    plan = act.tabs.pop("plan").url.removeprefix(act.address)
    page = act.at(TOBIAS, plan)
    page.get_by_role("button", name="Approve it").click()
    heading(page, f"Approve that the office passes to {BOARD}")
    fits(page)
    press(page, "Approve and do it now")
    heading(page, BOARD)
    expect(page.get_by_text("It cannot be undone")).to_be_visible()
    for _ in range(240):
        if page.get_by_text("the last was written").count():
            break
        page.wait_for_timeout(500)
        page.goto(plan)
    expect(page.get_by_text("the last was written")).to_be_visible()
    fits(page)
    expect(page.locator(".precept-header__home")).to_contain_text(f"Office of the {BOARD}")
    read = act.at(LINA, plan)
    expect(read.get_by_role("heading", name="What moved")).to_be_visible()


def the_public_reads_both(act: Act, decision: str, words: str, agreement: str) -> None:
    # Somebody who comes now: a browser that was here keeps a public page for a minute.
    act.tabs.pop("").context.close()
    page = act.at("", "/")
    expect(page.get_by_text(f"this office’s work is done by {BOARD}")).to_be_visible()
    page = act.at("", "/bodies")
    heading(page, "Whose office this is")
    expect(page.get_by_role("row", name=re.compile(f"^{OLD}"))).to_be_visible()
    assert act.read(f"/decisions/{decision}") == words
    page = act.at("", f"/register/{agreement}")
    expect(page.get_by_role("heading", name="Who buys now")).to_be_visible()
    expect(page.get_by_text(f"the buyer is {BOARD}").last).to_be_visible()
    expect(
        page.locator(".govuk-summary-list__row", has_text="Commissioning body, as signed")
    ).to_contain_text(OLD)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A demonstration office of its own."""
    with served(copied(demonstration(), tmp_path)) as made:
        yield made


@pytest.mark.parametrize("width", sorted(WIDTHS))
def test_the_office_passes_to_a_board(browser: Browser, office: Office, width: str) -> None:
    act = Act(browser, office.address, WIDTHS[width])
    before = act.crawled()
    files = {place: act.fingerprint(place) for place in before if "/files/" in place}
    decision = next(
        match[1] for place in before if (match := re.fullmatch(r"/decisions/([A-Z0-9-]+)", place))
    )
    words = act.read(f"/decisions/{decision}")
    assert "Commissioner" in words
    agreement = "DEMO-WORK-01"
    signed = act.at(AMINA, "/office/register").request.get(
        f"/office/register/{agreement}/agreement.docx"
    )
    assert signed.ok
    assert [place for place, status in before.items() if status != 200] == []

    the_body_begins_earlier(act)
    the_plan_is_rehearsed_and_brought_to_today(act)
    the_payment_file_that_stands_in_the_way_is_released(act)
    a_second_person_approves_it_and_it_is_done(act)

    after = act.crawled()
    assert {place: after.get(place) for place in before if after.get(place) != 200} == {}
    assert files
    assert {place: act.fingerprint(place) for place in files} == files
    again = act.at(AMINA, "/office/register").request.get(
        f"/office/register/{agreement}/agreement.docx"
    )
    assert sha256(again.body()).hexdigest() == sha256(signed.body()).hexdigest()
    the_public_reads_both(act, decision, words, agreement)
    for page in act.tabs.values():
        page.context.close()
