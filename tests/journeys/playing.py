"""Who plays a whole grant round, with a browser each, and the small steps that all of it is made of."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.conftest import ROOT, profile
from tests.journeys.steps import press

THEME = "Safe on the way home"
LIKE = "DEMO-2026-10"
NGOZI, TOBIAS = "Ngozi Hallowick", "Tobias Wrenfield"
JOSS, AMINA = "Joss Merrivale", "Amina Brackenridge"
SAOIRSE, OREN, IDRIS = "Saoirse Millrace", "Oren Thistlewood", "Idris Copperdale"
ADVISERS = {NGOZI: ["finance"], TOBIAS: ["legal"], AMINA: ["equality", "risk", "data", "value"]}
MARKERS = "Delphine Orchardson", "Callum Stonebeck", "Yusuf Winterbeck", "Tamsin Quillfeather"


@dataclass
class Round:
    """The office in which the round is played, and everybody who plays, each with a browser of their own."""

    address: str
    home: Path
    browser: Browser
    width: int
    reference: str = ""
    decision: str = ""
    bids: dict[str, str] = field(default_factory=dict)
    at_work: dict[str, BrowserContext] = field(default_factory=dict)

    def of(self, name: str) -> Page:
        """The tab of one of the demonstration's invented people, signed in; of nobody for ``""``."""
        if name not in self.at_work:
            made = profile(self.browser, self.address)
            self.at_work[name] = made
            page = made.new_page()
            page.set_viewport_size({"width": self.width, "height": 900})
            if name:
                page.goto("/demo/people")
                page.get_by_role("button", name=f"Be {name}").click()
                expect(page.get_by_role("button", name=f"Be {name}")).to_have_count(0)
        return self.at_work[name].pages[0]

    def pages(self) -> Iterator[Page]:
        """Every tab that is open."""
        for one in self.at_work.values():
            yield from one.pages

    def at(self, name: str, place: str) -> Page:
        """Somebody at a page of the round in the office."""
        page = self.of(name)
        page.goto(f"/office/rounds/{self.reference}{place}")
        fits(page)
        return page

    def deciding(self, name: str, place: str) -> Page:
        """Somebody at a page of the decision in the office."""
        page = self.of(name)
        page.goto(f"/office/decisions/{self.decision}{place}")
        fits(page)
        return page

    def by_hand(self, doing: str) -> None:
        """Let time pass for the round: the one thing that nobody does through a page."""
        subprocess.run(
            [sys.executable, "-m", "tests.journeys.passing", doing, self.reference],
            cwd=ROOT,
            env=os.environ
            | {
                "PRECEPT_HOME": str(self.home),
                "DATABASE_URL": "",
                "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
            },
            check=True,
        )
        # What a browser keeps of public pages is right until the moment that was published: begin anew.
        if "" in self.at_work:
            self.at_work.pop("").close()


def fits(page: Page) -> None:
    """The page is no wider than the screen."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    shown = page.evaluate("document.documentElement.scrollWidth")
    assert shown <= width, f"{page.url} scrolls sideways to {shown} at {width}"


def follow(page: Page, link: str) -> None:
    """Follow a link of the page itself."""
    main = page.locator("main")
    link_or_button = main.get_by_role("link", name=link, exact=True).or_(
        main.get_by_role("button", name=link, exact=True)
    )
    link_or_button.first.click()
    page.wait_for_load_state()
    fits(page)


def fill_date(page: Page, group: str, day: date) -> None:
    """Type a date in its three boxes."""
    boxes = page.get_by_role("group", name=group)
    for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        boxes.get_by_label(label).fill(str(value))


@dataclass(frozen=True)
class Wish:
    """What one applicant asks for: the organisation, the project, the sum, and what markers make of it."""

    organisation: str
    title: str
    pounds: str
    scores: tuple[int, int, int, int]


WISHES = {
    SAOIRSE: Wish("Hobbledale Rural Watch", "Lamps along the lane", "6,000.00", (4, 4, 4, 4)),
    OREN: Wish("Lampwick Street Volunteers", "Walking home together", "4,500.50", (4, 3, 4, 3)),
    IDRIS: Wish("Withywick Support", "A leaflet for every door", "3,200.00", (2, 1, 2, 2)),
}


def declares_none(of: Round, name: str) -> None:
    """Somebody declares that they have no interest in any bidder."""
    page = of.of(name)
    page.goto(f"/my/interests/{of.reference}")
    fits(page)
    page.get_by_label("No, in none of them").check()
    press(page, "Continue")
    expect(page.get_by_text("You declared at")).to_be_visible()
