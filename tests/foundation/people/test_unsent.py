"""Nothing typed is lost when a session ends, and nobody else is shown it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from precept.foundation.people import rules
from precept.foundation.people.models import Person, SignedIn, Unsent
from precept.foundation.people.testing import signed_in

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
People = Callable[..., Person]
Reader = Callable[[str], str]
ADDRESS = "/my/account/name"


def end_sessions() -> None:
    SignedIn.objects.update(ended=NOON)


def come_back(browser: Client, somebody: Person, code_for: Reader) -> Any:
    browser.post("/sign-in", {"email": somebody.email, "next": ADDRESS})
    return browser.post("/sign-in/code", {"code": code_for(somebody.email)})


@pytest.fixture
def provider(person: People) -> Person:
    return person("provider")


@pytest.fixture
def left(provider: Person) -> Client:
    """A browser whose session ended before its person sent a new name."""
    browser = signed_in(provider, how="code", second_factor="")
    end_sessions()
    answer = browser.post(ADDRESS + "?from=here", {"name": "Ada <Okafor>", "version": "3"})
    assert (answer.status_code, answer["Location"][:14]) == (302, "/sign-in?next=")
    return browser


def test_what_was_sent_too_late_comes_back_after_signing_in_and_can_be_sent_again(
    left: Client, provider: Person, code_for: Reader
) -> None:
    assert "What you typed is kept for an hour" in left.get("/sign-in").content.decode()
    assert come_back(left, provider, code_for)["Location"] == "/my/typed"
    page = left.get("/my/typed").content.decode()
    assert "<dd>Ada &lt;Okafor&gt;</dd>" in page
    assert "<dd>3</dd>" not in page
    assert f'action="{ADDRESS}?from=here"' in page
    assert '<input type="hidden" name="version" value="3">' in page
    again = {"name": "Ada <Okafor>", "version": "3", "sent-again": "yes"}
    assert left.post(ADDRESS + "?from=here", again)["Location"] == "/my/account"
    provider.refresh_from_db()
    assert (provider.name, Unsent.objects.count()) == ("Ada <Okafor>", 0)


def test_it_can_be_forgotten_instead(left: Client, provider: Person, code_for: Reader) -> None:
    come_back(left, provider, code_for)
    assert left.post("/my/typed")["Location"] == ADDRESS
    assert Unsent.objects.count() == 0
    assert left.get("/my/typed").status_code == 302


def test_nobody_else_at_the_same_browser_is_shown_it(
    left: Client, person: People, code_for: Reader
) -> None:
    other = person("provider")
    assert come_back(left, other, code_for)["Location"] == ADDRESS
    assert "Okafor" not in left.get("/my/typed", follow=True).content.decode()


def test_nobody_is_shown_it_in_another_browser(left: Client, provider: Person) -> None:
    elsewhere = signed_in(provider, how="code", second_factor="")
    assert elsewhere.get("/my/typed").status_code == 302


def test_it_is_kept_for_an_hour(provider: Person, code_for: Reader) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        browser = signed_in(provider, how="code", second_factor="")
        end_sessions()
        browser.post(ADDRESS, {"name": "Ada"})
        clock.shift(timedelta(hours=1))
        assert come_back(browser, provider, code_for)["Location"] == ADDRESS


def test_it_is_enciphered_at_rest(left: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_unsent")
        rows = repr(cursor.fetchall())
    assert "Okafor" not in rows
    assert ADDRESS not in rows


def test_an_idle_member_of_staff_gets_it_back_after_the_second_step(
    person: People, app: Any, code_for: Reader
) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        worker = person("marker")
        secret = app.give(worker)
        browser = signed_in(worker)
        clock.shift(timedelta(minutes=61))
        browser.post(ADDRESS, {"name": "Ada"})
        assert come_back(browser, worker, code_for)["Location"] == "/sign-in/second-step"
        assert browser.get("/my/typed").status_code == 302  # nobody until the second step
        step = browser.post("/sign-in/second-step", {"code": app.shows(secret)})
        assert step["Location"] == "/my/typed"
        assert "<dd>Ada</dd>" in browser.get("/my/typed").content.decode()


def test_a_password_is_never_kept_and_files_are_named(provider: Person, code_for: Reader) -> None:
    browser = signed_in(provider, how="code", second_factor="")
    end_sessions()
    browser.post("/my/account/password", {"password": "heron lamp orchard"})
    come_back(browser, provider, code_for)
    page = browser.get("/my/typed").content.decode()
    assert "heron" not in page
    assert "Part of it was secret" in page
    assert "Send it again" not in page
    end_sessions()
    file = SimpleUploadedFile("accounts.pdf", b"%PDF")
    browser.post(ADDRESS, {"name": "Ada", "paper": file})
    come_back(browser, provider, code_for)
    page = browser.get("/my/typed").content.decode()
    assert "Files cannot be kept. Choose again: accounts.pdf." in page
    assert "Send it again" not in page


def test_who_has_no_session_at_all_gets_it_back_in_the_same_browser(
    browser: Client, provider: Person, code_for: Reader
) -> None:
    browser.post(ADDRESS, {"name": "Ada"})
    assert come_back(browser, provider, code_for)["Location"] == "/my/typed"


def test_strangers_fill_no_disk(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MOST_UNSENT", 1_000)
    browser.post(ADDRESS, {"name": "A" * 1_000})
    assert Unsent.objects.count() == 0
    for _ in range(40):
        Client().post(ADDRESS, {"name": "Ada"})
    assert Unsent.objects.count() == 30
    for _ in range(5):  # a browser has one form at a time
        browser.post(ADDRESS, {"name": "Ada"}, REMOTE_ADDR="198.51.100.7")
    assert Unsent.objects.count() == 31


def test_a_form_of_another_site_is_not_kept() -> None:
    browser = Client(enforce_csrf_checks=True)
    assert browser.post(ADDRESS, {"name": "Ada"}).status_code == 403
    assert Unsent.objects.count() == 0


def test_a_script_that_saves_is_told_in_words_and_nothing_is_kept_twice(
    provider: Person,
) -> None:
    browser = signed_in(provider, how="code", second_factor="")
    end_sessions()
    answer = browser.post(ADDRESS, {"name": "Ada", "autosave": "yes"})
    assert answer.status_code == 401
    assert answer.json()["words"].startswith("Not saved: you were signed out.")
    assert answer.json()["href"] == "/sign-in?next=%2Fmy%2Faccount%2Fname"
    browser.post(ADDRESS, {"name": "Ada"}, headers={"Sec-Fetch-Mode": "cors"})
    assert Unsent.objects.count() == 0


# How long a session still lasts, for the warning before it ends.


def left_in(browser: Client) -> int:
    seconds: int = browser.get("/my/session").json()["left"]
    return seconds


def test_asking_how_long_a_session_lasts_does_not_make_it_longer(person: People) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        browser = signed_in(person("marker"))
        assert left_in(browser) == 3600
        clock.shift(timedelta(minutes=55))
        assert [left_in(browser), left_in(browser)] == [300, 300]
        clock.shift(timedelta(minutes=5))
        assert left_in(browser) == 0
        assert browser.get("/my/account").status_code == 302


def test_staying_signed_in_makes_it_longer_but_not_beyond_twelve_hours(person: People) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        browser = signed_in(person("marker"))
        for _ in range(12):
            clock.shift(timedelta(minutes=55))
            assert browser.post("/my/session").json() == {"left": 3600}
        clock.shift(timedelta(minutes=30))  # 11 and a half hours after the beginning
        assert browser.post("/my/session").json() == {"left": 1800}


def test_others_need_no_warning_and_strangers_have_no_session(person: People) -> None:
    assert left_in(signed_in(person("provider"), how="code", second_factor="")) > 19 * 3600
    assert left_in(Client()) == 0
