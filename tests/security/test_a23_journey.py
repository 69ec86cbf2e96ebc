"""Pages full of hostile words, in a real browser: nothing runs and nothing is even tried (security: A23)."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys.conftest import copied, made_of, served
from tests.journeys.steps import be
from tests.once import demonstration

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("hostile words")]

PUBLIC = (
    "/",
    "/strategy",
    "/plan",
    "/measures",
    "/framework",
    "/framework/2022-23",
    "/register",
    "/register/CORE004",
    "/opportunities",
    "/funds",
    "/funds/core",
    "/organisations",
    "/search?words=hostile",
    "/changes/agreement/CORE004",
    "/feeds",
    "/ledger",
    "/%3Cscript%3Ehostile(1)%3C/script%3E",
    "/register?words=%22%3E%3Cimg+src=x+onerror=hostile(2)%3E",
)
OFFICE = (
    "/office/",
    "/office/register",
    "/office/register/CORE004",
    "/office/rounds",
    "/office/organisations",
    "/office/funds",
    "/office/funds/core",
    "/office/framework",
    "/office/framework/2022-23",
    "/office/strategy",
    "/office/strategy/1",
    "/office/plan",
    "/office/measures",
    "/office/published",
    "/office/published/agreement/CORE004",
    "/office/register/CORE004/change/about",
    "/office/register?words=%22%3E%3Cimg+src=x+onerror=hostile(3)%3E",
)
SAME = re.compile(r"\d+|(?<=/)[A-Z][A-Z0-9-]{6,}(?=/|$)")
"""Where two addresses of the same kind of page differ."""
FILE = re.compile(r"\.(pdf|docx|csv|ics|atom|xlsx|ods)$")
LISTENING = """
window.__tried = [];
for (const name of ['hostile', 'alert', 'confirm', 'prompt'])
  window[name] = (...said) => window.__tried.push(name + ' ' + said.join());
document.addEventListener('securitypolicyviolation', event =>
  window.__tried.push('policy ' + event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample));
"""


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a demonstration office in which every text is hostile."""
    office_of_words = made_of(demonstration(), "hostile", "tests.security.hostile")
    with served(copied(office_of_words, tmp_path_factory.mktemp("hostile"))) as office:
        yield office.address


@pytest.fixture
def watched(chromium: Browser, hostile_site: str) -> Iterator[tuple[Page, list[str]]]:
    """A page whose dialogs, faults, foreign requests and broken rules are all written down."""
    context: BrowserContext = chromium.new_context(base_url=hostile_site)
    context.set_default_timeout(15_000)
    context.add_init_script(LISTENING)
    page, heard = context.new_page(), list[str]()

    def dismiss(dialog: object) -> None:
        heard.append("a dialog")
        getattr(dialog, "dismiss")()  # noqa: B009 - any kind of dialog

    page.on("dialog", dismiss)
    page.on("pageerror", lambda fault: heard.append(f"a fault: {fault}"))
    page.on(
        "console",
        lambda said: (
            heard.append(f"console: {said.text}")
            if "Content Security Policy" in said.text or "hostile" in said.text
            else None
        ),
    )
    page.on(
        "request",
        lambda asked: (
            heard.append(f"asked for {asked.url}")
            if not asked.url.startswith((hostile_site, "data:image/"))
            else None
        ),
    )
    yield page, heard
    context.close()


def visit(page: Page, heard: list[str], address: str) -> int:
    """Open a page, move over it and through it as somebody would; what was tried is written down."""
    page.goto(address)
    shown = page.content().count("hostile")
    for element in page.locator("main a, main button, main input").all()[:5]:
        element.dispatch_event("mouseover")
        element.dispatch_event("focus")
    tried = page.evaluate("window.__tried")
    heard.extend(f"{address}: {one}" for one in tried)
    return shown


def followed(
    page: Page, heard: list[str], starts: tuple[str, ...], within: tuple[str, ...], most: int
) -> tuple[int, int]:
    """Visit pages and those they lead to within these places: how many, and how often they show a payload."""
    waiting, seen, shown = [*starts], set[str](), 0
    while waiting and len(seen) < most:
        address = waiting.pop(0)
        shape = SAME.sub("*", address)
        if shape in seen:
            continue
        seen.add(shape)
        shown += visit(page, heard, address)
        found = page.locator("main a[href]").evaluate_all(
            "all => all.map(one => new URL(one.href).pathname)"
        )
        waiting += [one for one in found if one.startswith(within) and not FILE.search(one)]
    return len(seen), shown


def test_hostile_words_do_nothing_on_public_pages(watched: tuple[Page, list[str]]) -> None:
    page, heard = watched

    shown = sum(visit(page, heard, address) for address in PUBLIC)

    assert heard == []
    assert shown > 100


def test_hostile_words_do_nothing_on_pages_of_the_office(watched: tuple[Page, list[str]]) -> None:
    page, heard = watched
    be(page, "Amina Brackenridge")

    shown = sum(visit(page, heard, address) for address in OFFICE)

    assert heard == []
    assert shown > 100


def test_hostile_words_do_nothing_around_rounds_bids_and_decisions(
    watched: tuple[Page, list[str]],
) -> None:
    page, heard = watched
    be(page, "Amina Brackenridge")

    pages, shown = followed(
        page,
        heard,
        ("/office/rounds", "/office/decisions", "/office/diligence", "/my/marking"),
        ("/office/rounds/", "/office/decisions/", "/office/awards/", "/office/organisations/"),
        70,
    )

    assert heard == []
    assert (pages > 40, shown > 200) == (True, True)


def test_hostile_words_do_nothing_on_an_applicant_s_pages(
    watched: tuple[Page, list[str]],
) -> None:
    page, heard = watched
    page.goto("/demo/people")
    page.get_by_role("button", name="Be Oren Thistlewood").click()
    page.wait_for_url(lambda address: "/demo/people" not in address)

    pages, shown = followed(
        page, heard, ("/my/bids", "/my/organisations", "/my/awards"), ("/my/",), 40
    )

    assert heard == []
    assert (pages > 12, shown > 40) == (True, True)


def test_hostile_words_do_nothing_on_public_rounds_and_decisions(
    watched: tuple[Page, list[str]],
) -> None:
    page, heard = watched

    pages, shown = followed(
        page, heard, ("/opportunities", "/decisions"), ("/opportunities/", "/decisions/"), 30
    )

    assert heard == []
    assert (pages > 6, shown > 20) == (True, True)


def test_a_script_that_got_into_a_page_would_be_stopped_and_heard(
    watched: tuple[Page, list[str]],
) -> None:
    """What listens here must hear: a page into which a script was put after all."""
    page, heard = watched
    page.goto("/")
    refused = page.evaluate(
        """() => {
          const image = document.createElement('img');
          image.src = 'http://hostile.example/x.png';
          document.body.append(image);
          try { image.setAttribute('onerror', 'hostile(99)'); } catch (fault) { return fault.name; }
        }"""
    )
    page.wait_for_function("window.__tried.length > 1")

    tried = sorted(" ".join(one.split()[:2]) for one in page.evaluate("window.__tried"))
    assert refused == "TypeError"
    assert tried == ["policy img-src", "policy require-trusted-types-for"]
    assert any("Content Security Policy" in one for one in heard)
