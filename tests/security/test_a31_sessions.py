"""A31: a session that should be over is over everywhere at once, and a form must come from our own page."""

import os
import subprocess
import sys
from collections.abc import Callable

import pytest
from django.test import Client

from precept.foundation.ledger.models import Event
from precept.foundation.outbox.models import Mail
from precept.foundation.people import actions
from precept.foundation.people.models import Person, RoleHeld, SignedIn
from precept.foundation.people.testing import signed_in

pytestmark = pytest.mark.django_db
People = Callable[..., Person]
DESK, BOOK = "/office/", "/office/outturn.xlsx"


def test_a_role_removed_refuses_the_next_request(person: People) -> None:
    administrator, somebody = person("administrator"), person("auditor")
    browser = signed_in(somebody)
    assert browser.get(BOOK).status_code == 200

    held = RoleHeld.objects.get(person=somebody)
    actions.end_role(by=administrator, held=held, why="They moved on")

    for address in (DESK, BOOK):
        assert browser.get(address).status_code == 403


def test_a_disabled_account_is_out_of_every_browser(person: People) -> None:
    administrator, somebody = person("administrator"), person("auditor")
    browsers = [signed_in(somebody) for _ in range(3)]
    assert [one.get(DESK).status_code for one in browsers] == [200] * 3

    actions.switch_off(by=administrator, person=somebody, why="Their laptop was stolen")

    for one in browsers:
        assert one.get(DESK)["Location"].startswith("/sign-in")
    assert SignedIn.objects.filter(person=somebody, ended=None).count() == 0


def test_signing_out_kills_the_stolen_copy_of_the_cookie_too(person: People) -> None:
    browser = signed_in(person("auditor"))
    thief = Client()
    thief.cookies["precept"] = browser.cookies["precept"].value
    assert thief.get(DESK).status_code == 200

    browser.post("/sign-out")

    assert thief.get(DESK)["Location"].startswith("/sign-in")


def test_one_s_sessions_are_listed_and_each_and_all_can_be_ended(person: People) -> None:
    somebody = person("auditor")
    mine, other, third = (
        signed_in(somebody, browser=f"{name} on Linux") for name in ("Firefox", "Chrome", "Opera")
    )
    page = mine.get("/my/account").content.decode()
    assert all(f"{name} on Linux" in page for name in ("Firefox", "Chrome", "Opera"))

    chrome = SignedIn.objects.get(person=somebody, browser="Chrome on Linux")
    mine.post(f"/my/account/sessions/{chrome.reference}/end")
    assert other.get(DESK).status_code == 302
    assert third.get(DESK).status_code == 200

    mine.post("/my/account/sessions/others/end")
    assert third.get(DESK).status_code == 302
    assert mine.get(DESK).status_code == 200


def test_an_administrator_sees_where_somebody_is_signed_in_and_ends_one_session(
    person: People,
) -> None:
    """A compromised officer: their other browser goes on, they are told, and the ledger says why."""
    officer, other = person("commissioning-officer"), person("commissioning-officer")
    theirs, stolen = (
        signed_in(officer, browser=f"{name} on Linux") for name in ("Firefox", "Opera")
    )
    administrator = signed_in(person("administrator"))
    page = administrator.get(f"/office/people/{officer.reference}").content.decode()
    assert "Firefox on Linux" in page
    assert "Opera on Linux" in page
    row = SignedIn.objects.get(person=officer, browser="Opera on Linux")
    address = f"/office/people/{officer.reference}/sessions/{row.reference}/end"
    assert administrator.post(address, {"why": " "}).status_code == 422
    assert stolen.get(DESK).status_code == 200

    assert administrator.post(address, {"why": "Not their machine"}).status_code == 302

    assert stolen.get(DESK).status_code == 302
    assert theirs.get(DESK).status_code == 200
    event = Event.objects.get(type="session ended", subject=officer.ledger_name)
    assert "Not their machine" in event.parts.get(name="facts").text
    assert "signed you out of a browser" in Mail.objects.get(kind="sign-in change").text.reveal()
    assert administrator.get(address).status_code == 404  # it is over
    elsewhere = f"/office/people/{other.reference}/sessions/{row.reference}/end"
    assert administrator.get(elsewhere).status_code == 404
    colleague = signed_in(other)
    assert colleague.post(address, {"why": "Mischief"}).status_code == 403
    assert (
        "Opera on Linux" not in theirs.get(f"/office/people/{officer.reference}").content.decode()
    )


@pytest.mark.parametrize(
    "address",
    [
        "/sign-out",
        "/my/account/sessions/others/end",
        "/office/people/invite",
        "/office/register/publish-changes",
        "/office/payments/files/none/download",
        "/office/people/downloads/none",
        "/sign-in/second-step",
    ],
)
def test_a_form_from_elsewhere_is_refused(person: People, address: str) -> None:
    somebody = person(("administrator", "chief-executive", "chief-finance-officer"))
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = signed_in(somebody).cookies

    without = browser.post(address)
    assert without.status_code == 403
    assert "This form was open for too long" in without.content.decode()

    browser.get("/my/account")  # which gives the cookie that the token must match
    wrong = browser.post(address, {"csrfmiddlewaretoken": "a" * 64})
    assert wrong.status_code == 403
    assert browser.get(DESK).status_code == 200


SAYS = (
    "import django; django.setup(); from django.conf import settings as s;"
    "print(s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY,"
    " s.SESSION_COOKIE_SAMESITE, s.CSRF_COOKIE_NAME, s.CSRF_COOKIE_SECURE, s.CSRF_COOKIE_HTTPONLY,"
    " s.CSRF_COOKIE_SAMESITE, s.SESSION_COOKIE_DOMAIN, s.SESSION_COOKIE_PATH)"
)


def test_with_https_cookies_are_secure_and_bound_to_this_host(tmp_path: object) -> None:
    said = subprocess.run(
        [sys.executable, "-c", SAYS],
        env={
            **os.environ,
            "PRECEPT_HTTPS": "yes",
            "PRECEPT_HOME": str(tmp_path),
            "DJANGO_SETTINGS_MODULE": "precept.site.settings",
        },
        capture_output=True,
        text=True,
        check=True,
    )

    assert said.stdout.split() == [
        *("__Host-precept", "True", "True", "Lax"),
        *("__Host-precept-form", "True", "True", "Lax"),
        *("None", "/"),
    ]


def test_every_cookie_that_is_set_is_kept_from_scripts_and_other_sites(person: People) -> None:
    browser = Client()
    browser.post("/sign-in", {"email": "a@b.example"})
    browser.get("/sign-in")
    assert {"precept", "precept-form"} <= set(browser.cookies)
    for cookie in browser.cookies.values():
        assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
