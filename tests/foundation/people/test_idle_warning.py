"""The warning before a session ends, in a real browser whose clock the test moves."""

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings

from precept.foundation.people.models import Person, SignedIn
from precept.foundation.people.testing import signed_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.django_db(transaction=True)


class Session:
    """What the office says of a session, in place of an hour of waiting; a POST goes to the office."""

    def __init__(self) -> None:
        self.left = 300
        self.looks = 0

    def answer(self, route: "Route") -> None:
        if route.request.method == "POST":
            route.continue_()
            return
        self.looks += 1
        route.fulfill(content_type="application/json", body=json.dumps({"left": self.left}))


@pytest.fixture
def session() -> Session:
    return Session()


@pytest.fixture
def page(
    chromium: "Browser", live_server: Any, person: Callable[..., Person], session: Session
) -> Iterator["Page"]:
    """The account page of a member of staff, opened a moment ago by the browser's clock."""
    cookie = signed_in(person("marker")).cookies[settings.SESSION_COOKIE_NAME]
    context = chromium.new_context(base_url=live_server.url)
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    context.set_default_timeout(15_000)
    opened = context.new_page()
    opened.clock.install()
    opened.route("**/my/session", session.answer)
    opened.goto("/my/account")
    yield opened
    context.close()


def test_nobody_is_warned_in_the_first_fifty_five_minutes(page: "Page", session: Session) -> None:
    page.clock.run_for("54:50")
    assert session.looks == 0
    assert page.locator(".precept-idle").count() == 0


def test_five_minutes_before_the_end_one_click_keeps_somebody_signed_in(
    page: "Page", session: Session
) -> None:
    page.clock.run_for("55:20")
    warning = page.get_by_role("alert", name="You will be signed out soon")
    warning.wait_for()
    assert "You will be signed out in 5 minutes." in warning.inner_text()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Stay signed in"
    page.keyboard.press("Enter")
    warning.wait_for(state="detached")
    assert SignedIn.objects.get().ended is None


def test_a_click_in_another_window_needs_no_warning(page: "Page", session: Session) -> None:
    session.left = 3000
    with page.expect_response("**/my/session"):
        page.clock.run_for("55:20")
    assert page.locator(".precept-idle").count() == 0
    session.left = 300
    page.clock.run_for("46:00")
    page.get_by_role("alert", name="You will be signed out soon").wait_for()


def test_who_was_signed_out_is_told_that_nothing_is_lost(page: "Page", session: Session) -> None:
    session.left = 0
    page.clock.run_for("55:20")
    told = page.get_by_role("alert", name="You were signed out")
    told.wait_for()
    assert "then you get it back" in told.inner_text()
    told.get_by_role("button", name="Close").click()
    told.wait_for(state="detached")
