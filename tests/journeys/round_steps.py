"""A round from set-up to the last mark, each step done by one person through the pages."""

import re
from datetime import timedelta

from playwright.sync_api import Page, expect

from precept.foundation import clock
from tests.journeys.playing import (
    AMINA,
    JOSS,
    LIKE,
    MARKERS,
    OREN,
    SAOIRSE,
    THEME,
    WISHES,
    Round,
    Wish,
    declares_none,
    fill_date,
    fits,
    follow,
)
from tests.journeys.steps import heading, press
from tests.journeys.test_apply import answer


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
    press(page, "Save and go on")
    heading(page, "Set the round up")
    page = of.at(JOSS, "/set-up/pot")
    page.get_by_label("How much is there to award?").fill("12,000")
    page.get_by_label("What fund 1 puts in").fill("8,000")
    page.get_by_label("What fund 2 puts in").fill("4,000")
    press(page, "Save and go on")
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
        "/rehearse",
        "/rehearse/questions",
        "/rehearse/marking",
        "/rehearse/eligibility",
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
            **({"How will you know?": "A survey at the end"} if name == SAOIRSE else {}),
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
