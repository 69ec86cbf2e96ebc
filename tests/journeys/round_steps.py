"""The steps of a whole grant round, each done by one person through the pages, in a browser of their own."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, expect

from precept.foundation import clock
from tests.journeys.conftest import ROOT, profile
from tests.journeys.steps import choose, heading, press
from tests.journeys.test_apply import answer

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


def sets_up(of: Round) -> None:
    """Joss copies the last round, says what is new in it, and sends it to a second person."""
    page = of.of(JOSS)
    page.goto("/office/rounds")
    fits(page)
    follow(page, "Set up a round")
    copied = page.get_by_label("Is it like an earlier round?")
    texts = copied.locator("option").all_inner_texts()
    copied.select_option(label=next(text for text in texts if LIKE in text))
    page.get_by_label("Theme").fill(THEME)
    press(page, "Go on")
    heading(page, "Set the round up")
    fits(page)
    of.reference = re.findall(r"/office/rounds/([^/]+)/set-up", page.url)[0]
    expect(page.get_by_text("Before it goes live")).to_be_visible()
    _says_what_is_new(of, page)
    page = of.at(JOSS, "/set-up")
    expect(page.get_by_text("Nothing is missing.")).to_be_visible()
    follow(page, "Send to a second person")
    press(page, "Send it")
    of.at(JOSS, "")


def _says_what_is_new(of: Round, page: Page) -> None:
    opens = clock.working_day_on_or_after(clock.today() + timedelta(days=14))
    closes = clock.working_day_on_or_after(opens + timedelta(days=42))
    page = of.at(JOSS, "/set-up/dates")
    fill_date(page, "Opens", opens)
    page.get_by_label("Time it opens").fill("9am")
    fill_date(page, "Closes", closes)
    page.get_by_label("Time it closes").fill("12 noon")
    decided = clock.working_day_on_or_after(closes + timedelta(days=49))
    fill_date(page, "When is a decision expected?", decided)
    press(page, "Save")
    heading(page, "Set the round up")
    page = of.at(JOSS, "/set-up/pot")
    page.get_by_label("How much is there to award?").fill("12,000")
    page.get_by_label("What fund 1 puts in").fill("8,000")
    page.get_by_label("What fund 2 puts in").fill("4,000")
    press(page, "Save")
    heading(page, "Set the round up")
    page = of.at(JOSS, "/criteria/weights")
    for title, weight in (("The need", 30), ("What will change", 25)):
        page.get_by_label(re.compile(title)).fill(str(weight))
    press(page, "Save")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Criteria")
    for place in (
        "/set-up/about",
        "/eligibility",
        "/criteria",
        "/questions",
        "/preview",
        "/workshops",
    ):
        of.at(JOSS, place)


def publishes(of: Round) -> None:
    """Amina reads all of it and publishes it; anybody finds it before it opens."""
    page = of.at(AMINA, "/publish-call")
    expect(page.get_by_role("heading", name="What changed since")).to_be_visible()
    press(page, "Publish it")
    of.at(AMINA, "")
    page = of.of("")
    page.goto("/opportunities")
    fits(page)
    page.get_by_role("link", name=THEME).first.click()
    heading(page, THEME)
    fits(page)
    expect(page.get_by_role("link", name="Start now")).to_have_count(0)
    page.goto(f"/opportunities/{of.reference}/questions")
    fits(page)
    page.goto(f"/opportunities/{of.reference}/marking")
    fits(page)


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


def opens(of: Round) -> None:
    """The day comes on which it opens."""
    of.by_hand("opens")
    page = of.of("")
    page.goto(f"/opportunities/{of.reference}")
    expect(page.get_by_role("button", name="Start now")).to_be_visible()


def applies(of: Round) -> None:
    """Three groups apply, one after the other, and each gets a receipt."""
    for name, wish in WISHES.items():
        page = of.of(name)
        page.goto(f"/opportunities/{of.reference}")
        press(page, "Start now")
        fits(page)
        page.get_by_label(wish.organisation).check()
        press(page, "Start")
        page.wait_for_url("**/my/bids/B*")
        fits(page)
        of.bids[name] = re.findall(r"/my/bids/(\w+)", page.url)[0]
        page.goto(f"/my/bids/{of.bids[name]}/answers/your_project")
        for answers in _answers(name, wish):
            answer(page, answers)
            fits(page)
            press(page, "Save and continue")
        heading(page, "Check your answers")
        fits(page)
        press(page, "Submit your bid")
        expect(page.get_by_role("heading", name="Bid submitted")).to_be_visible()
        fits(page)
        page.goto("/my/bids")
        fits(page)


def _answers(name: str, wish: Wish) -> list[dict[str, str]]:
    starts = clock.today() + timedelta(days=200)
    ends = starts + timedelta(days=240)
    return [
        {
            "What is your project called?": wish.title,
            "Describe your project in a few sentences": f"{wish.title}: neighbours look out.",
            "What will you do, and who will do it?": "Six volunteers walk with people every evening.",
        },
        {
            "How do you know that this is needed?": "Forty people told us at the market.",
            "tick:Support for victims": "",
            "tick:Charnwood": "",
        },
        {
            "How many people?": "40",
            "What will change for them?": "feel safer after dark",
            "choose:No": "",
        },
        {
            "date:When does it start?": f"{starts:%-d %-m %Y}",
            "date:When does it end?": f"{ends:%-d %-m %Y}",
        },
        {
            "How much do you ask us for?": wish.pounds,
            "first:What it is for": "People’s time and lamps",
            "first:Amount": wish.pounds,
        },
        {
            "Name": name,
            "E-mail address or telephone number": "0116 496 0000",
            "tick:What we say is true as far as we know, and our organisation agrees to this bid": "",
        },
    ]


def closes(of: Round) -> None:
    """The deadline passes, and nobody in the office has read a bid before it did."""
    page = of.at(JOSS, "/bids")
    for wish in WISHES.values():
        expect(page.get_by_text(wish.title)).to_have_count(0)
    of.by_hand("closes")
    page = of.of("")
    page.goto(f"/opportunities/{of.reference}")
    expect(page.get_by_role("button", name="Start now")).to_have_count(0)
    fits(page)


def declares_none(of: Round, name: str) -> None:
    """Somebody declares that they have no interest in any bidder."""
    page = of.of(name)
    page.goto(f"/my/interests/{of.reference}")
    fits(page)
    page.get_by_label("No, in none of them").check()
    press(page, "Continue")
    expect(page.get_by_text("You declared on")).to_be_visible()


def opens_and_checks(of: Round) -> None:
    """Joss opens the bids, declares interests, records every check, and shares the bids out."""
    page = of.at(JOSS, "/bids")
    follow(page, "Open the bids")
    press(page, "Open the bids")
    fits(page)
    declares_none(of, JOSS)
    page = of.at(JOSS, "/bids")
    for wish in WISHES.values():
        expect(page.get_by_text(wish.title)).to_be_visible()
    of.at(JOSS, f"/bids/{of.bids[SAOIRSE]}")
    of.at(JOSS, "/reach")
    of.at(JOSS, "/checks")
    for bid in of.bids.values():
        page = of.at(JOSS, f"/checks/{bid}")
        for box in page.locator("input[name^=outcome_][value=pass]").all():
            box.check()
        for box in page.locator("textarea[name^=evidence_]").all():
            box.fill("The register of charities, read today.")
        press(page, "Record what changed")
        expect(page.get_by_role("alert")).to_have_count(0)
    of.at(JOSS, "/checks")
    page = of.at(JOSS, "/markers")
    page = of.at(JOSS, "/markers/share-out")
    for name in MARKERS:
        page.get_by_label(name).check()
    page.get_by_label("How many markers for each bid?").fill("2")
    press(page, "Share them out")
    fits(page)
    of.at(JOSS, f"/markers/bids/{of.bids[OREN]}")
    page = of.at(JOSS, "/markers/begin")
    press(page, "Begin the marking")
    fits(page)


def marks(of: Round) -> None:
    """Each marker declares first, then marks the bids they were given and hands them in."""
    second: set[str] = set()
    for name in MARKERS:
        page = of.of(name)
        page.goto("/my/marking")
        fits(page)
        declares_none(of, name)
        page.goto(f"/my/marking/{of.reference}")
        fits(page)
        for applicant, bid in of.bids.items():
            if page.goto(f"/my/marking/{of.reference}/{bid}").status == 404:
                continue
            fits(page)
            scores = list(WISHES[applicant].scores)
            scores[0] += bid in second  # whoever marks it second thinks more of the need
            second.add(bid)
            boxes = page.locator("fieldset:has(input[name^=score_])").all()
            for box, score in zip(boxes, scores, strict=True):
                box.locator(f"input[value='{score}']").check()
            for box in page.locator("textarea[name^=reason_]").all():
                box.fill("They say who, where and how many; the costs fit.")
            press(page, "Submit your marks")
            expect(page.get_by_text("Submitted", exact=True)).to_be_visible()
            fits(page)
    of.at(JOSS, "/marking-so-far")


def moderates(of: Round) -> None:
    """Amina holds the meeting: what markers differ on is agreed with a reason, then all scores are locked."""
    declares_none(of, AMINA)
    page = of.at(AMINA, "/moderation")
    page = of.at(AMINA, "/moderation/open")
    choose(page, "Who chairs it?", AMINA)
    for name in (AMINA, *MARKERS):
        page.get_by_role("group", name="Who is there?").get_by_label(name).check()
    press(page, "Open the meeting")
    fits(page)
    for applicant, bid in of.bids.items():
        page = of.at(AMINA, f"/moderation/bids/{bid}")
        first = page.locator("fieldset:has(input[name^=score_])").first
        first.locator(f"input[value='{WISHES[applicant].scores[0]}']").check()
        page.locator("textarea[name^=reason_]").first.fill(
            "Two of us had missed the second figure."
        )
        press(page, "Save")
        fits(page)
    page = of.at(AMINA, "/moderation/close")
    page.get_by_label("Minutes").fill("All three bids were talked through; nobody left the room.")
    press(page, "Close the meeting")
    expect(page.get_by_text("The scores are locked.")).to_be_visible()
    fits(page)
    of.at(AMINA, f"/moderation/bids/{of.bids[SAOIRSE]}")


def recommends(of: Round) -> None:
    """Joss ranks the bids against the pot, chooses the cut-off with its reason, and freezes it."""
    page = of.at(JOSS, "/ranking")
    page = of.at(JOSS, "/ranking/start")
    press(page, "Start the ranking")
    fits(page)
    page = of.at(JOSS, "/ranking?cut-off=40")
    page = of.at(JOSS, "/ranking/cut-off?cut-off=60")
    page.get_by_label("Why this cut-off?").fill("Below it bids do not say what would change.")
    press(page, "Choose this cut-off")
    fits(page)
    page = of.at(JOSS, f"/ranking/bids/{of.bids[OREN]}")
    page.get_by_label("Conditions of the award").fill("Send us the insurance certificate.")
    press(page, "Place it")
    page = of.at(JOSS, "/ranking")
    expect(page.get_by_text("Nothing stands against it.")).to_be_visible()
    follow(page, "Freeze the recommendation")
    press(page, "Freeze it")
    heading(page, "Ranking: recommended")
    fits(page)


def gives_feedback(of: Round) -> None:
    """Amina writes to the bidder who is not funded, criterion by criterion; Joss reads and approves it."""
    of.at(JOSS, "/feedback")
    bid = of.bids[IDRIS]
    for key in ("need", "change", "delivery", "value"):
        page = of.at(AMINA, f"/feedback/{bid}/{key}")
        page.get_by_label("What the bidder is told").fill(
            "Say next time who will read the leaflet."
        )
        press(page, "Save")
    of.at(AMINA, f"/feedback/{bid}")
    for key in ("need", "change", "delivery", "value"):
        page = of.at(JOSS, f"/feedback/{bid}/{key}/approve")
        press(page, "Approve it")
    of.at(JOSS, f"/feedback/{bid}")


def decides(of: Round) -> None:
    """Joss drafts the decision, two officers advise, and the chief executive signs it."""
    page = of.at(JOSS, "/awards")
    follow(page, "Draft the decision")
    press(page, "Draft the decision")
    of.decision = page.url.rsplit("/", 1)[1]
    fits(page)
    page = of.deciding(JOSS, "/send")
    press(page, "Send it")
    for name, kinds in ADVISERS.items():
        for kind in kinds:
            page = of.deciding(name, f"/advice/{kind}")
            if page.get_by_label("Not relevant").count():
                page.get_by_label("Not relevant").check()
            page.get_by_label("Your advice").fill(
                "Looked at: the sum is within the fund’s conditions."
            )
            press(page, "Give this advice")
    page = of.deciding(JOSS, "/ready")
    press(page, "Make it ready")
    fits(page)
    page = of.deciding(TOBIAS, "/sign")
    page.get_by_label("No interest of mine precludes this decision.").check()
    press(page, "Approve and sign")
    fits(page)
    of.deciding(TOBIAS, "")


def tells(of: Round) -> None:
    """Applicants hear first: Joss looks the letters through, Amina sends them all at once."""
    page = of.at(JOSS, f"/letters/{of.decision}")
    of.at(JOSS, f"/letters/{of.decision}/wording")
    page = of.at(JOSS, f"/letters/{of.decision}/check")
    press(page, "Lay the letters before a second person")
    fits(page)
    page = of.at(AMINA, f"/letters/{of.decision}/send")
    press(page, "Send the letters")
    fits(page)
    page = of.at(JOSS, f"/letters/{of.decision}")
    for _ in range(30):  # the worker beside the server sends them, one by one
        if page.get_by_text("Every applicant has been told.").count():
            break
        page.wait_for_timeout(1_000)
        page.reload()
    expect(page.get_by_text("Every applicant has been told.")).to_be_visible()
    fits(page)
    of.at(JOSS, "/awards")


def tells_everybody(of: Round) -> None:
    """The decision and the results are published, and anybody reads both."""
    page = of.deciding(AMINA, "/day")
    fill_date(page, "Day of publication", clock.today())
    press(page, "Save")
    page = of.deciding(AMINA, "/publish")
    press(page, "Publish")
    expect(page.get_by_text("Published", exact=True).first).to_be_visible()
    fits(page)
    page = of.of("")
    page.goto(f"/decisions/{of.decision}")
    fits(page)
    page.goto(f"/opportunities/{of.reference}/results")
    fits(page)
    for name in (SAOIRSE, OREN):
        title = f"{WISHES[name].organisation}: {WISHES[name].title}"
        expect(page.get_by_role("heading", name=title)).to_be_visible()
    assert WISHES[IDRIS].organisation not in page.content()


def accepts(of: Round) -> None:
    """Oren accepts what is offered, and the agreement stands in the register."""
    page = of.of(OREN)
    page.goto("/my/awards")
    fits(page)
    page.locator("main").get_by_role("link", name=re.compile("Walking home|CSF-")).first.click()
    fits(page)
    award = page.url.rsplit("/", 1)[1]
    follow(page, "Accept the award")
    page.get_by_role("checkbox").check()
    press(page, "Accept the award")
    expect(page.get_by_text("It was accepted")).to_be_visible()
    fits(page)
    page = of.of(JOSS)
    page.goto(f"/office/register/{award}")
    fits(page)
    expect(page.get_by_text(WISHES[OREN].organisation).first).to_be_visible()
    page.goto(f"/office/awards/{award}")
    fits(page)
    of.at(JOSS, "/awards")
    of.at(JOSS, "")
