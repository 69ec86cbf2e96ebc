"""Signing in with an e-mailed code (security cases A13, A14, A15)."""

import logging
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from precept.foundation.outbox.models import Mail
from precept.foundation.people import limits, rules
from precept.foundation.people.actions import steps
from precept.foundation.people.models import Person, SignedIn, SignInCode

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
Reader = Callable[[str], str]


def ask(browser: Client, email: str, **extra: Any) -> Any:
    return browser.post("/sign-in", {"email": email}, **extra)


def type_code(browser: Client, code: str) -> Any:
    return browser.post("/sign-in/code", {"code": code})


def another_code(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


@pytest.fixture
def provider(person: Callable[..., Person]) -> Person:
    return person("provider")


def test_a_provider_signs_in_with_the_code_alone(
    browser: Client, provider: Person, code_for: Reader, events: Callable[[str], list[str]]
) -> None:
    asked = ask(browser, provider.email)
    assert (asked.status_code, asked["Location"]) == (302, "/sign-in/code")
    entered = type_code(browser, code_for(provider.email))
    assert (entered.status_code, entered["Location"]) == (302, "/my/bids")
    assert browser.get("/my/account").status_code == 200
    assert events(provider.ledger_name) == ["sign-in code asked for", "signed in"]


def test_somebody_who_was_going_somewhere_arrives_there(
    browser: Client, provider: Person, code_for: Reader
) -> None:
    browser.post("/sign-in", {"email": provider.email, "next": "/my/account/name"})
    assert type_code(browser, code_for(provider.email))["Location"] == "/my/account/name"


def test_nobody_is_led_to_another_site(browser: Client, provider: Person, code_for: Reader) -> None:
    browser.post("/sign-in", {"email": provider.email, "next": "https://elsewhere.example/"})
    assert type_code(browser, code_for(provider.email))["Location"] == "/my/bids"


def test_the_letter_has_no_link(browser: Client, provider: Person, letters: Any) -> None:
    ask(browser, provider.email)
    (text,) = letters(provider.email)
    assert re.findall(r"https?:|www\.|/sign-in", text) == []


def test_a_code_goes_to_the_address_the_office_holds(browser: Client, provider: Person) -> None:
    ask(browser, provider.email.upper())
    assert list(Mail.objects.values_list("to", flat=True)) == [provider.email]


def test_an_account_switched_off_is_an_unknown_address(
    browser: Client, person: Callable[..., Person], letters: Any
) -> None:
    gone = person("provider", is_active=False)
    ask(browser, gone.email)
    assert "There is no account for it" in letters(gone.email)[0]


# A13: nobody learns who has an account.


def journey(email: str) -> list[Any]:
    browser = Client()
    answers = [ask(browser, email), browser.get("/sign-in/code")]
    return answers + [type_code(browser, "000000") for _ in range(6)]


def shown(answer: Any, email: str) -> tuple[int, str, dict[str, str]]:
    body = answer.content.decode().replace(email, "ADDRESS")
    body = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", body)
    return answer.status_code, body, dict(answer.headers.items())


def test_known_and_unknown_addresses_are_shown_the_same(
    person: Callable[..., Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps.secrets, "randbelow", lambda _: 123456)
    monkeypatch.setattr(rules, "NETWORK_LIMITS", (rules.Limit(1000, timedelta(hours=1)),))
    known = person("provider")
    unknown = "nobody1@opcc.example"  # as long as the other, for the length of the page
    for one, other in zip(journey(known.email), journey(unknown), strict=True):
        assert shown(one, known.email) == shown(other, unknown)
        assert set(one.cookies) == set(other.cookies)


def test_known_and_unknown_addresses_cost_the_same_queries(person: Callable[..., Person]) -> None:
    ask(Client(), "somebody@b.example")  # the count of the network is made by the first who asks
    counts = []
    for email in (person("provider").email, "nobody@b.example"):
        with CaptureQueriesContext(connection) as queries:
            ask(Client(), email)
        counts.append([table_of(statement["sql"]) for statement in queries])
    assert counts[0] == counts[1]


def table_of(statement: str) -> tuple[str, str]:
    verb = statement.split()[0]
    return verb, statement.split('"')[1] if verb in {"SELECT", "INSERT", "UPDATE"} else ""


def test_an_unknown_address_gets_a_letter_that_says_so(browser: Client, letters: Any) -> None:
    ask(browser, "Nobody@B.example")
    (text,) = letters("nobody@b.example")
    assert "There is no account for it, so there is no code." in text
    assert re.search(r"\d{6}", text) is None


# A14: a code is of use to the browser that asked, once, for a while.


def test_looking_never_uses_a_code_up(browser: Client, provider: Person, code_for: Reader) -> None:
    ask(browser, provider.email)
    for look in (browser.get, browser.head):
        for address in ("/sign-in/code", f"/sign-in/code?code={code_for(provider.email)}"):
            assert look(address).status_code == 200
    assert type_code(browser, code_for(provider.email)).status_code == 302


def test_another_browser_cannot_use_a_code(
    browser: Client, provider: Person, code_for: Reader
) -> None:
    ask(browser, provider.email)
    stranger, asker = Client(), Client()
    assert type_code(stranger, code_for(provider.email))["Location"] == "/sign-in"
    ask(asker, "nobody@b.example")
    assert type_code(asker, code_for(provider.email)).status_code == 422
    assert SignedIn.objects.count() == 0
    assert type_code(browser, code_for(provider.email)).status_code == 302


def test_a_code_works_for_fifteen_minutes_and_no_second_more(
    provider: Person, code_for: Reader
) -> None:
    answers = []
    for wait in (timedelta(minutes=15), timedelta(minutes=15, seconds=1)):
        browser = Client()
        with time_machine.travel(NOON, tick=False) as clock:
            ask(browser, provider.email)
            clock.shift(wait)
            answers.append(type_code(browser, code_for(provider.email)))
    assert [answer.status_code for answer in answers] == [302, 422]
    assert steps.CODE_GONE in answers[1].content.decode()


def test_the_sixth_try_is_refused_even_with_the_right_code(
    browser: Client, provider: Person, code_for: Reader, events: Callable[[str], list[str]]
) -> None:
    ask(browser, provider.email)
    wrong = another_code(code_for(provider.email))
    answers = [type_code(browser, wrong) for _ in range(5)]
    assert all(steps.WRONG_CODE in answer.content.decode() for answer in answers)
    sixth = type_code(browser, code_for(provider.email))
    assert (sixth.status_code, steps.CODE_GONE in sixth.content.decode()) == (422, True)
    assert events(provider.ledger_name) == ["sign-in code asked for"] + ["sign-in refused"] * 5


def test_the_fifth_try_may_be_the_right_one(
    browser: Client, provider: Person, code_for: Reader
) -> None:
    ask(browser, provider.email)
    for _ in range(4):
        type_code(browser, another_code(code_for(provider.email)))
    assert type_code(browser, code_for(provider.email)).status_code == 302


def test_a_code_works_once(browser: Client, provider: Person, code_for: Reader) -> None:
    ask(browser, provider.email)
    kept = browser.cookies["precept"].value
    before = dict(Session.objects.get(session_key=kept).get_decoded())
    type_code(browser, code_for(provider.email))
    # Whoever copied the browser's session before it was used has nothing.
    again = Client()
    session = again.session
    session.update(before)
    session.save()
    again.cookies["precept"] = session.session_key
    second = type_code(again, code_for(provider.email))
    assert (second.status_code, steps.CODE_GONE in second.content.decode()) == (422, True)
    assert SignedIn.objects.count() == 1


def test_asking_again_ends_the_code_before(
    browser: Client, provider: Person, code_for: Reader
) -> None:
    ask(browser, provider.email)
    first = code_for(provider.email)
    ask(browser, provider.email)
    if first != code_for(provider.email):
        assert type_code(browser, first).status_code == 422
    assert type_code(browser, code_for(provider.email)).status_code == 302


def test_the_session_gets_a_new_name_at_sign_in(
    browser: Client, provider: Person, code_for: Reader
) -> None:
    ask(browser, provider.email)
    before = browser.cookies["precept"].value
    type_code(browser, code_for(provider.email))
    assert browser.cookies["precept"].value != before
    assert Session.objects.filter(session_key=before).count() == 0


def test_the_code_is_nowhere_in_clear(
    browser: Client,
    provider: Person,
    code_for: Reader,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(steps.secrets, "randbelow", lambda _: 970318)
    with caplog.at_level(logging.DEBUG, logger="precept"), caplog.at_level(logging.DEBUG, "django"):
        ask(browser, provider.email)
        type_code(browser, "111111")
    assert code_for(provider.email) == "970318"
    assert "970318" not in caplog.text
    assert "970318" not in repr([dict(s.get_decoded()) for s in Session.objects.all()])
    for model in apps.get_models(include_auto_created=True):
        # As the database holds it: the letter's text is enciphered there.
        assert "970318" not in stored(model), model


def stored(model: Any) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
        return repr(cursor.fetchall())


def test_the_hash_of_a_code_needs_the_secret_of_the_office(
    browser: Client, provider: Person, code_for: Reader, settings: Any
) -> None:
    ask(browser, provider.email)
    word = browser.session[steps.ASKED]["word"]
    row = SignInCode.objects.get()
    assert row.digest == limits.keyed("sign-in code", f"{word}\n{code_for(provider.email)}")
    settings.SECRET_KEY = "another"
    assert row.digest != limits.keyed("sign-in code", f"{word}\n{code_for(provider.email)}")


# A15: nobody's mailbox is filled.

VARIANTS = (
    "person1@opcc.example",
    "PERSON1@opcc.example",
    "person1+a{n}@opcc.example",
    "per.son.1@opcc.example",
    "ｐerson1@opcc.example",
)


def test_a_thousand_requests_for_one_mailbox_send_three_letters(
    provider: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert provider.email == "person1@opcc.example"
    with time_machine.travel(NOON, tick=False) as clock:
        bodies = set()
        for n in range(1000):
            clock.shift(timedelta(milliseconds=60))
            email = VARIANTS[n % len(VARIANTS)].format(n=n)
            network = f"10.{n // 250}.{n % 250}.1"
            answer = ask(Client(), email, REMOTE_ADDR=network)
            bodies.add((answer.status_code, answer["Location"], answer.content))
        assert Mail.objects.count() == 3
        assert bodies == {(302, "/sign-in/code", b"")}
        ask(Client(), "somebody.else@opcc.example", REMOTE_ADDR="10.9.9.9")
        assert Mail.objects.filter(to="somebody.else@opcc.example").count() == 1


def test_a_mailbox_gets_ten_codes_a_day(provider: Person) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        for n in range(20):
            ask(Client(), provider.email, REMOTE_ADDR=f"10.0.{n}.1")
            clock.shift(timedelta(minutes=11))
        assert Mail.objects.count() == 10


def test_a_network_gets_twenty_codes_an_hour(db: None) -> None:
    for n in range(25):
        ask(Client(), f"p{n}@b.example", REMOTE_ADDR=f"203.0.113.{n}")
    assert Mail.objects.count() == 20
    ask(Client(), "q@b.example", REMOTE_ADDR="198.51.100.1")
    assert Mail.objects.count() == 21


def test_the_budget_of_all_is_kept_and_its_breach_is_an_event(
    monkeypatch: pytest.MonkeyPatch, events: Callable[[str], list[str]]
) -> None:
    monkeypatch.setattr(rules, "HOURLY_BUDGET", 4)
    for n in range(8):
        ask(Client(), f"p{n}@b.example", REMOTE_ADDR=f"10.0.{n}.1")
    assert Mail.objects.count() == 4
    assert events("sign-in:limits") == ["sign-in codes held back"]


def test_a_held_back_request_leaves_the_code_before_it_good(
    browser: Client, provider: Person, code_for: Reader
) -> None:
    for _ in range(4):
        ask(browser, provider.email)
    assert Mail.objects.count() == 3
    assert type_code(browser, code_for(provider.email)).status_code == 302


def test_codes_of_yesterday_are_swept_away(browser: Client, provider: Person) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        ask(browser, provider.email)
        clock.shift(timedelta(hours=24, seconds=1))
        ask(Client(), provider.email)
    assert SignInCode.objects.count() == 1


def test_what_is_no_address_is_said_so(browser: Client) -> None:
    answer = ask(browser, "not an address")
    assert answer.status_code == 422
    assert "Enter an e-mail address in the correct format" in answer.content.decode()


def test_no_page_of_the_sign_in_library_can_be_reached(browser: Client) -> None:
    for address in ("login", "signup", "logout", "email", "2fa", "password/reset"):
        for prefix in ("accounts/", "account/", ""):
            assert browser.get(f"/{prefix}{address}/").status_code == 404
    call_command("check", fail_level="WARNING", verbosity=0)
