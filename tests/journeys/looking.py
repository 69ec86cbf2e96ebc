"""What a browser can tell about a page by itself: access, width, complaints; and the checker of HTML."""

import json
import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page

ROOT = Path(__file__).resolve().parents[2]
CHECKER = Path(
    os.environ.get("PRECEPT_VNU") or ROOT / ".tools/node_modules/vnu-jar/build/dist/vnu.jar"
)
JAVA = ["java", "-Xss4m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
"""It lives for a few seconds each time: compiled once and quickly, it takes half the processor's time."""
WIDE, NARROW = 1280, 320
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# What a narrow page can break that a wide one, looked at with every rule, does not: the rest of the page and all
# its colours are the same. The first page of a walk is looked at with every rule at both widths: it shows the menu.
NARROWED = [
    "aria-hidden-focus",
    "button-name",
    "link-name",
    "scrollable-region-focusable",
    "target-size",
]
CONTRAST = "color-contrast"
# An answer of 4xx that the test expects is no complaint of the page.
EXPECTED = "Failed to load resource: the server responded with a status of 4"


@dataclass
class Seen:
    """A page as it was looked at: its HTML, and everything wrong with it."""

    place: str
    html: str
    wrong: list[str] = field(default_factory=list)


class Complaints:
    """What the browser says about the pages of a tab: errors, and breaches of the content policy."""

    def __init__(self, page: Page) -> None:
        self.said: list[str] = []
        page.on("console", self._note)
        page.on("pageerror", lambda problem: self.said.append(str(problem)))

    def _note(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(EXPECTED):
            self.said.append(message.text)

    def taken(self) -> list[str]:
        """What was said since last asked."""
        said, self.said = self.said, []
        return said


def is_the_design_systems_own(rule: str, html: str) -> bool:
    """The one rule it breaks on purpose: a radio button or checkbox says what it reveals."""
    is_choice = 'type="radio"' in html or 'type="checkbox"' in html
    return rule == "aria-allowed-attr" and is_choice and "aria-expanded" in html


AXE = Axe().axe_script
FIND_BROKEN = """([only, off]) => axe.run(document, {
  runOnly: only, resultTypes: ["violations"],
  rules: Object.fromEntries(off.map((rule) => [rule, {enabled: false}])),
}).then(
  (found) => found.violations.flatMap((one) => one.nodes.map((node) => [one.id, node.html])))"""


def broken_rules(
    page: Page, rules: list[str] | None = None, *, but: list[str] | None = None
) -> list[str]:
    """The rules of WCAG 2.2 AA that a machine finds broken, of all (but some) or of some, each with the element."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": RULES}
    broken: list[tuple[str, str]] = page.evaluate(FIND_BROKEN, [only, but or []])
    return [
        f"{rule}: {html[:160]}"
        for rule, html in broken
        if not is_the_design_systems_own(rule, html)
    ]


COLOURS = """() => [...new Set([...document.querySelectorAll("body *")].filter((one) =>
    one.matches("input, select, textarea") ||
    [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim())
  ).map((one) => {
    const style = getComputedStyle(one)
    let faded = 1, ground = "none"
    for (let at = one; at; at = at.parentElement) {
      const under = getComputedStyle(at)
      faded *= under.opacity
      if (ground === "none" && (under.backgroundImage !== "none" || under.backgroundColor !== "rgba(0, 0, 0, 0)"))
        ground = under.backgroundColor + under.backgroundImage
    }
    return [style.color, ground, faded, style.fontSize, style.fontWeight, style.textShadow].join(" ")
  }))]"""
"""How text stands out on a page: each colour on each ground, in each size."""
measured: set[str] = set()
"""What was found to stand out enough. To measure every text of every page again takes most of a walk's time."""


def look(
    page: Page,
    complaints: Complaints,
    place: str,
    html: str,
    *,
    is_first: bool = True,
    is_again: bool = False,
) -> Seen:
    """Look at what the tab shows, on a phone and on a desk, with everything folded out.

    ``is_again`` where the same page was looked at before, with other words on it: on a phone it still must fit.
    """
    seen = Seen(place, html)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    for width in (NARROW, WIDE):
        page.set_viewport_size({"width": width, "height": 900})
        colours = set(page.evaluate(COLOURS))
        rules = None if width == WIDE or is_first else NARROWED
        but = [CONTRAST] if colours <= measured else []
        broken = [] if is_again and rules else broken_rules(page, rules, but=but)
        if not rules and not any(one.startswith(CONTRAST) for one in broken):
            measured.update(colours)
        seen.wrong += [f"at {width}: {words}" for words in broken]
        shown = page.evaluate("document.documentElement.scrollWidth")
        if shown > width:
            seen.wrong.append(f"at {width}: the page scrolls sideways to {shown}")
    seen.wrong += complaints.taken()
    return seen


def html_checker() -> Path:
    """The checker; where it is absent the test is skipped and says so, and fails in CI."""
    if CHECKER.is_file():
        return CHECKER
    missing = f"no HTML checker at {CHECKER}: npm install --prefix .tools vnu-jar, or name one in PRECEPT_VNU"
    if os.environ.get("CI"):
        pytest.fail(missing)
    pytest.skip(missing)


def html_errors(pages: list[Seen], folder: Path) -> list[str]:
    """What the checker finds wrong in the pages, all read in one go."""
    checker = html_checker()
    named = {}
    for at, seen in enumerate(pages):
        file = folder / f"{at:04}.html"
        file.write_text(seen.html, encoding="utf-8")
        named[file.name] = seen.place
    ran = subprocess.run(
        [*JAVA, "-jar", str(checker), "--errors-only", "--format", "json", "--exit-zero-always"]
        + [str(folder / name) for name in named],
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    messages = json.loads(ran.stderr)["messages"]
    return [
        f"{named[Path(one['url']).name]}: {one['message']} … {one.get('extract', '')[:120]}"
        for one in messages
    ]
