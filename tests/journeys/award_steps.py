"""A round from moderation to the agreement, each step done by one person through the pages."""

import re

from playwright.sync_api import Page, expect

from precept.foundation import clock
from tests.journeys.playing import (
    ADVISERS,
    AMINA,
    IDRIS,
    JOSS,
    MARKERS,
    OREN,
    SAOIRSE,
    TOBIAS,
    WISHES,
    Round,
    declares_none,
    fill_date,
    fits,
    follow,
)
from tests.journeys.steps import choose, heading, press


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
    """Joss drafts the decision; then it is advised on and signed."""
    page = of.at(JOSS, "/awards")
    follow(page, "Draft the decision")
    press(page, "Draft the decision")
    of.decision = page.url.rsplit("/", 1)[1]
    fits(page)
    is_advised_on_and_signed(of)


def is_advised_on_and_signed(of: Round, by: str = TOBIAS) -> None:
    """Joss sends the decision on, everybody advises, and who may decide it signs it."""
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
    page = of.deciding(by, "/sign")
    page.get_by_label("No interest of mine precludes this decision.").check()
    press(page, "Approve and sign")
    fits(page)
    of.deciding(by, "")


def completes(of: Round) -> None:
    """One award does not say how its outcome is measured: Joss asks, and states it."""
    page = of.at(JOSS, "/awards")
    lacking = page.get_by_role("listitem").filter(has_text="“feel safer after dark” is measured")
    lacking.get_by_role("link").click()
    fits(page)
    page.get_by_label("Outcome 1: how it is measured").fill("A survey at the end")
    page.get_by_label("Where do they come from").fill("Agreed with Oren by telephone.")
    press(page, "State the outcomes")
    expect(page.get_by_role("rowheader", name="feel safer after dark")).to_be_visible()
    fits(page)


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
    page = decision_is_published(of)
    page.goto(f"/opportunities/{of.reference}/results")
    fits(page)
    for name in (SAOIRSE, OREN):
        title = f"{WISHES[name].organisation}: {WISHES[name].title}"
        expect(page.get_by_role("heading", name=title)).to_be_visible()
    assert WISHES[IDRIS].organisation not in page.content()


def decision_is_published(of: Round) -> Page:
    """Amina publishes the decision today; somebody reads it, on whose page we then are."""
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
    return page


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
    expect(page.get_by_text("40 people; feel safer after dark").first).to_be_visible()
    page.goto(f"/office/awards/{award}")
    fits(page)
    of.at(JOSS, "/awards")
    of.at(JOSS, "")
