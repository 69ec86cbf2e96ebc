"""Passkeys and one-time codes in a real browser, with an authenticator that Chromium plays."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from precept.foundation.people import factors
from precept.foundation.people.models import Person, SignedIn
from precept.foundation.people.testing import signed_in

PASSWORD = "heron lamp orchard"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complains of: errors in scripts, and what the content policy blocked."""
    return []


@pytest.fixture
def page(chromium: Browser, live_server: Any, complaints: list[str]) -> Iterator[Page]:
    """A page with an authenticator of its own, which fails the test when a script complains."""
    context = chromium.new_context(base_url=live_server.url)
    context.set_default_timeout(15_000)
    opened = context.new_page()
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on(
        "console",
        lambda said: complaints.append(said.text) if "Content Security" in said.text else None,
    )
    tools = context.new_cdp_session(opened)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    yield opened
    context.close()
    assert complaints == []


def first_step(page: Page, somebody: Person) -> None:
    page.goto("/sign-in")
    page.get_by_role("link", name="Sign in with a password and a one-time code").click()
    page.get_by_label("E-mail address").fill(somebody.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()


def make_passkey(page: Page) -> None:
    page.get_by_role("button", name="Set up a passkey").click()
    page.get_by_label("Name of the passkey").fill("Work laptop")
    page.get_by_role("button", name="Set up the passkey").click()
    page.get_by_role("heading", name="Your recovery codes").wait_for()
    page.get_by_role("button", name="I have kept them").click()


def leave(page: Page) -> None:
    page.goto("/my/account")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", name="You are signed out").wait_for()


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_a_passkey_is_made_at_the_door_and_then_signs_in_alone(page: Page, worker: Person) -> None:
    first_step(page, worker)
    make_passkey(page)
    page.goto("/my/account")
    assert page.get_by_role("cell", name="Work laptop", exact=True).count() == 1
    leave(page)
    page.goto("/sign-in")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_role("button", name="Use your passkey").click()
    page.wait_for_url(re.compile(r"/(my/account|office/.*)$"))
    row = SignedIn.objects.get(ended=None)
    assert (row.person, row.how, row.second_factor) == (worker, "passkey", "passkey")


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_a_passkey_is_the_second_step_after_a_password(page: Page, worker: Person) -> None:
    first_step(page, worker)
    make_passkey(page)
    leave(page)
    first_step(page, worker)
    page.get_by_role("heading", name="Second step").wait_for()
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("button", name="Use your passkey").click()
    page.wait_for_url(re.compile(r"/(my/account|office/.*)$"))
    row = SignedIn.objects.get(ended=None)
    assert (row.how, row.second_factor) == ("password", "passkey")


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_a_passkey_of_nobody_is_refused_in_words(page: Page, worker: Person) -> None:
    first_step(page, worker)
    make_passkey(page)
    leave(page)
    factors.remove_all(worker)
    page.goto("/sign-in")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_role("button", name="Use your passkey").click()
    page.get_by_text("The passkey was not accepted").wait_for()
    assert SignedIn.objects.filter(ended=None).count() == 0


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_an_app_is_set_up_at_the_door_and_asked_for_the_next_time(
    page: Page, worker: Person, app: Any
) -> None:
    first_step(page, worker)
    page.get_by_role("heading", name="Set up your second step").wait_for()
    picture = page.get_by_role("img", name="Picture for your authenticator app")
    assert picture.evaluate("image => image.naturalWidth") > 0
    secret = page.locator("strong").inner_text().replace(" ", "")
    page.get_by_label("Code that the app shows").fill(app.shows(secret))
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("heading", name="Your recovery codes").wait_for()
    recovery = page.locator("code").first.inner_text()
    leave(page)
    first_step(page, worker)
    page.get_by_label("Code", exact=True).fill(recovery)
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url(re.compile(r"/(my/account|office/.*)$"))
    assert SignedIn.objects.get(ended=None).second_factor == "recovery code"


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_a_code_by_mail_signs_a_provider_in(
    page: Page, person: Callable[..., Person], code_for: Callable[[str], str]
) -> None:
    provider = person("provider")
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill(provider.email)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Code", exact=True).fill(code_for(provider.email))
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("heading", name="Your bids").wait_for()


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_the_pages_of_signing_in_have_no_barrier_that_axe_knows(
    page: Page, worker: Person, complaints: list[str]
) -> None:
    found = {}

    def look(name: str) -> None:
        problems = Axe().run(page, options={"runOnly": WCAG}).response["violations"]
        found[name] = [(problem["id"], problem["nodes"][0]["html"]) for problem in problems]
        complaints.clear()  # axe itself styles the page, which our policy blocks

    page.goto("/sign-in")
    look("address")
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_text("There is a problem").wait_for()
    look("address with an error")
    page.get_by_label("E-mail address").fill(worker.email)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Code", exact=True).wait_for()
    look("code")
    first_step(page, worker)
    page.get_by_role("heading", name="Set up your second step").wait_for()
    look("set-up")
    make_passkey(page)
    page.goto("/my/account")
    look("account")
    page.goto(f"/office/people/{worker.reference}")
    look("person")
    assert found == {name: [] for name in found}
    assert len(found) == 6


@pytest.mark.django_db
def test_passkeys_of_a_network_are_tried_a_hundred_times_an_hour(browser: Any) -> None:
    refused = [
        browser.post("/sign-in/passkey", {"answer": "{}"}).content.decode() for _ in range(101)
    ]
    assert ["were too many tries" in body for body in refused] == [False] * 100 + [True]


# Without a browser: answers that no authenticator gave.


@pytest.mark.django_db
@pytest.mark.parametrize(
    "answer",
    ["{}", "[]", "no JSON", '{"id": 1}', json.dumps({"id": "AA", "rawId": "AA", "response": {}})],
)
def test_a_made_up_answer_is_refused(worker: Person, answer: str) -> None:
    browser = signed_in(worker, second_factor="")
    for address in ("/sign-in/passkey", "/sign-in/set-up/passkey"):
        assert browser.post(address).status_code == 200
        assert browser.post(address, {"answer": answer}).status_code == 422
    assert factors.factors_of(worker).any is False
    assert SignedIn.objects.get().second_factor == ""


@pytest.mark.django_db
def test_asking_for_a_passkey_names_no_account(browser: Any) -> None:
    body = browser.post("/sign-in/passkey").content.decode()
    question = re.search(r'data-question="([^"]+)"', body)
    assert question
    asked = json.loads(question[1].replace("&#34;", '"'))["publicKey"]
    assert asked.get("allowCredentials", []) == []
    assert asked["userVerification"] == "required"
