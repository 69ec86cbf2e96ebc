"""Staff sign in with a password and a second factor, never with a password alone."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import Argon2PasswordHasher, identify_hasher
from django.test import Client

from precept.foundation.ledger.actions import said
from precept.foundation.ledger.models import Event
from precept.foundation.outbox.models import Mail
from precept.foundation.people import actions, factors
from precept.foundation.people.actions import steps
from precept.foundation.people.models import Person, SignedIn

pytestmark = pytest.mark.django_db
PASSWORD = "heron lamp orchard"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def give_password(browser: Client, email: str, password: str = PASSWORD, **extra: Any) -> Any:
    return browser.post("/sign-in/password", {"email": email, "password": password, **extra})


def give_code(browser: Client, code: str) -> Any:
    return browser.post("/sign-in/second-step", {"code": code})


def test_passwords_are_kept_as_argon2id(worker: Person) -> None:
    assert identify_hasher(worker.password).algorithm == "argon2"
    assert worker.password.startswith("argon2$argon2id$")


def test_a_password_alone_never_enters_the_office(browser: Client, worker: Person) -> None:
    entered = give_password(browser, worker.email)
    assert (entered.status_code, entered["Location"]) == (302, "/sign-in/second-step")
    for address in ("/my/account", f"/office/people/{worker.reference}"):
        answer = browser.get(address)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/sign-in")
    assert browser.get("/sign-in")["Location"] == "/sign-in/second-step"


def test_a_code_by_mail_alone_never_lets_staff_in_either(
    browser: Client, worker: Person, code_for: Callable[[str], str]
) -> None:
    browser.post("/sign-in", {"email": worker.email})
    entered = browser.post("/sign-in/code", {"code": code_for(worker.email)})
    assert entered["Location"] == "/sign-in/second-step"
    assert browser.get("/sign-in/second-step")["Location"] == "/sign-in/set-up"
    assert browser.get("/my/account").status_code == 302


def test_a_password_and_a_code_of_the_app_enter(
    browser: Client, worker: Person, app: Any, events: Callable[[str], list[str]]
) -> None:
    secret = app.give(worker)
    give_password(browser, worker.email, next=f"/office/people/{worker.reference}")
    entered = give_code(browser, app.shows(secret))
    assert entered["Location"] == f"/office/people/{worker.reference}"
    assert browser.get(entered["Location"]).status_code == 200
    assert events(worker.ledger_name) == ["signed in, second factor owed", "signed in"]


def test_a_code_of_the_app_works_once(worker: Person, app: Any) -> None:
    secret = app.give(worker)
    with time_machine.travel(NOON, tick=False) as clock:
        first, second = Client(), Client()
        give_password(first, worker.email)
        give_password(second, worker.email)
        code = app.shows(secret)
        assert give_code(first, code).status_code == 302
        assert give_code(second, code).status_code == 422
        clock.shift(timedelta(seconds=30))
        assert give_code(second, code).status_code == 422
        assert give_code(second, app.shows(secret)).status_code == 302


def test_a_code_of_the_app_may_be_half_a_minute_off_and_no_more(worker: Person, app: Any) -> None:
    secret = app.give(worker)
    with time_machine.travel(NOON, tick=False):
        assert [factors.use_app_code(worker, app.shows(secret, n)) for n in (-2, -1, 0, 1, 2)] == [
            False,
            True,
            True,
            True,
            False,
        ]


def test_a_recovery_code_works_once_and_its_person_is_told(worker: Person, app: Any) -> None:
    app.give(worker)
    codes = factors.new_recovery_codes(worker)
    assert (len(codes), {len(code) for code in codes}) == (10, {10})
    first, second = Client(), Client()
    give_password(first, worker.email)
    give_password(second, worker.email)
    assert give_code(first, f"{codes[3][:5]} {codes[3][5:]}").status_code == 302
    assert give_code(second, codes[3]).status_code == 422
    told = Mail.objects.get(to=worker.email, kind="sign-in change")
    assert told.text is not None
    assert "a recovery code was used" in told.text.reveal()
    assert factors.factors_of(worker).recovery_codes_left == 9


def test_after_five_wrong_second_factors_the_right_one_must_wait(worker: Person, app: Any) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        secret, browser = app.give(worker), Client()
        give_password(browser, worker.email)
        wrong = app.shows(secret, 500)
        assert [give_code(browser, wrong).status_code for _ in range(5)] == [422] * 5
        sixth = give_code(browser, app.shows(secret))
        assert (sixth.status_code, steps.TOO_MANY in sixth.content.decode()) == (422, True)
        clock.shift(timedelta(minutes=15))
        give_password(browser, worker.email)
        assert give_code(browser, app.shows(secret)).status_code == 302


def test_the_second_step_must_follow_within_fifteen_minutes(worker: Person, app: Any) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        secret, browser = app.give(worker), Client()
        give_password(browser, worker.email)
        clock.shift(timedelta(minutes=15, seconds=1))
        assert give_code(browser, app.shows(secret))["Location"] == "/sign-in"


@pytest.mark.parametrize("known", [True, False])
def test_a_wrong_password_and_an_unknown_address_read_the_same(
    browser: Client, worker: Person, known: bool
) -> None:
    answer = give_password(browser, worker.email if known else "nobody@b.example", "wrong one here")
    assert answer.status_code == 422
    assert steps.WRONG_PASSWORD in answer.content.decode()
    assert SignedIn.objects.count() == 0


def test_a_password_is_worked_through_for_an_unknown_address_too(
    browser: Client, worker: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked = []
    real = Argon2PasswordHasher.encode
    monkeypatch.setattr(
        Argon2PasswordHasher,
        "encode",
        lambda self, password, salt: worked.append(password) or real(self, password, salt),
    )
    give_password(browser, "nobody@b.example", "wrong one here")
    assert len(worked) == 1


def test_somebody_outside_the_office_has_no_password_way(
    browser: Client, person: Callable[..., Person]
) -> None:
    provider = person("provider")
    provider.set_password(PASSWORD)
    provider.save()
    assert give_password(browser, provider.email).status_code == 422


def test_after_ten_wrong_passwords_the_right_one_must_wait(browser: Client, worker: Person) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        for _ in range(10):
            give_password(browser, worker.email, "wrong one here")
        answer = give_password(browser, worker.email)
        assert (answer.status_code, steps.TOO_MANY in answer.content.decode()) == (422, True)
        clock.shift(timedelta(minutes=15))
        assert give_password(browser, worker.email).status_code == 302


def test_a_refused_sign_in_is_recorded_without_the_address(
    browser: Client, worker: Person, events: Callable[[str], list[str]]
) -> None:
    give_password(browser, worker.email, "wrong one here")
    give_password(browser, "nobody@b.example", "wrong one here")
    assert events(worker.ledger_name) == ["sign-in refused"]
    for event in Event.objects.filter(type="sign-in refused"):
        assert said(event) == {"why": "wrong password"}
        assert "@" not in event.subject
        assert "@" in event.parts.get(name="personal").text


def test_the_first_app_is_set_up_at_the_door_and_recovery_codes_are_shown_once(
    browser: Client, worker: Person, app: Any, events: Callable[[str], list[str]]
) -> None:
    give_password(browser, worker.email)
    page = browser.get("/sign-in/set-up")
    assert page.status_code == 200
    sealed, secret = _set_up_of(page.content.decode())
    done = browser.post("/sign-in/set-up", {"secret": sealed, "code": app.shows(secret)})
    assert done.status_code == 200
    codes = _codes_of(done.content.decode())
    assert len(codes) == 10
    assert browser.get("/my/account").status_code == 200
    assert events(worker.ledger_name) == [
        "signed in, second factor owed",
        "second factor added",
        "signed in",
    ]
    assert browser.get("/my/account").content.decode().count(codes[0]) == 0
    another = Client()
    give_password(another, worker.email)
    assert give_code(another, codes[0]).status_code == 302


def _set_up_of(body: str) -> tuple[str, str]:
    sealed = re.search(r'name="secret" value="([^"]+)"', body)
    secret = re.search(r"<strong>([A-Z2-7 ]+)</strong>", body)
    assert sealed
    assert secret
    assert "data:image/svg+xml;base64," in body
    return sealed[1], secret[1].replace(" ", "")


def _codes_of(body: str) -> list[str]:
    return [code.replace(" ", "") for code in re.findall(r"<code>([0-9 ]+)</code>", body)]


def test_the_secret_on_the_page_belongs_to_its_person(
    browser: Client, worker: Person, person: Callable[..., Person], app: Any
) -> None:
    give_password(browser, worker.email)
    sealed, secret = _set_up_of(browser.get("/sign-in/set-up").content.decode())
    other = person("marker")
    other.set_password(PASSWORD)
    other.save()
    thief = Client()
    give_password(thief, other.email)
    answer = thief.post("/sign-in/set-up", {"secret": sealed, "code": app.shows(secret)})
    assert answer.status_code == 422
    assert factors.factors_of(other).any is False


def test_the_secret_of_an_app_is_enciphered_at_rest(worker: Person, app: Any) -> None:
    secret = app.give(worker)
    assert secret not in str(Authenticator.objects.get().data)


def test_who_has_a_second_factor_cannot_set_up_another_without_it(
    browser: Client, worker: Person, app: Any
) -> None:
    app.give(worker)
    give_password(browser, worker.email)
    assert browser.get("/sign-in/set-up")["Location"] == "/sign-in/second-step"
    assert browser.post("/sign-in/set-up/passkey")["Location"] == "/sign-in/second-step"


def test_a_provider_with_an_app_must_show_it_too(
    browser: Client, person: Callable[..., Person], code_for: Callable[[str], str], app: Any
) -> None:
    provider = person("provider")
    secret = app.give(provider)
    browser.post("/sign-in", {"email": provider.email})
    entered = browser.post("/sign-in/code", {"code": code_for(provider.email)})
    assert entered["Location"] == "/sign-in/second-step"
    assert browser.get("/my/account").status_code == 302
    give_code(browser, app.shows(secret))
    assert browser.get("/my/account").status_code == 200


def test_resetting_takes_password_and_factors_and_sessions(
    worker: Person,
    person: Callable[..., Person],
    client_as: Callable[[Person], Client],
    app: Any,
) -> None:
    app.give(worker)
    browser = client_as(worker)
    administrator = person("administrator")
    actions.reset_second_factor(by=administrator, person=worker, why="Lost phone; met in person")
    assert browser.get("/my/account").status_code == 302
    assert give_password(Client(), worker.email).status_code == 422
    assert factors.factors_of(worker).any is False
